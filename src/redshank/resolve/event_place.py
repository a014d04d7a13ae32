"""Where an act took place by the syntax around its word; never a name that means a state. The rest: scene.py."""

from collections.abc import Iterator, Sequence

from redshank.grammar import ancestors, conjuncts, kids_with
from redshank.lexicon.places import load_place_cues
from redshank.records import EventPlace, Place, Sentence

STANDING = frozenset(
    {"in", "at", "near", "inside", "within", "across", "throughout", "outside", "around", "off", "along"}
    | {"between", "aboard", "on", "through", "via", "beyond"}
)
MOVING = frozenset(["into", "onto", "to", "toward", "towards", "from", "over", "against"])
PLACING = STANDING | MOVING
# Where somebody speaks or decides is told by these alone: "imposed duties on barley from Australia", "warned of war
# over Niger" tell what is spoken of.
SPEAKING = frozenset(["in", "at", "near", "inside", "outside", "aboard"])
# "Bombed a plant under construction outside Baghdad": the place stands a step further down.
CIRCUMSTANCE = frozenset({"under", "during", "amid", "by"})
# "Shelled Kharkiv", "visited Rome": a literal object is where the act was.
OBJECTS = frozenset({"dobj", "nsubjpass"})
NOT_THERE = frozenset({"president", "government", "minister", "ambassador", "army", "company", "people", "force"})
FINENESS = {"point": 0, "city": 1, "admin2": 2, "admin1": 3, "region": 4, "sea": 4, "country": 5}


def place_of(sentence: Sentence, predicate: int, places: Sequence[Place], *, spoken: bool = False) -> EventPlace | None:
    """Return the place of the act whose word is token `predicate`, or None when the text does not say.

    Args:
        sentence: the sentence of the act.
        predicate: its token.
        places: all resolved places of the story.
        spoken: the act is one of words or of decision; only where it was spoken is its place.
    """
    inside = {k: p for p in places if (k := _token_of(sentence, p)) is not None and p.role in {"literal", "caption"}}
    for node in _nodes(sentence, predicate, spoken=spoken):
        under = _spoken_at(sentence, node) if spoken else _placed_under(sentence, node)
        found = [p for k in under if (p := inside.get(k)) is not None]
        if found:
            best = min(found, key=lambda p: (FINENESS.get(p.precision, 9), p.span))
            return EventPlace(place=best.id, name=best.name, basis="syntax")
    return None


def _token_of(sentence: Sentence, place: Place) -> int | None:
    """Return the last token of the place's name, if it stands in this sentence."""
    if not sentence.span.holds(place.span):
        return None
    return next((t.i for t in sentence.tokens if t.start < place.span.end <= t.end), None)


def _nodes(sentence: Sentence, predicate: int, *, spoken: bool) -> Iterator[int]:
    """Give the act's word, then the words above it whose places are the act's, too; of words, the verb of saying."""
    yield predicate
    at = predicate
    for above in ancestors(sentence, predicate):
        token = sentence.tokens[at]
        if (spoken and token.dep == "ccomp") or token.dep in {
            "xcomp",
            "dobj",
            "pobj",
            "prep",
            "conj",
            "acl",
            "pcomp",
            "nsubjpass",
            "attr",
        }:
            at = above
            if sentence.tokens[above].dep not in {"prep"}:
                yield above
            continue
        return


def _placed_under(sentence: Sentence, node: int) -> Iterator[int]:
    """Give the tokens that say where `node` is: its prepositional phrases, its literal object, their towns."""
    for k in sentence.kids[node]:
        token = sentence.tokens[k]
        if token.dep == "prep" and token.text.lower() in PLACING:
            yield from _objects(sentence, k)
        elif token.dep == "prep" and token.text.lower() in CIRCUMSTANCE:
            for thing in kids_with(sentence, k, "pobj"):
                yield from _inner(sentence, thing)
        elif token.dep in OBJECTS:
            for thing in conjuncts(sentence, k):
                yield from _with_apposed(sentence, thing)
                if sentence.tokens[node].lemma not in load_place_cues().telling:
                    yield from _inner(sentence, thing)
        elif token.dep == "advcl" and token.tag == "VBN" and k < node:
            yield from _placed_under(sentence, k)
        elif token.dep in {"advmod", "npadvmod"}:
            yield k


def _spoken_at(sentence: Sentence, node: int) -> Iterator[int]:
    """Give the tokens that say where somebody spoke: "said in Minsk", "talks in Rome", "the cabinet in Oslo"."""
    for k in sentence.kids[node]:
        token = sentence.tokens[k]
        if token.dep == "prep" and token.text.lower() in SPEAKING:
            yield from _objects(sentence, k)
        elif token.dep == "prep" and token.text.lower() in CIRCUMSTANCE | {"after", "following"}:
            for thing in kids_with(sentence, k, "pobj"):
                if sentence.tokens[thing].lemma in load_place_cues().occasions:
                    yield from _inner(sentence, thing)
        elif token.dep in OBJECTS and token.lemma in load_place_cues().occasions:
            yield from _inner(sentence, k)
        elif token.dep in {"nsubj", "agent"}:
            for prep in kids_with(sentence, k, "prep"):
                if sentence.tokens[prep].text.lower() in {"in", "at"}:
                    yield from _objects(sentence, prep)
        elif token.dep in {"advmod", "npadvmod"}:
            yield k


def _objects(sentence: Sentence, prep: int) -> Iterator[int]:
    for k in sentence.kids[prep]:
        token = sentence.tokens[k]
        if token.dep == "pobj":
            for thing in conjuncts(sentence, k):
                yield from _with_apposed(sentence, thing)
                yield from _inner(sentence, thing)
        elif token.dep in {"prep", "pcomp"}:
            yield from _objects(sentence, k)


def _with_apposed(sentence: Sentence, k: int) -> Iterator[int]:
    yield k
    for below in sentence.kids[k]:
        if sentence.tokens[below].dep in {"appos", "npadvmod"}:
            yield below


def _inner(sentence: Sentence, noun: int, depth: int = 0) -> Iterator[int]:
    """Give what lies inside a noun phrase: "a checkpoint near Kirkuk", "the outskirts of Aleppo"."""
    if sentence.tokens[noun].lemma in NOT_THERE or depth > 2:
        return
    for k in sentence.kids[noun]:
        token = sentence.tokens[k]
        if token.dep == "prep" and (token.text.lower() in PLACING or token.text.lower() in {"of", "under"}):
            for below in sentence.kids[k]:
                if sentence.tokens[below].dep == "pobj":
                    yield from _with_apposed(sentence, below)
                    yield from _inner(sentence, below, depth + 1)
        elif token.dep in {"poss", "compound", "nmod"}:
            yield k
        elif token.dep == "acl":  # "at the meeting, held in Lima"
            for below in sentence.kids[k]:
                if sentence.tokens[below].dep == "prep" and sentence.tokens[below].text.lower() in PLACING:
                    yield from _objects(sentence, below)
