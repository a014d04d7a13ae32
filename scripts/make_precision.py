"""Measure how often a type that we code is right, on our own development stories; write data/precision.csv.

usage: make_precision.py [--check]

An event counts as right where the gold has an event at the same words with the same type (`score/align.py`).
Reads stories_dev and accounts_dev of evaluation/gold; what is held stays unread.
"""

import csv
import io
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETS = ("stories_dev", "accounts_dev")
OUT = ROOT / "src" / "redshank" / "data" / "precision.csv"


def measured() -> tuple[Counter[str], Counter[str]]:
    """Return how many events of each type were right, and how many were judged."""
    from redshank.kit import Kit
    from redshank.score.align import align
    from redshank.score.run import predictions, read_gold

    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    kit = Kit()
    for name in SETS:
        gold = read_gold(ROOT / "evaluation" / "gold" / f"{name}.jsonl")
        for row, made in zip(gold, predictions("readings", gold, kit), strict=True):
            judged.update(e["type"] for e in made["events"])
            pairs = [
                (row["events"][i]["type"], made["events"][j]["type"]) for i, j in align(row["events"], made["events"])
            ]
            right.update(ours for theirs, ours in pairs if theirs == ours)
    return right, judged


def written() -> str:
    """Return the table: one row for each of the sixteen types."""
    from redshank.lexicon.files import home
    from redshank.ontology.types import load_ontology

    right, judged = measured()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("type", "right", "judged", "source"))
    for kind in (t.id for t in load_ontology((home(),)).type):
        writer.writerow((kind, right[kind], judged[kind], " ".join(SETS)))
    return out.getvalue()


def main(argv: list[str]) -> int:
    """Write the table, or say with --check whether it is as it would be written."""
    table = written()
    if "--check" not in argv:
        OUT.write_text(table, encoding="utf-8")
        return 0
    if not OUT.is_file() or OUT.read_text(encoding="utf-8") != table:
        print(f"{OUT.name} is stale. Run: python scripts/make_precision.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
