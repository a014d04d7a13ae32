"""The registers over all stories: one row a deal in arms or a measure. An archive in, deals and measures out.

A row never says that a deal is done: it says which stage was told last, by whom, in how many reports, who denies it.
"""

import datetime
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from redshank.merge.registers import ELIGIBLE, RESTRICTION_ORDER, TRANSFER_ORDER
from redshank.query.names import Names
from redshank.records import Restriction
from redshank.records.filed import FiledRestriction, FiledTransfer
from redshank.registers.records import Deal, Figure, Measure, Saying, Telling
from redshank.registers.tellings import Tellings, written
from redshank.registers.wanted import family, may_be
from redshank.store.rows import key_of

if TYPE_CHECKING:
    from redshank.store import Archive

GAP = 540  # days without a report after which a deal between the same parties in the same item is taken for another
SERVICE = "upgrade or service"
Filed = TypeVar("Filed", FiledTransfer, FiledRestriction)
Row = TypeVar("Row", Deal, Measure)


def deals(
    archive: "Archive", gap: int | None = None, names: Names | None = None, stories: Collection[str] | None = None
) -> list[Deal]:
    """Return all deals, the latest told first.

    Args:
        archive: where the stories are.
        gap: days without a report that split two deals of the same parties and item; 540 when left out.
        names: to look items up in.
        stories: take only what these tell; all when left out.
    """
    names = names or Names()
    filed = [f for f in archive.transfers() if stories is None or f.key.story in stories]
    told = Tellings(archive, filed)

    def key(one: FiledTransfer) -> Hashable:
        return (
            one.transfer.supplier,
            one.transfer.recipient,
            family(one.transfer.item, names)[0],
            one.transfer.kind == SERVICE,
        )

    groups = _groups(filed, key, GAP if gap is None else gap)
    return _newest_first([_deal(g, told, names) for g in groups])


def measures(archive: "Archive", gap: int | None = None, stories: Collection[str] | None = None) -> list[Measure]:
    """Return all measures, one row for each sender and target, the latest told first.

    Args:
        archive: where the stories are.
        gap: days without a report that split a measure in two; none when left out: silence ends no sanction.
        stories: take only what these tell; all when left out.
    """
    filed = [f for f in archive.restrictions() if stories is None or f.key.story in stories]
    told = Tellings(archive, filed)
    pairs: dict[tuple[str | None, str | None], list[FiledRestriction]] = {}
    for one in filed:
        for sender in one.restriction.senders or (None,):
            for target in one.restriction.targets or (None,):
                pairs.setdefault((sender, target), []).append(one)
    rows = []
    for (sender, target), some in pairs.items():
        groups = _groups(some, lambda f: (f.restriction.measure, f.restriction.instrument), gap)
        rows += [_measure(sender, target, g, told) for g in groups]
    return _newest_first(rows)


def _groups(filed: Iterable[Filed], key: Callable[[Filed], Hashable], gap: int | None) -> list[list[Filed]]:
    """Put records of one key together; a long silence begins a new group. Undated ones join the last group."""
    by_key: dict[Hashable, list[Filed]] = {}
    for one in filed:
        by_key.setdefault(key(one), []).append(one)
    return [group for some in by_key.values() for group in _split(some, gap)]


def _split(some: Sequence[Filed], gap: int | None) -> list[list[Filed]]:
    dated = sorted((f for f in some if f.key.published), key=lambda f: (f.key.published or "", f.key.id))
    groups: list[list[Filed]] = []
    for one in dated:
        if groups and (gap is None or _days(groups[-1][-1].key.published, one.key.published) <= gap):
            groups[-1].append(one)
        else:
            groups.append([one])
    undated: list[Filed] = [f for f in some if not f.key.published]
    if undated and groups:
        groups[-1] = undated + groups[-1]
    return groups or [undated]


def _days(before: str | None, after: str | None) -> int:
    first, last = (datetime.date.fromisoformat(day) for day in (before or "", after or ""))
    return (last - first).days


def _deal(group: Sequence[FiledTransfer], told: Tellings, names: Names) -> Deal:
    records = [f.transfer for f in group]
    last = max(group, key=lambda f: _rank(f, f.transfer.stage, f.transfer.when, told, TRANSFER_ORDER))
    tellings = _series((t for f in group for t in told.of(f.key, f.transfer)), TRANSFER_ORDER)
    item, item_class = family(last.transfer.item, names)
    first, told_on = records[0], _told(group)
    return Deal(
        id="t" + key_of(first.supplier, first.recipient, item, first.kind == SERVICE, group[0].key.id)[:9],
        supplier=first.supplier,
        recipient=first.recipient,
        item=item,
        item_class=item_class,
        items=_unique(r.item for r in records),
        kinds=_unique(r.kind for r in records),
        terms=_unique(r.terms for r in records),
        stage=last.transfer.stage,
        stage_date=written(last.transfer.when),
        holder=_holder(last, last.transfer.stage, last.transfer.holder, tellings),
        furthest=_furthest(tellings, last.transfer.stage, ELIGIBLE, TRANSFER_ORDER),
        eligible=any(t.stage in ELIGIBLE and not t.is_accusation for t in tellings),
        denied_by=_unique(d for t in tellings for d in t.denied_by),
        figures=_figures(
            n for f in group for n in told.figures(f.key, f.transfer, lambda words: may_be(words, item_class, names))
        ),
        deadlines=_unique(r.deadline for r in records if not (r.deadline or "").endswith("_REF")),
        conditions=_unique(" ".join((r.condition or "").split()) for r in records),
        first_told=told_on[0],
        last_told=told_on[1],
        reports=len({f.key.story for f in group}),
        publishers=told.publishers(f.key.story for f in group),
        tellings=tellings,
    )


def _measure(sender: str | None, target: str | None, group: Sequence[FiledRestriction], told: Tellings) -> Measure:
    records = [f.restriction for f in group]
    last = max(group, key=lambda f: _rank(f, f.restriction.stage, _when(f.restriction), told, RESTRICTION_ORDER))
    tellings = _series((t for f in group for t in told.of(f.key, f.restriction)), RESTRICTION_ORDER)
    newest = [last.restriction, *reversed(records)]
    told_on = _told(group)
    return Measure(
        id="s" + key_of(sender, target, records[0].measure, records[0].instrument, group[0].key.id)[:9],
        sender=sender,
        target=target,
        measure=records[0].measure,
        instrument=records[0].instrument,
        stage=last.restriction.stage,
        stage_date=written(_when(last.restriction)),
        holder=_holder(last, last.restriction.stage, last.restriction.holder, tellings),
        furthest=_furthest(tellings, last.restriction.stage, frozenset(RESTRICTION_ORDER), RESTRICTION_ORDER),
        since=next((day for r in newest if (day := written(r.since))), None),
        denied_by=_unique(d for t in tellings for d in t.denied_by),
        together_with=_unique(s for r in records for s in r.senders if s != sender),
        exemptions=_unique(" ".join(w.text.split()) for r in records for w in r.exemptions),
        called=tuple(
            Saying(by=c.name, words=" ".join(c.text.split()), story=f.key.story)
            for f in group
            for c in f.restriction.called
            if c.text
        ),
        first_told=told_on[0],
        last_told=told_on[1],
        reports=len({f.key.story for f in group}),
        publishers=told.publishers(f.key.story for f in group),
        tellings=tellings,
    )


def _rank(
    one: FiledTransfer | FiledRestriction, stage: str, when: str | None, told: Tellings, order: Sequence[str]
) -> tuple[str, str, int, str]:
    """Order records by the day of their stage, then of their story, then by how far the stage is on.

    "The jets that it ordered in the 1980s", told today, does not undo the delivery that was told last year.
    """
    published = one.key.published or ""
    own = told.day_of(one.key.story, when)
    day = min(own, published) if own and published else own or published
    return day, published, order.index(stage), one.key.id


def _when(restriction: Restriction) -> str | None:
    """Return when the stage that was told last came about."""
    return next((s.when for s in reversed(restriction.steps) if s.stage == restriction.stage and s.when), None)


def _series(tellings: Iterable[Telling], order: Sequence[str]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda t: (t.day, t.published or "", order.index(t.stage), t.story, t.start)))


def _holder(last: FiledTransfer | FiledRestriction, stage: str, holder: str, tellings: Sequence[Telling]) -> str:
    """Return who says so: of the telling, which knows accusers, where the record has but the narrator."""
    told = [t.holder for t in tellings if t.record == last.key.id and t.stage == stage]
    return next((h for h in told if h == holder), told[0] if told else holder)


def _furthest(tellings: Sequence[Telling], stage: str, counted: frozenset[str], order: Sequence[str]) -> str:
    """Return the stage furthest on; where none counts, the one that is told now."""
    return max((t.stage for t in tellings if t.stage in counted), key=order.index, default=stage)


def _figures(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return each number once for each holder; numbers of different holders stand side by side."""
    return tuple({(f.what, f.value, f.holder): f for f in figures}.values())


def _told(group: Sequence[FiledTransfer] | Sequence[FiledRestriction]) -> tuple[str | None, str | None]:
    days = sorted(f.key.published for f in group if f.key.published)
    return (days[0], days[-1]) if days else (None, None)


def _newest_first(rows: list[Row]) -> list[Row]:
    """Return rows by the day on which they were last told, the newest first."""
    return sorted(sorted(rows, key=lambda r: r.id), key=lambda r: r.last_told or "", reverse=True)


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))
