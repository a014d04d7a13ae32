"""Who did what to whom: the predicate as it stands in a sentence, and the event it becomes."""

from typing import Literal

import msgspec

from redshank.records.span import Score, Span
from redshank.records.story import ZoneKind

ActStatus = Literal[
    "happened", "ongoing", "ended", "attempted", "planned", "hypothetical", "negated", "denied", "alleged"
]
DeedStatus = Literal[
    "promised",
    "offered",
    "planned",
    "threatened",
    "demanded",
    "requested",
    "refused",
    "denied",
    "alleged",
    "hypothetical",
    "suspended",
    "attempted",
]


class Link:
    """Words of `linked_by`: what joined a party to an event, where its own words do not."""

    COREFERENCE = "coreference"
    STORY = "story"  # the country that the story is about
    PLACE = "place"  # the state in which the act took place
    OWN_COUNTRY = "own country"  # the actor's
    BY_WAY = "by way of"  # how the score of an actor begins that the words name only so


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """One filler of one role: the token that heads it and how it was reached."""

    name: str  # agent, recipient, object, instrument, place, time, content, addressee ...
    sentence: int
    head: int
    span: Span
    path: str  # "subject", "object", "to", "subtree" ...
    mention: str | None = None  # the actor mention that fills the role; None: a thing, a clause, a pronoun for a deed
    rank: int = 0  # recipients: order of preference; the first rank that is a party of its own wins


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The deed inside an act, as it stands in the sentence: what was promised, asked, refused, alleged."""

    frame: str | None  # None: the words name no deed that the lexicon knows
    family: str | None = None
    status: DeedStatus
    span: Span
    head: int
    roles: tuple[Role, ...] = ()
    condition: Span | None = None
    why: str = ""


class Predication(msgspec.Struct, frozen=True, kw_only=True):
    """One predicate of one sentence: its frame, its status and what fills its roles."""

    id: str  # p1, p2 ...
    sentence: int
    head: int  # the predicate's token
    span: Span  # the predicate's words
    frame: str
    family: str
    type: str | None  # PLOVER type; None: no event of its own (a denial, a plain fact)
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    status: ActStatus = "happened"
    factuality: float = 3.0
    background: bool = False
    roles: tuple[Role, ...] = ()
    content: Content | None = None
    entry: str = ""  # id of the lexicon entry that fired: "frame/trigger"
    why: str = ""
    needs_recipient: bool = False
    symmetric: bool = False


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in a role of an event, with the words that put it there."""

    actor: str  # id of the Actor in the reading
    name: str  # as we know the actor
    code: str | None  # alpha-3, or our code of a body, bloc or group
    country: str | None  # alpha-3 of the state it belongs to
    sectors: tuple[str, ...] = ()  # PLOVER sectors
    span: Span  # the words
    text: str  # the words
    linked_by: str | None = None  # None: from the sentence itself; else coreference, headline, dateline ...


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """What was supplied, signed, seized or used."""

    span: Span
    text: str
    equipment: str | None = None  # id in the reading's equipment
    quantity: str | None = None


class EventPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where the act took place and why we say so."""

    place: str  # id in the reading's places
    name: str
    basis: str  # syntax | sentence | story | dateline


class EventTime(msgspec.Struct, frozen=True, kw_only=True):
    """When the act took place and why we say so. Never the publication date in disguise."""

    time: str | None  # id in the reading's times
    value: str  # TIMEX3
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    basis: str  # syntax | speech | sentence | story


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What was promised, asked, refused, threatened or alleged: a deed that need not have happened."""

    frame: str | None  # null: the words name no deed that we know
    status: DeedStatus  # how it stands
    type: str | None = None  # PLOVER type it would have if done
    modes: tuple[str, ...] = ()  # modes it would have
    holder: str | None = None  # who alleges it
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    objects: tuple[Thing, ...] = ()
    when: EventTime | None = None  # the deadline
    condition: Span | None = None  # words of the condition
    predicate: Span | None = None  # the word that heads the deed
    span: Span  # the words
    text: str  # the words


class EventMention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the story that tells the event."""

    span: Span
    zone: ZoneKind


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence that a reader would underline."""

    span: Span
    text: str


class OwnField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that a user's own codebook asks for, with the words that give it."""

    name: str  # as the codebook calls it
    value: str  # as the codebook words it, or as the text does
    span: Span  # the words


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """The event as a user's own codebook codes it, beside PLOVER."""

    codebook: str  # its id
    type: str  # one of its types
    modes: tuple[str, ...] = ()  # of its modes
    fields: tuple[OwnField, ...] = ()  # of its fields, those that the text gives
    why: str = ""  # which line of the codebook selected the event, and by what


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom, with the words that say so."""

    id: str  # e1, e2 ... in the order of the text
    type: str  # one of the 16 PLOVER types
    modes: tuple[str, ...] = ()  # how, within the type
    contexts: tuple[str, ...] = ()  # what it is about: military, economic ...
    cameo: str | None = None  # CAMEO code
    quad: str  # verbal or material, cooperation or conflict
    intensity: float | None = None  # of the type, by the edition
    frame: str  # what the predicate means
    status: ActStatus  # whether the act took place
    holder: str  # narrator, or the name of who is committed to it
    factuality: float  # from -3, surely not, to 3, surely
    background: bool = False  # recalled from long before the story
    actors: tuple[Party, ...] = ()  # who
    recipients: tuple[Party, ...] = ()  # to whom
    objects: tuple[Thing, ...] = ()  # what
    instruments: tuple[Thing, ...] = ()  # with what
    place: EventPlace | None = None  # where the act took place
    when: EventTime | None = None  # when the act took place
    deed: Deed | None = None  # what was promised, asked, refused, alleged
    speakers: tuple[str, ...] = ()  # from the narrator inwards; names
    answers: tuple[str, ...] = ()  # ids of the requests that this act answers
    mentions: tuple[EventMention, ...] = ()  # every place in the story that tells it
    evidence: Evidence  # the sentence
    predicate: Span  # the words that fired
    entry: str  # the lexicon entry that fired: what `explain` names
    score: Score  # how sure, and why
    zone: ZoneKind  # where on the page
    line: str = ""  # the event in plain words, an allegation never without its holder
    own: tuple[Own, ...] = ()  # by codebooks of the user's own, one coding each; empty without one
