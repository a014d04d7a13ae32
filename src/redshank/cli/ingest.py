"""`redshank ingest`: sources in, an archive and a summary out."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redshank.cli.code import _pair

if TYPE_CHECKING:
    from redshank.ingest import Summary
    from redshank.lexicon.backoff import Use
    from redshank.records.filed import Keep


@click.command("ingest")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of the stories.")
@click.option("--publisher", help="Who published the stories.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=COLUMN",
    help="Where a field stands in a table or in JSON: text, title, published, publisher, url, id, byline, dateline.",
)
@click.option(
    "--keep",
    type=click.Choice(["full", "evidence", "offsets"]),
    help="What to keep of the texts. Default: full; offsets for licensed exports (Nexis, Factiva).",
)
@click.option("--supersede", is_flag=True, help="A later text under the same id takes the place of the earlier one.")
@click.option("--full-text", is_flag=True, help="Of a feed URL that gives summaries, read the pages behind them.")
@click.option("--contact", metavar="ADDRESS", help="Your e-mail or page, told to the servers that are asked.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="List every skip in this CSV file.")
@click.option("--language", type=click.Choice(["en"]), help="Code every text as English, whatever it looks like.")
@click.option(
    "--backoff",
    type=click.Choice(["off", "propose", "veto", "both"]),
    default="propose",
    show_default=True,
    help="What the linear model may do.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to code with.")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data files laid over ours; may be given several times.",
)
def command(
    archive: Path,
    sources: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    fields: tuple[str, ...],
    keep: "Keep | None",
    supersede: bool,
    full_text: bool,
    contact: str | None,
    report: Path | None,
    language: str | None,
    backoff: "Use",
    workers: int,
    data: tuple[Path, ...],
) -> None:
    """Bring the stories of SOURCEs into ARCHIVE, a folder that is made if it is missing.

    A SOURCE is a file (txt, HTML, JSONL, CSV, Parquet, RSS, Atom, JSON Feed, WARC, EML, MBOX, NewsML-G2, NITF, ninjs,
    Nexis or Factiva export, PDF), a folder, a pattern, a zip or tar of these, the URL of a feed, or - for stdin.

    Stop it at any moment and run it again: what was stored stays, nothing is doubled.
    """
    from redshank.ingest.run import Choices, ingest
    from redshank.read import About
    from redshank.settings import Settings
    from redshank.store import open_writer

    about = About(published=published, publisher=publisher, fields=tuple(_pair(f) for f in fields))
    settings = Settings(data=data, language=language, backoff=backoff)
    choices = Choices(workers=workers, keep=keep, supersede=supersede, full_text=full_text, contact=contact, say=_say)
    _show_mapping(sources, about)
    with stop_softly(), open_writer(archive, keep) as writer:
        with progress(expected(sources)) as tick:
            summary = ingest(writer, sources, about, settings, choices, tick)
        if report is not None:
            write_report(archive, report)
    show(summary, archive, report)
    if summary.interrupted:
        sys.exit(1)
    if not summary.stories + summary.known + summary.unchanged:
        sys.exit(3)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _show_mapping(sources: tuple[str, ...], about: Any) -> None:
    """Say which columns were taken for which of our fields, so that a wrong guess can be overridden."""
    from redshank.read.mapping import show_mappings

    for line in show_mappings([s for s in sources if "://" not in s], about):
        click.echo(line, err=True)


@contextmanager
def stop_softly() -> Iterator[None]:
    """Let SIGTERM stop a run as Ctrl-C does: what was coded is stored first."""

    def stop(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def expected(sources: tuple[str, ...]) -> int:
    """Return about how many stories the sources hold, by their kind and size; for the time that is left."""
    from redshank.read.sources import Source, find_sources

    total = 0
    for source in find_sources([s for s in sources if "://" not in s]):
        if not isinstance(source, Source) or source.path is None:
            continue
        size = source.path.stat().st_size
        if source.path.suffix in (".jsonl", ".ndjson"):
            with source.path.open("rb") as stream:
                total += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
        elif source.ending in (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml"):
            total += 1
        else:
            total += max(1, size // (900 if source.path.suffix in (".gz", ".zst", ".zip", ".parquet") else 3000))
    return total


@contextmanager
def progress(total: int) -> Iterator[Callable[["Summary"], None]]:
    """Show on stderr, for a person, how far the run is, how fast it goes and how long it will take."""
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.completed:,} of about {task.total:,} stories"),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[events]:,} events, {task.fields[skips]:,} skipped"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total or None, rate="", events=0, skips=0)

        def tick(summary: "Summary") -> None:
            done = summary.done + summary.unchanged_stories
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} a second" if speed else ""
            skips = sum(summary.skipped.values()) + summary.skipped_before
            bar.update(
                task, completed=done, total=max(total, done) or None, rate=rate, events=summary.events, skips=skips
            )

        yield tick


def show(summary: "Summary", archive: Path, report: Path | None) -> None:
    """Print what the run came to."""
    said = [f"{summary.stories:,} new stories, {summary.events:,} events"]
    if summary.known:
        said.append(f"{summary.known:,} stories known ({summary.copies:,} of them met in a new place)")
    if summary.unchanged:
        said.append(f"{summary.unchanged:,} sources unchanged ({summary.unchanged_stories:,} stories)")
    click.echo(f"{archive}: " + "; ".join(said))
    if summary.superseded or summary.withdrawn:
        click.echo(f"  {summary.superseded:,} stories superseded, {summary.withdrawn:,} withdrawn")
    if summary.same_id:
        some = ", ".join(summary.same_id[:3])
        click.echo(
            f"  {len(summary.same_id):,} texts share an id with another text and both were kept: {some} ..."
            " (--supersede lets the later one stand)",
            err=True,
        )
    if summary.skipped or summary.skipped_before:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in summary.skipped.most_common())
        before = f"{summary.skipped_before:,} as before" if summary.skipped_before else ""
        where = f"listed in {report}" if report else "--report FILE lists them"
        click.echo(f"  skipped: {', '.join(filter(None, (reasons, before)))}; {where}")
    if summary.interrupted:
        click.echo("redshank: stopped; all of the above is stored. Run the same command again to go on.", err=True)
    elif not summary.stories + summary.known + summary.unchanged:
        click.echo("redshank: no story could be read; --report FILE lists the reasons.", err=True)


def write_report(archive: Path, report: Path) -> None:
    """List every skip of the archive in a CSV file."""
    import csv

    from redshank.ask.write import cell
    from redshank.store import Archive

    with Archive(archive) as opened, report.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(("source_id", "line", "reason", "message", "publisher", "published", "language"))
        for row in opened.rows("SELECT * FROM skips ORDER BY source_id, line"):
            names = ("source_id", "line", "reason", "message", "publisher", "published", "language")
            writer.writerow([cell(row[name]) for name in names])
