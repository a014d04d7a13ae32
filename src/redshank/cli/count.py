"""`redshank count`: how many events, by dyad, month, type ..."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from redshank.cli.code import _output
from redshank.cli.filters import filter_options, query_of
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.query.count import Counted
    from redshank.query.plan import Plan

FORMATS = ("table", "csv", "tsv", "jsonl", "json")
SHOWN = 60  # rows that a person is shown; files hold all
PER = {"1000-stories": 1000}


@click.command("count")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option(
    "--by",
    default="",
    metavar="WORDS",
    help="Up to three of dyad, actor, to, type, mode, status, quad, holder, place, country, publisher, equipment; "
    "day, week, month, quarter, year.",
)
@click.option(
    "--unit",
    type=click.Choice(["report", "incident"]),
    default="report",
    show_default=True,
    help="report: an event as one story tells it.",
)
@click.option("--with-background", is_flag=True, help="Count what is recalled from long before too.")
@click.option("--directed/--undirected", default=True, help="Dyads from A to B (default), or either way.")
@click.option("--per", type=click.Choice(list(PER)), help="Divide by the stories read in the period.")
@click.option(
    "--panel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Only publishers of this list, one a line; only their stories count as read.",
)
@click.option(
    "--max-publisher-share",
    type=float,
    metavar="X",
    help="Weigh down publishers with more than this share of the events, as 0.25.",
)
@click.option(
    "--baseline", type=click.IntRange(1, 1000), metavar="N", help="Hold each period against the N periods before it."
)
@filter_options
@click.option("--frame", multiple=True, metavar="FRAME", help="What the predicate means: attack, expel ...")
@click.option("--context", multiple=True, metavar="CONTEXT", help="What it is about: military, economic ...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--limit", type=click.IntRange(0), help=f"Rows of a table; default {SHOWN}. Files hold all.")
def command(
    archive: Path,
    by: str,
    unit: str,
    with_background: bool,
    directed: bool,
    per: str | None,
    panel: Path | None,
    max_publisher_share: float | None,
    baseline: int | None,
    form: str,
    out: Path | None,
    limit: int | None,
    **filters: Any,
) -> None:
    """Count the events of ARCHIVE that match.

    A count is 0 only where stories were read in that period; where none were it is NA (an empty cell in CSV, null in
    JSON). What is recalled from long before is left out. What the count rests on
    stands below it, or on stderr.
    """
    from redshank.query.count import count
    from redshank.query.plan import Plan
    from redshank.store import Archive

    if unit == "incident":
        raise InputError("--unit incident comes with copies: incidents join the reports of one event; not yet made.")
    plan = Plan(
        by=tuple(w.strip() for w in by.split(",") if w.strip()),
        directed=directed,
        with_background=with_background,
        per_stories=PER[per] if per else None,
        panel=_panel(panel) if panel else (),
        max_share=max_publisher_share,
        baseline=baseline,
    )
    with Archive(archive) as opened:
        query = query_of(filters, directed=directed)
        shown = SHOWN if limit is None else limit
        counted = count(opened, query, plan, limit=shown if form == "table" else None)
        with _output(out) as stream:
            _write(counted, plan, form, stream, shown)
        for line in counted.basis.lines(share=plan.max_share, by_type="type" in plan.by):
            click.echo(line, err=form != "table" or out is not None)
        if not counted.basis.events:
            from redshank.query import Names
            from redshank.query.why import why_empty

            click.echo(f"redshank: {why_empty(opened, query, Names())}", err=True)
            sys.exit(3)


def _panel(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    names = tuple(dict.fromkeys(n.strip() for n in lines if n.strip() and not n.startswith("#")))
    if not names:
        raise InputError(f"--panel {path}: no publisher in it. Write one name a line, as the stories give it.")
    return names


def _write(counted: "Counted", plan: "Plan", form: str, stream: TextIO, limit: int) -> None:
    import json

    from redshank.query.write import json_line, write_table

    if form == "table":
        _table(counted, stream, limit)
    elif form == "jsonl":
        stream.writelines(json_line(row) + "\n" for row in counted.dicts())
    elif form == "json":
        told = {"basis": counted.basis.as_dict(), "rows": counted.dicts()}
        stream.write(json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n")
    else:
        write_table(counted.columns, counted.rows, stream, "," if form == "csv" else "\t")


def _table(counted: "Counted", stream: TextIO, limit: int) -> None:
    from rich.console import Console

    from redshank.query.show import table_of
    from redshank.query.tables import cells, is_number

    console = Console(file=stream, highlight=False)
    rows = [cells(counted, row) for row in counted.rows[:limit]]
    heads = [c.replace("_", " ") for c in counted.columns]
    console.print(table_of(heads, rows, [is_number(c) for c in counted.columns]))
    rest = counted.total - limit
    if rest > 0:
        console.print(f"{rest:,} more rows: --limit {counted.total}, or --format csv for all of them.")
