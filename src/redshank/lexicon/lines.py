"""How an event is told in one plain line."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records import Event


class LineEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of data/lines.toml."""

    type: str
    mode: str = ""
    deed: str = ""
    words: str
    alone: str = ""
    passive: str = ""
    joins: bool = False

    def fits(self, event: Event) -> bool:
        """Say whether the line tells events like this one."""
        deed = event.deed.status if event.deed is not None else ""
        return (
            self.type == event.type
            and (not self.mode or self.mode in event.modes)
            and (not self.deed or self.deed == deed)
        )


class LineFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/lines.toml."""

    line: tuple[LineEntry, ...]


def load_lines(folders: Sequence[Path]) -> tuple[LineEntry, ...]:
    """Read data/lines.toml of every folder; later files speak first."""
    tables = [read_toml(path, LineFile) for path in found(folders, "lines.toml")]
    return tuple(entry for table in reversed(tables) for entry in table.line)
