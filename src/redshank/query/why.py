"""Why nothing was found, in one sentence: no stories in that time, or the filter that leaves nothing."""

from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.coverage import read_between
from redshank.query.days import first_day, last_day
from redshank.query.filters import Query
from redshank.query.find import totals
from redshank.query.names import Names
from redshank.query.words import describe

if TYPE_CHECKING:
    from redshank.store import Archive

NO_FILTERS = frozenset({"limit", "offset", "order", "standing", "directed"})


def why_empty(archive: "Archive", query: Query, names: Names) -> str:
    """Return one sentence that says why no event answers a question."""
    if query.limit == 0:
        return "The limit is 0."
    if totals(archive, query, names).events:
        return f"All events that match come before number {query.offset}; ask with a smaller offset."
    everything = totals(archive, Query(), names).events
    if not everything:
        return "The archive holds no events yet. Bring stories in: redshank ingest ARCHIVE FILE..."
    return _no_stories(archive, query) or _one_filter(archive, query, names)


def _no_stories(archive: "Archive", query: Query) -> str | None:
    """Say that no story was published in the time that is asked for, if so."""
    since, until = query.published_since or query.since, query.published_until or query.until
    if since is None and until is None:
        return None
    start = first_day(since) if since else None
    end = last_day(until) if until else None
    told = describe(Query(published_since=since, published_until=until)).removeprefix("events ")
    if start and end and start > end:
        return f"No day lies in that time: {since} comes after {until}."
    if read_between(archive, start, end).stories:
        return None
    whole = read_between(archive)
    if whole.first is None:
        return "The archive knows of no story on which day it was published, so that no time can be asked for."
    return f"No story {told} was read; the archive covers {whole.first} to {whole.last}."


def _one_filter(archive: "Archive", query: Query, names: Names) -> str:
    """Drop one filter at a time; the one without which most is found is to blame."""
    given = filters_of(query)
    found = {f: totals(archive, msgspec.structs.replace(query, **_dropped(f)), names).events for f in given}
    best = max(given, key=lambda f: found[f], default=None)
    if best is None:
        return "No event stands any more: all were withdrawn or superseded."
    if len(given) == 1:
        return f"There are no {describe(query)} in the archive."
    asked = option_of(best, getattr(query, best))
    if found[best]:
        some = "1 event is" if found[best] == 1 else f"{found[best]:,} events are"
        return f"No event answers all of it; without {asked} {some} found."
    alone = next((f for f in given if not totals(archive, Query(**{f: getattr(query, f)}), names).events), None)
    if alone is not None:
        return f"No event of the archive answers {option_of(alone, getattr(query, alone))}."
    return "No event answers all of it; dropping any one filter does not help, at least two must go."


def filters_of(query: Query) -> list[str]:
    """Return the filters that a question uses."""
    plain = Query()
    return [f for f in Query.__struct_fields__ if f not in NO_FILTERS and getattr(query, f) != getattr(plain, f)]


def _dropped(field: str) -> dict[str, Any]:
    return {field: getattr(Query(), field)}


def option_of(field: str, value: Any) -> str:
    """Return a filter as it is written on the command line."""
    if field == "background":
        return "--background" if value else "--no-background"
    name = {"min_score": "score"}.get(field, field.replace("_", "-"))
    words = ",".join(f"{v:g}" if isinstance(v, float) else v for v in value) if isinstance(value, tuple) else str(value)
    return f"--{name} {words!r}" if " " in words else f"--{name} {words}"
