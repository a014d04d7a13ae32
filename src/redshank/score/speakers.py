"""Predict attributions for `redshank score speakers`: text in, source, cue and content out, in the scorer's form."""

from typing import TYPE_CHECKING

from redshank.parse import parse
from redshank.records import Claim, Span, Story
from redshank.speakers import find_claims
from redshank.zone import zone

if TYPE_CHECKING:
    from redshank.kit import Kit

Fragments = list[list[int]]


def predict(row: dict[str, object], kit: "Kit") -> dict[str, object]:
    """Read one line of gold (doc_id, text) and return the attributions that we find in its text.

    The gold sets write one attribution a cue, so contents that share source and cue are joined here.
    """
    text = str(row["text"])
    story = Story(id="row", text=text, source_id=str(row["doc_id"]))
    zones = zone(story, kit.folders)
    sentences = parse(story, zones, kit.analyzer)
    return {
        "doc_id": row["doc_id"],
        "attributions": joined(find_claims(text, zones, sentences, (), kit.speech, kit.cues)),
    }


def joined(claims: tuple[Claim, ...]) -> list[dict[str, Fragments]]:
    """Return one attribution for each source and cue, with all its contents."""
    found: dict[tuple[Span | None, Span | None], list[Span]] = {}
    for claim in claims:
        found.setdefault((claim.source.span if claim.source else None, claim.cue), []).extend(claim.content)
    return [
        {"source": _fragments(source), "cue": _fragments(cue), "content": [[s.start, s.end] for s in sorted(content)]}
        for (source, cue), content in found.items()
    ]


def _fragments(span: Span | None) -> Fragments:
    return [] if span is None else [[span.start, span.end]]
