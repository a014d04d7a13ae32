"""Correlations of two series, by hand: Pearson's, and Spearman's over ranks. Two lists of numbers in, a number out."""

from collections.abc import Sequence
from math import sqrt

LEAST = 3  # pairs below which a correlation says nothing


def pearson(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the linear correlation; None below three pairs, or where one side never changes."""
    count = len(a)
    if count < LEAST:
        return None
    mean_a, mean_b = sum(a) / count, sum(b) / count
    both = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return max(-1.0, min(1.0, both / sqrt(spread))) if spread > 0 else None


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return the correlation of ranks; equal values share the mean of their ranks."""
    return pearson(ranks(a), ranks(b))


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, from 1."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for at in order[start : end + 1]:
            found[at] = (start + end) / 2 + 1
        start = end + 1
    return found
