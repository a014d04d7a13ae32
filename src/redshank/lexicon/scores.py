"""The weights behind the score of an event: data/scores.toml, written by scripts/calibrate.py."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, home, read_toml


class Scores(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A logistic regression: what speaks for and against a coding, in log-odds."""

    bias: float
    weights: dict[str, float]

    def value(self, marks: Iterable[str]) -> float:
        """Return the chance that type, actors and recipients of a coding are right, given what marks it."""
        odds = self.bias + sum(self.weights.get(mark, 0.0) for mark in marks)
        return 1.0 / (1.0 + math.exp(-odds))


@lru_cache(maxsize=4)
def load_scores(folders: Sequence[Path] = ()) -> Scores:
    """Read data/scores.toml; the last of the folders that has one wins.

    Raises:
        LexiconError: the file is damaged.
    """
    return read_toml(list(found(folders or (home(),), "scores.toml"))[-1], Scores)
