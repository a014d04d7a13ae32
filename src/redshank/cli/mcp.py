"""`redshank mcp`: serve an archive to an assistant."""

from pathlib import Path

import click


@click.command("mcp")
@click.argument("archive", type=click.Path(path_type=Path))
def command(archive: Path) -> None:
    """Serve ARCHIVE to an assistant by the Model Context Protocol, over stdin and stdout.

    The assistant can search events, read one event or story, and count between two parties; it cannot change anything.
    Needs the extra: pip install 'redshank[mcp]'
    """
    from redshank.tell.mcp_server import serve

    serve(archive)
