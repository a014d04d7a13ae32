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
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    status: ClaimStatus
    quoted: bool = False
    events: tuple[str, ...] = ()
    holder: str = "narrator"
    parent: str | None = None  # the claim that this one is told in
    topic: bool = False  # the content is only what is spoken of ("condemned the raid"), not what is said to be so


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims, or a claim and an event, about the same thing that cannot both stand as told."""

    id: str
    kind: str
    a: str
    b: tuple[str, ...]
    about: str
    spans: tuple[Span, ...] = ()
