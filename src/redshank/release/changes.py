"""What changed since the last release: two tables of events in, changes keyed by event id out, each with its reason."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.write import flat
from redshank.store.parquet import connect, quoted

if TYPE_CHECKING:
    import duckdb

    from redshank.store import Archive

IGNORED = frozenset({"id", "engine"})  # the engine is told once, in the manifest
NAMING = ("actor_names", "recipient_names", "holder", "speakers", "deed_holder", "objects", "sentence", "line")
HIDDEN = "(not repeated)"  # what may no longer be passed on


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One event that came or went, or one field of it that has another value."""

    change: str  # added | changed | withdrawn
    event: str
    story: str | None = None
    field: str | None = None
    old: str | None = None
    new: str | None = None
    reason: str | None = None


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All changes since a release, and what they come to."""

    previous: str | None  # its version
    changes: tuple[Change, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many events were added, changed, withdrawn."""
        events = Counter(c for c, _ in {(c.change, c.event) for c in self.changes})
        return {name: events[name] for name in ("added", "changed", "withdrawn")}


def changes_since(archive: "Archive", previous: Path, version: str, now: Path) -> Changes:
    """Compare the events of two releases.

    Args:
        archive: knows why an event no longer stands.
        previous: events.parquet of the release before.
        version: of that release.
        now: events.parquet of the new one.
    """
    with connect() as tables:
        tables.execute(f"CREATE VIEW old AS SELECT * FROM read_parquet('{quoted(previous)}')")
        tables.execute(f"CREATE VIEW new AS SELECT * FROM read_parquet('{quoted(now)}')")
        found = (*_added(tables), *_changed(archive, tables), *_withdrawn(archive, tables))
    return Changes(previous=version, changes=found)


def _added(tables: "duckdb.DuckDBPyConnection") -> Iterator[Change]:
    rows = tables.execute("SELECT id, story FROM new ANTI JOIN old USING (id) ORDER BY id").fetchall()
    for event, story in rows:
        yield Change(change="added", event=event, story=story)


def _changed(archive: "Archive", tables: "duckdb.DuckDBPyConnection") -> Iterator[Change]:
    fields = [f for f in _columns(tables, "new") if f in set(_columns(tables, "old")) - IGNORED]
    differs = " OR ".join(f'o."{f}" IS DISTINCT FROM n."{f}"' for f in fields)
    picked = ", ".join(f'o."{f}", n."{f}"' for f in fields)
    rows = tables.execute(
        f"SELECT n.id, o.engine IS DISTINCT FROM n.engine, {picked} FROM new n JOIN old o USING (id) "
        f"WHERE {differs} ORDER BY n.id"
    ).fetchall()
    closed = {r["id"] for r in archive.rows("SELECT id FROM stories WHERE keep = 'offsets'")}
    for event, is_other_engine, *values in rows:
        pairs = dict(zip(fields, zip(values[::2], values[1::2], strict=True), strict=True))
        story = pairs["story"][1]
        reason = "coded by another engine" if is_other_engine else None
        for field, (old, new) in pairs.items():
            if old != new:
                is_closed = story in closed and field in NAMING
                before = HIDDEN if is_closed and old else _cell(old)
                yield Change(
                    change="changed", event=event, story=story, field=field, old=before, new=_cell(new), reason=reason
                )


def _withdrawn(archive: "Archive", tables: "duckdb.DuckDBPyConnection") -> Iterator[Change]:
    gone = tables.execute("SELECT id, story, engine FROM old ANTI JOIN new USING (id) ORDER BY id").fetchall()
    events = _by_id(archive, "events", [g[0] for g in gone])
    stories = _by_id(archive, "stories", [g[1] for g in gone])
    marks = {m.target: f"{m.standing}: {m.reason}" for m in _marks(archive)}
    for event, story, engine in gone:
        reason = marks.get(event) or marks.get(story) or _why(events.get(event), stories.get(story), engine)
        yield Change(change="withdrawn", event=event, story=story, reason=reason)


def _why(event: dict[str, Any] | None, story: dict[str, Any] | None, engine: str | None) -> str:
    """Say why an event that has no mark is gone."""
    for row in (event, story):
        if row is not None and row["standing"] != "current":
            return f"{row['standing']}: {row['reason']}"
    if event is not None:
        return "no longer within the filters of this release"
    if story is None:
        return "its story is no longer in the archive"
    if story["engine"] != engine:
        return f"no longer coded: the story was read again by another engine ({engine or '?'} -> {story['engine']})"
    return "no longer coded"


def _by_id(archive: "Archive", table: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = archive.rows(
        f"SELECT id, engine, standing, reason FROM {table} WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)]
    )
    return {row["id"]: row for row in rows}


def _marks(archive: "Archive") -> list[Any]:
    ledger = archive.ledger()
    try:
        return [m for m in ledger.marks() if m.kind != "name"]
    finally:
        ledger.close()


def _columns(tables: "duckdb.DuckDBPyConnection", table: str) -> list[str]:
    return [row[0] for row in tables.execute(f"DESCRIBE {table}").fetchall()]


def _cell(value: Any) -> str | None:
    return None if value is None else str(flat(value))
