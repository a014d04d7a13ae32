"""Disputes of one story: what is told twice in ways that do not fit together, each side with its holder and words."""

from collections.abc import Iterator, Sequence

from redshank.lexicon.disputes import DisputeWords
from redshank.merge.opposed import (
    Opposed,
    answers_next,
    contradictions,
    contrasts,
    denials,
    numbers,
    scopes,
    unanswered,
)
from redshank.merge.voices import Voice, pointed_at, points_back, voices
from redshank.records import Casualty, Claim, Dispute, Event, Facts, Quantity, Side, Span

ASKED = frozenset({"requested", "demanded", "offered"})
FRONT = frozenset({"headline", "standfirst", "subhead"})
QUOTED = ("‘’", "“”", '""', "''")
FAR = 900  # characters between a request and its answer
NEXT = 300  # characters to the next sentence or two


def find_disputes(text: str, facts: Facts, events: Sequence[Event], words: DisputeWords) -> tuple[Dispute, ...]:
    """Return the disputes of a story, in the order of the text.

    Args:
        text: the story's text.
        facts: claims, actors, casualties and quantities.
        events: as they are joined, with `answers` filled.
        words: of data/disputes.toml.
    """
    said = voices(text, facts.claims, facts.actors, facts.quantities, words)
    found: list[Opposed] = [
        *_requests(events, said, words),
        *denials(said, words),
        *contradictions(text, said, words),
        *answers_next(said),
        *contrasts(text, said, words),
        *scopes(text, said, events, words),
        *_numbers(text, facts.casualties),
        *numbers(said, words),
        *_names(events),
        *_conversions(text, facts.quantities),
        *_headlines(text, facts.claims, events),
        *_apart(events),
    ]
    taken = frozenset(s.record for o in found if o.kind in ANSWERED for s in o.sides)
    found += unanswered(said, events, taken)
    return tuple(_numbered(_once(found)))


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


def _of_event(event: Event) -> Side:
    """Return an event as a side: the words of its deed, else its sentence."""
    actor = event.actors[0].name if event.actors and event.holder == "narrator" else event.holder
    if event.deed is not None:
        return Side(record=event.id, holder=actor, span=event.deed.span, text=event.deed.text)
    return Side(record=event.id, holder=event.holder, span=event.evidence.span, text=event.evidence.text)


def _requests(events: Sequence[Event], said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
    """Give requests with their answers, by the events, else by claims that point back: "rejected the appeal"."""
    by_id = {e.id: e for e in events}
    tied: set[str] = set()
    for event in events:
        for request in (by_id[a] for a in event.answers if a in by_id):
            refused = event.type == "REJECT"
            about = request.deed.text if request.deed is not None else request.evidence.text
            tied |= _telling(request, said) | _telling(event, said)
            yield Opposed(
                kind="request refused" if refused else "request answered",
                sides=(_of_event(request), _of_event(event)),
                about=about,
            )
    for k, voice in enumerate(said):
        if voice.claim.id in tied or voice.status not in {"refused", "promised", "offered"}:
            continue
        open_still = [v for v in said[:k] if v.claim.id not in tied]
        before = [v for v in open_still if v.party != voice.party and 0 <= voice.start - v.end < FAR]
        asked = _asked_of(voice, before, words)
        if asked is not None and voice.status == "refused":
            yield Opposed(kind="request refused", sides=(asked.side(), voice.side()), about=asked.text)
        elif asked is not None:
            yield Opposed(kind="request answered", sides=(asked.side(), voice.side()), about=asked.text)


def _telling(event: Event, said: Sequence[Voice]) -> set[str]:
    """Return the claims that tell an event, or whose cue is its predicate."""
    return {
        v.claim.id
        for v in said
        if any(p.holds(event.predicate) for p in v.claim.content)
        or (v.claim.cue is not None and v.claim.cue.overlaps(event.predicate))
    }


def _asked_of(voice: Voice, before: Sequence[Voice], words: DisputeWords) -> Voice | None:
    """Return the request that a claim answers: it points back at it, shares its words, or was addressed."""
    noun = pointed_at(voice, words.asking)
    asked = [v for v in reversed(before) if v.status in ASKED - {"offered"}]
    offered = [v for v in reversed(before) if v.status == "offered"]
    if noun in OFFERS and offered and voice.status == "refused":
        return offered[0]
    for request in asked:
        shared = request.words & voice.words
        next_to_it = voice.start - request.end < NEXT and voice.status != "promised"
        if noun is not None or points_back(voice, ()) or shared or voice.party in request.about or next_to_it:
            return request
    return None


OFFERS = frozenset({"offer", "proposal", "proposals", "invitation", "overture", "terms"})


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
                yield Opposed(kind="name", sides=(_of_event(a), _of_event(b)), about=a.evidence.text)


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


def _headlines(text: str, claims: Sequence[Claim], events: Sequence[Event]) -> Iterator[Opposed]:
    """Give headlines that tell as a fact what the body only lets somebody allege, or lend a word to another mouth."""
    for event in events:
        front = [m for m in event.mentions if m.zone in FRONT]
        bare = [m for m in front if not any(p.holds(m.span) for c in claims for p in c.content)]
        if bare and event.status in {"alleged", "denied"} and event.zone not in FRONT:
            line = _line_of(text, bare[0].span)
            head = Side(record=event.id, holder="narrator", span=line, text=line.of(text))
            yield Opposed(kind="headline", sides=(head, _of_event(event)), about=event.evidence.text)
    top = [c for c in claims if c.source is not None and c.content and c.content[0].start < _end_of_headline(text)]
    for claim in top:
        for word in _quoted_words(text, claim.content[0]):
            other = _speaker_of(text, word, claims, claim)
            if other is not None:
                yield Opposed(kind="headline", sides=(_of_claim(text, claim), _of_claim(text, other)), about=word)


def _end_of_headline(text: str) -> int:
    end = text.find("\n")
    return end if end > 0 else 0


def _line_of(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, end if end > 0 else len(text))


def _quoted_words(text: str, span: Span) -> Iterator[str]:
    """Give single words that stand between quote marks."""
    for mark in QUOTED:
        for piece in span.of(text).split(mark[0])[1:]:
            word = piece.split(mark[1])[0].strip()
            if word.isalpha():
                yield word


def _speaker_of(text: str, word: str, claims: Sequence[Claim], but: Claim) -> Claim | None:
    """Return the claim below in which somebody else says the quoted word."""
    for claim in claims:
        source = claim.source
        if claim.id == but.id or source is None or but.source is None or source.name == but.source.name:
            continue
        if any(f"{mark[0]}{word}" in part.of(text) for part in claim.content for mark in QUOTED):
            return claim
    return None


def _of_claim(text: str, claim: Claim) -> Side:
    span = Span(min(p.start for p in claim.content), max(p.end for p in claim.content))
    holder = claim.source.name if claim.source is not None else claim.holder
    return Side(record=claim.id, holder=holder, span=span, text=span.of(text))


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
