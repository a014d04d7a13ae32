"""Pair requests with their answers: who was asked, and promised, refused or did it."""

from collections.abc import Sequence

import msgspec

from redshank.records import Event, Link, Party

ASKING = frozenset({"REQUEST"})
ANSWERING = frozenset({"AGREE", "REJECT", "CONCEDE"})


def pair(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with `answers` filled; an answer without a recipient gets the one who asked.

    A reply is directed at the last request that its actor received, unless the text names somebody else.
    """
    kept: list[Event] = []
    answered: set[str] = set()
    for event in events:
        if event.type in ANSWERING:
            asked = _asked(event, kept, answered)
            if asked is not None:
                answered.add(asked.id)
                event = _answer(event, asked)
        kept.append(event)
    return tuple(kept)


def addressed(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with requests that name nobody directed at whom the same actor asked shortly before."""
    kept: list[Event] = []
    for event in events:
        if event.type in ASKING and not event.recipients and event.actors:
            before = next((e for e in reversed(kept) if _same_asker(e, event)), None)
            if before is not None:
                parties = tuple(msgspec.structs.replace(p, linked_by="earlier request") for p in before.recipients)
                event = msgspec.structs.replace(event, recipients=parties)
        kept.append(event)
    return tuple(kept)


def _same_asker(earlier: Event, event: Event) -> bool:
    return (
        earlier.type in ASKING
        and bool(earlier.recipients)
        and _codes(earlier.actors) == _codes(event.actors)
        and 0 <= event.evidence.span.start - earlier.evidence.span.end < NEAR
    )


NEAR = 1000  # characters: three or four paragraphs of wire copy


def _asked(event: Event, before: Sequence[Event], answered: set[str]) -> Event | None:
    actors = _codes(event.actors)
    named = _codes(_named(event))
    same = {p.actor for p in event.actors}
    open_requests = [
        e
        for e in before
        if e.type in ASKING
        and actors & _codes(e.recipients)
        and not same & {p.actor for p in e.actors}  # nobody answers what he asked himself
        and (not named or named & _codes(e.actors))
        and event.evidence.span.start - e.evidence.span.end < 2000
    ]
    fresh = [e for e in open_requests if e.id not in answered]
    return fresh[0] if fresh and event.type == "REJECT" else (fresh[-1] if fresh else None)


def _answer(event: Event, asked: Event) -> Event:
    changes: dict[str, object] = {"answers": (asked.id,)}
    if not _named(event):
        changes["recipients"] = tuple(msgspec.structs.replace(p, linked_by="answer") for p in asked.actors)
    if event.type == "REJECT" and not event.modes and asked.modes:
        changes["modes"] = asked.modes  # what is refused is what was asked
    return msgspec.structs.replace(event, **changes)


def _named(event: Event) -> tuple[Party, ...]:
    """Return the recipients that words name; the own state is only presumed."""
    return tuple(p for p in event.recipients if p.linked_by != Link.OWN_COUNTRY)


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.country or p.code or p.actor for p in parties)
