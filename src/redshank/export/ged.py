"""GED-like candidates: 49 columns, comma-separated, with header; only attacks whose sides are named and bear arms."""

from redshank.export.arms import ARMED, force, is_named, killed, side_name
from redshank.export.choose import REAL
from redshank.export.days import NO_DAY, PUBLISHED, Days, days_of
from redshank.export.outcome import Cell, Dropped, Made, Outcome, lost
from redshank.export.parties import Side, both_sides, holder_of
from redshank.export.places import Where, where
from redshank.export.tables import Tables
from redshank.export.told import Told

CIVILIANS = "Civilians"


def ged_row(told: Told, tables: Tables) -> Outcome:
    """Return the 49 cells of an attack."""
    event, days = told.filed.event, days_of(told.filed)
    if event.type != "ASSAULT":
        return Dropped(why=f"{event.type} is no armed violence")
    if event.status not in REAL:
        return Dropped(why=f"status {event.status}: the format has no column for it")
    if days is None:
        return Dropped(why=NO_DAY)
    actors, recipients = both_sides(told.filed, tables)
    if not actors or not is_named(actors[0]) or force(actors[0], tables) not in ARMED:
        return Dropped(why="side A is not named, or bears no arms")
    if not recipients or not _is_target(recipients[0], tables):
        return Dropped(why="side B is neither a named armed side nor civilians")
    place = where(told.filed, tables)
    cells = _violence(actors[0], recipients[0], tables) | _source(told, tables) | _days(days) | _place(place, tables)
    low, high = killed(told)
    cells |= {"id": told.number, "relid": told.id, "code_status": "Candidate", "low": low, "high": high}
    degraded = lost(
        (days.basis == "published", "date_start", PUBLISHED),
        (len(actors) > 1, "side_a", "several: the first is written"),
        (len(recipients) > 1, "side_b", "several: the first is written"),
        (place is not None and place.point is None, "latitude", "larger than a town: no point"),
        (place is not None and place.is_shielded, "where_coordinates", "help or shelter: first subdivision only"),
        (not told.words, "source_article", "the words are not kept: where they stand"),
    )
    return Made(cells=cells, degraded=degraded)


def _is_target(side: Side, tables: Tables) -> bool:
    kind = force(side, tables)
    return kind == "civil" or (kind in ARMED and is_named(side))


def _violence(first: Side, second: Side, tables: Tables) -> dict[str, Cell]:
    """Return who fought whom: 1 a state takes part, 2 none does, 3 against civilians."""
    one, other = force(first, tables), force(second, tables)
    side_a = side_name(first, tables)
    side_b = CIVILIANS if other == "civil" else side_name(second, tables)
    kind = 3 if other == "civil" else 1 if "state" in (one, other) else 2
    states = tables.state(first.country), tables.state(second.country)
    return {
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a,
        "side_b": side_b,
        "gwnoa": states[0].gw if states[0] and one == "state" else None,
        "gwnob": states[1].gw if states[1] and other == "state" else None,
    }


def _source(told: Told, tables: Tables) -> dict[str, Cell]:
    story = told.story
    words = " ".join(told.words.split())
    said = [story.publisher, story.published, f'"{words}"' if words else told.pointer]
    return {
        "number_of_sources": story.publishers,
        "source_article": ", ".join(s for s in said if s),
        "source_office": story.publisher,
        "source_date": story.published,
        "source_headline": story.title,
        "source_original": holder_of(told.filed, tables),
    }


def _days(days: Days) -> dict[str, Cell]:
    return {
        "year": days.first.year,
        "date_prec": date_precision(days) if days.basis == "text" else None,
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
    }


def date_precision(days: Days) -> int:
    """Return UCDP's number: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer."""
    for number, longest in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if days.length <= longest:
            return number
    return 5


def _place(place: Where | None, tables: Tables) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = place.point or (None, None)
    state = tables.state(place.country)
    return {
        "where_prec": place.where_prec,
        "where_coordinates": place.name,
        "where_description": place.words,
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT({longitude:g} {latitude:g})" if latitude is not None and longitude is not None else None,
        "priogrid_gid": place.priogrid,
        "country": state.name if state else None,
        "country_id": state.gw if state else None,
    }
