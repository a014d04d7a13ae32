"""Read the rows of tables, however large: plain, zip, gz, zst. A broken line costs itself and no other."""

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import msgspec
import zstandard

from redshank.read.text import decode
from redshank.records.errors import InputError

SAMPLE = 65536
SHOWN = 5  # broken lines that are named
SEPARATORS = "\t,;|"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row with the lines that it takes; `cells` is empty where it cannot be split."""

    cells: tuple[str, ...]
    first: int
    last: int


class Tally:
    """What happened to the rows of some files."""

    def __init__(self) -> None:
        self.rows = 0
        self.broken = 0
        self.named: list[str] = []  # the first broken lines, with the reason
        self.notes: list[str] = []

    def drop(self, line: Line, why: str) -> None:
        """Count a row that cannot be used."""
        self.broken += 1
        if len(self.named) < SHOWN:
            where = f"line {line.first}" if line.first == line.last else f"lines {line.first} to {line.last}"
            self.named.append(f"{where}: {why}")

    def lines(self, what: str) -> list[str]:
        """Say what was skipped."""
        if not self.broken:
            return [*self.notes]
        more = f"; and {self.broken - len(self.named):,} more" if self.broken > len(self.named) else ""
        rows = "1 row" if self.broken == 1 else f"{self.broken:,} rows"
        return [*self.notes, f"{what}: {rows} skipped: {'; '.join(self.named)}{more}."]


@contextmanager
def open_text(path: Path, tally: Tally) -> Iterator[IO[str]]:
    """Open a file as text, unpacked; its encoding is told by its first lines.

    Raises:
        InputError: it cannot be read, is empty, or is no text.
    """
    try:
        with path.open("rb") as raw, _unpacked(raw, path) as stream:
            buffered = io.BufferedReader(cast(io.RawIOBase, stream), SAMPLE)
            yield io.TextIOWrapper(buffered, _encoding(buffered, path, tally), "replace", newline="")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, zstandard.ZstdError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: cannot be read: {said}. Is the file whole?") from None


@contextmanager
def _unpacked(raw: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    head = raw.read(4)
    raw.seek(0)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(raw) as stream:
            yield stream  # type: ignore[misc]
    elif head == b"\x28\xb5\x2f\xfd":
        yield zstandard.ZstdDecompressor().stream_reader(raw)
    elif head == b"PK\x03\x04":
        with zipfile.ZipFile(raw) as packed, packed.open(_member(packed, path)) as stream:
            yield stream
    else:
        yield raw


def _member(packed: zipfile.ZipFile, path: Path) -> str:
    names = [n for n in packed.namelist() if n.lower().endswith((".csv", ".tsv", ".txt", ".tab"))]
    if any(n.startswith("xl/") for n in packed.namelist()):
        raise InputError(f"{path}: is an Excel workbook. Save the sheet as CSV (UTF-8) and give that.")
    if len(names) != 1:
        raise InputError(f"{path}: holds {len(names)} tables ({', '.join(names[:5]) or 'none'}). Unpack it, give one.")
    return names[0]


def _encoding(stream: Any, path: Path, tally: Tally) -> str:
    head: bytes = stream.peek(SAMPLE)[:SAMPLE]
    if not head.strip():
        raise InputError(f"{path}: is empty.")
    # whole letters only: of two or four bytes each, or lines
    whole = head[: len(head) // 4 * 4] if b"\0" in head else head[: head.rfind(b"\n") + 1] or head
    decoded = decode(whole)
    if decoded.reason is not None:
        raise InputError(f"{path}: {decoded.message} A table in CSV or TSV is wanted.")
    if decoded.encoding == "utf-8":
        return "utf-8-sig"
    if decoded.encoding.startswith("utf-"):
        return decoded.encoding
    tally.notes.append(f"{path.name}: is not UTF-8; read as {decoded.encoding}.")
    return decoded.encoding


def separator_of(first: str, path: Path) -> str:
    """Tell the sign between cells by the first line."""
    found = max(SEPARATORS, key=first.count)
    if not first.count(found):
        raise InputError(f"{path}: the first line holds no comma, semicolon or tab; this is no table.")
    return found


def split_rows(stream: IO[str], separator: str) -> Iterator[Line]:
    """Split text into rows; tabs divide lines as they stand, other signs as CSV does. Blank lines are left out."""
    is_plain = separator == "\t"
    reader = csv.reader(stream, delimiter=separator, quoting=csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL)
    before = 0
    while True:
        try:
            cells: Sequence[str] = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = ("",)
            yield Line(cells=(), first=before + 1, last=max(before + 1, reader.line_num))
        if any(cells):
            yield Line(cells=tuple(cells), first=before + 1, last=reader.line_num)
        before = reader.line_num


def fitted(cells: Sequence[str], width: int) -> Sequence[str] | None:
    """Return the cells of a row at the width of the header: empty ones too many fall away; None if it is ragged."""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    return cells if len(cells) == width else None
