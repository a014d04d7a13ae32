"""`redshank attach`: texts that the user holds, put to the stories of an archive that keeps none."""

import sys
from pathlib import Path

import click


@click.command("attach")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--field", "fields", multiple=True, metavar="NAME=COLUMN", help="Where a field stands, as for ingest.")
@click.option("--publisher", help="As for ingest.")
def command(archive: Path, sources: tuple[str, ...], fields: tuple[str, ...], publisher: str | None) -> None:
    """Put the texts of SOURCEs to the stories of ARCHIVE that were kept without them (--keep evidence or offsets).

    A text goes only to the story that was read from the very same words: its id is their hash.
    """
    from redshank.cli.code import _pair
    from redshank.ingest.attach import attach
    from redshank.ingest.publish import Publisher
    from redshank.read import About, read_stories
    from redshank.store import open_writer
    from redshank.store.layout import Layout, read_card

    read_card(Layout(archive))  # says so if there is no archive
    about = About(publisher=publisher, fields=tuple(_pair(f) for f in fields))
    with open_writer(archive) as writer:
        attached = attach(writer, read_stories(sources, about))
        if attached.attached:
            Publisher(writer).refresh()
    click.echo(
        f"{archive}: {attached.attached:,} texts attached, {attached.had:,} were there, "
        f"{attached.unknown:,} belong to no story of it, {attached.skipped:,} could not be read"
    )
    if not attached.attached + attached.had:
        click.echo("redshank: no text fits; read the sources with the options that they were ingested with.", err=True)
        sys.exit(3)
