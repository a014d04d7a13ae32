"""Walk through the sources and give each file to the reader of its kind."""

import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec
from zstandard import ZstdError

from redshank.read.about import About
from redshank.read.jsonl import read_jsonl, read_line
from redshank.read.kinds import Kind, kind_of
from redshank.read.sources import (
    Source,
    TooMuch,
    ending_of,
    find_sources,
    look,
    open_source,
    spooled,
    unpacked,
)
from redshank.read.table import read_table
from redshank.read.whole import read_whole
from redshank.records import Skipped, Story

MOST_AT_ONCE = 1_000_000_000  # bytes of a file that must be held in memory whole
MOST_INNER = 2_000_000_000  # bytes of an archive that lies in another
UNREAD: dict[Kind, tuple[str, str]] = {
    "rtf": ("binary", "This is RTF. Save it as .docx or .txt."),
    "packed": ("binary", "We do not unpack this kind (7z, rar, bz2, xz). Unpack it yourself, and read the files."),
    "misnamed": ("broken", "This is not what its name says, or it is damaged. Get it again, or rename it."),
}
DEEPEST = 1  # archives within an archive
Stories = Iterator[Story | Skipped]


def read_stories(sources: Sequence[str | Path], about: About) -> Stories:
    """Read every story that the sources hold; what cannot be read is said and passed over."""
    for source in find_sources(sources):
        if isinstance(source, Skipped):
            yield source
            continue
        try:
            yield from _safely(_read_source(source, about), source.name)
        except TooMuch as error:
            yield _too_large(source.name, error)


def _read_source(source: Source, about: About) -> Stories:
    with open_source(source) as stream:
        packed_bytes = source.path.stat().st_size if source.path else None
        yield from read_stream(stream, source.name, source.ending, about, packed_bytes=packed_bytes)


def read_stream(
    stream: BinaryIO, name: str, ending: str, about: About, *, depth: int = 0, packed_bytes: int | None = None
) -> Stories:
    """Read the stories of a stream of unpacked bytes.

    Args:
        stream: the bytes.
        name: under which messages and stories name it.
        ending: of its name, "" if it has none.
        about: what the user says of all stories.
        depth: how many archives it lies in.
        packed_bytes: its size before it was unpacked, if known.
    """
    head, stream = look(stream)
    kind = kind_of(head, ending, about)
    if kind in ("zip", "tar"):
        yield from _read_archive(stream, name, kind, about, depth, packed_bytes)
    elif kind == "lines":
        yield from _some(read_jsonl(stream, name, about), name)
    elif kind == "json":
        yield from _read_json(stream, name, about)
    elif kind in UNREAD:
        reason, what = UNREAD[kind]
        yield Skipped(source_id=name, reason=reason, message=f"{name}: {what}")
    elif kind in ("text", "table"):
        yield from read_whole(stream, name, about) if kind == "text" else _read_table(stream, name, about)
    else:
        yield from _read_rarer(stream, name, kind, about)


def _read_rarer(stream: BinaryIO, name: str, kind: Kind, about: About) -> Stories:
    """Read the kinds whose readers are loaded only when one comes."""
    if kind == "feed":
        from redshank.read.feeds import LARGEST_FEED, read_feed

        yield from read_feed(stream.read(LARGEST_FEED + 1), name, about)
    elif kind == "xml":
        from redshank.read.agency import read_agency_xml

        yield from read_agency_xml(stream, name, about)
    elif kind in ("mail", "mbox"):
        from redshank.read.mail import read_mail, read_mbox

        yield from (read_mail if kind == "mail" else read_mbox)(stream, name, about)
    elif kind == "warc":
        from redshank.read.warc import read_warc

        yield from read_warc(stream, name, about)
    elif kind == "pdf":
        from redshank.read.pdf import read_pdf

        yield from read_pdf(stream, name, about)
    elif kind == "parquet":
        from redshank.read.parquet import read_parquet

        yield from read_parquet(stream, name, about)


def _read_archive(
    stream: BinaryIO, name: str, kind: Kind, about: About, depth: int, packed_bytes: int | None
) -> Stories:
    from redshank.read.archives import ReadMember, read_tar, read_zip
    from redshank.read.docx import read_docx

    member = partial(_read_member, about=about, depth=depth + 1)
    with ExitStack() as stack:
        if kind == "zip":
            stream = spooled(stream, stack, MOST_INNER) if depth else spooled(stream, stack)
            inner: ReadMember = member if depth <= DEEPEST else _refuse_member
            yield from read_zip(stream, name, inner, partial(read_docx, about=about))
        elif depth <= DEEPEST:
            yield from read_tar(stream, name, member, packed_bytes)
        else:
            yield from _refuse_member(stream, name)


def _refuse_member(stream: BinaryIO, name: str) -> Stories:
    why = f"{name}: it lies in an archive within an archive within an archive. Unpack the outermost first."
    yield Skipped(source_id=name, reason="nested", message=why)


def _read_member(stream: BinaryIO, name: str, about: About, depth: int) -> Stories:
    """Read a file that lies in an archive; where it is broken the others are read all the same."""

    def stories() -> Stories:
        with ExitStack() as stack:
            yield from read_stream(unpacked(stream, stack), name, ending_of(name), about, depth=depth)

    yield from _safely(stories(), name)


def _safely(stories: Stories, name: str) -> Stories:
    """Turn what a damaged file does into a Skipped."""
    try:
        yield from stories
    except (OSError, EOFError, zlib.error, ZstdError) as error:
        reason = "unreadable" if isinstance(error, OSError) else "broken"
        yield Skipped(source_id=name, reason=reason, message=f"{name}: cannot be read: {error}.")


def _too_large(name: str, error: TooMuch) -> Skipped:
    return Skipped(source_id=name, reason="too-large", message=f"{name}: {error}.")


def _some(stories: Stories, name: str) -> Stories:
    """Say so when a file of lines holds none."""
    none = True
    for story in stories:
        none = False
        yield story
    if none:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: the file is empty.")


def _at_once(stream: BinaryIO) -> bytes:
    raw = stream.read(MOST_AT_ONCE + 1)
    if len(raw) > MOST_AT_ONCE:
        raise TooMuch(f"it is longer than {MOST_AT_ONCE // 1_000_000:,} MB. Split it, or turn it into JSONL or Parquet")
    return raw


def _read_table(stream: BinaryIO, name: str, about: About) -> Stories:
    yield from read_table(_at_once(stream), name, about)


def _read_json(stream: BinaryIO, name: str, about: About) -> Stories:
    """Read a JSON file: one object, a list of objects, or JSONL under another name."""
    raw = _at_once(stream).removeprefix(b"\xef\xbb\xbf")
    try:
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except msgspec.ValidationError:
        items = [msgspec.Raw(raw)]
    except (msgspec.DecodeError, RecursionError):
        yield from _some(read_jsonl(io.BytesIO(raw), name, about), name)
        return
    for number, item in enumerate(items, start=1):
        yield read_line(bytes(item), name, number, about)
