"""What is said: the clause, infinitive, object or phrase that a verb of saying takes as its content."""

from collections.abc import Iterator

import msgspec

from redshank.grammar import kids_with, subtree
from redshank.grammar.clause import is_passive
from redshank.lexicon.speech import Shape, Speech, SpeechVerbs
from redshank.records import Sentence, Span
from redshank.speakers.draft import runs, without

# The parts of a clause of saying that are never its content.
TAG = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "npadvmod", "advmod", "prep", "dative", "prt", "agent", "mark"})
CLAUSES = ("ccomp", "xcomp")
# Participles that go on with the speech: "..., adding that".
ADDING = frozenset({"add", "say", "note", "tell", "claim", "argue", "insist", "stress", "warn", "explain"})


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One content of a verb: its words, the class of the verb in this use, and the token that heads it."""

    use: SpeechVerbs
    spans: tuple[Span, ...]
    head: int
    behind: tuple[int, ...] = ()  # a preposition that belongs to the cue
    way: str  # how the content was reached


class Uses:
    """The classes of one verb, by what they take."""

    def __init__(self, speech: Speech, lemma: str) -> None:
        self.speech = speech
        self.all = speech.uses(lemma)
        self._shapes: dict[Shape, SpeechVerbs] = {}
        self._prepositions: dict[str, SpeechVerbs] = {}
        for use in self.all:
            for shape in use.takes:
                self._shapes.setdefault(shape, use)
            for name in use.prepositions:
                self._prepositions.setdefault(name, use)

    def taking(self, shape: Shape) -> SpeechVerbs | None:
        """Return the first class that takes this shape."""
        return self._shapes.get(shape)

    def before(self, preposition: str) -> SpeechVerbs | None:
        """Return the class whose content this preposition brings."""
        return self._prepositions.get(preposition)


def uses_of(sentence: Sentence, verb: int, speech: Speech) -> Uses | None:
    """Return the uses of a verb, its particle counted ("point out"); None when it is no verb of saying."""
    lemma = sentence.tokens[verb].lemma
    for k in kids_with(sentence, verb, "prt", "advmod"):
        joined = f"{lemma} {sentence.tokens[k].lemma}"
        if k > verb and speech.uses(joined):
            return Uses(speech, joined)
    return Uses(speech, lemma) if lemma in speech.verb_lemmas else None


def contents(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Give the contents of a verb, best first; the caller takes the first, and those joined to it."""
    yield from _free_relative(sentence, verb, uses)
    yield from _named(sentence, verb, uses)
    yield from _clauses(sentence, verb, uses)
    yield from _main_clause(sentence, verb, uses)
    yield from _prepositions(sentence, verb, uses)
    yield from _object(sentence, verb, uses)


def shape_of(sentence: Sentence, clause: int) -> Shape:
    """Tell a finite clause from an infinitive and a gerund."""
    words = sentence.tokens
    if any(words[k].tag == "TO" for k in kids_with(sentence, clause, "aux")):
        return "infinitive"
    if words[clause].tag == "VBG" and not kids_with(sentence, clause, "aux", "nsubj"):
        return "gerund"
    return "clause"


def _clauses(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    for k in kids_with(sentence, verb, *CLAUSES):
        shape = shape_of(sentence, k)
        use = uses.taking(shape)
        if use is None and shape == "clause":
            use = uses.taking("quote") if _touches_quote(sentence, k) else None
        if use is None or sentence.tokens[k].tag[:1] in ",.":
            continue
        tokens = without(sentence, k, verb) if verb in subtree(sentence, k) else set(subtree(sentence, k))
        if shape == "infinitive" and use.status != "promised":
            tokens |= _asked(sentence, verb, k)
        tokens.difference_update(_participles(sentence, k), _others(sentence, verb, k, uses.speech))
        for joined in _joined(sentence, k):
            tokens.difference_update(subtree(sentence, joined))
            yield Content(way=shape, use=use, spans=runs(sentence, subtree(sentence, joined)), head=joined)
        yield Content(way=shape, use=use, spans=runs(sentence, tokens), head=k)
    if use := uses.taking("clause"):
        for k in _behind_occasion(sentence, verb):
            yield Content(way="clause", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)
    for k in kids_with(sentence, verb, "conj"):  # "said he was, but that he would": the parser may join it to "said"
        use = uses.taking("clause")
        if use and any(sentence.tokens[m].lemma == "that" for m in kids_with(sentence, k, "mark")):
            yield Content(way="joined", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)


def _others(sentence: Sentence, verb: int, clause: int, speech: Speech) -> set[int]:
    """Return what others say in the same sentence: "Chad said it won, while rebels said ...", "..., but Mali denied it"."""
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
    """Return the clause of "said at a meeting that ...", which the parser hangs on the meeting."""
    words = sentence.tokens
    nouns = [n for k in kids_with(sentence, verb, "prep", "npadvmod") if k > verb for n in subtree(sentence, k)]
    return tuple(
        k
        for n in nouns
        for k in kids_with(sentence, n, "acl", "relcl", "ccomp")
        if any(words[m].lemma == "that" and words[m].dep == "mark" for m in sentence.kids[k])
        and kids_with(sentence, k, "nsubj", "nsubjpass")
    )[:1]


def _participles(sentence: Sentence, clause: int) -> set[int]:
    """Return ", adding ..." at the end of a content: the speaker goes on, not the one spoken of."""
    words = sentence.tokens
    found: set[int] = set()
    for k in kids_with(sentence, clause, "advcl", "conj"):
        if words[k].tag == "VBG" and words[k - 1].text == "," and words[k].lemma in ADDING and k > clause:
            found.update(subtree(sentence, k))
    return found


def _joined(sentence: Sentence, clause: int) -> tuple[int, ...]:
    """Return later contents that say "that" again: each is a claim of its own."""
    return tuple(
        k
        for k in kids_with(sentence, clause, "conj")
        if any(sentence.tokens[m].lemma == "that" for m in kids_with(sentence, k, "mark"))
        and kids_with(sentence, k, "nsubj", "nsubjpass")
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


def _free_relative(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read "what he said were flights" and "what the army called a rescue"."""
    words = sentence.tokens
    if not any(words[k].lemma == "what" and k < verb for k in kids_with(sentence, verb, "dobj", "nsubj", "pobj", "dep")):
        return
    for k in (*kids_with(sentence, verb, "ccomp", "xcomp"),):
        use = uses.taking("clause")
        if use and k > verb:
            tokens = set(subtree(sentence, k))
            if words[k].lemma == "be":
                tokens -= {k, *(a for a in kids_with(sentence, k, "aux") if a < k)}
            yield Content(way="what", use=use, spans=runs(sentence, tokens), head=k)
            return
    for k in kids_with(sentence, verb, "oprd", "dobj", "attr"):
        use = uses.taking("name")
        if use and k > verb:
            yield Content(way="what", use=use, spans=runs(sentence, without(sentence, k, *_predicates(sentence, k))), head=k)
            return


def _predicates(sentence: Sentence, i: int) -> tuple[int, ...]:
    return tuple(k for k in kids_with(sentence, i, "acl", "relcl") if sentence.tokens[k].tag in {"VBD", "VBZ", "VBP"})


def _named(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read "called it a crime" and "described it as a crime": what is named, and the name."""
    as_use, name_use = uses.taking("as"), uses.taking("name")
    objects = kids_with(sentence, verb, "dobj") or (
        kids_with(sentence, verb, "nsubjpass") if is_passive(sentence, verb) else ()
    )
    if name_use:
        for k in kids_with(sentence, verb, "oprd", "attr", "acomp", "ccomp"):
            small = kids_with(sentence, k, "nsubj")
            if k < verb or (sentence.tokens[k].dep == "ccomp" and sentence.tokens[k].tag.startswith("VB")):
                continue
            if small:
                spans = runs(sentence, subtree(sentence, small[0])) + runs(sentence, without(sentence, k, small[0]))
            else:
                named = [o for o in objects[:1] if sentence.tokens[o].tag not in {"WP", "WDT"}]
                spans = tuple(s for o in named for s in runs(sentence, subtree(sentence, o)))
                spans += runs(sentence, subtree(sentence, k))
            yield Content(way="name", use=name_use, spans=spans, head=k)
            return
    if as_use:
        for o in objects[:1]:
            for k in (*kids_with(sentence, verb, "prep"), *kids_with(sentence, o, "prep")):
                if sentence.tokens[k].lemma == "as" and k > verb and sentence.kids[k]:
                    spans = runs(sentence, without(sentence, o, k)) + runs(sentence, subtree(sentence, k))
                    spans = spans[1:] if sentence.tokens[o].tag in {"WP", "WDT"} else spans
                    yield Content(way="name", use=as_use, spans=spans, head=sentence.kids[k][-1])
                    return


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
    return first == 0 or sentence.tokens[first - 1].text in {",", "”", '"', "—", "–", "-", "’", "'", "(", ";", "''"}


def _prepositions(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    for k in kids_with(sentence, verb, "prep", "agent"):
        name = sentence.tokens[k].lemma
        inner = kids_with(sentence, k, "pobj", "pcomp")
        if k < verb or not inner:
            continue
        use = uses.before(name)
        if use is not None:
            spans = runs(sentence, (t for i in inner for t in subtree(sentence, i)))
            behind = (k,) if k == verb + 1 or sentence.tokens[k - 1].dep == "prt" else ()
            yield Content(way="preposition", use=use, spans=spans, head=inner[0], behind=behind)
            return
        asked = uses.before(f"{name}/to")
        infinitives = [x for x in kids_with(sentence, verb, "xcomp", "advcl") if shape_of(sentence, x) == "infinitive" and x > k]
        if asked is not None and infinitives:
            tokens = {*subtree(sentence, infinitives[0]), *(t for i in inner for t in subtree(sentence, i))}
            yield Content(way="preposition", use=asked, spans=runs(sentence, tokens), head=infinitives[0], behind=(k,))
            return
    for o in kids_with(sentence, verb, "dobj"):  # "accused him of", the preposition hung on the object
        for k in kids_with(sentence, o, "prep"):
            use = uses.before(sentence.tokens[k].lemma)
            inner = kids_with(sentence, k, "pcomp") or kids_with(sentence, k, "pobj")
            if use is not None and inner and not uses.taking("object"):
                yield Content(way="preposition", use=use, spans=runs(sentence, subtree(sentence, k)), head=inner[0])
                return


def _object(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    use = uses.taking("object")
    if use is None:
        return
    if is_passive(sentence, verb):
        found = kids_with(sentence, verb, "nsubjpass")
    else:
        found = kids_with(sentence, verb, "dobj")
        if uses.taking("hearer") and not kids_with(sentence, verb, "dative"):
            return
    for k in found:
        if sentence.tokens[k].tag not in {"WP", "WDT", "PRP"} or sentence.tokens[k].lemma in {"it", "them"}:
            yield Content(way="object", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)
