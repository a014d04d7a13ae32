"""Predict places for `redshank score places` and `metonyms`: text in, toponyms with points and roles out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from redshank.mentions.places import find_places
from redshank.parse import parse
from redshank.records import Mention, Place, Sentence, Span, Story
from redshank.resolve.where import resolve_places
from redshank.zone import zone

if TYPE_CHECKING:
    from redshank.kit import Kit


def predict(row: dict[str, Any], kit: Kit, given_spans: bool = False) -> dict[str, Any]:
    """Read one line of gold (id, text) and return the places in its text.

    The sets count "Russian" as a place, so adjectives are given here, with the role of a modifier.

    Args:
        row: a line of gold; of its answers only the spans are read, and only when they are given.
        kit: model and knowledge.
        given_spans: resolve the gold's spans instead of those that we find.
    """
    text = str(row["text"])
    story = Story(id=str(row["id"]), text=text, source_id=str(row["id"]), url=row.get("url"))
    zones = zone(story)
    sentences = parse(story, zones, kit.analyzer)
    if given_spans:
        spans = [Span(int(t["start"]), int(t["end"])) for t in row["toponyms"]]
        mentions: Sequence[Mention] = [_given(k, span, text, sentences) for k, span in enumerate(sorted(spans), 1)]
    else:
        mentions = find_places(text, zones, sentences, kit.gazetteer, kit.entities, adjectives=True)
    places = resolve_places(story, zones, sentences, mentions, kit.gazetteer, kit.entities)
    return {"id": row["id"], "toponyms": [_toponym(p, kit) for p in places]}


def _given(number: int, span: Span, text: str, sentences: Sequence[Sentence]) -> Mention:
    sentence = next((s for s in sentences if s.span.overlaps(span)), None)
    if sentence is None:
        after = next((s.index for s in sentences if s.span.start >= span.start), -1)
        return Mention(id=f"mp{number}", kind="place", form="name", span=span, sentence=after, head=0, rule="dateline")
    inside = [t for t in sentence.tokens if t.span.overlaps(span)]
    head = next((t for t in reversed(inside) if not any(t.head == o.i for o in inside)), inside[-1] if inside else None)
    return Mention(
        id=f"mp{number}",
        kind="place",
        form="name",
        span=span,
        sentence=sentence.index,
        head=head.i if head else 0,
        rule="given",
    )


def _toponym(place: Place, kit: Kit) -> dict[str, Any]:
    found: dict[str, Any] = {
        "start": place.span.start,
        "end": place.span.end,
        "text": place.text,
        "role": place.role,
        "score": place.score.value,
        "why": place.score.why,
    }
    if place.latitude is not None:
        iso2 = kit.gazetteer.iso2(place.country)
        found |= {"name": place.name, "lat": place.latitude, "lon": place.longitude, "geonameid": place.geonameid}
        found |= {"country": iso2} if iso2 else {}
    return found
