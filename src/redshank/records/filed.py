"""Rows of the archive: what is kept of a story, and an event with all that a table needs of its story."""

from typing import Literal

import msgspec

from redshank.records.claim import Claim, Dispute
from redshank.records.event import Event
from redshank.records.reading import Notice, Provenance
from redshank.records.register import Restriction, Transfer
from redshank.records.resolved import Actor, Casualty, Equipment, Place, Published, Quantity, When
from redshank.records.story import Part, Zone

Keep = Literal["full", "evidence", "offsets"]
Standing = Literal["current", "withdrawn", "superseded", "forgotten"]


class CastMember(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the reading that takes part in the event or speaks of it."""

    id: str  # in the reading
    name: str
    kind: str  # state person institution igo armed_group generic ...
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    plover: str | None = None
    office: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A weapon or platform that the event names."""

    id: str  # in the reading
    designation: str | None = None
    item_class: str | None = msgspec.field(name="class", default=None)


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity that the event names."""

    id: str  # in the reading
    value: float
    low: float | None = None
    unit: str | None = None
    modifier: str | None = None


class EventKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of an event says beside the event: which story, which day, and what its ids stand for."""

    id: str  # hash of story, predicate and type: survives a new engine
    story: str  # id of the story's text
    publisher: str | None = None
    published: str | None = None  # ISO date; month or year filled up with the first day
    day_from: str | None = None  # ISO date of the act, else of publication
    day_to: str | None = None
    day_basis: str = "unknown"  # text | published | unknown
    holder_code: str | None = None  # of who holds that it happened; null: the narrator, or nobody whom we know
    holder_country: str | None = None
    place_at: Place | None = None  # where the act took place, in full
    cast: tuple[CastMember, ...] = ()
    items: tuple[Item, ...] = ()
    numbers: tuple[Number, ...] = ()
    casualties: tuple[Casualty, ...] = ()  # those told in the sentences of the event
    claims: tuple[str, ...] = ()  # ids in the reading of the claims that tell it
    disputed: tuple[str, ...] = ()  # kinds of the disputes that it stands in
    engine: str = ""  # which engine coded it


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the archive holds it."""

    key: EventKey
    event: Event
    standing: Standing = "current"
    reason: str | None = None  # why it no longer stands


class Rest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reading holds beside its text and the records that have tables of their own."""

    parts: tuple[Part, ...] = ()
    zones: tuple[Zone, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    notices: tuple[Notice, ...] = ()
    published: Published | None = None
    provenance: Provenance | None = None


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story that was read."""

    id: str  # hash of its text
    source_id: str
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None  # as forced by the user
    published: str | None = None  # ISO date; month or year filled up with the first day
    published_value: str | None = None  # as the reading has it
    published_basis: str = "unknown"
    chars: int = 0  # length of the text
    events: int = 0
    keep: Keep = "full"
    engine: str = ""  # hash of what coded it
    signal: str | None = None  # correction | kill | deletion: this text withdraws or corrects an earlier one
    replaces: str | None = None  # id or URL of that one, where the text names it
    rest: str = "{}"  # JSON of `Rest`


class TextRow(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a story, where it is kept."""

    id: str
    text: str


class ClaimKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of a claim says beside the claim."""

    id: str  # hash of story and the words
    story: str
    publisher: str | None = None
    published: str | None = None
    source_code: str | None = None  # of who speaks
    source_country: str | None = None
    event_ids: tuple[str, ...] = ()  # ids in the archive of the events told in it
    text: str | None = None  # the words of the content; null where only offsets are kept


class FiledClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the archive holds it."""

    key: ClaimKey
    claim: Claim


class RegisterKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a row of a register says beside the transfer or restriction."""

    id: str
    story: str
    publisher: str | None = None
    published: str | None = None
    event_id: str | None = None  # id in the archive of the event told by the same words


class FiledTransfer(msgspec.Struct, frozen=True, kw_only=True):
    """A transfer as the archive holds it."""

    key: RegisterKey
    transfer: Transfer


class FiledRestriction(msgspec.Struct, frozen=True, kw_only=True):
    """A restriction as the archive holds it."""

    key: RegisterKey
    restriction: Restriction


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the words of a story were met: the second and later ones are verbatim copies."""

    id: str  # hash of the other fields
    story: str
    source_id: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str = "en"


class SkipRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story or file that was not coded."""

    id: str
    source_id: str
    reason: str
    message: str
    line: int | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A tombstone: a story or event that no longer stands, and why."""

    id: str  # hash of the other fields
    target: str  # id of the story or event
    kind: Literal["story", "event", "name"]  # a forgotten name is kept as a hash only
    standing: Standing
    reason: str
    by: str | None = None  # id of the story that corrects or withdraws it
