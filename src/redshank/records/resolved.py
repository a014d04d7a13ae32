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
    text: str
    name: str
    geonameid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    country: str | None = None  # alpha-3
    admin1: str | None = None
    admin2: str | None = None
    place_class: str = msgspec.field(name="class", default="place")
    precision: str = "unknown"  # point city admin2 admin1 country region sea unknown
    resolution: str | None = None  # PLOVER
    where_prec: int | None = None  # UCDP GED, 1-7
    geo_precision: int | None = None  # ACLED, 1-3
    priogrid: int | None = None  # only finer than admin-1
    role: PlaceRole = "literal"
    score: Score
    alternatives: tuple[PlaceChoice, ...] = ()


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value and the interval it means (ISO dates, inclusive)."""

    id: str
    span: Span
    text: str
    type: str  # DATE TIME DURATION SET
    value: str
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None  # time day week month season quarter year decade century unknown
    direction: str | None = None  # past | future | None
    basis: str = "text"  # text | publication | dateline | context


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the story was published, or the best that can be inferred, with the reasons."""

    value: str | None
    earliest: str | None = None
    latest: str | None = None
    basis: str = "unknown"  # metadata dateline caption url inferred unknown
    why: tuple[str, ...] = ()


class Conversion(msgspec.Struct, frozen=True, kw_only=True):
    """A number given a second time in another unit, held against the exact figure."""

    of: str
    exact: float
    verdict: str  # exact rounded wrong


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit."""

    id: str
    span: Span
    value: float
    low: float | None = None  # the lower end of a range; `value` is the upper one
    unit: str | None = None
    si: float | None = None
    modifier: str | None = None
    of: str | None = None
    conversion: Conversion | None = None


class Casualty(msgspec.Struct, frozen=True, kw_only=True):
    """People killed, wounded, missing, arrested or displaced, as somebody counts them."""

    id: str
    kind: str
    who: str | None = None
    side: str | None = None
    low: int | None = None
    high: int | None = None
    modifier: str | None = None
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
    designation: str | None
    aliases: tuple[str, ...] = ()
    reporting_name: str | None = None
    equipment_class: str | None = msgspec.field(name="class", default=None)
    mentions: tuple[Span, ...] = ()
    facts: tuple[Fact, ...] = ()
