"""Read Word files (.docx): the words of their paragraphs, which may be an export of many stories."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from redshank.read.about import About
from redshank.read.markup import local
from redshank.read.whole import read_text
from redshank.read.xmls import LARGEST_XML, BadXml, parse_xml
from redshank.records import Skipped, Story

DOCUMENT = "word/document.xml"
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-", "softhyphen": ""}


def read_docx(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read a Word file; comments, notes, headers and deleted words are left out."""
    try:
        with zipfile.ZipFile(stream) as packed, packed.open(DOCUMENT) as opened:
            raw = opened.read(LARGEST_XML + 1)
        root = parse_xml(raw)
    except (BadXml, zipfile.BadZipFile, RuntimeError, NotImplementedError, KeyError, EOFError) as error:
        why = f"{name}: this Word file cannot be read: {error}. Save it again, or save its text as .txt."
        yield Skipped(source_id=name, reason="broken", message=why)
        return
    text = "\n\n".join(p for p in map(_words, root.iter()) if p)
    if not text:
        why = f"{name}: there is no text in this Word file; it may hold only pictures."
        yield Skipped(source_id=name, reason="no-text", message=why)
        return
    yield from read_text(text, name, about)


def _words(paragraph: Element) -> str:
    """Return the words of a paragraph, "" for what is none."""
    if local(paragraph) != "p":
        return ""
    words: list[str] = []
    for part in paragraph.iter():
        kind = local(part)
        words.append(part.text or "" if kind == "t" else BREAKS.get(kind, ""))
    return "".join(words).strip()
