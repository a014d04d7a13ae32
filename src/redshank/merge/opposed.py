"""Claims that do not fit together: denials, contradictions, contrasts, smaller accounts; allegations unanswered."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.lexicon.disputes import DisputeWords
from redshank.merge.voices import Voice, is_contrasted, pointed_at, points_back
from redshank.records import DisputeKind, Event, Side, Span

NEXT = 350  # characters: the next sentence or two
FAR = 900  # characters: an answer stands within three or four paragraphs
SAYS = frozenset({"asserted", "alleged", "hypothetical"})
GIVES = frozenset({"promised", "offered"})
WITHHOLDS = frozenset({"refused", "denied"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})


class Opposed(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides before they are numbered."""

    kind: DisputeKind
    sides: tuple[Side, ...]
    about: str


def denials(said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
    """Give each denial with the claim that it denies: the one it holds, names again or points back to."""
    for k, voice in enumerate(said):
        answering = voice.status == "asserted" and voice.claim.negated  # "nothing had fallen on the town"
        if voice.status != "denied" and not answering:
            continue
        inner = next((v for v in said if v.claim.parent == voice.claim.id and v.status in SAYS), None)
        target = inner or _denied(voice, said[:k], said[k + 1 :], words)
        if answering and (target is None or target.start > voice.start or not target.words & voice.words):
            continue
        if target is not None:
            yield Opposed(kind="denial", sides=(target.side(), voice.side()), about=target.text)


def _denied(voice: Voice, before: Sequence[Voice], after: Sequence[Voice], words: DisputeWords) -> Voice | None:
    others = [v for v in reversed(before) if _is_other(v, voice) and v.status in SAYS and voice.start - v.end < FAR]
    shared = [v for v in others if len(v.words & voice.words) >= _enough(v, voice) > 0]
    if shared:
        return max(shared, key=lambda v: (len(v.words & voice.words), v.start))
    noun = pointed_at(voice, words.deeds)
    if others and (noun is not None or points_back(voice, ()) or not voice.words):
        counted = [v for v in others if v.number is not None] if noun in words.figures else []
        return counted[0] if counted else _opening(others)
    accused = [v for v in others if voice.party in v.about]
    if accused:  # what a party denies is what it was just accused of
        return accused[0]
    later = [v for v in after if _is_other(v, voice) and v.status in SAYS and v.start - voice.end < FAR]
    return next((v for v in later if len(v.words & voice.words) >= 2), None)


def _enough(said: Voice, denied: Voice) -> int:
    """Return how many words must be shared: one right behind an allegation or in a flat denial, two elsewhere."""
    flat = denied.status == "denied" and denied.claim.negated  # "No jet was in the air that morning"
    if (said.status == "alleged" or flat or denied.party in said.about) and denied.start - said.end < NEXT:
        return 1
    return min(2, len(denied.words), len(said.words))


def _opening(others: Sequence[Voice]) -> Voice:
    """Return the first of the claims that one party made in a row: "told them ...", he added."""
    last = others[0]
    for earlier in others[1:]:
        if earlier.party != last.party or last.start - earlier.end > FAR / 3:
            break
        last = earlier
    return last


def _is_other(a: Voice, b: Voice) -> bool:
    return a.party != b.party and a.claim.parent != b.claim.id and b.claim.parent != a.claim.id


def contradictions(text: str, said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
    """Give claims of two parties that a word of contrast sets against each other, about one thing."""
    for k, a in enumerate(said):
        later = [
            b
            for b in said[k + 1 : k + 4]
            if _is_other(a, b) and {a.status, b.status} <= SAYS | {"denied"} and is_contrasted(text, a, b, words)
        ]
        facing = [b for b in later if (a.words & b.words) or points_back(b, words.deeds) or _is_naming(a)]
        if facing:
            same = [b for b in facing if b.party == facing[0].party]
            kind: DisputeKind = (
                "denial" if any(b.status == "denied" and a.words & b.words for b in same) else ("contradiction")
            )
            yield Opposed(kind=kind, sides=(a.side(), *(b.side() for b in same)), about=a.text)


def answers_next(said: Sequence[Voice]) -> Iterator[Opposed]:
    """Give an allegation with the account that the accused puts beside it, or one that names the thing otherwise."""
    for k, a in enumerate(said):
        if a.status != "alleged":
            continue
        for b in said[k + 1 : k + 4]:
            near = b.start - a.end < NEXT and _is_other(a, b) and b.claim.parent is None
            if not near or b.status not in SAYS | {"denied"}:
                continue
            named = b.claim.source is not None and b.claim.source.kind != "unnamed"
            if b.party in a.about or (named and (b.status == "denied" or _is_naming(b) or _is_naming(a))):
                kind: DisputeKind = "denial" if b.status == "denied" else "contradiction"
                yield Opposed(kind=kind, sides=(a.side(), b.side()), about=a.text)
                break


def _is_naming(voice: Voice) -> bool:
    """Say whether the claim only gives a thing a name, a loaded one: "called it a blockade"."""
    return voice.status == "alleged" and len(voice.claim.content) > 1


def contrasts(text: str, said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
    """Give claims in which one speaker withholds one thing and gives its neighbour."""
    for k, a in enumerate(said):
        for b in said[k + 1 : k + 4]:
            opposite = (a.status in WITHHOLDS and b.status in GIVES) or (a.status in GIVES and b.status in WITHHOLDS)
            if not opposite or a.party != b.party:
                continue
            gap = f"{text[a.end : b.start]} {text[b.claim.cue.start - 40 : b.claim.cue.end] if b.claim.cue else ''}"
            marked = any(f" {w} " in f" {gap.lower().replace(',', ' ')} " for w in words.contrast)
            if marked and b.start - a.end < FAR / 2:
                yield Opposed(kind="contrast", sides=(a.side(), b.side()), about=f"{a.text}; {b.text}")
                break


def scopes(text: str, said: Sequence[Voice], events: Sequence[Event], words: DisputeWords) -> Iterator[Opposed]:
    """Give what the narrator tells and a party makes smaller: "it affects only 1 % of the traffic"."""
    for voice in said:
        if not any(f" {w} " in f" {voice.text.lower()} " for w in words.smaller):
            continue
        told = [
            e
            for e in events
            if e.type in MATERIAL and e.holder == "narrator" and 0 <= voice.start - e.predicate.end < FAR
            if voice.party in {p.country or p.code or p.actor for p in e.actors}
        ]
        if told:
            event = told[-1]
            side = Side(record=event.id, holder=event.holder, span=event.evidence.span, text=event.evidence.text)
        else:
            before = _narrated_before(text, voice, said)
            if before is None:
                continue
            side = Side(record=voice.claim.id, holder="narrator", span=before, text=before.of(text))
        yield Opposed(kind="scope", sides=(side, voice.side()), about=voice.text)


def _narrated_before(text: str, voice: Voice, said: Sequence[Voice]) -> Span | None:
    """Return the sentence before the claim's own where nobody but the narrator tells it."""
    ends = [m.end() for m in STOP.finditer(text, 0, voice.start)]
    if len(ends) < 2:
        return None
    span = Span(ends[-2], ends[-1])
    start = span.start + len(span.of(text)) - len(span.of(text).lstrip())
    span = Span(start, start + len(text[start : span.end].rstrip()))
    told = any(v.start < span.end and span.start < v.end for v in said)
    return None if told or len(span) < SHORTEST else span


STOP = re.compile(r"[.!?][”\"’]?(?=\s)|\n\n")
SHORTEST = 25


def unanswered(said: Sequence[Voice], events: Sequence[Event], taken: frozenset[str]) -> Iterator[Opposed]:
    """Give allegations against a party of which the story tells no answer."""
    for voice in said:
        claim = voice.claim
        if claim.id in taken or claim.topic or len(claim.content) > 1 or claim.parent in taken:
            continue
        deeds = [e for e in events if claim.id in _told_in(e, said) and e.type in MATERIAL]
        doers = {p.country or p.code or p.actor for e in deeds for p in e.actors}
        accused = (voice.about | doers) - {voice.party}
        tells = voice.status == "alleged" or (
            voice.status == "asserted" and bool(doers - {voice.party}) and _is_private(voice)
        )
        answers = [v for v in said if v.party in accused and v.start > voice.end and (v.words & voice.words)]
        if tells and accused and not answers:
            yield Opposed(kind="unanswered allegation", sides=(voice.side(),), about=voice.text)


def _is_private(voice: Voice) -> bool:
    """Say whether the speaker is known only by a role: what such a person lays at somebody's door is unproven."""
    return voice.claim.source is not None and voice.claim.source.kind == "unnamed"


def numbers(said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
    """Give claims of two parties that put different numbers to the same losses."""
    for k, a in enumerate(said):
        for b in said[k + 1 : k + 6]:
            if not a.number or not b.number or a.number == b.number or not _is_other(a, b):
                continue
            both = any(_tells_of(a, group) and _tells_of(b, group) for group in words.counted)
            if both and b.start - a.end < FAR and {a.status, b.status} <= SAYS and _same_losses(a, b):
                yield Opposed(kind="number", sides=(a.side(), b.side()), about=f"{a.text}; {b.text}")
                break


def _same_losses(a: Voice, b: Voice) -> bool:
    """Say whether both count the same people: the same words for them, or the losses of the same party."""
    if a.about and b.about:
        return bool(a.about & b.about)
    return True


def _tells_of(voice: Voice, group: Sequence[str]) -> bool:
    told = set(voice.text.lower().replace(",", " ").replace(".", " ").split())
    return bool(told & set(group))


def _told_in(event: Event, said: Sequence[Voice]) -> frozenset[str]:
    """Return the ids of the claims in whose content an event is told."""
    return frozenset(v.claim.id for v in said if any(part.holds(event.predicate) for part in v.claim.content))
