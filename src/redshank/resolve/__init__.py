"""Say what the words mean: who, where, when, how much, with what. Mentions and Predications in, Facts out."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.gazetteer import Gazetteer
from redshank.lexicon.entities import Entities
from redshank.lexicon.equipment import EquipmentLexicon
from redshank.lexicon.registers import RegisterLexicon
from redshank.ontology import Mapping, Ontology
from redshank.records import Claim, Facts, Mention, Predication, RegisterDraft, Sentence, Story, Zone
from redshank.resolve.assemble import assemble
from redshank.resolve.casualties import resolve_casualties, with_sides
from redshank.resolve.home import home_of
from redshank.resolve.registers import resolve_registers
from redshank.resolve.sources import name_sources
from redshank.resolve.things import resolve_equipment, resolve_quantities
from redshank.resolve.when import infer_published, resolve_times
from redshank.resolve.where import resolve_places
from redshank.resolve.who import resolve_actors

__all__ = ["resolve"]


def resolve(
    story: Story,
    zones: Sequence[Zone],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    predications: Sequence[Predication],
    claims: Sequence[Claim],
    *,
    entities: Entities,
    gazetteer: Gazetteer,
    equipment: EquipmentLexicon,
    ontology: Ontology,
    mapping: Mapping,
    registers: Sequence[RegisterDraft] = (),
    register_words: RegisterLexicon | None = None,
    folders: Sequence[Path] = (),
) -> Facts:
    """Resolve every mention and put the events together.

    Args:
        story: the text.
        zones: its zones.
        sentences: its parsed sentences.
        mentions: actors, places, times, things and numbers.
        predications: from the events stage.
        claims: from the speakers stage, sources not yet resolved.
        entities: who is who.
        gazetteer: where places are.
        equipment: weapons and platforms.
        ontology: types and their quad class.
        mapping: the table from frame and status to type, for the deeds inside acts.
        registers: words that tell of transfers and restrictions, from the events stage.
        register_words: data/registers.toml; needed where there are any.
        folders: our data and overlays, for the words of time.
    """
    published = infer_published(story, zones, sentences, mentions)
    places = resolve_places(story, zones, sentences, mentions, gazetteer, entities)
    home = home_of(story.text, sentences, [m for m in mentions if m.kind == "actor"], places, entities)
    actors, links = resolve_actors(story.text, sentences, mentions, entities, published, gazetteer, places, home)
    quantities = resolve_quantities(story.text, sentences, mentions)
    sources = name_sources(claims, mentions, actors, links)
    facts = Facts(
        published=published,
        home=home.state.code if home.state is not None else None,
        actors=actors,
        links=links,
        mentions=tuple(mentions),
        places=places,
        times=resolve_times(story, sentences, mentions, published, tuple(folders)),
        quantities=quantities,
        equipment=resolve_equipment(story.text, sentences, mentions, equipment),
        casualties=resolve_casualties(story.text, sentences, quantities, sources),
        claims=sources,
    )
    facts = msgspec.structs.replace(facts, casualties=with_sides(facts.casualties, story.text, facts))
    facts = assemble(story, sentences, predications, facts, ontology, mapping, entities)
    if register_words is None or not registers:
        return facts
    transfers, restrictions = resolve_registers(
        story.text, sentences, registers, facts, register_words, equipment, entities
    )
    return msgspec.structs.replace(facts, transfers=transfers, restrictions=restrictions)
