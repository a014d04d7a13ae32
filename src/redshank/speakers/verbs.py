"""Claims made by verbs of saying. One sentence in, Drafts out."""

from collections.abc import Iterator, Sequence

from redshank.grammar import kids_with
from redshank.grammar.clause import is_passive
from redshank.grammar.form import FINITE
from redshank.grammar.own_standing import own_standing
from redshank.lexicon.cues import Cues
from redshank.lexicon.speech import Speech
from redshank.records import Mention, Sentence, Span
from redshank.speakers.contents import contents
from redshank.speakers.draft import Draft, runs
from redshank.speakers.quotes import Quote
from redshank.speakers.sources import cue_span, is_mistagged, source_span, speaker_of, with_pronoun
from redshank.speakers.status import Rules, status_of
from redshank.speakers.tags import find_tags
from redshank.speakers.uses import Content, Uses, uses_of

AUXILIARY = frozenset({"aux", "auxpass", "amod", "compound"})
# Whoever says "I" outside a quotation is the narrator, or stands in a quotation whose marks were lost.
NARRATORS = frozenset({"i", "we", "you", "me", "us"})
# A shorter quotation that ends without a stop is a quoted word ("an 'aggressive' West").
QUOTED_WORDS = 4
# What may stand between a tag and the quotation it belongs to.
GAP = " ,:;—–-\u00a0\n\r\t."


def _recalls(sentence: Sentence, verb: int, who: int, uses: Uses) -> bool:
    """Say whether the writer tells his own words: "I said", "we asked him"."""
    return (
        sentence.tokens[who].lemma in {"i", "we"} and sentence.tokens[verb].tag == "VBD" and bool(uses.taking("quote"))
    )


def verb_drafts(
    text: str,
    sentence: Sentence,
    speech: Speech,
    cues: Cues,
    quotes: Sequence[Quote],
    mentions: Sequence[Mention] = (),
) -> Iterator[Draft]:
    """Give the claims that verbs of saying make in a sentence, in the order of the verbs."""
    rules = Rules(speech=speech, cues=cues, mentions=tuple(m for m in mentions if m.kind == "actor"))
    found = list(_by_tree(text, sentence, rules, quotes))
    shaped = list(tag_drafts(text, sentence, rules, quotes, found))
    verbs = {d.head for d in shaped}
    yield from (d for d in found if d.head not in verbs)
    yield from shaped


def _by_tree(text: str, sentence: Sentence, rules: Rules, quotes: Sequence[Quote]) -> Iterator[Draft]:
    speech = rules.speech
    for token in sentence.tokens:
        if token.tag[:2] != "VB" or token.dep in AUXILIARY or token.lemma not in speech.verb_heads:
            continue
        uses = uses_of(sentence, token.i, speech)
        if uses is not None:
            yield from _drafts(text, sentence, token.i, uses, rules, quotes)


def _drafts(
    text: str, sentence: Sentence, verb: int, uses: Uses, rules: Rules, quotes: Sequence[Quote]
) -> Iterator[Draft]:
    speech = rules.speech
    passive = is_passive(sentence, verb) and not is_mistagged(sentence, verb)
    who = speaker_of(sentence, verb, speech)
    if who is None and not passive:
        return
    if who is not None and sentence.tokens[who].lemma in NARRATORS and not _recalls(sentence, verb, who, uses):
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
            status=status_of(sentence, verb, use, content, who, rules),
            says=use.status == "asserted",
            takes_quotes=quoting is not None,
            quoted=bool(extra),
            negated=content is not None and own_standing(sentence, content.head, rules.cues).negated,
            topic=content is not None and use.topic and content.way in {"object", "preposition"},
            rule=f"{use.id}/{content.way if content else 'quote'}",
        )


def tag_drafts(
    text: str, sentence: Sentence, rules: Rules, quotes: Sequence[Quote], found: Sequence[Draft]
) -> Iterator[Draft]:
    """Give the claims of tags that the tree lost; a draft of the same verb with another speaker gives way.

    Args:
        text: the story's text.
        sentence: where the tags stand.
        rules: words of saying, words of status, actors.
        quotes: quotations near the sentence; a verb inside one tells no tag.
        found: the drafts that the tree gave.
    """
    by_verb = {d.head: d for d in found}
    for tag in find_tags(sentence, rules.speech):
        held = by_verb.get(tag.verb)
        if held is not None and not (tag.inverted and held.speaker is not None and held.speaker < tag.verb):
            continue
        uses = uses_of(sentence, tag.verb, rules.speech)
        use = (uses.taking("quote") or uses.taking("clause")) if uses is not None else None
        spans = runs(sentence, tag.content)
        if use is None or not spans or any(q.span.holds(sentence.tokens[tag.verb].span) for q in quotes):
            continue
        head = next(
            (t for t in tag.content if sentence.tokens[t].tag in FINITE | {"VB"} and _is_top(sentence, t)), None
        )
        content = Content(use=use, spans=spans, head=head if head is not None else tag.content[0], way="tag")
        name = source_span(sentence, tag.speaker)
        yield Draft(
            sentence=sentence.index,
            head=tag.verb,
            source=name,
            name=name,
            cue=cue_span(sentence, tag.verb),
            content=spans,
            content_head=head,
            speaker=tag.speaker,
            status=status_of(sentence, tag.verb, use, content, tag.speaker, rules),
            says=use.status == "asserted",
            negated=head is not None and own_standing(sentence, head, rules.cues).negated,
            takes_quotes=True,
            rule=f"{use.id}/shape",
        )


def _is_top(sentence: Sentence, i: int) -> bool:
    """Say whether the verb heads its clause: no relative, no participle."""
    return sentence.tokens[i].dep in {"ROOT", "ccomp", "conj", "parataxis", "dep", "nsubj"}


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


def _beside(text: str, sentence: Sentence, verb: int, who: int | None, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return the quotations that stand directly before or behind "he said" and its companions."""
    tag = _tag_span(sentence, verb, who)
    found = []
    for quote in quotes:
        words = text[quote.span.start : quote.span.end + 1]
        if not set(words[-2:]) & set(",.?!") and len(words.split()) < QUOTED_WORDS:
            continue
        between = text[quote.outer.end : tag.start]
        if quote.outer.end <= tag.start and not between.strip(GAP) and "." not in between:
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
