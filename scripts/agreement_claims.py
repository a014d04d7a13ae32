"""Agreement of two annotators on claims, statuses of predicates and disputes.

usage: agreement_claims.py FIRST.jsonl SECOND.jsonl [--differences]

Both files hold gold with offsets, as scripts/gold_spans.py writes it. Claims are paired inside a row by overlapping cue
and content, disputes by overlapping sides. Rows are resampled for the intervals (1,000 draws, seed 0, 95 %).
--differences lists every difference with its words, for the adjudicator; the rows need their text.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def load(path: str) -> dict[str, Row]:
    """Read the rows by id."""
    return {r["id"]: r for r in map(json.loads, Path(path).read_text(encoding="utf-8").splitlines())}


def over(a: list[int] | None, b: list[int] | None) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def shared(a: Row, b: Row) -> int:
    """Return how well two claims fit: the content counts, the cue decides between claims with one content."""
    content = sum(over(x, y) for x in a["content"] for y in b["content"])
    return content + 50 * bool(over(a["cue"], b["cue"])) if content else 0


def paired(first: list[Row], second: list[Row], worth: Any) -> list[tuple[int, int]]:
    """Pair one to one, best first."""
    ranked = sorted((-w, i, j) for i, a in enumerate(first) for j, b in enumerate(second) if (w := worth(a, b)) > 0)
    found: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if i not in {x for x, _ in found} and j not in {y for _, y in found}:
            found.append((i, j))
    return found


def dispute_fit(a: Row, b: Row) -> int:
    """Return how well two disputes fit: both sides overlap, either way round; of one-sided ones the side."""
    mine, theirs = [a["a"], *a["b"]], [b["a"], *b["b"]]
    hits = sum(any(over(x["span"], y["span"]) for y in theirs) for x in mine)
    return hits if hits >= min(2, len(mine), len(theirs)) else 0


def count(a: Row, b: Row) -> Counter[str]:
    """Count one row."""
    n: Counter[str] = Counter()
    pairs = paired(a["claims"], b["claims"], shared)
    n.update({"claim.a": len(a["claims"]), "claim.b": len(b["claims"]), "claim.hit": len(pairs)})
    for i, j in pairs:
        x, y = a["claims"][i], b["claims"][j]
        n["claim.source"] += bool(over(x["source"], y["source"])) or x["source"] == y["source"]
        n["claim.cue"] += bool(over(x["cue"], y["cue"])) or x["cue"] == y["cue"]
        n["claim.status"] += x["status"] == y["status"]
        n["claim.kind"] += x["kind"] == y["kind"]
        n["claim.nested"] += bool(x["parent"]) == bool(y["parent"])
    if "doc_id" in a:
        for x, y in zip(a["events"], b["events"], strict=True):
            n["predicate.n"] += 1
            n["predicate.status"] += x["status"] == y["status"]
            n["predicate.fact"] += abs(x["fact"] - y["fact"])
            n["predicate.holder"] += (x["holder"] == "narrator") == (y["holder"] == "narrator")
    else:
        pairs = paired(a["disputes"], b["disputes"], dispute_fit)
        n.update({"dispute.a": len(a["disputes"]), "dispute.b": len(b["disputes"]), "dispute.hit": len(pairs)})
        n["dispute.kind"] += sum(a["disputes"][i]["kind"] == b["disputes"][j]["kind"] for i, j in pairs)
    return n


def figures(n: Counter[str]) -> dict[str, float]:
    """Return shares and F1."""
    found = {"claims found by both (F1)": 2 * n["claim.hit"] / max(n["claim.a"] + n["claim.b"], 1)}
    for name in ("source", "cue", "status", "kind", "nested"):
        found[f"claims: {name}"] = n[f"claim.{name}"] / max(n["claim.hit"], 1)
    if n["predicate.n"]:
        found["predicates: status"] = n["predicate.status"] / n["predicate.n"]
        found["predicates: told by the narrator or a speaker"] = n["predicate.holder"] / n["predicate.n"]
        found["predicates: factuality, mean distance"] = n["predicate.fact"] / n["predicate.n"]
    if n["dispute.a"]:
        found["disputes found by both (F1)"] = 2 * n["dispute.hit"] / max(n["dispute.a"] + n["dispute.b"], 1)
        found["disputes: kind"] = n["dispute.kind"] / max(n["dispute.hit"], 1)
    return found


def differences(a: Row, b: Row) -> list[str]:
    """Return a line for each difference of a row, with the words."""
    text = a["text"]

    def words(span: list[int] | None) -> str:
        return text[span[0] : span[1]] if span else "-"

    def told(c: Row) -> str:
        content = " ... ".join(words(s) for s in c["content"])
        return (
            f"{words(c['source'])} ({c['kind']}) | {words(c['cue'])} | {content} | {c['status']} | parent {c['parent']}"
        )

    found = []
    pairs = paired(a["claims"], b["claims"], shared)
    for i, j in sorted(pairs):
        x, y = a["claims"][i], b["claims"][j]
        same = all(x[f] == y[f] for f in ("kind", "status")) and bool(x["parent"]) == bool(y["parent"])
        if not same or bool(over(x["source"], y["source"])) != bool(x["source"]):
            found.append(f"  claim A: {told(x)}\n        B: {told(y)}")
    found += [f"  claim only A: {told(c)}" for i, c in enumerate(a["claims"]) if i not in {x for x, _ in pairs}]
    found += [f"  claim only B: {told(c)}" for j, c in enumerate(b["claims"]) if j not in {y for _, y in pairs}]
    if "doc_id" in a:
        for x, y in zip(a["events"], b["events"], strict=True):
            narrated = (x["holder"] == "narrator") == (y["holder"] == "narrator")
            if x["status"] != y["status"] or abs(x["fact"] - y["fact"]) > 1 or not narrated:
                mine, theirs = (f"{e['status']} {e['fact']:g} {e['holder']!r}" for e in (x, y))
                found.append(f"  predicate {x['text']!r}: A {mine}; B {theirs}")
        return found
    pairs = paired(a["disputes"], b["disputes"], dispute_fit)

    def side(d: Row) -> str:
        return f"{d['kind']}: " + " <> ".join(f"{s['holder']}: {words(s['span'])}" for s in (d["a"], *d["b"]))

    for i, j in pairs:
        if a["disputes"][i]["kind"] != b["disputes"][j]["kind"]:
            found.append(f"  dispute A: {side(a['disputes'][i])}\n          B: {side(b['disputes'][j])}")
    found += [f"  dispute only A: {side(d)}" for i, d in enumerate(a["disputes"]) if i not in {x for x, _ in pairs}]
    found += [f"  dispute only B: {side(d)}" for j, d in enumerate(b["disputes"]) if j not in {y for _, y in pairs}]
    return found


def main(argv: list[str]) -> int:
    """Print the figures, or the differences."""
    first, second = (load(p) for p in argv[:2])
    if "--differences" in argv:
        for key, row in first.items():
            if lines := differences(row, second[key]):
                print(f"{key}: {row['text'] if 'doc_id' in row else ''}", *lines, sep="\n")
        return 0
    rows = [count(a, second[key]) for key, a in first.items()]
    draw = random.Random(0)
    samples = [figures(sum((draw.choice(rows) for _ in rows), Counter())) for _ in range(1000)]
    print(f"{len(rows)} rows")
    for name, value in figures(sum(rows, Counter())).items():
        spread = sorted(s.get(name, 0.0) for s in samples)
        print(f"  {name:48} {value:.3f}  [{spread[25]:.3f}, {spread[974]:.3f}]")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
