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


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: the words, and the actor they mean."""

    name: str
    span: Span
    actor: str | None = None  # id in the reading's actors


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
    topic: bool = False  # the content is only what is spoken of ("condemned the raid"), not what is said to be so


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims, or a claim and an event, about the same thing that cannot both stand as told."""

    id: str
    kind: str  # what sort of contradiction
    a: str  # id
    b: tuple[str, ...]  # ids
    about: str  # what they disagree on
    spans: tuple[Span, ...] = ()
