"""Score our own gold (evaluation/gold) against the floors in evaluation/floors.toml. Exit code 1 below a floor.

usage: score_all.py [KIND ...]     e.g. score_all.py events times
"""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "evaluation" / "gold"
FLOORS = ROOT / "evaluation" / "floors.toml"


def main(argv: list[str]) -> int:
    """Print one line a figure: the value, its interval, the floor."""
    from redshank.kit import Kit
    from redshank.score.run import read_gold, score

    kit = Kit()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    below: list[str] = []
    for kind, files in floors.items():
        if kind == "seed" or (argv and kind not in argv):
            continue
        for name, wanted in files.items():
            path = GOLD / f"{name}.jsonl"
            figures = score(kind, path, kit)
            print(f"{kind} / {name} ({len(read_gold(path))} rows)")
            for figure, (value, low, high) in figures.items():
                floor = wanted.get(figure)
                ceiling = wanted.get(f"max_{figure}")
                told = f"floor {floor:.2f}" if floor is not None else ""
                told = f"ceiling {ceiling:.2f}" if ceiling is not None else told
                bad = (floor is not None and value < floor) or (ceiling is not None and value > ceiling)
                print(f"  {figure:18} {value:6.3f}  [{low:.3f}, {high:.3f}]  {told}{'   BELOW' if bad else ''}")
                if bad:
                    below.append(f"{kind} / {name} / {figure}")
            missing = {f.removeprefix("max_") for f in wanted} - set(figures)
            below += [f"{kind} / {name} / {figure}: no such figure" for figure in sorted(missing)]
    print("all floors hold" if not below else "below the floor: " + "; ".join(below))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
