"""Draw the two registers from the events: candidate transfers of arms, and restrictions."""

from collections.abc import Sequence

from redshank.records import Equipment, Event, Party, Quantity, Restriction, Thing, Transfer

# The stage that the text states, by the status of the deed; never a later one.
STAGES = {
    "promised": "promised",
    "planned": "promised",
    "offered": "offered",
    "hypothetical": "offered",
    "requested": "talks",
    "demanded": "talks",
    "refused": "refused",
    "suspended": "suspended",
}
SUPPLY = frozenset({"supply", "supply-arms", "sell", "sell-arms", "deliver", "donate", "arm", "export-arms"})
SERVICE = frozenset({"retrofit", "upgrade", "service"})
DONE = frozenset({"happened", "ongoing", "ended"})


def transfers(
    events: Sequence[Event], equipment: Sequence[Equipment], quantities: Sequence[Quantity]
) -> tuple[Transfer, ...]:
    """Return a candidate transfer for each event whose deed hands over, sells or services equipment."""
    by_id = {e.id: e for e in equipment}
    numbers = {q.id: q.value for q in quantities}
    found: list[Transfer] = []
    for event in events:
        deed = event.deed
        frame = deed.frame if deed else event.frame
        if frame not in SUPPLY | SERVICE and not _is_hardware(event, by_id):
            continue
        if event.type not in {"AID", "COOPERATE", "AGREE", "REQUEST", "REJECT", "SANCTION"}:
            continue
        things = deed.objects if deed else event.objects
        thing = next((t for t in things if t.equipment in by_id), None)
        if thing is None:
            continue
        item = by_id[thing.equipment or ""]
        stage = STAGES.get(deed.status) if deed else ("delivered" if event.status in DONE else None)
        if stage is None:
            continue
        supplier, recipient = _ways(event)
        found.append(
            Transfer(
                id=f"r{len(found) + 1}",
                kind="upgrade or service" if frame in SERVICE else "transfer",
                supplier=supplier,
                recipient=recipient,
                item=item.designation or item.equipment_class,
                stage=stage,
                number=_number(thing, numbers),
                deadline=deed.when.value if deed and deed.when else None,
                condition=None
                if deed is None or deed.condition is None
                else _words(deed.text, deed.span.start, deed.condition.start, deed.condition.end),
                event=event.id,
                span=event.evidence.span,
            )
        )
    return tuple(found)


def _is_hardware(event: Event, by_id: dict[str, Equipment]) -> bool:
    things = event.deed.objects if event.deed else ()
    return any(t.equipment in by_id for t in things)


def _ways(event: Event) -> tuple[str | None, str | None]:
    actor, recipient = _code(event.actors), _code(event.recipients)
    return (recipient, actor) if event.type == "REQUEST" else (actor, recipient)


def _code(parties: Sequence[Party]) -> str | None:
    return parties[0].code or parties[0].country if parties else None


def _number(thing: Thing, numbers: dict[str, float]) -> float | None:
    return numbers.get(thing.quantity or "")


def _words(text: str, at: int, start: int, end: int) -> str | None:
    return text[start - at : end - at] or None


# What a restriction does, by frame; other frames of SANCTION discontinue are "unspecified".
MEASURES = {
    "block-transit": "transit",
    "block": "transit",
    "embargo": "embargo",
    "impose-sanctions": "unspecified",
    "sanction": "unspecified",
    "close-airspace": "airspace",
    "close-border": "border",
    "ban-import": "trade",
    "freeze-assets": "assets",
}


def restrictions(events: Sequence[Event]) -> tuple[Restriction, ...]:
    """Return a restriction for each sanction, ban or closure that took place."""
    found: list[Restriction] = []
    for event in events:
        is_measure = (event.type == "SANCTION" and "discontinue" in event.modes) or (
            event.type == "COERCE" and "restrict" in event.modes
        )
        if not is_measure or event.status not in DONE or event.deed is not None:
            continue
        found.append(
            Restriction(
                id=f"s{len(found) + 1}",
                sender=_code(event.actors),
                target=_code(event.recipients),
                measure=MEASURES.get(event.frame, "unspecified"),
                since=event.when.value if event.when else None,
                event=event.id,
                span=event.evidence.span,
            )
        )
    return tuple(found)
