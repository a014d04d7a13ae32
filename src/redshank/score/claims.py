"""Predict the claims of a text, whole: source, cue, content, status, kind of source, nesting."""

from typing import Any

from redshank.kit import Kit
from redshank.pipeline import read_story
from redshank.records import Claim, Skipped, Span, Story


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {id, claims} for one row with `id` and `text`; a text that is skipped has none."""
    story = Story(id=str(row["id"]), text=str(row["text"]), source_id=str(row["id"]), published=row.get("date") or None)
    reading = read_story(story, kit)
    if isinstance(reading, Skipped):
        return {"id": row["id"], "claims": []}
    codes = {a.id: a.country or a.code for a in reading.actors}
    return {"id": row["id"], "claims": [_claim(c, codes) for c in reading.claims]}


def _claim(claim: Claim, codes: dict[str, str | None]) -> dict[str, Any]:
    source = claim.source
    return {
        "id": claim.id,
        "source": _span(source.span if source else None),
        "kind": source.kind if source else None,
        "code": (codes.get(source.actor or "") if source else None) or "",
        "description": _span(source.description if source else None),
        "cue": _span(claim.cue),
        "content": [[s.start, s.end] for s in claim.content],
        "status": claim.status,
        "parent": claim.parent,
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
