"""Read WARC files of web crawls: one story a page, streamed; a file that was cut gives what lies before the cut."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from redshank.read.about import About
from redshank.read.charset import declared_in, decode_declared
from redshank.read.html import looks_like_html, read_html
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

LARGEST_RECORD = 20_000_000  # bytes of a page, unpacked
KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
OK = "200"


def read_warc(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the pages and plain texts that a server gave with status 200; all else is passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = 0
    try:
        records = ArchiveIterator(stream)
        for record in records:
            if story := _read_record(record, name, about):
                found += 1
                yield story
            if _is_cut(record):
                yield _cut(name)
                return
    except (EOFError, OSError) as error:
        yield _cut(name, f" ({error})")
        return
    except (ArchiveLoadFailed, ValueError, AttributeError, TypeError) as error:
        why = f"{name}: a record cannot be read ({str(error).strip() or type(error).__name__}). The rest was left out."
        yield Skipped(source_id=name, reason="broken", message=why)
        return
    if not found:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: there are no pages in this WARC file.")


def _cut(name: str, why: str = "") -> Skipped:
    message = f"{name}: the file ends in the middle of a record{why}. The stories before it were read; get it again."
    return Skipped(source_id=name, reason="broken", message=message)


def _is_cut(record: Any) -> bool:
    """Say whether the file ends before the record does."""
    raw = record.raw_stream
    while raw.read(1 << 16):
        pass
    return int(getattr(raw, "limit", 0)) > 0


def _read_record(record: Any, name: str, about: About) -> Story | Skipped | None:
    """Read one record; None for what holds no page."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != OK:
        return None
    kind, charset = _content_type(record.http_headers.get_header("Content-Type") or "")
    if kind not in KINDS:
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ") or None
    where = f"{name}, {url or 'record without an address'}"
    raw = _body(record) if _length(record) <= LARGEST_RECORD else bytes(LARGEST_RECORD + 1)
    if _is_cut(record):
        return None  # half a page is no story
    if raw is None:
        return _skip(url or name, "broken", f"{where}: the page is packed in a way that cannot be unpacked.")
    if len(raw) > LARGEST_RECORD:
        size = LARGEST_RECORD // 1_000_000
        return _skip(url or name, "too-large", f"{where}: the page is longer than {size} MB, and was left out.")
    if not raw.strip():
        return None
    decoded = decode_declared(raw, charset, *declared_in(raw))
    if decoded.reason is not None:
        return _skip(url or name, decoded.reason, f"{where}: {decoded.message}")
    return _story(decoded.text, kind, url, name, where, about)


def _story(text: str, kind: str, url: str | None, name: str, where: str, about: About) -> Story | Skipped:
    """Make the story of a page. Its date stands on the page; the day of the crawl is not the day it was published."""
    about = msgspec.structs.replace(about, url=url or about.url)
    source_id = url or name
    if kind == "text/plain" and not looks_like_html(text):
        return make_story(Fields(text=text), about, source_id, where=where)
    read = read_html(text, where, about)
    if isinstance(read, Skipped):
        return msgspec.structs.replace(read, source_id=source_id)
    return msgspec.structs.replace(read, source_id=source_id, url=url or read.url)


def _skip(source_id: str, reason: str, message: str) -> Skipped:
    return Skipped(source_id=source_id, reason=reason, message=message)


def _content_type(value: str) -> tuple[str, str | None]:
    kind, _, rest = value.partition(";")
    _, _, charset = rest.lower().partition("charset=")
    return kind.strip().lower(), charset.split(";")[0].strip(" \"'") or None


def _length(record: Any) -> int:
    """Return how long a record says it is: of a chunked page the library would take any chunk into memory."""
    value = record.rec_headers.get_header("Content-Length") or "0"
    return int(value) if value.isdecimal() else 0


def _body(record: Any) -> bytes | None:
    """Return the page as it was before the way, one byte more than allowed at most."""
    import zlib

    chunks, size = [], 0
    try:
        stream = record.content_stream()
        while size <= LARGEST_RECORD and (chunk := stream.read(1 << 16)):
            size += len(chunk)
            chunks.append(chunk)
    except (zlib.error, ValueError, EOFError):
        return None
    return b"".join(chunks)
