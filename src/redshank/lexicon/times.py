"""The words of time: `data/times.toml`, read with a strict schema and looked up by the grammar of time."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, home, read_toml
from redshank.records.errors import DataError

FILE = "times.toml"


class Holiday(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day with a name: a fixed day, the nth weekday of a month, or so many days from Easter Sunday."""

    name: str
    also: tuple[str, ...] = ()
    year: int = 0  # a day that happened once: 9/11
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0  # -1: the last of the month
    easter: int | None = None

    def is_whole(self) -> bool:
        """Say whether the entry names exactly one way to find the day."""
        ways = (bool(self.month and self.day), bool(self.month and self.weekday and self.nth), self.easter is not None)
        return sum(ways) == 1


class TenseWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that look ahead or back; `no_verbs` end in -ed and say nothing."""

    future: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    no_verbs: tuple[str, ...] = ()
    ahead_verbs: tuple[str, ...] = ()
    ahead_of_to: tuple[str, ...] = ()
    adjectival: tuple[str, ...] = ()
    not_dating: tuple[str, ...] = ()


class YearWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Neighbours that make four digits a year, or forbid it."""

    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


class WeakWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of months that are other words too, and what stands before them when they are months."""

    months: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    named_days: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class SpanWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Neighbours of units that tell how long from how often."""

    lasting: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    after_adverb: tuple[str, ...] = ()


class TimeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything in `times.toml`."""

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    short_weekdays: dict[str, int] = {}
    units: dict[str, str] = {}
    unit_plurals: dict[str, str] = {}
    seasons: dict[str, str] = {}
    day_parts: dict[str, str] = {}
    day_points: dict[str, str] = {}
    near_days: dict[str, str] = {}
    numbers: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    decade_words: dict[str, int] = {}
    frequencies: dict[str, str] = {}
    clock_zones: dict[str, str] = {}
    roles: dict[str, str] = {}
    references: dict[str, str] = {}
    tense: TenseWords = TenseWords()
    years: YearWords = YearWords()
    weak: WeakWords = WeakWords()
    spans: SpanWords = SpanWords()
    holiday: tuple[Holiday, ...] = ()


def lay_over(below: TimeWords, above: TimeWords) -> TimeWords:
    """Add the words of `above`; the same word or the same holiday gets the value of `above`."""
    fields: dict[str, object] = {}
    for name in TimeWords.__struct_fields__:
        old, new = getattr(below, name), getattr(above, name)
        if isinstance(old, dict):
            fields[name] = old | new
        elif name == "holiday":
            fields[name] = tuple(({h.name: h for h in old} | {h.name: h for h in new}).values())
        else:
            parts = {n: tuple(dict.fromkeys((*getattr(old, n), *getattr(new, n)))) for n in old.__struct_fields__}
            fields[name] = type(old)(**parts)
    return msgspec.convert(fields, TimeWords, from_attributes=True)


@cache
def _load(folders: tuple[Path, ...]) -> TimeWords:
    words = TimeWords()
    for path in found(folders, FILE):
        read = read_toml(path, TimeWords)
        for day in read.holiday:
            if not day.is_whole():
                raise DataError(
                    f"{path}, holiday {day.name!r}: give month and day, or month, weekday and nth, or easter."
                )
        words = lay_over(words, read)
    if not words.months:
        raise DataError(f"No {FILE} with months in {', '.join(map(str, folders))}. Is the installation complete?")
    return words


def load_time_words(folders: Sequence[Path] = ()) -> TimeWords:
    """Load the words from every folder that has a `times.toml`: ours first, the user's over it; none given: ours."""
    return _load(tuple(folders) or (home(),))
