"""`redshank recode`: the same texts, a new engine, and what changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redshank.ingest.recode import Change, Recoded


@click.command("recode")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Also what this very engine has coded already.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to code with.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="List every change in this CSV file.")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data files laid over ours; may be given several times.",
)
def command(archive: Path, every: bool, workers: int, report: Path | None, data: tuple[Path, ...]) -> None:
    """Code the stories of ARCHIVE again with this version of redshank and its data files, and show what changed.

    Reviewers' decisions stay; those on events that are no longer coded are counted. Stories whose texts are not kept
    stay as they are. Stop it and run it again: units that are done stay done.
    """
    from redshank.cli.ingest import stop_softly
    from redshank.ingest.publish import Publisher
    from redshank.ingest.recode import Recoded, recode
    from redshank.settings import Settings
    from redshank.store import open_writer
    from redshank.store.layout import Layout, read_card

    read_card(Layout(archive))  # says so if there is no archive
    recoded = Recoded()
    changes: list[Change] = []
    stopped = False
    with stop_softly(), open_writer(archive) as writer:
        try:
            changes.extend(recode(writer, Settings(data=data), workers, recoded, every=every))
        except KeyboardInterrupt:
            stopped = True
            writer.forget_buffer()
        if recoded.units:
            Publisher(writer).refresh()
    if report is not None:
        _write(report, changes)
    _show(archive, recoded, changes, report)
    if stopped:
        raise click.ClickException("stopped; run the same command again to go on with the rest")


def _show(archive: Path, recoded: "Recoded", changes: "Sequence[Change]", report: Path | None) -> None:
    if not recoded.units:
        click.echo(f"{archive}: all of it was coded by this engine (--all codes it again)")
        return
    click.echo(
        f"{archive}: {recoded.stories:,} stories coded again: {recoded.same:,} events the same, "
        f"{recoded.changed:,} changed, {recoded.added:,} new, {recoded.removed:,} gone"
    )
    if recoded.without_text:
        click.echo(f"  {recoded.without_text:,} stories were left alone, no text is kept (redshank attach brings it)")
    if recoded.orphaned:
        click.echo(f"  {recoded.orphaned:,} decisions stand on events that are no longer coded (redshank verify)")
    for change in changes[:20]:
        what = (
            f"{change.field}: {change.old or '-'} -> {change.new or '-'}" if change.field else change.new or change.old
        )
        click.echo(f"  {change.change:8} {change.event} {what}")
    if len(changes) > 20:
        where = f"all stand in {report}" if report else "--report FILE lists all"
        click.echo(f"  and {len(changes) - 20:,} more; {where}")


def _write(report: Path, changes: "Sequence[Change]") -> None:
    import csv

    import msgspec

    from redshank.ask.write import cell
    from redshank.ingest.recode import Change

    with report.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(Change.__struct_fields__)
        writer.writerows([cell(v) for v in msgspec.structs.astuple(change)] for change in changes)
