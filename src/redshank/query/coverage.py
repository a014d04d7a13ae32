"""What was read: stories, skips, publishers, days. Without stories read a count is unknown, not zero."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from redshank.store import Archive

# every text with its own day and publisher, and again with those of each place where it was met
READ = """(SELECT id AS story, published, publisher FROM stories
    UNION ALL SELECT story, published, publisher FROM sightings WHERE published IS NOT NULL)"""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How much was read in some time."""

    stories: int
    skipped: int
    publishers: int  # that are named
    first: date | None
    last: date | None


def read_between(
    archive: "Archive", start: date | None = None, end: date | None = None, publishers: Sequence[str] = ()
) -> Coverage:
    """Return what was read of stories published from one day to another, both included.

    Args:
        archive: the archive.
        start: first day; None: from the beginning.
        end: last day; None: to the end.
        publishers: count only theirs; in any case of letters.
    """
    sql, values = within(start, end, publishers)
    read = archive.rows(
        f"SELECT count(DISTINCT publisher) AS publishers, min(published) AS first, max(published) AS last FROM {READ} "
        f"WHERE {sql}",
        values,
    )[0]
    stories = sum(n for _, _, n in stories_read(archive, None, start, end, publishers))
    skipped = archive.rows(f"SELECT count(*) AS skipped FROM skips WHERE {sql}", values)[0]
    return Coverage(**read, **skipped, stories=stories)


def stories_read(
    archive: "Archive",
    unit: str | None,
    start: date | None = None,
    end: date | None = None,
    publishers: Sequence[str] = (),
    *,
    apart: bool = False,
) -> list[tuple[date | None, str | None, int]]:
    """Return how many stories were read, as (first day of the period, publisher, stories).

    A story counts in the period of its own publication. Copies of older stories count only where nothing else was read
    in a period, or where publishers are told apart: what they print they have read.

    Args:
        archive: the archive.
        unit: the period; None: all time together.
        start: first day of publication.
        end: last day.
        publishers: count only theirs.
        apart: one number for each publisher.
    """
    sql, values = within(start, end, publishers)
    sql += " AND published IS NOT NULL" if unit else ""
    period = f"CAST(date_trunc('{unit}', published) AS DATE)" if unit else "CAST(NULL AS DATE)"
    if publishers or apart:
        who = "publisher" if apart else "NULL"
        rows = archive.rows(
            f"SELECT {period} AS period, {who} AS who, count(DISTINCT story) AS n FROM {READ} WHERE {sql} GROUP BY ALL",
            values,
        )
    else:
        rows = archive.rows(
            f"WITH own AS (SELECT {period} AS period, count(*) AS n FROM stories WHERE {sql} GROUP BY ALL) "
            "SELECT period, NULL AS who, n FROM own UNION ALL "
            f"SELECT {period} AS period, NULL, count(DISTINCT story) FROM sightings WHERE {sql} "
            f"AND NOT EXISTS (SELECT 1 FROM own WHERE own.period IS NOT DISTINCT FROM {period}) GROUP BY ALL",
            [*values, *values],
        )
    return [(r["period"], r["who"], r["n"]) for r in rows if r["n"]]


def within(start: date | None, end: date | None, publishers: Sequence[str] = ()) -> tuple[str, list[Any]]:
    """Return the condition on `published` and `publisher`."""
    parts: list[tuple[str, Any]] = []
    if start is not None:
        parts.append(("published >= ?", start))
    if end is not None:
        parts.append(("published <= ?", end))
    if publishers:
        parts.append(("list_contains(?, lower(publisher))", [p.lower() for p in publishers]))
    return " AND ".join(sql for sql, _ in parts) or "true", [value for _, value in parts]
