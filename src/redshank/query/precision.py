"""How far a count may be trusted: the precision of each type, measured on our development stories."""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from math import sqrt

import msgspec

from redshank.lexicon.files import home

FEW = 10  # judged events below which nothing is said
Z = 1.96  # of a 95 % interval


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the judged events of a type were right."""

    right: int
    judged: int

    @property
    def is_measured(self) -> bool:
        """Say whether enough were judged to tell."""
        return self.judged >= FEW

    def interval(self) -> tuple[float, float]:
        """Return the 95 % Wilson interval of the share that is right."""
        return wilson(self.right, self.judged)

    def told(self) -> str:
        """Return it in words: 0.91 (0.73 to 0.97, 22 of 24 judged), or that it is not measured."""
        if not self.is_measured:
            return f"not measured ({self.judged} judged)"
        low, high = self.interval()
        return f"{self.right / self.judged:.2f} ({low:.2f} to {high:.2f}, {self.right} of {self.judged} judged)"


@cache
def precisions() -> Mapping[str, Precision]:
    """Return the precision of each type, from data/precision.csv."""
    with (home() / "precision.csv").open(encoding="utf-8", newline="") as stream:
        return {r["type"]: Precision(right=int(r["right"]), judged=int(r["judged"])) for r in csv.DictReader(stream)}


def of_types(types: Iterable[str]) -> Precision:
    """Return the precision over several types together, each as often as it was judged."""
    known = [precisions().get(t, Precision(right=0, judged=0)) for t in set(types)]
    return Precision(right=sum(p.right for p in known), judged=sum(p.judged for p in known))


def wilson(right: float, of: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share."""
    if of <= 0:
        return 0.0, 1.0
    share = right / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def ratio_interval(now: int, before: int, exposure: float) -> tuple[float, float | None]:
    """Return the 95 % interval of the ratio of two Poisson rates; without an upper end where none was before.

    Args:
        now: count of now.
        before: count of before.
        exposure: how much longer, or fuller, before was than now: the ratio is now / (before / exposure).
    """
    low, high = wilson(now, now + before)
    return exposure * low / (1 - low) if low < 1 else 0.0, exposure * high / (1 - high) if before else None
