"""Measure how far two annotators of the event gold agree; print figures, never sentences or rows.

usage: agreement.py

The first annotation stands with the gold (evaluation/gold/events_*.jsonl, events2_dev.jsonl, evaluation/held); the
second in evaluation/agreement/second.jsonl. Confusions of types are listed for the dev sets only.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
EVALUATION = ROOT / "evaluation"
SECOND = EVALUATION / "agreement" / "second.jsonl"
SETS = {
    "dev": ("gold/events_dev.jsonl", "gold/events2_dev.jsonl"),
    "held": ("gold/events_test.jsonl", "held/events2.jsonl"),
}
NONE = "NONE"  # the type of a row without an event
DRAWS, SEED, SHOWN = 1000, 0, 8


class Coding(NamedTuple):
    """One event as an annotator coded it; parties without order."""

    type: str
    source: frozenset[str]
    target: frozenset[str]
    modes: frozenset[str]

    @property
    def dyad(self) -> tuple[frozenset[str], frozenset[str]]:
        """Who, to whom."""
        return self.source, self.target

    @property
    def filled(self) -> tuple[frozenset[str], frozenset[str]]:
        """The dyad, where an actor that acts on nobody named acts on its own state."""
        return self.source, self.target or self.source


NOBODY = Coding(NONE, frozenset(), frozenset(), frozenset())


class Pair(NamedTuple):
    """The main event of one row by each annotator, and all events of each."""

    first: Coding
    second: Coding
    all_first: tuple[Coding, ...]
    all_second: tuple[Coding, ...]


Measure = Callable[[Sequence[Pair]], float | None]


def main() -> int:
    """Print the agreement on each file and on each half; exit code 1 if the annotations do not cover the same rows."""
    second = dict(annotation(SECOND, "type"))
    wanted: set[str] = set()
    for half, names in SETS.items():
        pairs: list[Pair] = []
        for name in names:
            first = dict(annotation(EVALUATION / name, "plover2021"))
            wanted |= set(first)
            if missing := set(first) - set(second):
                print(f"{name}: {len(missing)} rows lack a second annotation", file=sys.stderr)
                return 1
            part = [pair(first[row], second[row]) for row in first]
            print(f"{name}, {len(part)} rows")
            tell(part, MEASURES)
            pairs += part
        print(f"{half}, both files, {len(pairs)} rows")
        tell(pairs, MEASURES)
        print(f"{half}, agreement by type: 2 * both / (first + second)")
        tell(pairs, {name: specific(name) for name in sorted({p.first.type for p in pairs})}, counts(pairs))
        if half == "dev":
            print("dev, main event, first / second")
            for (one, other), count in confusions(pairs).most_common(SHOWN):
                print(f"  {one:10} {other:10} {count:3}")
    if extra := set(second) - wanted:
        print(f"{len(extra)} rows of the second annotation are in no set", file=sys.stderr)
        return 1
    return 0


def annotation(path: Path, type_field: str) -> Iterator[tuple[str, tuple[Coding, ...]]]:
    """Give the id and the events of each row."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], tuple(coding(event, type_field) for event in row["events"])


def coding(event: Mapping[str, list], type_field: str) -> Coding:
    """Read one event of either annotation."""
    return Coding(str(event[type_field]), codes(event["source"]), codes(event["target"]), frozenset(event["modes"]))


def codes(parties: list[str | dict[str, str]]) -> frozenset[str]:
    """Return the codes of the parties; the gold wraps each in an object."""
    return frozenset(party if isinstance(party, str) else party["country_iso"] for party in parties)


def pair(first: tuple[Coding, ...], second: tuple[Coding, ...]) -> Pair:
    """Put the two annotations of a row side by side."""
    return Pair(first[0] if first else NOBODY, second[0] if second else NOBODY, first, second)


def tell(pairs: Sequence[Pair], measures: Mapping[str, Measure], notes: Mapping[str, str] | None = None) -> None:
    """Print each measure with its bootstrap interval."""
    for name, measure in measures.items():
        value = measure(pairs)
        low, high = interval(pairs, measure)
        told = "" if notes is None else "  " + notes.get(name, "")
        print(f"  {name:32} {value or 0:6.3f}  [{low:.3f}, {high:.3f}]{told}")


def interval(pairs: Sequence[Pair], measure: Measure) -> tuple[float, float]:
    """Return the 95 % percentile interval over rows drawn again; draws that say nothing are left out."""
    dice = random.Random(SEED)
    drawn = (measure(dice.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    values = sorted(value for value in drawn if value is not None)
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def share(holds: Callable[[Pair], bool]) -> Measure:
    """Measure the share of rows of which something holds."""
    return lambda pairs: sum(map(holds, pairs)) / len(pairs)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa of the main event's type."""
    seen = sum(p.first.type == p.second.type for p in pairs) / len(pairs)
    one, other = Counter(p.first.type for p in pairs), Counter(p.second.type for p in pairs)
    chance = sum(one[name] * other[name] for name in one) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else None


def same_modes(pairs: Sequence[Pair]) -> float | None:
    """Return the share of rows with the same modes among those with the same type."""
    same = [p.first.modes == p.second.modes for p in pairs if p.first.type == p.second.type]
    return sum(same) / len(same) if same else None


def specific(name: str) -> Measure:
    """Measure the agreement on one type: rows where both take it, against all takings of it."""

    def measure(pairs: Sequence[Pair]) -> float | None:
        both = sum(p.first.type == p.second.type == name for p in pairs)
        taken = sum((p.first.type == name) + (p.second.type == name) for p in pairs)
        return 2 * both / taken if taken else None

    return measure


def counts(pairs: Sequence[Pair]) -> dict[str, str]:
    """Tell for each type how often both, the first and the second took it."""
    both = Counter(p.first.type for p in pairs if p.first.type == p.second.type)
    one, other = Counter(p.first.type for p in pairs), Counter(p.second.type for p in pairs)
    return {name: f"both {both[name]}, first {one[name]}, second {other[name]}" for name in one}


def confusions(pairs: Sequence[Pair]) -> Counter[tuple[str, str]]:
    """Count the pairs of types on which the annotators differ."""
    return Counter((p.first.type, p.second.type) for p in pairs if p.first.type != p.second.type)


def found_by_both(p: Pair) -> bool:
    """Tell whether each main type is at least among the other's events."""
    return p.first.type in {e.type for e in p.all_second} and p.second.type in {e.type for e in p.all_first}


MEASURES: Mapping[str, Measure] = {
    "type": share(lambda p: p.first.type == p.second.type),
    "type, Cohen's kappa": kappa,
    "type, among the other's events": share(found_by_both),
    "modes, where the type agrees": same_modes,
    "source": share(lambda p: p.first.source == p.second.source),
    "target": share(lambda p: p.first.target == p.second.target),
    "dyad": share(lambda p: p.first.dyad == p.second.dyad),
    "triple": share(lambda p: p.first.type == p.second.type and p.first.dyad == p.second.dyad),
    "dyad, empty target = source": share(lambda p: p.first.filled == p.second.filled),
    "triple, empty target = source": share(
        lambda p: p.first.type == p.second.type and p.first.filled == p.second.filled
    ),
    "count of events": share(lambda p: len(p.all_first) == len(p.all_second)),
}


if __name__ == "__main__":
    sys.exit(main())
