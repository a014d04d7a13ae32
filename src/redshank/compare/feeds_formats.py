"""What we know of other people's event files: columns, units, types. data/feeds.toml in, formats out."""

import difflib
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from redshank.lexicon.files import home, read_toml
from redshank.records.errors import InputError


class Take(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which columns give which field; the first one that the file has and that is not empty counts."""

    id: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    day_to: tuple[str, ...] = ()
    actor_code: tuple[str, ...] = ()  # codes of states
    actor_group: tuple[str, ...] = ()  # codes of bodies
    actor_gw: tuple[str, ...] = ()  # numbers of Gleditsch and Ward
    actor_country: tuple[str, ...] = ()  # names of states
    actor_name: tuple[str, ...] = ()
    recipient_code: tuple[str, ...] = ()
    recipient_group: tuple[str, ...] = ()
    recipient_gw: tuple[str, ...] = ()
    recipient_country: tuple[str, ...] = ()
    recipient_name: tuple[str, ...] = ()
    code: tuple[str, ...] = ()  # of the act
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()  # of the place: a code or a name
    country_fips: tuple[str, ...] = ()
    latitude: tuple[str, ...] = ()
    longitude: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


class Format(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of file."""

    id: str
    title: str
    unit: str  # what a row stands for
    types: Literal["cameo", "plover", "words"]
    needs: tuple[str, ...]  # columns by which a header is known
    take: Take
    columns: tuple[str, ...] = ()  # of files without a header
    layouts: tuple[tuple[str, ...], ...] = ()  # columns that some of those files lack
    directed: bool = True
    covers: tuple[str, ...] = ()  # the only types that it holds; none: all
    separates: tuple[str, ...] = ()  # signs between several parties in one cell
    values: dict[str, str] = {}  # codes that stand for words

    def without_header(self, width: int) -> tuple[str, ...] | None:
        """Return the columns of a file that has no header and so many cells a row."""
        for lacks in self.layouts:
            left = tuple(c for c in self.columns if c not in lacks)
            if len(left) == width:
                return left
        return None


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much each part of a match weighs, and what a part is worth that fits only half."""

    time: float
    parties: float
    type: float
    place: float
    least: float
    by_place: float
    swapped: float
    deed_type: float
    same_quad: float
    same_country: float
    vague: float


class Regions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Codes of parts of the world."""

    cameo: tuple[str, ...]


class Feeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/feeds.toml."""

    none: tuple[str, ...]
    cameo: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    groups: dict[str, str]
    regions: Regions
    format: tuple[Format, ...]
    guess: dict[str, tuple[str, ...]]
    match: Weights

    def of(self, name: str) -> Format:
        """Return a format by its id.

        Raises:
            InputError: there is no such format.
        """
        for one in self.format:
            if one.id == name:
                return one
        raise InputError(f"--as {name!r} is not known. There are: {', '.join(f.id for f in self.format)}.")

    def type_of_cameo(self, code: str) -> str | None:
        """Return the type of a CAMEO code, by the longest beginning that the table holds; None for no event."""
        table = _by_code(tuple(self.cameo.items()))
        found = next((table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table), None)
        return None if found == "none" else found

    def type_of_words(self, words: str) -> str | None:
        """Return the type that words of another codebook stand for."""
        lower = words.lower()
        return next((t for t, known in self.words.items() if lower in known), None)


@cache
def _by_code(table: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {code: kind for kind, codes in table for code in codes}


@cache
def load_feeds() -> Feeds:
    """Read data/feeds.toml."""
    return read_toml(home() / "feeds.toml", Feeds)


def spelled(column: str) -> str:
    """Return the name of a column as names are compared: small letters, spaces as _."""
    return "_".join(column.lower().replace("-", " ").split())


def known_by_header(cells: Sequence[str]) -> Format | None:
    """Return the format whose header this is."""
    names = {spelled(c) for c in cells}
    return next((f for f in load_feeds().format if all(spelled(n) in names for n in f.needs)), None)


def known_by_width(cells: Sequence[str]) -> Format | None:
    """Return the format that has no header, so many cells, and begins with an id and a day."""
    has_key = len(cells) > 1 and cells[0].isdigit() and cells[1].isdigit() and len(cells[1]) == 8
    return next((f for f in load_feeds().format if has_key and f.without_header(len(cells))), None)


def missing(wanted: Format, cells: Sequence[str]) -> list[str]:
    """Name the columns by which a format is known that a header lacks, each with what is spelled nearly so."""
    names = {spelled(c): c for c in cells}
    lacks = [n for n in wanted.needs if spelled(n) not in names]
    near = {n: difflib.get_close_matches(spelled(n), names, 1, 0.8) for n in lacks}
    return [f"{n} (is it {names[near[n][0]]!r}?)" if near[n] else n for n in lacks]
