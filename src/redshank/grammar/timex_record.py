"""The records of the grammar of time: what a rule read, the expression it makes, what that means on a given day."""

from datetime import date
from typing import Literal

import msgspec

from redshank.records import Span

Tense = Literal["past", "future"]
Kind = Literal[
    "calendar",  # year, month, day as far as given
    "weekday",
    "near",  # this, last, next unit; today, yesterday
    "offset",  # so many units before or after
    "part",  # a time of the day
    "duration",
    "set",
    "reference",
    "holiday",
]


class Atom(msgspec.Struct, kw_only=True):
    """What a rule has read; joined with its neighbours before it becomes a record (timex.py)."""

    start: int  # first word
    end: int  # behind the last word
    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: float | None = None
    is_vague: bool = False
    shift: int | None = None
    ordinal: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    decade: int | None = None
    value: str | None = None
    holiday: str | None = None
    of_focus: bool = False  # counts from the time told last, not from the day of the story
    edge: str | None = None  # beginning, end: which side of the stretch
    of_quarter: bool = False  # "the year-ago quarter": a quarter whatever the unit counted


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of time as the words give it, not yet set against the day on which it was said."""

    span: Span
    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 1 is Monday
    unit: str | None = None  # TIMEX3 letters, and DE decade, CE century, MIN minute, Q quarter, HALF, WE weekend
    count: float | None = None
    is_vague: bool = False  # "several", "a few", a bare plural
    shift: int | None = None  # -1 back, 0 this, 1 ahead
    ordinal: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    decade: int | None = None
    value: str | None = None  # needs no anchor
    holiday: str | None = None
    of_focus: bool = False  # counts from the time told last, not from the day of the story
    edge: str | None = None
    of_quarter: bool = False


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression is set against: the day of the story, the time told last, the quarter told last, the tense."""

    reference: date | None = None
    tense: Tense | None = None
    focus: str | None = None
    quarter: str | None = None


class Anchored(msgspec.Struct, frozen=True, kw_only=True):
    """The TIMEX3 type and value, and the days that they cover."""

    type: str
    value: str
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    direction: str | None = None
