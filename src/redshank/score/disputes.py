"""Predict the disputes of whole stories, each side with its holder and words."""

from typing import Any

from redshank.kit import Kit
from redshank.pipeline import read_story
from redshank.records import Dispute, Side, Skipped, Story


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {id, disputes: [{kind, a, b, about}]} for one story; each side is {holder, span}."""
    story = Story(id=str(row["id"]), text=str(row["text"]), source_id=str(row["id"]), published=row.get("date") or None)
    reading = read_story(story, kit)
    if isinstance(reading, Skipped):
        return {"id": row["id"], "disputes": []}
    return {"id": row["id"], "disputes": [_dispute(d) for d in reading.disputes]}


def _dispute(dispute: Dispute) -> dict[str, Any]:
    sides = [_side(s) for s in dispute.sides]
    return {"kind": dispute.kind, "a": sides[0], "b": sides[1:], "about": dispute.about}


def _side(side: Side) -> dict[str, Any]:
    return {"holder": side.holder, "span": [side.span.start, side.span.end]}
