"""Types, modes, contexts, and the table from frame + status to type."""

from redshank.ontology.codebook import Codebook, load_codebooks
from redshank.ontology.mapping import Coding, Mapping, load_mapping
from redshank.ontology.types import EventType, Ontology, load_ontology

__all__ = [
    "Codebook",
    "Coding",
    "EventType",
    "Mapping",
    "Ontology",
    "load_codebooks",
    "load_mapping",
    "load_ontology",
]
