"""What a text says of a weapon: second names, class, range, number, warhead, maker, operator, what it replaced."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.grammar import ancestors, core_phrase, kids_with, phrase_span, span_of, subtree
from redshank.lexicon.equipment import EquipmentLexicon
from redshank.records import Fact, Mention, Sentence, Span

MADE = re.compile(r"([A-Z][\w-]*)[- ](?:made|built|designed|supplied|manufactured|produced|developed)$")
POINTERS = frozenset({"it", "its", "they", "their", "these", "this", "each"})
QUOTES = "\"'“”‘’"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A record in the making: the mentions that name one designation, or one class."""

    key: str
    mentions: tuple[Mention, ...]
    name: str | None
    noun: bool


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A mention with the sentence it stands in and the record it belongs to."""

    key: str
    mention: Mention
    sentence: Sentence
    is_named: bool


def facts_of(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    holders: Sequence[Holder],
    lexicon: EquipmentLexicon,
) -> dict[str, tuple[Fact, ...]]:
    """Return the facts that the text states, by record."""
    said = _said(sentences, holders)
    found: dict[str, dict[tuple[str, str], Fact]] = {}
    for one in said:
        for fact in _beside(text, one, lexicon):
            found.setdefault(one.key, {}).setdefault((fact.attribute, fact.value), fact)
    for key, fact in _of_whole_sentences(text, sentences, mentions, said, lexicon):
        found.setdefault(key, {}).setdefault((fact.attribute, fact.value), fact)
    return {key: tuple(facts.values()) for key, facts in found.items()}


def _said(sentences: Sequence[Sentence], holders: Sequence[Holder]) -> list[Said]:
    found = [
        Said(key=h.key, mention=m, sentence=sentences[m.sentence], is_named=not h.noun)
        for h in holders
        for m in h.mentions
    ]
    return sorted(found, key=lambda s: s.mention.span.start)


def _beside(text: str, said: Said, lexicon: EquipmentLexicon) -> Iterator[Fact]:
    """Give what the noun phrase itself says: maker, operator, apposition, what it replaced."""
    sentence, head = said.sentence, said.mention.head
    if not said.is_named:
        return
    tops = (
        head,
        *(
            a
            for a in ancestors(sentence, head)[:1]
            if sentence.tokens[a].tag.startswith("NN") and sentence.tokens[head].dep in {"compound", "nmod", "appos"}
        ),
    )
    for top in tops:
        for k in sentence.kids[top]:
            token = sentence.tokens[k]
            if k < top and token.dep in {"amod", "nmod", "compound"}:
                made = MADE.search(phrase_span(sentence, k).of(text))
                if made:
                    yield Fact(attribute="made in", value=made[1], span=phrase_span(sentence, k))
            elif token.dep == "poss" and token.tag.startswith("NNP"):
                yield Fact(attribute="operator", value=token.text, span=token.span)
            elif token.dep == "appos" and k > top and token.tag in {"NN", "NNS"}:
                span = span_of(sentence, core_phrase(sentence, k))
                yield Fact(attribute="class", value=_plain(span.of(text)), span=span)
        yield from _replaced(text, sentence, top, lexicon)


def _replaced(text: str, sentence: Sentence, noun: int, lexicon: EquipmentLexicon) -> Iterator[Fact]:
    """Read "which replaced the X"; the parser may hang the clause on a name between the two."""
    for clause in subtree(sentence, noun):
        token = sentence.tokens[clause]
        if token.dep not in {"relcl", "acl"} or token.lemma not in lexicon.replace_verbs:
            continue
        for thing in kids_with(sentence, clause, "dobj", "ccomp", "xcomp", "oprd"):
            span = span_of(sentence, core_phrase(sentence, thing))
            yield Fact(attribute="replaced", value=_plain(span.of(text)), span=span)


def _of_whole_sentences(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    said: Sequence[Said],
    lexicon: EquipmentLexicon,
) -> Iterator[tuple[str, Fact]]:
    """Give ranges, numbers and warheads, to the weapon that the sentence names or points back to."""
    numbers: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "quantity":
            numbers.setdefault(mention.sentence, []).append(mention)
    by_sentence: dict[int, list[Said]] = {}
    for one in said:
        if one.is_named:
            by_sentence.setdefault(one.sentence.index, []).append(one)
    last: Said | None = None
    for sentence in sentences:
        here = by_sentence.get(sentence.index, [])
        owner = here[0] if here else last if _points_back(sentence, lexicon) else None
        if owner is not None:
            for fact in _statements(text, sentence, numbers.get(sentence.index, ()), not here, lexicon):
                nearest = _nearest(here, fact.span) or owner
                yield nearest.key, fact
        last = here[0] if here else last if _points_back(sentence, lexicon) else None


def _nearest(here: Sequence[Said], span: Span) -> Said | None:
    before = [s for s in here if s.mention.span.start < span.start]
    return before[-1] if before else here[0] if here else None


def _points_back(sentence: Sentence, lexicon: EquipmentLexicon) -> bool:
    """Say whether the sentence starts with what was named before: "Its two missiles", "The system"."""
    words = [t.text.lower() for t in sentence.tokens[:4]]
    if not words:
        return False
    return words[0] in POINTERS or (
        words[0] == "the" and any(w in lexicon.carriers or w in lexicon.nouns for w in words[1:])
    )


def _statements(
    text: str, sentence: Sentence, numbers: Sequence[Mention], is_pointing: bool, lexicon: EquipmentLexicon
) -> Iterator[Fact]:
    for number in numbers:
        measured = {sentence.tokens[a].lemma for a in ancestors(sentence, number.head)[:3]}
        behind = sentence.tokens[number.head + 1].lemma if number.head + 1 < len(sentence.tokens) else ""
        if measured & lexicon.range_words or behind in lexicon.range_words:
            yield Fact(attribute="range", value=number.span.of(text), span=number.span)
        elif number.rule == "count" and _is_own_part(sentence, number, is_pointing, lexicon):
            part = sentence.tokens[number.head].lemma
            yield Fact(
                attribute="crew" if part in {"crew", "man"} else f"{part}s per system",
                value=number.span.of(text),
                span=number.span,
            )
    for token in sentence.tokens:
        if token.lemma == "warhead" and any(
            sentence.tokens[a].lemma in lexicon.carry_verbs or sentence.tokens[a].lemma == "with"
            for a in ancestors(sentence, token.i)[:2]
        ):
            span = span_of(sentence, tuple(k for k in subtree(sentence, token.i) if k <= token.i))
            yield Fact(attribute="warhead", value=_plain(span.of(text)), span=span)


def _is_own_part(sentence: Sentence, number: Mention, is_pointing: bool, lexicon: EquipmentLexicon) -> bool:
    """Say whether the counted thing belongs to the weapon: "Its two missiles", "has a crew of four"."""
    head = sentence.tokens[number.head]
    if head.lemma not in lexicon.parts:
        return False
    owned = any(sentence.tokens[k].text.lower() in {"its", "their"} for k in sentence.kids[number.head])
    carried = sentence.tokens[head.head].lemma in lexicon.carry_verbs and head.dep == "dobj"
    return owned or (carried and is_pointing)


def given_names(
    text: str, sentences: Sequence[Sentence], holders: Sequence[Holder], lexicon: EquipmentLexicon
) -> dict[str, tuple[str, ...]]:
    """Return second names that the text gives: named, known as, designated, dubbed "X" (by NATO)."""
    said = _said(sentences, holders)
    found: dict[str, list[str]] = {}
    for sentence in sentences:
        here = [s for s in said if s.sentence.index == sentence.index and s.is_named]
        if not here:
            continue
        for token in sentence.tokens:
            if token.lemma not in lexicon.name_verbs or not token.tag.startswith("VB"):
                continue
            owner = next((s for s in reversed(here) if s.mention.span.end <= token.start), None)
            name = _name_behind(text, sentence, token.end)
            if owner is not None and name is not None and name != owner.mention.span.of(text):
                found.setdefault(owner.key, []).append(name)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


QUOTED = r"[\"“‘']([^\"”’']{2,30})[\"”’']"
CODE = r"[A-Z][\w-]*\d[\w-]*(?: [A-Z][a-z]+)?"  # SS-26 Stone
WORD = r"[A-Z][\w-]+(?: [A-Z][\w-]+)?(?= (?:by|in) [A-Z])"  # Stone by NATO
NAME = re.compile(rf"\s(?:(?:to |also )?as |(?:by|in) (?:the )?[A-Z]\w+ (?:as )?|the )*(?:{QUOTED}|({CODE}|{WORD}))")


def _name_behind(text: str, sentence: Sentence, place: int) -> str | None:
    match = NAME.match(text, place, sentence.span.end)
    return (match[1] or match[2]).strip(" ,") if match else None


def _plain(words: str) -> str:
    """Return the words without article and quotes."""
    return re.sub(r"^(?:the|an?|its|their)\s+", "", words, flags=re.IGNORECASE).strip(QUOTES).replace("“", "")
