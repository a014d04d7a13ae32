"""`redshank score`: how well does the engine do on a gold set?"""

import json
import sys
from pathlib import Path

import click

KINDS = (
    "events",
    "readings",
    "actors",
    "places",
    "metonyms",
    "times",
    "speakers",
    "claims",
    "status",
    "statuses",
    "disputes",
    "names",
    "quantities",
    "registers",
    "where",
    "zones",
    "own",
)
EDITIONS = ("v2", "gsr2016", "draft2021")


@click.command("score")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="Write them here.")
@click.option(
    "--edition", type=click.Choice(EDITIONS), default="v2", show_default=True, help="Edition of an events set."
)
@click.option("--given-spans", is_flag=True, help="Places at the gold's spans instead of those that we find.")
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Floors (TOML, a table [KIND.GOLD]); exit code 1 below one.",
)
@click.option("--data", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
def command(
    kind: str,
    gold: Path,
    predictions: Path | None,
    edition: str,
    given_spans: bool,
    as_json: bool,
    floors: Path | None,
    data: tuple[Path, ...],
) -> None:
    """Predict GOLD (JSONL) without reading its answers, then measure; each figure has a 95 % interval."""
    from redshank.kit import Kit
    from redshank.score.floors import below, read_floors
    from redshank.score.run import read_gold, score
    from redshank.settings import Settings

    wanted = read_floors(floors, kind, gold.stem) if floors is not None else {}
    figures = score(kind, gold, Kit(Settings(data=data)), edition, given_spans, predictions)
    if as_json:
        click.echo(
            json.dumps({name: {"value": v, "low": low, "high": high} for name, (v, low, high) in figures.items()})
        )
    else:
        click.echo(f"{kind}, {gold.name}, {len(read_gold(gold))} rows")
        for name, (value, low, high) in figures.items():
            click.echo(f"  {name:18} {value:6.3f}   [{low:.3f}, {high:.3f}]")
    missed = below(figures, wanted)
    for line in missed:
        click.echo(f"{floors}: {line}", err=True)
    if missed:
        sys.exit(1)
    if floors is not None:
        click.echo("all floors hold", err=True)
