"""Find every attribution of a story: drafts sentence by sentence, then quotes, order, ids and nesting."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from redshank.lexicon.cues import Cues
from redshank.lexicon.speech import Speech
from redshank.records import Claim, Mention, Sentence, Source, Span, Zone
from redshank.speakers.draft import Draft
from redshank.speakers.headings import find_voices, heading_drafts
from redshank.speakers.kinds import description_of, kind_of
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
    cues: Cues,
) -> tuple[Claim, ...]:
    """Return who says, promises, asks, denies or alleges what, in the order of the text.

    Args:
        text: the story's text.
        zones: its zones; only those that tell the story are read, never the publisher's disclosures.
        sentences: its parsed sentences.
        mentions: its mentions; a colon in a headline needs an actor before it. May be empty.
        speech: words of saying.
        cues: words that decide the standing of what they govern.
    """
    quotes = find_quotes(text, zones)
    voices = find_voices(text)
    by_zone: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        by_zone[quote.zone].append(quote)
    drafts: list[Draft] = []
    for sentence in sentences:
        if sentence.zone in TOLD:
            drafts += _drafts(text, sentence, speech, cues, _near(sentence, by_zone), mentions, voices)
    widened = widen(text, sentences, _narrated(drafts, by_zone, sentences), quotes)
    widened = [_exclaimed(text, d, cues) for d in widened]
    return tuple(_numbered(text, _unique(widened)))


def _exclaimed(text: str, draft: Draft, cues: Cues) -> Draft:
    """Read a quotation that opens by calling a thing untrue as a denial: "Nonsense," he said."""
    first = draft.content[0].of(text).split(maxsplit=1)[0].strip(".,!;:").lower() if draft.quoted and draft.says else ""
    return msgspec.structs.replace(draft, status="denied") if first in cues.falsehood else draft


def _near(sentence: Sentence, by_zone: dict[int, list[Quote]]) -> list[Quote]:
    """Return the quotations of the sentence's paragraph and of the next one: a colon may end a paragraph."""
    return by_zone.get(sentence.paragraph, []) + by_zone.get(sentence.paragraph + 1, [])[:1]


def _drafts(
    text: str,
    sentence: Sentence,
    speech: Speech,
    cues: Cues,
    quotes: Sequence[Quote],
    mentions: Sequence[Mention],
    voices: frozenset[str],
) -> Iterator[Draft]:
    here = [m for m in mentions if m.sentence == sentence.index]
    found = [
        *verb_drafts(text, sentence, speech, cues, quotes, here),
        *noun_drafts(sentence, speech),
        *phrase_drafts(sentence, speech),
        *heading_drafts(text, sentence, mentions, speech, voices),
    ]
    told = [_described(d, sentence, speech) for d in found]
    hidden = [d.description for d in told if d.description is not None]
    yield from (_apart(d, told, sentence) for d in told if not any(h.holds(d.cue) for h in hidden))


def _apart(draft: Draft, drafts: Sequence[Draft], sentence: Sentence) -> Draft:
    """Cut a content at a semicolon behind which somebody else speaks: "40 drowned, he said; divers, she added, ..."."""
    if draft.quoted:
        return draft
    for mark in (t for t in sentence.tokens if t.text == ";"):
        before = draft.cue.end <= mark.start
        beyond = [d for d in drafts if d.cue != draft.cue and (d.cue.start > mark.end) == before]
        if not beyond:
            continue
        side = Span(sentence.span.start, mark.start) if before else Span(mark.end, sentence.span.end)
        parts = (p.within(side) for p in draft.content)
        draft = msgspec.structs.replace(draft, content=tuple(p for p in parts if p is not None) or draft.content)
    return draft


def _described(draft: Draft, sentence: Sentence, speech: Speech) -> Draft:
    """Return the draft with the kind of its source, and the words on why it has no name."""
    if draft.speaker is None:
        return draft
    kind = kind_of(sentence, draft.speaker, speech)
    verb = draft.head if sentence.tokens[draft.head].tag.startswith("VB") else None
    description = description_of(sentence, draft.speaker, verb, speech) if kind == "unnamed" else None
    status = speech.document_status(sentence.tokens[draft.speaker].lemma) if draft.status == "asserted" else None
    return msgspec.structs.replace(draft, kind=kind, description=description, status=status or draft.status)


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
        source=Source(name=name, span=draft.source, kind=draft.kind, description=draft.description)
        if name and draft.source
        else None,
        cue=draft.cue,
        content=tuple(sorted(draft.content)),
        status=draft.status,
        quoted=draft.quoted,
        topic=draft.topic,
        negated=draft.negated,
        holder=name or "unnamed",
    )
