"""Days, weeks, months, quarters, years: the periods of a count, and what they are called."""

from collections.abc import Iterator
from datetime import date, timedelta

PERIODS = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
# names of periods in SQL: 2022-06-25, 2022-W25, 2022-06, 2022-Q2, 2022
CALLED = {
    "day": "strftime(period, '%Y-%m-%d')",
    "week": "strftime(period, '%G-W%V')",
    "month": "strftime(period, '%Y-%m')",
    "quarter": "strftime(period, '%Y') || '-Q' || quarter(period)",
    "year": "strftime(period, '%Y')",
}


def start_of(day: date, unit: str) -> date:
    """Return the first day of the period that a day lies in."""
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    size = MONTHS[unit]
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def moved(start: date, unit: str, count: int) -> date:
    """Return the first day of the period that comes so many periods later, or earlier."""
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    months = start.year * 12 + start.month - 1 + count * MONTHS[unit]
    return date(max(1, months // 12), months % 12 + 1, 1)


def between(first: date, last: date, unit: str) -> Iterator[date]:
    """Give the first day of every period from one day to another."""
    start = start_of(first, unit)
    while start <= last:
        yield start
        start = moved(start, unit, 1)
