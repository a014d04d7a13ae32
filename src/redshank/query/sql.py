"""A question in SQL to an archive: read-only, and it reads no other file. SQL in, rows out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.find import INSIDE
from redshank.records.errors import ArchiveError, InputError

if TYPE_CHECKING:
    import duckdb

    from redshank.store import Archive

TABLES = ("events", "stories", "claims", "transfers", "restrictions", "sightings", "skips")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Columns with their types, and rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def closed_connection(archive: "Archive") -> "duckdb.DuckDBPyConnection":
    """Open the index so that a statement can read it and nothing else: no file, no network, no change of settings."""
    from redshank.store.parquet import connect, quoted

    if not archive.layout.index.is_file():
        raise ArchiveError(f"{archive.path} has no index yet. Make it: redshank index {archive.path}")
    connection = connect()
    connection.execute(f"ATTACH '{quoted(archive.layout.index)}' AS archive (READ_ONLY)")
    connection.execute("USE archive")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def run_sql(archive: "Archive", statement: str, parameters: Sequence[Any] = ()) -> Answer:
    """Put one SELECT to an archive.

    Raises:
        InputError: it is not one statement that reads, or DuckDB cannot run it; the message says what is wrong.
    """
    import duckdb

    with closed_connection(archive) as connection:
        try:
            cursor = checked(connection, statement).execute(statement, list(parameters))
            described = cursor.description or []
            return Answer(
                columns=tuple(d[0] for d in described),
                types=tuple(str(d[1]) for d in described),
                rows=cursor.fetchall(),
            )
        except duckdb.PermissionException:
            raise InputError(
                "SQL reads the archive and nothing else: no files, no network, no other database."
            ) from None
        except duckdb.Error as error:
            raise InputError(
                f"SQL: {_plain(str(error))} Tables and columns: redshank sql {archive.path} --schema"
            ) from None


def checked(connection: "duckdb.DuckDBPyConnection", statement: str) -> "duckdb.DuckDBPyConnection":
    """Return the connection, if the text is one statement that only reads."""
    import duckdb

    found = connection.extract_statements(statement)
    if len(found) != 1:
        raise InputError(f"SQL: {len(found)} statements were given; give one.")
    if found[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        raise InputError(f"SQL: {found[0].type.name} is not allowed; an archive is only read. Use SELECT, or EXPLAIN.")
    return connection


def _plain(message: str) -> str:
    """Return the first lines of DuckDB's message without its help for programmers."""
    lines = [line for line in message.splitlines() if line.strip() and not line.startswith("LINE ")]
    kept = [line.strip() for line in lines if set(line.strip()) != {"^"}]
    text = " ".join(kept[:3])
    return text if text.endswith((".", "?", "!")) else text + "."


def schema(archive: "Archive") -> list[tuple[str, str, str]]:
    """Return every table, column and type that a question may use."""
    rows = archive.rows(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE list_contains(?, table_name) "
        "AND NOT list_contains(?, column_name) ORDER BY list_position(?, table_name), column_index",
        [list(TABLES), list(INSIDE), list(TABLES)],
    )
    return [(r["table_name"], r["column_name"], r["data_type"]) for r in rows]
