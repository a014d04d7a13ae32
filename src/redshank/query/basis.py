"""What a count rests on: unit, filter, coverage, how much is alleged, precision, publishers. Told with every count."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.coverage import Coverage, read_between
from redshank.query.days import first_day, last_day
from redshank.query.filters import Query
from redshank.query.parts import Part
from redshank.query.phrases import number, span
from redshank.query.precision import Precision, of_types
from redshank.query.words import describe

if TYPE_CHECKING:
    from redshank.store import Archive

ALLEGED = "(holder <> 'narrator' OR status IN ('alleged', 'denied'))"
UNNAMED = "unnamed publisher"


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What a count rests on."""

    filter: str
    events: int
    stories: int
    alleged: int  # of the events: held by somebody else than the story, or alleged or denied
    background: int  # left out: recalled from long before
    coverage: Coverage
    precision: Precision  # of the types counted, together
    types: dict[str, int]
    reports: dict[str, int]  # by publisher
    panel: tuple[str, ...] = ()  # whose stories count as read; none: everybody's
    rowless: int = 0  # events that name nothing that is counted by, and stand in no row
    weights: dict[str, float] | None = None  # of publishers held down; None: they could not be

    def lines(self, *, share: float | None = None, by_type: bool = False) -> list[str]:
        """Return it in words, a line for each matter.

        Args:
            share: the largest share that one publisher was to have.
            by_type: tell the precision of each type apart, however many there are.
        """
        read = self.coverage
        days = f", {span(read.first, read.last)}" if read.first else ""
        skipped = f", {read.skipped:,} skipped" if read.skipped else ""
        panel = " of the panel" if self.panel else ""
        part = f" ({self.alleged / self.events:.0%})" if self.events else ""
        said = [
            f"{number(self.events, 'report')} in {number(self.stories, 'story')}: {self.filter}.",
            "unit: a report, an event as one story tells it; other stories that tell it count again."
            + (f" {self.background:,} recalled from long before left out." if self.background else ""),
            f"read: {number(read.stories, 'story')}{panel}{skipped}, {number(read.publishers, 'publisher')}{days}.",
            f"alleged: {self.alleged:,}{part} rest on somebody's word alone, or are alleged or denied.",
            f"precision: {self.trusted(by_type)}.",
            f"publishers: {self.top()}.",
        ]
        if self.rowless:
            said.append(f"in no row: {number(self.rowless, 'report')} without what is counted by.")
        if share is not None:
            said.append(self.held_down(share))
        return said

    def top(self, count: int = 3) -> str:
        """Return the publishers with the most reports and their shares."""
        ranked = sorted(self.reports.items(), key=lambda item: (-item[1], item[0]))[:count]
        return ", ".join(f"{name} {n / self.events:.0%}" for name, n in ranked) or "none"

    def trusted(self, apart: bool) -> str:
        """Return the precision of the types counted: of each where they are few, else together."""
        if apart or len(self.types) < 4:
            told = [f"{kind} {of_types([kind]).told()}" for kind in self.types]
            return "\n  " + "\n  ".join(told) if len(told) > 2 else "; ".join(told) or "nothing is counted"
        return f"{self.precision.told()} over these {len(self.types)} types; --by type tells them apart"

    def held_down(self, share: float) -> str:
        """Say which publishers were held down to a share."""
        if self.weights is None:
            return f"weights: none; too few publishers for a share of {share:.0%} each at most."
        if not self.weights:
            return f"weights: none; no publisher has more than {share:.0%}."
        told = ", ".join(f"{name} x{weight:.2f}" for name, weight in sorted(self.weights.items()))
        return f"weights: {told}, so that each is {share:.0%} of the weighted whole."

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        low, high = self.precision.interval()
        told: dict[str, Any] = msgspec.to_builtins(self)
        told["precision"] = {
            "value": self.precision.right / self.precision.judged if self.precision.is_measured else None,
            "low": low if self.precision.is_measured else None,
            "high": high if self.precision.is_measured else None,
            "judged": self.precision.judged,
        }
        return {"unit": "report", **told}


def basis_of(archive: "Archive", asked: Query, publishers: Sequence[str], events: Part, *, leaves_out: bool) -> Basis:
    """Work out what a count rests on.

    Args:
        archive: the archive.
        asked: the question as it was asked.
        publishers: whose stories count as read; none: everybody's.
        events: the condition that gives the events, with the background.
        leaves_out: the background is not counted.
    """
    sql, values = events
    kept = "NOT background" if leaves_out else "true"
    groups = archive.rows(
        f"SELECT type, coalesce(publisher, '{UNNAMED}') AS publisher, count(*) FILTER ({kept}) AS n, "
        f"count(*) AS all, count(*) FILTER ({kept} AND {ALLEGED}) AS alleged FROM events WHERE {sql} GROUP BY 1, 2",
        values,
    )
    stories = f"SELECT count(DISTINCT story) FILTER ({kept}) AS n FROM events WHERE {sql}"
    types = _summed(groups, "type")
    counted = sum(types.values())
    since, until = asked.since or asked.published_since, asked.until or asked.published_until
    return Basis(
        filter=describe(asked),
        events=counted,
        stories=archive.rows(stories, values)[0]["n"],
        alleged=sum(g["alleged"] for g in groups),
        background=sum(g["all"] for g in groups) - counted,
        coverage=read_between(
            archive, first_day(since) if since else None, last_day(until) if until else None, publishers
        ),
        precision=of_types(types),
        types=types,
        reports=_summed(groups, "publisher"),
        panel=tuple(publishers),
    )


def _summed(groups: Sequence[Mapping[str, Any]], key: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in groups:
        if group["n"]:
            found[group[key]] = found.get(group[key], 0) + group["n"]
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
