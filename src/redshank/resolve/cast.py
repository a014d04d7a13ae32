"""The cast of a story while it is read: each actor with what we know of him, and where he was last seen."""

from collections.abc import Iterator

from redshank.lexicon.entities import Entities
from redshank.lexicon.entity_records import Entity, Period
from redshank.records import Actor, Mention, Score, Span

PERSON, GENERIC, STATE = "person", "generic", "state"


class Member:
    """One actor in the making."""

    def __init__(self, key: str, name: str, kind: str) -> None:
        self.key = key
        self.name = name
        self.kind = kind
        self.entity: Entity | None = None
        self.code: str | None = None
        self.country: str | None = None
        self.plover: str | None = None
        self.sectors: tuple[str, ...] = ()
        self.office: str | None = None
        self.words: set[str] = set()  # nouns and titles that the story has used for the actor
        self.is_plural = False
        self.gender: str | None = None
        self.seen: list[Sighting] = []
        self.score = 0.9
        self.why = ""

    def record(self, number: int) -> Actor:
        """Write the actor as a record."""
        return Actor(
            id=f"a{number}",
            name=self.name,
            kind=self.kind,
            code=self.code,
            country=self.country,
            sectors=self.sectors,
            plover=self.plover,
            entry=self.entity.id if self.entity else None,
            office=self.office,
            mentions=tuple(s.span for s in self.seen),
            score=Score(value=self.score, why=self.why),
        )


class Sighting:
    """One mention of an actor: where, and how prominent."""

    def __init__(self, mention: Mention, paragraph: int, rank: int) -> None:
        self.span: Span = mention.span
        self.sentence = mention.sentence
        self.paragraph = paragraph
        self.head = mention.head
        self.rank = rank  # 3 subject, 2 object, 1 elsewhere, 0 owner or adjective


class Cast:
    """The actors of one story, in the order of their entrance."""

    def __init__(self, entities: Entities, period: Period | None) -> None:
        self.entities = entities
        self.period = period
        self.members: dict[str, Member] = {}
        self.heads: frozenset[tuple[int, int]] = frozenset()  # where mentions of actors stand, read or not
        self.at: dict[tuple[int, int], Member] = {}  # by sentence and head token
        self.joined: tuple[Member, Member] | None = None  # the last two of different states that "and" joined

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members.values())

    def of_entity(self, entity: Entity) -> Member:
        """Return the actor for an entity, entering it when it is new."""
        key = f"entity {entity.id}"
        member = self.members.get(key)
        if member is None:
            member = self.members[key] = Member(key, entity.name, _kind(entity))
            self.identify(member, entity)
            member.why = f"named in the entities as {entity.id}"
        return member

    def identify(self, member: Member, entity: Entity) -> None:
        """Write what the entity says into the actor."""
        member.entity = entity
        member.code, member.country, member.plover = codes(entity, self.entities)
        member.sectors = tuple(dict.fromkeys((*member.sectors, *entity.sectors_in(self.period))))
        held = [o for o in entity.offices if o.held_in(self.period)]
        member.office = (held or list(entity.offices))[-1].office if entity.offices else None

    def of_people(self, key: str, name: str, kind: str, sectors: tuple[str, ...]) -> Member:
        """Return the actor known by this key, entering him when he is new."""
        member = self.members.get(key)
        if member is None:
            member = self.members[key] = Member(key, name, kind)
            member.sectors = sectors
            member.score = 0.8
            member.why = f"known by the words {name!r}"
        return member

    def give_owner(self, member: Member, owner: Entity) -> None:
        """Give people or a body the country or organisation that they belong to."""
        member.code, member.country, member.plover = codes(owner, self.entities)


def codes(entity: Entity, entities: Entities) -> tuple[str | None, str | None, str | None]:
    """Return the code, country and PLOVER code that an entity gives to those who act for it."""
    if entity.kind == PERSON:
        served = entities.get(entity.country)
        return codes(served, entities) if served else (entity.country, entity.country, None)
    if entity.family == "institution" and entity.country:
        return entity.country, entity.country, entity.plover
    country = entity.country if entity.country in entities.by_id or entity.kind == STATE else None
    return entity.code, country, entity.plover


def _kind(entity: Entity) -> str:
    return entity.family if entity.family in {"institution", "armed_group"} else entity.kind
