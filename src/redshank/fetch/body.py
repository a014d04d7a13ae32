"""From the bytes of an answer to a reader: which charset is true, which kind of file this is."""

import codecs
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from redshank.fetch.answers import Fetched, Limits, Trouble
from redshank.fetch.wire import Unpacker
from redshank.read.about import About
from redshank.read.charset import WRITTEN_AS, declared_in, decode_declared
from redshank.read.html import looks_like_html, read_html
from redshank.read.run import read_stories
from redshank.read.sources import ENDINGS, PACKED, ending_of
from redshank.read.text import Decoded
from redshank.records import Skipped, Story

HTML_KINDS = ("text/html", "application/xhtml+xml")
VAGUE_KINDS = (None, "text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip")
ENDING_OF_KIND = {
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/warc": ".warc",
    "application/xml": ".xml",
    "text/xml": ".xml",
}


def with_charset(raw: bytes, charset: str | None) -> bytes:
    """Return a file as UTF-8 where only the header told its charset; one that says it itself stays as it is."""
    if charset is None or raw.isascii() or b"\x00" in raw[:100] or declared_in(raw):
        return raw
    decoded = decode_declared(raw, charset)
    return raw if decoded.reason else decoded.text.encode("utf-8")


def read_text(raw: bytes, charset: str | None) -> tuple[Decoded, bool]:
    """Decode a page, and say whether its charset was declared wrongly."""
    declared = [name for name in (charset, *declared_in(raw)) if name]
    decoded = decode_declared(raw, *declared)
    is_wrong = bool(declared) and not raw.isascii() and not _is_same(declared[0], decoded.encoding)
    return decoded, is_wrong and decoded.reason is None


def _is_same(declared: str, encoding: str) -> bool:
    try:
        name = codecs.lookup(declared).name
        return encoding in (WRITTEN_AS.get(name), name) or codecs.lookup(encoding).name == name
    except LookupError:
        return False


def is_page(answer: Fetched) -> bool:
    """Say whether an answer is HTML, by its header or, where that is vague, by its look."""
    if answer.content_type in HTML_KINDS:
        return True
    return answer.content_type in VAGUE_KINDS and looks_like_html(answer.body[:40_000].decode("utf-8", "replace"))


def read_body(
    answer: Fetched, name: str, about: About, limits: Limits, tell: Callable[[str], None]
) -> Iterator[Story | Skipped]:
    """Read the stories of an answer that is no feed.

    Args:
        answer: what came.
        name: the URL under which messages and stories name it.
        about: what the user says of all stories.
        limits: how much a packed file may hold.
        tell: takes a line for the user.
    """
    if not is_page(answer):
        yield from _read_file(answer, name, about, limits)
        return
    decoded, is_wrong = read_text(answer.body, answer.charset)
    if decoded.reason is not None:
        yield Skipped(source_id=name, reason=decoded.reason, message=f"{name}: {decoded.message}")
        return
    if is_wrong:
        tell(f"{name}: it is not in the charset that it declares; it was read as what it is. Tell the publisher.")
    yield read_html(decoded.text, name, msgspec.structs.replace(about, url=about.url or answer.url))


def _read_file(answer: Fetched, name: str, about: About, limits: Limits) -> Iterator[Story | Skipped]:
    """Give a file to the general reader, which reads files: by way of a folder that goes when it is done."""
    try:
        body = _unpacked(answer.body, limits)
    except Trouble as trouble:
        yield trouble.failed(name).skipped()
        return
    ending = _ending(answer)
    if answer.charset and ending in (".txt", ".csv", ".tsv", ".json", ".jsonl"):
        body = with_charset(body, answer.charset)
    about = msgspec.structs.replace(about, url=about.url or answer.url)
    with tempfile.TemporaryDirectory(prefix="redshank-") as folder:
        path = Path(folder) / f"page{ending}"
        path.write_bytes(body)
        for story in read_stories([path], about):
            yield _renamed(story, str(path), name)


def _unpacked(body: bytes, limits: Limits) -> bytes:
    """Unpack a .gz file, within the limit of a body."""
    return Unpacker(limits.most_bytes).feed(body) if body.startswith(b"\x1f\x8b") else body


def _ending(answer: Fetched) -> str:
    """Return the ending of a file's name: by its kind, or by the URL where the kind is vague."""
    known = ENDING_OF_KIND.get(answer.content_type or "")
    path = urlsplit(answer.url).path
    by_url = ending_of(path)
    if known is None and by_url in {*ENDINGS, *ENDING_OF_KIND.values()} - set(PACKED):
        return by_url
    return known or ".txt"


def _renamed(story: Story | Skipped, path: str, name: str) -> Story | Skipped:
    source_id = story.source_id.replace(path, name)
    if isinstance(story, Skipped):
        return msgspec.structs.replace(story, source_id=source_id, message=story.message.replace(path, name))
    return msgspec.structs.replace(story, source_id=source_id)
