"""What every format is: it takes events one by one, says what became of each, and closes its files."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TextIO

import msgspec

from redshank.export.outcome import Made, Outcome
from redshank.export.tables import Tables
from redshank.export.told import Told

if TYPE_CHECKING:
    from redshank.export.report import Report
    from redshank.query import Query
    from redshank.store import Archive


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is exported: the question and its answer."""

    archive: Any  # Archive
    tables: Tables
    query: Any  # Query
    include: frozenset[str]
    ids: Sequence[str]  # events that answer the question, by date

    @property
    def opened(self) -> "Archive":
        """Return the archive."""
        archive: Archive = self.archive
        return archive

    @property
    def asked(self) -> "Query":
        """Return the question."""
        query: Query = self.query
        return query


class Form:
    """One format being written; its files appear under their names when they are whole."""

    order: Literal["date", "story", "none"] = (
        "date"  # in which events are handed over; none: it reads the archive itself
    )

    def __init__(self, job: Job, path: Path) -> None:
        self.job = job
        self.path = path
        self.files: list[Path] = [path]

    def __enter__(self) -> Self:
        """Open the files."""
        return self

    def add(self, told: Told) -> Outcome:
        """Write one event, or say why not."""
        raise NotImplementedError

    def finish(self, report: "Report") -> None:
        """Write what stands behind the last event."""

    def close(self) -> None:
        """Close what is open."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the files; what broke off leaves none."""
        self.close()
        for path in self.files:
            part = part_of(path)
            if kind is None:
                part.replace(path)
            else:
                part.unlink(missing_ok=True)


class TextForm(Form):
    """A format that is written as text, line by line."""

    out: TextIO

    def __enter__(self) -> Self:
        """Open the file."""
        self.out = open_text(self.path)
        self.head()
        return self

    def head(self) -> None:
        """Write what stands before the first event."""

    def close(self) -> None:
        """Close the file."""
        self.out.close()


def part_of(path: Path) -> Path:
    """Return the name under which a file is written until it is whole."""
    return path.with_name(path.name + ".part")


def open_text(path: Path) -> TextIO:
    """Open a text file for writing; what cannot be encoded becomes a question mark."""
    return part_of(path).open("w", encoding="utf-8", errors="replace", newline="")


WRITTEN = Made(cells={})
