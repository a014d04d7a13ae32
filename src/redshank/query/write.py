"""Write what was found to a file or stream, in each format. Rows or Filed events in, text out."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from redshank.ask.write import cell
from redshank.records.filed import Filed

if TYPE_CHECKING:
    from pathlib import Path

    from redshank.store import Archive


def write_table(heads: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO, separator: str = ",") -> None:
    """Write CSV or TSV; nothing is an empty cell, lists are joined, what a spreadsheet would run is guarded."""
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([cell(flat(v)) for v in row])


def flat(value: Any) -> Any:
    """Return a value that fits one cell."""
    if isinstance(value, list | tuple):
        return "; ".join(str(v) for v in value if v is not None)
    return value.isoformat() if isinstance(value, date) else value


def write_records(events: Iterable[Filed], out: TextIO) -> None:
    """Write one JSON object a line: the whole event as the archive holds it."""
    for filed in events:
        out.write(msgspec.json.encode(filed).decode() + "\n")


def write_array(items: Iterable[str], out: TextIO) -> None:
    """Write JSON objects as one array, an object a line."""
    out.write("[")
    for number, item in enumerate(items):
        out.write((",\n" if number else "\n") + item)
    out.write("\n]\n")


def json_line(row: Mapping[str, Any]) -> str:
    """Return a row as JSON; days as ISO dates, what is unknown as null."""
    return json.dumps(dict(row), ensure_ascii=False, default=str)


def write_parquet(archive: "Archive", sql: str, values: Sequence[Any], path: "Path") -> None:
    """Write the rows that a statement gives on the index as Parquet; the file appears when it is whole."""
    from redshank.store.parquet import disk_errors, quoted

    part = path.with_name(path.name + ".part")
    with disk_errors(path):
        archive.index.cursor().execute(f"COPY ({sql}) TO '{quoted(part)}' (FORMAT parquet, COMPRESSION zstd)", values)
        part.replace(path)
