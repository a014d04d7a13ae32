"""The index of an archive: one DuckDB file that is made from the truth and swapped by rename.

Readers open the file that is published; the writer copies it, adds what is new and renames the copy over it.
"""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from redshank.store.columns import columns
from redshank.store.layout import Layout, sync_folder
from redshank.store.ledger import Ledger, UnitFile
from redshank.store.parquet import connect, disk_errors, files_sql, sync_file

if TYPE_CHECKING:
    import duckdb

VERSION = 2
ORDINARY = """
    id, story, seq, publisher, published, day_from, day_to, day_basis, type, modes, contexts, cameo, quad, intensity,
    frame, status, holder, holder_code, holder_country, factuality, background, speakers, answers, disputed, zone,
    entry, engine"""
PARTY = """
    list_transform({0}s, lambda a: a.name) AS {0}_names,
    list_distinct(list_filter(list_transform({0}s, lambda a: a.code), lambda c: c IS NOT NULL)) AS {0}_codes,
    list_distinct(list_filter(list_transform({0}s, lambda a: a.country), lambda c: c IS NOT NULL)) AS {0}_countries,
    list_distinct(flatten(list_transform({0}s, lambda a: a.sectors))) AS {0}_sectors,
    list_distinct(list_filter(list_transform({0}s, lambda a: coalesce(a.country, a.code)), lambda c: c IS NOT NULL))
        AS {0}_keys"""
EVENTS = f"""
    {ORDINARY},{PARTY.format("actor")},{PARTY.format("recipient")},
    list_transform(list_concat(coalesce(objects, []), coalesce(instruments, []), coalesce(deed.objects, [])),
        lambda o: o.text) AS objects,
    list_distinct(list_filter(flatten(list_transform(items, lambda i: [i.designation, i.class])),
        lambda c: c IS NOT NULL)) AS equipment,
    deed.frame AS deed_frame, deed.status AS deed_status, deed.type AS deed_type, deed.holder AS deed_holder,
    place.name AS place, place.basis AS place_basis, place_at.country AS place_country, place_at.admin1 AS admin1,
    place_at.admin2 AS admin2, place_at.geonameid AS geonameid, place_at.latitude AS latitude,
    place_at.longitude AS longitude, place_at.class AS place_class, place_at.precision AS place_precision,
    "when".value AS time_value, "when".precision AS time_precision, "when".basis AS time_basis,
    evidence.text AS sentence, evidence.span[1] AS sentence_start, evidence.span[2] AS sentence_end,
    predicate[1] AS predicate_start, predicate[2] AS predicate_end, score.value AS score, line"""


def _but(table: str, *left_out: str) -> str:
    """Return the columns of a table, but for some."""
    return ", ".join(f'"{name}"' for name in columns(table) if name not in left_out)


SELECTS = {
    "stories": _but("stories", "rest", "language"),
    "events": EVENTS,
    "claims": (
        "id, story, seq, publisher, published, source.name AS source, source.kind AS source_kind, source_code, "
        "source_country, status, holder, parent, quoted, negated, topic, event_ids, text"
    ),
    "transfers": _but("transfers", "item_span", "span", "events", "steps"),
    "restrictions": _but("restrictions", "span", "events", "steps", "exemptions", "called"),
    "sightings": _but("sightings"),
    "skips": _but("skips"),
}
KEYED = ("stories", "events", "claims", "transfers", "restrictions", "sightings", "skips")
STANDS = ("stories", "events", "claims", "transfers", "restrictions")
BATCH = 400  # files read by one statement


def refresh_index(layout: Layout, ledger: Ledger, *, afresh: bool = False) -> int:
    """Bring the index up to date with the ledger and publish it; return how many units were taken in.

    Args:
        layout: of the archive.
        ledger: of the archive.
        afresh: make all of it again, ordered by date, which makes questions about a stretch of time faster.
    """
    if not afresh and is_fresh(layout, ledger):
        return 0
    part = layout.index.with_name("index.duckdb.part")
    with _leaves_nothing(part), disk_errors(part):
        if layout.index.is_file() and not afresh and index_version(layout.index) == VERSION:
            shutil.copyfile(layout.index, part)
        connection = connect(part)
        try:
            taken = _bring_up(connection, layout, ledger)
            connection.execute("CHECKPOINT")
        finally:
            connection.close()
        sync_file(part)
        part.replace(layout.index)
        sync_folder(layout.path)
    return taken


@contextlib.contextmanager
def _leaves_nothing(part: Path) -> Iterator[None]:
    """Remove what an earlier run or a failing one has left of a file that was never published."""
    paths = (part, part.with_name(part.name + ".wal"))
    for path in paths:
        path.unlink(missing_ok=True)
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def is_fresh(layout: Layout, ledger: Ledger) -> bool:
    """Say whether the published index holds just what the ledger has."""
    if not layout.index.is_file() or index_version(layout.index) != VERSION:
        return False
    with connect(layout.index, read_only=True) as connection:
        held = {row[0] for row in connection.execute("SELECT unit FROM units").fetchall()}
        marks = connection.execute("SELECT marks FROM about").fetchone()
    return held == {unit.id for unit in ledger.units()} and marks == (len(ledger.marks()),)


def index_version(path: Path) -> int:
    """Return the version of an index file; 0 for one that cannot be used."""
    import duckdb

    try:
        with connect(path, read_only=True) as connection:
            row = connection.execute("SELECT version FROM about").fetchone()
            return int(row[0]) if row else 0
    except duckdb.Error:
        return 0


def _bring_up(connection: "duckdb.DuckDBPyConnection", layout: Layout, ledger: Ledger) -> int:
    connection.execute(
        "CREATE OR REPLACE TABLE about AS SELECT ? AS version, ? AS marks", [VERSION, len(ledger.marks())]
    )
    connection.execute("CREATE TABLE IF NOT EXISTS units (unit VARCHAR PRIMARY KEY, number BIGINT)")
    held = {row[0] for row in connection.execute("SELECT unit FROM units").fetchall()}
    units = {unit.id: unit.number for unit in ledger.units()}
    gone, new = sorted(held - units.keys()), sorted(units.keys() - held, key=lambda u: units[u])
    files = [f for f in ledger.files() if f.unit in set(new)]
    for table in KEYED:
        _make(connection, table)
        if gone:
            connection.execute(f"DELETE FROM {table} WHERE list_contains(?, unit)", [gone])
        _take(connection, layout, table, [f for f in files if f.name == table])
    connection.execute("DELETE FROM units WHERE list_contains(?, unit)", [gone])
    if new:
        connection.executemany("INSERT INTO units VALUES (?, ?)", [[unit, units[unit]] for unit in new])
    _set_standing(connection, ledger)
    return len(new)


def _make(connection: "duckdb.DuckDBPyConnection", table: str) -> None:
    """Make an empty table with its primary key, by the types of the truth."""
    exists = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [table]).fetchone()
    if exists:
        return
    standing = ", 'current' AS standing, CAST(NULL AS VARCHAR) AS reason" if table in STANDS else ""
    connection.execute(
        f"CREATE TABLE {table} AS SELECT {SELECTS[table]}, CAST(NULL AS VARCHAR) AS unit, "
        f"CAST(NULL AS VARCHAR) AS month{standing} FROM ({empty_sql(table)})"
    )
    if table in STANDS:
        connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY (id)")


def _take(connection: "duckdb.DuckDBPyConnection", layout: Layout, table: str, files: Sequence[UnitFile]) -> None:
    standing = ", 'current', NULL" if table in STANDS else ""
    for start in range(0, len(files), BATCH):
        paths = [layout.file(f.name, f.month, f.unit) for f in files[start : start + BATCH]]
        # the empty table has every column, so that files of an older version may lack some
        connection.execute(
            f"INSERT {'OR IGNORE ' if table in STANDS else ''}INTO {table} "
            f"SELECT {SELECTS[table]}, unit, month{standing} FROM "
            f"(SELECT * EXCLUDE (filename), parse_filename(filename, true) AS unit, "
            f"split_part(filename, '/', -2) AS month FROM "
            f"(SELECT * FROM ({empty_sql(table)}) UNION ALL BY NAME SELECT * FROM {files_sql(paths, named=True)})) "
            f"ORDER BY {'published' if 'published' in columns(table) else 'id'}"
        )


def empty_sql(table: str) -> str:
    """Return SQL for a table with all columns and no rows."""
    kinds = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns(table).items())
    return f"SELECT {kinds} LIMIT 0"


def _set_standing(connection: "duckdb.DuckDBPyConnection", ledger: Ledger) -> None:
    """Let withdrawn and superseded records say so."""
    marks = ledger.db.execute("SELECT target, kind, standing, reason FROM marks WHERE kind <> 'name'").fetchall()
    for table in STANDS:
        key = "id" if table == "stories" else "story"
        for target, kind, standing, reason in marks:
            column = key if kind == "story" else "id"
            connection.execute(
                f"UPDATE {table} SET standing = ?, reason = ? WHERE {column} = ? AND standing = 'current'",
                [standing, reason, target],
            )
