"""ICEWS: 20 columns, tab-separated, with header; names of countries and sectors as it words them."""

from redshank.export.choose import unfit
from redshank.export.days import INTERVAL, NO_DAY, PUBLISHED, days_of
from redshank.export.outcome import Cell, Dropped, Made, Outcome, lost
from redshank.export.parties import Side, both_sides, joined
from redshank.export.places import where
from redshank.export.tables import Tables
from redshank.export.told import Told, number_of

SEVERAL = "several: the first is written"


def icews_row(told: Told, tables: Tables) -> Outcome:
    """Return the 20 cells of an event."""
    event, days = told.filed.event, days_of(told.filed)
    why = unfit(told.filed, tables) or (None if event.cameo else "no CAMEO code") or (None if days else NO_DAY)
    if why or event.cameo is None or days is None:
        return Dropped(why=why or NO_DAY)
    actors, recipients = both_sides(told.filed, tables)
    place = where(told.filed, tables)
    latitude, longitude = (place.point if place else None) or (None, None)
    cells: dict[str, Cell] = {
        "Event ID": told.number,
        "Event Date": days.first.isoformat(),
        "Event Text": tables.label.get(event.cameo),
        "CAMEO Code": event.cameo,
        "Intensity": tables.intensity(event.cameo),
        "Story ID": number_of(told.story.id),
        "Publisher": told.story.publisher,
        "City": place.city if place else None,
        "District": place.admin2 if place else None,
        "Province": place.admin1 if place else None,
        "Country": tables.country_name(place.country) if place else None,
        "Latitude": latitude,
        "Longitude": longitude,
    }
    cells |= _actor("Source", actors, tables) | _actor("Target", recipients, tables)
    degraded = lost(
        (days.basis == "published", "Event Date", PUBLISHED),
        (days.basis == "text" and days.is_interval, "Event Date", INTERVAL),
        (len(actors) > 1, "Source Name", SEVERAL),
        (len(recipients) > 1, "Target Name", SEVERAL),
        (any(p.is_role for p in (*actors, *recipients)), "Source Name", "a person without public office: the role"),
        (place is not None and place.point is None, "Latitude", "larger than a town: no point"),
        (place is not None and place.is_shielded, "City", "help or shelter: first subdivision only"),
        (tables.intensity(event.cameo) is None, "Intensity", "the tables in use differ on this code"),
    )
    return Made(cells=cells, degraded=degraded)


def _actor(side: str, parties: tuple[Side, ...], tables: Tables) -> dict[str, Cell]:
    if not parties:
        return {}
    party = parties[0]
    return {
        f"{side} Name": party.name,
        f"{side} Sectors": joined((tables.icews_sector.get(s) for s in party.sectors), ","),
        f"{side} Country": tables.country_name(party.country),
    }
