"""ACLED-like candidates: 31 columns, comma-separated, with header; only what answers to a kind of event of theirs."""

from redshank.export.arms import ARMED, force, killed
from redshank.export.choose import REAL
from redshank.export.days import NO_DAY, PUBLISHED, Days, days_of
from redshank.export.outcome import Cell, Dropped, Made, Outcome, lost
from redshank.export.parties import Side, both_sides, holder_of, joined
from redshank.export.places import Where, where
from redshank.export.tables import AcledRow, Tables
from redshank.export.told import Told

INTER = {"state": "State forces", "rebel": "Rebel group", "militia": "Political militia", "civil": "Civilians"}
CROWD = {"Protests": "Protesters", "Riots": "Rioters"}
LETHAL = ("Political violence", "Demonstrations")


def acled_row(told: Told, tables: Tables) -> Outcome:
    """Return the 31 cells of an event."""
    event, days = told.filed.event, days_of(told.filed)
    if event.status not in REAL:
        return Dropped(why=f"status {event.status}: the format has no column for it")
    if days is None:
        return Dropped(why=NO_DAY)
    actors, recipients = both_sides(told.filed, tables)
    kind = _kind(told, actors, recipients, tables)
    if kind is None or not kind.event:
        return Dropped(why=f"{event.type}: none of ACLED's kinds of events answers to it")
    place = where(told.filed, tables)
    cells = _days(days, told) | _sides(kind, actors, recipients, place, tables) | _place(place, tables)
    low, high = killed(told) if kind.disorder in LETHAL else (None, None)
    cells |= {
        "event_id_cnty": told.id,
        "disorder_type": kind.disorder,
        "event_type": kind.event,
        "sub_event_type": kind.sub_event,
        "source": joined((s.publisher for s in told.story.seen), "; ") or told.story.publisher,
        "notes": notes(told, tables),
        "fatalities": low if low == high else None,
    }
    degraded = lost(
        (days.basis == "published", "event_date", PUBLISHED),
        (
            days.basis == "text" and days.is_interval,
            "event_date",
            "a stretch of time: its first day; see time_precision",
        ),
        (any(p.is_role for p in (*actors, *recipients)), "actor1", "a person without public office: the role"),
        (place is not None and place.point is None, "latitude", "larger than a town: no point"),
        (place is not None and place.is_shielded, "location", "help or shelter: first subdivision only"),
        (not told.words, "notes", "the words are not kept: where they stand"),
        (low != high, "fatalities", "a range: left blank"),
    )
    return Made(cells=cells, degraded=degraded)


def notes(told: Told, tables: Tables) -> str:
    """Return the evidence sentence, or where it stands, with who alone says so."""
    holder = holder_of(told.filed, tables)
    said = " ".join(told.words.split()) or told.pointer
    return f"{said} (according to {holder})" if holder else said


def _kind(told: Told, actors: tuple[Side, ...], recipients: tuple[Side, ...], tables: Tables) -> AcledRow | None:
    event = told.filed.event
    for row in tables.acled:
        if (
            event.type in row.types
            and (not row.cameo or (event.cameo or "").startswith(row.cameo))
            and (not row.frames or event.frame in row.frames)
            and (not row.sides or _sides_fit(row.sides, actors, recipients, tables))
        ):
            return row
    return None


def _sides_fit(wanted: str, actors: tuple[Side, ...], recipients: tuple[Side, ...], tables: Tables) -> bool:
    if wanted == "named":
        return bool(recipients)
    if not actors or not recipients or force(actors[0], tables) not in ARMED:
        return False
    other = force(recipients[0], tables)
    return other in ARMED if wanted == "armed" else other == "civil"


def _days(days: Days, told: Told) -> dict[str, Cell]:
    precision = 1 if not days.is_interval else 2 if days.length <= 8 else 3
    return {
        "event_date": days.first.isoformat(),
        "year": days.first.year,
        "time_precision": precision if days.basis == "text" else None,
    }


def _sides(
    kind: AcledRow, actors: tuple[Side, ...], recipients: tuple[Side, ...], place: Where | None, tables: Tables
) -> dict[str, Cell]:
    first = CROWD.get(kind.event) if actors else None
    inter1 = first or _inter(actors, place, tables)
    inter2 = _inter(recipients, place, tables)
    is_civil = kind.disorder == "Political violence" and inter2 == "Civilians"
    return {
        "actor1": actors[0].name if actors else None,
        "assoc_actor_1": joined((a.name for a in actors[1:]), "; "),
        "inter1": inter1,
        "actor2": recipients[0].name if recipients else None,
        "assoc_actor_2": joined((r.name for r in recipients[1:]), "; "),
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else None,
        "civilian_targeting": "Civilians targeted" if is_civil else None,
    }


def _inter(parties: tuple[Side, ...], place: Where | None, tables: Tables) -> str | None:
    """Return ACLED's word for a party; a state's force abroad is an external one."""
    if not parties:
        return None
    kind = force(parties[0], tables)
    if kind == "state" and place and place.country and parties[0].country not in (None, place.country):
        return "External/Other forces"
    return INTER.get(kind)


def _place(place: Where | None, tables: Tables) -> dict[str, Cell]:
    if place is None:
        return {}
    latitude, longitude = place.point or (None, None)
    return {
        "iso": tables.numeric.get(place.country or ""),
        "country": tables.country_name(place.country),
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name,
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": place.geo_precision,
    }
