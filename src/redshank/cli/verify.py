"""`redshank verify`: is everything in the archive as it was written?"""

import sys
from pathlib import Path

import click


@click.command("verify")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Findings to print.")
def command(archive: Path, limit: int) -> None:
    """Check every file, hash, key and span of ARCHIVE, and that its index says the same.

    Exit code 0 if all is well, 1 if something is not. A decision on an event that is no longer coded is only told.
    """
    from redshank.ingest.verify import Checked, verify
    from redshank.store import Archive

    checked, wrong, told = Checked(), 0, 0
    with Archive(archive) as opened:
        for finding in verify(opened, checked):
            is_wrong = finding.kind != "decision"
            wrong += is_wrong
            told += 1
            if told <= limit:
                click.echo(f"{'wrong' if is_wrong else 'note'}: {finding.where}: {finding.message}", err=True)
    if told > limit:
        click.echo(f"and {told - limit:,} more; --limit shows them", err=True)
    words = f"; of {checked.without_text:,} stories no text is kept" if checked.without_text else ""
    click.echo(
        f"{archive}: {checked.files:,} files, {checked.stories:,} stories, {checked.events:,} events, "
        f"{checked.spans:,} spans checked, {wrong:,} wrong{words}"
    )
    if wrong:
        sys.exit(1)
