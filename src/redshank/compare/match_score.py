"""How well a row of a table fits one of our events, and what speaks against it. Two events in, a Fit out."""

from collections.abc import Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any

import msgspec

from redshank.compare.feeds import ForeignEvent
from redshank.compare.feeds_dates import Days, gap
from redshank.compare.feeds_formats import Weights
from redshank.query.near import EARTH_KM, SMALL

Side = tuple[Sequence[str], Sequence[str]]  # keys, and names
TOLD = ("syntax", "sentence")  # a place that the sentence of the event gives, not the story's dateline


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """What of one of our events a match looks at."""

    id: str
    story: str
    day_from: date
    day_to: date
    type: str
    deed_type: str | None = None
    quad: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actor_names: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()
    place: str | None = None
    place_basis: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None

    @property
    def days(self) -> Days:
        """First and last day."""
        return self.day_from, self.day_to


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How well two fit; `against` is empty if they may be matched."""

    score: float
    days_apart: int
    km_apart: float | None = None
    against: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a fit: from 0 to 1; None where a side does not tell it."""

    value: float | None
    against: str | None = None
    km: float | None = None


class Scorer:
    """Scores pairs, with the limits that the user sets."""

    def __init__(self, weights: Weights, quads: dict[str, str], days: int = 3, km: float = 50) -> None:
        self.weights, self.quads, self.days, self.km = weights, quads, days, km

    def fit(self, mine: ForeignEvent, ours: Ours, days: Days) -> Fit:
        """Return how well a row fits an event; `days` are those of the row."""
        apart = gap(days, ours.days)
        place = self._place(mine, ours)
        parts = {
            "time": self._time(apart, days, ours),
            "parties": self._parties(mine, ours),
            "type": self._type(mine, ours),
            "place": place,
        }
        told = [(getattr(self.weights, name), p.value) for name, p in parts.items() if p.value is not None]
        score = round(sum(w * v for w, v in told) / sum(w for w, _ in told), 4)
        against = [p.against for p in parts.values() if p.against is not None]
        if not against and score < self.weights.least:
            weak = ", ".join(name for name, p in parts.items() if p.value is not None and p.value < 1)
            against.append(f"fits only half in {weak}")
        return Fit(score=score, days_apart=apart, km_apart=place.km, against=tuple(against))

    def _time(self, apart: int, days: Days, ours: Ours) -> Part:
        if apart > self.days:
            return Part(value=0, against=f"{apart} days apart")
        width = (ours.day_to - ours.day_from).days - (days[1] - days[0]).days
        vague = self.weights.vague if width > 2 * self.days + 1 else 1
        return Part(value=vague * (1 - apart / (self.days + 1)))

    def _type(self, mine: ForeignEvent, ours: Ours) -> Part:
        if mine.type is None:
            return Part(value=None)
        if mine.type == ours.type:
            return Part(value=1)
        if mine.type == ours.deed_type:
            return Part(value=self.weights.deed_type)
        # one party and a type that is only near are too little
        if mine.actors and mine.recipients and self.quads.get(mine.type) == ours.quad:
            return Part(value=self.weights.same_quad)
        return Part(value=0, against=f"{ours.type}, not {mine.type}")

    def _parties(self, mine: ForeignEvent, ours: Ours) -> Part:
        """Hold the sides against each other; both parties there in other roles count less."""
        sides = (mine.actors, mine.actor_names), (mine.recipients, mine.recipient_names)
        wanted = {*mine.actors, *mine.recipients}
        if not wanted:
            return Part(value=None)
        in_common = wanted & {*ours.actors, *ours.recipients}
        if not in_common:
            return Part(value=0, against="no party in common")
        there = (ours.actors, ours.actor_names), (ours.recipients, ours.recipient_names)
        straight = self._sides(sides, there, ours)
        crossed = self._sides(sides, there[::-1], ours)
        best = max(straight, self.weights.swapped * crossed)
        if not best:
            return Part(value=0.2, against=f"only {', '.join(sorted(in_common))} in common")
        return Part(value=best)

    def _sides(self, mine: Sequence[Side], there: Sequence[Side], ours: Ours) -> float:
        """Return the mean over the sides that are given; 0 if one of them is not in it."""
        given = [(side, other) for side, other in zip(mine, there, strict=True) if side[0] or side[1]]
        values = [self._side(side, other, ours) for side, other in given]
        return sum(values) / len(values) if all(values) and 1.0 in values else 0.0

    def _side(self, mine: Side, there: Side, ours: Ours) -> float:
        """Return 1 for a party that ours names, less for one that it does not name but where it took place."""
        if not set(mine[0]).isdisjoint(there[0]):
            return 1.0
        if mine[0]:
            return self.weights.by_place if not there[0] and ours.country in mine[0] else 0.0
        words = [w.lower() for w in mine[1]]  # nobody whom we know: the same words have to stand there
        return 1.0 if any(w == name.lower() for w in words for name in there[1]) else 0.0

    def _place(self, mine: ForeignEvent, ours: Ours) -> Part:
        km = km_between(mine, ours)
        if km is not None:
            if km > self.km:
                return Part(value=0, against=f"{km:,.0f} km apart", km=km)
            return Part(value=1 - km / (2 * self.km), km=km)
        if mine.place and ours.place and mine.place.lower() == ours.place.lower():
            return Part(value=1)
        if mine.country is None or ours.country is None:
            return Part(value=None)
        if mine.country == ours.country:
            return Part(value=self.weights.same_country)
        is_told = ours.place_basis in TOLD
        return Part(value=0, against=f"in {ours.country}, not {mine.country}" if is_told else None)


def km_between(mine: ForeignEvent, ours: Ours) -> float | None:
    """Return the distance, where both name a place as small as a town."""
    if ours.precision not in SMALL or None in (mine.latitude, mine.longitude, ours.latitude, ours.longitude):
        return None
    points: Any = (mine.latitude, mine.longitude, ours.latitude, ours.longitude)
    lat_a, lon_a, lat_b, lon_b = map(radians, points)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
