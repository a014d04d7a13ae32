"""What the entity files become: entities, offices, nouns for people, titles, and the forms that name them."""

from typing import Literal

import msgspec

from redshank.records import Span

Use = Literal["name", "adjective", "people", "capital", "metonym", "surname"]
FIRST, LAST = "0000-01-01", "9999-12-31"


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """From one day to another, both included; ISO dates."""

    earliest: str = FIRST
    latest: str = LAST


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that a person held, and when."""

    office: str
    country: str
    start: str | None = None
    end: str | None = None
    sectors: tuple[str, ...] = ()
    note: str | None = None

    def years(self) -> int:
        """Return the years in office, roughly; of several offices the longest tells best who a person is."""
        first, last = (self.start or self.end or "2000")[:4], (self.end or "2025")[:4]
        return int(last) - int(first)

    def held_in(self, period: Period | None) -> bool:
        """Say whether the office was held at some time of the period; every office counts when none is known."""
        return holds(self.start, self.end, period)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which a body had other sectors: a party in government."""

    sectors: tuple[str, ...]
    start: str | None = None
    end: str | None = None


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A state, person in office, body, institution or group, with the words that name it."""

    id: str
    name: str
    kind: str  # state person; for bodies what their entry says: igo alliance bloc government party ...
    family: str = ""  # state person institution igo bloc armed_group: the file they stand in
    code: str | None
    country: str | None = None
    plover: str | None = None
    sectors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    parent: str | None = None
    start: str | None = None
    end: str | None = None
    ambiguous: tuple[str, ...] = ()  # names that mean something else as often
    codable: bool = True
    offices: tuple[Office, ...] = ()
    terms: tuple[Term, ...] = ()

    def sectors_in(self, period: Period | None) -> tuple[str, ...]:
        """Return the sectors of the entity in the period; a person out of office has those of former officials."""
        if self.offices:
            return self._office_sectors(period)
        if period is not None:
            for term in self.terms:
                if holds(term.start, term.end, period):
                    return term.sectors
        return self.sectors

    def _office_sectors(self, period: Period | None) -> tuple[str, ...]:
        held = [o for o in self.offices if o.held_in(period)]
        if held:
            picked = held if period else [max(held, key=Office.years)]
            return tuple(dict.fromkeys(s for o in picked for s in o.sectors))
        if period is not None and any(o.end and o.end < period.earliest for o in self.offices):
            return ("ELI",)
        return ()

    def exists_in(self, period: Period | None) -> bool:
        """Say whether the entity existed, or the person held an office, in the period."""
        if self.offices:
            return any(o.held_in(period) for o in self.offices)
        return holds(self.start, self.end, period)


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """A noun for people or a public body, with its sectors."""

    words: str
    sectors: tuple[str, ...] = ()
    known: bool = True  # False: people of no particular sector ("men")
    weak: bool = False  # an actor only beside the name of a state or body


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """A title that stands before a name or alone, and the office it means."""

    words: str
    sectors: tuple[str, ...] = ()
    office: str | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Words as they are written, and what they name."""

    surface: str
    entity: str
    use: Use
    accented: str | None = None  # the only way to write it: "Libération" is a paper, "liberation" is not


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a text where forms of one or more entities stand."""

    span: Span
    forms: tuple[Form, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The entities that the words may mean, in the order of the files."""
        return tuple(dict.fromkeys(f.entity for f in self.forms))

    @property
    def uses(self) -> frozenset[str]:
        """The ways in which the words name them."""
        return frozenset(f.use for f in self.forms)


def holds(start: str | None, end: str | None, period: Period | None) -> bool:
    """Say whether [start, end] meets the period; dates may be a year or a month only."""
    if period is None:
        return True
    first = (start or FIRST) + FIRST[len(start or FIRST) :]
    last = (end or LAST) + ("-12-31"[-(10 - len(end)) :] if end and len(end) < 10 else "")
    return first <= period.latest and period.earliest <= last
