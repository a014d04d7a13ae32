"""Join what a story tells of one deal or one measure: the last stage counts, every telling is kept."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from redshank.records import Equipment, Event, Facts, Restriction, Transfer, When

# Later in this order wins where no dates decide: what was answered, and what came of it, stands behind what was asked.
TRANSFER_ORDER = (
    "talks",
    "requested",
    "offered",
    "denied",
    "promised",
    "approved",
    "contracted",
    "in delivery",
    "delivered",
    "refused",
    "suspended",
    "cancelled",
)
RESTRICTION_ORDER = ("threatened", "announced", "in force", "evaded", "adopted", "extended", "eased", "lifted")
ELIGIBLE = frozenset({"contracted", "in delivery", "delivered"})
ENDED = frozenset({"suspended", "cancelled"})
UNSURE = frozenset({"unspecified", "trade"})
Record = TypeVar("Record", Transfer, Restriction)


def retold(facts: Facts, events: Sequence[Event]) -> Facts:
    """Return the facts with the registers' events named by the ids that they have after joining."""
    by_word = {e.id: e.predicate for e in facts.events}

    def now(old: str | None) -> str | None:
        word = by_word.get(old or "")
        return None if word is None else next((e.id for e in events if any(m.span == word for m in e.mentions)), None)

    def renamed(record: Record) -> Record:
        ids = tuple(i for old in record.events if (i := now(old)) is not None)
        steps = tuple(msgspec.structs.replace(s, event=now(s.event)) for s in record.steps)
        return msgspec.structs.replace(record, event=ids[0] if ids else None, events=ids, steps=steps)

    return msgspec.structs.replace(
        facts, transfers=tuple(map(renamed, facts.transfers)), restrictions=tuple(map(renamed, facts.restrictions))
    )


def transfers(facts: Facts) -> tuple[Transfer, ...]:
    """Return one record for each supplier, recipient and item."""
    groups: list[list[Transfer]] = []
    for one in facts.transfers:
        group = next((g for g in groups if all(_same_deal(one, t, facts.equipment) for t in g)), None)
        groups.append([one]) if group is None else group.append(one)
    joined = [_one_transfer(g, facts.times) for g in groups]
    return tuple(msgspec.structs.replace(t, id=f"r{k}") for k, t in enumerate(joined, 1))


def _same_deal(a: Transfer, b: Transfer, equipment: Sequence[Equipment]) -> bool:
    if not _fits(a.supplier, b.supplier) or not _fits(a.recipient, b.recipient):
        return False
    if {a.supplier, a.recipient} == {b.recipient, b.supplier} and a.supplier != b.supplier:
        return False
    if (a.supplier or b.supplier) is None or (a.recipient or b.recipient) is None:
        one_sided = a.supplier == b.supplier and a.recipient == b.recipient
        if not one_sided and a.supplier != b.supplier and a.recipient != b.recipient:
            return False  # nothing in common but the item
    if a.kind != b.kind and "upgrade or service" in {a.kind, b.kind}:
        return False
    return _same_item(a, b, equipment)


def _fits(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _same_item(a: Transfer, b: Transfer, equipment: Sequence[Equipment]) -> bool:
    """Say whether two words may mean one item: the same record, or a plain noun for what has a designation."""
    if a.equipment == b.equipment:
        return True
    by_id = {e.id: e for e in equipment}
    one, other = by_id[a.equipment or ""], by_id[b.equipment or ""]
    if one.designation is not None and other.designation is not None:
        return False
    mine, theirs = (set((e.equipment_class or "").split()) for e in (one, other))
    return bool(mine & theirs) or "weapon" in mine | theirs or not (mine and theirs)


def _one_transfer(group: Sequence[Transfer], times: Sequence[When]) -> Transfer:
    steps = tuple(s for t in group for s in t.steps)
    last = _last(group, TRANSFER_ORDER, times)
    named = next((t for t in group if t.item and t.item[:1].isupper()), None) or group[0]
    sure = last.stage in ELIGIBLE or (last.stage in ENDED and any(t.stage in ELIGIBLE for t in group))
    numbers = {
        name: next((v for t in (last, *group) if (v := getattr(t, name)) is not None), None)
        for name in ("number", "ordered", "delivered", "per_unit")
    }
    return msgspec.structs.replace(
        last,
        **numbers,
        item=named.item,
        equipment=named.equipment,
        item_span=named.item_span,
        terms=next((t.terms for t in group if t.terms is not None), None),
        supplier=next((t.supplier for t in (last, *group) if t.supplier), None),
        recipient=next((t.recipient for t in (last, *group) if t.recipient), None),
        deadline=next((t.deadline for t in (last, *group) if t.deadline), None),
        condition=next((t.condition for t in (last, *group) if t.condition), None),
        eligible=sure,
        events=tuple(dict.fromkeys(e for t in group for e in t.events)),
        steps=steps,
    )


def _last(group: Sequence[Record], order: Sequence[str], times: Sequence[When]) -> Record:
    """Return the telling of the last stage: by its dates where both have one, else by how far it has come."""
    dates = {t.value: t.earliest for t in times if t.earliest}

    def rank(record: Record) -> tuple[str, int]:
        value = record.steps[0].when
        day = dates.get(value or "", "")
        return (day if all(dates.get(r.steps[0].when or "") for r in group) else "", order.index(record.stage))

    return max(group, key=rank)


def restrictions(facts: Facts) -> tuple[Restriction, ...]:
    """Return one record for each sender, target and measure."""
    groups: list[list[Restriction]] = []
    for one in facts.restrictions:
        group = next((g for g in groups if all(_same_measure(one, r) for r in g)), None)
        groups.append([one]) if group is None else group.append(one)
    joined = [_one_restriction(g, facts.times) for g in groups]
    return tuple(msgspec.structs.replace(r, id=f"s{k}") for k, r in enumerate(joined, 1))


def _same_measure(a: Restriction, b: Restriction) -> bool:
    if a.measure != b.measure and not ({a.measure, b.measure} & UNSURE):
        return False
    if a.senders and b.senders and not set(a.senders) & set(b.senders):
        return False
    return bool(set(a.targets) & set(b.targets))


def _one_restriction(group: Sequence[Restriction], times: Sequence[When]) -> Restriction:
    last = _last(group, RESTRICTION_ORDER, times)
    senders = tuple(dict.fromkeys(c for r in (last, *group) for c in r.senders))
    targets = tuple(dict.fromkeys(c for r in (last, *group) for c in r.targets))
    sure = next((r.measure for r in (last, *group) if r.measure not in UNSURE), None)
    trade = next((r.measure for r in group if r.measure == "trade"), last.measure)
    return msgspec.structs.replace(
        last,
        sender=senders[0] if senders else None,
        target=targets[0] if targets else None,
        senders=senders,
        targets=targets,
        measure=sure or trade,
        instrument=next((r.instrument for r in (last, *group) if r.instrument), None),
        since=next((r.since for r in (last, *group) if r.since), None),
        exemptions=tuple({w.span: w for r in group for w in r.exemptions}.values()),
        events=tuple(dict.fromkeys(e for r in group for e in r.events)),
        steps=tuple(s for r in group for s in r.steps),
    )
