"""Predict the status and the holder of predicates at the gold's spans."""

from typing import Any

from redshank.grammar.told import told
from redshank.kit import Kit
from redshank.parse import parse
from redshank.pipeline import read_zones
from redshank.records import Reading, Sentence, Span, Story, Zone


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {doc_id, events: [{start, end, status, holder, fact}]}; only the spans of the gold are read."""
    text = str(row["text"])
    zones = [Zone(kind="body", span=Span(0, len(text)))]
    story = Story(id=str(row["doc_id"]), text=text, source_id=str(row["doc_id"]))
    reading = read_zones(story, zones, kit)
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    return {"doc_id": row["doc_id"], "events": [_event(e, reading, sentences, kit) for e in row["events"]]}


def _event(gold: dict[str, Any], reading: Reading, sentences: tuple[Sentence, ...], kit: Kit) -> dict[str, Any]:
    span = Span(gold["start"], gold["end"])
    made = {"start": span.start, "end": span.end, "status": "happened", "holder": "narrator", "fact": 0.0}
    for sentence in sentences:
        for token in reversed(sentence.tokens):
            if span.overlaps(token.span):
                found = told(sentence, token.i, kit.cues, reading.claims)
                made |= {"status": found.status, "holder": found.holder, "fact": found.factuality}
                return made | _as_event(span, reading)
    return made


def _as_event(span: Span, reading: Reading) -> dict[str, Any]:
    """Return what the event says whose predicate this is: who stands against whom is known only there."""
    for event in reading.events:
        if event.predicate.overlaps(span) and event.deed is None and event.status == "alleged":
            return {"status": "alleged", "holder": event.holder}
    return {}
