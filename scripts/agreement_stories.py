"""Measure how far two annotators of the whole stories agree; print figures, never sentences or rows.

usage: agreement_stories.py

Both annotations stand in evaluation/agreement (first_stories.jsonl, second_stories.jsonl); the texts stand with the
gold, which is the first annotation as a third reader corrected it. How far each is from the gold is printed too.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from agreement import EVALUATION, confusions, tell

from redshank.score.align import align, codes, overlapping
from redshank.score.figures import same_holder

AGREEMENT = EVALUATION / "agreement"
SETS = {"dev": EVALUATION / "gold" / "stories_dev.jsonl", "held": EVALUATION / "held" / "stories.jsonl"}
STOP = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z])|\n+")
Event = Mapping[str, Any]


class Told(NamedTuple):
    """One event as both annotators have it."""

    first: Any
    second: Any


class Typed(NamedTuple):
    """A type, for what counts types."""

    type: str


class Story(NamedTuple):
    """The events of one story: those that both have, and how many each has."""

    both: tuple[Told, ...]
    first: int
    second: int


Measure = Callable[[Sequence[Story]], float | None]


def main() -> int:
    """Print the agreement for each half and for all stories, then the distance of each annotation from the gold."""
    first, second = (annotation(AGREEMENT / f"{name}_stories.jsonl") for name in ("first", "second"))
    every: list[Story] = []
    for half, path in SETS.items():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        stories = [pair(row["text"], first[row["id"]], second[row["id"]]) for row in rows]
        every += stories
        show(half, stories)
        for name, annotated in (("first", first), ("second", second)):
            print(f"{half}, the {name} annotation against the gold")
            tell([pair(row["text"], row["events"], annotated[row["id"]]) for row in rows], AGAINST_GOLD)
    show("all", every)
    types = [Told(Typed(t.first["type"]), Typed(t.second["type"])) for story in every for t in story.both]
    print("all, aligned events, first / second")
    for (one, other), count in sorted(confusions(types).items()):
        print(f"  {one:10} {other:10} {count:3}")
    return 0


def annotation(path: Path) -> dict[str, list[Event]]:
    """Return the events of each story."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["events"] for row in rows}


def show(name: str, stories: Sequence[Story]) -> None:
    """Print every measure on some stories."""
    first, second, both = (
        sum(s.first for s in stories),
        sum(s.second for s in stories),
        sum(len(s.both) for s in stories),
    )
    print(f"{name}, {len(stories)} stories, {both} aligned of {first} and {second}")
    tell(stories, MEASURES)


def pair(text: str, first: Sequence[Event], second: Sequence[Event]) -> Story:
    """Align two annotations: overlapping words, or the same sentence and the same type."""
    one, other = ([{**e, "sentence": sentence(text, e["start"])} for e in side] for side in (first, second))
    both = [Told(one[i], other[j]) for i, j in align(one, other)]
    kept = tuple(t for t in both if t.first["type"] == t.second["type"] or overlapping(t.first, t.second))
    return Story(kept, len(one), len(other))


def sentence(text: str, at: int) -> tuple[int, int]:
    """Return the sentence around an offset, by stops and line ends; good enough to tell neighbours from strangers."""
    stops = [0, *(m.end() for m in STOP.finditer(text)), len(text)]
    start = max(s for s in stops if s <= at)
    return start, min(s for s in stops if s > at)


def found(stories: Sequence[Story]) -> float | None:
    """Return the F1 of having an event at all."""
    taken = sum(s.first + s.second for s in stories)
    return 2 * sum(len(s.both) for s in stories) / taken if taken else None


def share(holds: Callable[[Told], bool]) -> Measure:
    """Measure the share of aligned events of which something holds."""

    def measure(stories: Sequence[Story]) -> float | None:
        told = [t for s in stories for t in s.both]
        return sum(map(holds, told)) / len(told) if told else None

    return measure


def kappa(field: str) -> Measure:
    """Measure Cohen's kappa of a field on the aligned events."""

    def measure(stories: Sequence[Story]) -> float | None:
        told = [(t.first[field], t.second[field]) for s in stories for t in s.both]
        if not told:
            return None
        one, other = Counter(a for a, _ in told), Counter(b for _, b in told)
        chance = sum(one[value] * other[value] for value in one) / len(told) ** 2
        return (sum(a == b for a, b in told) / len(told) - chance) / (1 - chance) if chance < 1 else None

    return measure


def whole(stories: Sequence[Story]) -> float | None:
    """Return the F1 of events with the same type and the same parties."""
    taken = sum(s.first + s.second for s in stories)
    return 2 * sum(triple(t) for s in stories for t in s.both) / taken if taken else None


def same(field: str) -> Callable[[Told], bool]:
    """Compare one field; a missing value is an empty one, and lists have no order."""
    return lambda t: plain(t.first.get(field)) == plain(t.second.get(field))


def plain(value: Any) -> Any:
    """Return what a field says, without order."""
    return frozenset(value) if isinstance(value, list) else value or None


def parties(*sides: str) -> Callable[[Told], bool]:
    """Compare the codes of one side or both."""
    return lambda t: all(codes(t.first, side) == codes(t.second, side) for side in sides)


def sectors(told: Told) -> bool:
    """Compare the sectors of all parties."""
    one, other = ({s for side in ("actors", "recipients") for p in e[side] for s in p["sectors"]} for e in told)
    return one == other


def triple(told: Told) -> bool:
    """Compare type, actors and recipients."""
    return same("type")(told) and parties("actors", "recipients")(told)


def attributed(stories: Sequence[Story]) -> float | None:
    """Return the F1 of events held by a party rather than the narrator, with the same party."""
    told = [t for s in stories for t in s.both]
    taken = sum((t.first["holder"] != "narrator") + (t.second["holder"] != "narrator") for t in told)
    right = sum(same_holder(t.first, t.second) and t.first["holder"] != "narrator" for t in told)
    return 2 * right / taken if taken else None


MEASURES: Mapping[str, Measure] = {
    "event found by both, F1": found,
    "type": share(same("type")),
    "type, Cohen's kappa": kappa("type"),
    "actors": share(parties("actors")),
    "recipients": share(parties("recipients")),
    "dyad": share(parties("actors", "recipients")),
    "triple": share(triple),
    "triple, F1 over all events": whole,
    "modes": share(same("modes")),
    "status": share(same("status")),
    "status, Cohen's kappa": kappa("status"),
    "status of the deed": share(same("deed_status")),
    "holder": share(lambda t: same_holder(t.first, t.second)),
    "held by a party, F1": attributed,
    "background": share(same("background")),
    "background, Cohen's kappa": kappa("background"),
    "when": share(same("when")),
    "sectors of all parties": share(sectors),
}
AGAINST_GOLD = {name: MEASURES[name] for name in ("event found by both, F1", "type", "triple, F1 over all events")}


if __name__ == "__main__":
    sys.exit(main())
