"""Show what was found in a terminal: events, claims, one event in full. Rows in, lines out."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from redshank.ask.table import COLOURS
from redshank.query.phrases import LEGEND, days, kind, parties, short, status

WIDE = 110  # columns of a terminal; below, an event takes three lines
INDENT = 14
Row = Mapping[str, Any]


def show_events(rows: Sequence[Row], console: Console) -> None:
    """Print each event: day, type, parties, status with its holder, id; below it the sentence."""
    wide = console.width >= WIDE
    for row in rows:
        style = "dim" if row["background"] or row["standing"] != "current" else ""
        for line in _wide(row, console.width) if wide else _narrow(row, console.width):
            line.stylize_before(style)
            console.print(line, soft_wrap=True)
    if any(row["day_basis"] == "published" for row in rows):
        console.print(Text(LEGEND, style="dim"), soft_wrap=True)


def _wide(row: Row, width: int) -> list[Text]:
    head = days(row).ljust(INDENT) + " " + _fitted(kind(row), 22) + " "
    room = width - len(head) - 18
    told, how = parties(row), status(row)
    at = max(INDENT, len(days(row)))
    line = Text.assemble((head[:at], "dim"), head[at:])
    _colour(line, row, at + 1)
    first = short(told, room)
    left = room - len(first) - 2
    lines = [line]
    if left >= len(how):
        line.append(first).append("  " + how, style="dim").append(" " * (left - len(how)))
    else:
        line.append(_fitted(first, room))
        lines.append(Text(" " * len(head) + short(how, width - len(head) - 1), style="dim"))
    line.append("  " + row["id"], style="dim")
    return [*lines, _sentence(row, width)]


def _narrow(row: Row, width: int) -> list[Text]:
    room = width - INDENT - 1
    head = Text.assemble((days(row).ljust(INDENT), "dim"), " ", _fitted(short(kind(row), room - 18), room - 17))
    _colour(head, row, max(INDENT, len(days(row))) + 1)
    head.append(" " + row["id"], style="dim")
    pad = " " * (INDENT + 1)
    return [
        head,
        Text(pad + short(parties(row), room - 1)),
        *(Text(pad + part, style="dim") for part in _folded(status(row), room - 1)),
        *(Text(pad + part, style="italic") for part in _folded(short(_said(row), 2 * room - 12), room - 1)),
    ]


def _folded(words: str, width: int) -> list[str]:
    """Break words over lines: who holds it is never cut off."""
    import textwrap

    return textwrap.wrap(words, max(20, width)) or [""]


def _colour(line: Text, row: Row, start: int) -> None:
    line.stylize("bold " + COLOURS.get(row["quad"], ""), start, start + len(row["type"]))


def _sentence(row: Row, width: int) -> Text:
    return Text(" " * (INDENT + 1) + short(_said(row), width - INDENT - 2), style="italic")


def _said(row: Row) -> str:
    return row["sentence"] or "(the words are not kept)"


def _fitted(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else short(words, width).ljust(width)


def show_claims(rows: Sequence[Row], console: Console) -> None:
    """Print each claim: day of the story, who says it, how, and the words."""
    for row in rows:
        source = row["source"] or "nobody named"
        code = f" {row['source_code']}" if row["source_code"] else ""
        kind_of = f" ({row['source_kind']} source)" if row["source_kind"] not in (None, "named") else ""
        published = row["published"].isoformat() if row["published"] else "no date"
        line = Text.assemble((published.ljust(INDENT), "dim"), " ", (source, "bold"), (code, "dim"), kind_of)
        line.append(f"  {'negated, ' if row['negated'] else ''}{row['status']}")
        if row["holder"] not in ("narrator", row["source"]):
            line.append(f", according to {row['holder']}", style="dim")
        console.print(line, overflow="fold")
        words = " ".join((row["text"] or "(the words are not kept)").split())
        words = f"“{words}”" if row["quoted"] else words
        console.print(Text(" " * (INDENT + 1) + short(words, console.width - INDENT - 2), style="italic"))


def table_of(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Table:
    """Return a plain table with a head."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for head, is_right in zip(heads, right, strict=True):
        table.add_column(head, justify="right" if is_right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
