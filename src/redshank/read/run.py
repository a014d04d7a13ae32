"""Walk through the sources and give each file to the reader of its kind."""

import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from zstandard import ZstdError

from redshank.read.about import About
from redshank.read.html import looks_like_html, read_html
from redshank.read.jsonl import read_jsonl, read_line
from redshank.read.sources import Source, find_sources, open_source, peek
from redshank.read.story import LARGEST, Fields, make_story
from redshank.read.table import read_table
from redshank.read.text import decode
from redshank.records import Skipped, Story

MOST_BYTES = 4 * LARGEST  # of a whole-file story; no encoding needs more than four bytes a character
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv", ".tab"})


def read_stories(sources: Sequence[str | Path], about: About) -> Iterator[Story | Skipped]:
    """Read every story that the sources hold; what cannot be read is said and passed over."""
    for source in find_sources(sources):
        if isinstance(source, Skipped):
            yield source
            continue
        try:
            yield from _read_source(source, about)
        except (OSError, EOFError, zlib.error, ZstdError) as error:
            reason = "unreadable" if isinstance(error, OSError) else "broken"
            yield Skipped(source_id=source.name, reason=reason, message=f"{source.name}: cannot be read: {error}.")


def _read_source(source: Source, about: About) -> Iterator[Story | Skipped]:
    with open_source(source) as stream:
        if source.ending in LINES or (not source.ending and _begins_with_brace(stream)):
            yield from _some(read_jsonl(stream, source.name, about), source)
        elif source.ending in TABLES:
            yield from read_table(stream.read(), source.name, about)
        elif source.ending == ".json":
            yield from _read_json(stream, source, about)
        else:
            yield _read_whole(stream, source, about)


def _begins_with_brace(stream: BinaryIO) -> bool:
    return peek(stream).lstrip(b"\xef\xbb\xbf \t\r\n")[:2] in (b'{"', b"{ ")


def _some(stories: Iterator[Story | Skipped], source: Source) -> Iterator[Story | Skipped]:
    """Say so when a file of lines holds none."""
    none = True
    for story in stories:
        none = False
        yield story
    if none:
        yield Skipped(source_id=source.name, reason="empty", message=f"{source.name}: the file is empty.")


def _read_json(stream: BinaryIO, source: Source, about: About) -> Iterator[Story | Skipped]:
    """Read a JSON file: one object, a list of objects, or JSONL under another name."""
    raw = stream.read().removeprefix(b"\xef\xbb\xbf")
    try:
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except msgspec.ValidationError:
        items = [msgspec.Raw(raw)]
    except msgspec.DecodeError:
        yield from _some(read_jsonl(io.BytesIO(raw), source.name, about), source)
        return
    for number, item in enumerate(items, start=1):
        yield read_line(bytes(item), source.name, number, about)


def _read_whole(stream: BinaryIO, source: Source, about: About) -> Story | Skipped:
    """Read a file that is one story."""
    raw = stream.read(MOST_BYTES + 1)
    if not raw.strip():
        return Skipped(source_id=source.name, reason="empty", message=f"{source.name}: the file is empty.")
    decoded = decode(raw)
    if decoded.reason is not None:
        return Skipped(source_id=source.name, reason=decoded.reason, message=f"{source.name}: {decoded.message}")
    if len(decoded.text) <= LARGEST and looks_like_html(decoded.text):
        return read_html(decoded.text, source.name, about)
    return make_story(Fields(text=decoded.text), about, source.name)
