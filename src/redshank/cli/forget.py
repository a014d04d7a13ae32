"""`redshank forget`: a story or a name goes, a tombstone stays."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redshank.store import Archive, Writer


@click.command("forget")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("what", metavar="STORY|NAME")
@click.option("--reason", default="removed on request", show_default=True, help="What the tombstone says.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(archive: Path, what: str, reason: str, yes: bool) -> None:
    """Remove a STORY (its id, source id or URL), or a NAME, from ARCHIVE for good.

    A story goes with its text, its events and the decisions on it, and never comes back. A name goes out of all
    records; stories that hold it keep neither text nor title, only offsets, and later ones are stored in the same way.
    """
    from redshank.ingest.forget import forget_name, forget_story
    from redshank.store import Archive, open_writer
    from redshank.store.index import refresh_index
    from redshank.store.text import refresh_text

    Archive(archive).close()  # says so if there is none
    with open_writer(archive) as writer:
        refresh_index(writer.layout, writer.ledger)  # what came last must be found too
        with Archive(archive) as opened:
            story = find_story(opened, what)
            if story is None and not _is_there(writer, what):
                click.echo(f"redshank: {what!r} is no story of {archive}, and no record or text holds it.", err=True)
                sys.exit(3)
            if not yes:
                kind = "the story" if story else "the name"
                click.confirm(f"Remove {kind} {what!r} from {archive} for good?", abort=True, err=True)
            run = forget_story if story else forget_name
            forgotten = run(writer, opened, story or what, reason)
        refresh_index(writer.layout, writer.ledger, afresh=True)
        refresh_text(writer.layout, writer.ledger, afresh=True)
    what_went = "removed" if story else "kept as offsets only, the name taken out"
    click.echo(f"{archive}: {forgotten.stories:,} stories and {forgotten.events:,} events {what_went}")


def find_story(archive: "Archive", what: str) -> str | None:
    """Return the id of a story by id, source id or URL."""
    found = archive.rows("SELECT id FROM stories WHERE id = ? OR source_id = ? OR url = ? LIMIT 1", [what] * 3)
    return found[0]["id"] if found else None


def _is_there(writer: "Writer", name: str) -> bool:
    from redshank.ingest.forget import holds
    from redshank.store.writer import load_unit

    return any(holds(load_unit(writer, unit.id), name) for unit in writer.ledger.units())
