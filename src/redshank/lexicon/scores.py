"""The weights behind the score of an event: data/scores.toml, written by scripts/calibrate.py."""

import math
from collections.abc import Iterable
from functools import cache

import msgspec

from redshank.lexicon.files import home, read_toml


class Scores(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A logistic regression: what speaks for and against a coding, in log-odds."""

    bias: float
    weights: dict[str, float]

    def value(self, marks: Iterable[str]) -> float:
        """Return the chance that type, actors and recipients of a coding are right, given what marks it."""
        odds = self.bias + sum(self.weights.get(mark, 0.0) for mark in marks)
        return 1.0 / (1.0 + math.exp(-odds))


@cache
def load_scores() -> Scores:
    """Read the package's data/scores.toml; a folder of the user's has none, for it would have to be fitted anew.

    Raises:
        LexiconError: the file is damaged.
    """
    return read_toml(home() / "scores.toml", Scores)
