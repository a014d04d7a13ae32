"""Dyads by period, ours beside theirs. Counts of both sides in; cells, ratios and correlations out."""

import itertools
from collections import Counter
from datetime import date, timedelta
from typing import Literal

import msgspec

from redshank.compare.figures import pearson, spearman
from redshank.query.days import first_day, last_day
from redshank.query.filters import Query
from redshank.query.periods import moved, start_of

Unit = Literal["week", "month", "year"]
Key = tuple[str, str]  # dyad, quad ("" where they are not told apart)
Counts = Counter[tuple[Key, date]]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One dyad in one period. None: not known, since nothing was read, or the file holds no day of it."""

    dyad: str
    quad: str | None
    period: str
    ours: int | None
    theirs: int | None
    ratio: float | None  # ours to theirs
    stories: int  # that we read in the period


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One dyad over all periods."""

    dyad: str
    quad: str | None
    ours: int
    theirs: int
    ratio: float | None  # over the periods that both cover
    periods: int  # that both cover
    spearman: float | None
    pearson: float | None
    cells: tuple[Cell, ...]

    @property
    def only(self) -> str | None:
        """The one side that has this dyad, if only one has."""
        return "theirs" if not self.ours else None if self.theirs else "ours"


class Grid:
    """The periods, and which side covers which."""

    def __init__(self, unit: Unit, read: dict[date, int], days: set[date], query: Query) -> None:
        self.unit = unit
        self.told: dict[Key, set[date]] = {}
        self.read = {p: n for p, n in read.items() if _is_asked(p, unit, query)}
        self.days = Counter(p for p in (start_of(d, unit) for d in days) if _is_asked(p, unit, query))
        self.both = sorted(set(self.read) & set(self.days))

    def pairs(self, ours: Counts, theirs: Counts) -> list[Pair]:
        """Return the dyads: those of both sides first, the most told first."""
        # also periods in which nothing was published that we read: a story of June tells of May
        for key, period in itertools.chain(ours, theirs):
            self.told.setdefault(key, set()).add(period)
        return sorted((self._pair(key, ours, theirs) for key in self.told), key=_order)

    def _pair(self, key: Key, ours: Counts, theirs: Counts) -> Pair:
        """Return a dyad with its cells.

        They are those of all periods that a side covers, or of those with events where one side alone has the dyad.
        """
        told = self.told[key]
        in_both = any(ours[key, p] for p in told) and any(theirs[key, p] for p in told)
        shown = sorted({*told, *self.read, *self.days} if in_both else told)
        a, b = [ours[key, p] for p in self.both], [theirs[key, p] for p in self.both]
        return Pair(
            dyad=key[0],
            quad=key[1] or None,
            ours=sum(ours[key, p] for p in told),
            theirs=sum(theirs[key, p] for p in told),
            ratio=sum(a) / sum(b) if sum(b) else None,
            periods=len(self.both),
            spearman=spearman(a, b) if in_both else None,
            pearson=pearson(a, b) if in_both else None,
            cells=tuple(self._cell(key, p, ours[key, p], theirs[key, p]) for p in shown),
        )

    def _cell(self, key: Key, period: date, ours: int, theirs: int) -> Cell:
        has_read, has_days = period in self.read, period in self.days
        return Cell(
            dyad=key[0],
            quad=key[1] or None,
            period=called(period, self.unit),
            ours=ours if ours or has_read else None,
            theirs=theirs if theirs or has_days else None,
            ratio=ours / theirs if theirs and (ours or has_read) else None,
            stories=self.read.get(period, 0),
        )

    def lines(self) -> list[str]:
        """Say what each side covers, and where theirs covers a period only in part."""
        stories = sum(self.read.values())
        said = [
            f"covered: ours {_many(len(self.read), self.unit)} with {stories:,} stories read, theirs "
            f"{_many(len(self.days), self.unit)}, both {_many(len(self.both), self.unit)}; correlations over these. "
            "NA: no story read, or no day of it in the file."
        ]
        part = [(p, n, _size(p, self.unit)) for p, n in sorted(self.days.items()) if n < _size(p, self.unit) / 2]
        if part:
            some = ", ".join(f"{called(p, self.unit)} ({n} of {size} days)" for p, n, size in part[:4])
            said.append(f"theirs in part only: {some}{' ...' if len(part) > 4 else ''}; --since, --until leave it out.")
        return said


def _is_asked(period: date, unit: Unit, query: Query) -> bool:
    after = query.since is None or moved(period, unit, 1) > first_day(query.since)
    return after and (query.until is None or period <= last_day(query.until))


def _size(period: date, unit: Unit) -> int:
    return (moved(period, unit, 1) - period).days


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def called(period: date, unit: Unit) -> str:
    """Return the name of a period: 2022-06, 2022-W25, 2022."""
    if unit == "week":
        year, week, _ = (period + timedelta(days=3)).isocalendar()
        return f"{year}-W{week:02d}"
    return period.isoformat()[: 4 if unit == "year" else 7]


def _order(pair: Pair) -> tuple[bool, int, str, str]:
    return pair.only is not None, -(pair.ours + pair.theirs), pair.dyad, pair.quad or ""
