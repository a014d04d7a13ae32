"""One verb of saying in one sentence: the classes it belongs to, and one content it takes."""

import msgspec

from redshank.grammar import kids_with, subtree
from redshank.lexicon.speech import Shape, Speech, SpeechVerbs
from redshank.records import Sentence, Span


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One content of a verb: its words, the class of the verb in this use, and the token that heads it."""

    use: SpeechVerbs
    spans: tuple[Span, ...]
    head: int
    behind: tuple[int, ...] = ()  # a preposition that belongs to the cue
    way: str  # how the content was reached


class Uses:
    """The classes of one verb, by what they take."""

    def __init__(self, speech: Speech, lemma: str) -> None:
        self.speech = speech
        self.all = speech.uses(lemma)
        self._shapes: dict[Shape, SpeechVerbs] = {}
        self._prepositions: dict[str, SpeechVerbs] = {}
        for use in self.all:
            for shape in use.takes:
                self._shapes.setdefault(shape, use)
            for name in use.prepositions:
                self._prepositions.setdefault(name, use)

    def taking(self, shape: Shape) -> SpeechVerbs | None:
        """Return the first class that takes this shape."""
        return self._shapes.get(shape)

    def before(self, preposition: str) -> SpeechVerbs | None:
        """Return the class whose content this preposition brings."""
        return self._prepositions.get(preposition)


def uses_of(sentence: Sentence, verb: int, speech: Speech) -> Uses | None:
    """Return the uses of a verb, its particle counted ("point out"); None when it is no verb of saying."""
    lemma = sentence.tokens[verb].lemma
    for k in kids_with(sentence, verb, "prt", "advmod"):
        joined = f"{lemma} {sentence.tokens[k].lemma}"
        if k > verb and speech.uses(joined):
            return Uses(speech, joined)
    return Uses(speech, lemma) if lemma in speech.verb_lemmas else None


def shape_of(sentence: Sentence, clause: int) -> Shape:
    """Tell a finite clause from an infinitive and a gerund."""
    words = sentence.tokens
    if any(words[k].tag == "TO" for k in kids_with(sentence, clause, "aux")):
        return "infinitive"
    if words[clause].tag == "VBG" and not kids_with(sentence, clause, "aux", "nsubj"):
        return "gerund"
    return "clause"


def opens_with(sentence: Sentence, clause: int, *lemmas: str) -> bool:
    """Say whether the clause begins with one of these words, whatever the parser took them for."""
    return sentence.tokens[subtree(sentence, clause)[0]].lemma in lemmas
