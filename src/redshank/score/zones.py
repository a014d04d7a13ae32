"""Predict the zones of messy texts."""

from typing import Any

from redshank.kit import Kit
from redshank.records import Story
from redshank.zone import zone


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {id, zones: [{kind, start, end}]}."""
    name = str(row.get("id", row.get("doc_id")))
    story = Story(id=name, text=str(row["text"]), source_id=name)
    found = zone(story, kit.folders)
    return {"id": name, "zones": [{"kind": z.kind, "start": z.span.start, "end": z.span.end} for z in found]}
