"""Write the `known_wrong` line of tests/stories/*.toml from what the engine reads now; never touch an expectation.

usage: known_wrong.py [--verbose] [--write [--rise]]

Without --write it only counts; exit code 1 if a field is newly wrong. --write refuses to let the number rise above the
one in docs/accuracy.md, unless --rise says that you mean it (a new story, an expectation that was mended).
"""

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"^known_wrong = \[.*?\]\n", re.M | re.S)
sys.path.insert(0, str(ROOT / "tests"))


def main(argv: list[str]) -> int:
    """Count what is wrong, per kind of record, and write the lists where asked."""
    from redshank.kit import Kit
    from redshank.pipeline import read_story
    from redshank.read import About, read_stories
    from stories.expected import HERE, expectations, wrong_fields

    kit = Kit()
    kinds: Counter[str] = Counter()
    news = 0
    found = {}
    for name, expected in expectations().items():
        (story,) = read_stories([ROOT / "src" / "redshank" / "data" / "stories" / expected["story"]], About())
        found[name] = wrong = wrong_fields(read_story(story, kit), expected)
        kinds.update(kind(field) for field in wrong)
        fresh = sorted(wrong - set(expected["known_wrong"]))
        gone = sorted(set(expected["known_wrong"]) - wrong)
        news += len(fresh)
        print(f"{name:20} {len(wrong):4} wrong, {len(gone)} mended, {len(fresh)} new")
        if "--verbose" in argv:
            print(
                "".join(f"    + {field}\n" for field in fresh) + "".join(f"    - {field}\n" for field in gone), end=""
            )
    for what, count in sorted(kinds.items()):
        print(f"  {what:24} {count}")
    print(f"known_wrong: **{sum(kinds.values())}**")
    if "--write" not in argv:
        return 1 if news else 0
    if sum(kinds.values()) > told() and "--rise" not in argv:
        print(f"docs/accuracy.md says {told()}, and the number may only fall: find out what broke", file=sys.stderr)
        return 1
    for name, wrong in found.items():
        write(HERE / f"{name}.toml", sorted(wrong))
    return 0


def told() -> int:
    """Return the number that the docs tell."""
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    match = re.search(r"known_wrong: \*\*(\d+)\*\*", page)
    return int(match[1]) if match else 0


def kind(field: str) -> str:
    """Return the kind of record and field that a name speaks of: `events.E3.modes` is `events.modes`."""
    first, *rest = field.split(".")
    if first == "events":
        return "events.extra" if rest[0] == "extra" else "events." + (".".join(rest[1:]) or "missing")
    return first


def write(path: Path, wrong: list[str]) -> None:
    """Replace the one line; refuse to write if anything else would change."""
    old = path.read_text(encoding="utf-8")
    entries = "".join(f"    {toml_string(field)},\n" for field in wrong)
    new, count = LINE.subn(lambda _: f"known_wrong = [\n{entries}]\n" if wrong else "known_wrong = []\n", old)
    before, after = tomllib.loads(old), tomllib.loads(new)
    before.pop("known_wrong")
    if count != 1 or after.pop("known_wrong") != wrong or before != after:
        raise SystemExit(f"{path}: the known_wrong line cannot be written without touching an expectation")
    path.write_text(new, encoding="utf-8")


def toml_string(text: str) -> str:
    """Return a TOML basic string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
