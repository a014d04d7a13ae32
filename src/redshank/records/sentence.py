"""What the parser gives: tokens with offsets, tags and heads, in sentences."""

from typing import Literal

import msgspec

from redshank.records.span import Span
from redshank.records.story import ZoneKind


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One word of a sentence. Tags are Penn Treebank, labels ClearNLP, as spaCy's English models give them."""

    i: int  # place in the sentence
    start: int  # code points in Story.text
    end: int
    text: str
    lemma: str
    tag: str
    dep: str
    head: int  # place of the head in the sentence; the root is its own head

    @property
    def span(self) -> Span:
        """Where the word stands in the story."""
        return Span(self.start, self.end)


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence inside one zone."""

    index: int  # place in the story
    span: Span
    zone: ZoneKind
    paragraph: int  # index of the zone in the story's zones
    tokens: tuple[Token, ...]
    kids: tuple[tuple[int, ...], ...]  # for each token, the tokens that depend on it, left to right


MentionKind = Literal["actor", "place", "time", "equipment", "goods", "quantity"]
MentionForm = Literal["name", "noun", "pronoun", "adjective", "pattern"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name an actor, a place, a time, a thing or a number. Found here, resolved later."""

    id: str  # m1, m2 ... in the order of the text
    kind: MentionKind
    form: MentionForm
    span: Span
    sentence: int
    head: int  # token in the sentence
    entries: tuple[str, ...] = ()  # ids in our knowledge that these words may mean, best first
    sectors: tuple[str, ...] = ()  # sectors that the words themselves say ("soldiers": MIL)
    rule: str = ""  # which rule or list found it
