"""Anchor an expression of time: what it means said on a certain day, in a sentence that looks back or ahead."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from redshank.grammar.timex_calendar import add, add_months, bounds, holiday_in, safe_date, week_of
from redshank.grammar.timex_read import Kind
from redshank.lexicon.times import Holiday
from redshank.records import Span

Tense = Literal["past", "future"]
NEAREST_AHEAD = 120  # days that a date without a year may lie ahead when the sentence does not say


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
    """The TIMEX3 type and value with the days they cover; a value of its own only where the words and the day give it."""

    type: str
    value: str
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    direction: str | None = None


def anchor(timex: Timex, at: Moment, holidays: dict[str, Holiday] | None = None) -> Anchored | None:
    """Give the expression its value; None where the words turn out to be no time."""
    if timex.kind == "holiday":
        value = _holiday(timex, at, (holidays or {}).get(timex.holiday or ""))
    else:
        value = VALUES[timex.kind](timex, at)
    if value is None:
        return None
    if timex.kind in ("set", "duration") or (value.startswith("P") and not value.endswith("_REF")):
        return _stretch(timex, at, value)
    if timex.part or timex.clock:
        if timex.kind != "part":
            value = f"{value}T{timex.part or timex.clock}"
        return _with_bounds("TIME", value, at)
    return _with_bounds("DATE", value, at)


def _with_bounds(kind: str, value: str, at: Moment) -> Anchored:
    reference = at.reference.isoformat() if at.reference else None
    if value.endswith("_REF"):
        way = {"PAST_REF": "past", "FUTURE_REF": "future"}.get(value)
        first = None if way == "past" else reference
        last = None if way == "future" else reference
        return Anchored(type=kind, value=value, earliest=first, latest=last, precision="unknown", direction=way)
    covered = bounds(value)
    if covered is None:
        return Anchored(type=kind, value=value, precision="unknown" if "X" in value else None)
    first_day, last_day, precision = covered
    way = None
    if at.reference is not None:
        way = "past" if last_day < at.reference else "future" if first_day > at.reference else None
    first, last = first_day.isoformat(), last_day.isoformat()
    return Anchored(type=kind, value=value, earliest=first, latest=last, precision=precision, direction=way)


def _stretch(timex: Timex, at: Moment, value: str) -> Anchored:
    """Bound a duration that begins or ends on the day of speaking: "within months", "the past two weeks"."""
    kind = "SET" if timex.kind == "set" else "DURATION"
    way = timex.shift if timex.kind == "duration" else None
    if way is None or at.reference is None:
        return Anchored(type=kind, value=value)
    far = add(at.reference, way * timex.count, timex.unit or "D").isoformat() if timex.count else None
    near = at.reference.isoformat()
    if way < 0:
        return Anchored(type=kind, value=value, earliest=far, latest=near, precision="unknown", direction="past")
    return Anchored(type=kind, value=value, earliest=near, latest=far, precision="unknown", direction="future")


def _focus_day(at: Moment) -> date | None:
    """Return the day that the story told last, as far as it is one."""
    covered = bounds(at.focus) if at.focus else None
    return covered[0] if covered else at.reference


def _calendar(timex: Timex, at: Moment) -> str | None:
    if timex.value is not None:
        return timex.value
    if timex.decade is not None:
        return f"{timex.decade}"
    year = timex.year
    if timex.edge == "year" and timex.shift is not None and year is None:
        year = at.reference.year + timex.shift if at.reference else None
    if timex.unit in ("Q", "HALF", "PERIOD"):
        return _quarter(timex, at, year)
    if timex.season:
        return _season(timex, at, year)
    if timex.month is None:
        return f"{year:04d}" if year else None
    if year is None:
        year = _year_of(timex, at)
    head = f"{year:04d}" if year else "XXXX"
    if timex.day is None:
        return f"{head}-{timex.month:02d}"
    if safe_date(year or 2000, timex.month, timex.day) is None:
        return f"{head}-{timex.month:02d}" if timex.day > 31 else None
    return f"{head}-{timex.month:02d}-{timex.day:02d}"


def _year_of(timex: Timex, at: Moment) -> int | None:
    """Choose the year of "March 3" or "March": back or ahead as the tense says, else the nearest."""
    if at.reference is None or timex.month is None:
        return None
    now = at.reference
    if timex.day is None:
        return _month_year(timex, now, at.tense)
    days = [d for y in (-1, 0, 1) if (d := safe_date(now.year + y, timex.month, timex.day))]
    if not days:
        return now.year
    return min(days, key=lambda d: _distance((d - now).days, at.tense)).year


def _distance(days: int, tense: Tense | None) -> float:
    """Weigh days ahead against days back."""
    if days <= 0:
        return -days * (4.0 if tense == "future" else 1.0)
    return days * (1.0 if tense == "future" else 2.0 if tense is None else 4.0)


def _month_year(timex: Timex, now: date, tense: Tense | None) -> int:
    month = timex.month or 1
    if timex.shift == -1:
        return now.year if month < now.month else now.year - 1
    if timex.shift == 1:
        return now.year if month > now.month else now.year + 1
    if timex.shift == 0:
        return now.year
    return min((0, -1, 1), key=lambda y: _distance(12 * y + month - now.month, tense)) + now.year


def _quarter(timex: Timex, at: Moment, year: int | None) -> str | None:
    """Find "the third quarter": of the year given, else the last one begun, or the next where the sentence looks ahead."""
    parts = 2 if timex.unit == "HALF" else 4
    letter = "H" if parts == 2 else "Q"
    number = parts if timex.ordinal == -1 else timex.ordinal
    if number is None or timex.ordinal is None:
        told = at.quarter[-2:] if at.quarter else None
        return f"{year}-{told}" if year and told else f"{year}" if year else None
    if number > parts:
        return None
    if year is None:
        if at.reference is None:
            return f"XXXX-{letter}{number}"
        begun = (number - 1) * (12 // parts) + 1 <= at.reference.month
        year = at.reference.year - (0 if begun or at.tense == "future" else 1)
    return f"{year}-{letter}{number}"


def _season(timex: Timex, at: Moment, year: int | None) -> str | None:
    if year is None:
        if at.reference is None:
            return f"XXXX-{timex.season}"
        first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[timex.season or "SP"]
        now = at.reference
        year = now.year
        if timex.shift == 1:
            year += 0 if first > now.month else 1
        elif timex.shift == -1:
            year -= 0 if first + 2 < now.month else 1
        elif timex.shift is None and first > now.month and at.tense != "future":
            year -= 1
    return f"{year}-{timex.season}"


def _weekday(timex: Timex, at: Moment) -> str | None:
    wanted = timex.weekday or 1
    base = _focus_day(at) if timex.of_focus else at.reference
    if base is None:
        return f"XXXX-WXX-{wanted}"
    back = (base.isoweekday() - wanted) % 7
    if timex.shift == -1:
        return (base - timedelta(days=back or 7)).isoformat()
    if timex.shift == 1:
        return (base + timedelta(days=7 - back)).isoformat()
    if back and (at.tense == "future" or (timex.shift == 0 and at.tense != "past")):
        return (base + timedelta(days=7 - back)).isoformat()
    return (base - timedelta(days=back)).isoformat()


def _near(timex: Timex, at: Moment) -> str | None:
    """Find "this week", "last year", "tomorrow", "the following month"."""
    unit, shift = timex.unit or "D", timex.shift or 0
    base = _focus_day(at) if timex.of_focus else at.reference
    if timex.year is not None and base is not None:
        base = add_months(base, 12 * timex.year)
    if unit == "PERIOD":
        return at.quarter
    if base is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[shift]
    if unit == "Q" and timex.of_focus and at.quarter and shift == 0:
        return at.quarter
    if unit in ("H", "MIN", "S"):
        return None if unit != "H" or shift == 0 else "PT1H"
    if unit == "WE":
        saturday = base + timedelta(days=6 - base.isoweekday())
        back = 7 if shift < 0 or (shift == 0 and base.isoweekday() < 6 and at.tense != "future") else 0
        return (
            week_of(
                saturday
                - timedelta(days=back)
                + timedelta(days=7 if shift > 0 and back == 0 and base.isoweekday() > 5 else 0)
            )
            + "-WE"
        )
    return _at_unit(add(base, shift, unit), unit)


def _at_unit(day: date, unit: str) -> str | None:
    """Write a day no finer than the unit."""
    if unit in ("D", "H", "MIN", "S"):
        return day.isoformat()
    if unit in ("W", "2W"):
        return week_of(day)
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return {"Y": f"{day.year:04d}", "DE": f"{day.year // 10}", "CE": f"{day.year // 100:02d}"}.get(unit)


def _offset(timex: Timex, at: Moment) -> str | None:
    """Count back or ahead: "four months ago", "two days earlier", "the year-ago quarter"."""
    shift, unit = timex.shift or 0, timex.unit or "D"
    if timex.rule == "in so long" and at.tense != "future":
        return _duration(timex, at)
    told = at.quarter if unit == "Y" and (timex.count in (None, 1.0)) and shift < 0 else None
    if timex.of_quarter or (told and not timex.is_vague):
        letter = f"Q{timex.ordinal}" if timex.ordinal else (told or "")[-2:]
        if letter:
            year = int(told[:4]) if told else (at.reference.year if at.reference else 0)
            return f"{year - 1}-{letter}" if year else None
    base = _focus_day(at) if timex.of_focus else at.reference
    if timex.is_vague:
        return _vague_offset(timex, at, base)
    if base is None:
        return "PAST_REF" if shift < 0 else "FUTURE_REF"
    if unit in ("H", "MIN", "S") and timex.of_focus:
        return _duration(timex, at)
    value = _at_unit(add(base, shift * (timex.count or 1.0), unit), unit)
    if timex.of_focus and value and at.focus and len(at.focus) < len(value):
        return at.focus if unit in ("D", "H", "MIN") else value
    return value


def _vague_offset(timex: Timex, at: Moment, base: date | None) -> str:
    """ "Days later" stays in the month told, "hours later" on its day; "months ago" is just the past."""
    if timex.of_focus and base is not None and timex.unit in ("H", "MIN", "S", "D"):
        return base.isoformat() if timex.unit != "D" else f"{base.year:04d}-{base.month:02d}"
    return "PAST_REF" if (timex.shift or 0) < 0 else "FUTURE_REF"


def _part(timex: Timex, at: Moment) -> str | None:
    base = _focus_day(at) if timex.of_focus else at.reference
    tail = f"T{timex.part or timex.clock}"
    if base is None:
        return f"XXXX-XX-XX{tail}"
    return f"{(base + timedelta(days=timex.shift or 0)).isoformat()}{tail}"


def _duration(timex: Timex, at: Moment) -> str | None:
    """Write P5D, PT2H, P2Y6M, PXM."""
    if timex.value:
        return timex.value
    unit = timex.unit or "D"
    clock = unit in ("H", "MIN", "S")
    letter = {"MIN": "M", "CE": "C", "2W": "W", "DE": "DE"}.get(unit, unit)
    if timex.is_vague or timex.count is None:
        return f"P{'T' if clock else ''}X{letter}"
    count = timex.count * (2 if unit == "2W" else 1)
    if unit == "Q":
        count, letter = count * 3, "M"
    whole, rest = int(count), count - int(count)
    if not rest:
        return f"P{'T' if clock else ''}{whole}{letter}"
    return _split(unit, whole, rest)


def _split(unit: str, whole: int, rest: float) -> str:
    """Write two and a half years as P2Y6M."""
    finer = {"Y": ("Y", "M", 12), "H": ("H", "M", 60), "D": ("D", "H", 24), "MIN": ("M", "S", 60), "M": ("M", "D", 30)}
    if unit == "DE":
        return f"P{round((whole + rest) * 10)}Y"
    if unit == "W" or unit not in finer:
        return f"P{round((whole + rest) * 7)}D" if unit == "W" else f"P{whole + rest:g}{unit}"
    big, small, size = finer[unit]
    parts = round(rest * size)
    head = f"{whole}{big}" if whole else ""
    if unit in ("H", "MIN"):
        return f"PT{head}{parts}{small}"
    return f"P{head}T{parts}{small}" if unit == "D" else f"P{head}{parts}{small}"


def _set(timex: Timex, at: Moment) -> str | None:
    if timex.value:
        return timex.value
    return _duration(msgspec.structs.replace(timex, count=timex.count or 1.0), at)


def _holiday(timex: Timex, at: Moment, holiday: Holiday | None) -> str | None:
    if holiday is None:
        return None
    if timex.year or holiday.year:
        return holiday_in(holiday, timex.year or holiday.year).isoformat()
    if at.reference is None:
        return f"XXXX-{holiday.month:02d}-{holiday.day:02d}" if holiday.day else None
    now = at.reference
    days = [holiday_in(holiday, now.year + y) for y in (-1, 0, 1)]
    return min(days, key=lambda d: _distance((d - now).days, at.tense)).isoformat()


VALUES: dict[Kind, Callable[[Timex, Moment], str | None]] = {
    "calendar": _calendar,
    "weekday": _weekday,
    "near": _near,
    "offset": _offset,
    "part": _part,
    "duration": _duration,
    "set": _set,
    "reference": lambda timex, at: timex.value,
}
