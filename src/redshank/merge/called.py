"""What each side calls a measure: "a blockade", "a technical matter", "only affects 1 % of the traffic"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from redshank.lexicon.registers import CalledWords
from redshank.merge.voices import NEAR, Voice
from redshank.records import Called, ClaimStatus, Restriction, Span

# Characters between the telling of a measure and what is said of it: the next sentence or two.
REACH = 2 * NEAR
SAID: frozenset[ClaimStatus] = frozenset({"asserted", "alleged"})
NAME = re.compile(
    r"[\s\"“‘',]*(?:(?:as|being)\s+)?[\"“‘']?(?:(?:an?|the)\s+)?[\"“‘']?(?P<name>\S.*?)[\"”’'.,;\s]*$", re.DOTALL
)
LONG = 12  # words: a longer name is no name


def with_called(
    restrictions: Sequence[Restriction], said: Sequence[Voice], text: str, words: CalledWords
) -> tuple[Restriction, ...]:
    """Return the restrictions with what each side, and whoever else names it, calls them.

    Args:
        restrictions: the joined records.
        said: the claims of the story, in the order of the text.
        text: the story.
        words: verbs of naming, nouns that point back, verbs behind them.
    """
    found: dict[str, list[Called]] = {}
    for voice in said:
        meant = _meant(voice, restrictions)
        if meant is None or voice.status not in SAID:
            continue
        found.setdefault(meant.id, []).extend(_names(voice, meant, text, words))
    return tuple(
        msgspec.structs.replace(r, called=tuple(_unique(found[r.id]))) if found.get(r.id) else r for r in restrictions
    )


def _unique(names: Sequence[Called]) -> Iterator[Called]:
    seen: set[tuple[str | None, str]] = set()
    for one in names:
        key = (one.by, one.text.lower())
        if key not in seen:
            seen.add(key)
            yield one


def _meant(voice: Voice, restrictions: Sequence[Restriction]) -> Restriction | None:
    """Return the measure told last before the claim; one that the speaker is a side of wins."""
    near = [
        (voice.party in {*r.senders, *r.targets}, step.span.start, k)
        for k, r in enumerate(restrictions)
        for step in r.steps
        if step.span.start <= voice.end and voice.start - step.sentence.end < REACH
    ]
    return restrictions[max(near)[2]] if near else None


def _names(voice: Voice, meant: Restriction, text: str, words: CalledWords) -> Iterator[Called]:
    cue = voice.claim.cue
    by = voice.party if voice.party.isupper() else None
    name = voice.claim.source.name if voice.claim.source is not None else voice.claim.holder
    about = _subject(words.nouns).match(text, voice.start, voice.end)
    if about is None:
        return
    rest = Span(about.end(), voice.end)
    if cue is not None and _is_naming(cue.of(text), words):
        told = NAME.match(text, rest.start, rest.end)
        if told is not None and len(told["name"].split()) <= LONG:
            span = Span(*told.span("name"))
            yield Called(by=by, name=name, text=span.of(text), span=span)
    elif voice.party in {*meant.senders, *meant.targets} and _says(words.says).match(text, rest.start, rest.end):
        span = Span(voice.start, voice.end)
        yield Called(by=by, name=name, text=span.of(text), span=span)


def _is_naming(cue: str, words: CalledWords) -> bool:
    return any(
        word.startswith(verb.removesuffix("e")) and len(word) <= len(verb) + 3
        for word in cue.lower().split()
        for verb in words.verbs
    )


@cache
def _subject(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Match words that point back to a measure: "it", "the move", "the EU's latest sanctions"."""
    named = "|".join(map(re.escape, sorted(nouns, key=len, reverse=True)))
    back = rf"(?:(?:the|that|this|these|those|its|their)\s+(?:[\w’'-]+\s+){{0,2}}?(?:{named})|it|this|that|they|them)\b"
    return re.compile(rf"[\"“‘']?{back}(?!['’]s)", re.IGNORECASE)


@cache
def _says(verbs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, verbs))})\b", re.IGNORECASE)
