"""The two registers drawn from a story: arms that change hands, and measures that cut somebody off."""

from typing import Literal

import msgspec

from redshank.records.event import Role
from redshank.records.span import Span

TransferKind = Literal["transfer", "licence", "upgrade or service", "lease", "stationing"]
TransferTerms = Literal["gift", "sale"]
TransferStage = Literal[
    "talks",
    "requested",
    "offered",
    "promised",
    "approved",
    "contracted",
    "in delivery",
    "delivered",
    "suspended",
    "cancelled",
    "refused",
    "denied",
]
Measure = Literal[
    "trade export",
    "trade import",
    "trade",
    "arms",
    "military assistance",
    "financial",
    "travel",
    "transit",
    "diplomatic",
    "other",
    "unspecified",
]
RestrictionStage = Literal["threatened", "announced", "adopted", "in force", "extended", "eased", "lifted", "evaded"]


class RegisterDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Words that tell of a transfer or a restriction, before anybody in them is resolved."""

    register: Literal["transfer", "restriction"]
    entry: str  # id in data/registers.toml
    trigger: str  # the words of the entry that fired
    sentence: int
    head: int
    span: Span
    stage: str
    kind: str  # of a transfer; the measure of a restriction
    terms: TransferTerms | None = None
    # agent, recipient; "step": the subject of the word above; "near", "mark", "far": who else is named
    roles: tuple[Role, ...] = ()
    items: tuple[str, ...] = ()  # mentions of equipment
    condition: Span | None = None
    step: str | None = None  # the word above that decided the stage
    who: str | None = None  # which side the subject of the step is
    both_sides: bool = False
    gives: bool = False  # who acts hands something over
    is_own: bool = False  # work on one's own arms is no transfer; an ambassador recalled is the sender's own


class RegisterStep(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the story that tells how far it has come."""

    stage: str
    span: Span  # the words
    sentence: Span
    when: str | None = None  # TIMEX3
    holder: str = "narrator"
    event: str | None = None  # the event told by the same words


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate transfer of arms, at the stage that the text states and no further."""

    id: str
    kind: TransferKind
    terms: TransferTerms | None = None  # null: the text does not say
    supplier: str | None  # code of a state or body
    recipient: str | None
    item: str | None  # the designation, else the class
    equipment: str | None = None  # id in the reading's equipment
    item_span: Span | None = None  # the words for the item
    stage: TransferStage  # the last that the text tells
    number: float | None = None  # promised, offered, asked for
    ordered: float | None = None  # under contract
    delivered: float | None = None  # handed over
    per_unit: float | None = None  # how many belong to one unit
    when: str | None = None  # TIMEX3 of that stage
    deadline: str | None = None  # TIMEX3: when the items are to come
    condition: str | None = None  # the words of the condition
    holder: str = "narrator"  # or who alone says so
    eligible: bool = False  # for a list of deals: contracted at least
    event: str | None = None  # the event told by the same words
    events: tuple[str, ...] = ()  # all of them
    steps: tuple[RegisterStep, ...] = ()  # every telling, in the order of the text
    span: Span  # the sentence of that stage
    text: str = ""  # the sentence


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """What a side calls a measure."""

    by: str | None  # code of who says so
    name: str  # who says so
    text: str  # the words
    span: Span


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the text."""

    text: str
    span: Span


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """A sanction, embargo, ban or closure: who restricts whom, by what measure."""

    id: str
    sender: str | None  # the first of `senders`
    target: str | None  # the first of `targets`
    senders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    measure: Measure
    instrument: str | None = None  # the named act
    stage: RestrictionStage  # the last that the text tells
    status: str = "in force"  # the same as `stage`; kept for readers of earlier versions
    since: str | None = None  # TIMEX3
    exemptions: tuple[Words, ...] = ()  # what is left out
    called: tuple[Called, ...] = ()  # what each side calls it
    holder: str = "narrator"
    event: str | None = None
    events: tuple[str, ...] = ()
    steps: tuple[RegisterStep, ...] = ()
    span: Span  # the sentence
    text: str = ""
