"""Who is meant by the codes and names of other people's files. Cells in, keys of dyads out: a country, else a body."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from redshank.compare.feeds_formats import Feeds, load_feeds
from redshank.lexicon.entities import plain, small
from redshank.lexicon.entity_records import Entity
from redshank.lexicon.entity_rows import StateRow
from redshank.lexicon.files import read_rows
from redshank.query.names import WORDS, Names

YEARS = re.compile(r"\s*\(\s*\d{4}.{0,12}\)")  # "(2000-)", "(1991-2015)"
INSIDE = re.compile(r"\(([^()]+)\)")
LISTS = frozenset({"names", "adjectives", "people", "capital", "metonyms", "sectors"})


class Parties:
    """Looks parties up, and counts what it does not know."""

    def __init__(self, names: Names | None = None) -> None:
        self.names = names or Names()
        self.feeds: Feeds = load_feeds()
        self.unknown: Counter[str] = Counter()
        self._held: dict[tuple[str, int | None], tuple[str, ...]] = {}

    @cached_property
    def states(self) -> tuple[StateRow, ...]:
        """The states, with their codes in other systems."""
        paths = [folder / "entities" / "states.csv" for folder in self.names.folders]
        return tuple(row for p in paths if p.is_file() for row in read_rows(p, StateRow, LISTS))

    @cached_property
    def _cameo(self) -> dict[str, str]:
        # a breakaway region bears the code of its state: the state's own row stands
        own = {s.code: s.code for s in self.states}
        return {s.cameo: s.code for s in self.states if s.cameo and s.cameo not in own} | own

    @cached_property
    def _gw(self) -> dict[str, tuple[StateRow, ...]]:
        found: dict[str, tuple[StateRow, ...]] = {}
        for state in self.states:
            if state.gw:
                found[state.gw] = (*found.get(state.gw, ()), state)
        return found

    @cached_property
    def _fips(self) -> dict[str, str]:
        return {s.fips: s.code for s in self.states if s.fips and not s.end}

    def by_code(self, code: str) -> tuple[str, ...]:
        """Return the key of a CAMEO or alpha-3 code; none for a part of the world."""
        if code in self.feeds.regions.cameo and code not in self._cameo:
            return ()
        known = self._cameo.get(code) or (code if code in self.names.codes else None)
        if known is None:
            self.unknown[code] += 1
        return (known or code,)

    def by_group(self, code: str) -> tuple[str, ...]:
        """Return the key of a body's CAMEO code; none where it is not ours."""
        known = self.feeds.groups.get(code)
        return (known,) if known else ()

    def by_gw(self, number: str, day: date | None = None) -> tuple[str, ...]:
        """Return the key of a state's number in the list of Gleditsch and Ward."""
        states = self._gw.get(number.removesuffix(".0"), ())
        fits = [s.code for s in states if _stood(s.start, s.end, day)]
        return tuple(fits[:1])

    def by_fips(self, code: str) -> str | None:
        """Return the alpha-3 code of a FIPS 10-4 code."""
        return self._fips.get(code)

    def by_name(self, words: str, day: date | None = None) -> tuple[str, ...]:
        """Return the keys of whom a name means: "Russia", "Government of Syria", "Protesters (Poland)"; else none."""
        at = (words, day.year if day else None)
        if at not in self._held:
            found = (self._meant(piece, day) for piece in _pieces(words))
            self._held[at] = next((f for f in found if f), ())
        if not self._held[at] and words.strip():
            self.unknown[words.strip()] += 1
        return self._held[at]

    def country(self, words: str) -> str | None:
        """Return the code of the country that a code or name means."""
        if words in self.names.states:
            return words
        return next((k for k in self.by_name(words) if k in self.names.states), None)

    def _meant(self, words: str, day: date | None) -> tuple[str, ...]:
        if words in self.names.codes:
            return (words,)
        if words.isupper() and len(words) == 3 and words in self._cameo:
            return (self._cameo[words],)
        forms = self.names.entities.forms.get(small(plain(words)), ())
        for uses in (("name",), WORDS):
            meant = [self.names.entities[f.entity] for f in forms if f.use in uses]
            stood = [e for e in meant if _stood(e.start, e.end, day)] or meant
            keys = tuple(dict.fromkeys(filter(None, map(key_of, stood))))
            if keys:
                return keys
        return ()


def key_of(entity: Entity) -> str | None:
    """Return what dyads call an entity: its country, else its code."""
    return entity.country or entity.code


def _stood(start: str | None, end: str | None, day: date | None) -> bool:
    """Say whether a state or body was there on a day; today where there is no day."""
    if day is None:
        return not end
    return (start or "") <= day.isoformat() <= (end or "9999")


def _pieces(words: str) -> Iterator[str]:
    """Give a name as it stands, then the parts of it that may name a state."""
    bare = YEARS.sub("", words).strip()
    yield bare
    before = YEARS.split(words)[0].strip()  # "Police Forces of Ukraine (2019-) Border Guard"
    outside = INSIDE.sub("", bare).strip()
    for part in (outside, before, *INSIDE.findall(bare)):
        yield part.strip()
        yield part.rpartition(" of ")[2].strip()
