"""Actors as exports name them: offices and bodies by name, everybody else by role."""

from collections.abc import Iterable, Sequence

import msgspec

from redshank.export.tables import Tables
from redshank.records import Actor, Event, Party
from redshank.records.filed import CastMember, Filed

NARRATOR = "narrator"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A party of an event as it is published."""

    name: str
    is_role: bool = False  # a person without public office, written by role
    code: str | None
    country: str | None
    plover: str | None
    sectors: tuple[str, ...]
    kind: str
    office: str | None
    words: str  # as the text calls it; the role where the name is not published
    start: int
    end: int

    @property
    def key(self) -> str | None:
        """Return what dyads are made of."""
        return self.country or self.code


def sides(filed: Filed, parties: Iterable[Party], tables: Tables) -> tuple[Side, ...]:
    """Return parties as they are published."""
    cast = {m.id: m for m in filed.key.cast}
    return tuple(_side(p, cast.get(p.actor), tables) for p in parties)


def _side(party: Party, member: CastMember | None, tables: Tables) -> Side:
    is_role = is_private(member, tables)
    name = role_of(party.sectors, party.country, tables) if is_role else party.name
    return Side(
        name=name,
        is_role=is_role,
        code=party.code,
        country=party.country,
        plover=member.plover if member else None,
        sectors=party.sectors,
        kind=member.kind if member else "generic",
        office=member.office if member else None,
        words=name if is_role else party.text,
        start=party.span.start,
        end=party.span.end,
    )


def is_private(member: CastMember | Actor | None, tables: Tables) -> bool:
    """Say whether this is a person who holds no public office: never a name of an export."""
    if member is None or member.kind != "person":
        return False
    return not member.office or member.office in tables.persons.private_offices


def role_of(sectors: Sequence[str], country: str | None, tables: Tables) -> str:
    """Return what a person is called whose name is not published: "official (Russia)"."""
    word = next((tables.role_word[s] for s in sectors if s in tables.role_word), "person")
    state = tables.country_name(country)
    return f"{word} ({state})" if state else word


def both_sides(filed: Filed, tables: Tables) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return who acts and to whom; of actors that act with each other alone, the first and the others."""
    event = filed.event
    actors = sides(filed, event.actors, tables)
    recipients = sides(filed, event.recipients, tables)
    if not recipients and len(actors) > 1 and event.type in tables.mutual.types:
        return actors[:1], actors[1:]
    return actors, recipients


def holder_of(filed: Filed, tables: Tables) -> str | None:
    """Return who alone is committed to the event, as it is published; None: the story itself."""
    return public_name(filed.event.holder, filed, tables)


def public_name(name: str, filed: Filed, tables: Tables) -> str | None:
    """Return the name of a holder; a person without public office is told by role."""
    if name == NARRATOR:
        return None
    member = member_of(name, filed)
    if member is not None and is_private(member, tables):
        return role_of(member.sectors, member.country, tables)
    return name


def member_of(name: str, filed: Filed) -> CastMember | None:
    """Return the member of the cast that bears a name, or a person whose last names it is."""
    cast = filed.key.cast
    exact = next((m for m in cast if m.name == name), None)
    return exact or next((m for m in cast if m.kind == "person" and m.name.endswith(" " + name)), None)


def speakers_of(event: Event, filed: Filed, tables: Tables) -> tuple[str, ...]:
    """Return those through whom the event is told, as they are published."""
    return tuple(n for s in event.speakers if (n := public_name(s, filed, tables)))


def joined(values: Iterable[str | None], sign: str = ";") -> str:
    """Join what is there, each once."""
    return sign.join(dict.fromkeys(v for v in values if v))
