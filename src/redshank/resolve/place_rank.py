"""Choose which of the places of one name a story means: by its people, and by the company it keeps."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from redshank.gazetteer import Entry, Gazetteer, fold
from redshank.gazetteer.entry import MAIN, STRIPPED
from redshank.lexicon.places import PlaceCues

MOST = 60  # candidates that are weighed for one name
ROUNDS = 3
SHARE_OF_TOWN = 0.08
KNOWN_ANYWAY = 200_000  # people
EARTH_KM = 6371.0
FAR_DEGREES = 2.5  # of latitude, more than 250 km
PRIORS = {"country": 9.0, "continent": 9.0}
OWN_PRIOR = 6.3


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """What each hint is worth, in powers of ten of people; set by hand, tried out on news."""

    size: float = 1.1
    capital: float = 1.5
    alternate: float = 1.6
    admin_alternate: float = 1.6
    land: float = 3.2
    province: float = 4.2
    near: float = 2.6
    sharpness: float = 1.4
    eponym: float = 2.2
    outside: float = 4.0


WEIGHTS = Weights()


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One name of the story, with what its own surroundings say."""

    folded: str
    entries: tuple[Entry, ...]
    inside: tuple[Entry, ...] = ()  # what stands behind its comma
    outside: tuple[Entry, ...] = ()  # the same, when none of the candidates lies there
    wants: frozenset[str] = frozenset()  # classes that the words around it ask for: "the province of"
    times: int = 1


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its score and what made it."""

    entry: Entry
    score: float
    why: str


def is_land(entry: Entry) -> bool:
    """Say whether the place is a state or a continent, which lies in no other."""
    return entry.place_class in {"country", "continent"}


def candidates_of(words: str, gazetteer: Gazetteer, cues: PlaceCues) -> tuple[Entry, ...]:
    """Return the places that bear this name; words around the bare name are taken off when nothing else helps."""
    name = fold(words)
    found = gazetteer.folded(name)
    if found:
        return found
    for opening in cues.openings:
        found = gazetteer.folded(name[len(opening) + 1 :]) if name.startswith(opening + " ") else ()
        if found:
            return found
    first, _, rest = name.partition(" ")
    if first in cues.directions and rest:
        return gazetteer.folded(rest)
    rest, _, last = name.rpartition(" ")
    return gazetteer.folded(rest) if last in cues.divisions and rest else ()


def rank(asked: Sequence[Asked], gazetteer: Gazetteer, home: Sequence[Entry] = ()) -> tuple[tuple[Ranked, ...], ...]:
    """Rank the candidates of every name, best first; names lend each other weight.

    Args:
        asked: the names of the story, each once for each setting.
        gazetteer: the places that we know.
        home: places where the story comes from: its dateline, its publisher.
    """
    lists = [_shortlist(a) for a in asked]
    bases = [[_base(a, e) for e in entries] for a, entries in zip(asked, lists, strict=True)]
    scores = [list(b) for b in bases]
    for _ in range(ROUNDS):
        shares = [_softmax(s) for s in scores]
        company = _Company(asked, lists, shares, home)
        scores = [
            [base + company.speaks_for(k, e) for base, e in zip(bases[k], entries, strict=True)]
            for k, entries in enumerate(lists)
        ]
    found = []
    for k, entries in enumerate(lists):
        order = sorted(range(len(entries)), key=lambda n: (-scores[k][n], -entries[n].population, entries[n].key))
        found.append(
            tuple(
                Ranked(entry=entries[n], score=scores[k][n], why=_why(asked[k], entries[n], bases[k][n], scores[k][n]))
                for n in order
            )
        )
    return tuple(found)


def _shortlist(asked: Asked) -> tuple[Entry, ...]:
    if len(asked.entries) <= MOST:
        return asked.entries
    return tuple(sorted(asked.entries, key=lambda e: -_base(asked, e))[:MOST])


def _base(asked: Asked, entry: Entry) -> float:
    """Score a place by itself and by the words right beside the name."""
    score = _prior(entry)
    if _named_after_town(asked, entry) and not asked.wants:
        score -= WEIGHTS.eponym
    if asked.outside and _lies_elsewhere(asked, entry):
        return score - WEIGHTS.outside
    if asked.wants:
        score += 3.0 if entry.place_class in asked.wants else 0.0
    if asked.inside and not is_land(entry):
        keys = {e.key for e in asked.inside}
        lands = {e.country for e in asked.inside if e.place_class == "country"}
        if entry.admin1 in keys or entry.admin2 in keys:
            score += 8.0
        elif entry.country in lands and entry.place_class != "country":
            score += 6.0
    return score


def _lies_elsewhere(asked: Asked, entry: Entry) -> bool:
    """Say whether a lesser town lies in another land than the one that the text puts it in."""
    small = entry.place_class == "city" and entry.population < KNOWN_ANYWAY
    return small and entry.country not in {e.country for e in asked.outside}


def _named_after_town(asked: Asked, entry: Entry) -> bool:
    """Say whether a province or district bears the name of its main town: plain "Kunduz" is the town."""
    if entry.place_class not in {"admin1", "admin2"}:
        return False
    return _main_towns(asked.entries).get(entry.key, -1) >= entry.population * SHARE_OF_TOWN


@lru_cache(maxsize=64)  # asked once for each candidate of the name
def _main_towns(entries: tuple[Entry, ...]) -> dict[int, int]:
    """Return the people of the largest town of the name in each province and district."""
    found: dict[int, int] = {}
    for e in entries:
        if e.place_class == "city" and e.rank == MAIN:
            for key in (e.admin1, e.admin2):
                if key is not None:
                    found[key] = max(found.get(key, 0), e.population)
    return found


def _prior(entry: Entry) -> float:
    kind = entry.place_class
    size = math.log10(entry.population + 10)
    if kind in PRIORS:
        return PRIORS[kind] - (1.0 if entry.end else 0.0)
    if kind == "admin1":
        return 3.5 + 0.6 * size - (0.0, WEIGHTS.admin_alternate, 2.4)[entry.rank]
    if kind == "admin2":
        return 0.7 * size - (0.0, 0.5, 1.5)[entry.rank]
    if kind == "city":
        return (
            WEIGHTS.size * size
            + (WEIGHTS.capital if entry.capital else 0.0)
            - (WEIGHTS.alternate if entry.rank else 0.0)
        )
    return OWN_PRIOR - (1.0 if entry.rank >= STRIPPED else 0.0)


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(WEIGHTS.sharpness * (s - top)) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


class _Company:
    """What the other names of the story say: which lands, which provinces, which points."""

    def __init__(
        self,
        asked: Sequence[Asked],
        lists: Sequence[Sequence[Entry]],
        shares: Sequence[Sequence[float]],
        home: Sequence[Entry],
    ) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.admins: defaultdict[int, float] = defaultdict(float)
        self.by_name: list[Mapping[object, float]] = []
        self.points: list[tuple[int, float, Entry]] = []
        for k, entries in enumerate(lists):
            own: defaultdict[object, float] = defaultdict(float)
            weight = 1.0 + 0.3 * min(3, asked[k].times - 1)
            for entry, share in zip(entries, shares[k], strict=True):
                for land in entry.countries or ((entry.country,) if entry.country else ()):
                    own[land] += share * weight / max(1, len(entry.countries))
                admin = entry.key if entry.place_class == "admin1" else entry.admin1
                if admin is not None:
                    own[admin] += share * weight
                if share > 0.25 and entry.place_class in {"city", "admin2", "base", "facility", "island"}:
                    self.points.append((k, share, entry))
            self._add(own)
            self.by_name.append(own)
        for entry in home:
            admin = entry.key if entry.place_class == "admin1" else entry.admin1
            self._add({entry.country: 2.0, admin: 2.0})
            if entry.place_class == "city":
                self.points.append((-1, 1.0, entry))
        self.names = {k: a.folded for k, a in enumerate(asked)}
        lands, admins = sum(self.countries.values()), sum(self.admins.values())
        self.totals = [
            (
                lands - sum(v for key, v in own.items() if isinstance(key, str)),
                admins - sum(v for key, v in own.items() if isinstance(key, int)),
            )
            for own in self.by_name
        ]

    def _add(self, own: Mapping[object, float]) -> None:
        for key, weight in own.items():
            if isinstance(key, str):
                self.countries[key] += weight
            elif isinstance(key, int):
                self.admins[key] += weight

    def speaks_for(self, k: int, entry: Entry) -> float:
        """Return what the rest of the story adds to this reading of name `k`."""
        own = self.by_name[k]
        land_votes, admin_votes = self.totals[k]
        gain = 0.0
        lands = entry.countries or ((entry.country,) if entry.country else ())
        votes = max((self.countries[c] - own.get(c, 0.0) for c in lands), default=0.0)
        gain += _share(votes, land_votes, WEIGHTS.land)
        if entry.place_class not in {"country", "continent"}:
            admin = entry.key if entry.place_class == "admin1" else entry.admin1
            if admin is not None:
                others = self.admins[admin] - own.get(admin, 0.0)
                gain += _share(others, admin_votes, WEIGHTS.province)
        if entry.place_class in {"city", "admin2", "facility", "base"}:
            gain += self._near(k, entry)
        return gain

    def _near(self, k: int, entry: Entry) -> float:
        best = 0.0
        for other, share, point in self.points:
            if other == k or (other >= 0 and self.names[other] == self.names[k]) or point.key == entry.key:
                continue
            if abs(entry.latitude - point.latitude) > FAR_DEGREES:
                continue
            km = rough_km(entry, point)
            best = max(
                best, share * WEIGHTS.near * (1.0 if km < 40 else 0.7 if km < 100 else 0.35 if km < 250 else 0.0)
            )
        return best


def _share(votes: float, total: float, weight: float) -> float:
    if votes <= 0 or total <= 0:
        return 0.0
    return weight * (votes / total) * min(1.0, 0.4 + votes / 2)


def rough_km(a: Entry, b: Entry) -> float:
    """Return the distance on a flat map, good enough to say "near"."""
    x = math.radians((a.longitude - b.longitude + 180) % 360 - 180) * math.cos(math.radians(a.latitude))
    y = math.radians(a.latitude - b.latitude)
    return EARTH_KM * math.hypot(x, y)


def _why(asked: Asked, entry: Entry, base: float, score: float) -> str:
    parts = [f"{entry.place_class} of this name"]
    if len(asked.entries) == 1:
        parts.append("no other")
    elif entry.population and entry.place_class == "city":
        parts.append(f"{entry.population:,} people")
    if asked.inside and base - _prior(entry) >= 5:
        parts.append(f"inside {asked.inside[0].name}")
    if asked.wants and entry.place_class in asked.wants:
        parts.append("kind named")
    if score - base >= 1:
        parts.append("other places of the story lie there")
    return "; ".join(parts)


def spread(ranked: Iterable[Ranked]) -> list[float]:
    """Turn scores into shares that sum to one."""
    return _softmax([r.score for r in ranked])
