"""`redshank export`: events of an archive in the format of another tool or data set."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redshank.cli.filters import filter_options, query_of

if TYPE_CHECKING:
    from datetime import datetime

    from redshank.export.run import Exported

FORMATS = (
    "gdelt",
    "polecat",
    "icews",
    "acled",
    "ged",
    "sipri",
    "plover",
    "geojson",
    "gpkg",
    "gexf",
    "graphml",
    "labelstudio",
    "parquet",
    "csv",
    "jsonl",
)
INCLUDES = ("attempted", "planned", "negated", "alleged", "background", "stages", "all")


def _filters(command: Any) -> Any:
    """Give a command the shared filters; `--to` is the format here, so that the recipient is `--recipient`."""
    filter_options(command)
    held = command.__click_params__
    held[:] = [option for option in held if option.name != "to"]
    return click.option("--recipient", multiple=True, metavar="WHO", help="To whom.")(command)


@click.command("export")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"What to write; repeat it for several. {', '.join(FORMATS)}.",
)
@_filters
@click.option(
    "--include",
    multiple=True,
    type=click.Choice(INCLUDES),
    metavar="WHAT",
    help=f"Also what is left out unless asked for: {', '.join(INCLUDES)}.",
)
@click.option("--evidence", is_flag=True, help="Write the sentence and words behind each event beside it.")
@click.option(
    "--made",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Date of the export for the manifest (YYYY-MM-DD); no file holds the time of today.",
)
def command(
    archive: Path,
    out: Path,
    formats: tuple[str, ...],
    include: tuple[str, ...],
    evidence: bool,
    made: "datetime | None",
    recipient: tuple[str, ...],
    **filters: Any,
) -> None:
    """Write events of ARCHIVE to OUT: a folder, or a file for one format.

    Without --include it holds acts that took place, told by the story or by the side that acted, and nothing from long
    before. What was dropped or lost detail is listed in dropped.csv, and counted in manifest.json.
    """
    from redshank.export.run import export
    from redshank.query import Names
    from redshank.query.why import why_empty
    from redshank.store import Archive

    with Archive(archive) as opened:
        query = query_of({**filters, "to": recipient})
        day = made.date().isoformat() if made else None
        done = export(opened, query, formats, out, include=include, evidence=evidence, made=day)
        _tell(done)
        if done.written:
            return
        why = why_empty(opened, query, Names()) if not done.asked else _why_none(done)
    click.echo(f"redshank: {why}", err=True)
    sys.exit(3)


def _tell(done: "Exported") -> None:
    """Say what was written where, and what was not."""
    if done.left_out:
        left = sum(done.left_out.values())
        click.echo(
            f"{done.asked} events match; {left} are left out unless asked for: {_most(done.left_out)}.", err=True
        )
    for name, report in done.reports.items():
        lost = sum(report.dropped.values())
        said = f"{done.paths.forms[name]}: wrote {report.written} of {report.written + lost}"
        click.echo(said + (f"; {_most(report.dropped)}." if lost else "."), err=True)
    click.echo(f"What is missing or less exact: {done.paths.dropped}; all about it: {done.paths.manifest}.", err=True)


def _most(reasons: dict[str, int]) -> str:
    """Name the three commonest reasons."""
    ranked = sorted(reasons.items(), key=lambda found: (-found[1], found[0]))
    return "; ".join(f"{n} {why}" for why, n in ranked[:3]) + (
        f"; and {len(ranked) - 3} more reasons" if len(ranked) > 3 else ""
    )


def _why_none(done: "Exported") -> str:
    return f"{done.asked} events match, but none could be written; {done.paths.dropped} says why for each."
