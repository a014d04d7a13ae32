"""Read ninjs, the JSON of news agencies (versions 1 and 2)."""

from collections.abc import Mapping
from typing import Any, Literal

from redshank.read.about import About
from redshank.read.dates import iso_of
from redshank.read.markup import has_markup, to_paragraphs
from redshank.read.signals import find_signal
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

BODIES = ("body_xhtml", "body_text", "bodies", "pubstatus")
MARKS = ("uri", "versioncreated", "version_created", "pubstatus")
TAKEN_BACK = frozenset({"canceled", "cancelled", "withheld"})


def looks_like_ninjs(record: Mapping[str, Any]) -> bool:
    """Say whether a JSON object is an item of an agency."""
    return any(key in record for key in BODIES) and any(key in record for key in MARKS)


def read_ninjs(
    record: Mapping[str, Any], source_id: str, about: About, *, line: int | None = None, where: str | None = None
) -> Story | Skipped:
    """Read one item. A canceled or withheld one becomes a message that takes the story of the same URI back."""
    uri = _string(record, "uri", "guid", "altid")
    signal: Literal["correction", "kill"] | None = None
    note = _string(record, "ednote", "edNote")
    if (_string(record, "pubstatus") or "").lower().removeprefix("stat:") in TAKEN_BACK:
        signal = "kill"
    elif note and find_signal(None, note)[0] in ("correction", "kill"):
        signal = "correction" if find_signal(None, note)[0] == "correction" else "kill"
    title = _named(record.get("headlines"), "main") or _string(record, "headline", "title", "name")
    text = _body(record) or (note or title or "" if signal else "")
    where = where or source_id
    if not text:
        why = f"{where}: this item has no text (neither body_text, body_xhtml nor bodies); it may be a picture."
        return Skipped(source_id=uri or source_id, line=line, reason="no-text", message=why)
    fields = Fields(
        text=text,
        title=_plain(title) if title else None,
        byline=_string(record, "byline", "by"),
        dateline=_string(record, "dateline"),
        published=iso_of(_string(record, "firstcreated", "versioncreated", "contentcreated")),
        publisher=_named(record.get("infosources"), "") or _string(record, "copyrightholder", "source", "provider"),
        url=_string(record, "url", "link") or (uri if uri and uri.startswith(("http://", "https://")) else None),
        id=uri,
        language=None,
        signal=signal,
        replaces=uri if signal else None,
    )
    return make_story(fields, about, uri or source_id, line=line, where=where)


def _body(record: Mapping[str, Any]) -> str:
    """Return the fullest body as paragraphs."""
    found = [record.get("body_xhtml"), record.get("body_text")]
    bodies = record.get("bodies")
    if isinstance(bodies, list):
        found += [b.get("value") for b in bodies if isinstance(b, dict)]
    return max((_plain(b) for b in found if isinstance(b, str)), key=len, default="")


def _plain(text: str) -> str:
    return to_paragraphs(text) if has_markup(text) else text.strip()


def _string(record: Mapping[str, Any], *keys: str) -> str | None:
    return next((v.strip() for k in keys if isinstance(v := record.get(k), str) and v.strip()), None)


def _named(values: object, role: str) -> str | None:
    """Return the value of the entry with a role, else of the first."""
    if not isinstance(values, list):
        return None
    found = [v for v in values if isinstance(v, dict)]
    found.sort(key=lambda v: v.get("role") != role)
    return next((s for v in found if (s := _string(v, "value", "name"))), None)
