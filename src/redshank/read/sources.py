"""Find what a user points at: files, folders, patterns, `-` for standard input, packed or not."""

import glob
import gzip
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec
from zstandard import ZstdDecompressor

from redshank.records import Skipped

PACKED = (".gz", ".zst")
ENDINGS = (
    *(".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab"),
    *(".parquet", ".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml", ".eml", ".mbox", ".warc"),
    *(".pdf", ".docx", ".zip", ".tar", ".tgz"),
)
PIECE = 2_048  # packed bytes taken at a time: a hostile piece of zstd grows to thirty thousand times its size
HEAD = 20_000  # bytes that tell what a file is
MOST_SPOOLED = 4_000_000_000  # bytes that are written to a temporary file, where a format must be read back and forth


class TooMuch(Exception):
    """More bytes come out than a limit allows; says which limit."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read: its name as the user gave it, its path (None = standard input), and its ending when unpacked."""

    name: str
    path: Path | None
    ending: str


def ending_of(name: str) -> str:
    """Return the ending of a name, that of the packing left out."""
    path = Path(name.lower())
    return path.with_suffix("").suffix if path.suffix in PACKED else path.suffix


def find_sources(given: Sequence[str | Path]) -> Iterator[Source | Skipped]:
    """Give every file that the names stand for, in a fixed order."""
    for name in map(str, given):
        if name == "-":
            yield Source(name="-", path=None, ending="")
            continue
        path = Path(name)
        if path.is_dir():
            yield from _folder(path, name)
        elif path.exists():
            yield Source(name=name, path=path, ending=ending_of(name))
        else:
            yield from _pattern(name)


def _folder(path: Path, name: str) -> Iterator[Source | Skipped]:
    files = sorted(
        p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path) and ending_of(p.name) in ENDINGS
    )
    if not files:
        message = (
            f"{name}: no stories in this folder. We read files that end in {' '.join(ENDINGS)}, also with .gz or .zst."
        )
        yield Skipped(source_id=name, reason="empty", message=message)
    for p in files:
        yield Source(name=str(p), path=p, ending=ending_of(p.name))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _pattern(name: str) -> Iterator[Source | Skipped]:
    hits = sorted(glob.glob(name, recursive=True)) if any(c in name for c in "*?[") else []  # noqa: PTH207 (keeps the name as given)
    if not hits:
        why = "no file matches this pattern" if any(c in name for c in "*?[") else "there is no such file or folder"
        yield Skipped(source_id=name, reason="missing", message=f"{name}: {why}.")
    for hit in hits:
        if Path(hit).is_dir():
            yield from _folder(Path(hit), hit)
        else:
            yield Source(name=hit, path=Path(hit), ending=ending_of(hit))


class Unpacked(io.RawIOBase):
    """A .zst file as its bytes. The library's own reader takes a file that was cut short for a whole one."""

    def __init__(self, packed: BinaryIO) -> None:
        """Start before the first frame."""
        self._packed = packed
        self._frame = ZstdDecompressor().decompressobj()
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with unpacked bytes."""
        while not self._ready:
            rest = self._frame.unused_data if self._frame.eof else b""
            chunk = rest or self._packed.read(PIECE)
            if not chunk:
                if not self._frame.eof:
                    raise EOFError("the packed file ends too early")
                return 0
            if self._frame.eof:
                self._frame = ZstdDecompressor().decompressobj()
            self._ready = memoryview(self._frame.decompress(chunk))
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count


class Rejoined(io.RawIOBase):
    """A stream whose beginning was taken for a look, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Put both together."""
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the head, then from the rest."""
        chunk = self._head[: len(buffer)] if self._head else some(self._rest, len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


@contextmanager
def open_source(source: Source) -> Iterator[BinaryIO]:
    """Open a source for reading bytes, unpacked by what its first bytes say."""
    with ExitStack() as stack:
        raw = sys.stdin.buffer if source.path is None else stack.enter_context(source.path.open("rb"))
        yield unpacked(raw, stack)


def unpacked(raw: BinaryIO, stack: ExitStack) -> BinaryIO:
    """Return the stream without its gzip or zstd packing."""
    magic, raw = look(raw, 4)
    if magic.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, stack.enter_context(gzip.GzipFile(fileobj=raw)))
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        return cast(BinaryIO, stack.enter_context(io.BufferedReader(Unpacked(raw))))
    return raw


def look(stream: BinaryIO, size: int = HEAD) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and the stream from its beginning."""
    head = b""
    try:
        while len(head) < size and (chunk := some(stream, size - len(head))):
            head += chunk
    except EOFError:  # cut, which the reader will meet again; what lies before the cut is still good
        if not head:
            raise
    if is_file(stream):
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, cast(BinaryIO, io.BufferedReader(Rejoined(head, stream), buffer_size=1 << 16))


def some(stream: BinaryIO, size: int) -> bytes:
    """Read what is there, up to a size: a full read of a packed file that was cut loses what lies before the cut."""
    return stream.read1(size) if isinstance(stream, (io.BufferedReader, gzip.GzipFile)) else stream.read(size)


def is_file(stream: BinaryIO) -> bool:
    """Say whether a stream is a file on the disk, in which one can go back and forth."""
    return isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable()


def spooled(stream: BinaryIO, stack: ExitStack, most_bytes: int = MOST_SPOOLED) -> BinaryIO:
    """Return a stream in which one can go back and forth: the file itself, or a nameless copy of what streams in.

    Raises:
        TooMuch: the stream is longer than `most_bytes`.
    """
    if is_file(stream):
        return stream
    copy = stack.enter_context(tempfile.TemporaryFile(prefix="redshank-"))  # noqa: SIM115
    size = 0
    while chunk := stream.read(1 << 20):
        size += len(chunk)
        if size > most_bytes:
            raise TooMuch(f"it is longer than {most_bytes // 1_000_000:,} MB. Unpack it, and read the file itself")
        copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
