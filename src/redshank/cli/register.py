"""`redshank register`: deals in arms, or sanctions, over all stories of an archive."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from redshank.cli.code import _output

if TYPE_CHECKING:
    from rich.console import Console

    from redshank.registers.records import Deal, Measure, Wanted

FORMATS = ("table", "csv", "tellings", "jsonl")
Command = TypeVar("Command", bound=Callable[..., Any])


@click.group("register")
def command() -> None:
    """Draw up deals in arms (transfers) or measures (restrictions) over the stories of an archive.

    A row is what reports tell of one deal or measure: a candidate, with the stage told last, who says so, who denies
    it and in how many reports. Nothing is added up.
    """


def shared_options(end: Command) -> Command:
    """Give both registers the options that they share."""
    options = (
        click.option("--stage", multiple=True, metavar="STAGE", help="Stage told last: talks, contracted, lifted ..."),
        click.option("--since", metavar="DATE", help="Told on or after YYYY, YYYY-MM or YYYY-MM-DD."),
        click.option("--detail", metavar="ID", help="Show one row with its timeline and every sentence."),
        click.option(
            "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write."
        ),
        click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout."),
    )
    for option in reversed(options):
        end = option(end)
    return end


@command.command("transfers", short_help="Deals in arms.")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--supplier", multiple=True, metavar="WHO", help="Who supplies: a name or a code.")
@click.option("--recipient", multiple=True, metavar="WHO", help="Who receives.")
@click.option("--item", multiple=True, metavar="NAME", help="Designation, another name of it, or class.")
@click.option("--eligible", is_flag=True, help="Only what was contracted at least, not by an accuser alone.")
@click.option("--gap", type=click.IntRange(0), default=540, show_default=True, help="Days of silence that end a deal.")
@shared_options
def transfers(
    archive: Path, eligible: bool, gap: int, detail: str | None, form: str, out: Path | None, **asked: Any
) -> None:
    """List candidate deals in arms: one row for supplier, recipient and item."""
    from redshank.query.names import Names
    from redshank.registers.draw import deals
    from redshank.registers.records import Deal
    from redshank.store import Archive

    names = Names()
    with Archive(archive) as opened:
        rows = deals(opened, gap, names)
    if eligible:
        rows = [row for row in rows if row.eligible]
    _answer(rows, Deal, "transfers", asked, names, detail, form, out)


@command.command("restrictions", short_help="Sanctions, bans and closures.")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--sender", multiple=True, metavar="WHO", help="Who restricts: a name or a code.")
@click.option("--target", multiple=True, metavar="WHO", help="Whom.")
@click.option("--measure", multiple=True, metavar="MEASURE", help="arms, financial, travel, transit, diplomatic ...")
@click.option("--gap", type=click.IntRange(0), help="Days of silence that end a measure. Default: none do.")
@shared_options
def restrictions(archive: Path, gap: int | None, detail: str | None, form: str, out: Path | None, **asked: Any) -> None:
    """List sanctions, bans and closures: one row for sender, target, measure and instrument."""
    from redshank.query.names import Names
    from redshank.registers.draw import measures
    from redshank.registers.records import Measure
    from redshank.store import Archive

    with Archive(archive) as opened:
        rows = measures(opened, gap)
    _answer(rows, Measure, "restrictions", asked, Names(), detail, form, out)


def _answer(
    rows: "Sequence[Deal | Measure]",
    record: "type[Deal] | type[Measure]",
    register: str,
    asked: dict[str, Any],
    names: Any,
    detail: str | None,
    form: str,
    out: Path | None,
) -> None:
    """Pick the rows that are asked for and write them; exit code 3 when there are none."""
    from redshank.registers.wanted import matching, why_none

    wanted = _wanted(asked, register)
    found = matching(rows, wanted, names) if detail is None else [r for r in rows if r.id.startswith(detail.lower())]
    if not found:
        reason = why_none(rows, wanted, names, register) if detail is None else f"No row has the id {detail}."
        click.echo(f"redshank: {reason}", err=True)
        sys.exit(3)
    with _output(out) as stream:
        _write(found, record, form, detail is not None, stream)
    if form != "table" or out is not None:
        click.echo(f"{len(found):,} of {len(rows):,} {register}", err=True)


def _wanted(asked: dict[str, Any], register: str) -> "Wanted":
    from redshank.registers.records import Wanted
    from redshank.registers.wanted import check_stages

    held = {name: values for name, values in asked.items() if values}
    if "stage" in held:
        held["stage"] = check_stages(held["stage"], register)
    return Wanted(**held)


def _write(
    rows: "Sequence[Deal | Measure]", record: "type[Deal] | type[Measure]", form: str, is_detail: bool, out: TextIO
) -> None:
    import msgspec

    from redshank.query.write import write_table
    from redshank.registers.show import TELLING_COLUMNS, columns, flat, table, telling_rows, timeline

    if form == "jsonl":
        out.writelines(msgspec.json.encode(row).decode() + "\n" for row in rows)
    elif form == "csv":
        write_table(columns(record), (list(flat(row).values()) for row in rows), out)
    elif form == "tellings":
        write_table(TELLING_COLUMNS, telling_rows(rows), out)
    elif is_detail:
        for row in rows:
            timeline(row, _console(out))
    else:
        table(rows, _console(out))


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=stream, highlight=False)
