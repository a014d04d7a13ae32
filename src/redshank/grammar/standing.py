"""Tell what happened from what was planned, attempted, denied or only said: one walk up from the predicate."""

from collections.abc import Iterator

import msgspec

from redshank.grammar.clause import is_passive
from redshank.grammar.tree import first_conjunct, is_noun, is_verb, kids_with
from redshank.lexicon.cues import CueEntry, Cues
from redshank.records import Sentence

NEGATIVE = frozenset({"not", "never", "n't", "hardly", "scarcely"})
FUTURE = frozenset({"will", "shall"})
POSSIBLE = frozenset({"may", "might", "can", "could"})
NECESSARY = frozenset({"must", "should", "ought"})
CONDITION = frozenset({"if", "unless", "whether", "provided", "providing", "lest"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "conj", "parataxis", "csubj", "dep"})


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a predicate stands between happened and did not happen."""

    status: str = "happened"
    factuality: float = 3.0
    negated: bool = False
    modal: str | None = None  # future | possible | necessary | would
    speech: int | None = None  # the verb of saying above, if there is one
    governor: int | None = None  # the nearest governing word that set the status
    condition: int | None = None  # head of an if-clause
    past_perfect: bool = False
    why: str = "finite past or present"


def standing(sentence: Sentence, i: int, cues: Cues) -> Standing:
    """Return the standing of the predicate at `i` (a verb, or a noun read as an act).

    Args:
        sentence: the parsed sentence.
        i: the predicate's token.
        cues: the governing words of data/statuses.toml.
    """
    found = _own(sentence, i, cues)
    below = i
    for above, relation in _climb(sentence, i):
        found = _pass(sentence, below, above, relation, found, cues)
        below = above
    return found


def _own(sentence: Sentence, i: int, cues: Cues) -> Standing:
    """Read the predicate's own auxiliaries, negation, modal and condition."""
    if is_noun(sentence, i):
        return _own_noun(sentence, i, cues)
    token = sentence.tokens[i]
    # "must be ready": the modal and the negation of a predicate adjective stand on its copula.
    if not is_verb(sentence, i) and token.dep in {"acomp", "oprd"} and is_verb(sentence, token.head):
        return _own(sentence, token.head, cues)
    modal = modal_of(sentence, i)
    negated = is_negated(sentence, i)
    condition = next((k for k in kids_with(sentence, i, "advcl") if _mark(sentence, k) in CONDITION), None)
    perfect = any(
        sentence.tokens[k].lemma == "have" and sentence.tokens[k].tag == "VBD" for k in kids_with(sentence, i, "aux")
    )
    status, factuality, why = "happened", 3.0, "finite"
    aux = [sentence.tokens[k].lemma for k in kids_with(sentence, i, "aux")]
    if modal == "future":
        status, factuality, why = "planned", 1.5, "future"
    elif modal == "would":
        status, factuality, why = "planned", 1.0, "would"
    elif modal == "possible":
        status, factuality, why = "hypothetical", 0.5, "possible"
    elif modal == "necessary":
        status, factuality, why = "hypothetical", 0.3, "necessary"
    elif token.tag == "VB" and "to" in aux and (token.head == i or kids_with(sentence, i, "nsubj")):
        status, factuality, why, modal = "planned", 1.5, "headline future", "future"
    elif sentence.tokens[i].tag == "VBG" and "be" in aux:
        status, why = "ongoing", "progressive"
    if condition is not None and modal is not None:
        factuality = min(factuality, 0.5)
    if negated:
        status, factuality = "negated", -factuality
        why = "negated " + why
    return Standing(
        status=status,
        factuality=factuality,
        negated=negated,
        modal=modal,
        condition=condition,
        past_perfect=perfect,
        why=why,
    )


def _own_noun(sentence: Sentence, i: int, cues: Cues) -> Standing:
    negated = any(sentence.tokens[k].lemma in {"no", "neither"} for k in kids_with(sentence, i, "det", "neg"))
    if negated:
        return Standing(status="negated", factuality=-3.0, negated=True, why="no " + sentence.tokens[i].text)
    for k in kids_with(sentence, i, "amod"):
        entry = cues.of(sentence.tokens[k].lemma, "JJ")
        if entry is not None and entry.status:
            return Standing(status=entry.status, factuality=entry.factuality, why=f"{sentence.tokens[k].text!r} noun")
    return Standing(why="noun")


def modal_of(sentence: Sentence, i: int) -> str | None:
    """Return the class of the verb's modal; conjoined bare verbs share the first one's."""
    for k in kids_with(sentence, i, "aux"):
        lemma = sentence.tokens[k].lemma
        if lemma in FUTURE:
            return "future"
        if lemma == "would":
            return "would"
        if lemma in POSSIBLE:
            return "possible"
        if lemma in NECESSARY:
            return "necessary"
    token = sentence.tokens[i]
    if token.dep == "conj" and token.tag == "VB" and token.head != i:
        return modal_of(sentence, first_conjunct(sentence, i))
    if token.dep == "xcomp" and token.head != i:
        head = sentence.tokens[token.head]
        if (head.lemma == "go" and head.tag == "VBG") or (head.lemma == "be" and head.tag in {"VBZ", "VBP", "VBD"}):
            return "future"
    return None


def is_negated(sentence: Sentence, i: int) -> bool:
    """Say whether the verb itself is negated; "not only" is no negation."""
    for k in kids_with(sentence, i, "neg", "advmod", "preconj"):
        if sentence.tokens[k].lemma in NEGATIVE and not _only(sentence, k):
            return True
    for k in kids_with(sentence, i, "nsubj", "nsubjpass", "dobj"):
        if sentence.tokens[k].lemma in {"nobody", "none", "nothing"} or any(
            sentence.tokens[d].lemma in {"no", "neither"} for d in kids_with(sentence, k, "det", "neg")
        ):
            return True
    return any(_mark_prep(sentence, i) == w for w in ("without", "instead"))


def _only(sentence: Sentence, k: int) -> bool:
    following = sentence.tokens[k + 1].lemma if k + 1 < len(sentence.tokens) else ""
    return following in {"only", "just", "merely"}


def _mark(sentence: Sentence, i: int) -> str:
    for k in kids_with(sentence, i, "mark", "advmod"):
        if sentence.tokens[k].dep == "mark" or sentence.tokens[k].tag == "WRB":
            return sentence.tokens[k].lemma
    return ""


def _mark_prep(sentence: Sentence, i: int) -> str:
    token = sentence.tokens[i]
    if token.dep == "pcomp" and token.head != i:
        return sentence.tokens[token.head].lemma
    return ""


def _climb(sentence: Sentence, i: int) -> Iterator[tuple[int, str]]:
    """Give each predicate above, with the relation that leads to it."""
    at = i
    relation = sentence.tokens[i].dep
    for _ in range(len(sentence.tokens)):
        token = sentence.tokens[at]
        if token.head == at:
            return
        if token.tag in {"VBD", "VBZ", "VBP"} and token.dep in {"relcl", "pcomp"}:
            return  # a finite clause about a noun stands by itself
        if relation in {"", "dep"} or token.dep in CLAUSAL or relation == "noun":
            relation = token.dep
        at = token.head
        if is_verb(sentence, at) or is_noun(sentence, at) or sentence.tokens[at].tag.startswith("JJ"):
            yield at, relation if relation in CLAUSAL else "argument"
            relation = ""


def _pass(sentence: Sentence, below: int, above: int, relation: str, found: Standing, cues: Cues) -> Standing:
    """Carry a standing from one predicate to the one above it."""
    if relation == "conj":
        if _mark(sentence, below) != "that":
            return found
        relation = "ccomp"  # "said he saw no need, but that planes could be sent": a second thing said
    if relation in {"relcl"}:
        return found
    if relation == "advcl":
        return _adverbial(sentence, below, found)
    if relation == "argument" and not (is_noun(sentence, below) and is_verb(sentence, above)):
        return found
    if found.governor is not None and relation == "argument":
        return found
    entry = cues.of(sentence.tokens[above].lemma, sentence.tokens[above].tag)
    if relation == "argument":
        failed = entry is not None and entry.id == "fail" and sentence.tokens[below].dep == "nsubj"
        return found if failed else _argument(sentence, above, found, entry, cues)
    return _governed(sentence, below, above, relation, found, entry, cues)


def _adverbial(sentence: Sentence, below: int, found: Standing) -> Standing:
    mark = _mark(sentence, below)
    if mark in CONDITION:
        return msgspec.structs.replace(
            found, status="hypothetical", factuality=min(found.factuality, 0.3), why=f"{mark}-clause"
        )
    infinitive = any(sentence.tokens[k].lemma == "to" for k in kids_with(sentence, below, "aux"))
    if infinitive and found.status == "happened":
        return msgspec.structs.replace(found, status="hypothetical", factuality=0.5, why="purpose")
    return found


def _argument(sentence: Sentence, above: int, found: Standing, entry: CueEntry | None, cues: Cues) -> Standing:
    """A noun under a verb: "denied the attack", "planned a visit", "talks will be held", "no talks were held"."""
    negated = is_negated(sentence, above)
    if entry is not None and entry.id in {"deny", "plan", "wish", "attempt", "allege", "fail"}:
        status = entry.negated_status if negated and entry.negated_status else entry.status
        factuality = entry.negated_factuality if negated and entry.negated_status else entry.factuality
        return msgspec.structs.replace(
            found, status=status, factuality=factuality, governor=above, why=f"under {sentence.tokens[above].text!r}"
        )
    if sentence.tokens[above].lemma in cues.light:
        own = _own(sentence, above, cues)
        return msgspec.structs.replace(
            own, governor=found.governor, why=f"{own.why}, light verb {sentence.tokens[above].text!r}"
        )
    return found


def _governed(
    sentence: Sentence, below: int, above: int, relation: str, found: Standing, entry: CueEntry | None, cues: Cues
) -> Standing:
    """A clause under a governing word: "plans to", "denied that", "the threat to", "is ready to"."""
    token = sentence.tokens[above]
    if entry is None:
        if relation == "xcomp" and found.status == "happened" and _infinitive(sentence, below):
            if token.lemma == "have" and is_verb(sentence, above):  # "has to free them", "would have to buy"
                return msgspec.structs.replace(
                    found, status="hypothetical", factuality=0.3, modal="necessary", governor=above, why="have to"
                )
            if token.lemma == "use" and not is_passive(sentence, above) and token.tag == "VBD":
                return msgspec.structs.replace(found, governor=above, why="used to")
            if (is_verb(sentence, above) and token.lemma == "be") or (token.lemma == "go" and token.tag == "VBG"):
                return msgspec.structs.replace(
                    found, status="planned", factuality=1.5, governor=above, why=f"{token.text!r} to"
                )
            return msgspec.structs.replace(
                found, status="hypothetical", factuality=0.5, governor=above, why=f"infinitive under {token.text!r}"
            )
        if relation == "acl" and _infinitive(sentence, below) and found.status == "happened":
            return msgspec.structs.replace(
                found, status="hypothetical", factuality=0.5, governor=above, why=f"infinitive under {token.text!r}"
            )
        return _above_modal(sentence, above, found, cues)
    if entry.id == "speech":
        speech = above if found.speech is None else found.speech
        if (
            relation == "xcomp"
            and _infinitive(sentence, below)
            and found.governor is None
            and not is_passive(sentence, above)
        ):
            return msgspec.structs.replace(
                found, status="planned", factuality=1.0, speech=speech, why=f"infinitive under {token.text!r}"
            )
        return msgspec.structs.replace(found, speech=speech, factuality=_toward(found.factuality, 2.5))
    if found.governor is not None and found.status != "happened":
        return found
    if entry.id == "fact":
        return _above_modal(sentence, above, found, cues)
    if entry.status == "alleged" and found.status not in {"happened", "ongoing", "ended"}:
        # "claimed it did not attack", "believe that to end the war they must talk": alleged, but not as done.
        speech = above if found.speech is None else found.speech
        return msgspec.structs.replace(found, speech=speech, factuality=_toward(found.factuality, entry.factuality))
    negated = is_negated(sentence, above)
    status, factuality = entry.status, entry.factuality
    if negated and entry.negated_status:
        status, factuality = entry.negated_status, entry.negated_factuality
    elif negated:
        factuality = -factuality
    if found.negated:
        factuality = -factuality
    said: int | None = found.speech
    if entry.id in {"allege", "deny"} and said is None:
        said = above
    return msgspec.structs.replace(
        found,
        status=status,
        factuality=factuality,
        governor=above,
        speech=said,
        why=f"{entry.id}: under {token.text!r}",
    )


def _above_modal(sentence: Sentence, above: int, found: Standing, cues: Cues) -> Standing:
    """A modal or a negation on the governing verb reaches down: "will continue to", "did not begin to"."""
    if not is_verb(sentence, above) or found.governor is not None:
        return found
    own = _own(sentence, above, cues)
    if own.modal is not None and found.modal is None:
        return msgspec.structs.replace(
            found, status=own.status, factuality=own.factuality, modal=own.modal, why=own.why + " above"
        )
    if (
        own.negated
        and found.status == "happened"
        and sentence.tokens[above].lemma not in {"know", "regret", "remember"}
    ):
        return msgspec.structs.replace(
            found, status="negated", factuality=-found.factuality, negated=True, why="negated above"
        )
    return found


def _infinitive(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].tag == "VB" and any(
        sentence.tokens[k].lemma == "to" for k in kids_with(sentence, i, "aux")
    )


def _toward(value: float, bound: float) -> float:
    return min(value, bound) if value > 0 else max(value, -bound)
