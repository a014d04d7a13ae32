"""Predict the registers of a text: transfers, restrictions and casualties, in the form of our gold."""

from typing import Any

from redshank.kit import Kit
from redshank.pipeline import read_story, read_zones
from redshank.records import Casualty, Reading, Restriction, Skipped, Span, Story, Transfer
from redshank.score.events import zones_of

Bodies = dict[str | None, str | None]
LONG = 2  # line breaks from which a text is read as a whole story


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Read one line of gold (id, text and perhaps date) and return {id, transfers, restrictions, casualties}."""
    text = str(row["text"])
    story = Story(id=str(row["id"]), text=text, source_id=str(row["id"]), published=row.get("date") or None)
    reading = read_story(story, kit) if text.count("\n") >= LONG else read_zones(story, zones_of(text), kit)
    if isinstance(reading, Skipped):
        return {"id": row["id"], "transfers": [], "restrictions": [], "casualties": []}
    bodies: Bodies = {a.code: a.plover for a in reading.actors if a.code and a.plover in {"UNO", "EUR"}}
    return {
        "id": row["id"],
        "transfers": [_transfer(t, reading, bodies) for t in reading.transfers],
        "restrictions": [_restriction(r, reading, bodies) for r in reading.restrictions],
        "casualties": [_casualty(c, reading) for c in reading.casualties],
    }


def _code(code: str | None, bodies: Bodies) -> str | None:
    """Return an organ of the United Nations as the United Nations, as the gold does."""
    return bodies.get(code) or code


def _spans(*spans: Span | None) -> list[list[int]]:
    return [[s.start, s.end] for s in spans if s is not None]


def _transfer(one: Transfer, reading: Reading, bodies: Bodies) -> dict[str, Any]:
    mentions = next((e.mentions for e in reading.equipment if e.id == one.equipment), ())
    return {
        "kind": one.kind,
        "terms": one.terms,
        "supplier": _code(one.supplier, bodies),
        "recipient": _code(one.recipient, bodies),
        "item": one.item,
        "items": _spans(one.item_span, *mentions),
        "stage": one.stage,
        "number": one.number,
        "ordered": one.ordered,
        "delivered": one.delivered,
        "per_unit": one.per_unit,
        "when": one.when,
        "deadline": one.deadline,
        "holder": one.holder,
        "words": _spans(*(s.span for s in one.steps)),
    }


def _restriction(one: Restriction, reading: Reading, bodies: Bodies) -> dict[str, Any]:
    return {
        "senders": sorted({c for s in one.senders if (c := _code(s, bodies))}),
        "targets": sorted({c for t in one.targets if (c := _code(t, bodies))}),
        "measure": one.measure,
        "instrument": one.instrument,
        "stage": one.stage,
        "since": one.since,
        "exemptions": _spans(*(w.span for w in one.exemptions)),
        "called": [{"by": c.by, "span": [c.span.start, c.span.end]} for c in one.called],
        "holder": one.holder,
        "words": _spans(*(s.span for s in one.steps)),
    }


def _casualty(one: Casualty, reading: Reading) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "side": one.side,
        "low": one.low,
        "high": one.high,
        "holder": one.holder,
        "span": [one.span.start, one.span.end],
    }
