"""Turn gold that was annotated with words into gold with offsets: `gold_spans.py IN.jsonl OUT.jsonl`.

A value such as "said" or "said#2" (its second occurrence in the text) becomes [start, end) in code points. Claims are
read from `claims` (source, description, cue, content), predicates from `predicates`, events from `events` (trigger,
also, deed), disputes from `disputes` (a, b). A word that is not in the text, or stands there more than once without a
number, is an error that names the row; nothing is written then.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, get_args

from redshank.records import (
    ActStatus,
    ClaimStatus,
    DeedStatus,
    DisputeKind,
    Measure,
    RestrictionStage,
    SourceKind,
    TransferKind,
    TransferStage,
)

Extent = list[int]
NUMBERED = re.compile(r"(.+)#(\d+)", re.DOTALL)
CLAIM, ACT, DEED, KINDS, DISPUTES = (
    frozenset(get_args(values)) for values in (ClaimStatus, ActStatus, DeedStatus, SourceKind, DisputeKind)
)
TRANSFERS, STAGES, MEASURES, LIMITS = (
    frozenset(get_args(values)) for values in (TransferKind, TransferStage, Measure, RestrictionStage)
)
# Codes that annotators give to bodies, and ours.
BODIES = {"UN": "UNO", "EU": "EUR", "ARABLEAGUE": "ARL", "LEAGUE": "LON", "RHO": "ZWE"}


class GoldError(ValueError):
    """Words that do not stand in their text, or a value that the codebook does not know."""


def find(text: str, words: str) -> Extent:
    """Return where the words stand, whole words only; "said#2" asks for the second time."""
    numbered = NUMBERED.fullmatch(words)
    wanted, at = (numbered[1], int(numbered[2])) if numbered and words not in text else (words, 0)
    left = r"(?<!\w)" if wanted[:1].isalnum() else ""
    right = r"(?!\w)" if wanted[-1:].isalnum() else ""
    found = [m.start() for m in re.finditer(left + re.escape(wanted) + right, text)]
    if not found:
        raise GoldError(f"{wanted!r} does not stand in the text")
    if not at and len(found) > 1:
        raise GoldError(f"{wanted!r} stands {len(found)} times; say which: {wanted}#1 ...")
    if at > len(found):
        raise GoldError(f"{words!r}: it stands only {len(found)} times")
    start = found[(at or 1) - 1]
    return [start, start + len(wanted)]


def one_of(value: str, allowed: frozenset[str]) -> str:
    """Return the value; raise where the codebook does not know it."""
    if value not in allowed:
        raise GoldError(f"{value!r} is none of {', '.join(sorted(allowed))}")
    return value


def claim_of(text: str, claim: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    """Return a claim with spans."""
    parent = claim.get("parent")
    if parent is not None and parent not in ids:
        raise GoldError(f"claim {claim['id']}: no parent {parent!r}")
    source = claim.get("source")
    return {
        "id": claim["id"],
        "source": find(text, source) if source else None,
        "kind": one_of(claim["kind"], KINDS) if source else None,
        "code": claim.get("code") or "",
        "description": find(text, claim["description"]) if claim.get("description") else None,
        "cue": find(text, claim["cue"]) if claim.get("cue") else None,
        "content": sorted(find(text, c) for c in claim["content"]),
        "status": one_of(claim["status"], CLAIM),
        "quoted": bool(claim.get("quoted")),
        "parent": parent,
    }


def predicate_of(text: str, predicate: dict[str, Any]) -> dict[str, Any]:
    """Return a predicate with its span, status, factuality and holder."""
    start, end = find(text, predicate["word"])
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "status": one_of(predicate["status"], ACT | DEED),
        "fact": float(predicate["fact"]),
        "holder": predicate.get("holder") or "narrator",
    }


def event_of(text: str, event: dict[str, Any]) -> dict[str, Any]:
    """Return an event with the spans of its words and of its deed's."""
    start, end = find(text, event["trigger"])
    deed = event.get("deed")
    also = [find(text, a) for a in event.get("also") or ()]
    for side in ("actors", "recipients"):
        for party in event[side]:
            if party["text"] not in text:
                raise GoldError(f"{party['text']!r} does not stand in the text")
    return {
        "trigger": text[start:end],
        "start": start,
        "end": end,
        "also": [{"trigger": text[a:b], "start": a, "end": b} for a, b in also],
        "type": event["type"],
        "modes": event.get("modes") or [],
        "actors": event["actors"],
        "recipients": event["recipients"],
        "status": one_of(event["status"], ACT),
        "deed_status": one_of(deed["status"], DEED) if deed else None,
        "deed": {"span": find(text, deed["words"]), "status": deed["status"]} if deed else None,
        "holder": event["holder"],
        "speakers": event.get("speakers") or [],
        "background": bool(event.get("background")),
        "answers": [find(text, a) for a in event.get("answers") or ()],
    }


def dispute_of(text: str, dispute: dict[str, Any]) -> dict[str, Any]:
    """Return a dispute with the words of both sides."""
    sides = [dispute["a"], *dispute.get("b", ())]
    found = [{"holder": s["holder"], "span": find(text, s["words"])} for s in sides]
    return {"kind": one_of(dispute["kind"], DISPUTES), "a": found[0], "b": found[1:], "about": dispute["about"]}


def transfer_of(text: str, transfer: dict[str, Any]) -> dict[str, Any]:
    """Return a transfer with the spans of its trigger, item and condition."""
    return {
        **transfer,
        "kind": one_of(transfer["kind"], TRANSFERS),
        "stage": one_of(transfer["stage"], STAGES),
        "supplier": BODIES.get(transfer["supplier"], transfer["supplier"]),
        "recipient": BODIES.get(transfer["recipient"], transfer["recipient"]),
        "span": find(text, transfer["words"]),
        "item_span": find(text, transfer["item_words"]),
        "condition": find(text, transfer["condition"]) if transfer.get("condition") else None,
    }


def restriction_of(text: str, restriction: dict[str, Any]) -> dict[str, Any]:
    """Return a restriction with the spans of its trigger, exemptions and names."""
    return {
        **restriction,
        "measure": one_of(restriction["measure"], MEASURES),
        "stage": one_of(restriction["stage"], LIMITS),
        "senders": sorted(BODIES.get(c, c) for c in restriction["senders"]),
        "targets": sorted(BODIES.get(c, c) for c in restriction["targets"]),
        "span": find(text, restriction["words"]),
        "exemptions": [find(text, e) for e in restriction["exemptions"]],
        "called": [{"by": BODIES.get(c["by"], c["by"]), "span": find(text, c["words"])} for c in restriction["called"]],
    }


def casualty_of(text: str, casualty: dict[str, Any]) -> dict[str, Any]:
    """Return a number of casualties with its span."""
    side = BODIES.get(casualty["side"], casualty["side"])
    return {**casualty, "side": side, "span": find(text, casualty["words"])}


def act_of(text: str, act: dict[str, Any]) -> dict[str, Any]:
    """Return an act with the span of its trigger; its place and days as they are, checked."""
    start, end = find(text, act["trigger"])
    if act["place"] is not None:
        find_any(text, act["place"]["words"])
    return {**act, "trigger": text[start:end], "start": start, "end": end}


def find_any(text: str, words: str) -> None:
    """Raise where the words do not stand in the text; once is enough."""
    if re.sub(r"#\d+$", "", words) not in text:
        raise GoldError(f"{words!r} does not stand in the text")


def listed_of(text: str, listed: dict[str, Any]) -> dict[str, Any]:
    """Return a quantity or time with its span."""
    start, end = find(text, listed["words"])
    return {"start": start, "end": end, **{k: v for k, v in listed.items() if k != "words"}, "text": text[start:end]}


def attributions(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one attribution for each source and cue, with all its contents: what the scorer of speakers reads."""
    found: dict[str, dict[str, Any]] = {}
    for claim in claims:
        parts = {k: [claim[k]] if claim[k] else [] for k in ("source", "cue")}
        held = found.setdefault(str(parts), {**parts, "content": []})
        held["content"] = sorted([*held["content"], *claim["content"]])
    return list(found.values())


def row_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return one line of gold with offsets."""
    text = row["text"]
    made = {k: row[k] for k in ("id", "doc_id", "date", "dct", "text") if k in row}
    for name, one in LISTS.items():
        if name in row:
            made[name] = [one(text, x) for x in row[name]]
    if set(row) & set(LISTS):
        return made
    ids = {c["id"] for c in row.get("claims", ())}
    if "predicates" in row:  # one sentence: the form that the scorers of speakers and status read
        made["doc_id"] = row["id"]
        made["events"] = [predicate_of(text, p) for p in row["predicates"]]
    else:
        made["edition"] = "v2"
        made["events"] = [event_of(text, e) for e in row.get("events", ())]
        made["disputes"] = [dispute_of(text, d) for d in row.get("disputes", ())]
    made["claims"] = [claim_of(text, c, ids) for c in row.get("claims", ())]
    made["attributions"] = attributions(made["claims"])
    return made


LISTS = {
    "transfers": transfer_of,
    "restrictions": restriction_of,
    "casualties": casualty_of,
    "acts": act_of,
    "quantities": listed_of,
    "timexes": listed_of,
}


def main(source: str, out: str) -> int:
    """Read IN, write OUT, or print what is wrong."""
    made, wrong = [], 0
    for number, line in enumerate(Path(source).read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            made.append(row_of(row))
        except (GoldError, KeyError, TypeError, json.JSONDecodeError) as error:
            wrong += 1
            print(f"{source}:{number}: {type(error).__name__}: {error}")
    if not wrong:
        Path(out).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in made), encoding="utf-8")
        print(f"{len(made)} rows written to {out}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
