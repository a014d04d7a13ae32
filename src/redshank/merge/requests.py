"""Requests, demands and offers with their answers: refused, granted, granted on a condition."""

import re
from collections.abc import Iterator, Sequence

from redshank.lexicon.disputes import DisputeWords
from redshank.merge.opposed import FAR, Opposed
from redshank.merge.sides import of_act
from redshank.merge.voices import Voice, pointed_at, points_back
from redshank.records import Event

ASKED = frozenset({"requested", "demanded", "offered"})
NEXT = 300  # characters to the next sentence or two


def requests(events: Sequence[Event], said: Sequence[Voice], words: DisputeWords) -> Iterator[Opposed]:
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
                sides=(of_act(request), of_act(event)),
                about=about,
            )
    for k, voice in enumerate(said):
        refuses = voice.status == "refused" or _is_unwilling(voice)
        if voice.claim.id in tied or not (refuses or _is_willing(voice)):
            continue
        open_still = [v for v in said[:k] if v.claim.id not in tied]
        reach = NEXT if _is_unwilling(voice) else FAR
        before = [v for v in open_still if v.party != voice.party and 0 <= voice.start - v.end < reach]
        asked = _asked_of(voice, before, words)
        if asked is not None and refuses:
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
    if noun in words.offers and offered and voice.status == "refused":
        return offered[0]
    back = noun is not None or points_back(voice, ()) or SO.search(voice.text) is not None
    for request in asked:
        shared = request.words & voice.words
        next_to_it = voice.start - request.end < NEXT and voice.status != "promised"
        if back or shared or voice.party in request.about or next_to_it:
            return request
    return None


def _is_willing(voice: Voice) -> bool:
    return voice.status in {"promised", "offered"} or (voice.status in SAID and SO.search(voice.text) is not None)


def _is_unwilling(voice: Voice) -> bool:
    """Say whether a claim refuses in its own words: "London will not pull the frigates out"."""
    return voice.claim.negated and voice.status in SAID | {"denied"} and WILL.search(voice.text) is not None


SAID = frozenset({"asserted", "hypothetical", "planned"})
# A verb that stands for what was asked: "it would do so in three provinces".
SO = re.compile(r"\b(?:do|does|did|done|doing) (?:so|likewise|the same|that)\b", re.IGNORECASE)
WILL = re.compile(r"\b(?:will|won[’']t|would|going to|wants?|wishes|intends?)\b", re.IGNORECASE)
