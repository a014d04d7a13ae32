"""What is read: a story, the parts it was put together from, and its zones."""

from typing import Literal

import msgspec

from redshank.records.span import Span

ZoneKind = Literal[
    "headline",
    "standfirst",
    "byline",
    "dateline",
    "caption",
    "credit",
    "subhead",
    "body",
    "related",
    "disclosure",
    "correction",
    "signoff",
    "boilerplate",
]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A field that arrived apart from the text (title, byline, dateline) and where it now stands."""

    field: str
    span: Span


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One story as it was read. `text` is decoded, never edited; all spans point into it."""

    id: str  # content hash of the text
    text: str
    source_id: str  # file name, line of a JSONL file, URL: where it came from
    title: str | None = None
    published: str | None = None  # as given by the user or the metadata, ISO 8601
    publisher: str | None = None
    url: str | None = None
    language: str | None = None  # forced by the user; None = to be told from the text
    parts: tuple[Part, ...] = ()
    signal: Literal["correction", "kill", "deletion"] | None = None  # this text corrects or withdraws an earlier one
    replaces: str | None = None  # id or URL of that one, where the message names it
    is_licensed: bool = False  # from an export whose words may not be passed on: an archive keeps offsets only


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text that plays one part on the page."""

    kind: ZoneKind
    span: Span


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A story or file that was not coded: what was wrong, where, and what to do."""

    source_id: str
    reason: str  # one word a program can test: empty, missing, binary, language, no-text ...
    message: str  # for the person who can mend it
    line: int | None = None
