"""Speakers before or behind a colon: "Police: two held", "Two held: police", and the lines of a transcript."""

import re
from collections.abc import Iterator, Sequence

from redshank.records import Mention, Sentence, Span
from redshank.speakers.draft import Draft

TRANSCRIPT = re.compile(r"(?:[A-Z][A-Z.'’-]+ ?){1,5}")
MOST_WORDS = 5
SHORT = 3  # "UN:" and "Q:" head lists and tables


def heading_drafts(text: str, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Draft]:
    """Give the claim that a colon makes in a headline, or a name in capitals at the head of a spoken line."""
    colon = next((t.i for t in sentence.tokens if t.text == ":"), 0)
    if not colon:
        return
    words = sentence.tokens
    before = Span(words[0].start, words[colon - 1].end)
    if sentence.zone not in {"headline", "subhead"}:
        after = _rest_of_line(text, words[colon].end)
        if TRANSCRIPT.fullmatch(before.of(text)) and len(before) > SHORT and after is not None:
            yield _draft(sentence, before, colon, after)
        return
    if colon == len(words) - 1:
        return
    after = Span(words[colon + 1].start, words[-1].end)
    if colon <= MOST_WORDS and _speaks(sentence, before, mentions):
        yield _draft(sentence, before, colon, after)
    elif len(words) - colon - 1 <= MOST_WORDS and _speaks(sentence, after, mentions):
        yield _draft(sentence, after, colon, before)


def _rest_of_line(text: str, start: int) -> Span | None:
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    words = line.strip()
    if not words:
        return None
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(words))


def _speaks(sentence: Sentence, span: Span, mentions: Sequence[Mention]) -> bool:
    """Say whether the words are an actor's and nothing else."""
    return any(
        m.kind == "actor" and m.span.start <= span.start + 4 and m.span.end >= span.end - 1
        for m in mentions
        if m.sentence == sentence.index
    )


def _draft(sentence: Sentence, source: Span, colon: int, content: Span) -> Draft:
    return Draft(
        sentence=sentence.index,
        head=colon,
        source=source,
        cue=sentence.tokens[colon].span,
        content=(content,),
        status="asserted",
        says=True,
    )
