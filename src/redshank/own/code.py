"""Choose the type, the modes and the fields that a user's codebook gives an event."""

from collections.abc import Iterator, Sequence

import msgspec

from redshank.lexicon.frames import Frames
from redshank.ontology.codebook import Classes, Codebook, FieldEntry, From, Side, TypeEntry, expand
from redshank.own.scene import Scene, covers, scene_of, spoken
from redshank.records import Event, Own, OwnField, Party, Reading, Sentence, Span


def code_own(reading: Reading, sentences: Sequence[Sentence], books: Sequence[Codebook], frames: Frames) -> Reading:
    """Return the reading with every event coded by each codebook that has a type for it.

    Args:
        reading: the reading, its events coded by PLOVER.
        sentences: its parsed sentences.
        books: codebooks of the user's own.
        frames: the lexicon, for families and word lists.
    """
    if not books:
        return reading
    events = tuple(_coded(event, reading, sentences, books, frames) for event in reading.events)
    return msgspec.structs.replace(reading, events=events)


def _coded(
    event: Event, reading: Reading, sentences: Sequence[Sentence], books: Sequence[Codebook], frames: Frames
) -> Event:
    frame = frames.frame(event.frame)
    scene = scene_of(event, reading, sentences, frame.family if frame else "")
    if scene is None:
        return event
    own = tuple(o for book in books if (o := _own(scene, book, frames.classes)) is not None)
    return msgspec.structs.replace(event, own=own) if own else event


def _own(scene: Scene, book: Codebook, classes: Classes) -> Own | None:
    for kind in book.type:
        number = _selected(scene, kind.sources, classes)
        if number is not None:
            return Own(
                codebook=book.id,
                type=kind.id,
                modes=_modes(scene, kind, classes),
                fields=tuple(f for entry in book.field for f in _fields(scene, kind, entry, classes)),
                why=f"from {number + 1} of {kind.id}: {', '.join(_given(kind.sources[number]))}",
            )
    return None


def _given(source: From) -> Iterator[str]:
    return (name for name in source.__struct_fields__ if getattr(source, name))


def _modes(scene: Scene, kind: TypeEntry, classes: Classes) -> tuple[str, ...]:
    return tuple(m.id for m in kind.mode if _selected(scene, m.sources, classes) is not None)


def _selected(scene: Scene, sources: Sequence[From], classes: Classes) -> int | None:
    """Return the number of the first `from` that the event fits."""
    return next((k for k, source in enumerate(sources) if _fits(scene, source, classes)), None)


def _fits(scene: Scene, source: From, classes: Classes) -> bool:
    event = scene.event
    done = event.deed is None or event.deed.frame != event.frame  # "will seize" is told by the frame of its own deed
    sides = ((source.actor, event.actors, "actor"), (source.recipient, event.recipients, "recipient"))
    return (
        (not source.frames or (done and event.frame in source.frames))
        and (not source.families or (done and scene.family in source.families))
        and (not source.deeds or (event.deed is not None and event.deed.frame in source.deeds))
        and (not source.types or event.type in source.types)
        and (not source.modes or bool(set(source.modes) & set(event.modes)))
        and (not source.statuses or event.status in source.statuses)
        and (not source.contexts or bool(set(source.contexts) & set(event.contexts)))
        and (not source.equipment or any(_named(scene, scene.clause, source.equipment)))
        and (not source.predicate or any(spoken(scene, scene.predicate, expand(source.predicate, classes))))
        and (not source.words or any(spoken(scene, scene.clause, expand(source.words, classes))))
        and not (source.without and any(spoken(scene, scene.clause, expand(source.without, classes))))
        and all(side is None or _is_side(scene, side, parties, slot, classes) for side, parties, slot in sides)
    )


def _is_side(scene: Scene, side: Side, parties: Sequence[Party], slot: str, classes: Classes) -> bool:
    return (
        (not side.sectors or any(set(side.sectors) & set(p.sectors) for p in parties))
        and (not side.countries or any(p.country in side.countries for p in parties))
        and (not side.words or any(spoken(scene, scene.tokens(slot), expand(side.words, classes))))
    )


def _fields(scene: Scene, kind: TypeEntry, entry: FieldEntry, classes: Classes) -> Iterator[OwnField]:
    """Give each value of a field once, with the first words that say it."""
    if entry.types and kind.id not in entry.types:
        return
    seen: set[str] = set()
    for value, span in _values(scene, entry, classes):
        if value not in seen:
            seen.add(value)
            yield OwnField(name=entry.name, value=value, span=span)


def _values(scene: Scene, entry: FieldEntry, classes: Classes) -> Iterator[tuple[str, Span]]:
    if entry.role:
        yield from _role(scene, entry.role, entry.value)
    elif entry.equipment:
        yield from _named(scene, scene.tokens(entry.within), entry.equipment)
    elif entry.unit:
        yield from _measured(scene, entry.unit)
    else:
        yield from _worded(scene, entry, classes)


def _role(scene: Scene, role: str, told_by: str) -> Iterator[tuple[str, Span]]:
    event = scene.event
    if role == "place":
        spans = {p.id: p.span for p in scene.reading.places}
        if event.place is not None and event.place.place in spans:
            yield event.place.name, spans[event.place.place]
    elif role in {"object", "instrument"}:
        yield from ((t.text, t.span) for t in (event.objects if role == "object" else event.instruments))
    else:
        for party in event.actors if role == "actor" else event.recipients:
            value = party.name if told_by == "name" else party.country
            if value is not None:
                yield value, party.span


def _named(scene: Scene, tokens: Sequence[int], kinds: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Give the equipment of these classes that the tokens name: its designation, else its class."""
    for thing in scene.reading.equipment:
        if thing.equipment_class is None or thing.equipment_class not in kinds:
            continue
        for span in thing.mentions:
            if covers(scene, tokens, span):
                yield thing.designation or thing.equipment_class, span
                break


def _measured(scene: Scene, units: Sequence[str]) -> Iterator[tuple[str, Span]]:
    for quantity in scene.reading.quantities:
        if quantity.unit in units and covers(scene, scene.clause, quantity.span):
            yield f"{quantity.value:g} {quantity.unit}", quantity.span


def _worded(scene: Scene, entry: FieldEntry, classes: Classes) -> Iterator[tuple[str, Span]]:
    """Give the values whose words stand there; of two phrases that share words the longer one counts."""
    values = {phrase: value for value, words in entry.words.items() for phrase in expand(words, classes)}
    for phrase, span in spoken(scene, scene.tokens(entry.within), frozenset(values)):
        yield values[phrase], span
