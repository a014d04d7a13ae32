"""Spot actors, places, times, things and numbers. Sentences in, Mentions out."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.gazetteer import Gazetteer
from redshank.lexicon.entities import Entities
from redshank.lexicon.equipment import EquipmentLexicon
from redshank.mentions.actors import find_actors
from redshank.mentions.equipment import find_equipment
from redshank.mentions.places import find_places
from redshank.mentions.quantities import find_quantities
from redshank.mentions.times import find_times
from redshank.records import Mention, Sentence, Story, Zone

__all__ = ["find_mentions"]


def find_mentions(
    story: Story,
    zones: Sequence[Zone],
    sentences: Sequence[Sentence],
    entities: Entities,
    gazetteer: Gazetteer,
    equipment: EquipmentLexicon,
    folders: Sequence[Path] = (),
) -> tuple[Mention, ...]:
    """Return the mentions of a story in the order of the text, numbered m1, m2 ..."""
    times = find_times(story.text, zones, sentences, tuple(folders))
    things = find_equipment(story.text, sentences, equipment)
    actors = find_actors(story.text, sentences, entities)
    places = find_places(story.text, zones, sentences, gazetteer, entities)
    found = (
        *_but_ships(actors, things),
        *_but_ships(places, things),
        *times,
        *things,
        *find_quantities(story.text, sentences, (*times, *things)),
    )
    in_order = sorted(found, key=lambda m: (m.span.start, m.span.end, m.kind))
    return tuple(msgspec.structs.replace(m, id=f"m{k}") for k, m in enumerate(in_order, 1))


def _but_ships(mentions: Sequence[Mention], things: Sequence[Mention]) -> tuple[Mention, ...]:
    """Leave out names inside that of a ship or its class: "the destroyer Halifax" is no person, "INS Delhi" no town."""
    ships = [t.span for t in things if t.rule.startswith(SHIPS)]
    if not ships:
        return tuple(mentions)
    return tuple(m for m in mentions if m.form != "name" or not any(s.holds(m.span) for s in ships))


SHIPS = ("ship:", "class:")
