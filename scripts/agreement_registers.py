"""Agreement of two annotators on transfers, restrictions, casualties, and on place and day of acts.

usage: agreement_registers.py FIRST.jsonl SECOND.jsonl

Both files hold words, as the annotators wrote them. Transfers are paired inside a story by sides and a shared word of
the item, restrictions by sides, casualties by kind and a shared word, acts by their order. Stories are resampled for
the intervals (1,000 draws, seed 0, 95 %).
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
FIELDS = {
    "transfers": ("stage", "kind", "terms", "ordered", "delivered", "number", "per_unit", "deadline", "holder"),
    "restrictions": ("measure", "stage", "since", "instrument", "holder"),
    "casualties": ("low", "high", "side", "holder"),
}
SMALL = frozenset({"the", "a", "an", "of", "and"})


def words(text: str | None) -> set[str]:
    """Return the words of a text without articles and plural."""
    return {w.removesuffix("s") for w in re.findall(r"[\w-]+", (text or "").lower())} - SMALL


def transfer_fit(a: Row, b: Row) -> int:
    """Pair deals with the same sides and a word of the item in common."""
    same = all(a[side] == b[side] for side in ("supplier", "recipient"))
    near = words(a["item_words"]) & words(b["item_words"])
    return (10 * len(near) + sum(a[f] == b[f] for f in FIELDS["transfers"]) + 1) if same and near else 0


def restriction_fit(a: Row, b: Row) -> int:
    """Pair measures with the same senders and targets."""
    same = all(set(a[side]) == set(b[side]) for side in ("senders", "targets"))
    return 1 + 2 * (a["measure"] == b["measure"]) + (a["stage"] == b["stage"]) if same else 0


def casualty_fit(a: Row, b: Row) -> int:
    """Pair counts of one kind with a word in common."""
    return len(words(a["words"]) & words(b["words"])) if a["kind"] == b["kind"] else 0


FITS: dict[str, Callable[[Row, Row], int]] = {
    "transfers": transfer_fit,
    "restrictions": restriction_fit,
    "casualties": casualty_fit,
}


def paired(first: list[Row], second: list[Row], fit: Callable[[Row, Row], int]) -> Iterator[tuple[Row, Row]]:
    """Pair one to one, best first."""
    ranked = sorted((-f, i, j) for i, a in enumerate(first) for j, b in enumerate(second) if (f := fit(a, b)) > 0)
    left, right = set(range(len(first))), set(range(len(second)))
    for _, i, j in ranked:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield first[i], second[j]


def count(a: Row, b: Row) -> Counter[str]:
    """Count one story."""
    n: Counter[str] = Counter()
    for name, fit in FITS.items():
        if name not in a:
            continue
        n.update({f"{name}.a": len(a[name]), f"{name}.b": len(b[name])})
        for x, y in paired(a[name], b[name], fit):
            n[f"{name}.hit"] += 1
            n.update({f"{name}.{field}": x.get(field) == y.get(field) for field in FIELDS[name]})
    for x, y in zip(a["acts"], b["acts"], strict=True):
        n["acts"] += 1
        n["place.given"] += (x["place"] is None) == (y["place"] is None)
        n["time.given"] += (x["when"] is None) == (y["when"] is None)
        if x["place"] and y["place"]:
            n["place.both"] += 1
            n["place.country"] += x["place"]["country"] == y["place"]["country"]
            n["place.admin1"] += x["place"]["admin1"] == y["place"]["admin1"]
        if x["when"] and y["when"]:
            n["time.both"] += 1
            n["time.interval"] += all(x["when"][k] == y["when"][k] for k in ("earliest", "latest"))
    return n


def figures(n: Counter[str]) -> dict[str, float]:
    """Return shares and F1."""
    found: dict[str, float] = {}
    for name, fields in FIELDS.items():
        if n[f"{name}.a"]:
            found[f"{name} found by both (F1)"] = 2 * n[f"{name}.hit"] / (n[f"{name}.a"] + n[f"{name}.b"])
            found |= {f"{name}: {field}": n[f"{name}.{field}"] / max(n[f"{name}.hit"], 1) for field in fields}
    found["acts: both or neither have a place"] = n["place.given"] / n["acts"]
    found["acts: country, where both have a place"] = n["place.country"] / max(n["place.both"], 1)
    found["acts: admin1, as written"] = n["place.admin1"] / max(n["place.both"], 1)
    found["acts: both or neither have a time"] = n["time.given"] / n["acts"]
    found["acts: first and last day, where both have a time"] = n["time.interval"] / max(n["time.both"], 1)
    return found


def main(first: str, second: str) -> int:
    """Print each figure with its interval."""
    one, other = (
        {r["id"]: r for r in map(json.loads, Path(p).read_text(encoding="utf-8").splitlines())} for p in (first, second)
    )
    counts = [count(one[key], other[key]) for key in one]
    draw = random.Random(0)
    draws = [figures(sum((draw.choice(counts) for _ in counts), Counter())) for _ in range(1000)]
    print(f"{len(counts)} stories")
    for name, value in figures(sum(counts, Counter())).items():
        values = sorted(d.get(name, 0.0) for d in draws)
        print(f"{name:55} {value:.3f}  {values[25]:.3f} to {values[975]:.3f}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
