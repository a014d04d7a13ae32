"""Split zones into sentences and parse them. Zones in, Sentences out; the text itself is never touched."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.parse.analyzer import Analyzer, Word
from redshank.parse.case import recase
from redshank.records import Sentence, Span, Story, Token, Zone

PARSED = frozenset({"headline", "standfirst", "caption", "subhead", "body", "correction"})
# A sentence longer than this is page furniture or a list; the parser would only guess.
LONGEST = 1500
BREAK = re.compile(r"\s+")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of one zone that is parsed as one sentence."""

    span: Span
    zone: int
    reading: str  # same length as the span's words; case and damage evened out for the model


def parse(
    story: Story, zones: Sequence[Zone], analyzer: Analyzer, names: frozenset[str] = frozenset()
) -> tuple[Sentence, ...]:
    """Split and parse every zone that holds sentences.

    Args:
        story: the story whose text the zones point into.
        zones: its zones, in order.
        analyzer: the language model.
        names: words known as names; they keep their capitals when all-capitals copy is evened out.
    """
    pieces = tuple(_pieces(story.text, zones, analyzer, names))
    found: list[Sentence] = []
    for piece, words in zip(pieces, analyzer.words([p.reading for p in pieces]), strict=True):
        tokens = _tokens(story.text, piece, words)
        if tokens:
            found.append(
                Sentence(
                    index=len(found),
                    span=piece.span,
                    zone=zones[piece.zone].kind,
                    paragraph=piece.zone,
                    tokens=tokens,
                    kids=_kids(tokens),
                )
            )
    return tuple(found)


def _pieces(text: str, zones: Sequence[Zone], analyzer: Analyzer, names: frozenset[str]) -> Iterator[Piece]:
    picked = [(k, z) for k, z in enumerate(zones) if z.kind in PARSED]
    readings = [even_out(z.span.of(text), names) for _, z in picked]
    for (k, zone), reading, ends in zip(picked, readings, analyzer.split(readings), strict=True):
        bounds = [(0, len(reading))] if zone.kind == "headline" else mend(reading, ends)
        for start, end in bounds:
            for a, b in _cut(reading, start, end):
                yield Piece(span=Span(zone.span.start + a, zone.span.start + b), zone=k, reading=reading[a:b])


def even_out(words: str, names: frozenset[str]) -> str:
    """Return the words as the model reads them best, character for character in the same places."""
    plain = "".join(" " if c in BLANK or ord(c) < 32 else c for c in words).replace("’", "'")
    plain = FALSE_END.sub(lambda m: m[1] + "," + m[2], plain)
    return recase(plain, names)


BLANK = frozenset("\u00a0\u2028\u2029\u200e\u200f\u202a\u202b\u202c\ufeff\u200b")
# "a platform. form to threaten": a full stop between a long word and a small letter ends no sentence.
FALSE_END = re.compile(r"([a-z]{5,})\.( +[a-z]{3,})")


def mend(reading: str, ends: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what the model cut in the middle of a sentence."""
    joined: list[tuple[int, int]] = []
    for start, end in ends:
        if joined and _runs_on(reading, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


ABBREVIATION = re.compile(
    r"\b(?:St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|No|vs|U\.S|U\.N|U\.K|[A-Z])\.$"
)


def _runs_on(reading: str, end: int, start: int) -> bool:
    before, after = reading[:end].rstrip(), reading[start : start + 2].lstrip("\"“‘'(")
    if after[:1].islower():
        return True
    return bool(ABBREVIATION.search(before[-8:])) and after[:1].isupper() and len(before) - before.rfind(" ") <= 5


def _cut(reading: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and reading[start].isspace():
        start += 1
    while end > start and reading[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        at = reading.rfind(" ", start, start + LONGEST)
        at = at if at > start else start + LONGEST
        yield start, at
        start = at + 1 if reading[at : at + 1] == " " else at
    if start < end:
        yield start, end


def _tokens(text: str, piece: Piece, words: Sequence[Word]) -> tuple[Token, ...]:
    """Turn the model's words into tokens of the story; spaces are dropped and heads renumbered."""
    keep = [k for k, w in enumerate(words) if not w.text.isspace()]
    place = {k: i for i, k in enumerate(keep)}
    found: list[Token] = []
    for i, k in enumerate(keep):
        word = words[k]
        head = word.head
        while head not in place and words[head].head != head:
            head = words[head].head
        start, end = piece.span.start + word.start, piece.span.start + word.end
        found.append(
            Token(
                i=i,
                start=start,
                end=end,
                text=text[start:end],
                lemma=word.lemma,
                tag=word.tag,
                dep=word.dep,
                head=place.get(head, i),
            )
        )
    return tuple(found)


def _kids(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    kids: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token.i)
    return tuple(tuple(k) for k in kids)
