"""Figures for the registers, and for where and when acts took place: counts a row, figures from counts."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from redshank.gazetteer.fold import fold
from redshank.gazetteer.names import bare_name
from redshank.score.figures_claims import NARRATOR, over, pair

Row = Mapping[str, Any]
Counts = Counter[str]
NUMBERS = ("number", "ordered", "delivered", "per_unit")


# --- registers -------------------------------------------------------------------------------------------------------


def count_registers(gold: Row, made: Row) -> Counts:
    """Count one text: transfers by their sides and item, restrictions by their sides, casualties by kind and words."""
    counts: Counts = Counter(rows=1)
    _count_transfers(gold["transfers"], made["transfers"], counts)
    _count_restrictions(gold["restrictions"], made["restrictions"], counts)
    if "casualties" in gold:
        _count_casualties(gold["casualties"], made["casualties"], counts)
    counts["quiet"] += not gold["transfers"] and not gold["restrictions"]
    counts["alarm"] += (
        not gold["transfers"] and not gold["restrictions"] and bool(made["transfers"] or made["restrictions"])
    )
    return counts


def _item_fit(gold: Row, made: Row) -> int:
    """Return how well two transfers fit: the item by its words or spelling, then the sides, then the stage."""
    same = any(over(gold["item_span"], span) for span in made["items"]) or spelled(gold["item"]) == spelled(
        made["item"]
    )
    sides = [gold[side] == made[side] for side in ("supplier", "recipient")]
    return 0 if not same else 10 + 10 * sum(sides) + int(gold["stage"] == made["stage"])


def spelled(name: str | None) -> str:
    """Return a designation without case, blanks, hyphens and plural."""
    return re.sub(r"[\W_]", "", name or "").lower().removesuffix("s")


def _count_transfers(gold: Sequence[Row], made: Sequence[Row], counts: Counts) -> None:
    for name in ("transfer", "item"):
        counts.update({f"{name}.gold": len(gold), f"{name}.made": len(made)})
    for g, m in pair(gold, made, _item_fit):
        counts["item.hit"] += 1
        if any(g[side] != m[side] for side in ("supplier", "recipient")):
            continue
        counts["transfer.hit"] += 1
        counts["t_stage"] += g["stage"] == m["stage"]
        counts["t_kind"] += g["kind"] == m["kind"]
        counts["t_terms"] += g["terms"] == m["terms"]
        counts["t_held"] += (g["holder"] == NARRATOR) == (m["holder"] == NARRATOR)
        for name in NUMBERS:
            counts["numbers.gold"] += g[name] is not None
            counts["numbers.made"] += m[name] is not None
            counts["numbers.hit"] += g[name] is not None and g[name] == m[name]


def _measure_fit(gold: Row, made: Row) -> int:
    senders, targets = (bool(set(gold[k]) & set(made[k])) or gold[k] == made[k] for k in ("senders", "targets"))
    near = any(over(gold["span"], s) for s in made["words"])
    if not targets and not (senders and near):
        return 0
    same = [int(gold[k] == made[k]) for k in ("measure", "stage")]
    return 1 + 4 * int(senders) + 4 * int(targets) + 2 * same[0] + int(near) + same[1]


def _count_restrictions(gold: Sequence[Row], made: Sequence[Row], counts: Counts) -> None:
    for name in ("restriction", "measure"):
        counts.update({f"{name}.gold": len(gold), f"{name}.made": len(made)})
    for g, m in pair(gold, made, _measure_fit):
        if any(set(g[k]) != set(m[k]) for k in ("senders", "targets")):
            continue
        counts["restriction.hit"] += 1
        counts["measure.hit"] += g["measure"] == m["measure"]
        counts["r_stage"] += g["stage"] == m["stage"]
        counts["r_held"] += (g["holder"] == NARRATOR) == (m["holder"] == NARRATOR)
        counts["instruments.gold"] += bool(g["instrument"])
        counts["instruments.hit"] += bool(g["instrument"]) and spelled(g["instrument"]) in spelled(m["instrument"])


def _count_casualties(gold: Sequence[Row], made: Sequence[Row], counts: Counts) -> None:
    counts.update({"casualty.gold": len(gold), "casualty.made": len(made)})
    for g, m in pair(gold, made, lambda g, m: over(g["span"], m["span"]) if g["kind"] == m["kind"] else 0):
        counts["casualty.hit"] += 1
        counts["c_number"] += (g["low"], g["high"]) == (m["low"], m["high"])
        counts["c_held"] += (g["holder"] == NARRATOR) == (m["holder"] == NARRATOR)
        counts["sides.gold"] += g["side"] is not None
        counts["sides.hit"] += g["side"] is not None and g["side"] == m["side"]


def figures_registers(counts: Counts) -> dict[str, float]:
    """Return F1 of each register, and shares among the records found: stage, kind, terms, numbers, narrator or not."""
    found: dict[str, float] = {}
    for name in ("item", "transfer", "numbers", "restriction", "measure", "casualty"):
        if counts[f"{name}.gold"]:
            found |= _f1(counts, name)
    for name, of in (
        ("t_stage", "transfer.hit"),
        ("t_kind", "transfer.hit"),
        ("t_terms", "transfer.hit"),
        ("t_held", "transfer.hit"),
        ("r_stage", "restriction.hit"),
        ("r_held", "restriction.hit"),
        ("c_number", "casualty.hit"),
        ("c_held", "casualty.hit"),
    ):
        if counts[of]:
            found[name] = counts[name] / counts[of]
    for name in ("instruments", "sides"):
        if counts[f"{name}.gold"]:
            found[name] = counts[f"{name}.hit"] / counts[f"{name}.gold"]
    if counts["quiet"]:
        found["alarms"] = counts["alarm"] / counts["quiet"]
    return found


def _f1(counts: Counts, name: str) -> dict[str, float]:
    hit, made, gold = (counts[f"{name}.{part}"] for part in ("hit", "made", "gold"))
    p, r = hit / made if made else 0.0, hit / gold if gold else 0.0
    return {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": 2 * p * r / (p + r) if p + r else 0.0}


# --- where and when --------------------------------------------------------------------------------------------------


def acts_of(gold: Row) -> Sequence[Row]:
    """Return the acts of a line of gold: its `acts`, or the events of a story."""
    return gold.get("acts") or gold.get("events") or ()


def count_where(gold: Row, made: Row) -> Counts:
    """Count one story: country, subdivision and days of each act that both have."""
    counts: Counts = Counter(rows=1)
    acts = acts_of(gold)
    counts["acts"] += len(acts)
    for g, m in pair(acts, made["acts"], _act_fit):
        counts["paired"] += 1
        _count_place(g["place"], m["place"], counts)
        _count_days(g["when"], m["when"], counts)
    return counts


def _act_fit(gold: Row, made: Row) -> int:
    own = [gold["start"], gold["end"]]
    told = [own, *([a["start"], a["end"]] for a in gold.get("also") or ())]
    if any(over(a, b) for a in told for b in made["words"]):
        return 10_000 + int(gold.get("type") == made["type"])
    if not over(own, made["sentence"]) or gold.get("type", made["type"]) != made["type"] or "type" not in gold:
        return 0
    return max(1, 1000 - abs(int(own[0]) - int(made["words"][0][0])))


def _count_place(gold: Row | None, made: Row | None, counts: Counts) -> None:
    counts["place.gold"] += gold is not None
    counts["place.made"] += made is not None
    if gold is None or made is None:
        return
    counts["place.both"] += 1
    country = gold["country"] is not None and made["country"] is not None
    counts["country.of"] += country
    counts["country.hit"] += country and gold["country"] == made["country"]
    admin1 = country and bool(gold["admin1"])
    counts["admin1.of"] += admin1
    counts["admin1.hit"] += admin1 and _same_division(gold["admin1"], made["admin1"])


def _same_division(gold: str, made: str | None) -> bool:
    """Say whether two names of a subdivision are one, generic words left out."""
    one, other = (bare_name(fold(n)) or fold(n) for n in (gold, made or ""))
    return bool(other) and (one in other or other in one)


def _count_days(gold: Row | None, made: Row | None, counts: Counts) -> None:
    counts["date.gold"] += gold is not None
    counts["date.made"] += made is not None
    if gold is None or made is None or not (gold["earliest"] or gold["latest"]):
        return
    counts["date.both"] += 1
    counts["date.hit"] += within(gold, made)


def within(gold: Row, made: Row) -> bool:
    """Say whether the days of the gold lie inside those that were stated; an open end of the gold is not asked for."""
    first, last = made["earliest"] or "0", made["latest"] or "9"
    days = [d for d in (gold["earliest"], gold["latest"]) if d]
    return all(first[:10] <= d <= last[:10] or last == "9" for d in days) and days[0] >= first[:10]


def figures_where(counts: Counts) -> dict[str, float]:
    """Return the accuracy of country, subdivision and date among acts that both place, and how many are placed.

    `wrong_country` is the share of placed acts whose pin lies in another country than the gold's; `unfounded` the share
    of placed acts for which the gold gives no place.
    """
    made = counts["place.made"] or 1
    return {
        "paired": counts["paired"] / (counts["acts"] or 1),
        "placed": counts["place.both"] / (counts["place.gold"] or 1),
        "country": counts["country.hit"] / (counts["country.of"] or 1),
        "admin1": counts["admin1.hit"] / (counts["admin1.of"] or 1),
        "wrong_country": (counts["country.of"] - counts["country.hit"]) / made,
        "unfounded": (counts["place.made"] - counts["place.both"]) / made,
        "dated": counts["date.both"] / (counts["date.gold"] or 1),
        "date": counts["date.hit"] / (counts["date.both"] or 1),
        "undated": (counts["date.made"] - counts["date.both"]) / (counts["date.made"] or 1),
    }
