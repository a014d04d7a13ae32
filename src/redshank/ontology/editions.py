"""Write events for an older edition of the ontology, by a table."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records.errors import LexiconError


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A type that the edition calls by another name; all conditions given must hold."""

    type: str
    to: str
    modes: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


class Edition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition: its own names for types and bodies, and how it writes symmetric events."""

    id: str
    about: str
    pairs: bool = False
    bodies: dict[str, str] = {}
    symmetric: tuple[str, ...] = ()  # types that benefit both: actor and recipient stand on one side, for each pair
    own: tuple[str, ...] = ()  # bodies that keep their own code
    change: tuple[Change, ...] = ()

    def type_of(self, type_id: str, modes: Sequence[str], frame: str, family: str) -> str:
        """Return the type under which this edition writes an event."""
        for change in self.change:
            if (
                change.type == type_id
                and (not change.modes or set(change.modes) & set(modes))
                and (not change.frames or frame in change.frames)
                and (not change.acts or family in change.acts)
            ):
                return change.to
        return type_id


class EditionFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/ontology/editions.toml."""

    edition: tuple[Edition, ...]


def load_edition(folders: Sequence[Path], edition_id: str) -> Edition:
    """Return one edition.

    Raises:
        LexiconError: there is none of that name.
    """
    editions = {
        e.id: e for path in found(folders, "ontology/editions.toml") for e in read_toml(path, EditionFile).edition
    }
    if edition_id not in editions:
        raise LexiconError(f"no edition {edition_id!r}; there are: {', '.join(editions)}")
    return editions[edition_id]
