"""Fit the score of an event to our own gold, and show how well it keeps its word on gold that was held back.

usage: calibrate.py [--write]

A coding is right when its row has an event of the same type, actors and recipients (recipients that are marked as
implied may be missing there). Fitted on the dev sets: events_dev, events2_dev, stories_dev, quiet_dev. Shown on the
test and held sets (figures only), and on plover_dev where ../shared is at hand. Logistic regression with a ridge, by
Newton's method; the same numbers on every run. `--write` writes src/redshank/data/scores.toml.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from redshank.kit import Kit
from redshank.ontology.editions import Edition, load_edition
from redshank.pipeline import read_story, read_zones
from redshank.records import Event, Reading, Skipped, Story
from redshank.resolve.confidence import AND
from redshank.score.events import NOT_WRITTEN, codes_of, zones_of
from redshank.score.readings import IMPLIED
from redshank.score.run import read_gold

ROOT = Path(__file__).resolve().parents[1]
GOLD, HELD = ROOT / "evaluation/gold", ROOT / "evaluation/held"
FIT = (GOLD / "events_dev.jsonl", GOLD / "events2_dev.jsonl", GOLD / "stories_dev.jsonl", GOLD / "quiet_dev.jsonl")
SHOW = {
    "test and held": (
        GOLD / "events_test.jsonl",
        HELD / "events2.jsonl",
        HELD / "stories.jsonl",
        GOLD / "quiet_test.jsonl",
    ),
    "plover_dev, gsr2016": (ROOT.parent / "shared/gold/events/plover_dev.jsonl",),
}
RIDGE = 3.0
RARE = 5  # a mark seen less often than this in the dev sets is left out
BINS = 10


def codings(paths: Sequence[Path], kit: Kit, edition: str) -> Iterator[tuple[tuple[str, ...], bool, float]]:
    """Give (marks, whether right, score) of every coding of the rows."""
    table = load_edition(kit.folders, edition)
    for path in paths:
        for row in read_gold(path):
            reading = _read(row, kit)
            if reading is None:
                continue
            for event in reading.events:
                if event.status not in NOT_WRITTEN:
                    yield _marks(event), _is_right(event, reading, row, table, kit), event.score.value


def _read(row: dict[str, Any], kit: Kit) -> Reading | None:
    day = row.get("date")
    published = str(day) if day and day != "2000-01-01" else None
    story = Story(id=str(row["id"]), text=str(row["text"]), source_id=str(row["id"]), published=published)
    if "\n" not in story.text:
        return read_zones(story, zones_of(story.text), kit)
    reading = read_story(story, kit)
    return None if isinstance(reading, Skipped) else reading


def _marks(event: Event) -> tuple[str, ...]:
    _, _, told = event.score.why.partition(" | ")
    return (*(told.split(AND) if told else ()), f"type {event.type}")


def _is_right(event: Event, reading: Reading, row: dict[str, Any], table: Edition, kit: Kit) -> bool:
    bodies = {a.id: a.plover for a in reading.actors}
    frame = kit.frames.frame(event.frame)
    kind = table.type_of(event.type, event.modes, event.frame, frame.family if frame else "")
    actors, recipients = set(codes_of(event.actors, bodies, table)), set(codes_of(event.recipients, bodies, table))
    implied = bool(event.recipients) and all(p.linked_by in IMPLIED for p in event.recipients)
    for gold in row["events"]:
        if kind not in str(gold.get("type") or gold.get("plover2021")).split("|"):
            continue
        source, target = (
            _codes(gold.get(a, gold.get(b, ()))) for a, b in (("actors", "source"), ("recipients", "target"))
        )
        if actors | recipients == source | target and (kind in table.symmetric or gold.get("reciprocal")):
            return True
        if actors == source and (recipients == target or (implied and not target)):
            return True
    return False


def _codes(side: Any) -> set[str]:
    return {str(a.get("code") or a.get("country_iso") or "") for a in side if isinstance(a, dict)} - {""}


def fit(rows: Sequence[tuple[tuple[str, ...], bool, float]]) -> tuple[float, dict[str, float]]:
    """Return bias and weights; the ridge does not pull on the bias."""
    seen = Counter(mark for marks, _, _ in rows for mark in marks)
    names = sorted(name for name, n in seen.items() if n >= RARE)
    column = {name: k + 1 for k, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for k, (marks, _, _) in enumerate(rows):
        for mark in marks:
            if mark in column:
                x[k, column[mark]] = 1.0
    y = np.array([right for _, right, _ in rows], dtype=float)
    ridge = np.diag([0.0] + [RIDGE] * len(names))
    w = np.zeros(len(names) + 1)
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-9:
            break
    return float(w[0]), {name: float(w[column[name]]) for name in names}


def curve(rows: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, int, float, float]]]:
    """Return the expected calibration error and, by bin, (lower edge, codings, mean score, share right)."""
    table = []
    error = 0.0
    for k in range(BINS):
        inside = [(s, r) for s, r in rows if min(int(s * BINS), BINS - 1) == k]
        if inside:
            mean, share = sum(s for s, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            error += abs(mean - share) * len(inside) / len(rows)
            table.append((k / BINS, len(inside), mean, share))
    return error, table


def tell(name: str, rows: Sequence[tuple[float, bool]]) -> None:
    """Print one curve."""
    error, table = curve(rows)
    share = sum(r for _, r in rows) / len(rows)
    print(f"{name}: {len(rows)} codings, {share:.3f} right, calibration error {error:.3f}, {len(table)} bins")
    print("| score | codings | mean score | right |\n|---|---|---|---|")
    for edge, n, mean, right in table:
        print(f"| {edge:.1f} to {edge + 1 / BINS:.1f} | {n} | {mean:.2f} | {right:.2f} |")


def main(argv: Sequence[str]) -> int:
    """Fit, show, and write where asked."""
    kit = Kit()
    rows = list(codings(FIT, kit, "v2"))
    bias, weights = fit(rows)

    def value(marks: Sequence[str]) -> float:
        return float(1.0 / (1.0 + np.exp(-(bias + sum(weights.get(m, 0.0) for m in marks)))))

    tell("dev, fitted", [(value(marks), right) for marks, right, _ in rows])
    for name, paths in SHOW.items():
        there = [p for p in paths if p.is_file()]
        if there:
            shown = codings(there, kit, "gsr2016" if "gsr2016" in name else "v2")
            tell(name, [(value(marks), right) for marks, right, _ in shown])
    if "--write" in argv:
        lines = [
            "# Written by `make calibrate` (scripts/calibrate.py) from our own gold: log-odds that type, actors and",
            "# recipients of a coding are right. The marks are those of resolve/confidence.py; `explain` shows them.",
            f"bias = {bias:.3f}",
            "",
            "[weights]",
            *(f"{json.dumps(name)} = {weight:.3f}" for name, weight in sorted(weights.items())),
        ]
        (ROOT / "src/redshank/data/scores.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
