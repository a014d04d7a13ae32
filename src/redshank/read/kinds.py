"""Tell what kind of file this is: by its first bytes, then by its ending, then by how its text begins."""

import re
from typing import Literal

from redshank.read.about import About
from redshank.read.charset import declared_in, decode_declared
from redshank.read.columns import guess_fields
from redshank.read.feeds import looks_like_feed
from redshank.read.table import find_delimiter
from redshank.read.xmls import root_name

Binary = Literal["zip", "tar", "parquet", "pdf", "warc", "rtf", "packed", "misnamed"]
Written = Literal["mail", "mbox", "feed", "xml", "lines", "table", "json", "text"]
Kind = Binary | Written
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"%PDF", "pdf"),
    (b"WARC/", "warc"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
)
BY_ENDING: dict[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".eml": "mail",
    ".mbox": "mbox",
}
BINARY = frozenset({".zip", ".docx", ".pdf", ".parquet", ".warc"})  # these begin with their own mark, or are none
FROM_LINE = re.compile(rb"From \S+ +[^\r\n]{0,80}\d{1,2}:\d\d[^\r\n]{0,40}\r?\n[A-Za-z-]{2,40}:")
HEADER = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):(?: [^\r\n]*)?\r?\n(?:[ \t][^\r\n]*\r?\n)*")
MAIL_HEADERS = frozenset(
    {b"from", b"to", b"date", b"subject", b"message-id", b"received", b"mime-version", b"return-path", b"reply-to"}
)
XML_ROOTS = frozenset(
    {"newsitem", "newsmessage", "packageitem", "nitf", "newsml", "conceptitem", "knowledgeitem", "planningitem"}
)


def kind_of(head: bytes, ending: str, about: About) -> Kind:
    """Return the kind of a file.

    Args:
        head: its first bytes, unpacked.
        ending: of its name, "" where it has none (standard input).
        about: what the user says of the columns of tables.
    """
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    if ending in BINARY and head.strip():
        return "misnamed"
    if ending in (".tar", ".tgz") and head.strip():
        return "tar"  # very old ones have no mark
    if ending in BY_ENDING:
        return BY_ENDING[ending]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if FROM_LINE.match(start):
        return "mbox"
    if looks_like_mail(start):
        return "mail"
    if looks_like_feed(head):
        return "feed"
    return _by_text(start, head, ending, about)


def _by_text(start: bytes, head: bytes, ending: str, about: About) -> Kind:
    if start.startswith(b"<") or b"\x00" in head[:200]:
        name = root_name(decode_declared(head, *declared_in(head)).text)
        if name in XML_ROOTS or (name is not None and name != "html" and ending == ".xml"):
            return "xml"
    if ending == ".json":
        return "json"
    if not ending and re.match(rb'\{\s*"', start):
        return "lines" if re.match(rb'\{[ \t]*"[^\r\n]*\}\s*(?:\n|$)', start) or b"\n" not in start else "json"
    if not ending and re.match(rb"\[\s*\{", start):
        return "json"
    if not ending and _looks_like_table(start, about):
        return "table"
    return "text"


def looks_like_mail(start: bytes) -> bool:
    """Say whether a text begins with the header of a mail: three of its lines in a row at least."""
    at, found = 0, set()
    while header := HEADER.match(start, at):
        found.add(header[1].lower())
        at = header.end()
    return len(found & MAIL_HEADERS) >= 3 and (start[at : at + 1] in (b"\n", b"\r", b"") or at > 4000)


def _looks_like_table(start: bytes, about: About) -> bool:
    """Say whether the first line names columns, one of them that of the text."""
    line = start.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    columns = [c.strip(' "') for c in line.split(find_delimiter(line, ""))]
    names = [name for name, _ in guess_fields(columns, about)]
    return len(columns) > 1 and len(names) > 1 and "text" in names
