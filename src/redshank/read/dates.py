"""Read the dates of feeds, mails and exports: RFC 2822, ISO 8601, and days as newspapers write them."""

import datetime
import re
from email.utils import parsedate_tz

from redshank.read.about import iso_date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
WRITTEN = (
    re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{MONTH},?\s+(?P<day>)(?P<year>\d{{4}})\b", re.IGNORECASE),
)
LONGEST = 100  # characters


def iso_of(value: str | None) -> str | None:
    """Return the ISO form of a date or time, with its zone where it has one; None if it is no date."""
    value = " ".join(value.split()) if value else ""
    if not value or len(value) > LONGEST:
        return None
    return iso_date(value) or _mailed(value) or written_day(value)


def _mailed(value: str) -> str | None:
    """Read "Wed, 04 Mar 1998 10:00:00 +0100"; an unknown zone is left out."""
    if not re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[\s-][A-Za-z]{3,9}[\s-]\d{2,4}\s+\d", value):
        return None
    parts = parsedate_tz(value)
    if parts is None:
        return None
    try:
        moment = datetime.datetime(*parts[:6])
        if parts[9] is not None:
            moment = moment.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=parts[9])))
    except (ValueError, OverflowError):
        return None
    return moment.isoformat()


def written_day(value: str) -> str | None:
    """Return the day that a line names: "March 4, 1998 Wednesday", "4 March 1998", "March 1998"."""
    for pattern in WRITTEN:
        found = pattern.search(value)
        if not found:
            continue
        year, month = (
            int(found["year"]),
            MONTHS.index(found[2 if found.start(1) == found.start("day") else 1][:3].lower()),
        )
        if not found["day"]:
            return f"{year:04d}-{month + 1:02d}"
        try:
            return datetime.date(year, month + 1, int(found["day"])).isoformat()
        except ValueError:
            return None
    return None
