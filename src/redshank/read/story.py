"""Put a story together from the fields that it came in."""

import datetime
import hashlib
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from redshank.read.about import About, iso_date
from redshank.read.signals import find_signal
from redshank.records import Part, Skipped, Span, Story

LARGEST = 5_000_000  # characters; no story is longer, so this is a file of many
IN_FRONT = ("title", "byline", "dateline")
SURROGATE = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can carry and UTF-8 cannot
MARKS = "\ufeff\u200b\u200e\u200f\u2060"
AHEAD = datetime.timedelta(days=2)  # a date further in the future is an error of the source: an embargo, a default


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What one record of a source says: the text and what came apart from it."""

    text: str
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    id: str | None = None
    language: str | None = None
    signal: Literal["correction", "kill", "deletion"] | None = None  # None: told from the words
    replaces: str | None = None
    is_licensed: bool = False


def story_id(text: str) -> str:
    """Return the id of a text: the same words have the same id, wherever they come from."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def make_story(
    fields: Fields,
    about: About,
    source_id: str,
    *,
    line: int | None = None,
    where: str | None = None,
    today: datetime.date | None = None,
) -> Story | Skipped:
    """Make the story, its loose fields in front of the text; or say why it is none.

    Args:
        fields: the text and what came apart from it.
        about: what the user says of all stories.
        source_id: where the story came from.
        line: its line in a file of many.
        where: how a message should name its place; the source_id if left out.
        today: the day against which a date in the future is known; the day of the clock if left out.
    """
    where = where or source_id
    if not fields.text.strip(" \t\r\n\x0b\x0c\u00a0" + MARKS):
        return Skipped(source_id=source_id, line=line, reason="empty", message=f"{where}: there is no text in it.")
    if len(fields.text) > LARGEST:
        return Skipped(source_id=source_id, line=line, reason="too-long", message=_too_long(where, len(fields.text)))
    text, parts = put_in_front(fields.text, [(name, getattr(fields, name)) for name in IN_FRONT])
    text = SURROGATE.sub("\ufffd", text)
    signal, replaces = fields.signal, fields.replaces
    if signal is None:
        signal, named = find_signal(fields.title, fields.text)
        replaces = replaces or named
    return Story(
        id=story_id(text),
        text=text,
        source_id=source_id,
        title=fields.title or about.title,
        published=past_date(fields.published, today or datetime.date.today()) or about.published,
        publisher=fields.publisher or about.publisher,
        url=fields.url or about.url,
        language=about.language or fields.language,
        parts=parts,
        signal=signal,
        replaces=replaces if signal else None,
        is_licensed=fields.is_licensed,
    )


def past_date(value: str | None, today: datetime.date) -> str | None:
    """Return a date in ISO form unless it lies in the future; a story dated so is dated from its own words."""
    published = iso_date(value) if value else None
    if published is None:
        return None
    earliest = (published[:10] + "-01-01")[:10] if len(published) < 7 else (published[:10] + "-01")[:10]
    return None if datetime.date.fromisoformat(earliest) > today + AHEAD else published


def _too_long(where: str, length: int) -> str:
    size = f"{where}: it has {length:,} characters; one story may have {LARGEST:,}."
    return f"{size} If it holds many stories, split it: one story a file, or one a line as JSONL."


def put_in_front(text: str, loose: Sequence[tuple[str, str | None]]) -> tuple[str, tuple[Part, ...]]:
    """Set title, byline and dateline above the text, each with a blank line, unless the text begins with them."""
    begin = len(text) - len(text.lstrip())
    kept: list[tuple[str, str]] = []
    parts: list[Part] = []
    for name, value in loose:
        value = value.strip() if value else ""
        if not value:
            continue
        if _begins(text, begin, value):
            parts.append(Part(field=name, span=Span(begin, begin + len(value))))
            begin += len(value)
            begin += len(text[begin:]) - len(text[begin:].lstrip())
        else:
            kept.append((name, value))
    head, spans = "", []
    for name, value in kept:
        spans.append(Part(field=name, span=Span(len(head), len(head) + len(value))))
        head += value + "\n\n"
    moved = [msgspec.structs.replace(p, span=Span(p.span.start + len(head), p.span.end + len(head))) for p in parts]
    return head + text, tuple(sorted((*spans, *moved), key=lambda p: p.span))


def _begins(text: str, at: int, value: str) -> bool:
    """Say whether these words stand here already, up to the end of a line or a dash."""
    if not text.startswith(value, at):
        return False
    rest = text[at + len(value) : at + len(value) + 3]
    return not rest or rest[0] in "\r\n" or value[-1] in "-—–:" or rest.lstrip()[:1] in ("-", "—", "–")
