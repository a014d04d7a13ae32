"""Predict the country and sectors of actor phrases."""

from typing import Any

from redshank.kit import Kit
from redshank.score.phrases import code_phrase


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {id, country, sectors} for one phrase; bodies are written by their PLOVER code."""
    day = row.get("date")
    actor = code_phrase(str(row["text"]), str(day) if day else None, kit.entities, kit.analyzer, kit.gazetteer)
    if actor is None:
        return {"id": row["id"], "country": "", "sectors": []}
    country = actor.plover or actor.country or actor.code or ""
    return {"id": row["id"], "country": country, "sectors": list(actor.sectors)}
