"""What a phrase makes of its people: soldiers, a foreign ministry, the leader of a party."""

import msgspec

from redshank.grammar import kids_with
from redshank.lexicon.entities import Entities, plain, small
from redshank.records import Sentence

LONGEST_NOUN = 4  # words in "deputy foreign minister spokesman"
FORMER = "ELI"
PLAIN_SECTORS = frozenset({"UNK", "CVL", "GOV"})


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """A noun for people or a public body as it stands in a sentence, with the words before it."""

    first: int
    last: int
    words: str
    sectors: tuple[str, ...]
    known: bool
    weak: bool = False
    titled: bool  # a title that may stand before a name
    office: str | None = None


def noun_at(sentence: Sentence, first: int, last: int, entities: Entities) -> Noun | None:
    """Find the longest noun or title that ends at `last` and does not begin before `first`."""
    if last < 0 or not _may_end_a_noun(sentence, last, entities):
        return None
    for k in range(max(first, last - LONGEST_NOUN + 1), last + 1):
        for words in _readings(sentence, k, last):
            title, noun = entities.titles.get(words), entities.nouns.get(words)
            if title is not None:
                sectors = title.sectors or (noun.sectors if noun else ())
                return Noun(
                    first=k, last=last, words=words, sectors=sectors, known=True, titled=True, office=title.office
                )
            if noun is not None:
                return Noun(
                    first=k,
                    last=last,
                    words=words,
                    sectors=noun.sectors,
                    known=noun.known,
                    titled=False,
                    weak=noun.weak,
                )
    return None


def noun_with_of(sentence: Sentence, first: int, i: int, entities: Entities) -> Noun | None:
    """Find a noun of several words around "of": "chief of staff", "secretary of state"."""
    for k in of_what(sentence, i, frozenset({"of"})):
        noun = noun_at(sentence, max(first, k - LONGEST_NOUN + 1), k, entities)
        if noun is not None and noun.first <= i:
            return noun
    return None


def _may_end_a_noun(sentence: Sentence, last: int, entities: Entities) -> bool:
    token = sentence.tokens[last]
    word = small(plain(token.text))
    return word in entities.last_words or token.lemma in entities.last_words or singular(word) in entities.last_words


def _readings(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """Give the words from `first` to `last` in small letters, as written and with the last word in its base form."""
    head = sentence.tokens[last]
    before = "".join(
        small(plain(t.text)) + (" " if sentence.tokens[t.i + 1].start > t.end else "")
        for t in sentence.tokens[first:last]
    )
    word = small(plain(head.text))
    endings = dict.fromkeys((word, small(head.lemma), singular(word)))
    found = [before + e for e in endings]
    return tuple(found + [f.replace("-", " ") for f in found if "-" in f])


def singular(word: str) -> str:
    """Return the likely singular of a plural in -s, for names that the model does not lemmatize."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def sectors_of(sentence: Sentence, first: int, noun: Noun, entities: Entities) -> tuple[str, ...]:
    """Return the sectors of a noun together with those of the words before it."""
    before = _sectors_before(sentence, first, noun.first, entities)
    if FORMER in before:
        return (FORMER,)
    last_word = singular(noun.words.split()[-1])
    belongs = last_word in entities.naming.spoken_for or noun.words in entities.naming.spoken_for
    if before and (not noun.known or (belongs and set(noun.sectors) <= PLAIN_SECTORS)):
        return before
    extra = tuple(s for s in before if s not in noun.sectors) if set(noun.sectors) <= PLAIN_SECTORS or belongs else ()
    opposed = tuple(s for s in before if s in {"OPP", "REB", "PRM"} and s not in noun.sectors)
    return tuple(dict.fromkeys((*noun.sectors, *(opposed or extra))))


def _sectors_before(sentence: Sentence, first: int, stop: int, entities: Entities) -> tuple[str, ...]:
    found: list[str] = []
    at = first
    while at < stop:
        for end in range(min(stop, at + LONGEST_NOUN) - 1, at - 1, -1):
            sectors = _modifier(sentence, at, end, entities)
            if sectors:
                found.extend(sectors)
                at = end
                break
        at += 1
    return tuple(dict.fromkeys(found))


def _modifier(sentence: Sentence, first: int, last: int, entities: Entities) -> tuple[str, ...]:
    if not _may_end_a_noun(sentence, last, entities):
        return ()
    for words in _readings(sentence, first, last):
        if words in entities.modifiers:
            return entities.modifiers[words]
        noun = entities.nouns.get(words)
        if noun is not None and noun.known and not noun.weak:
            return noun.sectors
        title = entities.titles.get(words)
        if title is not None and title.sectors:
            return title.sectors
    return ()


def phrase_start(sentence: Sentence, i: int) -> int:
    """Return the first token of the unbroken run of modifiers before `i`."""
    found = {i}
    stack = [k for k in sentence.kids[i] if k < i]
    while stack:
        k = stack.pop()
        if sentence.tokens[k].dep in {"relcl", "appos", "advcl", "prep", "mark", "nsubj", "aux", "ccomp"}:
            continue
        if sentence.tokens[k].dep == "cc" and sentence.tokens[k].head == i and k < min(found):
            continue
        found.add(k)
        stack.extend(c for c in sentence.kids[k])
    first = i
    while first - 1 in found:
        first -= 1
    while first < i and _is_outside(sentence, first):
        first += 1
    return first


def _is_outside(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    outside = token.tag in {"DT", "PDT", "PRP$", "WP$", "``", "''", ",", "CC", ":", "-LRB-", "POS", "IN", "TO"}
    return outside or token.dep in {"punct", "predet", "preconj"} or not token.text[:1].isalnum()


def of_what(sentence: Sentence, i: int, words: frozenset[str]) -> tuple[int, ...]:
    """Return the heads of what follows the noun `i` behind one of these prepositions."""
    found: list[int] = []
    for k in kids_with(sentence, i, "prep"):
        if sentence.tokens[k].text.lower() in words:
            found.extend(kids_with(sentence, k, "pobj"))
    return tuple(found)
