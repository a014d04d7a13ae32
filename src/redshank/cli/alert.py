"""`redshank alert`: save questions, and say what is new to them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redshank.cli.filters import filter_options, query_of
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.query import Names
    from redshank.store import Archive
    from redshank.store.ledger import Ledger
    from redshank.tell.alerts import Told

FEEDS = ("rss", "atom", "json-feed")
ARCHIVE = click.argument("archive", type=click.Path(path_type=Path))


@click.group("alert")
def command() -> None:
    """Save questions to an archive, and say what is new to them.

    An alert is set on what states, bodies, groups and office-holders do, never on a private person.
    """


@command.command("add")
@ARCHIVE
@click.argument("name")
@filter_options
@click.option("--frame", multiple=True, metavar="FRAME", help="What the predicate means: attack, expel ...")
@click.option("--context", multiple=True, metavar="CONTEXT", help="What it is about: military, economic ...")
@click.option("--undirected", is_flag=True, help="--actor and --to may change places; so may --dyad A,B.")
@click.option("--from-now", is_flag=True, help="What matches already counts as told.")
def add(archive: Path, name: str, undirected: bool, from_now: bool, **filters: Any) -> None:
    """Save a question to ARCHIVE under NAME."""
    from redshank.query import Names, describe
    from redshank.store import Archive
    from redshank.tell.alerts import add_alert, count_new

    with Archive(archive) as opened:
        ledger, names = opened.ledger(), Names()
        query = query_of(filters, directed=not undirected)
        alert = add_alert(opened, ledger, name, query, names, from_now=from_now)
        matching, new = count_new(opened, ledger, name, alert, names)
    click.echo(f"alert {name!r}: {describe(query)}. {matching:,} match now, {new:,} of them new at the next run.")


@command.command("list")
@ARCHIVE
def show(archive: Path) -> None:
    """List the alerts of ARCHIVE: what each asks, and how much is new."""
    from redshank.query import Names, describe
    from redshank.store import Archive
    from redshank.tell.alerts import alerts_of, count_new

    with Archive(archive) as opened:
        ledger, names = opened.ledger(), Names()
        alerts = alerts_of(ledger)
        for name, alert in alerts.items():
            matching, new = count_new(opened, ledger, name, alert, names)
            kept = sum(len(batch.events) for batch in alert.waiting)
            waits = f", {kept:,} wait for their webhook" if kept else ""
            click.echo(f"{name}: {describe(alert)}; {matching:,} match, {new:,} new{waits}")
    if not alerts:
        click.echo(
            f"redshank: {archive} has no alert. Make one: redshank alert add {archive} NAME --type ...", err=True
        )
        sys.exit(3)


@command.command("remove")
@ARCHIVE
@click.argument("name")
def remove(archive: Path, name: str) -> None:
    """Drop the alert NAME of ARCHIVE."""
    from redshank.store import Archive
    from redshank.tell.alerts import remove_alert

    with Archive(archive) as opened:
        remove_alert(opened.ledger(), name)
    click.echo(f"alert {name!r} removed")


@command.command("run")
@ARCHIVE
@click.argument("name", required=False)
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl", *FEEDS]),
    help="What to write. Default: table; nothing with --webhook.",
)  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--limit", type=click.IntRange(1), help="How many new events at most; the others come next time.")
@click.option("--webhook", metavar="URL", help="Post what is new to this address; what it does not take is kept.")
@click.option("--secret-env", metavar="VARIABLE", help="Environment variable with the secret that signs deliveries.")
@click.option("--allow-http", is_flag=True, help="Let --webhook use http to another machine.")
def run(
    archive: Path,
    name: str | None,
    form: str | None,
    out: Path | None,
    limit: int | None,
    webhook: str | None,
    secret_env: str | None,
    allow_http: bool,
) -> None:
    """Give what is new to the alert NAME, or to each.

    New is what was never told before. A feed holds the 100 events that were told last. Exit code 3 if nothing is new.
    """
    from redshank.query import Names
    from redshank.store import Archive
    from redshank.tell.alerts import alerts_of, run_alert
    from redshank.tell.webhook import Webhook, secret_of

    hook = Webhook(webhook, secret=secret_of(secret_env), allow_http=allow_http) if webhook else None
    if hook is None and (secret_env or allow_http):
        raise click.UsageError("--secret-env and --allow-http belong to --webhook URL")
    form = form or (None if hook and out is None else "table")
    with Archive(archive) as opened:
        ledger, names = opened.ledger(), Names()
        wanted = [name] if name is not None else list(alerts_of(ledger))
        if not wanted:
            raise InputError(f"{archive} has no alert. Make one: redshank alert add {archive} NAME --type ...")
        if form in FEEDS and len(wanted) > 1:
            raise click.UsageError(f"a feed holds one alert; name it: {', '.join(wanted)}")
        writer = Writer(opened, ledger, form, out)
        told: list[Told] = []
        problems: list[str] = []
        for each in wanted:
            try:
                told.append(run_alert(opened, ledger, each, names, limit=limit, hand_on=writer.hand_on, deliver=hook))
            except InputError as error:
                if name is not None:
                    raise
                problems.append(f"alert {each!r}: {error}")
        writer.close(told)
        _end(opened, told, problems, names)


class Writer:
    """Writes what is new in one format: to stdout as it comes, to a file whole."""

    def __init__(self, archive: "Archive", ledger: "Ledger", form: str | None, out: Path | None) -> None:
        self.archive, self.ledger, self.form, self.out = archive, ledger, form, out
        self.lines: list[str] = []

    def hand_on(self, told: "Told") -> None:
        """Write what is new to one alert."""
        import msgspec

        from redshank.tell.feeds import FORMATS, write_whole

        if self.form in FORMATS:
            body = FORMATS[self.form](feed(self.archive, self.ledger, told))
            if self.out is not None:
                write_whole(self.out, body)
            else:
                click.echo(body, nl=False)
            return
        if self.form == "jsonl":
            rows = [{"alert": told.name, **msgspec.to_builtins(entry)} for entry in told.new]
            text = "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
        else:
            text = self._table(told) if self.form else ""
        if self.out is None:
            click.echo(text, nl=False)
            sys.stdout.flush()
        elif text:
            self.lines.append(text)
            write_whole(self.out, "".join(self.lines))

    def _table(self, told: "Told") -> str:
        import io

        from rich.console import Console

        from redshank.query.find import rows_of_ids
        from redshank.query.phrases import number
        from redshank.query.show import show_events

        held = io.StringIO()
        is_shown = self.out is None and sys.stdout.isatty()
        console = Console(file=held, highlight=False, force_terminal=is_shown or None, width=_width(is_shown))
        console.print(f"{told.name}: {number(len(told.new), 'new event')}", style="bold", markup=False)
        show_events(rows_of_ids(self.archive, [entry.id for entry in told.new]), console)
        return held.getvalue()

    def close(self, told: "list[Told]") -> None:
        """Write a feed file also where nothing is new: it must exist, and say what was withdrawn meanwhile."""
        from redshank.tell.feeds import FORMATS, write_whole

        if self.form in FORMATS and self.out is not None and told and not told[0].new:
            write_whole(self.out, FORMATS[self.form](feed(self.archive, self.ledger, told[0])))


def feed(archive: "Archive", ledger: "Ledger", told: "Told") -> Any:
    """Return the feed of an alert after a run."""
    from redshank.tell.alerts import feed_of

    return feed_of(archive, ledger, told.name, told.alert, told.new)


def _width(is_shown: bool) -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if is_shown else None


def _end(archive: "Archive", told: "list[Told]", problems: list[str], names: "Names") -> None:
    """Say on stderr how much is new and what went wrong, and set the exit code."""
    from redshank.query.phrases import number

    problems = [*problems, *(t.undelivered for t in told if t.undelivered)]
    for one in told:
        left = f", {one.left:,} more next time" if one.left else ""
        if one.new:
            click.echo(f"{one.name}: {number(len(one.new), 'new event')}{left}", err=True)
    for problem in problems:
        click.echo(f"redshank: {problem}", err=True)
    if problems:
        sys.exit(1)
    if not any(t.new or t.sent for t in told):
        click.echo(f"redshank: {_why_nothing(archive, told, names)}", err=True)
        sys.exit(3)


def _why_nothing(archive: "Archive", told: "list[Told]", names: "Names") -> str:
    from redshank.query.phrases import number
    from redshank.query.why import why_empty

    if len(told) > 1:
        return f"nothing is new to any of the {len(told)} alerts since the last run."
    one = told[0]
    if not one.matching:
        return f"nothing is new to {one.name!r}. {why_empty(archive, one.alert, names)}"
    return f"nothing is new to {one.name!r} since the last run: {number(one.matching, 'event')} match, all told before."
