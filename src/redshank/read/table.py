"""Read CSV and TSV: one story a row, columns found by their names."""

import csv
import io
from collections.abc import Iterator

from redshank.read.about import About
from redshank.read.columns import BadRecord, fields_of
from redshank.read.story import LARGEST, make_story
from redshank.read.text import decode
from redshank.records import Skipped, Story


def read_table(raw: bytes, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the rows; a row without text is skipped with its line."""
    decoded = decode(raw)
    if decoded.reason is not None:
        yield Skipped(source_id=name, reason=decoded.reason, message=f"{name}: {decoded.message}")
        return
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LARGEST))
    reader = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=_delimiter(decoded.text, name))
    line = 1
    rows = 0
    try:
        for row in reader:
            rows += 1
            start, line = line + 1, reader.line_num
            yield _read_row({k: v for k, v in row.items() if k is not None}, name, start, about)
    except csv.Error as error:
        message = (
            f"{name}, line {reader.line_num}: {error}. The rows below it were not read; look for an unclosed quote."
        )
        yield Skipped(source_id=name, line=reader.line_num, reason="broken", message=message)
        return
    if not rows:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: there are no rows in it.")


def _delimiter(text: str, name: str) -> str:
    """Tell the separator by the file's name, else by the header."""
    if ".tsv" in name.lower() or ".tab" in name.lower():
        return "\t"
    header = text[:10_000].split("\n", 1)[0]
    return max(",;\t|", key=header.count) if any(c in header for c in ",;\t|") else ","


def _read_row(row: dict[str, object], name: str, line: int, about: About) -> Story | Skipped:
    try:
        fields = fields_of(row, about)
    except BadRecord as bad:
        return Skipped(source_id=name, line=line, reason=bad.reason, message=f"{name}, line {line}: {bad.message}")
    return make_story(fields, about, fields.id or f"{name}:{line}", line=line, where=f"{name}, line {line}")
