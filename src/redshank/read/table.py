"""Read CSV and TSV: one story a row, columns found by their names. A broken row costs itself and no other."""

import csv
import io
from collections.abc import Iterator, Sequence

import msgspec

from redshank.read.about import About, iso_date
from redshank.read.columns import BadRecord, fields_of, guess_fields
from redshank.read.story import LARGEST, make_story
from redshank.read.text import decode
from redshank.records import Skipped, Story

ENDS = (".", "!", "?", '"', "”", "’", "'", ")", "…")  # a text that ends so was not cut
MOST_REREADING = 20  # times the file's length: rows with a quote that never closes are read again behind it
LONGEST_ROW = 2 * LARGEST


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it stands in the file."""

    cells: tuple[str, ...]
    line: int  # its first, from 1
    is_broken: bool = False  # a quote was opened and not closed, so that it may have swallowed others


def read_table(raw: bytes, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the rows; a row without text, or of which the text is not sure, is skipped with its line."""
    decoded = decode(raw)
    if decoded.reason is not None:
        yield Skipped(source_id=name, reason=decoded.reason, message=f"{name}: {decoded.message}")
        return
    rows = _rows(decoded.text, find_delimiter(decoded.text, name))
    head = next(rows, None)
    count = 0
    for row in rows:
        count += 1
        yield _read_row(row, head.cells if head else (), name, about)
    if not count:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: there are no rows in it.")


def find_delimiter(text: str, name: str) -> str:
    """Tell the separator by the file's name, else by the header."""
    if ".tsv" in name.lower() or ".tab" in name.lower():
        return "\t"
    header = text[:10_000].split("\n", 1)[0]
    return max(",;\t|", key=header.count) if any(c in header for c in ",;\t|") else ","


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Split a table into rows; behind a row that is broken the next line is taken for a new row."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ROW))
    lines = list(io.StringIO(text, newline=""))
    width, at, reread = 0, 0, 0
    while at < len(lines):
        cells, count = _cells(lines, at, delimiter)
        if cells == ():
            at += count  # a blank line
            continue
        is_many = count > 1 or at + count == len(lines)
        if is_many and (cells is None or _has_swallowed(lines[at : at + count], cells, width, delimiter)):
            reread += sum(map(len, lines[at : at + count]))
            yield Row(cells=(), line=at + 1, is_broken=True)
            if reread > MOST_REREADING * len(text):
                yield Row(cells=(), line=at + 2, is_broken=True)
                return
            at += 1
            continue
        yield Row(cells=cells or (), line=at + 1, is_broken=cells is None)
        width = width or len(cells or ())
        at += count


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[tuple[str, ...] | None, int]:
    """Return the cells of the row that begins on a line and how many lines it takes; None if it cannot be split."""
    reader = csv.reader((lines[i] for i in range(at, len(lines))), delimiter=delimiter)
    try:
        return tuple(next(reader, ())), max(1, reader.line_num)
    except csv.Error:
        return None, max(1, reader.line_num)


def _has_swallowed(lines: Sequence[str], cells: Sequence[str], width: int, delimiter: str) -> bool:
    """Say whether a row runs on because of a quote that was never closed, and so holds other rows."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            return True
        # A letter stands behind a closing quote: it may be the quote that opens a cell of the next row.
        return width > 1 and any(line.count(delimiter) >= width - 1 for line in lines[1:])
    return len(cells) != width > 1 and any(_is_row(line, width, delimiter) for line in lines[1:])


def _is_row(line: str, width: int, delimiter: str) -> bool:
    try:
        return len(next(csv.reader([line], delimiter=delimiter, strict=True), ())) == width
    except csv.Error:
        return False


def _read_row(row: Row, columns: Sequence[str], name: str, about: About) -> Story | Skipped:
    where = f"{name}, line {row.line}"
    if row.is_broken:
        why = "a quote is opened and never closed. The row was left out; the rows below it were read."
        return Skipped(source_id=name, line=row.line, reason="broken", message=f"{where}: {why}")
    if not _is_text_safe(row.cells, columns, about):
        few = "few" if len(row.cells) < len(columns) else "many"
        why = f"it has too {few} cells ({len(row.cells)} of {len(columns)}), and its text may be cut. Quote its cells."
        return Skipped(source_id=name, line=row.line, reason="ragged", message=f"{where}: {why}")
    record = dict(zip(columns, row.cells, strict=False))
    try:
        fields = fields_of(record, about)
    except BadRecord as bad:
        return Skipped(source_id=name, line=row.line, reason=bad.reason, message=f"{where}: {bad.message}")
    return make_story(fields, about, fields.id or f"{name}:{row.line}", line=row.line, where=where)


def _is_text_safe(cells: Sequence[str], columns: Sequence[str], about: About) -> bool:
    """Say whether the text of a row is whole and in its place, though the row has too few or too many cells."""
    extra = len(cells) - len(columns)
    if extra == 0 or (extra > 0 and not any(c.strip() for c in cells[len(columns) :])):
        return True
    feeds = {name: list(columns).index(column) for name, column in guess_fields(columns, about)}
    at = feeds.get("text")
    if at is None:
        return True  # the reader of the record says what is missing
    if extra < 0:
        return at < len(cells) - 1 or (at == len(cells) - 1 and cells[at].rstrip().endswith(ENDS))
    # Too many: something was split at a comma. A date or an address that stands in its own column behind the text
    # shows that it was not the text, nor anything before it.
    dated, linked = feeds.get("published", -1), feeds.get("url", -1)
    return (dated > at and iso_date(cells[dated]) is not None) or (linked > at and cells[linked].startswith("http"))
