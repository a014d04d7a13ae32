"""Measure everything and write the tables into docs/accuracy.md and README.md, between their markers.

usage: accuracy.py [--write] [--outside]     --outside: the gold sets beside the clone too (some minutes)
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "gold"
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

REGISTERS = ("transfer_f1", "transfer_p", "t_stage", "restriction_f1", "restriction_p", "r_stage", "casualty_f1",
             "c_number", "sides", "alarms")  # fmt: skip
TOLD = {
    "events": ("triple_f1", "dyad_f1", "type_recall", "type_precision", "silent"),
    "readings": ("event_f1", "type_f1", "triple_f1", "actors", "recipients", "status", "holder", "background"),
    "actors": ("both", "country", "sector"),
    "places": ("found_f1", "end_f1", "accuracy_161"),
    "metonyms": ("metonym_f1",),
    "times": ("value_f1", "strict_f1"),
    "speakers": ("attribution_f1",),
    "claims": ("claim_f1", "status", "kind", "nested", "description", "country"),
    "status": ("pearson", "mae"),
    "statuses": ("macro_f1", "accuracy", "told_by"),
    "disputes": ("dispute_f1", "dispute_p", "dispute_r", "kind"),
    "quantities": ("value_and_unit_f1", "span_f1"),
    "names": ("all_f1", "arms_f1"),
    "quiet": ("alarms",),
    "registers": REGISTERS,
    "where": ("paired", "placed", "country", "admin1", "wrong_country", "unfounded", "dated", "date", "undated"),
}
OUTSIDE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("events", "events/plover_dev.jsonl", {"edition": "gsr2016"}),
    ("events", "events/plv_dev.jsonl", {"edition": "draft2021"}),
    ("actors", "actors/phrases_dev.jsonl", {}),
    ("places", "places/lgl_dev.jsonl", {"given_spans": True}),
    ("places", "places/geowebnews_dev.jsonl", {}),
    ("metonyms", "places/geowebnews_dev.jsonl", {}),
    ("times", "times/timebank_dev.jsonl", {}),
    ("times", "times/meantime_dev.jsonl", {}),
    ("speakers", "speakers/polnear_dev.jsonl", {}),
    ("status", "status/uw_dev.jsonl", {}),
    ("names", "names/re3d_dev.jsonl", {}),
    ("quantities", "quantities/quantities_dev.jsonl", {}),
    ("quantities", "times/meantime_dev.jsonl", {}),
)
SPANS_ONLY = ("quantities", "meantime_dev")  # its values carry no number and unit
HEADLINE = {
    "events": "triple_f1",
    "actors": "both",
    "places": "end_f1",
    "times": "value_f1",
    "speakers": "attribution_f1",
}
WORDS = {
    "events": "who does what to whom, all three right (F1)",
    "actors": "actor phrases: country and sector right",
    "places": "places found and put right, end to end (F1)",
    "times": "times found with the right value (F1)",
    "speakers": "source, cue and content of attributions (F1)",
    "claims": "source, cue and content of the claims of whole stories (F1)",
    "statuses": "status of any predicate: mean F1 of 16 statuses",
    "disputes": "disputes of whole stories, both sides (F1)",
    "where": "acts of whole stories that have a place: country right",
    "registers": "arms transfers of whole stories, both sides and item (F1)",
}


def main(argv: list[str]) -> int:
    """Measure, print, and write where asked."""
    from score_all import by_type, figures, files

    from redshank.kit import Kit
    from redshank.score.run import read_gold

    kit = Kit()
    ours: dict[tuple[str, str], Any] = {}
    sizes: dict[str, int] = {}
    for kind in TOLD:
        for path in files(kind):
            if path.is_file():
                ours[kind, path.stem] = figures(kind, path, kit)
                sizes[path.stem] = len(read_gold(path))
    made = {"ours": table(list(lines(ours, sizes))), "readme": readme(ours, sizes)}
    if "--outside" in argv and SHARED.is_dir():
        made["outside"] = table(list(outside(kit)))
    made["types"] = types(by_type(kit))
    made["known-wrong"] = known_wrong()
    for name, text in made.items():
        print(f"--- {name}\n{text}")
        if "--write" in argv:
            for page in (ROOT / "docs" / "accuracy.md", ROOT / "README.md"):
                fill(page, name, text)
    return 0


def lines(measured: dict[tuple[str, str], Any], sizes: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """Give one row a figure: kind, file, rows, figure, value, interval."""
    for (kind, name), found in measured.items():
        yield from told(kind, name, sizes[name], found)


def told(kind: str, name: str, rows: int, found: Any) -> Iterator[tuple[str, ...]]:
    """Give the rows of one file."""
    for figure in ("span_p", "span_r") if (kind, name) == SPANS_ONLY else TOLD[kind]:
        if figure not in found:  # some sets give types only
            continue
        value, low, high = found[figure]
        interval = f"{low:.3f} to {high:.3f}" if high > low else ""
        yield kind, name, str(rows), figure, f"{value:.3f}", interval


def outside(kit: Any) -> Iterator[tuple[str, ...]]:
    """Measure on the gold sets beside the clone."""
    from redshank.score.run import read_gold, score

    for kind, name, choices in OUTSIDE:
        path = SHARED / name
        found = score(kind, path, kit, **choices)
        extra = "".join(f", {v if isinstance(v, str) else k}" for k, v in choices.items())
        yield from told(kind, path.stem + extra, len(read_gold(path)), found)


def table(rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    head = "| kind | set | rows | figure | value | 95 % interval |\n|---|---|---|---|---|---|\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def types(measured: Any) -> str:
    """Return the recall by type as a table."""
    rows = "".join(f"| {kind} | {v:.2f} | {low:.2f} to {high:.2f} |\n" for kind, (v, low, high) in measured.items())
    return "| type | recall | 95 % interval |\n|---|---|---|\n" + rows


def readme(measured: dict[tuple[str, str], Any], sizes: dict[str, int]) -> str:
    """Return the short table of the README, on the test halves."""
    head = "| what | n | value | 95 % interval |\n|---|---|---|---|\n"
    rows = []
    for kind, figure in HEADLINE.items():
        value, low, high = measured[kind, f"{kind}_test"][figure]
        rows.append(f"| {WORDS[kind]} | {sizes[f'{kind}_test']} | {value:.2f} | {low:.2f} to {high:.2f} |\n")
        if kind == "events":
            value, low, high = measured[kind, "events2"][figure]
            harder = f"the same on long, messy wire leads, held back | {sizes['events2']}"
            rows.append(f"| {harder} | {value:.2f} | {low:.2f} to {high:.2f} |\n")
            value, low, high = measured["readings", "stories"]["triple_f1"]
            whole = f"the same over every event of whole stories, held back | {sizes['stories']}"
            rows.append(f"| {whole} | {value:.2f} | {low:.2f} to {high:.2f} |\n")
    for kind, name, figure in (
        ("claims", "accounts", "claim_f1"),
        ("statuses", "claims", "macro_f1"),
        ("disputes", "accounts", "dispute_f1"),
        ("where", "stories", "country"),
        ("registers", "registers", "transfer_f1"),
    ):
        value, low, high = measured[kind, name][figure]
        rows.append(f"| {WORDS[kind]}, held back | {sizes[name]} | {value:.2f} | {low:.2f} to {high:.2f} |\n")
    alarms = measured["quiet", "quiet_test"]["alarms"][0]
    rows.append(
        f"| false alarms: sentences without an event that give one | {sizes['quiet_test']} | {alarms:.2f} | |\n"
    )
    return head + "".join(rows)


def known_wrong() -> str:
    """Return the number of fields of our stories that are known to be wrong, and of all fields."""
    from stories.expected import expectations, size

    rows = expectations().values()
    return f"known_wrong: **{sum(len(e['known_wrong']) for e in rows)}** of {sum(map(size, rows)):,} fields\n"


def fill(page: Path, name: str, text: str) -> None:
    """Put a text between the markers of a page, where it has them."""
    old = page.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    page.write_text(between.sub(lambda m: m[1] + text + m[2], old), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
