"""Pair the events of two readings of one story, one to one."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Extent = tuple[int, int]


def align(gold: Sequence[Row], made: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the pairs (index in gold, index in made), best match first.

    Two events may be paired where their words overlap (other tellings count: `also`), or where the words of one lie in
    the `sentence` of the other. Among those, overlapping words come first, then the same type, then the same parties,
    then the nearer words.

    Args:
        gold: events with `start`, `end`, `type`, `actors`, `recipients` and perhaps `also`.
        made: the same, with the `sentence` that each was found in where it is known.
    """
    ranked = sorted(
        ([-w for w in worth], abs(g["start"] - m["start"]), i, j)
        for i, g in enumerate(gold)
        for j, m in enumerate(made)
        if (worth := _worth(g, m)) is not None
    )
    pairs: list[tuple[int, int]] = []
    for *_, i, j in ranked:
        if i not in {a for a, _ in pairs} and j not in {b for _, b in pairs}:
            pairs.append((i, j))
    return pairs


def _worth(gold: Row, made: Row) -> list[int] | None:
    overlap = overlapping(gold, made)
    together = any(_overlap(a, b) for a in words(gold) for b in sentences(made)) or any(
        _overlap(a, b) for a in sentences(gold) for b in words(made)
    )
    if not overlap and not together:
        return None
    same = [codes(gold, side) == codes(made, side) for side in ("actors", "recipients")]
    return [int(overlap), int(gold["type"] == made["type"]), sum(same)]


def overlapping(gold: Row, made: Row) -> bool:
    """Tell whether two events share words in any of their tellings."""
    return any(_overlap(a, b) for a in words(gold) for b in words(made))


def words(event: Row) -> list[Extent]:
    """Return where an event is told: its main words and its other tellings."""
    return [(event["start"], event["end"]), *((a["start"], a["end"]) for a in event.get("also") or ())]


def sentences(event: Row) -> list[Extent]:
    """Return the sentence of an event's main words, where it is given."""
    return [(event["sentence"][0], event["sentence"][1])] if event.get("sentence") else []


def codes(event: Row, side: str) -> frozenset[str]:
    """Return the codes of a side; a party without a code says nothing."""
    return frozenset(p["code"] for p in event[side]) - {"", None}


def _overlap(a: Extent, b: Extent) -> bool:
    return a[0] < b[1] and b[0] < a[1]
