"""What an assistant is answered: plain values that always carry sentence, status, holder and id. An archive in."""

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query import Names, Query, describe, find_ids
from redshank.query.count import count
from redshank.query.coverage import read_between
from redshank.query.days import first_day, last_day
from redshank.query.find import totals
from redshank.query.periods import PERIODS
from redshank.query.phrases import number, span
from redshank.query.plan import Plan
from redshank.query.why import why_empty
from redshank.records.errors import InputError
from redshank.store.rows import key_of
from redshank.tell.entries import entries_of
from redshank.tell.persons import refuse_private

if TYPE_CHECKING:
    from redshank.store import Archive

Answer = dict[str, Any]
MOST = 100  # events of one answer
SHOWN = 5  # events below a timeline
LONGEST = 20_000  # characters of a story that one answer gives
NA = "null means NA: no story was read in that period. 0 means: stories were read, and none tells such an event."


def search_events(archive: "Archive", names: Names, query: Query, limit: int, cursor: str | None = None) -> Answer:
    """Return a page of the events that answer a question.

    Raises:
        InputError: a name, type ... is not known, is a private person's, or the cursor is of another question.
    """
    refuse_private(query, names, archive)
    asked = msgspec.structs.replace(query, limit=max(1, min(limit, MOST)), offset=_offset(query, cursor))
    total = totals(archive, asked, names).events
    ids = find_ids(archive, asked, names)
    after = asked.offset + len(ids)
    return {
        "asked": describe(query),
        "total": total,
        "events": [msgspec.to_builtins(entry) for entry in entries_of(archive, ids)],
        "next_cursor": _cursor(query, after) if ids and after < total else None,
        "why_empty": None if ids else why_empty(archive, asked, names),
        "coverage": coverage_line(archive, query),
    }


def get_event(archive: "Archive", key: str) -> Answer:
    """Return one event in full.

    Raises:
        InputError: there is none.
    """
    filed = archive.event(key.removeprefix("urn:redshank:"))
    if filed is None or filed.standing == "forgotten":
        raise InputError(f"the archive has no event {key!r}. search_events gives ids.")
    (entry,) = entries_of(archive, [filed.key.id])
    full = msgspec.to_builtins(archive.with_words(filed))
    return {**msgspec.to_builtins(entry), "record": full, "coverage": coverage_line(archive, Query())}


def get_story(archive: "Archive", key: str, start: int = 0) -> Answer:
    """Return a story: its text where it is kept, else where its events stand in it, and its address.

    Raises:
        InputError: there is none.
    """
    found = archive.stories([key]).get(key)
    reading = archive.reading(key) if found and found["standing"] != "forgotten" else None
    if reading is None or found is None:
        raise InputError(f"the archive has no story {key!r}. Each event names its story.")
    ids = [r["id"] for r in archive.rows("SELECT id FROM events WHERE story = ? ORDER BY predicate_start, id", [key])]
    kept = {"id", "title", "publisher", "url", "chars", "keep", "standing", "reason"}
    told: Answer = {name: value for name, value in found.items() if name in kept}
    told["published"] = found["published_value"]
    told["zones"] = msgspec.to_builtins(reading.zones)
    told["text"] = reading.text[start : start + LONGEST] if reading.text else None
    told["text_start"] = start if reading.text else None
    told["next_start"] = start + LONGEST if len(reading.text) > start + LONGEST else None
    if not reading.text:
        told["note"] = (
            "The text is not kept. The events tell where they stand in it, in characters; read it at its url."
        )
    told["events"] = [msgspec.to_builtins(entry) for entry in entries_of(archive, ids)]
    return {**told, "coverage": coverage_line(archive, Query())}


def dyad_timeline(
    archive: "Archive", names: Names, a: str, b: str, by: str, since: str | None, until: str | None
) -> Answer:
    """Return how many events went each way between two parties in each period, and the latest of them.

    Raises:
        InputError: a party, the period or a day is not known.
    """
    if by not in PERIODS:
        raise InputError(f"by {by!r} is no period. There are: {', '.join(PERIODS)}.")
    there = Query(actor=(a,), to=(b,), since=since, until=until)
    back = msgspec.structs.replace(there, actor=(b,), to=(a,))
    refuse_private(there, names, archive)
    plan = Plan(by=(by,))
    forth_counted, back_counted = count(archive, there, plan, names), count(archive, back, plan, names)
    periods: dict[str, Answer] = {}
    for way, counted in (("a_to_b", forth_counted), ("b_to_a", back_counted)):
        for row in counted.dicts():
            periods.setdefault(str(row[by] or "no date"), {}).update(_cells(way, row))
    latest = msgspec.structs.replace(there, directed=False, background=False, order="newest", limit=SHOWN)
    return {
        "a": a,
        "b": b,
        "by": by,
        "periods": [{by: period, **cells} for period, cells in sorted(periods.items())],
        "note": f"{NA} A count is of reports: each story that tells an event counts. What is recalled is left out.",
        "basis": {"a_to_b": forth_counted.basis.lines(), "b_to_a": back_counted.basis.lines()},
        "latest": [msgspec.to_builtins(e) for e in entries_of(archive, find_ids(archive, latest, names))],
        "coverage": coverage_line(archive, there),
    }


def coverage_line(archive: "Archive", query: Query) -> str:
    """Return in one line what was read in the time that is asked for."""
    since, until = query.since or query.published_since, query.until or query.published_until
    read = read_between(archive, first_day(since) if since else None, last_day(until) if until else None)
    days = f", published {span(read.first, read.last)}" if read.first else ""
    skipped = f", {read.skipped:,} skipped" if read.skipped else ""
    return f"read: {number(read.stories, 'story')}{skipped}, {number(read.publishers, 'publisher')}{days}"


def _cells(way: str, row: Mapping[str, Any]) -> Answer:
    return {way: row["count"], f"{way}_alleged": row["alleged"], "stories_read": row["stories"]}


def _cursor(query: Query, offset: int) -> str:
    return base64.urlsafe_b64encode(f"{_stamp(query)}:{offset}".encode()).decode()


def _offset(query: Query, cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        stamp, _, offset = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if stamp == _stamp(query) and int(offset) >= 0:
            return int(offset)
    except (ValueError, binascii.Error):
        pass
    raise InputError("the cursor belongs to another question. Ask with the same filters, or without it.")


def _stamp(query: Query) -> str:
    return key_of(msgspec.json.encode(query).decode())
