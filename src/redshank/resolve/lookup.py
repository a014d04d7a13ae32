"""What the story's words were resolved to, by id; parties are made from roles here."""

from collections.abc import Iterator, Sequence

from redshank.grammar.told import claims_over
from redshank.lexicon.entities import Entities
from redshank.records import Actor, ActorLink, Claim, EventPlace, Facts, Link, Party, Role, Score, Sentence, Span, Thing

NOT_PARTIES = frozenset({"media"})


class Lookup:
    """The same facts, by id."""

    def __init__(self, text: str, facts: Facts, entities: Entities) -> None:
        self.text = text
        self.facts = facts
        self.entities = entities
        self.actors = {a.id: a for a in facts.actors}
        self.links: dict[str, tuple[ActorLink, ...]] = {}  # "both sides" is linked to two actors
        for link in facts.links:
            self.links[link.mention] = (*self.links.get(link.mention, ()), link)
        self.mentions = {m.id: m for m in facts.mentions}

    def of_role(self, role: Role) -> Iterator[Party]:
        """Give the parties that a role stands for: none where its words were resolved to no actor."""
        for link in self.links.get(role.mention or "", ()):
            actor = self.actors.get(link.actor)
            if actor is None or actor.kind in NOT_PARTIES:
                continue
            yield Party(
                actor=actor.id,
                name=actor.name,
                code=actor.code,
                country=actor.country,
                sectors=actor.sectors,
                span=role.span,
                text=role.span.of(self.text),
                linked_by=link.linked_by,
            )

    def parties(self, roles: Sequence[Role], name: str) -> tuple[Party, ...]:
        """Return the parties in a role, each actor once."""
        found: dict[str, Party] = {}
        for role in roles:
            if role.name == name:
                for party in self.of_role(role):
                    found.setdefault(party.actor, party)
        return tuple(found.values())

    def things(self, roles: Sequence[Role], name: str) -> tuple[Thing, ...]:
        """Return the things in a role, tied to the equipment and the number that the words hold."""
        return tuple(
            Thing(
                span=r.span,
                text=r.span.of(self.text),
                equipment=next(
                    (e.id for e in self.facts.equipment if any(r.span.overlaps(m) for m in e.mentions)), None
                ),
                quantity=next((q.id for q in self.facts.quantities if r.span.holds(q.span)), None),
            )
            for r in roles
            if r.name == name and r.mention is None
        )

    def state_of(self, place: EventPlace) -> Party | None:
        """Return the state in which a place lies, as the party that an act there is done to."""
        found = next((p for p in self.facts.places if p.id == place.place), None)
        return None if found is None else self.state(found.country, found.span, Link.PLACE)

    def state(self, code: str | None, span: Span, linked_by: str) -> Party | None:
        """Return a state as a party that the words name only by way of something else of it."""
        known = self.entities.get(code)
        if code is None or known is None:
            return None
        actor = next((a for a in self.actors.values() if a.kind == "state" and a.code == code), None)
        if actor is None:
            actor = Actor(
                id=f"a{len(self.actors) + 1}",
                name=known.name,
                kind="state",
                code=code,
                country=code,
                entry=known.id,
                mentions=(span,),
                score=Score(value=0.5, why=f"{Link.BY_WAY} {span.of(self.text)!r}"),
            )
            self.actors[actor.id] = actor
        return Party(
            actor=actor.id,
            name=actor.name,
            code=actor.code,
            country=actor.country,
            sectors=actor.sectors,
            span=span,
            text=span.of(self.text),
            linked_by=linked_by,
        )

    def others_in(self, sentence: Sentence, parties: Sequence[Party]) -> set[str]:
        """Return the countries and bodies that a sentence names besides these parties'."""
        named = {
            actor.country or actor.code
            for m in self.facts.mentions
            if m.sentence == sentence.index
            for link in self.links.get(m.id, ())
            if (actor := self.actors.get(link.actor)) is not None
        }
        return {n for n in named if n is not None} - {p.country or p.code for p in parties}

    def is_stateless(self, party: Party) -> bool:
        """Say whether the words deny a country of their own: "international aid agencies", "multinational firms"."""
        return bool(set(party.text.lower().split()) & set(self.entities.naming.stateless))

    def claims_over(self, span: Span) -> tuple[Claim, ...]:
        """Return the claims whose content holds the words, the outermost first."""
        return claims_over(self.facts.claims, span)
