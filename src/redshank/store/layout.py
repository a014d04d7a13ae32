"""Where things lie in an archive, what version it is of, and who may write.

archive.json                              format and keep policy
truth/<table>/<YYYY-MM>/<unit>.parquet    what was read: the truth
state.sqlite                              ledger of units, sources and stories; decisions; saved queries; feeds
index.duckdb, text/                       made from the truth by `redshank index`
lock                                      held by the one writer
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from redshank.records.errors import ArchiveError
from redshank.records.filed import Keep

FORMAT = 1
UNDATED = "undated"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The card at the door of an archive: `archive.json`."""

    format: int = FORMAT
    keep: Keep = "full"
    made_by: str = ""  # version of redshank


class Layout:
    """Paths of an archive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.card = path / "archive.json"
        self.truth = path / "truth"
        self.state = path / "state.sqlite"
        self.index = path / "index.duckdb"
        self.text = path / "text"
        self.lock = path / "lock"

    def file(self, table: str, month: str, unit: str) -> Path:
        """Return the file that holds the rows of a unit in one month."""
        return self.truth / table / month / f"{unit}.parquet"


def read_card(layout: Layout) -> Card:
    """Read the card.

    Raises:
        ArchiveError: there is no archive here, or one of a version that we do not know.
    """
    if not layout.card.is_file():
        if layout.path.is_dir():
            raise ArchiveError(f"{layout.path} is a folder but no archive: archive.json is missing in it.")
        raise ArchiveError(f"There is no archive {layout.path}. Make one: redshank ingest {layout.path} FILE...")
    try:
        card = msgspec.json.decode(layout.card.read_bytes(), type=Card)
    except msgspec.MsgspecError as error:
        raise ArchiveError(f"{layout.card} cannot be read: {error}. Restore it from a copy.") from None
    if card.format > FORMAT:
        raise ArchiveError(
            f"{layout.path} is an archive of format {card.format}; this redshank knows formats up to {FORMAT}. "
            "Install a newer redshank: pip install --upgrade redshank"
        )
    return card


def write_card(layout: Layout, card: Card) -> None:
    """Write the card; it appears whole or not at all."""
    write_whole(layout.card, msgspec.json.format(msgspec.json.encode(card), indent=2))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears under its name only when all of it is on the disk."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def only_writer(layout: Layout) -> Iterator[None]:
    """Hold the archive for writing; readers are not held up.

    Raises:
        ArchiveError: another process writes to it.
    """
    with layout.lock.open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.seek(0)
            who = stream.read().strip() or "another process"
            raise ArchiveError(
                f"{layout.path} is being written to by {who}. Wait until it ends, or stop it; "
                "find, count and serve work meanwhile."
            ) from None
        stream.truncate(0)
        stream.write(f"process {os.getpid()}")
        stream.flush()
        try:
            yield
        finally:
            stream.truncate(0)


def free_megabytes(path: Path) -> int:
    """Return the free space of the disk that holds a path."""
    return shutil.disk_usage(path).free // 1_000_000
