"""Who may be matched with whom, and the assignment one to one. Rows and events in, pairs out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from redshank.compare.feeds import ForeignEvent
from redshank.compare.match_score import Ours
from redshank.query.periods import between

LONGEST = 400  # days; an event of an unknown day in ten years fits everything and says nothing


class Candidates:
    """Our events in blocks: by party or country, and month."""

    def __init__(self, ours: Sequence[Ours]) -> None:
        self.blocks: dict[tuple[str, date], list[Ours]] = defaultdict(list)
        for one in ours:
            if (one.day_to - one.day_from).days > LONGEST:
                continue
            keys = {*one.actors, *one.recipients, f"@{one.country}", "*"}
            for month in between(one.day_from, one.day_to, "month"):
                for key in keys:
                    self.blocks[key, month].append(one)

    def of(self, row: ForeignEvent, days: int) -> Iterator[Ours]:
        """Give the events with a party of the row within so many days; without known parties, those of its country."""
        start, end = (d + timedelta(days=n) for d, n in zip(row.days, (-days, days), strict=True))
        keys: tuple[str, ...] = (*row.actors, *row.recipients)
        if not keys:
            keys = (f"@{row.country}",) if row.country else ("*",) if row.latitude is not None else ()
        seen: set[str] = set()
        for month in between(start, end, "month"):
            for key in keys:
                for one in self.blocks.get((key, month), ()):
                    if one.id not in seen and one.day_to >= start and one.day_from <= end:
                        seen.add(one.id)
                        yield one


def assign(scores: Mapping[tuple[int, str], float], rank: Sequence[Any] = ()) -> dict[int, str]:
    """Match rows with events so that each is used once: the best pairs first, then exchanges that gain.

    Args:
        scores: of the pairs that may be matched.
        rank: orders rows where scores are equal; the place in the table when left out.
    """
    order = {at: n for n, at in enumerate(sorted({a for a, _ in scores}, key=lambda a: (rank[a] if rank else a, a)))}
    best = sorted(scores, key=lambda p: (-scores[p], order[p[0]], p[1]))
    matched: dict[int, str] = {}
    owner: dict[str, int] = {}
    for at, key in best:
        if at not in matched and key not in owner:
            matched[at], owner[key] = key, at
    _exchange(best, scores, matched, owner, order)
    return matched


def _exchange(
    best: Sequence[tuple[int, str]],
    scores: Mapping[tuple[int, str], float],
    matched: dict[int, str],
    owner: dict[str, int],
    order: Mapping[int, int],
) -> None:
    """Give a row that went without the event of another, where that one has a free event left and the sum grows."""
    wishes: dict[int, list[str]] = defaultdict(list)
    for at, key in best:
        wishes[at].append(key)
    for at in sorted((a for a in wishes if a not in matched), key=order.__getitem__):
        gains = []
        for key in wishes[at]:
            other = owner[key]
            free = next((k for k in wishes[other] if k not in owner), None)
            if free is not None:
                gain = scores[at, key] + scores[other, free] - scores[other, key]
                gains.append((-gain, order[other], key, free, other))
        if gains and min(gains)[0] < 0:
            _, _, key, free, other = min(gains)
            matched[at], matched[other] = key, free
            owner[key], owner[free] = at, other
