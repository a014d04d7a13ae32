"""The code systems of the formats: data/exports.toml and the codes of states. Files in, one record out."""

from functools import cache, cached_property
from typing import Literal

import msgspec

from redshank.lexicon.entity_files import read_csv
from redshank.lexicon.entity_rows import StateRow
from redshank.lexicon.files import home, read_toml


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the file of a format is written."""

    separator: Literal["comma", "tab"]
    header: bool
    columns: tuple[str, ...]
    empty: dict[str, str] = {}  # column that we have no honest source for -> why
    ours: tuple[str, ...] = ()  # columns of our own behind those of the format

    @property
    def sign(self) -> str:
        """Return the sign between two cells."""
        return "\t" if self.separator == "tab" else ","


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body in CAMEO."""

    code: str
    type: str
    group: str


class Armed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PLOVER sectors by who bears arms."""

    state: tuple[str, ...]
    rebel: tuple[str, ...]
    militia: tuple[str, ...]
    unidentified: tuple[str, ...]
    against: tuple[str, ...]
    none: tuple[str, ...]


class Mutual(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Types whose actors act with each other."""

    types: tuple[str, ...]


class Shield(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is told no finer than the first subdivision."""

    types: tuple[str, ...]
    words: tuple[str, ...]


class Persons(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is written by role."""

    private_offices: tuple[str, ...]


class AcledRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of ACLED's kinds of events, and what of ours answers to it."""

    event: str  # empty: it has none
    sub_event: str = ""
    disorder: str = ""
    types: tuple[str, ...]
    cameo: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    sides: Literal["", "armed", "civil", "named"] = ""
    note: str = ""


class Armament(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category of SIPRI's register, by words of our classes."""

    words: tuple[str, ...]
    category: str


class Tables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """data/exports.toml."""

    gdelt_apart: str
    format: dict[str, Layout]
    numeric: dict[str, int]
    label: dict[str, str]
    goldstein: dict[str, tuple[str, ...]]
    cameo_role: dict[str, str]
    cameo_body: dict[str, Body]
    icews_sector: dict[str, str]
    role_word: dict[str, str]
    persons: Persons
    armed: Armed
    mutual: Mutual
    shield: Shield
    acled: tuple[AcledRow, ...]
    armament: tuple[Armament, ...]

    @cached_property
    def states(self) -> dict[str, StateRow]:
        """Return the states by our code."""
        return {row.code: row for row in read_csv(home() / "entities" / "states.csv", StateRow)}

    @cached_property
    def scale(self) -> dict[str, float]:
        """Return Goldstein's number by CAMEO code."""
        return {code: float(value) for value, codes in self.goldstein.items() for code in codes}

    def state(self, code: str | None) -> StateRow | None:
        """Return a state by its code."""
        return self.states.get(code or "")

    def country_name(self, code: str | None) -> str | None:
        """Return the name of a state; of what is no state, nothing."""
        found = self.state(code)
        return found.name if found else None

    def fips(self, code: str | None) -> str | None:
        """Return the FIPS 10-4 code; a breakaway entity has that of the state that claims it."""
        found = self.state(code)
        if found is None or found.fips or not found.country or found.country == code:
            return found.fips if found else None
        return self.fips(found.country)

    def intensity(self, cameo: str) -> float | None:
        """Return Goldstein's number of a CAMEO code, or of its base."""
        return self.scale.get(cameo, self.scale.get(cameo[:3]))


@cache
def load_tables() -> Tables:
    """Load the tables, once a process."""
    return read_toml(home() / "exports.toml", Tables)
