"""Figures for claims, for the statuses of predicates and for disputes: counts a row, figures from counts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Counts = Counter[str]
Extent = Sequence[int]
NARRATOR = "narrator"


def count_statuses(gold: Row, made: Row) -> Counts:
    """Count each status at the gold's spans, and whether a speaker or the narrator holds the predicate."""
    counts: Counts = Counter()
    found = {(e["start"], e["end"]): e for e in made["events"]}
    for event in gold["events"]:
        guess = found[event["start"], event["end"]]
        counts[f"gold {event['status']}"] += 1
        counts[f"made {guess['status']}"] += 1
        counts[f"hit {event['status']}"] += event["status"] == guess["status"]
        counts["predicates"] += 1
        counts["held"] += (event["holder"] == NARRATOR) == (guess["holder"] == NARRATOR)
    return counts


def figures_statuses(counts: Counts) -> dict[str, float]:
    """Return the macro-F1 over the statuses that the gold holds, the share that is right, and that of the holders."""
    names = sorted(k[5:] for k in counts if k.startswith("gold ") and counts[k])
    scores = {n: 2 * counts[f"hit {n}"] / (counts[f"gold {n}"] + counts[f"made {n}"]) for n in names}
    total = max(counts["predicates"], 1)
    whole = {
        "macro_f1": sum(scores.values()) / max(len(scores), 1),
        "accuracy": sum(counts[f"hit {n}"] for n in names) / total,
        "told_by": counts["held"] / total,
    }
    return whole | {f"f1_{n}": value for n, value in scores.items()}


def over(a: Extent | None, b: Extent | None) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def pair(gold: Sequence[Row], made: Sequence[Row], worth: Callable[[Row, Row], int]) -> list[tuple[Row, Row]]:
    """Pair one to one, best first."""
    ranked = sorted((-w, i, j) for i, g in enumerate(gold) for j, m in enumerate(made) if (w := worth(g, m)) > 0)
    found: list[tuple[Row, Row]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in ranked:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append((gold[i], made[j]))
    return found


def _claim_fit(gold: Row, made: Row) -> int:
    content = sum(over(a, b) for a in gold["content"] for b in made["content"])
    return content + 50 * bool(over(gold["cue"], made["cue"])) if content else 0


def _same(a: Extent | None, b: Extent | None) -> bool:
    return bool(over(a, b)) if a and b else not a and not b


def count_claims(gold: Row, made: Row) -> Counts:
    """Count claims whose three parts overlap; of these, status, kind of source, nesting, description and country."""
    counts: Counts = Counter({"claim.gold": len(gold["claims"]), "claim.made": len(made["claims"])})
    for g, m in pair(gold["claims"], made["claims"], _claim_fit):
        if not (_same(g["cue"], m["cue"]) and _same(g["source"], m["source"])):
            continue
        counts["claim.hit"] += 1
        counts["status"] += g["status"] == m["status"]
        counts["nested"] += bool(g["parent"]) == bool(m["parent"])
        if g["source"]:
            counts["sourced"] += 1
            counts["kind"] += g["kind"] == m["kind"]
        counts["described"] += bool(g["description"])
        counts["description"] += bool(over(g["description"], m["description"]))
        if g.get("code"):
            counts["coded"] += 1
            counts["country"] += g["code"] == m["code"]
    return counts


def figures_claims(counts: Counts) -> dict[str, float]:
    """Return F1 of whole claims and shares among those found."""
    hit, made, gold = counts["claim.hit"], counts["claim.made"], counts["claim.gold"]
    found = {
        "claim_f1": 2 * hit / (made + gold) if made + gold else 0.0,
        "claim_p": hit / made if made else 0.0,
        "claim_r": hit / gold if gold else 0.0,
    }
    shares = (
        ("status", "claim.hit"),
        ("nested", "claim.hit"),
        ("kind", "sourced"),
        ("description", "described"),
        ("country", "coded"),
    )
    return found | {name: counts[name] / counts[of] for name, of in shares if counts[of]}


def _dispute_fit(gold: Row, made: Row) -> int:
    mine, theirs = [gold["a"], *gold["b"]], [made["a"], *made["b"]]
    hits = sum(any(over(x["span"], y["span"]) for y in theirs) for x in mine)
    return hits if hits >= min(2, len(mine), len(theirs)) and bool(gold["b"]) == bool(made["b"]) else 0


def count_disputes(gold: Row, made: Row) -> Counts:
    """Count disputes of which both sides overlap; of these, the kind."""
    counts: Counts = Counter({"dispute.gold": len(gold["disputes"]), "dispute.made": len(made["disputes"])})
    for g, m in pair(gold["disputes"], made["disputes"], _dispute_fit):
        counts["dispute.hit"] += 1
        counts["kind"] += g["kind"] == m["kind"]
    return counts


def figures_disputes(counts: Counts) -> dict[str, float]:
    """Return F1 of disputes and the share with the right kind."""
    hit, made, gold = counts["dispute.hit"], counts["dispute.made"], counts["dispute.gold"]
    return {
        "dispute_f1": 2 * hit / (made + gold) if made + gold else 0.0,
        "dispute_p": hit / made if made else 0.0,
        "dispute_r": hit / gold if gold else 0.0,
        "kind": counts["kind"] / hit if hit else 0.0,
    }
