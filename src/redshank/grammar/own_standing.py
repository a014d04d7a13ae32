"""How a predicate stands by itself: tense, modal, negation, adverbs; of a noun, what stands beside it."""

import msgspec

from redshank.grammar.clause import is_passive
from redshank.grammar.form import (
    condition_of,
    denies_noun,
    is_counterfactual,
    is_imperative,
    is_inverted_condition,
    is_negated,
    is_or_else,
    is_over,
    is_past_perfect,
    is_question,
    is_scheduled,
    modal_of,
    seat,
)
from redshank.grammar.standing_record import DONE, Standing
from redshank.grammar.tree import is_noun, kids_with
from redshank.lexicon.cues import Cues
from redshank.records import Sentence

MODALS = {
    "future": ("planned", "future"),
    "would": ("planned", "would"),
    "possible": ("hypothetical", "possible"),
    "necessary": ("hypothetical", "necessary"),
}


def own_standing(sentence: Sentence, i: int, cues: Cues) -> Standing:
    """Read the predicate's own auxiliaries, negation, modal and condition."""
    if is_noun(sentence, i):
        return _own_noun(sentence, i, cues)
    at = seat(sentence, i)
    if at != i:
        return own_standing(sentence, at, cues)
    negated = is_negated(sentence, i)
    status, factuality, why, modal = _tensed(sentence, i, negated, cues)
    condition = condition_of(sentence, i)
    if condition is not None and modal is not None:
        factuality = min(factuality, cues.value("condition"))
    hedge = _adverb(sentence, i, cues)
    if hedge is not None and not negated and status in DONE:
        return msgspec.structs.replace(hedge, past_perfect=is_past_perfect(sentence, i))
    deed = ""
    if why == "imperative":
        deed = "threatened" if is_or_else(sentence, i) else "demanded"
    if negated and modal in {"future", "would"} and not is_passive(sentence, i):
        deed = "refused"  # "will not extradite the banker": his own act
    return Standing(
        status="negated" if negated else status,
        deed=deed,
        factuality=factuality,
        negated=negated,
        modal=modal,
        condition=condition,
        past_perfect=is_past_perfect(sentence, i),
        why="negated " + why if negated else why,
    )


def _tensed(sentence: Sentence, i: int, negated: bool, cues: Cues) -> tuple[str, float, str, str | None]:
    """Return (status, factuality, why, modal) by tense, aspect, modal and question."""
    token = sentence.tokens[i]
    modal = modal_of(sentence, i)
    aux = {sentence.tokens[k].lemma for k in kids_with(sentence, i, "aux")}
    if modal is not None and is_counterfactual(sentence, i) and not negated:
        return "hypothetical", cues.value("counterfactual"), "would have", modal
    if is_inverted_condition(sentence, i):
        return "hypothetical", cues.value("if"), "inverted condition", modal
    if modal is not None:
        status, why = MODALS[modal]
        return status, cues.value(f"not_{modal}" if negated else modal), why, modal
    alone = token.head == i or (token.dep != "pcomp" and bool(kids_with(sentence, i, "nsubj")))
    if token.tag == "VB" and "to" in aux and alone:
        return "planned", cues.value("not_future" if negated else "headline_future"), "headline future", "future"
    if token.tag in {"VBZ", "VBP"} and token.lemma in cues.states and not negated:
        return "ongoing", cues.value("finite"), "lasting present", None
    if is_imperative(sentence, i):
        return "hypothetical", cues.value("imperative"), "imperative", None
    if is_scheduled(sentence, i):
        return "planned", cues.value("future"), "scheduled", None
    if is_over(sentence, i):
        return "ended", cues.value("over"), "no longer", None
    if is_question(sentence, i):
        return "hypothetical", cues.value("question"), "question", None
    being = any(sentence.tokens[k].tag == "VBG" for k in kids_with(sentence, i, "auxpass"))
    if being or (token.tag == "VBG" and "be" in aux):  # "are digging", "are being questioned"
        return "ongoing", cues.value("not_finite" if negated else "finite"), "progressive", None
    return "happened", cues.value("not_finite" if negated else "finite"), "finite", None


def _adverb(sentence: Sentence, i: int, cues: Cues) -> Standing | None:
    """Read "reportedly", "nearly", "perhaps" beside the predicate."""
    for k in kids_with(sentence, i, "advmod", "amod"):
        entry = cues.adverb(sentence.tokens[k].lemma)
        if entry is not None:
            return Standing(
                status=entry.status,
                deed=entry.deed,
                factuality=entry.factuality,
                why=f"{entry.id}: {sentence.tokens[k].text!r}",
            )
    return None


def _own_noun(sentence: Sentence, i: int, cues: Cues) -> Standing:
    if denies_noun(sentence, i):
        return Standing(
            status="negated",
            factuality=cues.value("not_finite"),
            negated=True,
            why="no " + sentence.tokens[i].text,
        )
    for k in kids_with(sentence, i, "amod", "acl", "compound"):
        token = sentence.tokens[k]
        entry = cues.of(token.lemma, "JJ") or cues.of(token.text.lower(), "JJ") if token.dep == "amod" else None
        if entry is None and token.tag in {"VBN", "VBD", "JJ"}:  # "the foiled raid", "a raid foiled by villagers"
            entry = cues.over_noun(token.lemma)
        if entry is not None and entry.status:
            return Standing(
                status=entry.status, deed=entry.deed, factuality=entry.factuality, why=f"{token.text!r} noun"
            )
    return Standing(why="noun", factuality=cues.value("noun"))
