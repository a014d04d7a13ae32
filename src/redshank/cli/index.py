"""`redshank index`: make what can be made from the truth again."""

from pathlib import Path

import click


@click.command("index")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--compact", "join", is_flag=True, help="Join small units to larger ones first.")
def command(archive: Path, join: bool) -> None:
    """Make the index and the full text of ARCHIVE again from what was stored, ordered by date.

    Readers keep the old index until the new one is whole. Needed after a copy without `index.duckdb`, after an update
    of redshank that says so, and worth while after many small additions.
    """
    from redshank.ingest.compact import compact
    from redshank.store import open_writer
    from redshank.store.index import refresh_index
    from redshank.store.layout import Layout, read_card
    from redshank.store.text import refresh_text

    read_card(Layout(archive))  # says so if there is no archive
    with open_writer(archive) as writer:
        joined = compact(writer, fewest=2) if join else 0
        units = refresh_index(writer.layout, writer.ledger, afresh=True)
        refresh_text(writer.layout, writer.ledger, afresh=True)
        _, stories, events = writer.ledger.counts()
    more = f"; {joined:,} small units joined" if joined else ""
    click.echo(f"{archive}: index of {stories:,} stories and {events:,} events from {units:,} units{more}")
