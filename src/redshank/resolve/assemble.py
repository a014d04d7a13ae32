"""Turn predications into events: parties from mentions, place and time from the sentence, holder from the claims."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from redshank.grammar.form import mark_of
from redshank.grammar.tree import ancestors
from redshank.lexicon.entities import Entities
from redshank.ontology import Mapping, Ontology
from redshank.records import (
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
    Sentence,
    Story,
)
from redshank.resolve.background import is_background
from redshank.resolve.confidence import score_of
from redshank.resolve.event_place import place_of
from redshank.resolve.event_time import when_of
from redshank.resolve.implied import implied_recipients, with_country
from redshank.resolve.lookup import Lookup
from redshank.resolve.recipients import choose_recipients, moves_own_men, of_the_state
from redshank.resolve.scene import Told, settle, spoken

NARRATOR = "narrator"


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
    found: list[Told] = []
    crowds = Counter(p.sentence for p in predications if p.type is not None)
    for predication in predications:
        crowd = crowds[predication.sentence]
        sentence = sentences[predication.sentence]
        event = _event(predication, sentence, lookup, ontology, mapping, f"e{len(found) + 1}", crowd)
        if event is not None:
            found.append(Told(event=event, sentence=sentence, head=predication.head))
    events = settle(found, story.text, facts, entities)
    return msgspec.structs.replace(facts, events=events, actors=tuple(lookup.actors.values()))


# "Ships are required to carry a light": a rule that nobody in the text lays down is no demand.
NEED_A_VOICE = frozenset({"request", "demand", "disapprove"})
# Sectors of people who act for nobody but themselves: what they do among each other is no public event.
PRIVATE = frozenset({"UNK", "BUS"})


# Claims that tell what is to be done: what a relative clause tells inside them is the narrator's.
WANTED = frozenset({"promised", "offered", "requested", "demanded", "threatened", "refused", "planned"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "PROTEST"})


def _event(
    predication: Predication,
    sentence: Sentence,
    lookup: Lookup,
    ontology: Ontology,
    mapping: Mapping,
    event_id: str,
    crowd: int,
) -> Event | None:
    if predication.type is None or predication.status in {"negated", "denied", "hypothetical"}:
        return None
    actors = lookup.parties(predication.roles, "agent")
    recipients = choose_recipients(predication.roles, actors, lookup, moves_own=moves_own_men(predication))
    if not any(_is_public(p) for p in (*actors, *recipients)):
        return None
    if not actors and predication.family in NEED_A_VOICE:
        return None
    if not actors and any(r.name == "agent" and r.mention for r in predication.roles):
        return None  # somebody does it, but nobody that we know
    if (
        predication.family == "consult"
        and predication.content is None
        and recipients
        and {r.country for r in recipients} <= {a.country for a in actors}
    ):
        actors, recipients = (*actors, *recipients), ()  # a meeting at home has no recipient
    if predication.family == "mobilize" and not actors and recipients and of_the_state(recipients):
        actors, recipients = recipients, ()  # "reservists were called up": the state moves its own men
    place = _place(predication, sentence, lookup)
    actors = with_country(actors, (), predication, place, lookup)
    if _is_joint(predication, actors):
        recipients = ()
    if recipients:
        recipients = with_country(recipients, actors, predication, place, lookup)
    else:
        recipients = implied_recipients(predication, sentence, actors, place, lookup)
    if predication.needs_recipient and not recipients and len({a.country or a.code for a in actors}) < 2:
        return None  # of a joint act the parties are each other's recipients
    if _is_own_plan(predication, actors, recipients):
        return None
    aside = _is_aside(sentence, predication)
    chain = [c for c in lookup.claims_over(predication.span) if not (aside and c.status in WANTED)]
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
        score=score_of(predication, sentence, actors, recipients, crowd),
        zone=sentence.zone,
    )


def _is_aside(sentence: Sentence, predication: Predication) -> bool:
    """Say whether a clause about a noun, or of time, tells it: "to free the men whom it seized"."""
    for k in (predication.head, *ancestors(sentence, predication.head)):
        token = sentence.tokens[k]
        participle = token.dep == "acl" and token.tag in {"VBN", "VBD"}
        if token.dep == "relcl" or participle or (token.dep == "advcl" and mark_of(sentence, k) in TIMES):
            return True
    return False


TIMES = frozenset({"after", "since", "when", "as", "while"})


def _is_public(party: Party) -> bool:
    """Say whether a party is a state, a body or people in a public role; firms among themselves are not."""
    if party.sectors:
        return bool(set(party.sectors) - PRIVATE)
    return bool(party.country or party.code)


def _is_own_plan(predication: Predication, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Say whether it is a plan that nobody was promised: "the central bank will sell bills", "is to export tea"."""
    implied = predication.content is not None and predication.content.head == predication.head  # no verb of promising
    return predication.type == "AGREE" and implied and not recipients and len({a.country or a.code for a in actors}) < 2


def _is_joint(predication: Predication, actors: Sequence[Party]) -> bool:
    """Say whether several states agree with each other on something done to a third: "agreed to ask the court"."""
    inside = predication.content.span if predication.content is not None else None
    told = [r for r in predication.roles if r.name == "recipient" and (inside is None or not inside.holds(r.span))]
    return predication.family in {"agree", "settle"} and len({a.country for a in actors} - {None}) > 1 and not told


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
        doers = {p.country for p in actors}
        if doers and speaker.country in {p.country for p in recipients} - doers - {None}:
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
    is_spoken = predication.type is not None and spoken(predication.type, predication.modes, predication.frame)
    return place_of(sentence, predication.head, lookup.facts.places, spoken=is_spoken)
