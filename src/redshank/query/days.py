"""Days of a question: a year, a month or a day, from its first to its last day."""

import calendar
import re
from datetime import date

from redshank.records.errors import InputError

SHAPE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def first_day(words: str, option: str = "since") -> date:
    """Return the first day of a year, month or day."""
    return _span(words, option)[0]


def last_day(words: str, option: str = "until") -> date:
    """Return the last day of a year, month or day."""
    return _span(words, option)[1]


def _span(words: str, option: str) -> tuple[date, date]:
    found = SHAPE.fullmatch(words.strip())
    if found is None:
        raise InputError(f"--{option} {words!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD, for example 2022-06.")
    year, month, day = (int(g) if g else None for g in found.groups())
    try:
        start = date(year or 1, month or 1, day or 1)
        last_month = month or 12
        return start, date(start.year, last_month, day or calendar.monthrange(start.year, last_month)[1])
    except ValueError as error:
        raise InputError(f"--{option} {words!r} is no date: {error}.") from None
