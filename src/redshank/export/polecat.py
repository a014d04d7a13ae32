"""POLECAT: 40 columns, tab-separated, with header; several values of a cell are joined by semicolons."""

from collections.abc import Sequence

from redshank.export.choose import unfit
from redshank.export.days import INTERVAL, NO_DAY, PUBLISHED, days_of
from redshank.export.outcome import Cell, Degraded, Dropped, Made, Outcome, lost
from redshank.export.parties import Side, joined, sides
from redshank.export.places import Where, where
from redshank.export.tables import Tables
from redshank.export.told import Told

EDITION = "PLOVER v2.0"


def polecat_row(told: Told, tables: Tables) -> Outcome:
    """Return the 40 cells of an event."""
    event, days = told.filed.event, days_of(told.filed)
    why = unfit(told.filed, tables) or (None if days else NO_DAY)
    if why or days is None:
        return Dropped(why=why or NO_DAY)
    actors = sides(told.filed, event.actors, tables)
    recipients = sides(told.filed, event.recipients, tables)
    place = where(told.filed, tables)
    cells: dict[str, Cell] = {
        "Event ID": told.id,
        "Event Date": days.first.isoformat(),
        "Event Type": event.type,
        "Event Mode": joined(event.modes),
        "Intensity": event.intensity,
        "Quad Code": event.quad.upper(),
        "Contexts": joined(event.contexts),
        "Source": told.story.publisher,
        "Publication Date": told.story.published,
        "Language": "en",
        "Version": EDITION,
    }
    cells |= _actor("Actor", actors, tables) | _actor("Recipient", recipients, tables) | _place(place, tables)
    degraded = (
        *lost(
            (days.basis == "published", "Event Date", PUBLISHED),
            (days.basis == "text" and days.is_interval, "Event Date", INTERVAL),
            (len(actors) > 1, "Actor Name", "several: joined in one cell"),
            (len(recipients) > 1, "Recipient Name", "several: joined in one cell"),
            (len(event.modes) > 1, "Event Mode", "several: joined in one cell"),
            (any(p.is_role for p in (*actors, *recipients)), "Actor Name", "a person without public office: the role"),
        ),
        *_place_lost(place),
    )
    return Made(cells=cells, degraded=degraded)


def _actor(side: str, parties: Sequence[Side], tables: Tables) -> dict[str, Cell]:
    if not parties:
        return {}
    sectors = [s for p in parties for s in p.sectors]
    states = [tables.state(p.country) for p in parties]
    return {
        f"{side} Name": joined(p.name for p in parties),
        f"{side} Country": joined(p.country or p.plover for p in parties),
        f"{side} COW": joined(s.cow for s in states if s),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": joined(sectors),
        f"{side} Title": joined(p.office for p in parties),
        f"{side} Name Raw": joined(p.words for p in parties),
    }


def _place(place: Where | None, tables: Tables) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = place.point or (None, None)
    return {
        "Placename": place.name,
        "City": place.city,
        "District": place.admin2,
        "Province": place.admin1,
        "Country": place.country,
        "Latitude": latitude,
        "Longitude": longitude,
        "GeoNames ID": place.geonameid,
        "Raw Placename": place.words,
        "Feature Type": place.place_class,
    }


def _place_lost(place: Where | None) -> tuple[Degraded, ...]:
    return lost(
        (place is not None and place.point is None, "Latitude", "larger than a town: no point"),
        (place is not None and place.is_shielded, "Placename", "help or shelter: first subdivision only"),
    )
