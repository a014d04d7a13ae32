"""Join what one story tells twice, pair requests with answers, draw the registers. Facts in, a Reading out."""

from collections.abc import Sequence

import msgspec

from redshank.merge.answers import addressed, pair, refused
from redshank.merge.registers import restrictions, transfers
from redshank.merge.same import join, renumber
from redshank.records import Claim, Event, Facts, Notice, Provenance, Reading, Story, Zone

__all__ = ["join_story"]


def join_story(
    story: Story,
    zones: Sequence[Zone],
    facts: Facts,
    notices: Sequence[Notice],
    provenance: Provenance,
    min_score: float = 0.0,
) -> Reading:
    """Return the reading of one story.

    Args:
        story: the text.
        zones: its zones; disclosures and corrections become notices.
        facts: what the resolve stage found.
        notices: notices from earlier stages, such as doubt about the language.
        provenance: what made the reading.
        min_score: events below this score are left out.
    """
    events = pair(addressed(renumber([e for e in join(facts.events) if e.score.value >= min_score])))
    return Reading(
        id=story.id,
        source_id=story.source_id,
        url=story.url,
        publisher=story.publisher,
        language=story.language,
        title=story.title or _title(story, zones),
        published=facts.published,
        text=story.text,
        parts=story.parts,
        zones=tuple(zones),
        actors=facts.actors,
        events=events,
        claims=tuple(_tied(c, events) for c in facts.claims),
        places=facts.places,
        times=facts.times,
        quantities=facts.quantities,
        equipment=facts.equipment,
        casualties=facts.casualties,
        disputes=refused(events),
        transfers=transfers(events, facts.equipment, facts.quantities),
        restrictions=restrictions(events),
        notices=(*notices, *_said_by_publisher(story, zones)),
        provenance=provenance,
    )


def _title(story: Story, zones: Sequence[Zone]) -> str | None:
    return next((z.span.of(story.text) for z in zones if z.kind == "headline"), None)


def _tied(claim: Claim, events: Sequence[Event]) -> Claim:
    ids = tuple(e.id for e in events if any(part.holds(m.span) for part in claim.content for m in e.mentions))
    return msgspec.structs.replace(claim, events=ids)


def _said_by_publisher(story: Story, zones: Sequence[Zone]) -> tuple[Notice, ...]:
    return tuple(
        Notice(kind=z.kind, message=z.span.of(story.text), span=z.span)
        for z in zones
        if z.kind in {"disclosure", "correction"}
    )
