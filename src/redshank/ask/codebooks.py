"""Check codebooks of a user's own: against the rest of the data, and by their examples."""

from collections.abc import Collection, Iterator
from typing import get_args

from redshank.ask.examples import Problem
from redshank.kit import Kit
from redshank.ontology.codebook import Codebook, From, Marked, TypeEntry, sources_of, unmarked
from redshank.pipeline import read_zones
from redshank.records import ActStatus, Event, Own, Reading, Span, Story, Zone

NO_EVENT = frozenset({"negated", "denied", "hypothetical"})


def check_references(kit: Kit) -> Iterator[Problem]:
    """Hold each codebook against frames, ontology, entities and equipment: nothing that does not exist."""
    known = _known(kit)
    for book in kit.codebooks:
        for entry, source in sources_of(book):
            for name, values, there in _asked(source, known):
                for value in values:
                    if value not in there:
                        yield Problem(where=_where(book, entry), message=f"{name}: there is no {value!r}")
            yield from _never(kit, book, entry, source)
        for field in book.field:
            for kind in field.equipment:
                if kind not in known["equipment"]:
                    where = _where(book, f"field {field.name!r}")
                    yield Problem(where=where, message=f"equipment: there is no {kind!r}")


def _where(book: Codebook, entry: str) -> str:
    return f"codebook {book.id!r}, {entry}"


def _known(kit: Kit) -> dict[str, Collection[str]]:
    return {
        "frames": {f.id for f in kit.frames.entries},
        "families": {f.family for f in kit.frames.entries},
        "types": {t.id for t in kit.ontology.type},
        "modes": {m for t in kit.ontology.type for m in t.modes},
        "statuses": set(get_args(ActStatus)) - NO_EVENT,
        "contexts": kit.ontology.contexts,
        "equipment": kit.equipment.kinds,
        "sectors": kit.ontology.sectors,
        "countries": {e.country for e in kit.entities.by_id.values() if e.country},
    }


def _asked(source: From, known: dict[str, Collection[str]]) -> Iterator[tuple[str, tuple[str, ...], Collection[str]]]:
    for name in ("frames", "families", "types", "modes", "statuses", "contexts", "equipment"):
        yield name, getattr(source, name), known[name]
    yield "deeds", source.deeds, known["frames"]
    for side in (source.actor, source.recipient):
        if side is not None:
            yield "sectors", side.sectors, known["sectors"]
            yield "countries", side.countries, known["countries"]


def _never(kit: Kit, book: Codebook, entry: str, source: From) -> Iterator[Problem]:
    """Name the frames that give no event of PLOVER, on which no type of a codebook can stand."""
    for name in source.frames:
        frame = kit.frames.frame(name)
        if frame is None:
            continue
        act, deed = (frame.family, None) if frame.deed else ("bare", frame.family)
        if not any(
            r.type and act in r.act and (act != "bare" or deed in r.deed or "*" in r.deed) for r in kit.mapping.rules
        ):
            message = f"frame {name!r} gives no PLOVER event: give its family {frame.family!r} a rule in mapping.toml"
            yield Problem(where=_where(book, entry), message=message)


def check_examples(kit: Kit) -> Iterator[Problem]:
    """Run every example of every codebook."""
    for book in kit.codebooks:
        for kind in book.type:
            for sentence in kind.fires:
                text, marks = unmarked(sentence)
                for complaint in _complaints(read_plain(text, kit), book, marks):
                    yield Problem(where=_where(book, f"type {kind.id!r}, fires: {text}"), message=complaint)
            for sentence in kind.quiet:
                yield from _quiet(read_plain(sentence, kit), book, kind, sentence)


def read_plain(text: str, kit: Kit) -> Reading:
    """Read a text as one paragraph of a story."""
    story = Story(id="example", text=text, source_id="example")
    return read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit)


def codings(reading: Reading, book: Codebook) -> tuple[tuple[Event, Own], ...]:
    """Return what one codebook makes of the events of a reading."""
    return tuple((e, o) for e in reading.events for o in e.own if o.codebook == book.id)


def _complaints(reading: Reading, book: Codebook, marks: tuple[Marked, ...]) -> Iterator[str]:
    made = codings(reading, book)
    types = {t.id for t in book.type}
    for mark in marks:
        span = Span(mark.start, mark.end)
        words = span.of(reading.text)
        if mark.name in types:
            here = [o for e, o in made if o.type == mark.name and span.overlaps(e.predicate)]
            if not here:
                yield f"no {mark.name} at {words!r}; found {_told(reading, book)}"
            elif set(mark.modes) != set(here[0].modes):
                yield f"modes should be {', '.join(mark.modes) or 'none'}, are {', '.join(here[0].modes) or 'none'}"
            continue
        fields = [f for _, o in made for f in o.fields if f.name == mark.name and f.span.overlaps(span)]
        if not fields:
            yield f"no {mark.name} {words!r}; found {_told(reading, book)}"
        elif mark.value is not None and mark.value not in {f.value for f in fields}:
            yield f"{mark.name} {words!r} should be {mark.value}, is {fields[0].value}"


def _told(reading: Reading, book: Codebook) -> str:
    """Say what there is instead: codings with their fields, else the events, else nothing."""
    own = [" ".join((o.type, *o.modes, *(f"{f.name}={f.value}" for f in o.fields))) for _, o in codings(reading, book)]
    return "; ".join(own or [f"{e.type} by frame {e.frame!r}" for e in reading.events]) or "no event"


def _quiet(reading: Reading, book: Codebook, kind: TypeEntry, sentence: str) -> Iterator[Problem]:
    for event, own in codings(reading, book):
        if own.type == kind.id:
            where = _where(book, f"type {kind.id!r}, quiet: {sentence}")
            yield Problem(where=where, message=f"gives {kind.id} by {event.entry} ({own.why})")
