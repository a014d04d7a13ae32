"""`redshank push`: copy an archive into PostgreSQL."""

from pathlib import Path

import click


@click.command("push")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("url", metavar="postgresql://USER@HOST/DATABASE")
@click.option("--schema", default="redshank", show_default=True, help="Schema of the tables; made where it is missing.")
def command(archive: Path, url: str, schema: str) -> None:
    """Copy ARCHIVE into PostgreSQL; run it again and only what differs is changed.

    Give the password in PGPASSWORD or in a password file, where no list of processes shows it. Needs the extra:
    pip install 'redshank[postgres]'
    """
    from redshank.store import Archive
    from redshank.tell.postgresql import push

    with Archive(archive) as opened:
        pushed = push(opened, url, schema)
    for one in pushed:
        removed = f", {one.removed:,} removed" if one.removed else ""
        click.echo(
            f"{schema}.{one.table}: {one.added:,} added, {one.changed:,} changed, {one.unchanged:,} unchanged{removed}"
        )
