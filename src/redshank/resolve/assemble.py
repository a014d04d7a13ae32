"""Turn predications into events: parties from mentions, place and time from the sentence, holder from the claims."""

from collections.abc import Sequence

import msgspec

from redshank.grammar.tree import ancestors
from redshank.lexicon.entities import Entities
from redshank.ontology import Mapping, Ontology
from redshank.records import (
    Actor,
    Claim,
    Deed,
    Event,
    EventMention,
    EventPlace,
    EventTime,
    Evidence,
    Facts,
    Party,
    Predication,
    Role,
    Score,
    Sentence,
    Span,
    Story,
    Thing,
)
from redshank.resolve.background import is_background
from redshank.resolve.event_place import place_of
from redshank.resolve.event_time import when_of

NARRATOR = "narrator"
NOT_PARTIES = frozenset({"media"})


class Lookup:
    """The same facts, by id."""

    def __init__(self, text: str, facts: Facts, entities: Entities) -> None:
        self.text = text
        self.facts = facts
        self.entities = entities
        self.actors = {a.id: a for a in facts.actors}
        self.links = {link.mention: link for link in facts.links}
        self.mentions = {m.id: m for m in facts.mentions}

    def party(self, role: Role) -> Party | None:
        """Return the party that a role stands for, if its words were resolved to an actor."""
        link = self.links.get(role.mention or "")
        actor = self.actors.get(link.actor) if link else None
        if link is None or actor is None or actor.kind in NOT_PARTIES:
            return None
        return Party(
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
            if role.name == name and (party := self.party(role)) is not None:
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
        return None if found is None else self.state(found.country, found.span, "place")

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
                score=Score(value=0.5, why=f"by way of {span.of(self.text)!r}"),
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

    def claims_over(self, span: Span) -> tuple[Claim, ...]:
        """Return the claims whose content holds the words, the outermost first."""
        over = [c for c in self.facts.claims if not c.topic and any(part.holds(span) for part in c.content)]
        return tuple(sorted(over, key=lambda c: -sum(len(part) for part in c.content)))


def assemble(
    story: Story,
    sentences: Sequence[Sentence],
    predications: Sequence[Predication],
    facts: Facts,
    ontology: Ontology,
    mapping: Mapping,
    entities: Entities,
) -> Facts:
    """Return the facts with the events of the story, in the order of the text."""
    lookup = Lookup(story.text, facts, entities)
    found: list[Event] = []
    for predication in predications:
        event = _event(predication, sentences[predication.sentence], lookup, ontology, mapping, f"e{len(found) + 1}")
        if event is not None:
            found.append(event)
    return msgspec.structs.replace(facts, events=tuple(found), actors=tuple(lookup.actors.values()))


def _event(
    predication: Predication,
    sentence: Sentence,
    lookup: Lookup,
    ontology: Ontology,
    mapping: Mapping,
    event_id: str,
) -> Event | None:
    if predication.type is None or predication.status in {"negated", "denied", "hypothetical"}:
        return None
    actors = lookup.parties(predication.roles, "agent")
    recipients = choose_recipients(predication.roles, actors, lookup, moves_own=_moves_own(predication))
    if not any(p.country or p.code or set(p.sectors) - PRIVATE for p in (*actors, *recipients)):
        return None
    if not actors and any(r.name == "agent" and r.mention for r in predication.roles):
        return None  # somebody does it, but nobody that we know
    if (
        predication.family == "consult"
        and recipients
        and {r.country for r in recipients} <= {a.country for a in actors}
    ):
        actors, recipients = (*actors, *recipients), ()  # a meeting at home has no recipient
    place = _place(predication, sentence, lookup)
    if (
        not recipients
        and actors
        and place is not None
        and place.basis == "syntax"
        and predication.type in DONE_TO_A_PLACE
    ):
        state = lookup.state_of(place)
        if state is not None and state.country not in {a.country for a in actors}:
            recipients = (state,)
    if not recipients and actors and predication.type in AT_HOME and predication.content is None:
        recipients = _at_home(actors, place, lookup)
    if predication.needs_recipient and not recipients:
        return None
    chain = lookup.claims_over(predication.span)
    status, holder = _standing(predication, actors, recipients, chain, lookup)
    kind = ontology.of(predication.type)
    when = _when(predication, sentence, lookup)
    return Event(
        id=event_id,
        type=predication.type,
        modes=predication.modes,
        contexts=predication.contexts,
        cameo=predication.cameo,
        quad=kind.quad,
        intensity=kind.intensity,
        frame=predication.frame,
        status=status,  # type: ignore[arg-type]
        holder=holder,
        factuality=predication.factuality,
        background=is_background(predication, sentence, when, lookup.facts.published),
        actors=actors,
        recipients=recipients,
        objects=lookup.things(predication.roles, "object"),
        instruments=lookup.things(predication.roles, "instrument"),
        place=place,
        when=when,
        deed=_deed(predication, sentence, actors, lookup, mapping),
        speakers=tuple(c.source.name for c in chain if c.source is not None),
        mentions=(EventMention(span=predication.span, zone=sentence.zone),),
        evidence=Evidence(span=sentence.span, text=sentence.span.of(lookup.text)),
        predicate=predication.span,
        entry=predication.entry,
        score=_score(predication, actors, recipients),
        zone=sentence.zone,
    )


# Sectors of people who act for nobody but themselves: what they do among each other is no public event.
PRIVATE = frozenset({"UNK", "BUS"})
# Arms of the state itself: its own troops are what it withdraws or sends, not to whom it does so.
OF_THE_STATE = frozenset({"GOV", "MIL", "COP", "PRM", "SPY", "LEG", "JUD"})


def choose_recipients(
    roles: Sequence[Role], actors: Sequence[Party], lookup: Lookup, *, moves_own: bool
) -> tuple[Party, ...]:
    """Return the first rank of candidates that is a party of its own.

    Foreign parties come before others of their rank; people of the actor's own country count when they are no arm of
    the state ("police arrested protesters"); candidates without a country count when no later rank has one.
    """
    own = {a.actor for a in actors}
    home = {a.country for a in actors} - {None}
    weak: tuple[Party, ...] = ()
    for rank in sorted({r.rank for r in roles if r.name == "recipient"}):
        group = [r for r in roles if r.name == "recipient" and r.rank == rank]
        parties = tuple(p for p in lookup.parties(group, "recipient") if p.actor not in own)
        foreign = tuple(p for p in parties if _place_of(p) and _place_of(p) not in home)
        if foreign:
            return foreign
        marks = all(r.path == "subtree" or "marked" in r.path for r in group)
        domestic = tuple(
            p for p in parties if p.country in home and not marks and (not moves_own or _is_apart(p, actors))
        )
        if domestic:
            return domestic
        if not weak and not marks:
            weak = tuple(p for p in parties if _place_of(p) is None)
    return weak


def _at_home(actors: Sequence[Party], place: EventPlace | None, lookup: Lookup) -> tuple[Party, ...]:
    countries = {a.country for a in actors}
    if len(countries) != 1 or None in countries:
        return ()
    where = lookup.state_of(place) if place is not None else None
    if where is not None and where.country not in countries:
        return (where,)
    own = lookup.state(actors[0].country, actors[0].span, "own country")
    return () if own is None else (own,)


def _place_of(party: Party) -> str | None:
    return party.country or party.code


# Deeds whose object may be the actor's own men: it withdraws, sends, lends or trains them.
OWN_MEN = frozenset({"retreat", "mobilize", "aid", "cooperate", "concede", "support"})


def _moves_own(predication: Predication) -> bool:
    inner = predication.content.family if predication.content is not None else None
    return bool({predication.family, inner} & OWN_MEN)


def _is_apart(party: Party, actors: Sequence[Party]) -> bool:
    sides = {s for a in actors for s in a.sectors}
    return not set(party.sectors) <= OF_THE_STATE or bool(sides - OF_THE_STATE) or not party.sectors


# "bombed a bridge outside Tuzla": who owns the place is who it is done to, where nobody else is named.
DONE_TO_A_PLACE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "AID"})
# Protest and coercion that name no target are directed at the own state or people: the convention of the manuals'
# examples. The link says so, and a reader may leave such recipients out.
AT_HOME = frozenset({"PROTEST", "COERCE"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})


def _standing(
    predication: Predication,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    chain: Sequence[Claim],
    lookup: Lookup,
) -> tuple[str, str]:
    """Return (status, holder): who is committed to the act, and whether it is only alleged."""
    if not chain or chain[-1].source is None:
        return predication.status, NARRATOR
    claim = chain[-1]
    assert claim.source is not None
    holder = claim.source.name
    speaker = lookup.actors.get(claim.source.actor or "")
    if claim.status in {"alleged"} and predication.type in MATERIAL:
        return "alleged", holder
    if speaker is not None and predication.type in MATERIAL and predication.status in {"happened", "ongoing", "ended"}:
        sides = {p.country for p in recipients} - {p.country for p in actors} - {None}
        if speaker.country in sides:
            return "alleged", holder
    return predication.status, holder


def _deed(
    predication: Predication, sentence: Sentence, actors: tuple[Party, ...], lookup: Lookup, mapping: Mapping
) -> Deed | None:
    content = predication.content
    if content is None:
        return None
    coding = mapping.code("bare", content.frame or "", content.family, content.frame, "happened")
    holder = actors[0].name if actors else None
    return Deed(
        frame=content.frame,
        status=content.status,
        type=coding.type,
        modes=coding.modes,
        holder=holder,
        actors=lookup.parties(content.roles, "agent"),
        recipients=lookup.parties(content.roles, "recipient"),
        objects=lookup.things(content.roles, "object"),
        when=when_of(sentence, content.head, lookup.facts.times, None),
        condition=content.condition,
        predicate=sentence.tokens[content.head].span,
        span=content.span,
        text=content.span.of(lookup.text),
    )


def _when(predication: Predication, sentence: Sentence, lookup: Lookup) -> EventTime | None:
    """Date the act: a verbal act by its own verb or the verb of saying above it, a deed by its own clause."""
    speech = _speech_above(sentence, predication)
    if predication.content is not None and predication.content.head == predication.head and speech is not None:
        return when_of(sentence, speech, lookup.facts.times, speech)
    return when_of(sentence, predication.head, lookup.facts.times, speech)


def _speech_above(sentence: Sentence, predication: Predication) -> int | None:
    heads = {r.head for r in predication.roles if r.name == "speaker"}
    for above in ancestors(sentence, predication.head):
        if any(k in heads for k in sentence.kids[above]):
            return above
    return None


def _place(predication: Predication, sentence: Sentence, lookup: Lookup) -> EventPlace | None:
    return place_of(sentence, predication.head, lookup.facts.places, lookup.text)


def _score(predication: Predication, actors: Sequence[Party], recipients: Sequence[Party]) -> Score:
    value = 0.9
    if any(p.linked_by for p in (*actors, *recipients)):
        value -= 0.1
    chosen = {p.span for p in recipients}
    if any(r.path == "subtree" for r in predication.roles if r.span in chosen):
        value -= 0.15
    if not actors:
        value -= 0.2
    if "noun" in predication.why:
        value -= 0.1
    return Score(value=round(max(value, 0.1), 2), why=predication.why)
