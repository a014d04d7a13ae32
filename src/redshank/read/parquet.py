"""Read Parquet files through duckdb: one story a row, columns found by their names, a few rows in memory at a time."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from redshank.read.about import About
from redshank.read.columns import BadRecord, fields_of, guess_fields
from redshank.read.sources import TooMuch, is_file
from redshank.read.story import make_story
from redshank.records import Skipped, Story

BATCH = 200  # rows
MOST_MEMORY = "1GB"
MOST_COPIED = 20_000_000_000  # bytes of a file that comes out of an archive or a pipe
WILD = "*?[]{}"  # duckdb would take such a name for a pattern


def read_parquet(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the rows; only the columns that feed a field of ours are loaded."""
    import duckdb

    with ExitStack() as stack:
        path = _path(stream, stack)
        connection = stack.enter_context(duckdb.connect(":memory:"))
        try:
            yield from _rows(connection, path, name, about)
        except duckdb.Error as error:
            why = f"{name}: this Parquet file cannot be read: {str(error).splitlines()[0]} Write it again."
            yield Skipped(source_id=name, reason="broken", message=why)


def _path(stream: BinaryIO, stack: ExitStack) -> str:
    """Return where the file lies, or a copy of it: duckdb reads files, not streams."""
    own = getattr(stream, "name", None)
    if is_file(stream) and isinstance(own, str) and not any(c in own for c in WILD):
        return str(Path(own).absolute())
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="redshank-"))
    path = Path(folder) / "rows.parquet"
    if is_file(stream) and isinstance(own, str):
        path.symlink_to(Path(own).absolute())
        return str(path)
    with path.open("wb") as copy:
        shutil.copyfileobj(_limited(stream), copy, 1 << 20)
    return str(path)


def _limited(stream: BinaryIO) -> Any:
    """Return a reader that stops when a file is too long to be copied."""

    class Limited:
        count = 0

        def read(self, size: int) -> bytes:
            chunk = stream.read(size)
            self.count += len(chunk)
            if self.count > MOST_COPIED:
                raise TooMuch(f"it is longer than {MOST_COPIED // 1_000_000:,} MB. Unpack it, and read the file itself")
            return chunk

    return Limited()


def _rows(connection: Any, path: str, name: str, about: About) -> Iterator[Story | Skipped]:
    connection.execute("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false")
    connection.execute(f"SET memory_limit='{MOST_MEMORY}'; SET threads=2; SET enable_progress_bar=false")
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    columns = [str(row[0]) for row in described]
    wanted = list(dict.fromkeys(column for _, column in guess_fields(columns, about)))
    if "text" not in dict(guess_fields(columns, about)):
        names = ", ".join(columns[:12]) or "none"
        chosen = about.column("text")
        why = f"There is no column {chosen!r}" if chosen else "No column holds the text"
        message = f"{name}: {why} (columns: {names}). Name it: --field text=COLUMN."
        yield Skipped(source_id=name, reason="no-text", message=message)
        return
    listed = ", ".join('"' + column.replace('"', '""') + '"' for column in wanted)
    rows = connection.execute(f"SELECT {listed} FROM read_parquet(?)", [path])
    number = 0
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            number += 1
            yield _story(dict(zip(wanted, row, strict=True)), name, number, about)
    if not number:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: there are no rows in it.")


def _story(record: dict[str, object], name: str, number: int, about: About) -> Story | Skipped:
    where = f"{name}, row {number}"
    try:
        fields = fields_of(record, about)
    except BadRecord as bad:
        return Skipped(source_id=name, line=number, reason=bad.reason, message=f"{where}: {bad.message}")
    return make_story(fields, about, fields.id or f"{name}:{number}", line=number, where=where)
