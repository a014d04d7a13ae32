"""Read feeds: RSS, Atom and JSON Feed, one story an entry. Bytes in; nothing is ever fetched."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from redshank.read.about import About
from redshank.read.charset import declared_in, decode_declared
from redshank.read.dates import iso_of
from redshank.read.markup import has_markup, to_paragraphs
from redshank.read.story import LARGEST, Fields, make_story
from redshank.read.xmls import root_name
from redshank.records import Skipped, Story

LARGEST_FEED = 50_000_000  # bytes
LARGEST_BROKEN = 3_000_000  # bytes; feedparser's reader for broken XML is slow
HEAD = 20_000
JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/')
PROLOG = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
ADDRESS = re.compile(r"\S+@\S+\s*(?:\(([^)]*)\))?$")
WORDS_OF_A_TITLE = 1.2  # a text hardly longer than the title, and beginning with it, says nothing more


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, whatever the format: its texts still as HTML or plain."""

    texts: tuple[str, ...]
    title: str | None = None
    url: str | None = None
    id: str | None = None
    published: str | None = None
    author: str | None = None
    language: str | None = None


def looks_like_feed(raw: bytes) -> bool:
    """Say whether bytes are a feed, by their beginning."""
    head = decode_declared(raw[:HEAD], *declared_in(raw)).text.lstrip()
    if head.startswith("{"):
        return JSON_FEED.search(head) is not None
    name = root_name(head)
    return name in ("rss", "feed") or (name == "rdf" and "purl.org/rss/" in head) or name == "channel"


def read_feed(raw: bytes, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the entries of a feed, in its order.

    Args:
        raw: the whole feed.
        name: of the file or the URL, for messages and for entries without an id.
        about: what the user says of all stories.
    """
    if len(raw) > LARGEST_FEED:
        yield _skip(name, "too-long", f"the feed is longer than {LARGEST_FEED // 1_000_000} MB; no feed is. Split it.")
        return
    decoded = decode_declared(raw, *declared_in(raw))
    if decoded.reason is not None:
        yield _skip(name, decoded.reason, decoded.message)
        return
    is_json = decoded.text.lstrip().startswith("{")
    yield from (_read_json if is_json else _read_xml)(decoded.text, name, about)


def _skip(name: str, reason: str, message: str, line: int | None = None) -> Skipped:
    return Skipped(source_id=name, line=line, reason=reason, message=f"{name}: {message}")


def _read_xml(text: str, name: str, about: About) -> Iterator[Story | Skipped]:
    import feedparser

    from redshank.read.tombstones import find_tombstones

    body = PROLOG.sub("", text, count=1).strip().encode("utf-8", "replace")
    if len(body) > LARGEST_BROKEN and not _is_whole(body):
        yield _skip(name, "broken", "this feed is no valid XML, and too long to be mended. Save it again.")
        return
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),  # a stream: of bytes it would first ask whether they name a file
            sanitize_html=False,  # nothing is shown; only its words are taken
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError, AssertionError) as error:
        yield _skip(name, "broken", f"the feed cannot be parsed ({type(error).__name__}: {error}). Save it again.")
        return
    publisher = _line(parsed.feed.get("title"))
    language = _line(parsed.feed.get("language"))
    gone = list(find_tombstones(text, name, about, publisher))
    for number, item in enumerate(parsed.entries, start=1):
        yield _make(_xml_entry(item, language), publisher, name, number, about)
    yield from gone
    if not parsed.entries and not gone:
        what = "the feed is broken" if parsed.get("bozo") else "the feed has no entries"
        why = f": {parsed.bozo_exception}" if parsed.get("bozo") else ""
        yield _skip(name, "broken" if parsed.get("bozo") else "empty", f"{what}{why}.")


def _is_whole(body: bytes) -> bool:
    from redshank.read.xmls import BadXml, parse_xml

    try:
        parse_xml(body)
    except BadXml:
        return False
    return True


def _xml_entry(item: Any, language: str | None) -> Entry:
    """Take what we need from feedparser's entry."""
    texts = [part.get("value") or "" for part in item.get("content", ())]
    texts += [str(item.get(key) or "") for key in ("summary", "description")]
    author = (item.get("author_detail") or {}).get("name") or item.get("author")
    return Entry(
        texts=tuple(texts),
        title=item.get("title"),
        url=_line(item.get("link")),
        id=_line(item.get("id")),
        published=_line(item.get("published")) or _line(item.get("updated")) or _line(item.get("created")),
        author=author,
        language=language,
    )


def _read_json(text: str, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read JSON Feed 1.0 and 1.1."""
    try:
        feed = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError) as error:
        yield _skip(name, "broken", f"this is no valid JSON: {error}.")
        return
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield _skip(name, "empty", "the feed has no entries.")
        return
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield _make(_json_entry(item, feed), _line(feed.get("title")), name, number, about)
        else:
            yield _skip(name, "wrong-type", f"entry {number} is no object.", number)


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    authors = item.get("authors") or item.get("author") or ()
    people = authors if isinstance(authors, list) else [authors]
    names = [p["name"] for p in people if isinstance(p, dict) and isinstance(p.get("name"), str)]
    texts = [item[key] for key in ("content_html", "content_text", "summary") if isinstance(item.get(key), str)]
    number = item.get("id")
    return Entry(
        texts=tuple(texts),
        title=_line(item.get("title")),
        url=_line(item.get("url")) or _line(item.get("external_url")),
        id=str(number) if isinstance(number, int) else _line(number),
        published=_line(item.get("date_published")) or _line(item.get("date_modified")),
        author=", ".join(names),
        language=_line(item.get("language")) or _line(feed.get("language")),
    )


def _make(entry: Entry, publisher: str | None, name: str, number: int, about: About) -> Story | Skipped:
    """Make the story of an entry; its fullest text counts."""
    title = _line(_plain(entry.title or ""))
    texts = [_plain(text[: LARGEST + 1]) for text in entry.texts]
    text = max(texts, key=len, default="")
    source_id = entry.id or entry.url or f"{name}:{number}"
    where = f"{name}, entry {number} ({entry.id or entry.url or title or 'no title'})"
    if not text or (title and text.startswith(title) and len(text) <= WORDS_OF_A_TITLE * len(title)):
        what = "it has only a headline" if title else "it has no text"
        message = f"{where}: {what}. Read the page that it links to."
        # Under its address, for the page may have what the feed does not.
        return Skipped(source_id=entry.url or source_id, line=number, reason="no-text", message=message)
    fields = Fields(
        text=text,
        title=title,
        byline=_author(entry.author),
        published=iso_of(entry.published),
        publisher=publisher,
        url=entry.url,
        id=entry.id,
        language=None,
    )
    return make_story(fields, about, source_id, line=number, where=where)


def _plain(text: str) -> str:
    return to_paragraphs(text) if has_markup(text) else text.strip()


def _line(value: object) -> str | None:
    """Return a string on one line, None for what is none."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _author(value: str | None) -> str | None:
    """Return the name of a person, without the address of a mailbox."""
    line = _line(value)
    address = ADDRESS.match(line) if line else None
    return (address[1] or None) if address else line
