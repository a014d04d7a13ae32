"""Predict the country and sectors of actor phrases."""

from typing import Any

import msgspec

from redshank.kit import Kit
from redshank.score.phrases import answer, code_phrase


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {id, country, sectors} for one phrase; bodies are written by their PLOVER code."""
    day = row.get("date")
    actor = code_phrase(str(row["text"]), str(day) if day else None, kit.entities, kit.analyzer, kit.gazetteer)
    made: dict[str, Any] = msgspec.to_builtins(answer(str(row["id"]), actor))
    return made
