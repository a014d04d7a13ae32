"""What a map, a table beside it or a network says of an event: one flat record. A Told in, its properties out."""

from typing import Any

from redshank.export.parties import holder_of, joined, sides
from redshank.export.places import Where
from redshank.export.tables import Tables
from redshank.export.told import Told

# property -> its type in a GeoPackage, in order
PROPERTIES: dict[str, str] = {
    "id": "TEXT",
    "type": "TEXT",
    "modes": "TEXT",
    "quad": "TEXT",
    "cameo": "TEXT",
    "status": "TEXT",
    "holder": "TEXT",  # narrator, or who alone says so
    "deed_status": "TEXT",
    "deed_type": "TEXT",
    "actor": "TEXT",
    "actor_codes": "TEXT",
    "recipient": "TEXT",
    "recipient_codes": "TEXT",
    "day_from": "TEXT",
    "day_to": "TEXT",
    "day_basis": "TEXT",
    "place": "TEXT",
    "place_precision": "TEXT",
    "place_basis": "TEXT",
    "country": "TEXT",
    "admin1": "TEXT",
    "geonameid": "TEXT",
    "sentence": "TEXT",
    "story": "TEXT",
    "sentence_start": "INTEGER",
    "sentence_end": "INTEGER",
    "publisher": "TEXT",
    "url": "TEXT",
    "published": "TEXT",
    "score": "REAL",
}
NO_POINT = "no town or site: not a point of the map"


def properties(told: Told, place: Where | None, tables: Tables) -> dict[str, Any]:
    """Return the properties of an event."""
    event, key = told.filed.event, told.filed.key
    actors = sides(told.filed, event.actors, tables)
    recipients = sides(told.filed, event.recipients, tables)
    found = (
        told.id,
        event.type,
        joined(event.modes),
        event.quad,
        event.cameo,
        event.status,
        holder_of(told.filed, tables) or "narrator",
        event.deed.status if event.deed else None,
        event.deed.type if event.deed else None,
        joined((p.name for p in actors), "; "),
        joined(p.code for p in actors),
        joined((p.name for p in recipients), "; "),
        joined(p.code for p in recipients),
        key.day_from,
        key.day_to,
        key.day_basis,
        place.name if place else None,
        place.precision if place else None,
        place.basis if place else None,
        place.country if place else None,
        place.admin1 if place else None,
        place.geonameid if place else None,
        told.words or None,
        told.story.id,
        event.evidence.span.start,
        event.evidence.span.end,
        told.story.publisher,
        told.story.url,
        told.story.published,
        event.score.value,
    )
    return dict(zip(PROPERTIES, found, strict=True))
