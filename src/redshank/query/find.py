"""The events and claims that answer a question: how many, and their rows. A Query in, rows out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.filters import ORDERS, Query, condition, find_ids
from redshank.query.names import Names
from redshank.query.parts import Part, among

if TYPE_CHECKING:
    from redshank.store import Archive

INSIDE = ("unit", "month")  # columns of the index that say where the archive keeps a row


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How much answers a question, whatever its limit."""

    events: int
    stories: int
    background: int  # of the events


def totals(archive: "Archive", query: Query, names: Names) -> Totals:
    """Count what answers a question."""
    sql, values = condition(archive, query, names)
    row = archive.rows(
        "SELECT count(*) AS events, count(DISTINCT story) AS stories, count(*) FILTER (background) AS background "
        f"FROM events WHERE {sql}",
        values,
    )[0]
    return Totals(**row)


def columns(archive: "Archive", table: str = "events") -> list[str]:
    """Return the columns of a table of the index that are for users."""
    found = archive.rows("SELECT column_name AS name FROM duckdb_columns() WHERE table_name = ?", [table])
    return [r["name"] for r in found if r["name"] not in INSIDE]


def select(archive: "Archive", query: Query, names: Names) -> Part:
    """Return SQL for the rows of the events that answer a question, in its order."""
    picked = ", ".join(f'"{c}"' for c in columns(archive))
    if query.text and query.order == "relevance":
        ids = find_ids(archive, query, names)
        is_hit, values = among(ids)
        return f"SELECT {picked} FROM events WHERE {is_hit} ORDER BY list_position(?, id)", [*values, ids]
    sql, values = condition(archive, query, names)
    tail = f" LIMIT {int(query.limit)}" if query.limit is not None else ""
    order = ORDERS.get(query.order, ORDERS["date"])
    return f"SELECT {picked} FROM events WHERE {sql} ORDER BY {order}{tail} OFFSET {int(query.offset)}", values


def rows_of_ids(archive: "Archive", ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of the index for some events, in their order."""
    is_hit, values = among(ids)
    found = {r["id"]: r for r in archive.rows(f"SELECT * FROM events WHERE {is_hit}", values)}
    return [found[i] for i in ids if i in found]


def ids_like(archive: "Archive", start: str) -> list[str]:
    """Return the ids that are so, or begin so."""
    exact = archive.rows("SELECT id FROM events WHERE id = ?", [start])
    begun = "SELECT id FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 20"
    return [r["id"] for r in exact or archive.rows(begun, [start.lower()])]
