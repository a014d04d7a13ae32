"""Disputes of one story: what is told twice in ways that do not fit together, each side with its holder and words."""

from collections.abc import Iterator, Sequence

from redshank.lexicon.disputes import DisputeWords
from redshank.merge.headlines import headlines
from redshank.merge.opposed import (
    FAR,
    Opposed,
    answers_next,
    contradictions,
    contrasts,
    denials,
    numbers,
    scopes,
    unanswered,
)
from redshank.merge.replies import replies
from redshank.merge.requests import requests
from redshank.merge.sides import of_event
from redshank.merge.voices import Voice
from redshank.records import Casualty, Dispute, Event, Facts, Quantity, Side


def find_disputes(
    text: str, facts: Facts, events: Sequence[Event], said: Sequence[Voice], words: DisputeWords
) -> tuple[Dispute, ...]:
    """Return the disputes of a story, in the order of the text.

    Args:
        text: the story's text.
        facts: claims, actors, casualties and quantities.
        events: as they are joined, with `answers` filled.
        said: the claims with their parties.
        words: of data/disputes.toml.
    """
    found: list[Opposed] = [
        *requests(events, said, words),
        *denials(said, words),
        *contradictions(text, said, words),
        *answers_next(said),
        *contrasts(text, said, words),
        *scopes(text, said, events, words),
        *_numbers(text, facts.casualties),
        *numbers(said, words),
        *_names(events),
        *_conversions(text, facts.quantities),
        *headlines(text, facts.claims, events),
        *_apart(events),
    ]
    answered = frozenset(s.record for o in found if o.kind in REPLIES for s in o.sides)
    found += replies(text, said, events, answered, words)
    taken = frozenset(s.record for o in found if o.kind in ANSWERED for s in o.sides)
    found += unanswered(said, events, taken)
    return tuple(_numbered(_once(found)))


REPLIES = frozenset({"request answered", "request refused"})
ANSWERED = frozenset({"denial", "contradiction", "number", "name", "scope"})


def _once(found: Sequence[Opposed]) -> list[Opposed]:
    """Drop a dispute whose sides stand in an earlier one already."""
    kept: list[Opposed] = []
    for opposed in found:
        spans = {s.span for s in opposed.sides}
        again = any(spans <= {s.span for s in k.sides} and len(opposed.sides) > 1 for k in kept)
        if not again:
            kept.append(opposed)
    return sorted(kept, key=lambda o: min(s.span for s in o.sides))


def _numbered(found: Sequence[Opposed]) -> Iterator[Dispute]:
    for k, opposed in enumerate(found, start=1):
        yield Dispute(
            id=f"x{k}",
            kind=opposed.kind,
            a=opposed.sides[0].record,
            b=tuple(s.record for s in opposed.sides[1:]),
            about=" ".join(opposed.about.split()),
            spans=tuple(s.span for s in opposed.sides),
            sides=opposed.sides,
        )


def _numbers(text: str, casualties: Sequence[Casualty]) -> Iterator[Opposed]:
    """Give counts of the same losses by two holders that do not overlap."""
    for k, a in enumerate(casualties):
        for b in casualties[k + 1 :]:
            near = b.span.start - a.span.end < FAR and a.kind == b.kind
            if near and a.holder != b.holder and _same_people(a, b) and _disjoint(a, b):
                yield Opposed(kind="number", sides=(_of_count(text, a), _of_count(text, b)), about=a.kind)


def _same_people(a: Casualty, b: Casualty) -> bool:
    """Say whether two counts are of the same people: the same side, or the same word for them."""
    if a.side is not None or b.side is not None:
        return a.side == b.side
    words = [{w[:5] for w in (c.who or "").lower().split() if len(w) > 3} for c in (a, b)]
    return bool(words[0] & words[1])


def _disjoint(a: Casualty, b: Casualty) -> bool:
    if None in (a.low, b.low) and None in (a.high, b.high):
        return False
    low_a, high_a = a.low if a.low is not None else 0, a.high if a.high is not None else a.low or 0
    low_b, high_b = b.low if b.low is not None else 0, b.high if b.high is not None else b.low or 0
    return high_a < low_b or high_b < low_a


def _of_count(text: str, casualty: Casualty) -> Side:
    return Side(record=casualty.id, holder=casualty.holder, span=casualty.span, text=casualty.span.of(text))


def _names(events: Sequence[Event]) -> Iterator[Opposed]:
    """Give one deed that two holders lay at different doors."""
    for k, a in enumerate(events):
        for b in events[k + 1 :]:
            same = a.type == b.type and a.deed is None and b.deed is None and not a.background and not b.background
            told = a.holder != b.holder and "alleged" in {a.status, b.status}
            doers, others = _codes(a), _codes(b)
            sufferers = {p.country or p.code or p.actor for p in a.recipients}
            shared = sufferers & {p.country or p.code or p.actor for p in b.recipients}
            if same and told and shared and doers and others and not doers & others:
                yield Opposed(kind="name", sides=(of_event(a), of_event(b)), about=a.evidence.text)


def _codes(event: Event) -> set[str]:
    return {p.country or p.code or p.actor for p in event.actors}


def _conversions(text: str, quantities: Sequence[Quantity]) -> Iterator[Opposed]:
    """Give numbers that are not equal to the same in another unit."""
    by_id = {q.id: q for q in quantities}
    for quantity in quantities:
        conversion = quantity.conversion
        of = by_id.get(conversion.of) if conversion is not None else None
        if conversion is None or of is None or _is_fair(quantity.value, conversion.exact):
            continue
        sides = tuple(Side(record=q.id, holder="narrator", span=q.span, text=q.span.of(text)) for q in (of, quantity))
        about = f"{conversion.verdict}: exactly {conversion.exact:g} {quantity.unit or ''}".rstrip()
        yield Opposed(kind="conversion", sides=sides, about=about)


ROUNDING = 0.025  # the share by which a round figure may miss the exact one


def _is_fair(told: float, exact: float) -> bool:
    return abs(told - exact) <= ROUNDING * abs(exact)


def _apart(events: Sequence[Event]) -> Iterator[Opposed]:
    """Give the event of a caption that a hasty reader would join with one of the story: same type, same party."""
    captions = [e for e in events if e.zone == "caption"]
    for caption in captions:
        body = [
            e
            for e in events
            if e.zone != "caption" and e.type == caption.type and _codes(e) & _codes(caption) and not e.background
        ]
        if body:
            sides = tuple(
                Side(record=e.id, holder=e.holder, span=e.evidence.span, text=e.evidence.text)
                for e in (body[0], caption)
            )
            yield Opposed(kind="not the same event", sides=sides, about=body[0].evidence.text)
