"""`redshank compare-feed`: our archive against GDELT, POLECAT, ICEWS, ACLED or GED, dyad by month."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from redshank.cli.code import _output
from redshank.cli.filters import filter_options, query_of

if TYPE_CHECKING:
    from redshank.compare.dyads import Compared
    from redshank.compare.grid import Cell, Pair

FORMATS = ("gdelt", "polecat", "icews", "acled", "ged")
SHOWN = 25  # dyads that a person is shown; files hold all
CLOSE = 3  # dyads of which a person is shown the periods
COLUMNS = ("dyad", "quad", "period", "ours", "theirs", "ratio", "stories", "only", "spearman", "pearson", "periods")


@click.command("compare-feed")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--as", "wanted", type=click.Choice(FORMATS), help="What the files are; guessed when left out.")
@click.option(
    "--by", "unit", type=click.Choice(["month", "week", "year"]), default="month", show_default=True, help="The period."
)
@click.option("--quad", is_flag=True, help="Tell verbal and material, cooperation and conflict apart.")
@click.option("--directed/--undirected", default=True, help="Dyads from A to B (default), or either way.")
@filter_options
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--limit", type=click.IntRange(1), default=SHOWN, show_default=True, help="Dyads of a table.")
def command(
    archive: Path,
    files: tuple[Path, ...],
    wanted: str | None,
    unit: Any,
    quad: bool,
    directed: bool,
    form: str,
    out: Path | None,
    limit: int,
    **filters: Any,
) -> None:
    """Count the events of ARCHIVE and of each FILE by dyad and period, and hold the counts side by side.

    FILE is what GDELT (1.0 or 2.0), POLECAT, ICEWS, ACLED or UCDP GED give out, packed or not. Correlations are over
    the periods that both sides cover; a period of which we read no story is NA, never 0.
    """
    from redshank.compare.dyads import compare
    from redshank.compare.feeds import Feed
    from redshank.compare.feeds_parties import Parties
    from redshank.query import Names
    from redshank.store import Archive

    with Archive(archive) as opened:
        names = Names()
        parties = Parties(names)
        feeds = [Feed(path, parties, wanted) for path in files]
        for feed in feeds:
            click.echo(feed.said(), err=True)
        found = compare(opened, feeds, query_of(filters, directed=directed), unit, by_quad=quad, names=names)
    with _output(out) as stream:
        _write(found, form, stream, limit)
    for line in found.lines:
        click.echo(line, err=form != "table" or out is not None)
    if not found.pairs:
        click.echo("redshank: no event with two parties on either side; the reasons stand above.", err=True)
        sys.exit(3)


def _write(found: "Compared", form: str, stream: TextIO, limit: int) -> None:
    from redshank.query.write import json_line, write_table

    if form == "table":
        _table(found, stream, limit)
        return
    rows = (_row(pair, cell) for pair in found.pairs for cell in pair.cells)
    if form == "csv":
        write_table(COLUMNS, rows, stream)
    else:
        stream.writelines(json_line(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows)


def _row(pair: "Pair", cell: "Cell") -> tuple[Any, ...]:
    told = (cell.dyad, cell.quad, cell.period, cell.ours, cell.theirs, cell.ratio, cell.stories)
    return (*map(_rounded, told), pair.only, _rounded(pair.spearman), _rounded(pair.pearson), pair.periods)


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def _table(found: "Compared", stream: TextIO, limit: int) -> None:
    from rich.console import Console

    from redshank.query.show import table_of

    console = Console(file=stream, highlight=False)
    both = [p for p in found.pairs if p.only is None]
    quad = any(p.quad for p in found.pairs)
    heads = ["dyad", *(["quad"] if quad else []), "ours", "theirs", "ratio", "Spearman", "Pearson", "periods"]
    right = [h not in ("dyad", "quad") for h in heads]
    if both:
        rows = [_cells(p, with_quad=quad) for p in both[:limit]]
        console.print(table_of(heads, rows, right))
    if len(both) > limit:
        console.print(f"{len(both) - limit:,} more dyads: --limit {len(both)}, or --format csv for all of them.")
    for side in ("ours", "theirs"):
        alone = [p for p in found.pairs if p.only == side]
        if alone:
            named = ", ".join(f"{p.dyad}{f' {p.quad}' if p.quad else ''} {p.ours + p.theirs:,}" for p in alone[:8])
            console.print(f"in {side} only, {len(alone):,}: {named}{' ...' if len(alone) > 8 else ''}", soft_wrap=True)
    _periods(both[:CLOSE], console)


def _cells(pair: "Pair", *, with_quad: bool) -> list[str]:
    figures = (pair.ours, pair.theirs, pair.ratio, pair.spearman, pair.pearson, pair.periods)
    return [pair.dyad, *([pair.quad or ""] if with_quad else []), *map(_shown, figures)]


def _periods(pairs: "list[Pair]", console: Any) -> None:
    """Print the periods of the dyads that are told most."""
    from redshank.query.show import table_of

    for pair in pairs:
        rows = [[c.period, *map(_shown, (c.ours, c.theirs, c.ratio, c.stories))] for c in pair.cells[-24:]]
        console.print(f"\n{pair.dyad}{f' {pair.quad}' if pair.quad else ''}")
        console.print(table_of(["period", "ours", "theirs", "ratio", "stories read"], rows, [False] + [True] * 4))


def _shown(value: float | None) -> str:
    if value is None:
        return "NA"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"
