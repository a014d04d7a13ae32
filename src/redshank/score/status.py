"""Predict the factuality of event words at the gold's spans."""

from typing import Any

from redshank.grammar.standing import standing
from redshank.kit import Kit
from redshank.parse import parse
from redshank.records import Sentence, Span, Story, Zone


def predict(row: dict[str, Any], kit: Kit) -> dict[str, Any]:
    """Return {doc_id, events: [{start, end, fact}]}; only the spans of the gold are read, never its values."""
    text = str(row["text"])
    story = Story(id=str(row["doc_id"]), text=text, source_id=str(row["doc_id"]))
    sentences = parse(story, [Zone(kind="body", span=Span(0, len(text)))], kit.analyzer)
    events = [
        {"start": e["start"], "end": e["end"], "fact": _fact(sentences, Span(e["start"], e["end"]), kit)}
        for e in row["events"]
    ]
    return {"doc_id": row["doc_id"], "events": events}


def _fact(sentences: tuple[Sentence, ...], span: Span, kit: Kit) -> float:
    for sentence in sentences:
        for token in reversed(sentence.tokens):
            if span.overlaps(token.span):
                return standing(sentence, token.i, kit.cues).factuality
    return 0.0
