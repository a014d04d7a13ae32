"""What is said in fewer words than a clause: a name, a phrase behind a preposition, an object, "what he said were"."""

from collections.abc import Iterator

from redshank.grammar import kids_with, subtree
from redshank.grammar.clause import is_passive
from redshank.records import Sentence
from redshank.speakers.draft import runs, without
from redshank.speakers.uses import Content, Uses, shape_of


def free_relative(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read "what he said were flights" and "what the army called a rescue"."""
    words = sentence.tokens
    if not any(
        words[k].lemma == "what" and k < verb for k in kids_with(sentence, verb, "dobj", "nsubj", "pobj", "dep")
    ):
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
            yield Content(
                way="what", use=use, spans=runs(sentence, without(sentence, k, *_predicates(sentence, k))), head=k
            )
            return


def _predicates(sentence: Sentence, i: int) -> tuple[int, ...]:
    return tuple(k for k in kids_with(sentence, i, "acl", "relcl") if sentence.tokens[k].tag in {"VBD", "VBZ", "VBP"})


def named(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
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
        for o in objects[:1]:  # 'called the decree "a coup"', the name hung on the object
            after = [t for t in subtree(sentence, o) if t > o and sentence.tokens[t].tag == "``"]
            if after and o > verb:
                yield Content(way="name", use=name_use, spans=runs(sentence, subtree(sentence, o)), head=o)
                return
    if as_use:
        for o in objects[:1]:
            for k in (*kids_with(sentence, verb, "prep"), *kids_with(sentence, o, "prep")):
                if sentence.tokens[k].lemma == "as" and k > verb and sentence.kids[k]:
                    spans = runs(sentence, without(sentence, o, k)) + runs(sentence, subtree(sentence, k))
                    spans = spans[1:] if sentence.tokens[o].tag in {"WP", "WDT"} else spans
                    yield Content(way="name", use=as_use, spans=spans, head=sentence.kids[k][-1])
                    return


def prepositions(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read "called for a truce", "called on both to stop", "accused him of", "put the toll at 40"."""
    for k in kids_with(sentence, verb, "prep", "agent"):
        name = sentence.tokens[k].lemma
        inner = kids_with(sentence, k, "pobj", "pcomp")
        if k < verb or not inner:
            continue
        use = uses.before(name)
        if use is not None:
            tokens = {t for i in inner for t in subtree(sentence, i)}
            told_of = kids_with(sentence, verb, "dobj")
            if told_of and (
                name == "at" or use.status == "alleged"
            ):  # "put the toll at 40": the object is half of what is said
                tokens |= {k, *(t for o in told_of for t in subtree(sentence, o))}
            spans = runs(sentence, tokens)
            behind = (k,) if k == verb + 1 or sentence.tokens[k - 1].dep == "prt" else ()
            yield Content(way="preposition", use=use, spans=spans, head=inner[0], behind=behind)
            return
        asked = uses.before(f"{name}/to")
        infinitives = [
            x for x in kids_with(sentence, verb, "xcomp", "advcl") if shape_of(sentence, x) == "infinitive" and x > k
        ]
        if asked is not None and infinitives:
            tokens = {*subtree(sentence, infinitives[0]), *(t for i in inner for t in subtree(sentence, i))}
            yield Content(way="preposition", use=asked, spans=runs(sentence, tokens), head=infinitives[0], behind=(k,))
            return
    for o in kids_with(sentence, verb, "dobj"):  # "accused him of", the preposition hung on the object
        for k in kids_with(sentence, o, "prep"):
            use = uses.before(sentence.tokens[k].lemma)
            inner = kids_with(sentence, k, "pcomp") or kids_with(sentence, k, "pobj")
            if use is not None and inner and not uses.taking("object"):
                yield Content(way="preposition", use=use, spans=runs(sentence, subtree(sentence, o)), head=inner[0])
                return


def objects_of(sentence: Sentence, verb: int, uses: Uses) -> Iterator[Content]:
    """Read "announced a ceasefire", and in the passive "a ceasefire was announced"."""
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
        if sentence.tokens[k].lemma in use.unless:  # "denied entry"
            continue
        if sentence.tokens[k].tag not in {"WP", "WDT", "PRP"} or sentence.tokens[k].lemma in {"it", "them"}:
            yield Content(way="object", use=use, spans=runs(sentence, subtree(sentence, k)), head=k)
