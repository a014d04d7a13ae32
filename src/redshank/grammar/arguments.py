"""How a noun stands under what it is an argument of: "denied the attack", "the threat of war", "talks failed"."""

import msgspec

from redshank.grammar.form import preposition_over
from redshank.grammar.governed import TELLING, govern, unit
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing_record import DONE, Standing
from redshank.grammar.tree import first_conjunct, is_noun, is_verb, kids_with
from redshank.lexicon.cues import CueEntry, Cues
from redshank.records import Sentence

ARGUMENT = frozenset({"dobj", "nsubjpass", "attr", "oprd", "nsubj"})
ASKING = frozenset({"request", "demand", "offer", "promise", "threaten"})
POINTED = frozenset({"the", "this", "that", "these", "those"})


def argument(sentence: Sentence, below: int, above: int, relation: str, found: Standing, cues: Cues) -> Standing:
    """A noun under a word: "denied the attack", "plans for a visit", "talks will be held", "no talks were held"."""
    token = sentence.tokens[above]
    preposition = relation[5:] if relation.startswith("prep ") else ""
    if relation == "beside" or found.loose:
        return msgspec.structs.replace(found, loose=True)
    alone = not kids_with(sentence, above, "xcomp", "ccomp", "dobj")
    if relation == "nsubj":
        entry = _went(sentence, above, cues) if alone else None
        entry = entry or _state_of_subject(sentence, above, cues)
    else:
        entry = _over(sentence, above, preposition, cues)
    if entry is not None and entry.id == "end" and sentence.tokens[below].lemma in cues.flows:
        entry = cues.named("suspend")  # "stopped deliveries"
    if entry is not None and entry.outcome and is_noun(sentence, above) and not _comes_about(sentence, above, cues):
        return msgspec.structs.replace(found, loose=True)  # "demanded an end to the raids": they go on
    own = cues.of(sentence.tokens[below].lemma, "NN")
    if entry is not None and entry.id == "refuse" and own is not None and own.id in ASKING:
        return msgspec.structs.replace(found, loose=True)  # "rejected the plea": the pleading took place
    entry = unit(sentence, above, entry, cues) if entry is not None else None
    if entry is not None and (entry.id in TELLING or entry.id == "truth"):
        entry = None
    if entry is not None and (found.governor is None and found.status in DONE):
        return govern(sentence, below, above, found, entry, cues)
    if not is_verb(sentence, above):
        return msgspec.structs.replace(found, loose=_is_pointed(sentence, below))
    carrying = own_standing(sentence, above, cues)
    there = bool(kids_with(sentence, above, "expl"))
    light = not preposition and token.lemma in cues.light and (token.lemma != "be" or relation != "nsubj" or there)
    if light and found.governor is None and not found.negated and not _presupposed(sentence, below, carrying):
        return msgspec.structs.replace(carrying, why=f"{carrying.why}, light verb {token.text!r}")
    if _is_pointed(sentence, below) or relation == "nsubj":
        return msgspec.structs.replace(found, loose=True)
    coming = carrying.modal is not None or carrying.status == "hypothetical"
    if coming and found.status == "happened" and found.governor is None:
        return msgspec.structs.replace(
            carrying,
            negated=False,
            factuality=abs(carrying.factuality),
            why=f"{carrying.why}, object of {token.text!r}",
        )
    return found


def _over(sentence: Sentence, above: int, preposition: str, cues: Cues) -> CueEntry | None:
    """Return the class of the word above a noun: with its particle, with its preposition, or with a fixed phrase."""
    token = sentence.tokens[above]
    if preposition:
        return cues.over_noun(f"{token.lemma} {preposition}")
    for k in kids_with(sentence, above, "prt", "advmod"):
        if k > above and (found := cues.over_noun(f"{token.lemma} {sentence.tokens[k].lemma}")) is not None:
            return found
    for k in kids_with(sentence, above, "prep"):  # "put on hold"
        for n in kids_with(sentence, k, "pobj"):
            found = cues.over_noun(f"{token.lemma} {sentence.tokens[k].lemma} {sentence.tokens[n].lemma}")
            if found is not None:
                return found
    return cues.over_noun(token.lemma)


def _went(sentence: Sentence, above: int, cues: Cues) -> CueEntry | None:
    """Return the class of a verb that says how its subject went: "failed", "died down", "ground to a halt"."""
    lemma = sentence.tokens[above].lemma
    for k in kids_with(sentence, above, "prt", "advmod", "prep"):
        word = sentence.tokens[k].lemma
        deeper = [f"{lemma} {word} {sentence.tokens[n].lemma}" for n in kids_with(sentence, k, "pobj")]
        for key in (*deeper, f"{lemma} {word}"):
            if k > above and (found := cues.over_subject(key)) is not None:
                return found
    return cues.over_subject(lemma)


STAYS = frozenset({"be", "remain", "stay", "stand", "lie"})


def _state_of_subject(sentence: Sentence, above: int, cues: Cues) -> CueEntry | None:
    """Return the class of a participle that the parser took for an adjective: "the grants are frozen"."""
    if sentence.tokens[above].lemma not in STAYS:
        return None
    for k in kids_with(sentence, above, "prep"):  # "is in force", "are on hold"
        for n in kids_with(sentence, k, "pobj"):
            phrase = cues.over_noun(f"be {sentence.tokens[k].lemma} {sentence.tokens[n].lemma}")
            if phrase is not None:
                return phrase
    for k in kids_with(sentence, above, "acomp", "attr", "advmod", "prt", "oprd", "prep"):
        word = sentence.tokens[k]
        if word.tag[:2] not in {"JJ", "VB", "RB", "RP", "IN"} or kids_with(sentence, k, "pobj"):
            continue
        found = cues.over_noun(word.lemma) or cues.of(word.text.lower(), "JJ")
        if found is not None:
            return found if found.outcome else None
    return None


def _comes_about(sentence: Sentence, noun: int, cues: Cues) -> bool:
    """Say whether a verb tells that the noun's act was done: "announced the suspension of"."""
    token = sentence.tokens[first_conjunct(sentence, noun)]
    verb = token.head
    return (
        token.dep in ARGUMENT
        and is_verb(sentence, verb)
        and sentence.tokens[verb].lemma in cues.light
        and own_standing(sentence, verb, cues).status in DONE
    )


def _presupposed(sentence: Sentence, noun: int, own: Standing) -> bool:
    """Say whether the verb denies another noun: "gave no reason for the expulsions"."""
    return own.negated and preposition_over(sentence, noun) != ""


def _is_pointed(sentence: Sentence, noun: int) -> bool:
    """Say whether the noun points at what is known: "the raid", "its raid", "Friday's raid"."""
    return any(
        sentence.tokens[k].dep == "poss" or sentence.tokens[k].lemma in POINTED for k in sentence.kids[noun] if k < noun
    )
