"""The types, modes, contexts and sectors that a coding may use."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records.errors import LexiconError


class EventType(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the sixteen types of PLOVER."""

    id: str
    about: str
    quad: str
    recipient_required: bool
    modes: tuple[str, ...]
    intensity: float | None = None


class Ontology(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/ontology/plover.toml."""

    edition: str
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    type: tuple[EventType, ...]

    def of(self, type_id: str) -> EventType:
        """Return a type by its id.

        Raises:
            LexiconError: there is no such type.
        """
        for entry in self.type:
            if entry.id == type_id:
                return entry
        raise LexiconError(f"no event type {type_id!r} in plover.toml; known: {', '.join(t.id for t in self.type)}")


def load_ontology(folders: Sequence[Path]) -> Ontology:
    """Read the last ontology/plover.toml of the folders: an overlay replaces ours whole."""
    paths = list(found(folders, "ontology/plover.toml"))
    if not paths:
        raise LexiconError("data/ontology/plover.toml is missing: the installation is damaged; install redshank again")
    return read_toml(paths[-1], Ontology)
