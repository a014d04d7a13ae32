"""The reading of one story: the contract of `redshank code --format jsonl`."""

import msgspec

from redshank.records.claim import Claim, Dispute
from redshank.records.event import Event
from redshank.records.sentence import Mention
from redshank.records.resolved import Actor, ActorLink, Casualty, Equipment, Place, Published, Quantity, When
from redshank.records.span import Span
from redshank.records.story import Part, Skipped, Zone

SCHEMA = "redshank.reading/1"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of one story were resolved to: the outcome of the resolve stage."""

    actors: tuple[Actor, ...] = ()
    links: tuple[ActorLink, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    claims: tuple[Claim, ...] = ()
    published: Published | None = None
    events: tuple[Event, ...] = ()


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate transfer of arms, at the stage that the text states and no further."""

    id: str
    kind: str  # transfer | upgrade or service
    supplier: str | None
    recipient: str | None
    item: str | None
    stage: str  # talks promised offered ordered delivered refused suspended denied
    number: float | None = None
    deadline: str | None = None
    condition: str | None = None
    event: str
    span: Span


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """A sanction, embargo, ban or closure: who restricts whom, by what measure."""

    id: str
    sender: str | None
    target: str | None
    measure: str
    since: str | None = None
    status: str = "in force"
    event: str
    span: Span


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a user of this reading should know: a disclosure, a correction, damage, a doubt about language."""

    kind: str
    message: str
    span: Span | None = None


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What made this reading, so that it can be made again."""

    version: str
    model: str
    lexicon: str
    mapping: str
    gazetteer: str
    overlays: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one story says, with the evidence."""

    schema: str = SCHEMA
    id: str
    source_id: str
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    title: str | None = None
    published: Published | None = None
    text: str = ""
    parts: tuple[Part, ...] = ()
    zones: tuple[Zone, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    notices: tuple[Notice, ...] = ()
    skipped: Skipped | None = None
    provenance: Provenance | None = None
