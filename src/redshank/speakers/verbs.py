"""Claims made by verbs of saying. One sentence in, Drafts out."""

from collections.abc import Iterator, Sequence

from redshank.grammar import kids_with
from redshank.grammar.clause import is_passive
from redshank.lexicon.speech import Speech, SpeechVerbs
from redshank.records import ClaimStatus, Sentence, Span
from redshank.speakers.contents import contents
from redshank.speakers.draft import Draft
from redshank.speakers.quotes import Quote
from redshank.speakers.sources import cue_span, is_mistagged, is_negated, source_span, speaker_of, with_pronoun
from redshank.speakers.standing import status_of_content
from redshank.speakers.uses import Content, Uses, uses_of

AUXILIARY = frozenset({"aux", "auxpass", "amod", "compound"})
# Whoever says "I" outside a quotation is the narrator, or stands in a quotation whose marks were lost.
NARRATORS = frozenset({"i", "we", "you", "me", "us"})
# A shorter quotation that ends without a stop is a quoted word ("an 'aggressive' West").
QUOTED_WORDS = 4
# What may stand between a tag and the quotation it belongs to.
GAP = " ,:;—–-\u00a0\n\r\t."


def verb_drafts(text: str, sentence: Sentence, speech: Speech, quotes: Sequence[Quote]) -> Iterator[Draft]:
    """Give the claims that verbs of saying make in a sentence, in the order of the verbs."""
    for token in sentence.tokens:
        if token.tag[:2] != "VB" or token.dep in AUXILIARY or token.lemma not in speech.verb_heads:
            continue
        uses = uses_of(sentence, token.i, speech)
        if uses is not None:
            yield from _drafts(text, sentence, token.i, uses, speech, quotes)


def _drafts(
    text: str, sentence: Sentence, verb: int, uses: Uses, speech: Speech, quotes: Sequence[Quote]
) -> Iterator[Draft]:
    passive = is_passive(sentence, verb) and not is_mistagged(sentence, verb)
    who = speaker_of(sentence, verb, speech)
    if who is None and not passive:
        return
    if who is not None and sentence.tokens[who].lemma in NARRATORS:
        return
    main = is_main(sentence, verb)
    found = _chosen([c for c in contents(sentence, verb, uses) if main or counts_below(c)])
    if who is None and found and found[0].way == "name":
        return
    quoting = uses.taking("quote")
    beside = _beside(text, sentence, verb, who, quotes) if quoting and not passive else ()
    if not found and not beside:
        return
    name = source_span(sentence, who) if who is not None else None
    source = name and with_pronoun(sentence, verb, name)
    for content in found or (None,):
        use = content.use if content else quoting
        assert use is not None
        spans = content.spans if content else ()
        extra = tuple(q for q in beside if content is None or content is found[0])
        if not spans and not extra:
            continue
        yield Draft(
            sentence=sentence.index,
            head=verb,
            source=source,
            name=name,
            cue=cue_span(sentence, verb, *(content.behind if content else ())),
            content=tuple(dict.fromkeys((*spans, *(q.span for q in extra)))),
            content_head=content.head if content else None,
            speaker=who,
            status=_status(sentence, verb, use, content, who),
            says=use.status == "asserted",
            takes_quotes=quoting is not None,
            quoted=bool(extra),
            topic=content is not None and use.topic and content.way in {"object", "preposition"},
            rule=f"{use.id}/{content.way if content else 'quote'}",
        )


SOFT = frozenset({"asserted", "hypothetical", "planned"})
CLAUSAL = frozenset({"clause", "joined", "tag", "what", "name"})


def is_main(sentence: Sentence, verb: int) -> bool:
    """Say whether the verb heads the sentence, or goes on from the verb that does."""
    while sentence.tokens[verb].dep in {"conj", "advcl", "parataxis"} and sentence.tokens[verb].head != verb:
        verb = sentence.tokens[verb].head
    return sentence.tokens[verb].head == verb


def counts_below(content: Content) -> bool:
    """Say whether the content makes a claim inside another clause too: stances and wishes told of there are none."""
    return not content.use.main_only and (content.use.status not in SOFT or content.way in CLAUSAL)


def _chosen(found: list[Content]) -> list[Content]:
    """Return the first content and those that are joined to it by the same rule."""
    if not found:
        return []
    first = found[0]
    return [c for c in found if c.use is first.use and c.spans] if len(found) > 1 else found


def _status(sentence: Sentence, verb: int, use: SpeechVerbs, content: Content | None, who: int | None) -> ClaimStatus:
    if is_negated(sentence, verb):
        return use.negated or ("hypothetical" if use.status == "asserted" else use.status)
    if use.status != "asserted" or use.topic:
        return use.status
    if content is not None and content.way == "what":
        return "alleged"  # "what he said were flights": the narrator will not say so
    return status_of_content(
        sentence,
        content.head if content else None,
        who,
        own_future=use.own_future,
        is_past=sentence.tokens[verb].tag in {"VBD", "VBN"},
    )


def _beside(text: str, sentence: Sentence, verb: int, who: int | None, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotations that stand directly before or behind "he said" and its companions."""
    tag = _tag_span(sentence, verb, who)
    found = []
    for quote in quotes:
        words = text[quote.span.start : quote.span.end + 1]
        if not set(words[-2:]) & set(",.?!") and len(words.split()) < QUOTED_WORDS:
            continue
        if quote.outer.end <= tag.start and not text[quote.outer.end : tag.start].strip(GAP):
            found.append(quote)
        elif quote.outer.start >= tag.end and not text[tag.end : quote.outer.start].strip(GAP):
            between = text[tag.end : quote.outer.start]
            if "\n" not in between or ":" in between:
                found.append(quote)
    return tuple(found)


def _tag_span(sentence: Sentence, verb: int, who: int | None) -> Span:
    """Return the stretch from the first to the last word of the tag, time and hearer included."""
    words = sentence.tokens
    first = last = words[verb].span
    if who is not None:
        source = source_span(sentence, who)
        first, last = min(first, source), max(last, source, key=lambda s: s.end)
    for k in kids_with(sentence, verb, "npadvmod", "dobj", "prep", "dative", "advmod", "aux", "prt"):
        if k < verb and words[k].dep != "aux":
            continue
        tokens = [k]
        while True:  # a phrase counts up to the first quote mark in it
            deeper = [
                d
                for t in tokens
                for d in sentence.kids[t]
                if d not in tokens
                and words[d].dep in {"pobj", "det", "compound", "amod", "prep", "poss", "nummod", "pcomp"}
            ]
            if not deeper:
                break
            tokens.extend(deeper)
        if any(words[t].tag in {"``", "''"} for t in range(min(tokens), max(tokens) + 1)):
            continue
        first = min(first, words[min(tokens)].span)
        last = max(last, words[max(tokens)].span, key=lambda s: s.end)
    return Span(first.start, last.end)
