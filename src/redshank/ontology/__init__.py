"""Types, modes, contexts, and the table from frame + status to type."""

from redshank.ontology.mapping import Coding, Mapping, load_mapping
from redshank.ontology.types import EventType, Ontology, load_ontology

__all__ = ["Coding", "EventType", "Mapping", "Ontology", "load_mapping", "load_ontology"]
