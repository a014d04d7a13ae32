"""Who says so: an attribution, and claims that contradict each other."""

from typing import Literal

import msgspec

from redshank.records.span import Span

ClaimStatus = Literal[
    "asserted",
    "promised",
    "offered",
    "requested",
    "demanded",
    "threatened",
    "refused",
    "alleged",
    "denied",
    "hypothetical",
    "planned",
]


SourceKind = Literal["named", "unnamed", "document"]
DisputeKind = Literal[
    "denial",
    "contradiction",
    "number",
    "name",
    "scope",
    "request refused",
    "request answered",
    "contrast",
    "headline",
    "conversion",
    "unanswered allegation",
    "not the same event",
]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: the words, and the actor they mean."""

    name: str
    span: Span
    actor: str | None = None  # id in the reading's actors
    kind: SourceKind = "named"  # one could go and ask them; known only by a role; a text that speaks
    description: Span | None = None  # of an unnamed source: who it is, or why it is not named


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content of one attribution."""

    id: str
    source: Source | None  # null: nobody is named
    cue: Span | None  # the word of saying
    content: tuple[Span, ...]  # what is said
    status: ClaimStatus  # how it is said
    quoted: bool = False  # in quotation marks
    events: tuple[str, ...] = ()  # ids of the events told in it
    holder: str = "narrator"  # who tells it
    parent: str | None = None  # the claim that this one is told in
    negated: bool = False  # the content itself says that it is not so: "nobody had crossed"
    topic: bool = False  # the content is only what is spoken of ("condemned the raid"), not what is said to be so


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a dispute: who holds it, and the words."""

    record: str  # id of the claim, event, quantity or casualty
    holder: str  # narrator, or a name
    span: Span
    text: str  # the words


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims or events about the same thing that do not fit together; both sides with their words."""

    id: str
    kind: DisputeKind  # what sort of contradiction
    a: str  # id
    b: tuple[str, ...]  # ids; empty where nobody answers
    about: str  # what they disagree on
    spans: tuple[Span, ...] = ()
    sides: tuple[Side, ...] = ()  # a first, then each of b
