"""The ledger of an archive: which units, sources and stories it holds. SQLite: small writes are cheap and whole.

A unit counts only when it stands here; files without an entry are left over from a crash and are swept away.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from redshank.records.errors import ArchiveError
from redshank.records.filed import Mark

# The steps by which an older state.sqlite is brought up to date; the number of the last one is its version.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE units (id TEXT PRIMARY KEY, number INTEGER, engine TEXT, stories INTEGER, events INTEGER)
        WITHOUT ROWID;
    CREATE TABLE files (unit TEXT, name TEXT, month TEXT, rows INTEGER, sha256 TEXT,
                        PRIMARY KEY (unit, name, month)) WITHOUT ROWID;
    CREATE TABLE seen (story INTEGER PRIMARY KEY, unit TEXT);
    CREATE TABLE sighted (id INTEGER PRIMARY KEY);
    CREATE TABLE sources (key TEXT PRIMARY KEY, fingerprint TEXT, stories INTEGER) WITHOUT ROWID;
    """,
    """
    CREATE TABLE names (key INTEGER PRIMARY KEY, story INTEGER);
    CREATE TABLE marks (id TEXT PRIMARY KEY, target TEXT, kind TEXT, standing TEXT, reason TEXT, by TEXT) WITHOUT ROWID;
    CREATE TABLE decisions (id INTEGER PRIMARY KEY, event TEXT, story TEXT, start INTEGER, stop INTEGER, type TEXT,
                            verdict TEXT, coder TEXT, at TEXT, detail TEXT);
    CREATE INDEX decisions_of_event ON decisions (event);
    """,
    """
    CREATE TABLE feeds (url TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;
    CREATE TABLE queries (name TEXT PRIMARY KEY, query TEXT) WITHOUT ROWID;
    CREATE TABLE told (query TEXT, event TEXT, number INTEGER, PRIMARY KEY (query, event)) WITHOUT ROWID;
    """,
)


class UnitFile(msgspec.Struct, frozen=True, kw_only=True):
    """One Parquet file of a unit."""

    unit: str
    name: str  # of the table
    month: str
    rows: int
    sha256: str


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit of work that is on the disk."""

    id: str
    number: int
    engine: str
    stories: int
    events: int


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about an event; keyed by story, predicate and type, so that it survives a new engine."""

    event: str
    story: str
    start: int
    stop: int
    type: str
    verdict: str  # accept | reject | edit | flag
    coder: str
    at: str  # ISO time, UTC
    detail: str = "{}"  # JSON


class Ledger:
    """The SQLite file of an archive."""

    def __init__(self, path: Path) -> None:
        """Open the file and bring it up to date.

        Raises:
            ArchiveError: it was written by a newer redshank, or cannot be read.
        """
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        try:
            self.db.execute("PRAGMA journal_mode = WAL")
            self.db.execute("PRAGMA synchronous = FULL")
            self._migrate()
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise ArchiveError(f"{path} cannot be used: {error}.") from None

    def _migrate(self) -> None:
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise ArchiveError(
                f"{self.path} was written by a newer redshank (state {version}, this one knows {len(MIGRATIONS)}). "
                "Install a newer one: pip install --upgrade redshank"
            )
        for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.whole():
                for statement in filter(str.strip, step.split(";")):
                    self.db.execute(statement)
                self.db.execute(f"PRAGMA user_version = {number}")

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    @contextlib.contextmanager
    def whole(self) -> Iterator[None]:
        """Run what is inside as one transaction: all of it or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # units

    def add_unit(self, unit: Unit, files: Iterable[UnitFile], stories: Iterable[str], sightings: Iterable[str]) -> None:
        """Enter a unit whose files are on the disk. Call inside `whole`."""
        self.db.execute("INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(unit))
        self.db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", map(msgspec.structs.astuple, files))
        self.db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", ((number(s), unit.id) for s in stories))
        self.db.executemany("INSERT OR IGNORE INTO sighted VALUES (?)", ((number(s),) for s in sightings))

    def drop_unit(self, unit: str) -> None:
        """Strike a unit off; its files may be removed afterwards. Call inside `whole`."""
        self.db.execute("DELETE FROM units WHERE id = ?", (unit,))
        self.db.execute("DELETE FROM files WHERE unit = ?", (unit,))

    def join_units(self, units: Sequence[str], entry: Unit, files: Iterable[UnitFile]) -> None:
        """Let one unit take the place of several. Call inside `whole`."""
        for unit in units:
            self.drop_unit(unit)
            self.db.execute("UPDATE seen SET unit = ? WHERE unit = ?", (entry.id, unit))
        self.add_unit(entry, files, (), ())

    def units(self) -> list[Unit]:
        """Return all units in the order in which they came."""
        rows = self.db.execute("SELECT id, number, engine, stories, events FROM units ORDER BY number, id")
        return [Unit(id=i, number=n, engine=e, stories=s, events=v) for i, n, e, s, v in rows]

    def files(self, unit: str | None = None, name: str | None = None) -> list[UnitFile]:
        """Return the files of a unit, of a table, or all."""
        rows = self.db.execute(
            "SELECT unit, name, month, rows, sha256 FROM files WHERE (?1 IS NULL OR unit = ?1)"
            " AND (?2 IS NULL OR name = ?2) ORDER BY month, unit, name",
            (unit, name),
        )
        return [UnitFile(unit=u, name=n, month=m, rows=r, sha256=h) for u, n, m, r, h in rows]

    def next_number(self) -> int:
        """Return the number of the next unit."""
        return int(self.db.execute("SELECT coalesce(max(number), 0) + 1 FROM units").fetchone()[0])

    # stories and sources

    def has_story(self, story: str) -> bool:
        """Say whether a text was stored already, or must not be."""
        return self.db.execute("SELECT 1 FROM seen WHERE story = ?", (number(story),)).fetchone() is not None

    def never_again(self, stories: Iterable[str]) -> None:
        """Let texts count as stored, so that they are never taken again."""
        self.db.executemany("INSERT OR REPLACE INTO seen VALUES (?, '')", ((number(s),) for s in stories))

    def unit_of(self, story: str) -> str | None:
        """Return the unit that holds a story."""
        row = self.db.execute("SELECT unit FROM seen WHERE story = ?", (number(story),)).fetchone()
        return row[0] if row else None

    def has_sighting(self, sighting: str) -> bool:
        """Say whether this very place of this very text was met already."""
        return self.db.execute("SELECT 1 FROM sighted WHERE id = ?", (number(sighting),)).fetchone() is not None

    def add_names(self, names: Mapping[str, str]) -> None:
        """Note which text came last under an id or URL. Call inside `whole`."""
        rows = ((number(key), number(story)) for key, story in names.items())
        self.db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", rows)

    def named(self, key: str) -> str | None:
        """Return the text that came last under an id or URL, by the hash of it."""
        row = self.db.execute("SELECT story FROM names WHERE key = ?", (number(key),)).fetchone()
        return key_of_number(row[0]) if row else None

    def add_marks(self, marks: Iterable[Mark]) -> None:
        """Enter tombstones. Call inside `whole`."""
        self.db.executemany(
            "INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?, ?, ?)", map(msgspec.structs.astuple, marks)
        )

    def has_mark(self, mark: str) -> bool:
        """Say whether a tombstone stands already."""
        return self.db.execute("SELECT 1 FROM marks WHERE id = ?", (mark,)).fetchone() is not None

    def marks(self) -> list[Mark]:
        """Return all tombstones."""
        rows = self.db.execute("SELECT id, target, kind, standing, reason, by FROM marks ORDER BY id")
        return [msgspec.convert(dict(zip(Mark.__struct_fields__, row, strict=True)), Mark) for row in rows]

    def source(self, key: str) -> tuple[str, int] | None:
        """Return fingerprint and number of stories of a source that was read to its end."""
        row = self.db.execute("SELECT fingerprint, stories FROM sources WHERE key = ?", (key,)).fetchone()
        return (row[0], row[1]) if row else None

    def finish_source(self, key: str, fingerprint: str, stories: int) -> None:
        """Note that a source was read to its end and all its stories are stored."""
        self.db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (key, fingerprint, stories))

    def counts(self) -> tuple[int, int, int]:
        """Return how many units, stories and events there are."""
        units, stories, events = self.db.execute(
            "SELECT count(*), coalesce(sum(stories), 0), coalesce(sum(events), 0) FROM units"
        ).fetchone()
        return int(units), int(stories), int(events)

    # decisions, queries, feeds

    def decide(self, decision: Decision) -> None:
        """Append a decision; nothing is ever overwritten."""
        self.db.execute(
            "INSERT INTO decisions (event, story, start, stop, type, verdict, coder, at, detail)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            msgspec.structs.astuple(decision),
        )

    def decisions(self) -> list[Decision]:
        """Return all decisions, oldest first."""
        rows = self.db.execute(
            "SELECT event, story, start, stop, type, verdict, coder, at, detail FROM decisions ORDER BY id"
        )
        names = Decision.__struct_fields__
        return [Decision(**dict(zip(names, row, strict=True))) for row in rows]

    def drop_decisions(self, story: str) -> int:
        """Remove the decisions on a story that is forgotten; the only way in which a decision can go."""
        return self.db.execute("DELETE FROM decisions WHERE story = ?", (story,)).rowcount

    def save(self, table: str, key: str, value: str) -> None:
        """Keep the state of a feed (`feeds`) or a saved query (`queries`)."""
        assert table in ("feeds", "queries")
        self.db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (key, value))

    def saved(self, table: str) -> dict[str, str]:
        """Return all that `save` keeps in a table."""
        assert table in ("feeds", "queries")
        return dict(self.db.execute(f"SELECT * FROM {table} ORDER BY 1"))

    def unsave(self, table: str, key: str) -> bool:
        """Drop one entry; False if there was none."""
        assert table in ("feeds", "queries")
        column = "url" if table == "feeds" else "name"
        return self.db.execute(f"DELETE FROM {table} WHERE {column} = ?", (key,)).rowcount > 0

    def tell(self, query: str, events: Sequence[str]) -> list[str]:
        """Note that a saved query has given these events; return those that are new to it, in order."""
        new = []
        with self.whole():
            last = self.db.execute("SELECT coalesce(max(number), 0) FROM told WHERE query = ?", (query,)).fetchone()[0]
            for event in events:
                added = self.db.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", (query, event, last + 1))
                if added.rowcount:
                    new.append(event)
        return new


def number(key: str) -> int:
    """Return a hash of 16 hexadecimal digits as the number that SQLite stores best."""
    value = int(key, 16)
    return value - (1 << 64) if value >= 1 << 63 else value


def key_of_number(value: int) -> str:
    """Return the hash that a number stands for."""
    return f"{value % (1 << 64):016x}"
