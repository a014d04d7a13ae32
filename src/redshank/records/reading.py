"""The reading of one story: the contract of `redshank code --format jsonl`."""

import msgspec

from redshank.records.claim import Claim, Dispute
from redshank.records.event import Event
from redshank.records.register import Restriction, Transfer
from redshank.records.resolved import Actor, ActorLink, Casualty, Equipment, Place, Published, Quantity, When
from redshank.records.sentence import Mention
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
    home: str | None = None  # the country that the story is about, when one stands out
    events: tuple[Event, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    restrictions: tuple[Restriction, ...] = ()


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a user of this reading should know: a disclosure, a correction, damage, a doubt about language."""

    kind: str  # language, disclosure, correction ...
    message: str  # for the reader
    span: Span | None = None


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What made this reading, so that it can be made again."""

    version: str  # of redshank
    model: str  # language model with the hash of its files
    lexicon: str  # hash of frames, cues, speech and entities
    mapping: str  # hash of mapping and ontology
    gazetteer: str  # id of the gazetteer file
    overlays: tuple[str, ...] = ()  # name:hash of each `--data` folder


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one story says, with the evidence."""

    schema: str = SCHEMA  # which version of this contract
    id: str  # hash of the text: the same words have the same id
    source_id: str  # file name, line of a file, or the id that the source gave
    url: str | None = None  # as given
    publisher: str | None = None  # as given
    language: str | None = None  # as forced by the user
    title: str | None = None  # as given, else the headline
    published: Published | None = None  # when, and how we know
    text: str = ""  # the decoded text; all spans point into it
    parts: tuple[Part, ...] = ()  # fields that arrived apart from the text
    zones: tuple[Zone, ...] = ()  # the parts of the page, in order
    actors: tuple[Actor, ...] = ()  # everybody who acts or speaks
    events: tuple[Event, ...] = ()  # who did what to whom
    claims: tuple[Claim, ...] = ()  # who says so
    places: tuple[Place, ...] = ()  # toponyms with what they mean
    times: tuple[When, ...] = ()  # time expressions
    quantities: tuple[Quantity, ...] = ()  # numbers with units
    equipment: tuple[Equipment, ...] = ()  # weapons and platforms
    casualties: tuple[Casualty, ...] = ()  # killed, wounded, missing ...; absent when nothing is said
    disputes: tuple[Dispute, ...] = ()  # claims and events that contradict each other
    transfers: tuple[Transfer, ...] = ()  # candidate transfers of arms
    restrictions: tuple[Restriction, ...] = ()  # sanctions, embargoes, bans
    notices: tuple[Notice, ...] = ()  # disclosures, corrections, doubts
    skipped: Skipped | None = None  # why there is nothing else in this line
    provenance: Provenance | None = None  # what made this reading
