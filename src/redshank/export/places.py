"""Where an event took place, no finer than an export may say. A Told in, a Where out."""

import re
from functools import lru_cache

import msgspec

from redshank.export.tables import Tables
from redshank.records.filed import Filed

FINE = ("point", "city", "admin2")  # finer than a first subdivision
POINTS = ("point", "city")  # what a map may show as a point


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place as it is published."""

    name: str
    words: str | None = None
    precision: str
    place_class: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    where_prec: int | None = None
    geo_precision: int | None = None
    priogrid: int | None = None
    basis: str = ""
    is_shielded: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        """Return latitude and longitude of a town or site; nothing of what is larger."""
        if self.precision in POINTS and self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        return None

    @property
    def city(self) -> str | None:
        """Return the name of the town."""
        return self.name if self.precision in POINTS else None


def where(filed: Filed, tables: Tables) -> Where | None:
    """Return where an event took place; what must not be found is told at the first subdivision."""
    place, event = filed.key.place_at, filed.event
    if place is None:
        return None
    basis = event.place.basis if event.place else ""
    if place.precision in FINE and is_shielded(filed, tables):
        return Where(
            name=place.admin1 or tables.country_name(place.country) or "",
            precision="admin1" if place.admin1 else "country",
            place_class="admin1" if place.admin1 else "country",
            country=place.country,
            admin1=place.admin1,
            where_prec=4 if place.admin1 else 6,
            geo_precision=3,
            basis=basis,
            is_shielded=True,
        )
    return Where(
        name=place.name,
        words=place.text or None,
        precision=place.precision,
        place_class=place.place_class,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonameid=place.geonameid,
        latitude=place.latitude,
        longitude=place.longitude,
        where_prec=place.where_prec,
        geo_precision=place.geo_precision,
        priogrid=place.priogrid,
        basis=basis,
    )


def is_shielded(filed: Filed, tables: Tables) -> bool:
    """Say whether the event is about a clinic, a shelter or help on its way."""
    event = filed.event
    if event.type in tables.shield.types or (event.deed and event.deed.type in tables.shield.types):
        return True
    things = (*event.objects, *event.instruments, *(event.deed.objects if event.deed else ()))
    said = [p.text + " " + p.name for p in (*event.actors, *event.recipients)] + [t.text for t in things]
    return any(_shield_words(tables.shield.words).search(words) for words in said)


@lru_cache(maxsize=4)
def _shield_words(words: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.I)
