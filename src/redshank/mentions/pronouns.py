"""Words that point to actors named elsewhere: pronouns, relative pronouns, "both sides"."""

from redshank.grammar import kids_with
from redshank.lexicon.entities import Entities
from redshank.mentions.phrases import Draft
from redshank.mentions.roles import phrase_start
from redshank.records import Sentence

PERSONAL = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
        "we",
        "us",
        "our",
        "i",
        "my",
        "me",
    ]
)
RELATIVE = frozenset({"who", "which", "whom", "whose", "that"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative"})
# "It is clear that ..." points to nobody.
EMPTY_HEADS = frozenset({"be", "seem", "appear", "happen", "follow", "take", "turn", "remain", "become", "rain"})
DEFINITE = frozenset({"the", "both", "this", "these", "that", "those", "two", "three", "either", "neither"})


def pronoun_draft(sentence: Sentence, i: int, personal: frozenset[str]) -> Draft | None:
    """Read the token as a pronoun that points to an actor."""
    token = sentence.tokens[i]
    word = token.text.lower()
    if token.tag in {"PRP", "PRP$"} and word in PERSONAL and not _is_empty(sentence, i, personal):
        return Draft(head=i, first=i, last=i, form="pronoun", rule="pronoun")
    if word == "both" and token.tag in {"DT", "CC"} and token.dep in {"nsubj", "nsubjpass", "dobj"}:
        return Draft(head=i, first=i, last=i, form="pronoun", rule="pronoun")
    if (
        token.tag in {"WP", "WDT", "WP$"}
        and word in RELATIVE
        and token.dep in ARGUMENTS
        and relative_clause(sentence, i) is not None
    ):
        return Draft(head=i, first=i, last=i, form="pronoun", rule="relative")
    return None


def relative_clause(sentence: Sentence, i: int) -> int | None:
    """Return the noun that the relative pronoun `i` stands for."""
    k = i
    for _ in range(6):
        token = sentence.tokens[k]
        if token.dep == "relcl":
            return token.head if token.head < i else None
        if token.head == k:
            return None
        k = token.head
    return None


def _is_empty(sentence: Sentence, i: int, personal: frozenset[str]) -> bool:
    token = sentence.tokens[i]
    if token.dep == "expl":
        return True
    if token.text.lower() != "it" or token.dep not in {"nsubj", "nsubjpass"}:
        return False
    head = sentence.tokens[token.head]
    if any(sentence.tokens[k].lemma in personal for k in kids_with(sentence, head.i, "acomp", "oprd")):
        return False
    if (
        head.lemma == "be"
        and kids_with(sentence, head.i, "ccomp", "xcomp", "advcl")
        and kids_with(sentence, head.i, "acomp", "attr")
    ):
        return True
    if head.lemma in EMPTY_HEADS and (kids_with(sentence, head.i, "ccomp", "csubj") or token.dep == "nsubjpass"):
        return True
    return head.lemma in EMPTY_HEADS and any(
        kids_with(sentence, k, "xcomp", "ccomp") for k in kids_with(sentence, head.i, "acomp", "attr")
    )


def anaphor_draft(sentence: Sentence, i: int, entities: Entities) -> Draft | None:
    """Read "the two countries", "both sides", "the alliance"."""
    token = sentence.tokens[i]
    if token.text.lower() not in entities.anaphora or not token.tag.startswith("NN"):
        return None
    before = {sentence.tokens[k].text.lower() for k in sentence.kids[i] if k < i}
    if not before & DEFINITE:
        return None
    if kids_with(sentence, i, "appos"):
        return None
    first = phrase_start(sentence, i)
    if any(t.tag.startswith("NNP") for t in sentence.tokens[first : i + 1]):
        return None
    return Draft(head=i, first=first, last=i, form="noun", rule="anaphor")
