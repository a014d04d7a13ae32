"""`redshank release`: a version of an archive, published as a data set."""

import sys
from pathlib import Path
from typing import Any

import click

from redshank.cli.filters import filter_options, query_of


@click.command("release")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("version")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder that holds all versions."
)
@click.option(
    "--previous",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The release to compare with. Default: the newest one in --out.",
)
@click.option("--date", "day", metavar="DATE", help="Date of the release (YYYY-MM-DD). Default: today.")
@click.option("--title", default="Events coded from news with Redshank", show_default=True, help="Of the data set.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help='"Family, Given", or a body. Repeat it.')
@click.option("--doi", help="As 10.5281/zenodo.1234567.")
@click.option("--license", "licence", metavar="SPDX", help="Of the data set: CC-BY-4.0, CC0-1.0 ...")
@filter_options
def command(
    archive: Path,
    version: str,
    out: Path,
    previous: Path | None,
    day: str | None,
    title: str,
    authors: tuple[str, ...],
    doi: str | None,
    licence: str | None,
    **filters: Any,
) -> None:
    """Publish ARCHIVE as VERSION of a data set: the folder VERSION in --out.

    It holds events, claims, deals, sanctions and stories without their texts, a codebook, a manifest with hashes,
    CITATION.cff, and what changed since the release before, with reasons. A version is never written twice.
    """
    from redshank.query import Names
    from redshank.query.find import totals
    from redshank.query.why import why_empty
    from redshank.release.make import release
    from redshank.release.pages import About
    from redshank.store import Archive

    if filters.get("standing") == "all":
        raise click.UsageError("a release holds what stands; leave --standing out")
    about = About(version=version, date=_day(day), title=title, authors=authors, doi=doi, license=licence)
    query = query_of(filters)
    with Archive(archive) as opened:
        names = Names()
        if not totals(opened, query, names).events:
            click.echo(f"redshank: {why_empty(opened, query, names)}", err=True)
            sys.exit(3)
        made = release(opened, about, out, query, previous)
    click.echo(f"{made.folder}: {made.events:,} events, {made.stories:,} stories read")
    if made.changes.previous is None:
        click.echo("  the first release: nothing to compare with")
        return
    counts = made.changes.counts
    click.echo(
        f"  since {made.changes.previous}: {counts['added']:,} added, {counts['changed']:,} changed, "
        f"{counts['withdrawn']:,} withdrawn ({made.folder / 'changes.md'})"
    )


def _day(words: str | None) -> str:
    import datetime

    if words is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(words).isoformat()
    except ValueError:
        raise click.UsageError(f"--date {words!r}: write YYYY-MM-DD") from None
