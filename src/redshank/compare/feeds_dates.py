"""Days in tables of others: ISO, 20220624, 24/06/2022, 24 June 2022. Cells in, first and last day out."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from redshank.read.dates import written_day

Order = Literal["day", "month"]
Days = tuple[date, date]

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
WHOLE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?")
YEAR = re.compile(r"\d{4}")
NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?")
HYPHENS = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})")


def order_of(cells: Iterable[str], wanted: Order | None = None) -> tuple[Order, str | None]:
    """Tell whether the day or the month comes first in dates like 03/04/2022.

    Args:
        cells: all dates of the column.
        wanted: the user's choice, which wins.

    Returns:
        The order, and a sentence where it had to be assumed or the dates contradict each other.
    """
    found = [f for f in map(NUMBERS.fullmatch, map(str.strip, cells)) if f and f[2] != "."]
    first, second = (any(int(f[n]) > 12 for f in found) for n in (1, 3))
    if wanted is not None or not found:
        return wanted or "month", None
    if first and not second:
        return "day", None
    if second and not first:
        return "month", None
    said = "mix day first and month first" if first else "could be day first or month first"
    return "month", f"dates like {found[0][0]} {said}: month first is assumed; --day-first for the other."


@lru_cache(maxsize=20_000)
def days_of(cell: str, order: Order = "month") -> Days | None:
    """Return the first and last day that a cell names; None if it is no date."""
    cell = cell.strip()
    if found := WHOLE.fullmatch(cell) or ISO.fullmatch(cell):
        year, month, day = found.groups()
        return _month(int(year), int(month)) if day in (None, "00") else _day(int(year), int(month), int(day))
    if YEAR.fullmatch(cell):
        return date(int(cell), 1, 1), date(int(cell), 12, 31)
    if found := NUMBERS.fullmatch(cell):
        a, b, year = int(found[1]), int(found[3]), _year(found[4])
        day_first = order == "day" or found[2] == "."
        if (b if day_first else a) > 12:  # the only way in which it is a date
            day_first = not day_first
        return _day(year, b, a) if day_first else _day(year, a, b)
    words = written_day(HYPHENS.sub(r"\1 \2 \3", cell)) if cell[:60] == cell else None
    return days_of(words) if words else None


def _year(words: str) -> int:
    if len(words) == 4:
        return int(words)
    return 2000 + int(words) if int(words) < 70 else 1900 + int(words)


def _day(year: int, month: int, day: int) -> Days | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _month(year: int, month: int) -> Days | None:
    if not (1 <= month <= 12 and year):
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def gap(a: Days, b: Days) -> int:
    """Return how many days lie between two spans; 0 if they meet."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def days_in(span: Days, *, more: int = 0) -> Iterable[date]:
    """Give each day of a span, and some more behind it."""
    return (span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1 + more))
