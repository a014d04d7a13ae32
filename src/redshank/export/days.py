"""Days of an event in the forms that formats ask for."""

from datetime import date
from typing import Literal

import msgspec

from redshank.records.filed import Filed


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """First and last day of an event, and where we have them from."""

    first: date
    last: date
    basis: Literal["text", "published"]

    @property
    def is_interval(self) -> bool:
        """Say whether the text gives more than one day."""
        return self.first != self.last

    @property
    def length(self) -> int:
        """Return the number of days, both ends counted."""
        return (self.last - self.first).days + 1


def days_of(filed: Filed) -> Days | None:
    """Return the days of an event; None where neither the text nor the story has a date."""
    key = filed.key
    if key.day_from is None or key.day_basis == "unknown":
        return None
    first = date.fromisoformat(key.day_from)
    last = date.fromisoformat(key.day_to or key.day_from)
    return Days(first=min(first, last), last=max(first, last), basis="text" if key.day_basis == "text" else "published")


def compact(day: date | str | None) -> int | None:
    """Return YYYYMMDD as a number."""
    if day is None:
        return None
    return int((day if isinstance(day, str) else day.isoformat()).replace("-", ""))


NO_DAY = "no day: neither the text nor the story has a date"
PUBLISHED = "the text gives no day: that of publication"
INTERVAL = "the text gives a stretch of time: its first day"
