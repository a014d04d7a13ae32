"""Units of measure and money, number words, modifiers: `data/equipment/units.toml`, read with a strict schema."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, home, read_toml
from redshank.records.errors import LexiconError

FILE = "equipment/units.toml"


class Unit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit of measure: its English singular, how it is written, its size in units of the SI."""

    name: str
    words: tuple[str, ...] = ()  # singular, small letters; the plural is made by rule
    signs: tuple[str, ...] = ()  # as written behind a figure: km, mm
    dimension: str = ""
    factor: float | None = None
    offset: float = 0.0  # degrees: added before the factor


class Currency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money: its English singular, the signs before or behind a figure, and the words behind it."""

    name: str
    signs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Modifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words before a number, and the plain form that we store."""

    id: str
    words: tuple[str, ...]
    after: tuple[str, ...] = ()  # words behind the number: "or more"


class UnitsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything in `units.toml`."""

    unit: tuple[Unit, ...] = ()
    currency: tuple[Currency, ...] = ()
    modifier: tuple[Modifier, ...] = ()
    numbers: dict[str, float] = {}
    scales: dict[str, float] = {}
    hyphened: dict[str, str] = {}  # nouns behind a hyphen, and what they count
    vague: dict[str, float] = {}  # "dozens": the least that it says
    fractions: dict[str, float] = {}
    people: tuple[str, ...] = ()  # nouns in which a bare number of casualties counts persons
    singular: dict[str, str] = {}  # plurals that no rule undoes, and words counted under another name
    compounds: tuple[str, ...] = ()  # two words that name one counted thing
    labels: tuple[str, ...] = ()  # words before a number that make it a name: Article 5, Flight 103
    one_idioms: tuple[str, ...] = ()  # "one" before these counts nothing
    not_counted: tuple[str, ...] = ()  # nouns that no number counts: years (times do), o'clock


def lay_over(below: UnitsFile, above: UnitsFile) -> UnitsFile:
    """Add `above`; units, currencies and modifiers of the same name are replaced."""
    return UnitsFile(
        unit=tuple(({u.name: u for u in below.unit} | {u.name: u for u in above.unit}).values()),
        currency=tuple(({c.name: c for c in below.currency} | {c.name: c for c in above.currency}).values()),
        modifier=tuple(({m.id: m for m in below.modifier} | {m.id: m for m in above.modifier}).values()),
        numbers=below.numbers | above.numbers,
        scales=below.scales | above.scales,
        hyphened=below.hyphened | above.hyphened,
        vague=below.vague | above.vague,
        fractions=below.fractions | above.fractions,
        people=below.people + above.people,
        singular=below.singular | above.singular,
        compounds=below.compounds + above.compounds,
        labels=below.labels + above.labels,
        one_idioms=below.one_idioms + above.one_idioms,
        not_counted=below.not_counted + above.not_counted,
    )


@cache
def _load(folders: tuple[Path, ...]) -> UnitsFile:
    units = UnitsFile()
    for path in found(folders, FILE):
        units = lay_over(units, read_toml(path, UnitsFile))
    if not units.unit:
        raise LexiconError(f"No {FILE} with units in {', '.join(map(str, folders))}. Is the installation complete?")
    return units


def load_units(folders: Sequence[Path] = ()) -> UnitsFile:
    """Load the units from every folder: ours first, the user's over them; none given: ours."""
    return _load(tuple(folders) or (home(),))
