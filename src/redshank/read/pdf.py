"""Read PDF files that carry their text: the words of all pages, paragraphs guessed from the length of lines."""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO

from redshank.read.about import About
from redshank.read.sources import TooMuch, spooled
from redshank.read.story import LARGEST, Fields, make_story
from redshank.read.whole import read_text
from redshank.records import Skipped, Story

MOST_BYTES = 300_000_000
MOST_PAGES = 3_000
MOST_SECONDS = 120.0  # of one file; asked after each page
BROKEN = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    OSError,
    EOFError,
    LookupError,
    MemoryError,
)  # what a damaged file makes pypdf raise
KEEPS_HYPHEN = frozenset(
    {
        *("anti", "co", "counter", "cross", "ex", "half", "inter", "multi", "non"),
        *("post", "pre", "pro", "quasi", "self", "semi", "sub", "vice"),
    }
)
HYPHENED = re.compile(r"([A-Za-z]+)[-\u2010]$")
TIGHT = re.compile(r"\w[-\u2010]$")
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*$")
BROKEN_WORD = re.compile(r"[A-Za-z]+[-\u2010]\n[a-z]+")
SHORT = 0.8  # of the usual length: a line so short that ends a sentence ends a paragraph
HEADING = 0.6  # of the usual length: a line so short before a capital is a heading
OFTEN = 0.5  # of the pages: a line on so many is the head or foot of the page


class Locked(Exception):
    """The file wants a password."""


def read_pdf(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read one PDF file as one story, or as the export of many that it is."""
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every small fault on stderr
    try:
        with ExitStack() as stack:
            pages = _pages(spooled(stream, stack, MOST_BYTES))
    except Locked:
        yield _skip(name, "encrypted", "it is locked with a password. Save it without one.")
        return
    except TooMuch as error:
        yield _skip(name, "too-large", f"{error}.")
        return
    except (PyPdfError, *BROKEN) as error:
        yield _skip(name, "broken", f"this PDF cannot be read ({error}). Save it again, or save its text as .txt.")
        return
    text = join_pages(pages)
    if not text:
        yield _skip(name, "no-text", "there is no text in this PDF; it holds only pictures; run OCR first.")
    elif len(text) > LARGEST:
        yield make_story(Fields(text=text), about, name)
    else:
        yield from read_text(text, name, about)


def _skip(name: str, reason: str, message: str) -> Skipped:
    return Skipped(source_id=name, reason=reason, message=f"{name}: {message}")


def _pages(stream: BinaryIO) -> list[list[str]]:
    """Return the lines of each page."""
    import pypdf

    stream.seek(0, 2)
    if stream.tell() > MOST_BYTES:
        raise TooMuch(f"it is longer than {MOST_BYTES // 1_000_000} MB. Split it")
    stream.seek(0)
    reader: Any = pypdf.PdfReader(stream)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    start, size, pages = time.monotonic(), 0, []
    if len(reader.pages) > MOST_PAGES:
        raise TooMuch(f"it has more than {MOST_PAGES:,} pages. Split it")
    for page in reader.pages:
        text = SURROGATES.sub("\ufffd", page.extract_text() or "")
        size += len(text)
        pages.append([line.strip() for line in text.split("\n")])
        if size > LARGEST:
            raise TooMuch(f"it has more than {LARGEST:,} characters; one story may have so many. Split it")
        if time.monotonic() - start > MOST_SECONDS:
            raise TooMuch(f"it takes more than {MOST_SECONDS:.0f} seconds to read. Save its text as .txt")
    return pages


SURROGATES = re.compile("[\ud800-\udfff]")


def join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Join the lines of all pages into paragraphs; heads, feet and page numbers are left out."""
    repeated = _repeated(pages)
    lines: list[str] = []
    for page in pages:
        lines += [line for line in _without_number(page) if _masked(line) not in repeated]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[3 * len(lengths) // 4] if lengths else 0
    # Pieces of a broken word are no words; without them the others tell how the whole is written.
    words = Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", BROKEN_WORD.sub(" ", "\n".join(lines)).lower()))
    paragraphs: list[str] = [""]
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if not line:
            paragraphs.append("")
            continue
        paragraphs[-1] = _join(paragraphs[-1], line, words)
        if _ends_paragraph(line, following, usual):
            paragraphs.append("")
    return "\n\n".join(p for p in paragraphs if p)


def _ends_paragraph(line: str, following: str, usual: int) -> bool:
    """Guess by the length of a line whether it is the last of a paragraph, or a heading."""
    if SENTENCE_END.search(line):
        return len(line) < SHORT * usual
    return len(line) < HEADING * usual and following[:1].isupper() and line[-1].isalnum()


def _without_number(page: Sequence[str]) -> list[str]:
    """Return the lines of a page without its number, which stands first or last."""
    lines = list(page)
    for at in (0, -1):
        while lines and not lines[at]:
            lines.pop(at)
        if len(lines) > 1 and PAGE_NUMBER.match(lines[at]):
            lines.pop(at)
    return lines


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines that stand at the edge of many pages, digits aside."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        edges.update({_masked(line) for line in (*filled[:2], *filled[-2:])})
    return frozenset(line for line, count in edges.items() if count > OFTEN * len(pages))


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _join(before: str, line: str, words: Counter[str]) -> str:
    """Put a line behind another. A hyphen between them goes only where the word is known to have none."""
    if not before:
        return line
    if before.endswith("\u00ad"):
        return before[:-1] + line
    left, right = HYPHENED.search(before), re.match(r"[a-z]+", line)
    if left is None or right is None:
        return f"{before}{line}" if TIGHT.search(before) and line[:1].isalnum() else f"{before} {line}"
    first, second = left[1].lower(), right[0]
    if words[f"{first}-{second}"] and not words[first + second]:
        return before + line
    if words[first + second] or not (first in KEEPS_HYPHEN or (words[first] and words[second])):
        return before[:-1] + line
    return before + line
