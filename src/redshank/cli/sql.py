"""`redshank sql`: a question in SQL to an archive."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from redshank.cli.code import _output

if TYPE_CHECKING:
    from redshank.query.sql import Answer
    from redshank.store import Archive


@click.command("sql")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("statement", required=False, metavar="[SELECT]")
@click.option("--schema", "wants_schema", is_flag=True, help="Print the tables with their columns and types.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "jsonl"]),
    default="table",
    show_default=True,
    help="What to write.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to stdout.")
def command(archive: Path, statement: str | None, wants_schema: bool, form: str, out: Path | None) -> None:
    """Put one SELECT (DuckDB's SQL) to ARCHIVE; - reads it from stdin.

    It can read the archive and nothing else: it changes nothing, opens no other file and no network. Exit code 3 if
    there is no row.
    """
    from redshank.query.sql import run_sql
    from redshank.store import Archive

    if wants_schema == bool(statement):
        raise click.UsageError(
            'give a statement, or --schema: redshank sql west "SELECT type, count(*) FROM events ..."'
        )
    with Archive(archive) as opened:
        if wants_schema:
            _schema(opened)
            return
        text = sys.stdin.read() if statement == "-" else statement or ""
        answer = run_sql(opened, text)
    with _output(out) as stream:
        _write(answer, form, stream)
    if not answer.rows:
        click.echo("redshank: the statement gives no rows.", err=True)
        sys.exit(3)


def _schema(archive: "Archive") -> None:
    from redshank.query.sql import schema

    table = ""
    for name, column, kind in schema(archive):
        if name != table:
            click.echo(f"{name}" if not table else f"\n{name}")
            table = name
        click.echo(f"  {column:22} {kind}")
    click.echo("\nrows that no longer stand have another standing than 'current'", err=True)


def _write(answer: "Answer", form: str, stream: TextIO) -> None:
    from redshank.query.write import flat, json_line, write_table

    if form == "jsonl":
        stream.writelines(json_line(dict(zip(answer.columns, row, strict=True))) + "\n" for row in answer.rows)
    elif form != "table":
        write_table(answer.columns, answer.rows, stream, "," if form == "csv" else "\t")
    else:
        from rich.console import Console

        from redshank.query.show import table_of

        numbers = [not any(isinstance(row[k], str | list) for row in answer.rows) for k in range(len(answer.columns))]
        cells = [["" if v is None else str(flat(v)) for v in row] for row in answer.rows]
        Console(file=stream, highlight=False).print(table_of(answer.columns, cells, numbers))
