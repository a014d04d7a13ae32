"""Widen what is said to the whole quotation: sentences before the tag, after it, and the next paragraph."""

from collections.abc import Sequence

import msgspec

from redshank.records import Sentence, Span
from redshank.speakers.draft import Draft
from redshank.speakers.quotes import Quote

SPEECH_WORDS = 4  # a shorter quotation is a quoted word, no speech


def widen(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Return the drafts with quotations laid over their contents, and quotations without a tag joined to the last."""
    found = [_over_quotes(draft, quotes) for draft in drafts]
    taken = {q.span for q in quotes if any(q.span.overlaps(part) for d in found for part in d.content)}
    by_paragraph = {s.index: s.paragraph for s in sentences}
    for quote in quotes:
        if quote.span in taken or len(quote.span.of(text).split()) < SPEECH_WORDS:
            continue
        k = _last_speech(text, quote, found, by_paragraph)
        if k is not None:
            content = (*found[k].content, quote.span)
            found[k] = msgspec.structs.replace(found[k], content=tuple(sorted(content)))
    return found


def _over_quotes(draft: Draft, quotes: Sequence[Quote]) -> Draft:
    if not draft.takes_quotes:
        return draft
    parts: list[Span] = []
    quoted = draft.quoted
    for part in draft.content:
        for quote in quotes:
            if quote.span.start < part.end and part.start < quote.span.end and _is_speech(quote, part, draft):
                part = Span(min(part.start, quote.span.start), max(part.end, quote.span.end))
                quoted = quoted or quote.span.holds(part)
        parts.append(part)
    return msgspec.structs.replace(draft, content=_merged(parts), quoted=quoted)


def _is_speech(quote: Quote, part: Span, draft: Draft) -> bool:
    """Say whether the content is this quotation, or its beginning or end, told by a tag outside it."""
    outside = not quote.span.overlaps(draft.cue)
    return outside and (quote.span.holds(part) or abs(quote.span.start - part.start) <= 2 or part.end >= quote.span.start)


def _merged(parts: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for part in sorted(set(parts)):
        if found and part.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return tuple(found)


def _last_speech(text: str, quote: Quote, drafts: Sequence[Draft], by_paragraph: dict[int, int]) -> int | None:
    """Return the quoted claim that this quotation goes on: nothing but white space stands between them."""
    best: int | None = None
    for k, draft in enumerate(drafts):
        if draft.quoted and 0 <= quote.zone - by_paragraph[draft.sentence] <= 1 and draft.cue.start < quote.outer.start:
            best = k
    if best is None:
        return None
    end = max(drafts[best].cue.end, *(part.end for part in drafts[best].content))
    if drafts[best].source is not None:
        end = max(end, drafts[best].source.end)  # type: ignore[union-attr]
    between = text[end : quote.outer.start]
    if "\n" in between:
        return None
    return best if 0 <= len(between) <= 60 and between.count(".") <= 2 and not any(c in between for c in "?!") else None
