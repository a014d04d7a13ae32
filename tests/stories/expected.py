"""Hold a reading against the expected one of tests/stories/*.toml and name each field that is wrong.

Words of a story are located by their text and, where they stand more than once, by `nth` (from 1). An expected event is
the engine's event whose words overlap its predicate; one engine event stands for at most one expected event.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from redshank.records import Event, Party, Reading, Span

HERE = Path(__file__).parent
Row = dict[str, Any]
QUIET = {"negated", "denied", "alleged", "hypothetical"}


def expectations() -> dict[str, Row]:
    """Return the expected readings by the name of their story."""
    return {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(HERE.glob("*.toml"))}


def wrong_fields(reading: Reading, expected: Row) -> frozenset[str]:
    """Return the names of the fields that differ, such as `events.E3.modes`."""
    parts = (published, zones, events, times, places, claims, quantities, equipment, casualties)
    return frozenset(name for part in parts for name in part(reading, expected))


def size(expected: Row) -> int:
    """Return how many fields an expectation gives, so that the number of wrong ones can be told as a share."""
    events = sum(10 + ("deed" in e) + ("actor_sectors" in e) + ("recipient_sectors" in e) for e in expected["events"])
    words = ("times", "places", "quantities", "equipment")
    told = {"type", "value", "country", "role", "geonameid", "unit", "designation", "class"}
    others = sum(len(told & set(row)) for kind in words for row in expected.get(kind, ()))
    simple = len(expected["published"]) + len(expected["zones"]) + len(expected.get("must_not", ()))
    return simple + events + others + 3 * len(expected.get("claims", ())) + 2 * len(expected.get("casualties", ()))


def locate(text: str, words: str, nth: int = 1) -> Span:
    """Return where words stand for the nth time.

    Raises:
        AssertionError: they do not; the expectation is at fault.
    """
    start = -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        assert start >= 0, f"the story has no {words!r} number {nth}"
    return Span(start, start + len(words))


def named(row: Row) -> str:
    """Return the name of a row that is known by its words."""
    return row["text"] + (f"#{row['nth']}" if "nth" in row else "")


def published(reading: Reading, expected: Row) -> Iterator[str]:
    """Name what is wrong about the date of publication."""
    made = reading.published
    for field, value in expected["published"].items():
        if (getattr(made, field, None) or "") != value:
            yield f"published.{field}"


def zones(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the zones that are missing, cut otherwise or of another kind."""
    at = 0
    for number, row in enumerate(expected["zones"], 1):
        start = reading.text.index(row["text"], at)
        span = Span(start, start + len(row["text"]))
        at = span.end
        same = [z for z in reading.zones if z.span.of(reading.text).strip() == row["text"] and z.span.overlaps(span)]
        if not any(z.kind == row["kind"] for z in same):
            yield f"zones.{number}"


# --- events --------------------------------------------------------------------------------------------------------


def events(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the events that are missing, their wrong fields, events that nobody expects and those that must not be."""
    pairs = paired(reading, expected["events"])
    for k, row in enumerate(expected["events"]):
        event = pairs.get(k)
        if event is None:
            if row["tier"] == "must":
                yield f"events.{row['id']}"
            continue
        for field, right in event_fields(reading, event, row):
            if not right:
                yield f"events.{row['id']}.{field}"
    taken = {e.id for e in pairs.values()}
    loose = [e for e in reading.events if e.id not in taken]
    for event in loose:
        yield f"events.extra.{event.type}.{event.predicate.of(reading.text)}"
    for number, row in enumerate(expected.get("must_not", ()), 1):
        if any(forbidden(e, row) for e in loose):
            yield f"must_not.{number}"


def paired(reading: Reading, rows: Sequence[Row]) -> dict[int, Event]:
    """Give each expected event the engine's event that tells it best; the most alike are paired first."""
    ranked = []
    for k, row in enumerate(rows):
        words = locate(reading.text, row["predicate"], row.get("nth", 1))
        for event in reading.events:
            if not any(words.overlaps(s) for s in (event.predicate, *(m.span for m in event.mentions))):
                continue
            alike = sum(right for _, right in event_fields(reading, event, row)) + 3 * (event.type == row["type"])
            ranked.append((row["tier"] != "must", -alike, k, event.id, event))
    found: dict[int, Event] = {}
    for _, _, k, _, event in sorted(ranked, key=lambda r: r[:4]):
        if k not in found and event not in found.values():
            found[k] = event
    return found


def event_fields(reading: Reading, event: Event, row: Row) -> Iterator[tuple[str, bool]]:
    """Say of each field that the row gives whether the event has it right."""
    yield "type", event.type == row["type"]
    yield "modes", set(event.modes) == set(row["modes"])
    yield "contexts", set(event.contexts) == set(row["contexts"])
    yield "status", event.status == row["status"]
    yield "actors", same_parties(event.actors, row["actors"])
    yield "recipients", same_parties(event.recipients, row["recipients"])
    for field, side in (("actor_sectors", event.actors), ("recipient_sectors", event.recipients)):
        if field in row:
            yield field, set(row[field]) <= {s for p in side for s in p.sectors}
    yield "holder", same_holder(reading, event.holder, row["holder"])
    yield "background", event.background == row["background"]
    yield "when", (event.when.value if event.when else "") == row["when"]
    yield "place", same_words(event.place.name if event.place else "", row["place"])
    if "deed" in row:
        yield "deed.status", event.deed is not None and event.deed.status == row["deed"]["status"]


def codes(party: Party) -> set[str]:
    """Return the codes by which a party may be known."""
    return {c for c in (party.code, party.country) if c}


def same_parties(parties: Sequence[Party], want: Sequence[str]) -> bool:
    """Say whether the parties are those that are wanted, no fewer and no more."""
    return all(any(c in codes(p) for p in parties) for c in want) and all(codes(p) & set(want) for p in parties)


def same_holder(reading: Reading, holder: str, want: str) -> bool:
    """Say whether the holder is the one expected; a code stands for any actor that bears it."""
    if same_words(holder, want):
        return True
    known = [a for a in reading.actors if a.name == holder or any(s.of(reading.text) == holder for s in a.mentions)]
    return any(want in (a.code, a.country) for a in known)


def same_words(made: str, want: str) -> bool:
    """Compare names; one may hold the other, as `Sudakova` in `Yelena Sudakova`."""
    a, b = made.casefold(), want.casefold()
    return a == b or (bool(a and b) and "narrator" not in (a, b) and (a in b or b in a))


def forbidden(event: Event, row: Row) -> bool:
    """Say whether an event is one that must not be."""
    if event.type != row["type"] or (event.status in QUIET and row.get("status") != event.status):
        return False
    if not all(any(c in codes(p) for p in event.actors) for c in row["actors"]):
        return False
    if not all(any(c in codes(p) for p in event.recipients) for c in row.get("recipients", ())):
        return False
    if "when" in row and (event.when.value if event.when else "") != row["when"]:
        return False
    return set(row.get("modes", ())) <= set(event.modes) and row.get("background", event.background) == event.background


# --- what is known by its words ------------------------------------------------------------------------------------


def by_words(
    reading: Reading, rows: Sequence[Row], name: str, made: Sequence[Any], fields: dict[str, Callable[[Any], Any]]
) -> Iterator[str]:
    """Compare rows with the records whose span overlaps theirs most."""
    for row in rows:
        words = locate(reading.text, row["text"], row.get("nth", 1))
        near = [r for r in made if r.span.overlaps(words)]
        if not near:
            yield f"{name}.{named(row)}"
            continue
        best = max(near, key=lambda r: min(r.span.end, words.end) - max(r.span.start, words.start))
        for field, value in fields.items():
            if field in row and value(best) != row[field]:
                yield f"{name}.{named(row)}.{field}"


def times(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the times that are missing or wrong."""
    fields = {"type": lambda t: t.type, "value": lambda t: t.value}
    yield from by_words(reading, expected.get("times", ()), "times", reading.times, fields)


def places(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the places that are missing or wrong."""
    fields = {
        "country": lambda p: p.country or "",
        "role": lambda p: p.role,
        "geonameid": lambda p: int(p.geonameid or 0),
    }
    yield from by_words(reading, expected.get("places", ()), "places", reading.places, fields)


def quantities(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the quantities that are missing or wrong."""
    fields = {"value": lambda q: q.value, "unit": lambda q: q.unit or ""}
    yield from by_words(reading, expected.get("quantities", ()), "quantities", reading.quantities, fields)


def equipment(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the weapons and platforms that are missing or wrong."""
    for row in expected.get("equipment", ()):
        words = locate(reading.text, row["text"], row.get("nth", 1))
        near = [e for e in reading.equipment if any(s.overlaps(words) for s in e.mentions)]
        if not near:
            yield f"equipment.{named(row)}"
            continue
        if "designation" in row and row["designation"] not in {e.designation for e in near}:
            yield f"equipment.{named(row)}.designation"
        if row["class"] not in {e.equipment_class for e in near}:
            yield f"equipment.{named(row)}.class"


def casualties(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the casualties that are missing or wrong."""
    for row in expected.get("casualties", ()):
        who = locate(reading.text, row["who"], row.get("nth", 1))
        near = [c for c in reading.casualties if c.kind == row["kind"] and distance(c.span, who) < 60]
        name = f"casualties.{row['kind']}.{row['who']}" + (f"#{row['nth']}" if "nth" in row else "")
        if not near:
            yield name
            continue
        best = min(near, key=lambda c: ((c.low, c.high) != (row["low"], row["high"]), distance(c.span, who)))
        for field in ("low", "high"):
            if getattr(best, field) != row[field]:
                yield f"{name}.{field}"


def distance(a: Span, b: Span) -> int:
    """Return the characters between two spans, 0 where they touch."""
    return max(0, a.start - b.end, b.start - a.end)


def claims(reading: Reading, expected: Row) -> Iterator[str]:
    """Name the claims that are missing or wrong."""
    text = reading.text
    for number, row in enumerate(expected.get("claims", ()), 1):
        cue = locate(text, row["cue"], row.get("cue_nth", 1))
        source = locate(text, row["source"], row.get("source_nth", 1))
        near = [c for c in reading.claims if c.cue is not None and c.cue.overlaps(cue)]
        if not near:
            yield f"claims.{number}"
            continue
        found = [
            {
                "source": c.source is not None and c.source.span.overlaps(source),
                "content": any(row["content"] in p.of(text) or p.of(text) in row["content"] for p in c.content)
                or any(p.overlaps(s) for p in c.content for s in contents(text, row["content"])),
                "status": c.status == row["status"],
            }
            for c in near
        ]
        best = max(found, key=lambda f: sum(f.values()))
        for field, right in best.items():
            if not right:
                yield f"claims.{number}.{field}"


def contents(text: str, words: str) -> Iterator[Span]:
    """Give every place where the words of a claim's content stand."""
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)
