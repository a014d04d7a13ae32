"""Score our own gold (evaluation/gold) against the floors in evaluation/floors.toml. Exit code 1 below a floor.

usage: score_all.py [KIND ...]     e.g. score_all.py events times
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "evaluation" / "gold"
HELD = ROOT / "evaluation" / "held"
FLOORS = ROOT / "evaluation" / "floors.toml"
ELSEWHERE = {"metonyms": "places"}  # kinds that are measured on another kind's files
Figures = Mapping[str, tuple[float, float, float]]


def figures(kind: str, path: Path, kit: Any, **choices: Any) -> Figures:
    """Return the figures of one file; for `quiet` the share of sentences that wrongly give an event."""
    from redshank.score.run import predictions, read_gold, score

    if kind != "quiet":
        return score(kind, path, kit, **choices)
    made = list(predictions("events", read_gold(path), kit))
    alarms = sum(bool(row["events"]) for row in made) / len(made)
    return {"alarms": (alarms, alarms, alarms)}


# Kinds whose second half is held, not only unread: dev files, held files.
HELD_OF = {
    "readings": (("stories_dev", "accounts_dev"), ("stories", "accounts")),
    "claims": (("claims_dev", "accounts_dev"), ("claims", "accounts")),
    "statuses": (("claims_dev",), ("claims",)),
    "disputes": (("accounts_dev",), ("accounts",)),
    "registers": (("registers_dev", "registers2_dev"), ("registers",)),
    "where": (("stories_dev", "registers_dev", "where2_dev"), ("stories", "registers")),
}
SECOND = frozenset({"events", "quantities", "times"})  # kinds with a second set, whose other half is held


def files(kind: str) -> Iterator[Path]:
    """Give both halves of a kind; of some also the second set; the other half of some is held apart."""
    if kind in HELD_OF:
        dev, held = HELD_OF[kind]
        yield from (GOLD / f"{name}.jsonl" for name in dev)
        yield from (HELD / f"{name}.jsonl" for name in held)
        return
    for half in ("dev", "test"):
        yield GOLD / f"{ELSEWHERE.get(kind, kind)}_{half}.jsonl"
    if kind in SECOND:
        yield GOLD / f"{kind}2_dev.jsonl"
        yield HELD / f"{kind}2.jsonl"


def by_type(kit: Any) -> Figures:
    """Return the recall of each type over all four files of event sentences, with a bootstrap over rows."""
    from redshank.score.figures import measure_types
    from redshank.score.run import predictions, read_gold

    gold = [row for path in files("events") for row in read_gold(path)]
    return measure_types(gold, list(predictions("events", tuple(gold), kit)))


def main(argv: list[str]) -> int:
    """Print one line a figure: the value, its interval, the floor."""
    from redshank.kit import Kit
    from redshank.score.run import read_gold

    kit = Kit()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    floors.pop("seed")
    types = floors.pop("types")["events"]
    below: list[str] = []
    for kind, wanted in floors.items():
        if argv and kind not in argv:
            continue
        for path in files(kind):
            made = figures(kind, path, kit)
            print(f"{kind}, {path.stem}, {len(read_gold(path))} rows")
            below += [f"{kind}, {path.stem}, {name}" for name in check(made, wanted[path.stem])]
    if not argv or "types" in argv:
        print("recall by type, all four files of event sentences")
        below += [f"types, {name}" for name in check(by_type(kit), types)]
    print("all floors hold" if not below else "below the floor: " + "; ".join(below))
    return 1 if below else 0


def check(made: Figures, wanted: Mapping[str, float]) -> Iterator[str]:
    """Print the figures and name those that lie on the wrong side."""
    for name, (value, low, high) in made.items():
        least, most = wanted.get(name), wanted.get(f"max_{name}")
        bad = (least is not None and value < least) or (most is not None and value > most)
        told = f"floor {least:.2f}" if least is not None else f"ceiling {most:.2f}" if most is not None else ""
        print(f"  {name:18} {value:6.3f}  [{low:.3f}, {high:.3f}]  {told}{'   BELOW' if bad else ''}")
        if bad:
            yield name
    yield from sorted({f.removeprefix("max_") for f in wanted} - set(made))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
