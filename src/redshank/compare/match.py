"""Match the rows of a table with our events, one to one. An archive and rows in; matched, only mine, only ours out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from redshank.compare.dyads import RECIPIENTS
from redshank.compare.feeds import ForeignEvent
from redshank.compare.feeds_dates import Days, days_in
from redshank.compare.feeds_formats import load_feeds
from redshank.compare.match_pairs import Candidates, assign
from redshank.compare.match_score import Fit, Ours, Scorer
from redshank.query.filters import Query, condition
from redshank.query.names import Names
from redshank.query.phrases import number

if TYPE_CHECKING:
    from redshank.store import Archive

Outcome = Literal["matched", "another report", "only mine", "only ours"]
OUTCOMES: tuple[Outcome, ...] = ("matched", "another report", "only mine", "only ours")
NOT_READ = "no stories read then"
NEAR = 30  # days before and after in which the nearest candidate is looked for
# what somebody is accused of was done, as told; what was promised, asked for or threatened was not
DEED = "CASE WHEN deed_status IN ('alleged', 'attempted') THEN deed_type END"
COLUMNS = (
    f"id, story, day_from, day_to, type, {DEED} AS deed_type, quad, actor_keys AS actors, {RECIPIENTS} AS recipients, "
    "actor_names, recipient_names, place, place_basis, place_country AS country, "
    "latitude, longitude, place_precision AS precision"
)


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the answer: a row of the table, one of our events, or both."""

    outcome: Outcome
    mine: ForeignEvent | None = None
    ours: str | None = None  # id of the event; of a row that is only mine, the nearest candidate
    fit: Fit | None = None
    why: str = ""  # what speaks against the nearest candidate; or that no stories were read


class Matched(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, in the order of the table, then what is only ours by day."""

    rows: tuple[Outcomes, ...]
    not_read: int  # of the rows that are only mine: on days of which we read no story

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    def summary(self) -> str:
        """Say it in one line."""
        more = (
            f", {number(self.count('another report'), 'more report')} of these" if self.count("another report") else ""
        )
        return (
            f"{self.count('matched'):,} matched{more}, {self.count('only mine'):,} only mine "
            f"({self.not_read:,} of them on days of which no story was read), {self.count('only ours'):,} only ours."
        )


def match(
    archive: "Archive",
    mine: Sequence[ForeignEvent],
    query: Query | None = None,
    *,
    days: int = 3,
    km: float = 50,
    names: Names | None = None,
) -> Matched:
    """Match rows with our events by time, parties, type and place; each is used once at most.

    Ours are reports: a further report that fits a matched row is "another report", not "only ours".

    Args:
        archive: ours.
        mine: the rows of the table.
        query: which of our events are looked at.
        days: how far apart the days may be.
        km: how far apart two towns may be.
        names: to look names up.
    """
    names, query = names or Names(), query or Query()
    if query.background is None:
        query = msgspec.structs.replace(query, background=False)
    scorer = Scorer(load_feeds().match, {t.id: t.quad for t in names.ontology.type}, days, km)
    ours = list(_ours(archive, query, mine, names, max(days, NEAR)))
    candidates = Candidates(ours)
    fits: dict[tuple[int, str], Fit] = {}
    for at, row in enumerate(mine):
        for one in candidates.of(row, days):
            fit = scorer.fit(row, one, row.days)
            if not fit.against:
                fits[at, one.id] = fit
    pairs = assign({key: fit.score for key, fit in fits.items()}, rank=[_content(row) for row in mine])
    read = _read_days(archive, query)
    rows = [*_of_table(mine, pairs, fits, _Nearest(candidates, scorer, max(days, NEAR)), read, days)]
    rows += _of_archive(mine, ours, pairs, fits)
    not_read = sum(r.outcome == "only mine" and r.why.startswith(NOT_READ) for r in rows)
    return Matched(rows=tuple(rows), not_read=not_read)


def _content(row: ForeignEvent) -> tuple[Any, ...]:
    """Return what orders rows of equal score, so that the order of the table changes nothing."""
    return row.day, row.day_to, row.actors, row.recipients, row.type or "", row.place or "", row.id, row.text or ""


def _ours(archive: "Archive", query: Query, mine: Sequence[ForeignEvent], names: Names, more: int) -> Iterator[Ours]:
    """Give our events of the time that the table covers, and some days more."""
    if not mine:
        return
    sql, values = condition(archive, query, names)
    start = min(row.days[0] for row in mine) - timedelta(days=more)
    end = max(row.days[1] for row in mine) + timedelta(days=more)
    rows = archive.rows(
        f"SELECT {COLUMNS} FROM events WHERE {sql} AND day_to >= ? AND day_from <= ? ORDER BY id",
        [names.mutual, *values, start, end],
    )
    yield from (msgspec.convert(row, Ours) for row in rows)


def _read_days(archive: "Archive", query: Query) -> frozenset[date]:
    from redshank.query.coverage import stories_read

    found = stories_read(archive, "day", publishers=[p.lower() for p in query.publisher])
    return frozenset(day for day, _, stories in found if day is not None and stories)


class _Nearest:
    """Finds the event that comes nearest to a row that nothing fits."""

    def __init__(self, candidates: Candidates, scorer: Scorer, days: int) -> None:
        self.candidates, self.scorer, self.days = candidates, scorer, days

    def of(self, row: ForeignEvent) -> tuple[Ours, Fit] | None:
        """Return the event against which least speaks, with its fit."""
        fits = [(one, self.scorer.fit(row, one, row.days)) for one in self.candidates.of(row, self.days)]
        return min(fits, key=lambda f: (len(f[1].against), -f[1].score, f[1].days_apart, f[0].id), default=None)


def _of_table(
    mine: Sequence[ForeignEvent],
    pairs: dict[int, str],
    fits: dict[tuple[int, str], Fit],
    nearest: _Nearest,
    read: frozenset[date],
    days: int,
) -> Iterator[Outcomes]:
    """Give what became of each row of the table."""
    others = _others(pairs, fits)
    for at, row in enumerate(mine):
        if at in pairs:
            yield Outcomes(outcome="matched", mine=row, ours=pairs[at], fit=fits[at, pairs[at]])
            for key in sorted(k for k, owner in others.items() if owner == at):
                yield Outcomes(outcome="another report", mine=row, ours=key, fit=fits[at, key])
            continue
        found = nearest.of(row)
        why = [] if any(d in read for d in days_in(row.days, more=days)) else [NOT_READ]
        if found is None:
            why += [] if why else ["no event of these parties within a month"]
            yield Outcomes(outcome="only mine", mine=row, why="; ".join(why))
        else:
            one, fit = found
            why += fit.against or ("it fits another row better",)
            yield Outcomes(outcome="only mine", mine=row, ours=one.id, fit=fit, why="; ".join(why))


def _others(pairs: dict[int, str], fits: dict[tuple[int, str], Fit]) -> dict[str, int]:
    """Return for each event that fits a matched row, and is not its match, the row that it fits best."""
    taken = set(pairs.values())
    best: dict[str, tuple[float, int]] = {}
    for (at, key), fit in fits.items():
        if key not in taken and at in pairs:
            best[key] = max(best.get(key, (0.0, at)), (fit.score, at), key=lambda b: (b[0], -b[1]))
    return {key: at for key, (_, at) in best.items()}


def _of_archive(
    mine: Sequence[ForeignEvent],
    ours: Iterable[Ours],
    pairs: dict[int, str],
    fits: dict[tuple[int, str], Fit],
) -> Iterator[Outcomes]:
    """Give what is only ours: events of the parties, types and days that the table covers."""
    told = {*pairs.values(), *_others(pairs, fits)}
    covered = _covered(mine)
    left = [one for one in ours if one.id not in told and covered(one)]
    for one in sorted(left, key=lambda o: (o.day_from, o.id)):
        yield Outcomes(outcome="only ours", ours=one.id)


def _covered(mine: Sequence[ForeignEvent]) -> Callable[[Ours], bool]:
    """Return a test for what the table covers: its pairs of parties, its types, its first to last day."""
    known = [r for r in mine if (r.actors or not r.actor_names) and (r.recipients or not r.recipient_names)]
    groups = {frozenset((a, r)) for row in known for a in row.actors or ("",) for r in row.recipients or ("",)}
    wanted = {frozenset(filter(None, group)) for group in groups} - {frozenset()}
    countries = {row.country for row in mine if row.country} if not wanted else set()
    types = {row.type for row in mine if row.type}
    every: Days = (min(r.days[0] for r in mine), max(r.days[1] for r in mine)) if mine else (date.max, date.min)

    def is_covered(one: Ours) -> bool:
        parties = {*one.actors, *one.recipients}
        return (
            every[0] <= one.day_to
            and one.day_from <= every[1]
            and (not types or one.type in types)
            and (any(group <= parties for group in wanted) or one.country in countries)
        )

    return is_covered
