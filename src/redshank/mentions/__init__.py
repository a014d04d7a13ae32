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
    found = (
        *find_actors(story.text, sentences, entities),
        *find_places(story.text, zones, sentences, gazetteer, entities),
        *times,
        *things,
        *find_quantities(story.text, sentences, (*times, *things)),
    )
    in_order = sorted(found, key=lambda m: (m.span.start, m.span.end, m.kind))
    return tuple(msgspec.structs.replace(m, id=f"m{k}") for k, m in enumerate(in_order, 1))
