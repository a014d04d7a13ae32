"""How a predicate stands by its own form: auxiliaries, modal, aspect, negation, condition, before anything above it."""

from redshank.grammar.tree import first_conjunct, is_noun, is_verb, kids_with
from redshank.records import Sentence

NEGATIVE = frozenset({"not", "never", "n't", "hardly", "scarcely", "barely"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
NO = frozenset({"no", "neither"})
FUTURE = frozenset({"will", "shall", "'ll"})
POSSIBLE = frozenset({"may", "might", "can", "could"})
NECESSARY = frozenset({"must", "should", "ought"})
CONDITION = frozenset({"if", "unless", "whether", "provided", "provide", "providing", "lest"})
# Prepositions under which a gerund is not done.
INSTEAD = frozenset({"without", "instead", "than"})
COMING = frozenset({"tomorrow", "next"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def modal_of(sentence: Sentence, i: int) -> str | None:
    """Return the class of the verb's modal: future, would, possible, necessary; conjoined bare verbs share it."""
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
        if (head.lemma == "go" and head.tag == "VBG") or (head.lemma == "be" and head.tag in FINITE):
            return "future"
    return None


def is_negated(sentence: Sentence, i: int) -> bool:
    """Say whether the verb itself is negated; "not only" is no negation, "neither ... nor" negates both."""
    for k in kids_with(sentence, i, "neg", "advmod", "preconj"):
        if sentence.tokens[k].lemma in NEGATIVE and not _only(sentence, k):
            return True
    for k in kids_with(sentence, i, "nsubj", "nsubjpass", "dobj"):
        if sentence.tokens[k].lemma in NOBODY or denies_noun(sentence, k):
            return True
    if any(sentence.tokens[k].lemma == "circumstance" for k in _under_no(sentence, i)):
        return True
    return preposition_over(sentence, i) in INSTEAD or _shares_negation(sentence, i)


def denies_noun(sentence: Sentence, i: int) -> bool:
    """Say whether the noun has "no", "neither" or "not a single" before it."""
    return any(
        sentence.tokens[k].lemma in NO or (sentence.tokens[k].lemma == "not" and k < i)
        for k in kids_with(sentence, i, "det", "neg", "preconj", "predet", "cc")
    )


def _under_no(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the nouns of "under no circumstances"."""
    preps = kids_with(sentence, i, "prep")
    return tuple(n for k in preps for n in kids_with(sentence, k, "pobj") if denies_noun(sentence, n))


def is_over(sentence: Sentence, i: int) -> bool:
    """Say whether it was so and is no more: "no longer admits"."""
    longer = [k for k in kids_with(sentence, i, "advmod") if sentence.tokens[k].lemma in {"long", "longer"}]
    return any(k > 0 and sentence.tokens[k - 1].lemma == "no" for k in longer)


def is_imperative(sentence: Sentence, i: int) -> bool:
    """Say whether the verb orders: "Stop the bulldozers or we will lie down"."""
    token = sentence.tokens[i]
    if token.tag not in {"VB", "VBP"} or kids_with(sentence, i, "aux", "nsubj", "nsubjpass", "mark", "expl"):
        return False
    if token.dep == "conj" and token.head != i:
        return is_imperative(sentence, token.head)
    opens = all(sentence.tokens[k].text in "\"'“‘" for k in range(i))
    return opens or (token.tag == "VB" and token.dep == "ccomp" and token.head == i)


def is_or_else(sentence: Sentence, i: int) -> bool:
    """Say whether the verb tells what follows an order that is not obeyed: "quit the post or face fire"."""
    token = sentence.tokens[i]
    joints = {sentence.tokens[k].lemma for k in kids_with(sentence, token.head, "cc") if k < i}
    return token.dep == "conj" and "or" in joints and is_imperative(sentence, token.head)


def is_inverted_condition(sentence: Sentence, i: int) -> bool:
    """Say whether inversion makes it a condition: "should the talks fail", "were the dam to burst"."""
    subject = kids_with(sentence, i, "nsubj", "nsubjpass")
    aux = [k for k in kids_with(sentence, i, "aux") if sentence.tokens[k].text.lower() in {"should", "were", "had"}]
    return bool(subject and aux) and aux[0] < subject[0] and sentence.tokens[i].dep in {"advcl", "ccomp", "conj"}


def is_scheduled(sentence: Sentence, i: int) -> bool:
    """Say whether a present tense tells what is to come: "parliament votes tomorrow"."""
    if sentence.tokens[i].tag not in {"VBZ", "VBP", "VBG"}:
        return False
    times = kids_with(sentence, i, "npadvmod", "advmod")
    return any(
        sentence.tokens[k].lemma in COMING or any(sentence.tokens[d].lemma in COMING for d in sentence.kids[k])
        for k in times
    )


def _only(sentence: Sentence, k: int) -> bool:
    following = sentence.tokens[k + 1].lemma if k + 1 < len(sentence.tokens) else ""
    return following in {"only", "just", "merely"}


def _shares_negation(sentence: Sentence, i: int) -> bool:
    """Say whether "or" or "nor" hands on a negation: "did not attack or kill", "neither confirm nor deny"."""
    token = sentence.tokens[i]
    if any(sentence.tokens[k].lemma == "neither" for k in kids_with(sentence, i, "preconj", "cc", "det")):
        return True
    if token.dep != "conj" or token.head == i:
        return False
    joints = [k for k in kids_with(sentence, token.head, "cc") if k < i]
    joint = sentence.tokens[joints[-1]].lemma if joints else ""
    return joint == "nor" or (joint == "or" and token.tag == "VB" and is_negated(sentence, token.head))


def mark_of(sentence: Sentence, i: int) -> str:
    """Return the word that opens the clause: that, if, whether, before, as ...; "" where there is none."""
    marks = [
        sentence.tokens[k].lemma
        for k in kids_with(sentence, i, "mark", "advmod")
        if sentence.tokens[k].dep == "mark" or sentence.tokens[k].tag == "WRB"
    ]
    return next((m for m in marks if m in CONDITION), marks[0] if marks else "")  # "as if"


def preposition_over(sentence: Sentence, i: int) -> str:
    """Return the preposition that a gerund or a noun hangs on; "" where there is none."""
    token = sentence.tokens[i]
    if token.dep in {"pcomp", "pobj"} and token.head != i:
        above = sentence.tokens[token.head]
        return above.lemma if above.dep in {"prep", "mark", "agent", "dative", "cc", "advmod"} else ""
    return ""


def is_infinitive(sentence: Sentence, i: int) -> bool:
    """Say whether the verb is an infinitive with "to", its own or shared: "to reopen the mine, close the port"."""
    token = sentence.tokens[i]
    if token.tag == "VBN":  # "a deal to be signed"
        return has_to(sentence, i) and not any(
            sentence.tokens[k].lemma == "have" for k in kids_with(sentence, i, "aux")
        )
    if token.tag != "VB":
        return False
    if has_to(sentence, i):
        return True
    return (
        token.dep == "conj"
        and token.head != i
        and not kids_with(sentence, i, "aux", "nsubj")
        and (is_infinitive(sentence, token.head) or shared_infinitive(sentence, i) is not None)
    )


def has_to(sentence: Sentence, i: int) -> bool:
    """Say whether "to" stands among the verb's auxiliaries: "to have bugged" too."""
    return any(sentence.tokens[k].lemma == "to" for k in kids_with(sentence, i, "aux"))


def shared_infinitive(sentence: Sentence, i: int) -> int | None:
    """Return the verb over a bare verb that the parser joined to it: "refused to reopen the mine, close the port"."""
    token = sentence.tokens[i]
    if token.tag != "VB" or token.dep != "conj" or kids_with(sentence, i, "aux", "nsubj", "nsubjpass"):
        return None
    head = token.head
    below = kids_with(sentence, head, "xcomp", "advcl")
    return head if any(k < i and sentence.tokens[k].tag == "VB" and has_to(sentence, k) for k in below) else None


def is_past_perfect(sentence: Sentence, i: int) -> bool:
    """Say whether "had" stands before the verb."""
    return any(
        sentence.tokens[k].lemma == "have" and sentence.tokens[k].tag == "VBD" for k in kids_with(sentence, i, "aux")
    )


def is_counterfactual(sentence: Sentence, i: int) -> bool:
    """Say whether it would have been so, and was not: "would have collapsed", "could have saved them"."""
    aux = [sentence.tokens[k].lemma for k in kids_with(sentence, i, "aux")]
    return "have" in aux and bool(set(aux) & {"would", "could", "should", "might"})


def is_question(sentence: Sentence, i: int) -> bool:
    """Say whether the verb is what the sentence asks: "Will the fleet sail?"."""
    last = next((t for t in reversed(sentence.tokens) if t.text not in "\"'”’"), None)
    if last is None or last.text != "?" or sentence.tokens[i].head != i:
        return False
    aux = [k for k in kids_with(sentence, i, "aux", "auxpass")] or [i]
    subject = kids_with(sentence, i, "nsubj", "nsubjpass")
    return bool(subject) and aux[0] < subject[0]


def condition_of(sentence: Sentence, i: int) -> int | None:
    """Return the head of the if-clause that hangs on the verb; None where there is none."""
    return next((k for k in kids_with(sentence, i, "advcl") if mark_of(sentence, k) in CONDITION), None)


def seat(sentence: Sentence, i: int) -> int:
    """Return where modal and negation of a predicate stand: of "be ready" on the copula."""
    token = sentence.tokens[i]
    if not is_verb(sentence, i) and token.dep in {"acomp", "oprd"} and is_verb(sentence, token.head):
        return token.head
    return i


def is_finite(sentence: Sentence, i: int) -> bool:
    """Say whether the verb, or an auxiliary of it, carries tense."""
    return any(sentence.tokens[k].tag in FINITE | {"MD"} for k in (i, *kids_with(sentence, i, "aux", "auxpass")))


def is_nominal(sentence: Sentence, i: int) -> bool:
    """Say whether the word stands as a noun: a noun, or a gerund that is subject or object: "fighting rages"."""
    token = sentence.tokens[i]
    gerund = token.tag == "VBG" and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}
    return is_noun(sentence, i) or (gerund and not kids_with(sentence, i, "aux"))
