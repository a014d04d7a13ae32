"""`redshank watch`: feeds in, politely and for as long as it runs; an archive that grows."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from redshank.fetch import Feed
    from redshank.records import Skipped, Story
    from redshank.records.filed import Keep
    from redshank.store import Writer


@click.command("watch")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option(
    "--list", "lists", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="A file with one feed URL a line.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Visit every feed that is due once, then end: for cron.")
@click.option("--drop", is_flag=True, help="Take the FEEDs off the list and end.")
@click.option("--full-text", is_flag=True, help="Where a feed gives summaries, read the pages behind them.")
@click.option("--contact", metavar="ADDRESS", help="Your e-mail or page, told to the servers that are asked.")
@click.option("--keep", type=click.Choice(["full", "evidence", "offsets"]), help="What to keep of the texts.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to code with.")
def command(
    archive: Path,
    feeds: tuple[str, ...],
    lists: tuple[Path, ...],
    once: bool,
    drop: bool,
    full_text: bool,
    contact: str | None,
    keep: "Keep | None",
    workers: int,
) -> None:
    """Poll FEEDs (RSS, Atom, JSON Feed) into ARCHIVE until stopped; without FEED those that it has watched before.

    Each feed is asked when it is due: more often where news comes, never more than every five minutes, ever more
    rarely where it fails. ETag and Last-Modified, robots.txt, Retry-After and a pause for each host are kept.
    """
    from redshank.fetch import Fetcher, Limits, poll, stop_on_signals
    from redshank.ingest.publish import Publisher
    from redshank.ingest.run import Choices
    from redshank.records.errors import InputError
    from redshank.store import open_writer

    urls = [*feeds, *(url for path in lists for url in _lines(path))]
    for url in urls:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"{url}: a feed is a URL that begins with http:// or https://; for files: redshank ingest")
    with open_writer(archive, keep) as writer:
        if drop:
            gone = sum(writer.ledger.unsave("feeds", url) for url in urls)
            click.echo(f"{archive}: {gone} feeds taken off the list")
            return
        states = remembered(writer, urls)
        if not states:
            raise InputError(f"{archive} watches no feed yet. Name one: redshank watch {archive} URL")
        stop = stop_on_signals()
        fetcher = Fetcher(limits=Limits(contact=contact), stop=stop, say=_say)
        publisher = Publisher(writer)
        publisher.publish()
        take = Taker(writer, publisher, Choices(workers=workers, keep=keep, supersede=True))
        due = states if not once else [feed for feed in states if feed.next_due <= _now()]
        poll(
            due,
            take,
            stop=stop,
            rounds=1 if once else None,
            fetcher=fetcher,
            save=lambda feed: _save(writer, feed),
            full_text=full_text,
        )
        publisher.publish()
    click.echo(
        f"{archive}: {take.stories:,} new stories, {take.events:,} events from {len(due):,} feeds"
        + (f", {take.superseded:,} stories superseded" if take.superseded else "")
        + (f", {take.withdrawn:,} withdrawn" if take.withdrawn else "")
    )
    if once and not due:
        click.echo("redshank: no feed is due yet.", err=True)
        sys.exit(3)


class Taker:
    """Takes what a visit to a feed gave, and counts."""

    def __init__(self, writer: "Writer", publisher: object, choices: object) -> None:
        from redshank.settings import Settings

        self.writer, self.publisher, self.choices = writer, publisher, choices
        self.settings = Settings()
        self.stories = self.events = self.superseded = self.withdrawn = 0

    def __call__(self, feed: "Feed", stories: "Iterator[Story | Skipped]") -> None:
        """Store the stories of one visit and say in a line what came."""
        from redshank.ingest.publish import Publisher
        from redshank.ingest.run import Choices, ingest_stories

        assert isinstance(self.publisher, Publisher)
        assert isinstance(self.choices, Choices)
        summary = ingest_stories(self.writer, stories, self.settings, self.choices, self.publisher)
        self.stories += summary.stories
        self.events += summary.events
        self.superseded += summary.superseded
        self.withdrawn += summary.withdrawn
        skips = ", ".join(f"{count} {reason}" for reason, count in summary.skipped.items())
        _say(
            f"{feed.url}: {summary.stories} new stories, {summary.events} events"
            + (f"; skipped {skips}" if skips else "")
        )


def remembered(writer: "Writer", urls: list[str]) -> "list[Feed]":
    """Return the feeds with what is remembered of them; new ones are put on the list."""
    import msgspec

    from redshank.fetch import Feed

    held = {url: msgspec.json.decode(state, type=Feed) for url, state in writer.ledger.saved("feeds").items()}
    for url in urls:
        if url not in held:
            held[url] = Feed(url=url)
            _save(writer, held[url])
    return [feed for url, feed in held.items() if not urls or url in urls]


def _save(writer: "Writer", feed: "Feed") -> None:
    import msgspec

    writer.ledger.save("feeds", feed.url, msgspec.json.encode(feed).decode())


def _lines(path: Path) -> list[str]:
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def _say(message: str) -> None:
    click.echo(message, err=True)


def _now() -> float:
    import time

    return time.time()
