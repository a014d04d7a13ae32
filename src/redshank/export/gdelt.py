"""GDELT 2.0: 61 columns of events and 16 of mentions, tab-separated, without header."""

from collections.abc import Iterator

from redshank.export.choose import unfit
from redshank.export.days import INTERVAL, NO_DAY, PUBLISHED, Days, compact, days_of
from redshank.export.outcome import Cell, Degraded, Dropped, Made, Outcome, lost
from redshank.export.parties import Side, both_sides
from redshank.export.places import Where, where
from redshank.export.tables import Tables
from redshank.export.told import Seen, Told

IGO_KINDS = ("igo", "alliance")
SEVERAL = "several: the first is written"
QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))  # last CAMEO root of each class


def event_row(told: Told, tables: Tables) -> Outcome:
    """Return the 61 cells of an event."""
    event, days = told.filed.event, days_of(told.filed)
    why = unfit(told.filed, tables) or (None if event.cameo else "no CAMEO code") or (None if days else NO_DAY)
    if why or event.cameo is None or days is None:
        return Dropped(why=why or NO_DAY)
    actors, recipients = both_sides(told.filed, tables)
    place = where(told.filed, tables)
    cells: dict[str, Cell] = {"GLOBALEVENTID": told.number, "SOURCEURL": told.story.url}
    cells |= _days(days) | _actor("Actor1", actors, tables) | _actor("Actor2", recipients, tables)
    cells |= _act(event.cameo, tables) | _place(place, tables)
    cells |= {"NumMentions": told.story.reports, "NumSources": told.story.publishers}
    cells |= {"NumArticles": told.story.reports, "DATEADDED": _stamp(told.story.published)}
    return Made(cells=cells, degraded=(*_degraded(days, actors, recipients, place), *_unscaled(event.cameo, tables)))


def _days(days: Days) -> dict[str, Cell]:
    first = days.first
    return {
        "SQLDATE": compact(first),
        "MonthYear": first.year * 100 + first.month,
        "Year": first.year,
        "FractionDate": round(first.year + (first.month * 30 + first.day) / 365, 4),
    }


def _stamp(day: str | None) -> int | None:
    number = compact(day)
    return None if number is None else number * 1_000_000


def _actor(side: str, parties: tuple[Side, ...], tables: Tables) -> dict[str, Cell]:
    """Return the cells of the first party: GDELT has room for one."""
    if not parties:
        return {}
    party = parties[0]
    state, body = tables.state(party.country), tables.cameo_body.get(party.code or "")
    roles = list(dict.fromkeys(r for s in party.sectors if (r := tables.cameo_role.get(s))))[:3]
    if body:
        roles = [body.type]
    elif party.kind in IGO_KINDS:
        roles = ["IGO"]
    country = (state.cameo or state.code) if state else None
    cells: dict[str, Cell] = {
        f"{side}Code": body.code if body else (country or "") + "".join(roles) or None,
        f"{side}Name": party.name.upper(),
        f"{side}CountryCode": country,
        f"{side}KnownGroupCode": body.group if body else None,
    }
    return cells | {f"{side}Type{number}Code": role for number, role in enumerate(roles, 1)}


def quad_class(cameo: str) -> int:
    """Return GDELT's class of a CAMEO code: verbal or material, cooperation or conflict."""
    return next(number for last, number in QUADS if int(cameo[:2]) <= last)


def _act(cameo: str, tables: Tables) -> dict[str, Cell]:
    return {
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": quad_class(cameo),
        "GoldsteinScale": tables.intensity(cameo),
    }


def _place(place: Where | None, tables: Tables) -> dict[str, Cell]:
    if place is None or place.country is None:
        return {}
    latitude, longitude = place.point or (None, None)
    country = tables.country_name(place.country)
    names = dict.fromkeys(n for n in (place.name, place.admin1, country) if n)
    return {
        "ActionGeo_Type": geo_type(place, tables.gdelt_apart),
        "ActionGeo_FullName": ", ".join(names),
        "ActionGeo_CountryCode": tables.fips(place.country),
        "ActionGeo_Lat": latitude,
        "ActionGeo_Long": longitude,
    }


def geo_type(place: Where, apart: str) -> int:
    """Return GDELT's number for how fine a place is: 1 country, 4 city, 5 state; 3 and 2 in the country set apart."""
    if place.precision in ("point", "city"):
        return 3 if place.country == apart else 4
    if place.precision in ("admin1", "admin2"):
        return 2 if place.country == apart else 5
    return 1


def _degraded(
    days: Days, actors: tuple[Side, ...], recipients: tuple[Side, ...], place: Where | None
) -> tuple[Degraded, ...]:
    return lost(
        (days.basis == "published", "SQLDATE", PUBLISHED),
        (days.basis == "text" and days.is_interval, "SQLDATE", INTERVAL),
        (len(actors) > 1, "Actor1Name", SEVERAL),
        (len(recipients) > 1, "Actor2Name", SEVERAL),
        (any(p.is_role for p in (*actors, *recipients)), "Actor1Name", "a person without public office: the role"),
        (place is not None and place.country is None, "ActionGeo_FullName", "a sea or region: no country"),
        (place is not None and place.point is None, "ActionGeo_Lat", "larger than a town: no point"),
        (place is not None and place.is_shielded, "ActionGeo_FullName", "help or shelter: first subdivision only"),
    )


def _unscaled(cameo: str, tables: Tables) -> tuple[Degraded, ...]:
    return lost((tables.intensity(cameo) is None, "GoldsteinScale", "the tables in use differ on this code"))


def mention_rows(told: Told, tables: Tables) -> Iterator[dict[str, Cell]]:
    """Give the 16 cells of each report of an event: the offsets are those of the story's text, in characters."""
    actors, recipients = both_sides(told.filed, tables)
    days = days_of(told.filed)
    event, story = told.filed.event, told.story
    for seen in story.seen or (Seen(publisher=story.publisher, url=story.url, published=story.published),):
        yield {
            "GLOBALEVENTID": told.number,
            "EventTimeDate": _stamp(days.first.isoformat()) if days else None,
            "MentionTimeDate": _stamp(seen.published),
            "MentionType": 1 if seen.url else None,
            "MentionSourceName": seen.publisher,
            "MentionIdentifier": seen.url or story.id,
            "Actor1CharOffset": actors[0].start if actors else -1,
            "Actor2CharOffset": recipients[0].start if recipients else -1,
            "ActionCharOffset": event.predicate.start,
            "InRawText": 1,
            "Confidence": round(event.score.value * 100),
            "MentionDocLen": story.chars,
        }
