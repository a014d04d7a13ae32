"""What the user says about the stories that are read: their date, their publisher, the names of their columns."""

import datetime
import re

import msgspec

from redshank.records.errors import InputError

FIELDS = ("text", "title", "published", "publisher", "url", "id", "language", "byline", "dateline")
PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?$")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every story of a run, unless the story itself says otherwise."""

    published: str | None = None  # ISO 8601: 1998-03-14, 1998-03 or 1998
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    fields: tuple[tuple[str, str], ...] = ()  # (our name, the column's name)

    def __post_init__(self) -> None:
        """Refuse what cannot be meant, before anything is read."""
        if self.published is not None and iso_date(self.published) is None:
            raise InputError(f"{self.published!r} is not a date we can read. Write it as 1998-03-14, 1998-03 or 1998.")
        for name, _ in self.fields:
            if name not in FIELDS:
                raise InputError(
                    f"There is no field {name!r}. Write --field NAME=COLUMN with NAME one of: {', '.join(FIELDS)}."
                )

    def column(self, name: str) -> str | None:
        """Return the column that the user named for this field."""
        return dict(self.fields).get(name)


def iso_date(value: str) -> str | None:
    """Return the ISO form of a date or time as sources write them, or None if it is none."""
    value = value.strip()
    if PARTIAL.match(value):
        return value
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    try:
        if len(value) == 10:
            return datetime.date.fromisoformat(value).isoformat()
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).isoformat()
    except ValueError:
        return None
