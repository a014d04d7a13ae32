"""Which of their events a question asks for: what of a Query can be asked of somebody else's rows."""

from collections.abc import Sequence

from redshank.compare.feeds import ForeignEvent
from redshank.compare.feeds_parties import key_of
from redshank.query.days import first_day, last_day
from redshank.query.filters import Query, split_dyad
from redshank.query.names import Names
from redshank.query.why import filters_of

# filters that their rows can answer; the others narrow ours alone
SHARED = frozenset({"actor", "to", "dyad", "type", "country", "since", "until", "background"})


class Wanted:
    """Says of an event whether it is asked for."""

    def __init__(self, query: Query, names: Names) -> None:
        self.query, self.names = query, names
        self.inexact: list[str] = []  # names of which their rows know the country only
        self.actors = self._keys(query.actor)
        self.recipients = self._keys(query.to)
        self.dyads = [self._dyad(words) for words in query.dyad]
        self.types = {names.type(t) for t in query.type}
        self.countries = {c for words in query.country for c in names.country(words)}
        self.since = first_day(query.since).isoformat() if query.since else ""
        self.until = last_day(query.until, "until").isoformat() if query.until else "9999"

    def __call__(self, event: ForeignEvent) -> bool:
        """Say whether an event is asked for."""
        return (
            event.day_to >= self.since
            and event.day <= self.until
            and (not self.types or event.type is None or event.type in self.types)
            and (not self.countries or event.country in self.countries)
            and self._has_sides(event)
            and (not self.dyads or any(self._has_dyad(event, *d) for d in self.dyads))
        )

    def lines(self) -> list[str]:
        """Say which filters hold for ours only, and which names theirs know only by their country."""
        alone = [f.replace("_", "-") for f in filters_of(self.query) if f not in SHARED]
        said = [f"theirs have no {', '.join(alone)}: that narrows ours only."] if alone else []
        if self.inexact:
            named = ", ".join(dict.fromkeys(self.inexact))
            said.append(f"theirs know no persons and sectors: their side of {named} is the whole country.")
        return said

    def _has_sides(self, event: ForeignEvent) -> bool:
        forth = _meets(event.actors, self.actors) and _meets(event.recipients, self.recipients)
        if forth or self.query.directed:
            return forth
        return _meets(event.recipients, self.actors) and _meets(event.actors, self.recipients)

    def _has_dyad(self, event: ForeignEvent, first: set[str], second: set[str], one_way: bool) -> bool:
        if not first.isdisjoint(event.actors) and not second.isdisjoint(event.recipients):
            return True
        both = one_way and self.query.directed
        return not both and not second.isdisjoint(event.actors) and not first.isdisjoint(event.recipients)

    def _dyad(self, words: str) -> tuple[set[str], set[str], bool]:
        first, second, one_way = split_dyad(words, self.names)
        return self._keys((first,)) or set(), self._keys((second,)) or set(), one_way

    def _keys(self, several: Sequence[str]) -> set[str] | None:
        """Return the keys that names stand for; None when none are asked for."""
        found: set[str] = set()
        for words in several:
            who = self.names.who(words)
            entities = (e for e in self.names.entities.by_id.values() if e.name in who.names) if who.names else ()
            found |= {*who.codes, *filter(None, map(key_of, entities))}
            if who.names or who.sectors:
                self.inexact.append(words)
        return found if several else None


def _meets(keys: Sequence[str], wanted: set[str] | None) -> bool:
    return wanted is None or not wanted.isdisjoint(keys)
