"""Who speaks: the phrase that is the subject of a verb of saying, and the words of the cue."""

from redshank.grammar import ancestors, conjuncts, first_conjunct, kids_with, noun_phrase, subtree
from redshank.grammar.clause import is_passive, subjects
from redshank.grammar.tree import is_verb, span_of
from redshank.lexicon.speech import Speech
from redshank.records import Sentence, Span

RELATIVE = frozenset({"who", "which", "that", "whom"})
# What the cue takes along when it stands directly before or behind the verb.
BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
NO_SPEAKER = frozenset({"there", "what", "whatever", "this", "nothing"})


def speaker(sentence: Sentence, verb: int) -> int | None:
    """Return the token that heads the speaker of a verb; None when nobody is named."""
    found = subjects(sentence, verb)
    if not found and not is_passive(sentence, verb):
        found = kids_with(sentence, verb, "nsubj", "csubj")
    for i in found:
        if sentence.tokens[i].lemma not in NO_SPEAKER and i != verb and not is_verb(sentence, i):
            return i
    return None


def speaker_of(sentence: Sentence, verb: int, speech: Speech) -> int | None:
    """Return the token that heads the speaker, looking past clauses and papers that only carry the words."""
    found = _outer_speaker(sentence, verb, speech)
    found = speaker(sentence, verb) if found is None else found
    found = _misplaced(sentence, verb) if found is None else found
    if found is None:
        return None
    found = _nearer(sentence, verb, found)
    return _behind_paper(sentence, verb, found, speech)


def _outer_speaker(sentence: Sentence, verb: int, speech: Speech) -> int | None:
    """Return the speaker of the sentence for a participle behind a comma: "told Newsday that they left, adding ..."."""
    token = sentence.tokens[verb]
    finite = token.tag in {"VBD", "VBZ", "VBP"} or is_mistagged(sentence, verb)
    if token.dep == "conj" and finite and not kids_with(sentence, verb, "nsubj", "nsubjpass"):
        return _past_pronoun(sentence, verb, speech)
    if token.tag != "VBG" or token.dep not in {"advcl", "conj"} or verb == 0 or sentence.tokens[verb - 1].text != ",":
        return None
    above = [
        i for i in ancestors(sentence, verb) if sentence.tokens[i].lemma in speech.verb_lemmas and is_verb(sentence, i)
    ]
    tops = [i for i in above if kids_with(sentence, i, "nsubj") and kids_with(sentence, i, "ccomp")]
    return speaker(sentence, tops[-1]) if tops else None


def _misplaced(sentence: Sentence, verb: int) -> int | None:
    """Return the noun before the main verb that the parser took for part of "on a call on Friday, Col. Warren said"."""
    token = sentence.tokens[verb]
    if token.head != verb or token.tag not in {"VBD", "VBZ", "VBP"} or verb == 0:
        return None
    for t in range(verb):
        word = sentence.tokens[t]
        if word.tag[:2] == "NN" and word.dep in {"conj", "npadvmod", "dep"} and subtree(sentence, t)[-1] == verb - 1:
            return t
    return None


def _past_pronoun(sentence: Sentence, verb: int, speech: Speech) -> int | None:
    """Return the speaker of "NATO said it backed the step and urged ...": it is NATO that urges."""
    first = first_conjunct(sentence, verb)
    above = sentence.tokens[first].head
    told = sentence.tokens[first].dep == "ccomp" and sentence.tokens[above].lemma in speech.verb_lemmas
    same_tense = sentence.tokens[above].tag == sentence.tokens[verb].tag or is_mistagged(sentence, verb)
    silent = any(sentence.tokens[k].tag == "PRP" for k in kids_with(sentence, first, "nsubj")) or is_passive(
        sentence, first
    )
    return speaker(sentence, above) if told and same_tense and silent else None


def is_mistagged(sentence: Sentence, verb: int) -> bool:
    """Say whether a joined verb was taken for a participle: "said two had been hurt and denied that ..."."""
    token = sentence.tokens[verb]
    bare = token.tag == "VBN" and token.dep == "conj" and not kids_with(sentence, verb, "aux", "auxpass")
    return bare and bool(kids_with(sentence, verb, "ccomp"))


def _nearer(sentence: Sentence, verb: int, found: int) -> int:
    """Prefer the name nearest before a participle: "tensions rose since Moscow sent troops, alleging that ..."."""
    token = sentence.tokens[verb]
    if token.dep != "advcl" or token.tag != "VBG" or is_name(sentence, found):
        return found
    for i in range(verb - 1, found, -1):
        if sentence.tokens[i].dep == "nsubj" and is_name(sentence, i):
            return i
    return found


def _behind_paper(sentence: Sentence, verb: int, found: int, speech: Speech) -> int:
    """Return who puts out the paper that speaks: "the office issued a statement saying ..."."""
    token, paper = sentence.tokens[verb], sentence.tokens[found]
    if token.dep == "acl" and paper.dep == "dobj" and speech.is_document(paper.lemma):
        return next(iter(subjects(sentence, paper.head)), found) if not is_passive(sentence, paper.head) else found
    return found


def is_name(sentence: Sentence, i: int) -> bool:
    """Say whether the token is a name or a personal pronoun."""
    return sentence.tokens[i].tag in {"NNP", "NNPS", "PRP"}


def source_span(sentence: Sentence, i: int) -> Span:
    """Return the whole noun phrase of a speaker, with its titles and those who speak with it."""
    if sentence.tokens[i].tag in {"PRP", "WP"}:
        return sentence.tokens[i].span
    tokens = set(noun_phrase(sentence, i))
    for k in conjuncts(sentence, i)[1:]:
        joined = noun_phrase(sentence, k)
        if min(joined) - max(tokens) <= 3 and not is_verb(sentence, k):
            tokens |= set(range(max(tokens) + 1, min(joined))) | set(joined)
    return span_of(sentence, _unbroken(tokens, i))


def with_pronoun(sentence: Sentence, verb: int, name: Span) -> Span:
    """Return the phrase up to the relative pronoun that stands for it: "the envoy, who said"."""
    if sentence.tokens[verb].dep == "relcl":
        for k in kids_with(sentence, verb, "nsubj"):
            token = sentence.tokens[k]
            if token.lemma in RELATIVE and 0 <= token.start - name.end <= 2:
                return Span(name.start, token.end)
    return name


def _unbroken(tokens: set[int], head: int) -> tuple[int, ...]:
    """Return the run of tokens around the head; a tag inside the phrase breaks it."""
    first = last = head
    while first - 1 in tokens:
        first -= 1
    # One token, a comma or a quote mark, may stand between.
    while last + 1 in tokens or last + 2 in tokens:
        last += 1 if last + 1 in tokens else 2
    return tuple(range(first, last + 1))


def cue_span(sentence: Sentence, verb: int, *behind: int) -> Span:
    """Return the verb with its auxiliaries, its particle, and what stands directly `behind` it."""
    first = last = verb
    own = {k for k in sentence.kids[verb] if sentence.tokens[k].dep in BEFORE and k < verb}
    while first - 1 in own:
        first -= 1
    after = {k for k in sentence.kids[verb] if sentence.tokens[k].dep == "prt" and k > verb} | set(behind)
    while last + 1 in after:
        last += 1
    while first < verb and sentence.tokens[first].dep == "advmod":
        first += 1
    return Span(sentence.tokens[first].start, sentence.tokens[last].end)
