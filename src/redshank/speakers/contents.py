"""What is said: the clause, infinitive, object or phrase that a verb of saying takes as its content."""

from collections.abc import Iterator

from redshank.grammar import kids_with, subtree
from redshank.lexicon.speech import Speech
from redshank.records import Sentence
from redshank.speakers.complements import free_relative, named, objects_of, prepositions
from redshank.speakers.draft import runs, without
from redshank.speakers.uses import Content, Uses, opens_with, shape_of

# The parts of a clause of saying that are never its content.
TAG = frozenset(
    {"nsubj", "nsubjpass", "aux", "auxpass", "neg", "npadvmod", "advmod", "prep", "dative", "prt", "agent", "mark"}
)
CLAUSES = ("ccomp", "xcomp")


def contents(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Give the contents of a verb, best first; the caller takes the first, and those joined to it."""
    relative = tuple(free_relative(sentence, verb, uses))
    yield from relative
    if relative:
        return
    yield from named(sentence, verb, uses)
    yield from _clauses(sentence, verb, uses)
    yield from _main_clause(sentence, verb, uses)
    yield from prepositions(sentence, verb, uses)
    yield from objects_of(sentence, verb, uses)


def _clauses(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    for k in kids_with(sentence, verb, *CLAUSES):
        shape = shape_of(sentence, k)
        use = uses.taking(shape)
        if use is None and shape == "clause":
            use = uses.taking("quote") if _touches_quote(sentence, k) else None
        if use is None or sentence.tokens[k].tag[:1] in ",.":
            continue
        tokens = without(sentence, k, verb) if verb in subtree(sentence, k) else set(subtree(sentence, k))
        if shape == "infinitive":
            tokens |= _asked(sentence, verb, k)
        tokens.difference_update(_participles(sentence, k, uses.speech), _others(sentence, verb, k, uses.speech))
        for joined in _joined(sentence, k):
            tokens.difference_update(subtree(sentence, joined))
            yield Content(way=shape, use=use, spans=runs(sentence, subtree(sentence, joined)), head=joined)
        yield Content(way=shape, use=use, spans=runs(sentence, tokens), head=k)
    if use := uses.taking("clause"):
        for k in _behind_occasion(sentence, verb):
            yield Content(way="clause", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)
    for k in kids_with(sentence, verb, "conj"):  # "said he was, but that he would": the parser may join it to "said"
        use = uses.taking("clause")
        if use and opens_with(sentence, k, "that"):
            yield Content(way="joined", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)


def _others(sentence: Sentence, verb: int, clause: int, speech: Speech) -> set[int]:
    """Return what others say in the same sentence: "Chad said it won, while rebels said ..."."""
    words = sentence.tokens
    found: set[int] = set()
    for k in kids_with(sentence, clause, "advcl", "conj"):
        if k < clause or words[k].lemma not in speech.verb_lemmas or words[k].tag not in {"VBD", "VBZ", "VBP"}:
            continue
        own = [s for s in kids_with(sentence, k, "nsubj") if words[s].tag != "PRP"]
        tokens = subtree(sentence, k)
        first = words[tokens[0] - 1].text if tokens[0] else ""
        goes_on = not kids_with(sentence, k, "nsubj") and words[k].dep == "conj" and words[k].tag == words[verb].tag
        if (own and first in {",", "and", "but", "—", "-"}) or goes_on:
            found.update(tokens)
            found.update(c for c in kids_with(sentence, clause, "cc", "punct") if c > clause and c >= tokens[0] - 2)
    return found


def _behind_occasion(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Return the clause of "said at a meeting that", "said among other things that", hung on the noun by the parser."""
    words = sentence.tokens
    nouns = [n for k in kids_with(sentence, verb, "prep", "npadvmod") if k > verb for n in subtree(sentence, k)]
    return tuple(
        k
        for n in nouns
        for k in kids_with(sentence, n, "acl", "relcl", "ccomp")
        if kids_with(sentence, k, "nsubj", "nsubjpass")
        and (
            any(words[m].lemma == "that" and words[m].dep == "mark" for m in sentence.kids[k])
            or (words[n].lemma == "thing" and words[n + 1].lemma == "that")
        )
    )[:1]


def _participles(sentence: Sentence, clause: int, speech: Speech) -> set[int]:
    """Return ", adding ..." at the end of a content: the speaker goes on, not the one spoken of."""
    words = sentence.tokens
    found: set[int] = set()
    for k in kids_with(sentence, clause, "advcl", "conj"):
        if words[k].tag == "VBG" and words[k - 1].text == "," and speech.goes_on(words[k].lemma) and k > clause:
            found.update(subtree(sentence, k))
    return found


def _joined(sentence: Sentence, clause: int) -> tuple[int, ...]:
    """Return later contents that say "that" again: each is a claim of its own."""
    return tuple(
        k
        for k in kids_with(sentence, clause, "conj")
        if opens_with(sentence, k, "that") and kids_with(sentence, k, "nsubj", "nsubjpass")
    )


def _asked(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the words between an asking verb and its infinitive: who is to act belongs to the content."""
    found: set[int] = set()
    for k in kids_with(sentence, verb, "dobj", "dative"):
        if verb < k < clause and max(subtree(sentence, k)) + 1 == min(subtree(sentence, clause)):
            found.update(subtree(sentence, k))
    return found


def _touches_quote(sentence: Sentence, clause: int) -> bool:
    tokens = subtree(sentence, clause)
    near = range(max(min(tokens) - 1, 0), min(max(tokens) + 3, len(sentence.tokens)))
    return any(sentence.tokens[i].tag in {"``", "''"} for i in near)


def _main_clause(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read the tag inside or behind its content: "The talks, he said, were cordial", "as the minister noted"."""
    words = sentence.tokens
    token = words[verb]
    use = uses.taking("quote")
    if use is None or token.head == verb or not kids_with(sentence, verb, "nsubj"):
        return
    if kids_with(sentence, verb, "xcomp", "ccomp") or (kids_with(sentence, verb, "dobj") and not uses.taking("hearer")):
        return
    marks = {words[k].lemma for k in kids_with(sentence, verb, "mark", "advmod") if k < verb}
    is_as = token.dep == "advcl" and marks == {"as"} and uses.taking("clause") is not None
    is_aside = token.dep in {"parataxis", "ccomp", "dep", "intj", "advcl"} and not marks and _is_set_off(sentence, verb)
    if not (is_as or is_aside):
        return
    head = token.head
    tag = {verb, *(t for k in kids_with(sentence, verb, *TAG) for t in subtree(sentence, k))}
    tag |= {t for k in kids_with(sentence, verb, "dobj") if k > verb for t in subtree(sentence, k)}
    tokens = [t for t in subtree(sentence, head) if t not in tag]
    yield Content(way="tag", use=use, spans=runs(sentence, tokens), head=head)


def _is_set_off(sentence: Sentence, verb: int) -> bool:
    """Say whether a comma or quote mark stands directly before the tag, or the tag opens the sentence."""
    tag = [verb, *kids_with(sentence, verb, "nsubj", "aux", "neg", "advmod")]
    first = min(min(subtree(sentence, k)) if k != verb else k for k in tag)
    if first == 0:
        return sentence.tokens[min(verb + 1, len(sentence.tokens) - 1)].dep == "punct"
    return sentence.tokens[first - 1].text in {",", "”", '"', "—", "–", "-", "’", "'", "(", ";", "''"}
