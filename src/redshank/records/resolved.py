"""What the words mean: actors, places, times, quantities, equipment."""

from typing import Literal

import msgspec

from redshank.records.span import Score, Span


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person in office, a state, a body, an armed force, or people known by their role."""

    id: str
    name: str
    kind: str  # state person institution igo armed_group generic ...
    code: str | None  # ISO 3166 alpha-3, or our code of a body or bloc
    country: str | None
    sectors: tuple[str, ...] = ()
    plover: str | None = None  # the manual's entity code where it differs: UNO, IGO, NGO ...
    entry: str | None = None  # id in the entities
    office: str | None = None
    mentions: tuple[Span, ...] = ()
    score: Score


class ActorLink(msgspec.Struct, frozen=True, kw_only=True):
    """Which actor a mention stands for, and how we know when the words alone do not say it."""

    mention: str
    actor: str
    linked_by: str | None = None
    score: Score


PlaceRole = Literal["literal", "metonym", "modifier", "embedded", "caption", "rhetorical"]


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Another place that the words might have meant."""

    name: str
    geonameid: str | None
    country: str | None
    score: float


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym and the place it names. Degrees are WGS 84."""

    id: str
    span: Span
    text: str  # the words
    name: str  # as the gazetteer has it
    geonameid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None  # how far it reaches, about
    country: str | None = None  # alpha-3
    admin1: str | None = None  # first subdivision
    admin2: str | None = None  # second subdivision
    place_class: str = msgspec.field(name="class", default="place")
    precision: str = "unknown"  # point city admin2 admin1 country region sea unknown
    resolution: str | None = None  # PLOVER
    where_prec: int | None = None  # UCDP GED, 1-7
    geo_precision: int | None = None  # ACLED, 1-3
    priogrid: int | None = None  # only finer than admin-1
    role: PlaceRole = "literal"  # what the words do in the sentence
    score: Score  # how sure, and why
    alternatives: tuple[PlaceChoice, ...] = ()  # other places of the name, with scores


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value and the interval it means (ISO dates, inclusive)."""

    id: str
    span: Span
    text: str  # the words
    type: str  # DATE TIME DURATION SET
    value: str  # TIMEX3
    earliest: str | None = None  # ISO date
    latest: str | None = None  # ISO date
    precision: str | None = None  # time day week month season quarter year decade century unknown
    direction: str | None = None  # past | future | None
    basis: str = "text"  # text | publication | dateline | context


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the story was published, or the best that can be inferred, with the reasons."""

    value: str | None  # ISO date
    earliest: str | None = None
    latest: str | None = None
    basis: str = "unknown"  # metadata dateline caption url inferred unknown
    why: tuple[str, ...] = ()  # the reasons, one by one


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """A number given a second time in another unit, held against the exact figure."""

    of: str
    exact: float
    verdict: str  # exact rounded wrong


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit."""

    id: str
    span: Span
    value: float  # as told
    low: float | None = None  # the lower end of a range; `value` is the upper one
    unit: str | None = None  # in English, singular
    si: float | None = None  # the same in SI units
    modifier: str | None = None  # about, at least, more than
    of: str | None = None  # what is counted or measured
    per: str | None = None  # "a year", "per tonne": the unit of the rate
    vague: bool = False  # "dozens of": `value` is the least that the words say
    conversion: Conversion | None = None  # when the same is told in two units


class Casualty(msgspec.Struct, frozen=True, kw_only=True):
    """People killed, wounded, missing, arrested or displaced, as somebody counts them."""

    id: str
    kind: str  # killed, wounded, missing, arrested, displaced
    who: str | None = None  # the words for them
    side: str | None = None  # whose
    low: int | None = None  # at least
    high: int | None = None  # at most
    modifier: str | None = None  # about, at least
    holder: str = "narrator"
    span: Span


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says of a piece of equipment."""

    attribute: str
    value: str
    span: Span


class Equipment(msgspec.Struct, frozen=True, kw_only=True):
    """A weapon or platform, by its designation where the text gives one."""

    id: str
    designation: str | None  # null: the text gives none
    aliases: tuple[str, ...] = ()  # other names in the text
    reporting_name: str | None = None  # NATO reporting name
    equipment_class: str | None = msgspec.field(name="class", default=None)  # fighter aircraft, frigate ...
    mentions: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()  # what the text says of it
