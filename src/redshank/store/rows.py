"""From a reading to the rows of the archive, and back."""

import datetime
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from redshank.records import Claim, Event, Provenance, Reading, Restriction, Skipped, Span, Transfer
from redshank.records.filed import (
    CastMember,
    ClaimKey,
    EventKey,
    Item,
    Keep,
    Number,
    RegisterKey,
    Rest,
    SkipRow,
    StoryRow,
    TextRow,
)

NARRATOR = "narrator"
# fields that repeat words of the text and are no longer there when only offsets are kept
WORDS = frozenset({"text", "line", "about", "who", "of", "condition"})
Record = TypeVar("Record")


class Rows(NamedTuple):
    """Everything that one reading puts into the archive."""

    story: StoryRow
    text: TextRow | None
    events: tuple[tuple[EventKey, Event], ...]
    claims: tuple[tuple[ClaimKey, Claim], ...]
    transfers: tuple[tuple[RegisterKey, Transfer], ...]
    restrictions: tuple[tuple[RegisterKey, Restriction], ...]


def key_of(*parts: object) -> str:
    """Return a hash of some parts, as 16 hexadecimal digits."""
    words = (f"{p.start}-{p.end}" if isinstance(p, Span) else "" if p is None else str(p) for p in parts)
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=64)
def engine_of(provenance: Provenance | None) -> str:
    """Return a short name for what made a reading."""
    return "" if provenance is None else key_of(msgspec.json.encode(provenance).decode())[:12]


def whole_day(value: str | None) -> str | None:
    """Return an ISO day; a month or a year becomes its first day; None for what is no day."""
    if not value:
        return None
    filled = (value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10] if len(value) == 7 else value[:10]
    try:
        return datetime.date.fromisoformat(filled).isoformat()
    except ValueError:
        return None


def rows_of(reading: Reading, keep: Keep = "full", signal: str | None = None, replaces: str | None = None) -> Rows:
    """Return the rows of a reading.

    Args:
        reading: what a story says.
        keep: `full` text, the words of the `evidence`, or nothing but `offsets`.
        signal: what the story does to an earlier one: correction, kill, deletion.
        replaces: id or URL of that one.
    """
    engine = engine_of(reading.provenance)
    ids = event_ids(reading)
    events = tuple((event_key(reading, event, ids, engine), event) for event in reading.events)
    rows = Rows(
        msgspec.structs.replace(story_row(reading, keep, engine), signal=signal, replaces=replaces),
        TextRow(id=reading.id, text=reading.text) if keep == "full" else None,
        events,
        tuple((_claim_key(reading, claim, ids), claim) for claim in reading.claims),
        tuple((_register_key(reading, t, ids), t) for t in reading.transfers),
        tuple((_register_key(reading, r, ids), r) for r in reading.restrictions),
    )
    return rows if keep != "offsets" else _wordless(rows)


def event_ids(reading: Reading) -> dict[str, str]:
    """Return the archive's id for each event of a reading: a hash of story, predicate and type.

    A second event of the same predicate and type gets a number, so that no two share an id.
    """
    seen: dict[tuple[Span, str], int] = {}
    ids = {}
    for event in reading.events:
        place = (event.predicate, event.type)
        number = seen[place] = seen.get(place, -1) + 1
        ids[event.id] = key_of(reading.id, event.predicate, event.type, number or None)
    return ids


def story_row(reading: Reading, keep: Keep, engine: str) -> StoryRow:
    """Return the row of the story itself."""
    published = reading.published
    rest = Rest(**{name: getattr(reading, name) for name in Rest.__struct_fields__})
    return StoryRow(
        id=reading.id,
        source_id=reading.source_id,
        publisher=reading.publisher,
        url=reading.url,
        title=reading.title,
        language=reading.language,
        published=whole_day(published.value) if published else None,
        published_value=published.value if published else None,
        published_basis=published.basis if published else "unknown",
        chars=len(reading.text),
        events=len(reading.events),
        keep=keep,
        engine=engine,
        rest=msgspec.json.encode(blank(rest) if keep == "offsets" else rest).decode(),
    )


def event_key(reading: Reading, event: Event, ids: dict[str, str], engine: str) -> EventKey:
    """Return what the row of an event says beside the event."""
    published = whole_day(reading.published.value) if reading.published else None
    when = event.when
    start = whole_day(when.earliest) if when else None
    end = whole_day(when.latest) if when else None
    told = start or end
    cast = _cast(reading, event)
    holder = next((m for m in cast if m.name == event.holder), None)
    place = next((p for p in reading.places if event.place and p.id == event.place.place), None)
    spans = (event.evidence.span, *(m.span for m in event.mentions))
    return EventKey(
        id=ids[event.id],
        story=reading.id,
        publisher=reading.publisher,
        published=published,
        day_from=told or published,
        day_to=(end or start) or published,
        day_basis="text" if told else "published" if published else "unknown",
        holder_code=holder.code if holder else None,
        holder_country=holder.country if holder else None,
        place_at=msgspec.structs.replace(place, alternatives=()) if place else None,
        cast=cast,
        items=_items(reading, event),
        numbers=_numbers(reading, event),
        casualties=tuple(c for c in reading.casualties if any(s.holds(c.span) for s in spans)),
        claims=tuple(c.id for c in reading.claims if event.id in c.events),
        disputed=tuple(dict.fromkeys(d.kind for d in reading.disputes if event.id in (d.a, *d.b))),
        engine=engine,
    )


def _cast(reading: Reading, event: Event) -> tuple[CastMember, ...]:
    parties = (*event.actors, *event.recipients)
    if event.deed:
        parties = (*parties, *event.deed.actors, *event.deed.recipients)
    ids = {p.actor for p in parties}
    names = {event.holder, *event.speakers} - {NARRATOR}
    return tuple(
        CastMember(
            id=a.id,
            name=a.name,
            kind=a.kind,
            code=a.code,
            country=a.country,
            sectors=a.sectors,
            plover=a.plover,
            office=a.office,
        )
        for a in reading.actors
        if a.id in ids or a.name in names
    )


def _items(reading: Reading, event: Event) -> tuple[Item, ...]:
    things = (*event.objects, *event.instruments, *(event.deed.objects if event.deed else ()))
    ids = {t.equipment for t in things}
    return tuple(
        Item(id=e.id, designation=e.designation, item_class=e.equipment_class) for e in reading.equipment if e.id in ids
    )


def _numbers(reading: Reading, event: Event) -> tuple[Number, ...]:
    things = (*event.objects, *event.instruments, *(event.deed.objects if event.deed else ()))
    ids = {t.quantity for t in things}
    return tuple(
        Number(id=q.id, value=q.value, low=q.low, unit=q.unit, modifier=q.modifier)
        for q in reading.quantities
        if q.id in ids
    )


def _claim_key(reading: Reading, claim: Claim, ids: dict[str, str]) -> ClaimKey:
    actor = next((a for a in reading.actors if claim.source and a.id == claim.source.actor), None)
    spans = (*claim.content, *((claim.source.span,) if claim.source else ()), *((claim.cue,) if claim.cue else ()))
    return ClaimKey(
        id=key_of(reading.id, "claim", claim.id, *spans),
        story=reading.id,
        publisher=reading.publisher,
        published=whole_day(reading.published.value) if reading.published else None,
        source_code=actor.code if actor else None,
        source_country=actor.country if actor else None,
        event_ids=tuple(ids[e] for e in claim.events if e in ids),
        text=" ... ".join(s.of(reading.text) for s in claim.content),
    )


def _register_key(reading: Reading, record: Transfer | Restriction, ids: dict[str, str]) -> RegisterKey:
    return RegisterKey(
        id=key_of(reading.id, type(record).__name__, record.id, record.span),
        story=reading.id,
        publisher=reading.publisher,
        published=whole_day(reading.published.value) if reading.published else None,
        event_id=ids.get(record.event) if record.event else None,
    )


def skip_row(skipped: Skipped, publisher: str | None = None, published: str | None = None) -> SkipRow:
    """Return the row of a story that was not coded."""
    language = (
        skipped.message.split("looks like ")[1].split(",")[0].strip("'") if skipped.reason == "language" else None
    )
    return SkipRow(
        id=key_of(skipped.source_id, skipped.line, skipped.reason),
        source_id=skipped.source_id,
        reason=skipped.reason,
        message=skipped.message,
        line=skipped.line,
        publisher=publisher,
        published=whole_day(published),
        language=language,
    )


def reading_of(
    story: StoryRow,
    text: str | None,
    events: Iterable[Event],
    claims: Iterable[Claim],
    transfers: Iterable[Transfer],
    restrictions: Iterable[Restriction],
) -> Reading:
    """Put a reading together again; without its text it holds what the archive kept."""
    rest = msgspec.json.decode(story.rest, type=Rest)
    reading = Reading(
        id=story.id,
        source_id=story.source_id,
        url=story.url,
        publisher=story.publisher,
        language=story.language,
        title=story.title,
        text=text or "",
        events=in_order(events),
        claims=in_order(claims),
        transfers=in_order(transfers),
        restrictions=in_order(restrictions),
        **{name: getattr(rest, name) for name in Rest.__struct_fields__},
    )
    return fill(reading, text) if text is not None and story.keep == "offsets" else reading


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return records in the order of their ids in the reading: e2 before e10."""

    def number(record: Any) -> tuple[int, str]:
        digits = "".join(c for c in record.id if c.isdigit())
        return int(digits or 0), record.id

    return tuple(sorted(records, key=number))


def blank(record: Record) -> Record:
    """Return a record without the words of the text: only where they stand."""
    return msgspec.convert(_walk(msgspec.to_builtins(record), None), type(record))


def fill(record: Record, text: str) -> Record:
    """Return a record with the words put back from the text."""
    return msgspec.convert(_walk(msgspec.to_builtins(record), text), type(record))


def _walk(tree: Any, text: str | None) -> Any:
    if isinstance(tree, list | tuple):
        return [_walk(v, text) for v in tree]
    if not isinstance(tree, dict):
        return tree
    if text is not None and isinstance(tree.get("text"), str) and tree.get("span"):
        start, end = tree["span"]
        tree = {**tree, "text": text[start:end]}
        return {k: _walk(v, text) for k, v in tree.items()}
    return {k: ("" if isinstance(v, str) and k in WORDS and text is None else _walk(v, text)) for k, v in tree.items()}


def _wordless(rows: Rows) -> Rows:
    return Rows(
        rows.story,
        None,
        tuple((blank(k), blank(e)) for k, e in rows.events),
        tuple((msgspec.structs.replace(k, text=None), c) for k, c in rows.claims),
        tuple((k, blank(t)) for k, t in rows.transfers),
        tuple((k, blank(r)) for k, r in rows.restrictions),
    )
