"""Store what was coded: rows gather in memory and go to the disk as units, each whole or not at all."""

import contextlib
import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from redshank.records import Reading, Skipped
from redshank.records.errors import ArchiveError
from redshank.records.filed import Keep, Mark, Sighting, Standing
from redshank.store.columns import row_of
from redshank.store.layout import UNDATED, Card, Layout, only_writer, read_card, write_card
from redshank.store.ledger import Ledger, Unit, UnitFile
from redshank.store.parquet import connect, read_rows, write_parquet
from redshank.store.rows import Rows, key_of, rows_of, skip_row, whole_day
from redshank.version import VERSION

UnitRows = dict[str, dict[str, list[dict[str, Any]]]]  # table -> month -> rows
STORIES_A_UNIT = 512
SECONDS_A_UNIT = 120.0  # so that an interruption costs two minutes at most


class Writer:
    """The one writer of an archive.

    What `add` and `sight` took is stored when `commit` returns, and not before.
    """

    def __init__(self, layout: Layout, card: Card, ledger: Ledger) -> None:
        self.layout = layout
        self.card = card
        self.ledger = ledger
        self.connection = connect()
        self._rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self._stories: dict[str, str] = {}  # story -> engine
        self._sightings: set[str] = set()
        self._events = 0
        self._marks: list[Mark] = []
        self._names: dict[str, str] = {}
        self._since = time.monotonic()

    # what comes in

    def has(self, story: str) -> bool:
        """Say whether a text is stored, or waits to be."""
        return story in self._stories or self.ledger.has_story(story)

    def add(
        self, reading: Reading, keep: Keep | None = None, signal: str | None = None, replaces: str | None = None
    ) -> int:
        """Take a reading; return how many events it brings. The same text a second time brings nothing.

        Args:
            reading: what the story says.
            keep: what to keep of its words; the archive's policy when left out.
            signal: what the story does to an earlier one: correction, kill, deletion.
            replaces: id or URL of that one.
        """
        if reading.id in self._stories:
            return 0
        rows = rows_of(reading, keep or self.card.keep, signal, replaces)
        self.add_rows(rows)
        return len(rows.events)

    def add_rows(self, rows: Rows) -> None:
        """Take the rows of a reading."""
        story = rows.story
        self._stories[story.id] = story.engine
        self._events += len(rows.events)
        month = month_of(story.published)
        self._put("stories", month, [row_of("stories", story)])
        self._put("texts", month, [row_of("texts", rows.text)] if rows.text else [])
        self._put("events", month, [row_of("events", k, e) for k, e in rows.events])
        self._put("claims", month, [row_of("claims", k, c) for k, c in rows.claims])
        self._put("transfers", month, [row_of("transfers", k, t) for k, t in rows.transfers])
        self._put("restrictions", month, [row_of("restrictions", k, r) for k, r in rows.restrictions])

    def sight(
        self,
        story: str,
        source_id: str,
        publisher: str | None = None,
        url: str | None = None,
        published: str | None = None,
        language: str = "en",
    ) -> bool:
        """Note where the words of a story were met; False if this was known: the same source id and URL."""
        day = whole_day(published)
        key = key_of(story, source_id, url)
        if key in self._sightings or self.ledger.has_sighting(key):
            return False
        self._sightings.add(key)
        sighting = Sighting(
            id=key, story=story, source_id=source_id, publisher=publisher, url=url, published=day, language=language
        )
        self._put("sightings", month_of(day), [row_of("sightings", sighting)])
        return True

    def skip(self, skipped: Skipped, publisher: str | None = None, published: str | None = None) -> bool:
        """Note a story that was not coded; False if this was known."""
        row = skip_row(skipped, publisher, published)
        if row.id in self._sightings or self.ledger.has_sighting(row.id):
            return False
        self._sightings.add(row.id)
        self._put("skips", month_of(row.published), [row_of("skips", row)])
        return True

    def mark(self, target: str, kind: Any, standing: Standing, reason: str, by: str | None = None) -> bool:
        """Set a tombstone on a story, an event or a name; False if it stands already."""
        mark = Mark(
            id=key_of(target, kind, standing, reason, by),
            target=target,
            kind=kind,
            standing=standing,
            reason=reason,
            by=by,
        )
        if mark in self._marks or self.ledger.has_mark(mark.id):
            return False
        self._marks.append(mark)
        self._put("marks", UNDATED, [row_of("marks", mark)])
        return True

    def name(self, story: str, publisher: str | None, *names: str | None) -> str | None:
        """Note the id or URL under which a text came; return another text that came under the same one before."""
        before = None
        for name in filter(None, names):
            key = name_of(publisher, name)
            old = self._names.get(key) or self.ledger.named(key)
            if old is not None and old != story:
                before = before or old
            self._names[key] = story
        return before

    def carry(self, unit: UnitRows) -> None:
        """Take rows of units that are on the disk already, to store them again as part of another unit."""
        for table, months in unit.items():
            for month, rows in months.items():
                self._put(table, month, rows)
        for row in _all(unit, "stories"):
            self._stories[row["id"]] = row["engine"]
        self._events += len(_all(unit, "events"))
        self._sightings |= {row["id"] for table in ("sightings", "skips", "marks") for row in _all(unit, table)}

    def _put(self, table: str, month: str, rows: Iterable[dict[str, Any]]) -> None:
        held = list(rows)
        if held:
            self._rows.setdefault(table, {}).setdefault(month, []).extend(held)

    # what goes to the disk

    @property
    def is_full(self) -> bool:
        """Say whether it is time to commit."""
        if not self._rows:
            return False
        return len(self._stories) >= STORIES_A_UNIT or time.monotonic() - self._since > SECONDS_A_UNIT

    def commit(self, replaces: Sequence[str] = ()) -> Unit | None:
        """Store all that was taken as one unit; when this returns it survives a crash.

        Args:
            replaces: units that this one takes the place of, in the same step.

        Raises:
            ArchiveError: the disk is full; nothing that was stored before is touched.
        """
        self._since = time.monotonic()
        if not self._rows and not replaces:
            return None
        unit = self._unit()
        known = self.ledger.files(unit.id)  # the very same rows: recoded, and nothing changed
        files = known or self._write_all(unit)
        retired = [f for old in replaces if old != unit.id for f in self.ledger.files(old)]
        with self.ledger.whole():
            for old in replaces:
                self.ledger.drop_unit(old)
            self.ledger.add_unit(unit, files, self._stories, self._sightings)
            self.ledger.add_marks(self._marks)
            self.ledger.add_names(self._names)
        for file in retired:
            self.layout.file(file.name, file.month, file.unit).unlink(missing_ok=True)
        self.forget_buffer()
        return unit

    def forget_buffer(self) -> None:
        """Drop what was taken and not stored."""
        self._rows, self._stories, self._sightings = {}, {}, set()
        self._events, self._marks, self._names = 0, [], {}

    def _unit(self) -> Unit:
        engines = sorted(set(self._stories.values()))
        return Unit(
            id=self._hash(),
            number=self.ledger.next_number(),
            engine=engines[0] if len(engines) == 1 else "",
            stories=len(self._stories),
            events=self._events,
        )

    def _hash(self) -> str:
        """Return a hash of all rows: what is the same has the same name, what differs in a word has another."""
        total = hashlib.sha256()
        for table, month, rows in self._parts():
            total.update(f"{table} {month}\n".encode())
            for row in rows:
                total.update(msgspec.json.encode(row))
        return total.hexdigest()[:16]

    def _parts(self) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
        for table in self._rows:
            for month, rows in self._rows[table].items():
                yield table, month, rows

    def _write_all(self, unit: Unit) -> list[UnitFile]:
        """Write the files of a unit; if one cannot be written, the disk gets the room of the others back."""
        try:
            return [self._write(unit, table, month, rows) for table, month, rows in self._parts()]
        except ArchiveError:
            for table, month, _ in self._parts():
                path = self.layout.file(table, month, unit.id)
                path.with_name(path.name + ".part").unlink(missing_ok=True)
                path.unlink(missing_ok=True)
            raise

    def _write(self, unit: Unit, table: str, month: str, rows: list[dict[str, Any]]) -> UnitFile:
        path = self.layout.file(table, month, unit.id)
        write_parquet(self.connection, table, rows, path)
        return UnitFile(unit=unit.id, name=table, month=month, rows=len(rows), sha256=hash_of(path))


def load_unit(writer: Writer, unit: str) -> UnitRows:
    """Return all rows of a unit as they are on the disk."""
    loaded: UnitRows = {}
    for file in writer.ledger.files(unit):
        rows = list(read_rows(writer.connection, [writer.layout.file(file.name, file.month, unit)]))
        loaded.setdefault(file.name, {})[file.month] = rows
    return loaded


def _all(unit: UnitRows, table: str) -> list[dict[str, Any]]:
    return [row for rows in unit.get(table, {}).values() for row in rows]


def name_of(publisher: str | None, name: str) -> str:
    """Return the key of an id that a publisher gave, or of a URL, which is one for all."""
    return key_of("name", None if "://" in name else publisher, name)


def month_of(day: str | None) -> str:
    """Return the month in which a row is kept."""
    return day[:7] if day else UNDATED


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def open_writer(path: Path, keep: Keep | None = None) -> Iterator[Writer]:
    """Open an archive for writing, make it if there is none, and sweep away what a crash has left.

    Args:
        path: folder of the archive.
        keep: what to keep of the texts; only for a new archive, an old one keeps its policy.

    Raises:
        ArchiveError: another process writes to it, it is of a newer version, or it is no archive.
    """
    layout = Layout(path)
    is_new = not layout.card.is_file()
    if is_new and path.is_dir() and any(p.name != "lock" for p in path.iterdir()):
        read_card(layout)  # says what is wrong: a folder that is no archive
    path.mkdir(parents=True, exist_ok=True)
    with only_writer(layout):
        if is_new:
            layout.truth.mkdir(exist_ok=True)
            write_card(layout, Card(keep=keep or "full", made_by=VERSION))
        card = read_card(layout)
        lost_ledger = not layout.state.is_file() and not is_new
        ledger = Ledger(layout.state)
        try:
            if lost_ledger:
                rebuild_ledger(layout, ledger)
            sweep(layout, ledger)
            yield Writer(layout, card, ledger)
        finally:
            ledger.close()


def sweep(layout: Layout, ledger: Ledger) -> int:
    """Remove files that no unit of the ledger owns: a crash came between writing and entering them."""
    owned = {layout.file(f.name, f.month, f.unit) for f in ledger.files()}
    stray = [p for p in layout.truth.rglob("*") if p.is_file() and p not in owned]
    for path in stray:
        path.unlink()
    return len(stray)


def rebuild_ledger(layout: Layout, ledger: Ledger) -> None:
    """Make the ledger again from the Parquet files, when `state.sqlite` was lost. Decisions cannot be made again."""
    connection = connect()
    by_unit: dict[str, list[Path]] = {}
    for path in sorted(layout.truth.glob("*/*/*.parquet")):
        by_unit.setdefault(path.stem, []).append(path)
    for order, (unit, paths) in enumerate(by_unit.items(), start=1):
        files, stories, sighted, engines = [], [], [], set()
        marks: list[Mark] = []
        events = 0
        for path in paths:
            table, month = path.parts[-3], path.parts[-2]
            cursor = connection.execute(f"SELECT * FROM read_parquet('{path}')")
            names = [d[0] for d in cursor.description or ()]
            rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
            files.append(UnitFile(unit=unit, name=table, month=month, rows=len(rows), sha256=hash_of(path)))
            if table == "stories":
                stories += [r["id"] for r in rows]
                engines |= {r["engine"] for r in rows}
            elif table in ("sightings", "skips"):
                sighted += [r["id"] for r in rows]
            elif table == "marks":
                marks += [msgspec.convert(r, Mark) for r in rows]
            elif table == "events":
                events += len(rows)
        entry = Unit(
            id=unit,
            number=order,
            engine=engines.pop() if len(engines) == 1 else "",
            stories=len(stories),
            events=events,
        )
        with ledger.whole():
            ledger.add_unit(entry, files, stories, sighted)
            ledger.add_marks(marks)
            ledger.never_again(m.target for m in marks if m.kind == "story" and m.standing == "forgotten")
