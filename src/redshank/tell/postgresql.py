"""Copy an archive into PostgreSQL: what is new is added, what differs is changed, what is gone goes. An archive in."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from redshank.records.errors import InputError, RedshankError
from redshank.tell.extras import extra
from redshank.tell.tables import INDEXES, Column, columns_of, comments, quoted, select_of

if TYPE_CHECKING:
    from redshank.store import Archive

TABLES = ("stories", "events", "claims", "transfers", "restrictions", "sightings")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,50}")
CONNECT_S = 10
BATCH = 20_000  # rows of one Arrow batch


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """What a push did to one table."""

    table: str
    added: int
    changed: int
    unchanged: int
    removed: int  # of forgotten stories; events that a new engine does not find any more


def push(archive: "Archive", url: str, schema: str = "redshank") -> list[Pushed]:
    """Bring the tables of a schema up to date with an archive, all of them or none.

    Args:
        archive: the archive.
        url: postgresql://user@host:port/database.
        schema: made where it is missing.

    Raises:
        InputError: the address or the name of the schema cannot be used.
        RedshankError: the server cannot be reached or refuses; no password stands in the message.
    """
    if not NAME.fullmatch(schema) or schema.lower().startswith("pg_"):
        raise InputError(f"--schema {schema!r}: use letters, digits and _, not beginning with a digit or pg_.")
    full = checked(url)
    extra("pyarrow", "postgres")
    driver = extra("adbc_driver_postgresql.dbapi", "postgres")
    with _told(driver, url), closing(driver.connect(full)) as connection:
        run = Run(archive, connection, schema)
        run.prepare()
        pushed = [run.table(table) for table in TABLES]
        connection.commit()
    return pushed


class Run:
    """One push, in one transaction."""

    def __init__(self, archive: "Archive", connection: Any, schema: str) -> None:
        self.archive, self.connection, self.schema = archive, connection, schema
        self.forgotten = forgotten_by(archive)

    def execute(self, sql: str) -> None:
        """Run a statement; each cursor is closed before the connection, as the driver wants it."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)

    def ask(self, sql: str) -> tuple[Any, ...]:
        """Return the one row that a statement gives."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row or ()

    def prepare(self) -> None:
        """Make the schema, and let no second push or archive into it."""
        name = quoted(self.schema)
        self.execute(f"SELECT pg_advisory_xact_lock(hashtext({literal('redshank ' + self.schema)}))")
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        for table in TABLES:
            self._make(table, columns_of(self.archive, table))

    def _make(self, table: str, columns: Sequence[Column]) -> None:
        """Make a table that is missing, or give an older one the columns that it lacks."""
        name = f"{quoted(self.schema)}.{quoted(table)}"
        inside = ", ".join(f"{quoted(c.name)} {c.kind}" + (" PRIMARY KEY" if c.name == "id" else "") for c in columns)
        exists = self.ask(f"SELECT to_regclass({literal(name)}) IS NOT NULL")[0]
        if not exists:
            self.execute(f"CREATE TABLE {name} ({inside})")
            for index, on in INDEXES.get(table, {}).items():
                self.execute(f"CREATE INDEX {quoted(f'{table}_{index}')} ON {name} {on}")
        told = comments(table)
        held = self._columns(table)
        for column in columns:
            if column.name not in held:
                self.execute(f"ALTER TABLE {name} ADD COLUMN {quoted(column.name)} {column.kind}")
            if not exists or column.name not in held:
                comment = literal(told[column.name])
                self.execute(f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {comment}")
        if not exists:
            self.execute(f"COMMENT ON TABLE {name} IS {literal(told['table'])}")

    def _columns(self, table: str) -> set[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name::text FROM information_schema.columns "
                f"WHERE table_schema = {literal(self.schema)} AND table_name = {literal(table)}"
            )
            return {row[0] for row in cursor.fetchall()}

    def table(self, table: str) -> Pushed:
        """Bring one table up to date by way of a temporary one."""
        columns = columns_of(self.archive, table)
        stage, name = staged(table), f"{quoted(self.schema)}.{quoted(table)}"
        rows = self.archive.index.cursor().sql(select_of(table, columns)).to_arrow_reader(BATCH)
        with self.connection.cursor() as cursor:
            cursor.adbc_ingest(stage, rows, mode="create", temporary=True)
        self.execute(f"ANALYZE pg_temp.{stage}")
        total = self.ask(f"SELECT count(*) FROM pg_temp.{stage}")[0]
        gone = f"WITH gone AS (DELETE FROM {name} WHERE {self._is_gone(table)} RETURNING 1) SELECT count(*) FROM gone"
        removed = self.ask(gone)[0]
        added, changed = self.ask(self._upsert(name, stage, columns))
        return Pushed(table=table, added=added, changed=changed, unchanged=total - added - changed, removed=removed)

    def _is_gone(self, table: str) -> str:
        """Return the condition on rows to remove: of forgotten stories, and what a story no longer tells.

        Stories of which this archive knows nothing are left alone: another archive may share the schema.
        """
        forgotten = ", ".join(map(literal, self.forgotten)) or "NULL"
        if table == "stories":
            return f"id IN ({forgotten})"
        ours = f"story IN (SELECT id FROM pg_temp.{staged('stories')})"
        return f"story IN ({forgotten}) OR ({ours} AND id NOT IN (SELECT id FROM pg_temp.{staged(table)}))"

    def _upsert(self, name: str, stage: str, columns: Sequence[Column]) -> str:
        """Return SQL that adds what is new, changes only what differs, and counts both."""
        every = ", ".join(quoted(c.name) for c in columns)
        others = [quoted(c.name) for c in columns if c.name != "id"]
        sets = ", ".join(f"{c} = EXCLUDED.{c}" for c in others)
        held, given = ", ".join(f"held.{c}" for c in others), ", ".join(f"EXCLUDED.{c}" for c in others)
        return (
            f"WITH done AS (INSERT INTO {name} AS held ({every}) SELECT {every} FROM pg_temp.{stage} "
            f"ON CONFLICT (id) DO UPDATE SET {sets} WHERE ROW({held}) IS DISTINCT FROM ROW({given}) "
            "RETURNING (xmax = 0) AS is_new) "
            "SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM done"
        )


def staged(table: str) -> str:
    """Return the name of the temporary table by way of which a table is brought up to date."""
    return f"redshank_stage_{table}"


def forgotten_by(archive: "Archive") -> list[str]:
    """Return the ids of the stories that an archive has forgotten."""
    ledger = archive.ledger()
    try:
        return sorted(m.target for m in ledger.marks() if m.kind == "story" and m.standing == "forgotten")
    finally:
        ledger.close()


def literal(text: str) -> str:
    """Return text as a literal of PostgreSQL."""
    return "'" + text.replace("'", "''") + "'"


def checked(url: str) -> str:
    """Return the address with a limit to the time that connecting may take.

    Raises:
        InputError: it is no address of a PostgreSQL database.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise InputError("push takes an address such as postgresql://user@host:5432/database.")
    if "connect_timeout=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}connect_timeout={CONNECT_S}"


@contextmanager
def _told(driver: Any, url: str) -> Iterator[None]:
    """Tell an error of the server in its words, without the password."""
    try:
        yield
    except driver.Error as error:
        raise RedshankError(f"PostgreSQL at {place_of(url)}: {hidden(_first_line(error), url)}") from None


def _first_line(error: Exception) -> str:
    """Return what the server said: the driver puts its own words around it."""
    text = " ".join(str(error).split())
    text = re.sub(r"^[A-Z_]+: (\[libpq\] )?", "", text)
    text = re.sub(r"\s*(Query: ?.*|SQLSTATE: \w+.*)$", "", text).rstrip(".?")
    return f"{text}. Nothing was changed."


def place_of(url: str) -> str:
    """Return what a server is called in messages: host, port and database."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        asked = dict(parse_qsl(parts.query))
    except ValueError:
        return "this address"
    host = host or asked.get("host") or "this machine"
    port_said = port or asked.get("port")
    return host + (f":{port_said}" if port_said else "") + f", database {parts.path.strip('/') or '(default)'}"


def hidden(text: str, url: str) -> str:
    """Return text without the address and without the password that stands in it."""
    secrets = {url}
    for found in (*re.findall(r"://[^/@]*?:([^/]*)@", url), *re.findall(r"[?&]password=([^&]*)", url)):
        secrets |= {found, unquote(found)}
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, "***")
    return text
