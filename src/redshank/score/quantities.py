"""Predict quantities for `redshank score quantities`: the text in, numbers with units out, in the scorer's form."""

from typing import Any

from redshank.kit import Kit
from redshank.mentions.equipment import find_equipment
from redshank.mentions.quantities import find_quantities
from redshank.mentions.times import find_times
from redshank.parse import parse
from redshank.records import Span, Story, Zone
from redshank.resolve.things import resolve_quantities

NO_UNIT = "dimensionless"


def predict(row: dict[str, Any], kit: Kit) -> dict[str, object]:
    """Read one line of gold (doc_id, text) and return the quantities that we find in its text."""
    text = str(row["text"])
    story = Story(id=str(row["doc_id"]), text=text, source_id=str(row["doc_id"]))
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    sentences = parse(story, zones, kit.analyzer)
    things = find_equipment(text, sentences, kit.equipment)
    times = find_times(text, zones, sentences)
    found = find_quantities(text, sentences, (*times, *things))
    return {
        "doc_id": row["doc_id"],
        "quantities": [
            {
                "start": q.span.start,
                "end": q.span.end,
                "value": q.value,
                "unit": q.unit or NO_UNIT,
                "text": q.span.of(text),
                "vague": q.vague,
            }
            for q in resolve_quantities(text, sentences, (*things, *found))
        ],
    }
