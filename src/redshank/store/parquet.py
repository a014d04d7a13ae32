"""Write and read Parquet through DuckDB, which reads no network and loads no extension."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.records.errors import ArchiveError
from redshank.store.columns import columns
from redshank.store.layout import free_megabytes, sync_folder

if TYPE_CHECKING:
    import duckdb

SAFE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "2"}
LONGEST = 64_000_000  # bytes of one row; a story has 5 million characters at most


def connect(path: Path | None = None, *, read_only: bool = False) -> "duckdb.DuckDBPyConnection":
    """Open DuckDB with extensions switched off; in memory when no path is given."""
    import duckdb

    connection = duckdb.connect(str(path) if path else ":memory:", read_only=read_only, config=dict(SAFE))
    connection.execute("SET enable_progress_bar = false")
    return connection


def write_parquet(
    connection: "duckdb.DuckDBPyConnection", table: str, rows: Sequence[dict[str, Any]], path: Path
) -> None:
    """Write rows of a table to a file, on the disk when this returns; a temporary name until it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns(table).items())
    with disk_errors(path), tempfile.NamedTemporaryFile(dir=path.parent, suffix=".ndjson.part") as lines:
        for row in rows:
            lines.write(msgspec.json.encode(row))
            lines.write(b"\n")
        lines.flush()
        connection.execute(
            f"COPY (SELECT * FROM read_json('{quoted(lines.name)}', format='newline_delimited', columns={{{kinds}}}, "
            f"maximum_object_size={LONGEST})) TO '{quoted(part)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    sync_file(part)
    part.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn a full disk into a sentence that helps."""
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException) as error:
        free = free_megabytes(path.parent if path.parent.exists() else path.parents[2])
        raise ArchiveError(
            f"{path} could not be written ({free} MB are free there): {str(error).splitlines()[0]}. "
            "All that was stored before is whole. Make room and run the same command again."
        ) from error


def quoted(path: Path | str) -> str:
    """Return a path for use between single quotes in SQL."""
    return str(path).replace("'", "''")


def files_sql(paths: Sequence[Path], *, named: bool = False) -> str:
    """Return the SQL that reads some Parquet files as one table; a column that only some files have is null in others.

    Args:
        paths: the files.
        named: add a column `filename`.
    """
    names = ", ".join(f"'{quoted(p)}'" for p in paths)
    return f"read_parquet([{names}], union_by_name=true{', filename=true' if named else ''})"


def read_rows(
    connection: "duckdb.DuckDBPyConnection", paths: Sequence[Path], where: str = "", parameters: Sequence[Any] = ()
) -> Iterator[dict[str, Any]]:
    """Give the rows of some Parquet files as dicts, a batch at a time."""
    if not paths:
        return
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM {files_sql(paths)} {where}", list(parameters))
    names = [d[0] for d in cursor.description or ()]
    while batch := cursor.fetchmany(1000):
        for values in batch:
            yield dict(zip(names, values, strict=True))
