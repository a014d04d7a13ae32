"""`redshank score`: how well does the engine do on a gold set?"""

import json
from pathlib import Path

import click

KINDS = ("events", "actors", "places", "metonyms", "times", "speakers", "status", "names", "quantities", "zones")
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
@click.option("--data", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
def command(
    kind: str,
    gold: Path,
    predictions: Path | None,
    edition: str,
    given_spans: bool,
    as_json: bool,
    data: tuple[Path, ...],
) -> None:
    """Predict GOLD (JSONL) without reading its answers, then measure; each figure has a 95 % interval."""
    from redshank.kit import Kit
    from redshank.score.run import read_gold, score
    from redshank.settings import Settings

    figures = score(kind, gold, Kit(Settings(data=data)), edition, given_spans, predictions)
    if as_json:
        click.echo(
            json.dumps({name: {"value": v, "low": low, "high": high} for name, (v, low, high) in figures.items()})
        )
        return
    click.echo(f"{kind}, {gold.name}, {len(read_gold(gold))} rows")
    for name, (value, low, high) in figures.items():
        click.echo(f"  {name:18} {value:6.3f}   [{low:.3f}, {high:.3f}]")
