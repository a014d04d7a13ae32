"""Show where the coder differs from the stories of the dev half: events missed, events too many, fields that differ.

usage: story_errors.py [ID ...]     e.g. story_errors.py own-st-003

It reads evaluation/gold/stories_dev.jsonl and nothing else; the held half stays unread while rules are written.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEV = ROOT / "evaluation" / "gold" / "stories_dev.jsonl"
Row = Mapping[str, Any]


def main(argv: list[str]) -> int:
    """Print the differences story by story, then how many there are of each kind."""
    from redshank.kit import Kit
    from redshank.score.readings import predict
    from redshank.score.run import read_gold

    kit = Kit()
    total: dict[str, int] = {}
    for row in read_gold(DEV):
        if argv and row["id"] not in argv:
            continue
        print(f"== {row['id']} {row['date']}")
        for kind, line in differences(row, predict(row, kit)):
            total[kind] = total.get(kind, 0) + 1
            print(f"{kind:10} {line}")
    print("; ".join(f"{kind}: {n}" for kind, n in sorted(total.items())))
    return 0


def differences(gold: Row, made: Row) -> Iterator[tuple[str, str]]:
    """Give (kind, line) for each event that is missed, too many, or differs, in the order of the text."""
    from redshank.score.align import align, codes

    want, have = gold["events"], made["events"]
    partner = dict(align(want, have))
    for i, event in enumerate(want):
        if i not in partner:
            yield "missed", f"{told(event)}   | {sentence(gold['text'], event)}"
            continue
        other = have[partner[i]]
        fields = [f for f in ("type", "status", "background") if event[f] != other[f]]
        fields += [side for side in ("actors", "recipients") if codes(event, side) != codes(other, side)]
        fields += ["holder"] * ((event["holder"] == "narrator") != (other["holder"] == "narrator"))
        if fields:
            line = f"{', '.join(fields)}: gold {told(event)}; ours {told(other)}"
            yield "differs", f"{line}   | {sentence(gold['text'], event)}"
    for j, event in enumerate(have):
        if j not in partner.values():
            yield "too many", f"{told(event)}   | {sentence(gold['text'], event)}"


def told(event: Row) -> str:
    """Return one event in one line: words, type, who to whom, and what is not as usual."""
    from redshank.score.align import codes

    who, whom = ("+".join(sorted(codes(event, side))) or "-" for side in ("actors", "recipients"))
    unusual = [event["status"]] * (event["status"] != "happened")
    unusual += [f"holder {event['holder']}"] * (event["holder"] != "narrator") + ["background"] * event["background"]
    return " ".join([f"'{event['trigger']}'", event["type"], who, "->", whom, *unusual])


def sentence(text: str, event: Row) -> str:
    """Return the paragraph's part around an event, from the stop before it to the one after it."""
    before = text[: event["start"]]
    start = max(before.rfind(stop) + len(stop) for stop in ("\n", ". ") if stop in before) if "\n" in before else 0
    ends = [n for n in (text.find("\n", event["end"]), text.find(". ", event["end"])) if n >= 0]
    return text[start : min(ends, default=len(text))].strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
