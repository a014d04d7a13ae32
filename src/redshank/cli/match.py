"""`redshank match`: the rows of a table of one's own against the events of an archive."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from redshank.cli.code import _output
from redshank.cli.filters import filter_options, query_of

if TYPE_CHECKING:
    from redshank.compare.match import Matched
    from redshank.store import Archive

SHOWN = 10  # rows of each outcome that a person is shown


@click.command("match")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("mine", metavar="MINE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--fields",
    metavar="NAME=COLUMN,...",
    help="Which column holds what: date, date_to, actor, to, type, place, country, lat, lon, id, text.",
)
@click.option(
    "--days", type=click.IntRange(0, 366), default=3, show_default=True, help="How far apart the days may be."
)
@click.option(
    "--km", type=click.FloatRange(0.1, 20000), default=50, show_default=True, help="How far apart two towns may be."
)
@click.option(
    "--day-first/--month-first", default=None, help="How to read 03/04/2022; told from the dates if it can be."
)
@filter_options
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option(
    "--limit", type=click.IntRange(1), default=SHOWN, show_default=True, help="Rows of each outcome in a table."
)
def command(
    archive: Path,
    mine: Path,
    fields: str | None,
    days: int,
    km: float,
    day_first: bool | None,
    form: str,
    out: Path | None,
    limit: int,
    **filters: Any,
) -> None:
    """Match the rows of MINE.csv with the events of ARCHIVE by time, parties, type and place, one to one.

    Each row comes out as matched, or as only mine, with the event that comes nearest and what speaks against it; and
    each event of the parties, types and days that the table covers as only ours. Exit code 3 if nothing matches.
    """
    from redshank.compare.feeds_parties import Parties
    from redshank.compare.match import match
    from redshank.compare.match_table import read_mine
    from redshank.query import Names
    from redshank.store import Archive

    with Archive(archive) as opened:
        names = Names()
        order = None if day_first is None else "day" if day_first else "month"
        table = read_mine(mine, Parties(names), _pairs(fields), order)  # type: ignore[arg-type]
        click.echo(f"{mine.name}: " + ", ".join(f"{ours}={column}" for ours, column in table.fields), err=True)
        for line in table.lines:
            click.echo(line, err=True)
        found = match(opened, table.events, query_of(filters), days=days, km=km, names=names)
        with _output(out) as stream:
            _write(opened, found, form, stream, limit)
    click.echo(found.summary(), err=form != "table" or out is not None)
    if not found.count("matched"):
        click.echo(f"redshank: none of {len(table.events):,} rows matches an event; `why` says what fails.", err=True)
        sys.exit(3)


def _pairs(words: str | None) -> dict[str, str]:
    """Take `--fields date=Day,actor=Who` apart."""
    found = {}
    for pair in (words or "").split(",") if words else ():
        name, sign, column = pair.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise click.UsageError(f"--fields {pair!r}: write NAME=COLUMN, for example --fields date=Day,actor=Who")
        found[name.strip()] = column.strip()
    return found


def _write(archive: "Archive", found: "Matched", form: str, stream: TextIO, limit: int) -> None:
    from redshank.compare.match_show import HEADS, flat, show, told_rows
    from redshank.query.write import json_line, write_table

    if form == "table":
        from rich.console import Console

        show(archive, found, Console(file=stream, highlight=False), limit)
        return
    rows = (flat(row, ours) for row, ours in told_rows(archive, found.rows))
    if form == "csv":
        write_table(HEADS, rows, stream)
    else:
        stream.writelines(json_line(dict(zip(HEADS, row, strict=True))) + "\n" for row in rows)
