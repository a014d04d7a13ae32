"""PLOVER as JSON lines: one event a line, with the field names of its manual; the rest stands under `redshank`.

The manual's drafts call who acts `source`; v2.0 speaks of actor and recipient, and so do we.
"""

from typing import Any

import msgspec

from redshank.export.days import NO_DAY, PUBLISHED, days_of
from redshank.export.form import TextForm
from redshank.export.outcome import Dropped, Made, Outcome, lost
from redshank.export.parties import Side, holder_of, sides, speakers_of
from redshank.export.places import Where, where
from redshank.export.tables import Tables
from redshank.export.told import Told
from redshank.lexicon.files import home
from redshank.ontology import load_ontology

EDITION = "PLOVER v2.0"
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
NEEDS_RECIPIENT = "PLOVER asks for a recipient of this type; the text names none"


def plover_object(told: Told, tables: Tables, needing: frozenset[str]) -> Outcome:
    """Return the fields of an event.

    Args:
        told: the event.
        tables: codes.
        needing: types that PLOVER codes only with a recipient.
    """
    event, days = told.filed.event, days_of(told.filed)
    actors = sides(told.filed, event.actors, tables)
    recipients = sides(told.filed, event.recipients, tables)
    if days is None:
        return Dropped(why=NO_DAY)
    if event.type in needing and not recipients:
        return Dropped(why=NEEDS_RECIPIENT)
    if any(_is_bloc(p) for p in (*actors, *recipients)):
        return Dropped(why="a bloc without a code in PLOVER")
    place = where(told.filed, tables)
    fields: dict[str, Any] = {
        "id": told.id,
        "date": days.first.isoformat(),
        "enddate": days.last.isoformat() if days.is_interval else None,
        "actor": [_party(p) for p in actors],
        "recipient": [_party(p) for p in recipients],
        "event": [event.type],
        "mode": list(event.modes),
        "context": list(event.contexts),
        "quad_code": QUADS.index(event.quad) + 1,
        "event_loc": _place(place, tables),
        "text": told.words or None,
        "text_info": {"start": event.evidence.span.start, "end": event.evidence.span.end},
        "cite_info": _citation(told),
        "redshank": _ours(told, tables, days.basis),
    }
    degraded = lost(
        (days.basis == "published", "date", PUBLISHED),
        (any(p.is_role for p in (*actors, *recipients)), "actor", "a person without public office: the role"),
        (place is not None and place.is_shielded, "event_loc", "help or shelter: first subdivision only"),
        (not told.words, "text", "the words are not kept: see text_info"),
    )
    return Made(cells=_told(fields), degraded=degraded)


def _is_bloc(side: Side) -> bool:
    """Say whether a party is an informal bloc, such as the West, whose events PLOVER does not code."""
    return side.kind == "bloc" and not side.plover


def _party(side: Side) -> dict[str, Any]:
    """Return the manual's object of an actor; `name` and `country` are ours."""
    return _told(
        {
            "code": side.plover or side.country or side.code,
            "sector": list(side.sectors),
            "actor_text": side.words or None,
            "office": side.office,
            "name": side.name,
            "country": side.country,
        }
    )


def _place(place: Where | None, tables: Tables) -> dict[str, Any] | None:
    """Return the manual's object of a location, which calls things as GeoNames does; the last four are ours."""
    if place is None:
        return None
    state = tables.state(place.country)
    latitude, longitude = place.point or (None, None)
    return _told(
        {
            "geonameid": int(place.geonameid) if place.geonameid else None,
            "name": place.name,
            "latitude": latitude,
            "longitude": longitude,
            "country code": state.iso2 if state else None,
            "cc3": place.country,
            "admin1": place.admin1,
            "admin2": place.admin2,
            "precision": place.precision,
            "basis": place.basis or None,
        }
    )


def _citation(told: Told) -> dict[str, Any]:
    story = told.story
    return _told(
        {
            "citation": story.id,
            "url": story.url,
            "title": story.title,
            "language": "en",
            "publication": story.publisher,
            "published": story.published,
            "coder": f"redshank {told.filed.key.engine}".strip(),
            "codebook": EDITION,
        }
    )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not told."""
    return {name: value for name, value in fields.items() if value is not None}


def _ours(told: Told, tables: Tables, basis: str) -> dict[str, Any]:
    """Return what PLOVER has no field for: who says so, how it stands, where the words are."""
    event = told.filed.event
    deed = event.deed
    return {
        "status": event.status,
        "holder": holder_of(told.filed, tables) or "narrator",
        "speakers": list(speakers_of(event, told.filed, tables)),
        "background": event.background,
        "date_basis": basis,
        "deed": {"status": deed.status, "type": deed.type, "text": deed.text or None} if deed else None,
        "cameo": event.cameo,
        "predicate": [event.predicate.start, event.predicate.end],
        "score": event.score.value,
    }


class Plover(TextForm):
    """Writes one object a line."""

    def head(self) -> None:
        """Ask the ontology which types need a recipient."""
        self.needing = frozenset(t.id for t in load_ontology([home()]).type if t.recipient_required)

    def add(self, told: Told) -> Outcome:
        """Write one line."""
        outcome = plover_object(told, self.job.tables, self.needing)
        if isinstance(outcome, Made):
            self.out.write(msgspec.json.encode(outcome.cells).decode() + "\n")
        return outcome
