"""A claim in the making: where its parts stand, before quotes are widened, ids given and nesting told."""

from collections.abc import Iterable, Sequence

import msgspec

from redshank.grammar import subtree
from redshank.records import ClaimStatus, Sentence, SourceKind, Span

TRIM = frozenset(",;:.-–—…")
OPENING = frozenset("\"“„«‘'(")
CLOSING = frozenset("\"”»’')")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content as the words of one sentence give them."""

    sentence: int
    head: int  # the token of the cue
    source: Span | None
    name: Span | None = None  # the words that name the source, when `source` holds more
    cue: Span
    content: tuple[Span, ...]
    content_head: int | None = None  # the verb or noun that the content hangs on
    speaker: int | None = None  # the token that heads the source
    status: ClaimStatus
    says: bool = False  # a plain verb of saying, whose content decides the status
    takes_quotes: bool = False
    quoted: bool = False
    topic: bool = False
    negated: bool = False  # the content's own verb is negated
    kind: SourceKind = "named"
    description: Span | None = None  # of a nameless source
    rule: str = ""  # the class of the cue and how its content was reached


def runs(sentence: Sentence, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans of unbroken runs of tokens, without outer punctuation; bare punctuation is dropped."""
    found: list[list[int]] = []
    for i in sorted(set(tokens)):
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    spans = (trimmed(sentence, run) for run in found)
    return tuple(s for s in spans if s is not None)


def trimmed(sentence: Sentence, run: Sequence[int]) -> Span | None:
    """Return the span of a run without the punctuation around it; quote marks go in pairs, or when one is astray."""
    words = sentence.tokens
    first, last = 0, len(run) - 1
    while first <= last and words[run[first]].text in TRIM:
        first += 1
    while last >= first and (words[run[last]].text in TRIM or words[run[last]].tag == "CC"):
        last -= 1
    while last >= first and _is_loose(sentence, run[first : last + 1], run[last], CLOSING, OPENING):
        last -= 1
        while last >= first and words[run[last]].text in TRIM:
            last -= 1
    while last >= first and _is_loose(sentence, run[first : last + 1], run[first], OPENING, CLOSING):
        first += 1
    if first > last or all(not c.isalnum() for i in run[first : last + 1] for c in words[i].text):
        return None
    return Span(words[run[first]].start, words[run[last]].end)


def _is_loose(sentence: Sentence, run: Sequence[int], at: int, own: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether a quote mark at the edge has no partner in the run, or its partner is the other edge."""
    if sentence.tokens[at].text not in own or sentence.tokens[at].tag == "POS":
        return False
    marks = [i for i in run if sentence.tokens[i].text in own | other and sentence.tokens[i].tag != "POS"]
    return len(marks) % 2 == 1 or (len(marks) == 2 and {run[0], run[-1]} == set(marks))


def without(sentence: Sentence, whole: int, *parts: int) -> set[int]:
    """Return the tokens under `whole` less those under `parts`."""
    left = set(subtree(sentence, whole))
    for part in parts:
        left.difference_update(subtree(sentence, part))
    return left
