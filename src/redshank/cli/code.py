"""`redshank code`: files in, readings out."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from redshank.records import Reading, Skipped, Story
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.ask.write import Writer
    from redshank.lexicon.backoff import Use
    from redshank.settings import Settings

FORMATS = ("table", "jsonl", "json", "csv", "html")


@click.command("code")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of the stories.")
@click.option("--title", help="Headline, when it is not part of the text.")
@click.option("--publisher", help="Who published the stories.")
@click.option("--url", help="Where they were published.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=COLUMN",
    help="Where a field stands in JSONL or CSV: text, title, published, publisher, url, id, byline, dateline.",
)
@click.option("--language", type=click.Choice(["en"]), help="Code every text as English, whatever it looks like.")
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out events below this score.")
@click.option(
    "--backoff",
    type=click.Choice(["off", "propose", "veto", "both"]),
    default="propose",
    show_default=True,
    help="What the linear model may do: give a type where no frame does, veto weak frames.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to code with.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Data files laid over ours; may be given several times.",
)
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another gazetteer than the one in the package: `redshank gazetteer build`.",
)
def command(
    files: tuple[str, ...],
    form: str,
    published: str | None,
    title: str | None,
    publisher: str | None,
    url: str | None,
    fields: tuple[str, ...],
    language: str | None,
    min_score: float,
    backoff: "Use",
    workers: int,
    out: Path | None,
    data: tuple[Path, ...],
    gazetteer: Path | None,
) -> None:
    """Code FILEs (txt, HTML, JSONL, CSV, feeds, mail, WARC, NewsML, Nexis, Factiva, PDF ...), folders, globs, or -.

    Exit code 0 if any story gave an event, 3 if none did, 1 on an error, 2 on wrong usage.
    """
    from redshank.read import About, read_stories
    from redshank.settings import Settings

    about = About(
        published=published, title=title, publisher=publisher, url=url, fields=tuple(_pair(f) for f in fields)
    )
    settings = Settings(data=data, min_score=min_score, language=language, backoff=backoff, gazetteer=gazetteer)
    stories = read_stories(files, about)
    with _output(out) as stream:
        counts = _run(stories, settings, workers, form, stream)
    _close(counts)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign or not name or not column:
        raise click.UsageError(f"--field {text!r}: write NAME=COLUMN, for example --field text=article_body")
    return name, column


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Open the output; a file appears under its name only when it is whole."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"--out {path}: cannot write: {error.strerror}") from None
    part.replace(path)


class Counts:
    """What a run came to."""

    def __init__(self) -> None:
        self.stories = 0
        self.events = 0
        self.skipped: list[Skipped] = []


def _run(stories: Iterable[Story | Skipped], settings: "Settings", workers: int, form: str, stream: TextIO) -> Counts:
    from rich.console import Console

    from redshank.ask.table import show
    from redshank.ask.write import Csv, Html, JsonArray, JsonLines
    from redshank.scale.pool import code_with

    writers: dict[str, Callable[[TextIO], Writer]] = {"jsonl": JsonLines, "json": JsonArray, "csv": Csv, "html": Html}
    writer = writers[form](stream) if form in writers else None
    console = Console(file=stream)
    counts = Counts()
    if writer is not None:
        writer.start()
    with _progress() as tick:
        for outcome in code_with(stories, settings, workers):
            if isinstance(outcome, Reading):
                counts.stories += 1
                counts.events += len(outcome.events)
            else:
                counts.skipped.append(outcome)
            if writer is not None:
                writer.add(outcome)
            else:
                show(outcome, console)
            tick(counts.stories)
    if writer is not None:
        writer.end()
    return counts


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Show how many stories are done, on stderr and only for a person."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed} stories"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("coded", total=None)
        yield lambda done: progress.update(task, completed=done)


def _close(counts: Counts) -> None:
    """Say on stderr what was skipped and why nothing came out, and set the exit code."""
    for skipped in counts.skipped[:20]:
        click.echo(f"skipped: {skipped.message}", err=True)
    if len(counts.skipped) > 20:
        click.echo(f"skipped: {len(counts.skipped) - 20} more", err=True)
    if counts.stories == 0:
        click.echo("redshank: no story could be read; the reasons stand above.", err=True)
        sys.exit(3)
    if counts.events == 0:
        click.echo(
            f"redshank: {counts.stories} stories read, none gave an event; `redshank explain FILE` says why.", err=True
        )
        sys.exit(3)
