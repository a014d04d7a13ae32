"""The tables that go to PostgreSQL: their columns, types, indexes, and what each column says."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from redshank.store import Archive

INSIDE = ("unit", "month")  # where the archive keeps a row: of no use elsewhere
KINDS = {
    "VARCHAR": "text",
    "VARCHAR[]": "text[]",
    "DATE": "date",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "DOUBLE": "double precision",
}
INDEXES: dict[str, dict[str, str]] = {
    "events": {
        "by_day": "(day_from)",
        "by_story": "(story)",
        "by_actor": "USING gin (actor_keys)",
        "by_recipient": "USING gin (recipient_keys)",
    },
    "claims": {"by_story": "(story)"},
    "sightings": {"by_story": "(story)"},
}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a table."""

    name: str
    kind: str  # of PostgreSQL
    is_text: bool = False
    is_list: bool = False


def columns_of(archive: "Archive", table: str) -> tuple[Column, ...]:
    """Return the columns of a table of the index that are copied."""
    found = archive.rows(
        "SELECT column_name AS name, data_type AS kind FROM duckdb_columns() WHERE table_name = ? "
        "ORDER BY column_index",
        [table],
    )
    return tuple(
        Column(
            name=row["name"],
            kind=KINDS[row["kind"]],
            is_text=row["kind"].startswith("VARCHAR"),
            is_list=row["kind"].endswith("[]"),
        )
        for row in found
        if row["name"] not in INSIDE
    )


def select_of(table: str, columns: tuple[Column, ...]) -> str:
    """Return SQL for the rows of a table, each id once, without what PostgreSQL cannot hold: the character 0."""
    return f"SELECT {', '.join(map(_clean, columns))} FROM {table} QUALIFY row_number() OVER (PARTITION BY id) = 1"


def _clean(column: Column) -> str:
    name = quoted(column.name)
    if column.is_list and column.is_text:
        return f"list_transform({name}, lambda x: replace(x, chr(0), '')) AS {name}"
    return f"replace({name}, chr(0), '') AS {name}" if column.is_text else name


def quoted(name: str) -> str:
    """Return a name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


@cache
def comments(table: str) -> dict[str, str]:
    """Return what each column of a table says; `table`: the table itself."""
    told = tomllib.loads(files("redshank.data").joinpath("postgresql.toml").read_text(encoding="utf-8"))
    return {**told["every"], **told[table]}
