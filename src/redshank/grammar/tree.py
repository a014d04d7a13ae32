"""Walk the dependency tree of one sentence: phrases, conjuncts, arguments."""

from redshank.records import Sentence, Span

NOT_IN_PHRASE = frozenset({"relcl", "acl", "appos", "cc", "conj", "punct", "advcl", "parataxis", "ccomp"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP", "WDT", "PRP$", "WP$", "JJ", "FW"})


def subtree(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the tokens under `i`, itself included, in the order of the text."""
    found = [i]
    stack = list(sentence.kids[i])
    while stack:
        k = stack.pop()
        found.append(k)
        stack.extend(sentence.kids[k])
    return tuple(sorted(found))


def span_of(sentence: Sentence, tokens: tuple[int, ...]) -> Span:
    """Return the span from the first to the last of these tokens, outer punctuation left out."""
    picked = list(tokens)
    while (
        len(picked) > 1 and sentence.tokens[picked[-1]].dep == "punct" and sentence.tokens[picked[-1]].text in ",;:-–—."
    ):
        picked.pop()
    while (
        len(picked) > 1 and sentence.tokens[picked[0]].dep == "punct" and sentence.tokens[picked[0]].text in ",;:-–—."
    ):
        picked.pop(0)
    return Span(sentence.tokens[picked[0]].start, sentence.tokens[picked[-1]].end)


def phrase_span(sentence: Sentence, i: int) -> Span:
    """Return the span of everything under `i`."""
    return span_of(sentence, subtree(sentence, i))


def noun_phrase(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the noun phrase headed by `i` without clauses, appositions and conjuncts."""
    found = [i]
    stack = [k for k in sentence.kids[i] if sentence.tokens[k].dep not in NOT_IN_PHRASE]
    while stack:
        k = stack.pop()
        found.append(k)
        stack.extend(c for c in sentence.kids[k] if sentence.tokens[c].dep not in NOT_IN_PHRASE)
    return tuple(sorted(found))


def core_phrase(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the head with what stands before it (determiner, modifiers), no prepositions behind."""
    found = [i]
    stack = [k for k in sentence.kids[i] if k < i and sentence.tokens[k].dep not in NOT_IN_PHRASE]
    while stack:
        k = stack.pop()
        found.append(k)
        stack.extend(c for c in sentence.kids[k] if sentence.tokens[c].dep not in {"relcl", "appos", "advcl"})
    return tuple(sorted(found))


def kids_with(sentence: Sentence, i: int, *deps: str) -> tuple[int, ...]:
    """Return the direct dependents of `i` that carry one of these labels."""
    kids = sentence.kids[i]
    if not kids:
        return ()
    tokens = sentence.tokens
    return tuple([k for k in kids if tokens[k].dep in deps])


def conjuncts(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return `i` and all that is joined to it by and/or, in order."""
    found = [i]
    for k in kids_with(sentence, i, "conj"):
        found.extend(conjuncts(sentence, k))
    return tuple(found)


def first_conjunct(sentence: Sentence, i: int) -> int:
    """Return the conjunct that the others hang on."""
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def ancestors(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the heads above `i`, nearest first."""
    found: list[int] = []
    while sentence.tokens[i].head != i and len(found) < len(sentence.tokens):
        i = sentence.tokens[i].head
        found.append(i)
    return tuple(found)


def is_verb(sentence: Sentence, i: int) -> bool:
    """Say whether the token is a verb by its tag."""
    return sentence.tokens[i].tag.startswith("VB")


def is_noun(sentence: Sentence, i: int) -> bool:
    """Say whether the token is a noun by its tag."""
    return sentence.tokens[i].tag.startswith("NN")
