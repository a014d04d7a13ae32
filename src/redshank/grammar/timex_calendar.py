"""Days, weeks, months, quarters: arithmetic on the calendar, and the days that a TIMEX3 value covers."""

import re
from calendar import monthrange
from datetime import date, timedelta

from redshank.lexicon.times import Holiday

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")
MONTH = re.compile(r"(\d{4})-(\d\d)")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
HALF = re.compile(r"(\d{4})-H([12])")
SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
Bounds = tuple[date, date, str]


def week_of(day: date) -> str:
    """Return the ISO week as TIMEX3 writes it: 2022-W24."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def add_months(day: date, months: int) -> date:
    """Move by whole months, to the last day of the month where it is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year = min(max(at // 12, 1), 9998)
    month = at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add(day: date, count: float, unit: str) -> date:
    """Move by so many units (TIMEX3 letters); hours and minutes move by the days they fill."""
    try:
        if unit in ("D", "W", "2W"):
            return day + timedelta(days=round(count * {"D": 1, "W": 7, "2W": 14}[unit]))
        if unit in ("H", "MIN", "S"):
            return day + timedelta(days=int(count * {"H": 3600, "MIN": 60, "S": 1}[unit] / 86400))
        return add_months(day, round(count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "L": 12000}[unit]))
    except (OverflowError, ValueError):
        return date.min if count < 0 else date(9998, 12, 31)


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none: 30 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Gauss, as corrected by Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    span = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * span) // 451
    month, day = divmod(epact + span - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_in(holiday: Holiday, year: int) -> date:
    """Return the day of a holiday in a year."""
    if holiday.easter is not None:
        return easter(year) + timedelta(days=holiday.easter)
    if holiday.day:
        return date(year, holiday.month, holiday.day)
    if holiday.nth < 0:
        last = date(year, holiday.month, monthrange(year, holiday.month)[1])
        return last - timedelta(days=(last.isoweekday() - holiday.weekday) % 7)
    first = date(year, holiday.month, 1)
    return first + timedelta(days=(holiday.weekday - first.isoweekday()) % 7 + 7 * (holiday.nth - 1))


def _months(year: int, first: int, last: int, name: str) -> Bounds:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), name


def bounds(value: str) -> Bounds | None:
    """Return the first day, the last day and the precision of a value, or None where it names no stretch of days."""
    if hit := DAY.fullmatch(value):
        day = safe_date(int(hit[1]), int(hit[2]), int(hit[3]))
        return None if day is None else (day, day, "time" if hit[4] else "day")
    if hit := MONTH.fullmatch(value):
        return _months(int(hit[1]), int(hit[2]), int(hit[2]), "month") if 1 <= int(hit[2]) <= 12 else None
    if hit := WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(hit[1]), min(int(hit[2]), 52), 1)
        if hit[2] == "53":
            monday += timedelta(days=7)
        return (monday + timedelta(days=5 if hit[3] else 0), monday + timedelta(days=6), "day" if hit[3] else "week")
    if hit := QUARTER.fullmatch(value):
        last = int(hit[2]) * 3
        return _months(int(hit[1]), last - 2, last, "quarter")
    if hit := HALF.fullmatch(value):
        last = int(hit[2]) * 6
        return _months(int(hit[1]), last - 5, last, "half")
    if hit := SEASON.fullmatch(value):
        first, last = SEASON_MONTHS[hit[2]]
        end = _months(int(hit[1]) + (hit[2] == "WI"), last, last, "season")[1]
        return date(int(hit[1]), first, 1), end, "season"
    return _long(value)


def _long(value: str) -> Bounds | None:
    """Read a year, a decade (three figures) or a century (two)."""
    if not value.isdigit() or not 2 <= len(value) <= 4 or int(value) == 0:
        return None
    name = {4: "year", 3: "decade", 2: "century"}[len(value)]
    width = 10 ** (4 - len(value))
    first = int(value) * width
    return date(first, 1, 1), date(first + width - 1, 12, 31), name
