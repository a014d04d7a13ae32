"""`redshank find`: the events, or claims, of an archive that match."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from redshank.cli.code import _output
from redshank.cli.filters import filter_options, query_of
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.query import Names, Query
    from redshank.store import Archive

FORMATS = ("table", "jsonl", "json", "csv", "tsv", "html", "parquet")
SHOWN = 50  # events that a person is shown unless asked for more; files hold all


@click.command("find")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("event", required=False, metavar="[ID]")
@filter_options
@click.option("--frame", multiple=True, metavar="FRAME", help="What the predicate means: attack, expel ...")
@click.option("--context", multiple=True, metavar="CONTEXT", help="What it is about: military, economic ...")
@click.option("--undirected", is_flag=True, help="--actor and --to may change places; so may --dyad A,B.")
@click.option("--claims", is_flag=True, help="List claims: who says what.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
@click.option("--limit", type=click.IntRange(0), help=f"How many at most. Default: {SHOWN} in a table, else all.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out the first so many.")
@click.option(
    "--order",
    type=click.Choice(["date", "newest", "score", "relevance"]),
    help="Default: date; relevance with --text in a table.",
)
def command(
    archive: Path,
    event: str | None,
    undirected: bool,
    claims: bool,
    form: str,
    out: Path | None,
    limit: int | None,
    offset: int,
    order: Any,
    **filters: Any,
) -> None:
    """List the events of ARCHIVE that match, or show the one with this ID in full.

    Values of one option are alternatives (repeat it, or use commas); different options must all hold. Exit code 3 if
    nothing is found; the reason stands on stderr.
    """
    from redshank.query import Names
    from redshank.store import Archive

    if form == "parquet" and out is None:
        raise click.UsageError("--format parquet needs --out FILE")
    is_shown = form in ("table", "html")
    with Archive(archive) as opened:
        if event is not None:
            _show_one(opened, event, form, out)
            return
        query = query_of(
            filters,
            limit=SHOWN if limit is None and is_shown else limit,
            offset=offset,
            order=order or ("relevance" if filters["text"] and form == "table" and not claims else "date"),
            directed=not undirected,
        )
        (_claims if claims else _events)(opened, query, Names(), form, out)


def _show_one(archive: "Archive", event: str, form: str, out: Path | None) -> None:
    from redshank.query.find import ids_like
    from redshank.query.full import show_event
    from redshank.query.write import write_records

    found = ids_like(archive, event)
    if len(found) > 1 and event not in found:
        raise InputError(f"{len(found)} events have ids that begin with {event}: {', '.join(found[:5])} ... Give more.")
    filed = archive.event(event if event in found else found[0]) if found else None
    if filed is None:
        click.echo(
            f"redshank: {archive.path} has no event {event!r}; `redshank find {archive.path}` shows ids.", err=True
        )
        sys.exit(3)
    if not filed.event.evidence.text:
        filed = archive.with_words(filed)
    with _output(out) as stream:
        if form == "table":
            show_event(archive, filed, _console(stream))
        elif form in ("json", "jsonl"):
            write_records([filed], stream)
        else:
            raise click.UsageError("one event is shown as --format table, json or jsonl")


def _events(archive: "Archive", query: "Query", names: "Names", form: str, out: Path | None) -> None:
    from redshank.query import find_ids
    from redshank.query.find import rows_of_ids, select, totals
    from redshank.query.show import show_events
    from redshank.query.why import why_empty
    from redshank.query.write import write_parquet

    total = totals(archive, query, names)
    ids = find_ids(archive, query, names) if total.events else []
    if form == "parquet" and out is not None:
        write_parquet(archive, *select(archive, query, names), out)
    else:
        with _output(out) as stream:
            if form == "table" and ids:
                show_events(rows_of_ids(archive, ids), _console(stream))
            elif form != "table":
                _write(archive, ids, form, stream)
    if not ids:
        click.echo(f"redshank: {why_empty(archive, query, names)}", err=True)
        sys.exit(3)
    _close(query, total, len(ids), to_err=form != "table" or out is not None)


def _close(query: "Query", total: Any, shown: int, to_err: bool) -> None:
    """Say how many there are, what was asked, and how many more."""
    from redshank.query import describe
    from redshank.query.phrases import number

    said = f"{number(total.events, 'event')} in {number(total.stories, 'story')}: {describe(query)}."
    if total.background and query.background is None:
        said += f" {total.background:,} recalled from long before (--no-background leaves them out)."
    rest = total.events - query.offset - shown
    if rest > 0:
        said += f" {rest:,} more: --offset {query.offset + shown}, or a higher --limit."
    click.echo(said, err=to_err)


def _write(archive: "Archive", ids: list[str], form: str, stream: TextIO) -> None:
    import msgspec

    from redshank.query.find import rows_of_ids
    from redshank.query.html import page
    from redshank.query.rows import ARCHIVE_COLUMNS, flat_rows
    from redshank.query.write import write_array, write_records, write_table

    if form == "html":
        stream.write(page(rows_of_ids(archive, ids)))
        return
    events = archive.filed(ids)
    if form == "jsonl":
        write_records(events, stream)
    elif form == "json":
        write_array((msgspec.json.encode(e).decode() for e in events), stream)
    else:
        write_table(ARCHIVE_COLUMNS, flat_rows(archive, events), stream, "," if form == "csv" else "\t")


def _claims(archive: "Archive", query: "Query", names: "Names", form: str, out: Path | None) -> None:
    from redshank.query.claims import claim_totals, claims_select, find_claims
    from redshank.query.find import columns
    from redshank.query.phrases import number
    from redshank.query.show import show_claims
    from redshank.query.words import describe
    from redshank.query.write import json_line, write_array, write_parquet, write_table

    total = claim_totals(archive, query, names)
    if form == "html":
        raise click.UsageError("claims are written as table, jsonl, json, csv, tsv or parquet")
    if form == "parquet" and out is not None:
        write_parquet(archive, *claims_select(archive, query, names), out)
    else:
        rows = find_claims(archive, query, names)
        with _output(out) as stream:
            if form == "table":
                show_claims(rows, _console(stream))
            elif form == "jsonl":
                stream.writelines(json_line(r) + "\n" for r in rows)
            elif form == "json":
                write_array(map(json_line, rows), stream)
            else:
                heads = columns(archive, "claims")
                write_table(heads, ([r[h] for h in heads] for r in rows), stream, "," if form == "csv" else "\t")
    asked = describe(query).removeprefix("events ").replace("all events", "all")
    if not total.claims:
        click.echo(f"redshank: no claim matches: {asked}.", err=True)
        sys.exit(3)
    rest = max(0, total.claims - query.offset - query.limit) if query.limit is not None else 0
    more = f" {rest:,} more: a higher --limit." if rest else ""
    said = f"{number(total.claims, 'claim')} in {number(total.stories, 'story')}: {asked}.{more}"
    click.echo(said, err=form != "table" or out is not None)


def _console(stream: TextIO) -> Any:
    from rich.console import Console

    return Console(file=stream, highlight=False)
