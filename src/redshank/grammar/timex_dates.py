"""The TIMEX3 values of dates, set against the day of the story: days, weekdays, "this week", parts of the day."""

from datetime import date, timedelta

from redshank.grammar.timex_calendar import add, add_months, bounds, safe_date, week_of
from redshank.grammar.timex_record import Moment, Tense, Timex


def focus_day(at: Moment) -> date | None:
    """Return the day that the story told last, as far as it is one."""
    covered = bounds(at.focus) if at.focus else None
    return covered[0] if covered else at.reference


def calendar_value(timex: Timex, at: Moment) -> str | None:
    """Write a date as far as it is given; the year may come from the tense."""
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
    return min(days, key=lambda d: distance((d - now).days, at.tense)).year


def distance(days: int, tense: Tense | None) -> float:
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
    if tense == "past":
        return now.year if month <= now.month else now.year - 1
    return min((0, -1, 1), key=lambda y: distance(12 * y + month - now.month, tense)) + now.year


def _quarter(timex: Timex, at: Moment, year: int | None) -> str | None:
    """Find "the third quarter": of the year given, else the last one begun, or the next in a plan."""
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


def weekday_value(timex: Timex, at: Moment) -> str | None:
    """Find the weekday meant: the last one, or the next where the sentence looks ahead."""
    wanted = timex.weekday or 1
    base = focus_day(at) if timex.of_focus else at.reference
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


def near_value(timex: Timex, at: Moment) -> str | None:
    """Find "this week", "last year", "tomorrow", "the following month"."""
    unit, shift = timex.unit or "D", timex.shift or 0
    base = focus_day(at) if timex.of_focus else at.reference
    if timex.year is not None and base is not None:
        base = add_months(base, 12 * timex.year)
    if unit == "PERIOD":
        return at.quarter
    if base is None:
        return "PAST_REF" if shift < 0 else "FUTURE_REF" if shift else "PRESENT_REF"
    if unit == "Q" and timex.of_focus and at.quarter and shift == 0:
        return at.quarter
    if unit in ("H", "MIN", "S"):
        return None if unit != "H" or shift == 0 else "PT1H"
    if unit == "WE":
        return _weekend_of(base, shift, at.tense)
    return at_unit(add(base, shift, unit), unit)


def _weekend_of(day: date, shift: int, tense: Tense | None) -> str:
    """Find the weekend meant: on a weekday the one behind, unless the sentence looks ahead."""
    saturday = day + timedelta(days=6 - day.isoweekday())
    on_weekend = day.isoweekday() > 5
    if shift < 0 or (shift == 0 and not on_weekend and tense != "future"):
        saturday -= timedelta(days=7)
    elif shift > 0 and on_weekend:
        saturday += timedelta(days=7)
    return f"{week_of(saturday)}-WE"


def at_unit(day: date, unit: str) -> str | None:
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


def part_value(timex: Timex, at: Moment) -> str | None:
    """Put a time of the day on its day."""
    base = focus_day(at) if timex.of_focus else at.reference
    tail = f"T{timex.part or timex.clock}"
    if base is None:
        return f"XXXX-XX-XX{tail}"
    return f"{(base + timedelta(days=timex.shift or 0)).isoformat()}{tail}"
