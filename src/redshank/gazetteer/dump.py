"""Build the gazetteer file from a full GeoNames dump (allCountries.txt), line by line, in little memory.

The dump is the user's own download (geonames.org, CC BY 4.0). Ids are the same as in the file of the package, so that
readings stay comparable. Our own tables, states and places.csv, are laid on top as they are there.
"""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from redshank.gazetteer.entry import ALTERNATE, CLASSES, MAIN, STRIPPED
from redshank.gazetteer.fold import fold
from redshank.gazetteer.names import bare_name, worth_keeping
from redshank.gazetteer.schema import FORMAT, create
from redshank.records.errors import GazetteerError

COLUMNS = 19
BATCH = 20_000
# GeoNames feature codes -> our classes; codes that are not here are left out.
FEATURES = {
    "ADM1": "admin1",
    "ADM2": "admin2",
    "LK": "lake",
    "LKS": "lake",
    "RSV": "lake",
    "STM": "river",
    "STMS": "river",
    "SEA": "sea",
    "GULF": "sea",
    "BAY": "sea",
    "OCN": "sea",
    "STRT": "strait",
    "CHN": "strait",
    "ISL": "island",
    "ISLS": "island",
    "MT": "mountain",
    "MTS": "mountain",
    "PASS": "mountain",
    "DSRT": "desert",
    "RGN": "region",
    "PEN": "region",
    "VAL": "region",
    "PLN": "region",
    "MILB": "base",
    "AIRB": "base",
    "NVB": "base",
    "PRT": "port",
    "AIRP": "facility",
    "DAM": "facility",
    "PSN": "facility",
    "PS": "facility",
    "OILR": "facility",
    "OILF": "facility",
    "BDG": "facility",
}
NOTICE = "Contains data of GeoNames (geonames.org), CC BY 4.0, selected and changed; from {name} of {day}."


class Line:
    """One line of the dump."""

    __slots__ = ("admin1", "admin2", "country", "feature", "key", "lat", "lon", "name", "others", "people")

    def __init__(self, cells: list[str]) -> None:
        self.key = int(cells[0])
        self.name = cells[1]
        self.others = [cells[2], *cells[3].split(",")]
        self.lat, self.lon = float(cells[4]), float(cells[5])
        self.feature = f"{cells[6]}.{cells[7]}"
        self.country = cells[8]
        self.admin1, self.admin2 = cells[10], cells[11]
        self.people = int(cells[14] or 0)

    @property
    def place_class(self) -> str | None:
        """Return our class, None for what is left out."""
        kind, _, code = self.feature.partition(".")
        return "city" if kind == "P" and code not in {"PPLX", "PPLQ", "PPLH", "PPLW"} else FEATURES.get(code)


def read_dump(path: Path) -> Iterator[Line]:
    """Give the lines of the dump.

    Raises:
        GazetteerError: the file is missing, or a line has not the 19 columns of GeoNames.
    """
    if not path.is_file():
        raise GazetteerError(f"{path}: no such file. Download allCountries.zip from geonames.org and unpack it.")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != COLUMNS:
                raise GazetteerError(
                    f"{path}, line {number}: {len(cells)} columns, not {COLUMNS}. This is no GeoNames dump."
                )
            try:
                yield Line(cells)
            except ValueError as error:
                raise GazetteerError(f"{path}, line {number}: {error}. This is no GeoNames dump.") from None


def build_from_dump(out: Path, data: Path, dump: Path) -> str:
    """Build `out` from a GeoNames dump and our own tables; return its id.

    Args:
        out: the SQLite file to write; replaced if it is there, only when all went well.
        data: the folder that holds places.csv and entities/states.csv.
        dump: allCountries.txt, or the file of one country.
    """
    states = list(_rows(data / "entities" / "states.csv"))
    alpha3 = {row["iso2"]: row["code"] for row in states if row["iso2"]}
    divisions = _divisions(dump)
    scratch = out.with_suffix(".building")
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch.unlink(missing_ok=True)
    base = sqlite3.connect(scratch)
    try:
        create(base)
        base.executemany("INSERT OR IGNORE INTO land VALUES (?, ?)", sorted((a3, a2) for a2, a3 in alpha3.items()))
        count = _fill(base, dump, alpha3, divisions)
        _states(base, states)
        _own(base, data / "places.csv")
        digest = hashlib.sha256(f"{_digest(dump)} {_digest(data / 'places.csv')}".encode()).hexdigest()[:12]
        sources = {"geonames dump": dump.name, "places": str(count), "places.csv": _digest(data / "places.csv")}
        notice = NOTICE.format(name=dump.name, day=_day(dump))
        meta = {"format": FORMAT, "id": digest, "sources": json.dumps(sources, sort_keys=True), "notice": notice}
        base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        base.commit()
    except BaseException:
        base.close()
        scratch.unlink(missing_ok=True)
        raise
    base.execute("VACUUM")
    base.close()
    scratch.replace(out)
    return digest


def _divisions(dump: Path) -> dict[str, int]:
    """Return the ids of provinces and districts by GeoNames code: "UA.13", "UA.13.8030".

    The first of two passes: towns name their province by code.
    """
    found: dict[str, int] = {}
    for line in read_dump(dump):
        if line.place_class == "admin1":
            found[f"{line.country}.{line.admin1}"] = line.key
        elif line.place_class == "admin2":
            found[f"{line.country}.{line.admin1}.{line.admin2}"] = line.key
    return found


def _fill(base: sqlite3.Connection, dump: Path, alpha3: dict[str, str], divisions: dict[str, int]) -> int:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    count = 0
    for line in read_dump(dump):
        kind = line.place_class
        if kind is None:
            continue
        first = divisions.get(f"{line.country}.{line.admin1}")
        second = divisions.get(f"{line.country}.{line.admin1}.{line.admin2}")
        capital = json.dumps({"k": 1}) if line.feature == "P.PPLC" else None
        places.append(
            (
                line.key,
                line.name,
                CLASSES.index(kind),
                alpha3.get(line.country),
                first if first != line.key else None,
                second if second != line.key else None,
                round(line.lat * 1e4),
                round(line.lon * 1e4),
                line.people or None,
                None,
                capital,
            )
        )
        names.extend((name, line.key, rank) for name, rank in _names(line, kind))
        count += 1
        if len(places) >= BATCH:
            _insert(base, places, names)
            places.clear()
            names.clear()
    _insert(base, places, names)
    return count


def _names(line: Line, kind: str) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for name, rank in ((line.name, MAIN), *((n, ALTERNATE) for n in worth_keeping(line.others, line.people))):
        folded = fold(name)
        if folded and folded.isascii():
            found.setdefault(folded, rank)
    if kind in {"admin1", "admin2"}:
        for known in tuple(found):
            bare = bare_name(known)
            if bare:
                found.setdefault(bare, STRIPPED)
    return found.items()


def _insert(base: sqlite3.Connection, places: list[tuple[object, ...]], names: list[tuple[str, int, int]]) -> None:
    base.executemany("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", places)
    base.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
    base.commit()


def _states(base: sqlite3.Connection, states: Iterable[dict[str, str]]) -> None:
    for number, row in enumerate(states, 1):
        key = int(row["geonameid"] or 0) or -10_000 - number
        extra = {k: v for k, v in (("s", row["start"]), ("e", row["end"])) if v}
        lat, lon = round(float(row["latitude"]) * 1e4), round(float(row["longitude"]) * 1e4)
        base.execute(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                key,
                row["name"],
                CLASSES.index("country"),
                row["code"],
                None,
                None,
                lat,
                lon,
                None,
                round(float(row["radius_km"])),
                json.dumps(extra) if extra else None,
            ),
        )
        _name(base, key, (row["name"], *row["names"].split("|")))


def _own(base: sqlite3.Connection, table: Path) -> None:
    for number, row in enumerate(_rows(table), 2):
        others = [n for n in row["names"].split("|") if n]
        if row["class"] == "oldname":
            town = base.execute(
                "SELECT p.id FROM name n JOIN place p ON p.id = n.id"
                " WHERE n.folded = ? AND p.country = ? AND p.class = ? ORDER BY p.population DESC LIMIT 1",
                (fold(row["name"]), row["country"], CLASSES.index("city")),
            ).fetchone()
            if town is not None:  # a dump of one country holds no other's towns
                _name(base, town[0], others)
            continue
        key = int(row["geonameid"] or 0) or -number
        held = base.execute("SELECT admin1, admin2, latitude, longitude, population FROM place WHERE id = ?", (key,))
        old = held.fetchone() or (None, None, 0, 0, None)
        extra = {
            k: v
            for k, v in (("c", row["countries"].split("|")), ("s", row["start"]), ("e", row["end"]))
            if v and v != [""]
        }
        base.execute(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                key,
                row["name"],
                CLASSES.index(row["class"]),
                row["country"] or None,
                old[0],
                old[1],
                round(float(row["latitude"]) * 1e4) if row["latitude"] else old[2],
                round(float(row["longitude"]) * 1e4) if row["longitude"] else old[3],
                old[4],
                round(float(row["radius_km"])) if row["radius_km"] else None,
                json.dumps(extra) if extra else None,
            ),
        )
        _name(base, key, (row["name"], *others))


def _name(base: sqlite3.Connection, key: int, names: Iterable[str]) -> None:
    rows = [(f, key, MAIN) for n in names if (f := fold(n)) and f.isascii()]
    base.executemany("INSERT OR REPLACE INTO name VALUES (?,?,?)", rows)


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as lines:
        while block := lines.read(1 << 20):
            total.update(block)
    return total.hexdigest()[:12]


def _day(path: Path) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date().isoformat()
