"""Who says what: the claims of an archive that answer a question. A Query in, rows of claims out."""

from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.filters import DAYS, Query, condition
from redshank.query.find import columns
from redshank.query.names import Names
from redshank.query.parts import Part
from redshank.query.voices import said_in_claims

if TYPE_CHECKING:
    from redshank.store import Archive

OF_CLAIMS = ("says", "publisher", "published_since", "published_until", "standing")  # asked of the claim itself
OF_LISTS = ("limit", "offset", "order", "directed")  # not asked of anything


def claims_where(archive: "Archive", query: Query, names: Names) -> Part:
    """Return a condition on the table `claims`: who says it and when; all other filters are asked of its events."""
    parts: list[Part] = []
    if query.standing == "current":
        parts.append(("standing = 'current'", []))
    if query.says:
        parts.append(said_in_claims(query.says, names))
    if query.publisher:
        parts.append(("list_contains(?, lower(publisher))", [[p.lower() for p in query.publisher]]))
    for option, column, day in DAYS:
        value = getattr(query, option)
        if value is not None and option in OF_CLAIMS:
            parts.append((column, [day(value, option.replace("_", "-"))]))
    rest = _of_events(query)
    if rest != Query(standing=query.standing):
        sql, values = condition(archive, rest, names)
        parts.append((f"list_has_any(event_ids, (SELECT list(id) FROM events WHERE {sql}))", values))
    return " AND ".join(sql for sql, _ in parts) or "true", [v for _, values in parts for v in values]


def _of_events(query: Query) -> Query:
    """Return the part of a question that is asked of events."""
    held = {f: getattr(query, f) for f in Query.__struct_fields__ if f not in (*OF_CLAIMS, *OF_LISTS)}
    return Query(**held, standing=query.standing, directed=query.directed)


def claims_select(archive: "Archive", query: Query, names: Names) -> Part:
    """Return SQL for the claims that answer a question, by publication."""
    picked = ", ".join(f'"{c}"' for c in columns(archive, "claims"))
    sql, values = claims_where(archive, query, names)
    tail = f" LIMIT {int(query.limit)}" if query.limit is not None else ""
    order = "published NULLS LAST, story, length(seq), seq"
    return f"SELECT {picked} FROM claims WHERE {sql} ORDER BY {order}{tail} OFFSET {int(query.offset)}", values


class ClaimTotals(msgspec.Struct, frozen=True, kw_only=True):
    """How many claims answer a question, in how many stories."""

    claims: int
    stories: int


def claim_totals(archive: "Archive", query: Query, names: Names) -> ClaimTotals:
    """Count the claims that answer a question."""
    sql, values = claims_where(archive, query, names)
    counted = f"SELECT count(*) AS claims, count(DISTINCT story) AS stories FROM claims WHERE {sql}"
    return ClaimTotals(**archive.rows(counted, values)[0])


def find_claims(archive: "Archive", query: Query, names: Names) -> list[dict[str, Any]]:
    """Return the claims that answer a question, as rows of the index."""
    return archive.rows(*claims_select(archive, query, names))
