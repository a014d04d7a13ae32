"""An archive from Python: open it, ask it, get frames, records or a table in a notebook."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from redshank.door import Reading, shown
from redshank.door_results import Claims, Count, Events, SqlResult
from redshank.query import Names, Query
from redshank.query.count import count
from redshank.query.names import near
from redshank.query.plan import Plan
from redshank.records.errors import InputError
from redshank.records.filed import Filed, StoryRow
from redshank.store import Archive

if TYPE_CHECKING:
    import duckdb

Question: TypeAlias = "tuple[duckdb.DuckDBPyConnection, str, list[Any]]"
PREVIEW = 50  # rows that a notebook shows
LISTS = frozenset(f for f in Query.__struct_fields__ if getattr(Query(), f) == ())


class OpenArchive:
    """An archive, opened for asking; use it in a `with` block, or close it."""

    def __init__(self, path: str | Path) -> None:
        self.archive = Archive(path)
        self.names = Names()

    def events(self, **filters: Any) -> Events:
        """Ask for events; the filters are the fields of `Query`, a value or several: `actor="RUS"`, `type=["AID"]`."""
        return Events(self.archive, query_from(filters), self.names)

    def claims(self, **filters: Any) -> Claims:
        """Ask who says what; `says` and the publication are asked of the claim, all else of the events it tells."""
        return Claims(self.archive, query_from(filters), self.names)

    def count(
        self,
        by: str | Sequence[str] = (),
        *,
        unit: str = "report",
        directed: bool = True,
        per_stories: int | None = None,
        panel: Sequence[str] = (),
        max_publisher_share: float | None = None,
        baseline: int | None = None,
        with_background: bool = False,
        **filters: Any,
    ) -> Count:
        """Count events: `db.count(by=["dyad", "month"], type="SANCTION")`. See `redshank count --help`."""
        if unit != "report":
            raise InputError(f"unit={unit!r}: only reports are counted; incidents come with copies.")
        plan = Plan(
            by=tuple(by.replace(" ", "").split(",")) if isinstance(by, str) and by else tuple(by),
            directed=directed,
            with_background=with_background,
            per_stories=per_stories,
            panel=tuple(panel),
            max_share=max_publisher_share,
            baseline=baseline,
        )
        query = query_from({**filters, "directed": directed})
        return Count(self.archive, count(self.archive, query, plan, self.names), query, self.names)

    def event(self, key: str) -> Filed | None:
        """Return one event in full; None for an unknown id."""
        return self.archive.event(key)

    def story(self, key: str) -> StoryRow | None:
        """Return what is kept of a story; None for an unknown id."""
        return self.archive.story(key)

    def reading(self, key: str) -> Reading | None:
        """Return the whole reading of a story, as `redshank.code` gave it; None for an unknown id."""
        found = self.archive.reading(key)
        return shown(found) if found is not None else None

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> SqlResult:
        """Put one SELECT to the archive; it can read nothing else."""
        return SqlResult(self.archive, statement, parameters)

    def close(self) -> None:
        """Close the archive."""
        self.archive.close()

    def __enter__(self) -> "OpenArchive":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the archive."""
        self.close()


def query_from(filters: dict[str, Any]) -> Query:
    """Return a question from keyword arguments: a word or several for a list, and no filter that we do not know.

    Raises:
        InputError: there is no such filter.
    """
    unknown = [f for f in filters if f not in Query.__struct_fields__]
    if unknown:
        known = Query.__struct_fields__
        raise InputError(f"no filter {unknown[0]!r}.{near(unknown[0], known)} There are: {', '.join(known)}.")
    return Query(**{f: _value(f, v) for f, v in filters.items()})


def _value(field: str, value: Any) -> Any:
    if field == "near" and value is not None:
        return tuple(float(v) for v in value)
    if field not in LISTS:
        return value
    several = (value,) if isinstance(value, str) else tuple(value or ())
    if field == "dyad" and len(several) == 2 and not any(set(v) & set(",:-") for v in several):
        return (":".join(several),)  # dyad=("RUS", "UKR")
    return several


def open_archive(path: str | Path) -> OpenArchive:
    """Open an archive that `redshank ingest` made: `db = redshank.open("west")`.

    Raises:
        ArchiveError: there is none; the message says how to make one.
    """
    return OpenArchive(path)
