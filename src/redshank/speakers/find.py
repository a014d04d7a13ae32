"""Find every attribution of a story: drafts sentence by sentence, then quotes, order, ids and nesting."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from redshank.lexicon.speech import Speech
from redshank.records import Claim, Mention, Sentence, Source, Span, Zone
from redshank.speakers.draft import Draft
from redshank.speakers.headings import heading_drafts
from redshank.speakers.nouns import noun_drafts, phrase_drafts
from redshank.speakers.quotes import Quote, find_quotes
from redshank.speakers.verbs import verb_drafts
from redshank.speakers.widen import widen

TOLD = frozenset({"headline", "standfirst", "subhead", "body", "caption", "correction"})


def find_claims(
    text: str,
    zones: Sequence[Zone],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    speech: Speech,
) -> tuple[Claim, ...]:
    """Return who says, promises, asks, denies or alleges what, in the order of the text.

    Args:
        text: the story's text.
        zones: its zones; only those that tell the story are read, never the publisher's disclosures.
        sentences: its parsed sentences.
        mentions: its mentions; a colon in a headline needs an actor before it. May be empty.
        speech: words of saying.
    """
    quotes = find_quotes(text, zones)
    by_zone: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_zone[quote.zone].append(quote)
    drafts = [d for s in sentences if s.zone in TOLD for d in _drafts(text, s, speech, _near(s, by_zone), mentions)]
    widened = widen(text, sentences, _narrated(drafts, by_zone, sentences), quotes)
    return tuple(_numbered(text, _unique(widened)))


def _near(sentence: Sentence, by_zone: dict[int, list[Quote]]) -> list[Quote]:
    """Return the quotations of the sentence's paragraph and of the next one: a colon may end a paragraph."""
    return by_zone.get(sentence.paragraph, []) + by_zone.get(sentence.paragraph + 1, [])[:1]


def _drafts(
    text: str, sentence: Sentence, speech: Speech, quotes: Sequence[Quote], mentions: Sequence[Mention]
) -> Iterator[Draft]:
    yield from verb_drafts(text, sentence, speech, quotes)
    yield from noun_drafts(sentence, speech)
    yield from phrase_drafts(sentence, speech)
    yield from heading_drafts(text, sentence, mentions)


def _narrated(drafts: Sequence[Draft], by_zone: dict[int, list[Quote]], sentences: Sequence[Sentence]) -> list[Draft]:
    """Leave out what people in direct speech say of their own thoughts: the quotation itself is the claim."""
    paragraphs = {s.index: s.paragraph for s in sentences}
    return [
        d
        for d in drafts
        if not any(
            q.closed and q.span.holds(d.cue) and q.span != d.cue and len(q.span) > 25
            for q in by_zone.get(paragraphs[d.sentence], ())
        )
    ]


def _unique(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop a draft whose cue and content another one has already."""
    seen: set[tuple[Span, tuple[Span, ...]]] = set()
    found = []
    for draft in sorted(drafts, key=lambda d: (d.cue, d.content)):
        if (draft.cue, draft.content) not in seen:
            seen.add((draft.cue, draft.content))
            found.append(draft)
    return found


def _numbered(text: str, drafts: Sequence[Draft]) -> Iterator[Claim]:
    claims = [_claim(text, draft, f"c{k}") for k, draft in enumerate(drafts, start=1)]
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for k, draft in enumerate(drafts):
        by_sentence[draft.sentence].append(k)
    for k, claim in enumerate(claims):
        near = [claims[n] for n in by_sentence[drafts[k].sentence] if n != k]
        yield msgspec.structs.replace(claim, parent=_parent(claim, near))


def _parent(claim: Claim, near: Sequence[Claim]) -> str | None:
    """Return the innermost claim in whose content this claim's cue stands."""
    if claim.cue is None:
        return None
    over = [
        (len(part), other.id)
        for other in near
        for part in other.content
        if part.holds(claim.cue) and other.cue is not None and not _holds(claim, other.cue)
    ]
    return min(over)[1] if over else None


def _holds(claim: Claim, span: Span) -> bool:
    return any(part.holds(span) for part in claim.content)


def _claim(text: str, draft: Draft, claim_id: str) -> Claim:
    words = draft.name or draft.source
    name = " ".join(words.of(text).split()) if words else None
    return Claim(
        id=claim_id,
        source=Source(name=name, span=draft.source) if name and draft.source else None,
        cue=draft.cue,
        content=tuple(sorted(draft.content)),
        status=draft.status,
        quoted=draft.quoted,
        topic=draft.topic,
        holder=name or "unnamed",
    )
