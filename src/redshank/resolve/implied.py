"""Parties that the words only imply: the state of a place, the actor's own, the story's; each link is marked."""

from collections.abc import Sequence

import msgspec

from redshank.records import EventPlace, Link, Party, Predication, Sentence
from redshank.resolve.lookup import Lookup
from redshank.resolve.recipients import of_the_state

# "bombed a bridge outside Tuzla", "withdrew from Angola": who owns the place is who it is done to, where nobody else
# is named.
DONE_TO_A_PLACE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID", "COOPERATE", "SANCTION"})
# These fall on the own land too, when they are done in it.
DONE_AT_HOME = frozenset({"ASSAULT", "MOBILIZE"})
# Protest, coercion and concessions that name no target are directed at the own state or people: the convention of the
# manuals' examples. The link says so, and a reader may leave such recipients out.
AT_HOME = frozenset({"PROTEST", "COERCE", "CONCEDE", "RETREAT"})
PRIVATE = frozenset({"ELI", "BUS", "JRN", "UNK"})  # a retired officer, a trader, a reporter
# Refused, asked, charged in the land that the story is about, with nobody foreign in the sentence.
SAID_AT_HOME = frozenset({"REJECT", "REQUEST", "ACCUSE", "THREATEN"})
# What an outsider says or withholds in a story about one country, with nobody else in the sentence, is meant for it.
SAID_TO_HOME = frozenset({"REJECT", "REQUEST", "ACCUSE", "THREATEN", "SANCTION", "AID"})
# Whom a state accuses, tries, arrests, pardons is its own, unless the words give him another country.
OF_THE_LAND = frozenset({"ACCUSE", "COERCE", "SANCTION", "CONCEDE", "RETREAT", "REJECT", "REQUEST", "AGREE"})


def implied_recipients(
    predication: Predication,
    sentence: Sentence,
    actors: Sequence[Party],
    place: EventPlace | None,
    lookup: Lookup,
) -> tuple[Party, ...]:
    """Return to whom an act without a named recipient is done: the state of the place, or the actors' own."""
    if not actors:
        return ()
    kind = predication.type
    told = place if place is not None and place.basis == "syntax" else None
    where = lookup.state_of(told) if told is not None else None
    own = {a.country for a in actors}
    goes_there = where is not None and (kind in DONE_TO_A_PLACE or _goes_or_leaves(predication))
    if where is not None and goes_there and (where.country not in own or (kind in DONE_AT_HOME and len(own) == 1)):
        return (where,)
    # A threatened curfew or ban falls on the own people too.
    restricts = kind == "THREATEN" and "restrict" in predication.modes
    for_whom = kind in {"REJECT", "ACCUSE"} or not of_the_state(actors)  # a ruler's call is for no one in particular
    home, others = lookup.facts.home, lookup.others_in(sentence, actors)
    at_home = kind in SAID_AT_HOME and for_whom and own == {home} and not others
    if at_home or restricts or (kind in AT_HOME and predication.content is None) or kind == "CONCEDE":
        return _own_state(actors, where, lookup)
    if kind in SAID_TO_HOME and home is not None and home not in own and others <= {home}:
        state = lookup.state(home, predication.span, Link.STORY)
        return () if state is None else (state,)
    return ()


def with_country(
    parties: tuple[Party, ...],
    others: Sequence[Party],
    predication: Predication,
    place: EventPlace | None,
    lookup: Lookup,
) -> tuple[Party, ...]:
    """Give people known only by a role ("two officers") the country where the act took place, or of who acts on them.

    Args:
        parties: the actors, or the recipients.
        others: the actors, where the parties are recipients.
        predication: the act.
        place: where it took place.
        lookup: what the story's words were resolved to.
    """
    if all((p.country or p.code) and p.linked_by != Link.STORY for p in parties):
        return parties
    where = lookup.state_of(place) if place is not None else None
    if place is not None and place.basis != "syntax" and any(p.linked_by == Link.STORY for p in parties):
        where = None
    link, country = Link.PLACE, where.country if where is not None else None
    home = {p.country for p in others}
    if country is None and predication.type in OF_THE_LAND and len(home) == 1 and of_the_state(others):
        link, country = Link.OWN_COUNTRY, home.pop()
    if country is None:
        return parties
    return tuple(_placed(p, country, link, lookup) for p in parties)


def _placed(party: Party, country: str, link: str, lookup: Lookup) -> Party:
    local = set(party.sectors) & {*lookup.entities.naming.at_home, *PRIVATE}
    presumed = (
        party.linked_by == Link.STORY and link == Link.PLACE
    )  # where it took place says more than what the story is about
    known = (party.country or party.code) and not presumed
    if known or not local or lookup.is_stateless(party):
        return party
    return msgspec.structs.replace(party, country=country, code=country, linked_by=link)


def _goes_or_leaves(predication: Predication) -> bool:
    visits = predication.type == "CONSULT" and "visit" in predication.modes
    return visits or (predication.type == "RETREAT" and "withdraw" in predication.modes)


def _own_state(actors: Sequence[Party], where: Party | None, lookup: Lookup) -> tuple[Party, ...]:
    countries = {a.country for a in actors}
    if len(countries) != 1 or None in countries:
        return ()
    if where is not None and where.country not in countries:
        return (where,)
    own = lookup.state(actors[0].country, actors[0].span, Link.OWN_COUNTRY)
    return () if own is None else (own,)
