"""Predict where and when the acts of whole stories took place."""

from typing import Any

from redshank.kit import Kit
from redshank.pipeline import read_story
from redshank.records import Event, Reading, Skipped, Story


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Read one line of gold (id, text and perhaps date) and return {id, acts} with place and time of each event."""
    story = Story(id=str(row["id"]), text=str(row["text"]), source_id=str(row["id"]), published=row.get("date") or None)
    reading = read_story(story, kit)
    if isinstance(reading, Skipped):
        return {"id": row["id"], "acts": []}
    return {"id": row["id"], "acts": [_act(e, reading) for e in reading.events]}


def _act(event: Event, reading: Reading) -> dict[str, Any]:
    place = next((p for p in reading.places if event.place is not None and p.id == event.place.place), None)
    when = event.when
    return {
        "type": event.type,
        "words": [[m.span.start, m.span.end] for m in event.mentions],
        "sentence": [event.evidence.span.start, event.evidence.span.end],
        "place": None
        if place is None or event.place is None
        else {
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "precision": place.precision,
            "basis": event.place.basis,
        },
        "when": None if when is None else {"earliest": when.earliest, "latest": when.latest, "basis": when.basis},
    }
