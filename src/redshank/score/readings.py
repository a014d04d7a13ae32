"""Predict the events of whole stories: zones, date and all, as `redshank code` reads them."""

from typing import Any

from redshank.kit import Kit
from redshank.ontology.editions import Edition, load_edition
from redshank.pipeline import read_story
from redshank.records import Event, Link, Reading, Skipped, Story
from redshank.score.events import NOT_WRITTEN, codes_of

IMPLIED = frozenset({Link.OWN_COUNTRY, Link.PLACE})  # links of recipients that no words name


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Read one line of gold (id, text and perhaps date) and return {id, events} in the gold's form.

    Denied, negated and hypothetical events are left out, as for `score events`. A story that is skipped has none.
    """
    story = Story(id=str(row["id"]), text=str(row["text"]), source_id=str(row["id"]), published=row.get("date") or None)
    reading = read_story(story, kit)
    if isinstance(reading, Skipped):
        return {"id": row["id"], "events": []}
    edition = load_edition(kit.folders, "v2")
    events = [_event(e, reading, edition) for e in reading.events if e.status not in NOT_WRITTEN]
    return {"id": row["id"], "events": events}


def _event(event: Event, reading: Reading, edition: Edition) -> dict[str, Any]:
    bodies = {a.id: a.plover for a in reading.actors}
    others = [m.span for m in event.mentions if m.span != event.predicate]
    return {
        "trigger": event.predicate.of(reading.text),
        "start": event.predicate.start,
        "end": event.predicate.end,
        "also": [{"trigger": s.of(reading.text), "start": s.start, "end": s.end} for s in others],
        "sentence": [event.evidence.span.start, event.evidence.span.end],
        "type": event.type,
        "modes": list(event.modes),
        "actors": [{"code": code} for code in codes_of(event.actors, bodies, edition)],
        "recipients": [{"code": code} for code in codes_of(event.recipients, bodies, edition)],
        "implied": bool(event.recipients) and all(p.linked_by in IMPLIED for p in event.recipients),
        "status": event.status,
        "deed_status": event.deed.status if event.deed is not None else None,
        "holder": event.holder,
        "holder_words": _words(event.holder, reading),
        "background": event.background,
    }


def _words(holder: str, reading: Reading) -> list[str]:
    """Return every wording of the holder in the story: a name that we resolved need not stand in it."""
    found = {s.of(reading.text) for a in reading.actors if a.name == holder for s in a.mentions}
    found |= {c.source.span.of(reading.text) for c in reading.claims if c.source and c.holder == holder}
    return sorted(found)
