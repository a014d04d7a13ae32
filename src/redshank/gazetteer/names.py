"""Which names of a place are kept, and what is left of a name without its generic word."""

import re
from collections.abc import Iterable, Iterator

# Below this number of people only names in plain Latin letters are kept beside the main one.
SMALL_TOWN = 15_000
GENERIC = re.compile(
    r"""(?P<bare>.+)\ (?P<kind>
    autonomous\ region|autonomous\ republic|autonomous\ okrug|autonomous\ oblast|
    special\ administrative\ region|administrative\ region|federal\ district|capital\ region|
    metropolitan\ area|metropolitan\ borough|oblast|province|region|governorate|prefecture|district|county|
    parish|department|republic|krai|kray|okrug|state|voivodeship|division|municipality|canton|emirate|rayon|
    raion|regency|city|borough
    )""",
    re.VERBOSE,
)
LEADING = re.compile(
    r"""(?:
    state\ of|province\ of|republic\ of|region\ of|county\ of|canton\ of|department\ of|departement\ de|
    municipality\ of|governorate\ of|emirate\ of|city\ of|district\ of|autonomous\ region\ of|regione|
    provincia\ de|provincia\ di|estado\ de|oblast\ of
    )\ (?P<bare>.+)""",
    re.VERBOSE,
)
TURNED = re.compile(r"(?:North|South|East|West|Central|Upper|Lower|Middle|Inner|Outer)(?:ern)? [A-Z]\w+")


def bare_name(folded: str) -> str | None:
    """Return a folded name without its generic word: "minsk" of "minsk oblast"."""
    found = GENERIC.fullmatch(folded) or LEADING.fullmatch(folded)
    return found["bare"] if found else None


def worth_keeping(names: Iterable[str], population: int) -> Iterator[str]:
    """Leave out codes, transcriptions in small letters and names in other scripts."""
    for name in names:
        if len(name) < 3 or not name[0].isupper() or (name.isupper() and len(name) <= 4):
            continue
        if population >= SMALL_TOWN or name.isascii():
            yield name
