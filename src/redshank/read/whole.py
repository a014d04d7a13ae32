"""Read a file that is text: one story, a web page, or an export of many from Nexis or Factiva."""

from collections.abc import Iterator
from typing import BinaryIO

from redshank.read.about import About
from redshank.read.charset import declared_in, decode_declared
from redshank.read.html import looks_like_html, read_html
from redshank.read.story import LARGEST, Fields, make_story
from redshank.read.text import decode
from redshank.records import Skipped, Story

MOST_BYTES = 4 * LARGEST  # of a whole-file story; no encoding needs more than four bytes a character


def read_whole(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read a text file."""
    raw = stream.read(MOST_BYTES + 1)
    if not raw.strip():
        yield Skipped(source_id=name, reason="empty", message=f"{name}: the file is empty.")
        return
    declared = declared_in(raw)
    decoded = decode_declared(raw, *declared) if declared else decode(raw)
    if decoded.reason is not None:
        yield Skipped(source_id=name, reason=decoded.reason, message=f"{name}: {decoded.message}")
        return
    yield from read_text(decoded.text, name, about)


def read_text(text: str, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read a decoded text, whatever it is."""
    import redshank.read.factiva as factiva
    import redshank.read.nexis as nexis
    from redshank.read.markup import to_paragraphs

    is_page = looks_like_html(text)
    for export in (nexis, factiva):
        if export.may_be_export(text):
            plain = to_paragraphs(text) if is_page else text
            if export.looks_like_export(plain):
                yield from export.read_export(plain, name, about)
                return
    if is_page and len(text) <= LARGEST:
        yield read_html(text, name, about)
    else:
        yield make_story(Fields(text=text), about, name)
