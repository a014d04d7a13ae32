"""Predict named things for `redshank score names`: our mentions under the labels of re3d, in the scorer's form."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from redshank.kit import Kit
from redshank.lexicon.files import home, read_toml
from redshank.mentions import find_mentions
from redshank.parse import parse
from redshank.records import Mention, Sentence, Story, Token
from redshank.resolve.things import resolve_equipment
from redshank.zone import zone

NO_LABEL = "None"


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`data/score/names.toml`: which label each of our kinds goes under."""

    time: str
    place: str
    quantity: str
    money: str
    nationality: str
    equipment: str
    actors: dict[str, str] = {}
    rules: dict[str, str] = {}
    singular: dict[str, str] = {}
    plural: dict[str, str] = {}
    pronouns: dict[str, tuple[str, ...]] = {}
    classes: dict[str, tuple[str, ...]] = {}

    def of_class(self, kind: str | None) -> str | None:
        """Return the label of a class of equipment; None where the label set has none."""
        label = next((label for label, kinds in self.classes.items() if kind in kinds), self.equipment)
        return None if label == NO_LABEL else label


@cache
def labels() -> Labels:
    """Load the table once."""
    return read_toml(home() / "score" / "names.toml", Labels)


def predict(row: dict[str, Any], kit: Kit) -> dict[str, object]:
    """Read one line of gold (doc_id, text) and return the spans that we find in its text, with labels."""
    text = str(row["text"])
    story = Story(id=str(row["doc_id"]), text=text, source_id=str(row["doc_id"]))
    zones = zone(story, kit.folders)
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    mentions = find_mentions(story, zones, sentences, kit.entities, kit.gazetteer, kit.equipment)
    classes = {
        span: e.equipment_class
        for e in resolve_equipment(text, sentences, mentions, kit.equipment)
        for span in e.mentions
    }
    found: set[tuple[int, int, str]] = set()
    for mention in mentions:
        label = (
            labels().of_class(classes.get(mention.span))
            if mention.kind == "equipment"
            else _label(mention, sentences[mention.sentence], kit)
        )
        if label is not None:
            found.add((mention.span.start, mention.span.end, label))
    return {"doc_id": row["doc_id"], "entities": list(_entities(found))}


def _entities(found: set[tuple[int, int, str]]) -> Iterator[dict[str, object]]:
    for start, end, label in sorted(found):
        yield {"start": start, "end": end, "label": label}


def _label(mention: Mention, sentence: Sentence, kit: Kit) -> str | None:
    known = labels()
    if mention.kind == "time":
        return known.time
    if mention.kind == "place":
        return known.place
    if mention.kind == "quantity":
        return known.money if mention.rule == "money" else known.quantity
    return _actor_label(mention, sentence.tokens[mention.head], kit)


def _actor_label(mention: Mention, head: Token, kit: Kit) -> str | None:
    known = labels()
    if mention.kind != "actor":
        return None
    if mention.form == "pronoun":
        return next((label for label, words in known.pronouns.items() if head.text.lower() in words), None)
    if mention.rule == "adjective":
        return known.nationality
    if mention.rule in known.rules:
        return known.rules[mention.rule]
    numbers = known.plural if head.tag in {"NNS", "NNPS"} else known.singular
    if mention.form == "noun" and mention.rule in numbers:
        return numbers[mention.rule]
    entity = kit.entities.get(mention.entries[0]) if mention.entries else None
    if entity is None or (mention.form == "adjective" and entity.family == "state"):
        return None
    return known.actors.get(entity.family) or known.actors.get(entity.kind)
