"""Times in the tree of a sentence: the word that a time belongs to, and whether its clause looks back or ahead."""

from redshank.grammar.timex_record import Tense
from redshank.grammar.tree import first_conjunct, is_verb, kids_with
from redshank.lexicon.times import load_time_words
from redshank.records import Sentence, Span

AHEAD = frozenset({"will", "shall", "wo", "'ll", "’ll", "would"})


def head_in(sentence: Sentence, span: Span) -> int | None:
    """Return the token of the span that hangs on something outside it."""
    inside = [t for t in sentence.tokens if t.start < span.end and span.start < t.end]
    places = {t.i for t in inside}
    for token in inside:
        if token.dep not in ("punct", "det") and (token.head not in places or token.head == token.i):
            return token.i
    return inside[0].i if inside else None


def chain(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the tokens above `i`, nearest first, as far as the root."""
    found: list[int] = []
    while sentence.tokens[i].head != i and len(found) < len(sentence.tokens):
        i = sentence.tokens[i].head
        found.append(i)
    return tuple(found)


def verb_of(sentence: Sentence, i: int) -> int | None:
    """Return the nearest verb above a token."""
    return next((k for k in chain(sentence, i) if is_verb(sentence, k)), None)


def clause_tense(sentence: Sentence, span: Span) -> Tense | None:
    """Tell from the verb above a time whether its clause looks back or ahead; None where the verb leaves it open."""
    head = head_in(sentence, span)
    verb = verb_of(sentence, head) if head is not None else None
    if verb is None or head is None:
        return None
    return "future" if _is_deadline(sentence, head, verb) else _verb_tense(sentence, verb)


def _is_deadline(sentence: Sentence, head: int, verb: int) -> bool:
    """See a plan in "has promised an answer by June"; "had fled by June" looks back."""
    over = sentence.tokens[sentence.tokens[head].head]
    if over.lemma != "by":
        return False
    return any(sentence.tokens[k].tag in ("VBZ", "VBP") for k in kids_with(sentence, verb, "aux"))


def _verb_tense(sentence: Sentence, verb: int, depth: int = 0) -> Tense | None:
    token = sentence.tokens[verb]
    aux = [sentence.tokens[k] for k in kids_with(sentence, verb, "aux", "auxpass")]
    if any(a.text.lower() in AHEAD for a in aux):
        return "future"
    if any(a.tag == "MD" for a in aux):
        return None
    if token.tag == "VBD" or any(a.tag == "VBD" for a in aux):
        return "past"
    if any(a.lemma == "have" for a in aux):
        return "past"
    if any(a.tag == "TO" for a in aux):
        return _infinitive_tense(sentence, verb)
    if token.tag == "VBN" and not aux and token.lemma in load_time_words().tense.ahead_verbs:
        return "future"  # "a rally planned for Saturday"
    if token.tag == "VBN" and not aux:
        return "past" if token.dep in {"acl", "advcl", "ROOT", "amod"} else _above(sentence, verb, depth)
    if token.tag == "VBG" and any(a.lemma == "be" for a in aux):
        return "future"
    return _above(sentence, verb, depth) if token.tag in {"VBG", "VB", "VBN"} else None


def _above(sentence: Sentence, verb: int, depth: int) -> Tense | None:
    """Take the tense of the verb that this one shares its auxiliaries with or hangs on."""
    over = first_conjunct(sentence, verb)
    over = over if over != verb else (verb_of(sentence, verb) or verb)
    return None if over == verb or depth > 5 else _verb_tense(sentence, over, depth + 1)


def _infinitive_tense(sentence: Sentence, verb: int) -> Tense | None:
    """Look ahead after "agreed to meet Monday", "is to begin Thursday"; not after "flew to Oslo to meet her Monday"."""
    head = sentence.tokens[sentence.tokens[verb].head]
    if head.lemma == "be" or head.lemma in load_time_words().tense.ahead_verbs:
        return "future"
    return None
