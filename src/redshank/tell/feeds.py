"""Alerts as feeds: RSS 2.0, Atom 1.0, JSON Feed 1.1. Entries in, a whole file out."""

import json
import re
import xml.etree.ElementTree as xml
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from redshank.records.errors import InputError
from redshank.tell.entries import Entry

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100  # entries that a feed holds
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """An alert with the entries that it told last, newest first."""

    name: str
    asked: str  # the question in plain words
    entries: tuple[Entry, ...]
    begun: str  # ISO time, UTC: when the alert was made; stands where a story has no date

    @property
    def urn(self) -> str:
        """The address of the feed that never changes."""
        return f"urn:redshank:alert:{quote(self.name, safe='')}"

    @property
    def title(self) -> str:
        """The name as a reader shows it."""
        return f"Redshank: {self.name}"

    def time_of(self, entry: Entry) -> str:
        """Return when an entry counts as published: the day of its story."""
        return f"{entry.published}T00:00:00Z" if entry.published else self.begun

    @property
    def updated(self) -> str:
        """The latest of these times."""
        return max((self.time_of(e) for e in self.entries), default=self.begun)


def rss(feed: Feed) -> str:
    """Return the feed as RSS 2.0."""
    root = xml.Element("rss", version="2.0")
    channel = xml.SubElement(root, "channel")
    _put(channel, "title", feed.title)
    _put(channel, "link", feed.urn)
    _put(channel, "description", f"New: {feed.asked}.")
    _put(channel, "lastBuildDate", _rfc822(feed.updated))
    _put(channel, "generator", "redshank")
    for entry in feed.entries:
        item = xml.SubElement(channel, "item")
        _put(item, "title", entry.title)
        if link := link_of(entry):
            _put(item, "link", link)
        _put(item, "guid", entry.urn, isPermaLink="false")
        _put(item, "pubDate", _rfc822(feed.time_of(entry)))
        _put(item, "category", entry.type)
        _put(item, "description", html_of(entry))
    return _document(root)


def atom(feed: Feed) -> str:
    """Return the feed as Atom 1.0."""
    root = xml.Element("feed", xmlns=ATOM)
    _put(root, "id", feed.urn)
    _put(root, "title", feed.title)
    _put(root, "subtitle", f"New: {feed.asked}.")
    _put(root, "updated", feed.updated)
    _put(root, "generator", "redshank")
    _put(xml.SubElement(root, "author"), "name", "Redshank")
    for entry in feed.entries:
        item = xml.SubElement(root, "entry")
        _put(item, "id", entry.urn)
        _put(item, "title", entry.title)
        _put(item, "updated", feed.time_of(entry))
        if entry.publisher:
            _put(xml.SubElement(item, "author"), "name", entry.publisher)
        if link := link_of(entry):
            xml.SubElement(item, "link", rel="alternate", href=_clean(link))
        xml.SubElement(item, "category", term=entry.type)
        _put(item, "content", html_of(entry), type="html")
    return _document(root)


def json_feed(feed: Feed) -> str:
    """Return the feed as JSON Feed 1.1; `_redshank` holds the whole entry."""
    items = []
    for entry in feed.entries:
        item: dict[str, Any] = {
            "id": entry.urn,
            "url": link_of(entry),
            "title": entry.title,
            "content_html": html_of(entry),
        }
        item |= {"content_text": text_of(entry), "date_published": feed.time_of(entry), "tags": [entry.type]}
        item["_redshank"] = msgspec.to_builtins(entry)
        items.append({name: value for name, value in item.items() if value is not None})
    told = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": f"New: {feed.asked}."}
    return json.dumps({**told, "items": items}, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Feed], str]] = {"rss": rss, "atom": atom, "json-feed": json_feed}


def facts_of(entry: Entry) -> list[tuple[str, str]]:
    """Return what stands below the sentence: type, status, holder, day, story."""
    told = [
        ("type", " ".join((entry.type, ", ".join(entry.modes))).strip()),
        ("status", ", ".join(s for s in (entry.status, entry.deed_status) if s)),
        ("holder", holder_of(entry)),
    ]
    if entry.speakers:
        told.append(("told by", ", ".join(entry.speakers)))
    if entry.day_basis == "text" and entry.day_from:
        told.append(("day", entry.day_from if entry.day_from == entry.day_to else f"{entry.day_from}/{entry.day_to}"))
    story = ", ".join(s for s in (entry.story_title, entry.publisher, entry.published) if s)
    told.append(("story", story or entry.story))
    if entry.standing != "current":
        told.append(("standing", ": ".join(s for s in (entry.standing, entry.reason) if s)))
    return told


def holder_of(entry: Entry) -> str:
    """Return who is committed to the event, in words."""
    if entry.holder != "narrator":
        return entry.holder
    return "somebody unnamed" if entry.status == "alleged" else "the story itself"


def html_of(entry: Entry) -> str:
    """Return the body of an entry as HTML; nothing in it is taken over unescaped."""
    said = escape(entry.sentence) if entry.sentence else "(the words are not kept)"
    facts = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts_of(entry))
    link = link_of(entry)
    where = f'<p><a href="{escape(link)}">{escape(link)}</a></p>' if link else ""
    return f"<blockquote>{said}</blockquote><dl>{facts}</dl>{where}"


def text_of(entry: Entry) -> str:
    """Return the body of an entry as plain text."""
    said = entry.sentence or "(the words are not kept)"
    return "\n".join([said, *(f"{name}: {value}" for name, value in facts_of(entry))])


def link_of(entry: Entry) -> str | None:
    """Return the story's address, if it is one of the web."""
    return entry.url if entry.url and entry.url.startswith(("http://", "https://")) else None


def write_whole(path: Path, text: str) -> None:
    """Write a file so that who reads it sees the old one or the new one, never a part.

    Raises:
        InputError: it cannot be written.
    """
    import os

    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise InputError(f"--out {path}: cannot write: {error.strerror}.") from None


def _put(parent: xml.Element, name: str, text: str, **attributes: str) -> None:
    xml.SubElement(parent, name, attributes).text = _clean(text)


def _clean(text: str) -> str:
    """Leave out what XML cannot hold."""
    return NOT_XML.sub("", text)


def _document(root: xml.Element) -> str:
    xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _rfc822(time: str) -> str:
    return format_datetime(datetime.fromisoformat(time).astimezone(UTC), usegmt=True)
