"""Rows of the registers: a deal in arms, a measure, and each telling of them."""

import msgspec


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One place in one story that tells how far a deal or measure has come."""

    stage: str
    date: str | None  # ISO day of the stage, where the text gives one: the first day of a month or year
    when: str | None  # the same no finer than the text has it: 1990-10, 1980s
    holder: str  # narrator, or who alone says so
    is_accusation: bool = False  # told by an accuser, not by the story
    denied_by: tuple[str, ...] = ()
    record: str  # id of the transfer or restriction in the archive
    event: str | None  # id of the event told by the same words
    story: str
    publisher: str | None
    published: str | None
    url: str | None
    words: str | None  # null: the words are not kept
    sentence: str | None
    start: int  # of the sentence in the story
    end: int

    @property
    def day(self) -> str:
        """Return the day by which it is ordered: its own, but no later than the story; else the story's; else ''."""
        published = self.published or ""
        return min(self.date, published) if self.date and published else self.date or published


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of items and who says so."""

    what: str  # number: promised or asked for; ordered; delivered; per_unit
    value: float
    holder: str
    story: str


class Deal(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate deal in arms, as the stories of an archive tell it."""

    id: str
    supplier: str | None  # code; null: the texts do not say
    recipient: str | None
    item: str  # the family of the designation, else the class
    item_class: str | None
    items: tuple[str, ...]  # as the stories call it
    kinds: tuple[str, ...]  # transfer, licence, upgrade or service ...
    terms: tuple[str, ...]  # gift, sale
    stage: str  # the latest that was told
    stage_date: str | None  # when it came to that, no finer than the text has it
    holder: str  # who says so; narrator: the story
    furthest: str  # the stage furthest on that was ever told
    eligible: bool  # contracted at least, and not by an accuser alone
    denied_by: tuple[str, ...]
    figures: tuple[Figure, ...]  # each with its holder; never added or averaged
    deadlines: tuple[str, ...]  # TIMEX3
    conditions: tuple[str, ...]  # the words
    first_told: str | None
    last_told: str | None
    reports: int  # different texts
    publishers: int  # named ones, of copies word for word too
    tellings: tuple[Telling, ...]  # the series of stages, oldest first


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """What a side calls a measure, in its own words."""

    by: str
    words: str
    story: str


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A sanction, ban or closure between two parties, as the stories of an archive tell it."""

    id: str
    sender: str | None
    target: str | None
    measure: str
    instrument: str | None
    stage: str
    stage_date: str | None  # when it came to that, no finer than the text has it
    holder: str
    furthest: str
    since: str | None  # 1990-10, 1998-07-01
    denied_by: tuple[str, ...]
    together_with: tuple[str, ...]  # other senders that a story names in the same breath
    exemptions: tuple[str, ...]  # the words
    called: tuple[Saying, ...]
    first_told: str | None
    last_told: str | None
    reports: int
    publishers: int
    tellings: tuple[Telling, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of a register are asked for. Values of one field are alternatives."""

    stage: tuple[str, ...] = ()
    since: str | None = None  # told on or after
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
