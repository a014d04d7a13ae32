"""Read what lies in .zip and .tar files. Members are streamed; none is unpacked to the disk under its own name."""

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, BinaryIO, cast

from redshank.read.sources import TooMuch
from redshank.records import Skipped, Story

MOST_RATIO = 200  # unpacked to packed bytes; stories pack to a fifth, the worst tables to a fiftieth
FREE_BYTES = 100_000_000  # below this no ratio is asked
MOST_UNPACKED = 200_000_000_000  # bytes of one archive
MOST_MEMBERS = 500_000
OFFICE = {
    "xl/workbook.xml": "This is a spreadsheet. Save it as CSV.",
    "ppt/presentation.xml": "These are slides. Save their text as .txt.",
    "META-INF/manifest.xml": "This is an OpenDocument or Java file. Save its text as .docx or .txt.",
}
ReadMember = Callable[[BinaryIO, str], Iterator[Story | Skipped]]


class Meter:
    """Counts the bytes that come out of an archive, and stops what would fill the machine."""

    def __init__(self, packed_bytes: int | None) -> None:
        ratio = max(FREE_BYTES, MOST_RATIO * packed_bytes) if packed_bytes is not None else MOST_UNPACKED
        self.limit = min(MOST_UNPACKED, ratio)
        self.count = 0

    def add(self, size: int) -> None:
        """Count.

        Raises:
            TooMuch: the limit is passed.
        """
        self.count += size
        if self.count > self.limit:
            raise TooMuch(
                f"more than {self.limit // 1_000_000:,} MB come out of it, far more than stories would (a zip bomb?). "
                "If you trust it, unpack it yourself"
            )


class Metered(io.RawIOBase):
    """A stream under a meter."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        """Wrap."""
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read and count."""
        chunk = self._stream.read(len(buffer))
        self._meter.add(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def metered(stream: BinaryIO, meter: Meter) -> BinaryIO:
    """Return the stream, its bytes counted."""
    return cast(BinaryIO, io.BufferedReader(Metered(stream, meter), buffer_size=1 << 16))


def read_zip(
    stream: BinaryIO,
    name: str,
    read_member: ReadMember,
    read_document: ReadMember,
) -> Iterator[Story | Skipped]:
    """Read a .zip file.

    Args:
        stream: one in which one can go back and forth.
        name: of the archive.
        read_member: reads one member under its own name.
        read_document: reads the whole file where it is a .docx.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            names = {m.filename for m in members}
            if "word/document.xml" in names:
                stream.seek(0)
                yield from read_document(stream, name)
            elif what := next((OFFICE[n] for n in OFFICE if n in names), None):
                yield Skipped(source_id=name, reason="binary", message=f"{name}: {what}")
            else:
                yield from _members(archive, members, name, Meter(size), read_member)
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, NotImplementedError) as error:
        yield _broken(name, error)


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str, meter: Meter, read_member: ReadMember
) -> Iterator[Story | Skipped]:
    declared = sum(m.file_size for m in members)
    if declared > meter.limit:
        meter.add(declared)
    wanted = [m for m in members if not is_hidden(m.filename)]
    if not wanted:
        yield _nothing(name)
    if len(wanted) > MOST_MEMBERS:
        yield _too_many(name)
        return
    for member in wanted:
        label = f"{name}/{member.filename}"
        if member.flag_bits & 0x1:
            why = f"{label}: it is locked with a password. Unpack it yourself, and read the files."
            yield Skipped(source_id=label, reason="encrypted", message=why)
            continue
        try:
            with archive.open(member) as opened:
                yield from read_member(metered(cast(BinaryIO, opened), meter), label)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError, EOFError) as error:
            yield _broken(label, error)


def read_tar(
    stream: BinaryIO, name: str, read_member: ReadMember, packed_bytes: int | None
) -> Iterator[Story | Skipped]:
    """Read a .tar file in one go from front to back, packed or not; links and devices in it are passed over."""
    meter = Meter(packed_bytes)
    count = 0
    try:
        opening = tarfile.open(fileobj=metered(stream, meter), mode="r|", errors="replace")  # noqa: SIM115
        with closing(opening) as archive:
            for member in archive:
                cast(Any, archive).members = []  # it would keep the whole list
                if not member.isreg() or is_hidden(member.name):
                    continue
                count += 1
                if count > MOST_MEMBERS:
                    yield _too_many(name)
                    return
                opened = archive.extractfile(member)
                if opened is not None:
                    yield from read_member(cast(BinaryIO, opened), f"{name}/{member.name}")
    except (tarfile.TarError, ValueError) as error:
        yield _broken(name, error)
        return
    if not count:
        yield _nothing(name)


def is_hidden(name: str) -> bool:
    """Say whether a member is what a system put there for itself."""
    parts = name.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def _nothing(name: str) -> Skipped:
    return Skipped(source_id=name, reason="empty", message=f"{name}: there are no files in this archive.")


def _too_many(name: str) -> Skipped:
    why = f"{name}: it has more than {MOST_MEMBERS:,} files. The rest was not read; unpack it, or use JSONL or Parquet."
    return Skipped(source_id=name, reason="too-large", message=why)


def _broken(name: str, error: Exception) -> Skipped:
    why = f"{name}: what is packed here is broken or of an unknown kind ({error}). Get it again, or unpack it yourself."
    return Skipped(source_id=name, reason="broken", message=why)
