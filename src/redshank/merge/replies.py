"""Answers that the narrator tells: "the request was turned down within the hour", "the regulator complied"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from redshank.lexicon.disputes import DisputeWords
from redshank.merge.opposed import NEXT, STOP, Opposed
from redshank.merge.voices import Voice
from redshank.records import DisputeKind, Event, Side, Span

ASKED = frozenset({"requested", "demanded"})


def replies(
    text: str, said: Sequence[Voice], events: Sequence[Event], taken: frozenset[str], words: DisputeWords
) -> Iterator[Opposed]:
    """Give each request that nobody answers in words with the narrator's sentence that tells what became of it.

    Args:
        text: the story's text.
        said: its claims.
        events: its events; an event of that sentence stands for the answer.
        taken: ids of the requests that have an answer.
        words: of data/disputes.toml.
    """
    patterns = _patterns(words)
    asked = [v for v in said if v.status in ASKED and v.claim.id not in taken]
    for k, voice in enumerate(asked):
        end = asked[k + 1].start if k + 1 < len(asked) else len(text)
        found = _reply(text, voice, min(end, voice.end + NEXT), said, patterns)
        if found is not None:
            kind, span = found
            telling = next((e for e in events if span.holds(e.predicate)), None)
            record = telling.id if telling is not None else voice.claim.id
            side = Side(record=record, holder="narrator", span=span, text=span.of(text))
            yield Opposed(kind=kind, sides=(voice.side(), side), about=voice.text)


@cache
def _patterns(words: DisputeWords) -> Sequence[tuple[DisputeKind, re.Pattern[str]]]:
    nouns = "|".join(re.escape(w) for w in words.asking)
    subject = rf"(?:\b(?:the|that|this|its|his|her|their) (?:\w+ )?(?:{nouns})|\b(?:it|this|that|they|these|both|all))"
    verb = r" (?:was|were|has been|had been|have been) (?:\w+ly )?"
    kinds: tuple[tuple[DisputeKind, Sequence[str], Sequence[str]], ...] = (
        ("request refused", words.turned_down, words.refuses),
        ("request answered", words.granted, words.grants),
    )
    return [
        (kind, re.compile(rf"{subject}{verb}(?:{_either(done)})\b|\b(?:{_either(doing)})\b(?! to\b)", re.IGNORECASE))
        for kind, done, doing in kinds
    ]


def _either(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(p) for p in phrases)


def _reply(
    text: str, request: Voice, end: int, said: Sequence[Voice], patterns: Sequence[tuple[DisputeKind, re.Pattern[str]]]
) -> tuple[DisputeKind, Span] | None:
    """Return the first sentence behind a request that the narrator tells and that says what became of it."""
    for kind, pattern in patterns:
        for match in pattern.finditer(text, request.end, end):
            told = any(part.overlaps(Span(*match.span())) for v in said for part in v.claim.content)
            if not told:
                return kind, _sentence(text, match.start(), request.end)
    return None


def _sentence(text: str, at: int, floor: int) -> Span:
    """Return the sentence around a place; it starts behind the request."""
    start = max([floor, *(m.end() for m in STOP.finditer(text, floor, at))])
    stop = STOP.search(text, at)
    end = stop.start() + len(stop[0].rstrip()) if stop is not None else len(text.rstrip())
    while start < at and not text[start].isalnum():
        start += 1
    return Span(start, end)
