"""Guess which column of a table or key of a record holds the text, the title, the date."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from redshank.read.about import About
from redshank.read.story import Fields

GUESSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "text",
        (
            "text",
            "body",
            "content",
            "story",
            "article",
            "full_text",
            "fulltext",
            "article_text",
            "maintext",
            "bodytext",
        ),
    ),
    ("title", ("title", "headline", "head")),
    (
        "published",
        (
            "published",
            "date",
            "pub_date",
            "pubdate",
            "publish_date",
            "date_publish",
            "publication_date",
            "published_at",
            "publishedat",
            "datetime",
            "timestamp",
        ),
    ),
    (
        "publisher",
        ("publisher", "source", "outlet", "newspaper", "publication", "source_name", "domain"),
    ),
    ("url", ("url", "link", "permalink", "source_url")),
    ("id", ("id", "doc_id", "docid", "article_id", "story_id")),
    ("language", ("language", "lang")),
    ("byline", ("byline", "author", "authors")),
    ("dateline", ("dateline",)),
)


class BadRecord(Exception):
    """A record that holds no story: the reason in one word, and a sentence for the user."""

    def __init__(self, reason: str, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.reason = reason
        self.message = message


def guess_fields(columns: Sequence[str], about: About) -> tuple[tuple[str, str], ...]:
    """Say which column feeds which of our fields: (our name, the column's name), the text first.

    A record in which the first guess is empty may still be fed from the next.

    Args:
        columns: the names in the head of a table, or the keys of a record.
        about: holds the user's own choice of columns, which wins.
    """
    lowered = {c.strip().lower(): c for c in columns}
    found: list[tuple[str, str]] = []
    for name, guesses in GUESSES:
        chosen = about.column(name)
        if chosen is not None:
            found += [(name, chosen)] if chosen in columns else []
        elif hit := next((lowered[g] for g in guesses if g in lowered), None):
            found.append((name, hit))
    return tuple(found)


def fields_of(record: Mapping[str, object], about: About) -> Fields:
    """Map one record onto our fields.

    Raises:
        BadRecord: there is no text, or it is no string.
    """
    lowered = {k.strip().lower(): k for k in record if isinstance(k, str)}
    found: dict[str, str] = {}
    for name, guesses in GUESSES:
        value = _value(record, lowered, name, guesses, about)
        if value is not None:
            found[name] = value
    if "text" not in found:
        keys = ", ".join(str(k) for k in list(record)[:12]) or "none"
        raise BadRecord("no-text", f"No field holds the text (fields: {keys}). Name it: --field text=COLUMN.")
    return msgspec.convert(found, Fields)


def _value(
    record: Mapping[str, object], lowered: Mapping[str, str], name: str, guesses: tuple[str, ...], about: About
) -> str | None:
    """Return the value of the column that the user named, or of the first that we guess."""
    chosen = about.column(name)
    if chosen is not None:
        if chosen not in record:
            if name == "text":
                raise BadRecord("no-text", f"There is no field {chosen!r}, which --field text={chosen} asks for.")
            return None
        return _string(record[chosen], chosen, name)
    for guess in guesses:
        if guess in lowered and record[lowered[guess]] is not None:
            return _string(record[lowered[guess]], lowered[guess], name)
    return None


def _string(value: object, column: str, name: str) -> str | None:
    """Return a string; a text of another type is an error, other fields are made strings where that is plain."""
    if isinstance(value, str):
        return value
    if name == "text":
        kinds = {dict: "an object", list: "a list", type(None): "null", bool: "true or false"}
        kind = kinds.get(type(value), "a number")
        raise BadRecord("wrong-type", f"The field {column!r} should be a string and is {kind}.")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ", ".join(value) or None
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return None
