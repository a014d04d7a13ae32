"""Tell what happened from what was planned, attempted, denied or only said: one walk up from the predicate."""

from collections.abc import Iterator

import msgspec

from redshank.grammar.arguments import ARGUMENT, argument
from redshank.grammar.form import CONDITION, is_finite, is_infinitive, is_nominal, mark_of, modal_of, shared_infinitive
from redshank.grammar.governed import governed
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing_record import Standing
from redshank.grammar.tree import first_conjunct, is_verb, kids_with
from redshank.lexicon.cues import CueEntry, Cues
from redshank.records import Sentence

__all__ = ["Standing", "own_standing", "standing"]

CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "conj", "parataxis", "csubj", "dep"})
# Words that open a clause of time; beside a coming act its present tense is still to come.
TIMES = frozenset({"when", "once", "until", "after", "before"})
PRESENT = frozenset({"VBZ", "VBP"})


def standing(sentence: Sentence, i: int, cues: Cues) -> Standing:
    """Return the standing of the predicate at `i` (a verb, or a noun read as an act).

    Args:
        sentence: the parsed sentence.
        i: the predicate's token.
        cues: the governing words of data/statuses.toml.
    """
    found = own_standing(sentence, i, cues)
    below = i
    for above, relation in _climb(sentence, i, cues):
        found = _pass(sentence, below, above, relation, found, cues)
        below = above
    return found


def _climb(sentence: Sentence, i: int, cues: Cues) -> Iterator[tuple[int, str]]:
    """Give each predicate above, with the relation that leads to it: a label, or a preposition."""
    at = i
    for _ in range(len(sentence.tokens)):
        step = _noun_step(sentence, at, cues) if is_nominal(sentence, at) else _clause_step(sentence, at, cues)
        if step is None:
            return
        at, relation = step
        if relation:
            yield at, relation


def _noun_step(sentence: Sentence, at: int, cues: Cues) -> tuple[int, str] | None:
    """Lead from a noun to what it is an argument of; "a series of raids" stands where "series" stands."""
    token = sentence.tokens[_joined_to(sentence, at)]
    head = token.head
    if head == token.i:
        return None
    if token.dep in ARGUMENT:
        return head, token.dep
    if token.dep == "pobj":
        above = sentence.tokens[head]
        if above.head == head:
            return None
        if above.lemma in {"of", "in"} and _is_series(sentence, above.head, cues):
            return above.head, ""
        return above.head, f"prep {above.lemma}"
    if token.dep in CLAUSAL - {"conj"}:
        return head, token.dep
    return None if token.dep in {"appos", "npadvmod", "nmod"} else (head, "beside")


def _joined_to(sentence: Sentence, at: int) -> int:
    """Return the noun that this one is joined to, past a name between them: "a march on X and a blockade"."""
    first = first_conjunct(sentence, at)
    if is_verb(sentence, first) and first != at:  # joined to the verb by the parser: "lifted the curfew and the ban"
        objects = [k for k in kids_with(sentence, first, "dobj", "nsubjpass") if k < at]
        first = objects[-1] if objects else first
    common = sentence.tokens[at].tag in {"NN", "NNS"} and at != first
    while common and sentence.tokens[first].dep == "pobj" and _only_between(sentence, first, at):
        preposition = sentence.tokens[sentence.tokens[first].head]
        above = preposition.head
        if above == preposition.i or not is_nominal(sentence, above):
            break
        first = first_conjunct(sentence, above)
    if sentence.tokens[first].dep == "appos" and sentence.tokens[first].tag in {"NN", "NNS"}:
        first = first_conjunct(sentence, sentence.tokens[first].head)  # "the theft, the flogging and the sale"
    return first


def _only_between(sentence: Sentence, first: int, at: int) -> bool:
    """Say whether the first noun is a name, or both nouns are owned: "its hold of the hill and its patrols"."""
    if sentence.tokens[first].tag in {"NNP", "NNPS"}:
        return True
    owned = any(sentence.tokens[k].tag == "PRP$" for k in sentence.kids[at])
    return owned and not any(sentence.tokens[k].tag == "PRP$" for k in sentence.kids[first])


def _is_series(sentence: Sentence, i: int, cues: Cues) -> bool:
    """Say whether the noun only counts what follows: "a wave of raids", "$95 million in aid"."""
    return sentence.tokens[i].lemma in cues.series or sentence.tokens[i].tag == "CD"


def _clause_step(sentence: Sentence, at: int, cues: Cues) -> tuple[int, str] | None:
    token = sentence.tokens[at]
    if token.dep in {"relcl", "acl"} and (step := _clause_on_noun(sentence, at, cues)) is not None:
        return step
    if token.head == at or token.dep == "relcl" or (token.dep == "pcomp" and is_finite(sentence, at)):
        return None  # a finite clause about a noun stands by itself
    if token.dep == "pcomp":
        above = sentence.tokens[token.head]
        at = above.head
        over = sentence.tokens[at]
        if above.lemma in {"of", "from", "for"} and over.dep == "dobj":  # "accused them of stealing"
            at = over.head
        return (at, f"gerund {above.lemma}") if above.head != above.i else None
    if (shared := shared_infinitive(sentence, at)) is not None:
        return shared, "xcomp"
    if token.dep == "conj" and mark_of(sentence, at) == "that":  # "said he would go, and that they would follow"
        first = sentence.tokens[first_conjunct(sentence, at)]
        return (first.head, first.dep) if first.dep in CLAUSAL and first.head != first.i else (token.head, "conj")
    return token.head, token.dep if token.dep in CLAUSAL else "beside"


def _clause_on_noun(sentence: Sentence, at: int, cues: Cues) -> tuple[int, str] | None:
    """Lead on from a clause that the parser hung on a noun: "the story that it fired", "exhorted men to go"."""
    token = sentence.tokens[at]
    noun = sentence.tokens[token.head]
    known = cues.of(noun.lemma, noun.tag) is not None
    if token.dep == "relcl":
        own = [k for k in kids_with(sentence, at, "nsubj", "nsubjpass") if sentence.tokens[k].tag not in {"WDT", "WP"}]
        told = known and bool(own) and mark_of(sentence, at) == "that"
        return (noun.i, "acl") if told else None
    if known or not is_infinitive(sentence, at) or noun.dep not in {"dobj", "dative"} or noun.head == noun.i:
        return None
    entry = cues.of(sentence.tokens[noun.head].lemma, sentence.tokens[noun.head].tag)
    return (noun.head, "xcomp") if entry is not None and entry.id in ASKS else None


ASKS = frozenset({"request", "demand", "tell", "warn"})


def _pass(sentence: Sentence, below: int, above: int, relation: str, found: Standing, cues: Cues) -> Standing:
    """Carry a standing from one predicate to the one above it."""
    if relation == "conj":
        if mark_of(sentence, below) != "that":
            return found
        relation = "ccomp"  # "said he saw no need, but that planes could be sent": a second thing said
    if relation == "acl" and not is_infinitive(sentence, below) and mark_of(sentence, below) == "":
        return msgspec.structs.replace(found, loose=True)  # "the men held at the port"
    if relation == "advcl":
        return _adverbial(sentence, below, above, found, cues)
    if is_nominal(sentence, below) and relation not in CLAUSAL:
        return argument(sentence, below, above, relation, found, cues)
    token = sentence.tokens[above]
    if relation.startswith("gerund "):
        entry = cues.over_noun(f"{token.lemma} {relation[7:]}")
        if entry is None and is_infinitive(sentence, below):  # "pleaded with both to ground their jets"
            entry = _entry(sentence, above, cues)
        if entry is None:
            return msgspec.structs.replace(found, loose=True)
        return governed(sentence, below, above, "pcomp", found, entry, cues)
    if relation == "beside":
        return found
    return governed(sentence, below, above, relation, found, _entry(sentence, above, cues), cues)


def _entry(sentence: Sentence, above: int, cues: Cues) -> CueEntry | None:
    """Return the class of a governing word, its particle counted: "rule out", "call off"."""
    token = sentence.tokens[above]
    for k in kids_with(sentence, above, "prt", "prep", "advmod"):
        found = cues.of(f"{token.lemma} {sentence.tokens[k].lemma}", token.tag)
        if found is not None and k > above:
            return found
    if token.lemma == "be":  # "it is imperative that they leave"
        for k in kids_with(sentence, above, "acomp", "attr"):
            if (found := cues.of(sentence.tokens[k].lemma, "JJ")) is not None:
                return found
    entry = cues.of(token.lemma, token.tag)
    if entry is None and token.tag in {"VBN", "VBD"}:  # "poised to", which the parser takes for a verb
        entry = cues.of(token.text.lower(), "JJ")
    return entry


def _beside_gerund(sentence: Sentence, below: int, above: int) -> str:
    """Return the preposition of a gerund before this one: "accused him of rigging the count, jailing his rivals"."""
    for k in kids_with(sentence, above, "prep", "dobj"):
        for p in (k, *kids_with(sentence, k, "prep")):
            series = sentence.tokens[p].lemma in {"of", "for", "with"}
            if series and any(sentence.tokens[g].tag == "VBG" and g < below for g in kids_with(sentence, p, "pcomp")):
                return sentence.tokens[p].lemma
    return ""


def _adverbial(sentence: Sentence, below: int, above: int, found: Standing, cues: Cues) -> Standing:
    mark = mark_of(sentence, below)
    if found.deed in {"demanded", "threatened"} and found.governor is None:  # "Free the poets, the group warned"
        entry = cues.of(sentence.tokens[above].lemma, sentence.tokens[above].tag)
        asks = found.deed == "demanded" and entry is not None and entry.id == "request"
        return msgspec.structs.replace(found, deed="requested" if asks else found.deed, loose=True)
    if sentence.tokens[below].tag == "VBG" and (of := _beside_gerund(sentence, below, above)):
        entry = cues.over_noun(f"{sentence.tokens[above].lemma} {of}")
        if entry is not None:
            return governed(sentence, below, above, "pcomp", found, entry, cues)
    if found.governor is not None and mark not in CONDITION:
        return msgspec.structs.replace(found, loose=True)
    compared = any(sentence.tokens[k].lemma == "as" and k < below for k in kids_with(sentence, below, "advmod", "mark"))
    if mark in CONDITION or (mark == "though" and compared):
        return _unreal(found, min(found.factuality, cues.value("if")), f"{mark}-clause")
    timed = _timed(sentence, below, above, mark, found, cues) if mark in TIMES else None
    if timed is not None:
        return timed
    asking = _entry(sentence, above, cues) if is_infinitive(sentence, below) else None
    if asking is not None and asking.id in ASKS and kids_with(sentence, above, "dobj"):
        return governed(sentence, below, above, "xcomp", found, asking, cues)  # "petitioned the court to free them"
    if is_infinitive(sentence, below) and found.status == "happened":
        return _unreal(found, cues.value("purpose"), "purpose")
    return msgspec.structs.replace(found, loose=True)


def _timed(sentence: Sentence, below: int, above: int, mark: str, found: Standing, cues: Cues) -> Standing | None:
    """What a clause of time says of its own verb: kept from happening, still to come, or (None) nothing."""
    if mark == "before" and modal_of(sentence, below) == "possible":  # "made safe before it could go off"
        return _prevented(found, cues.value("not_possible"))
    if found.status != "happened" or not is_verb(sentence, above):
        return None
    stopping = cues.over_noun(sentence.tokens[above].lemma)
    if mark == "before" and stopping is not None and stopping.factuality < 0:  # "stopped before it crossed"
        return _prevented(found, cues.value("not_finite"))
    present = sentence.tokens[below].tag in PRESENT or any(
        sentence.tokens[k].tag in PRESENT for k in kids_with(sentence, below, "aux", "auxpass")
    )
    if present and (mark == "until" or modal_of(sentence, above) in {"future", "would"}):
        return _unreal(found, cues.value("when_coming"), f"{mark}-clause")
    return None


def _unreal(found: Standing, factuality: float, why: str) -> Standing:
    return msgspec.structs.replace(found, status="hypothetical", factuality=factuality, why=why, loose=True)


def _prevented(found: Standing, factuality: float) -> Standing:
    return msgspec.structs.replace(
        found, status="negated", negated=True, factuality=factuality, why="before", loose=True
    )
