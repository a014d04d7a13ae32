"""Widen what is said to the whole quotation: sentences before the tag, after it, and the next paragraph."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from redshank.records import Sentence, Span
from redshank.speakers.draft import Draft
from redshank.speakers.quotes import Quote

LONGEST_GAP = 60  # room for "told reporters in Geneva on Friday"
SPEECH_WORDS = 4  # a shorter quotation is a quoted word, no speech


def widen(text: str, sentences: Sequence[Sentence], drafts: Sequence[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Return the drafts with quotations laid over their contents, and quotations without a tag joined to the last."""
    paragraph = {s.index: s.paragraph for s in sentences}
    by_zone: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_zone[quote.zone].append(quote)
    found = [_over_quotes(d, by_zone[paragraph[d.sentence]] + by_zone[paragraph[d.sentence] + 1][:1]) for d in drafts]
    told: dict[int, list[int]] = defaultdict(list)  # the drafts of each paragraph
    for k, draft in enumerate(found):
        told[paragraph[draft.sentence]].append(k)
    for quote in quotes:
        near = told[quote.zone]
        before = told[quote.zone - 1][-1:]
        taken = any(quote.span.overlaps(part) for k in (*before, *near) for part in found[k].content)
        if taken or len(quote.span.of(text).split()) < SPEECH_WORDS:
            continue
        last = _last_speech(text, quote, found, near)
        if last is not None:
            content = tuple(sorted((*found[last].content, quote.span)))
            found[last] = msgspec.structs.replace(found[last], content=content)
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
    return outside and (
        quote.span.holds(part) or abs(quote.span.start - part.start) <= 2 or part.end >= quote.span.start
    )


def _merged(parts: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for part in sorted(set(parts)):
        if found and part.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return tuple(found)


def _last_speech(text: str, quote: Quote, drafts: Sequence[Draft], near: Sequence[int]) -> int | None:
    """Return the quoted claim that this quotation goes on: next to nothing stands between the two."""
    quoted = [k for k in near if drafts[k].quoted and drafts[k].cue.start < quote.outer.start]
    if not quoted:
        return None
    last = drafts[quoted[-1]]
    source = (last.source.end,) if last.source is not None else ()
    end = max(last.cue.end, *source, *(part.end for part in last.content))
    between = text[end : quote.outer.start]
    if end > quote.outer.start or len(between) > LONGEST_GAP or any(c in between for c in "\n?!"):
        return None
    return quoted[-1]
