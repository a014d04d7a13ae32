"""Choose to whom an act is done among the candidates of a sentence, by rank, country and sector."""

from collections.abc import Sequence

from redshank.records import Party, Predication, Role
from redshank.resolve.lookup import Lookup

# Arms of the state itself: its own troops are what it withdraws or sends, not to whom it does so.
OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "PRM", "SPY", "LEG", "JUD"})

OUTCOME = "object of what came of it"  # "..., killing two Poles": counts when nobody else is named


def choose_recipients(
    roles: Sequence[Role], actors: Sequence[Party], lookup: Lookup, *, moves_own: bool
) -> tuple[Party, ...]:
    """Return the first rank of candidates that is a party of its own.

    Foreign parties come before others of their rank; people of the actor's own country count when they are no arm of
    the state ("police arrested protesters"); candidates without a country count when no later rank has one.
    """
    told = [r for r in roles if r.name == "recipient"]
    near = [r for r in told if r.path != OUTCOME]
    found = _first_of_its_own(near, actors, lookup, moves_own=moves_own)
    if found and any(side_of(p, lookup) for p in found):
        return found
    hit = _first_of_its_own([r for r in told if r.path == OUTCOME], actors, lookup, moves_own=moves_own)
    return hit if hit and any(side_of(p, lookup) for p in hit) else found or hit


def _first_of_its_own(
    roles: Sequence[Role], actors: Sequence[Party], lookup: Lookup, *, moves_own: bool
) -> tuple[Party, ...]:
    own = {a.actor for a in actors}
    home = {side_of(a, lookup) for a in actors} - {None}
    weak: tuple[Party, ...] = ()
    areas: tuple[Party, ...] = ()
    for rank in sorted({r.rank for r in roles}):
        group = [r for r in roles if r.rank == rank]
        parties = tuple(p for p in lookup.parties(group, "recipient") if p.actor not in own)
        foreign = tuple(p for p in parties if side_of(p, lookup) and side_of(p, lookup) not in home)
        marks = all(r.path == "subtree" or "marked" in r.path for r in group)
        if weak and marks:
            break  # "clashed with police at a rally of the party": who stands in the slot, though without a country
        if foreign:
            return foreign
        domestic = tuple(
            p for p in parties if p.country in home and not marks and (not moves_own or _is_apart(p, actors))
        )
        if domestic:
            return domestic
        areas = areas or tuple(p for p in parties if _is_area(p, lookup))
        if not weak and not marks:
            weak = tuple(p for p in parties if side_of(p, lookup) is None and not _is_area(p, lookup))
    return weak or areas


def side_of(party: Party, lookup: Lookup) -> str | None:
    """Return the country of a party, or the code of a body; organs of the United Nations are the United Nations."""
    if _is_area(party, lookup):
        return None
    body = lookup.actors[party.actor].plover if party.actor in lookup.actors else None
    return party.country or (body if body in {"UNO", "EUR"} else party.code)


def _is_area(party: Party, lookup: Lookup) -> bool:
    """Say whether the party belongs to a part of the world only: "the Gulf" is where it is done, not to whom."""
    entity = lookup.entities.get(party.code)
    return entity is not None and not entity.codable and party.country is None


# Deeds whose object may be the actor's own men: it withdraws, sends, lends or trains them.
OFFERS = frozenset({"promise", "offer", "agree", "settle", "threaten"})  # what is asked is asked of an addressee
OWN_MEN = frozenset({"retreat", "mobilize", "aid", "cooperate", "concede", "support"})


def of_the_state(parties: Sequence[Party]) -> bool:
    """Say whether all of these are arms of a state."""
    return all(p.sectors and set(p.sectors) <= OF_THE_STATE for p in parties)


def moves_own_men(predication: Predication) -> bool:
    """Say whether the object of the act may be the actor's own men."""
    inner = predication.content.family if predication.content is not None and predication.family in OFFERS else None
    return bool({predication.family, inner} & OWN_MEN)


def _is_apart(party: Party, actors: Sequence[Party]) -> bool:
    sides = {s for a in actors for s in a.sectors}
    return not set(party.sectors) <= OF_THE_STATE or bool(sides - OF_THE_STATE) or not party.sectors
