"""Join what one story tells twice, pair requests with answers, draw the registers. Facts in, a Reading out."""

from collections.abc import Sequence

import msgspec

from redshank.lexicon.disputes import DisputeWords
from redshank.lexicon.lines import LineEntry
from redshank.lexicon.registers import CalledWords
from redshank.merge.answers import addressed, pair
from redshank.merge.called import with_called
from redshank.merge.disputes import find_disputes
from redshank.merge.line import with_lines
from redshank.merge.registers import restrictions, retold, transfers
from redshank.merge.same import join, renumber
from redshank.merge.voices import voices
from redshank.records import Claim, Event, Facts, Notice, Provenance, Reading, Story, Zone

__all__ = ["join_story"]


def join_story(
    story: Story,
    zones: Sequence[Zone],
    facts: Facts,
    notices: Sequence[Notice],
    provenance: Provenance,
    words: DisputeWords,
    lines: Sequence[LineEntry],
    called: CalledWords,
    min_score: float = 0.0,
) -> Reading:
    """Return the reading of one story.

    Args:
        story: the text.
        zones: its zones; disclosures and corrections become notices.
        facts: what the resolve stage found.
        notices: notices from earlier stages, such as doubt about the language.
        provenance: what made the reading.
        words: words by which claims are held against each other.
        lines: how an event is told in plain words.
        called: words by which a side says what a measure is.
        min_score: events below this score are left out.
    """
    events = pair(addressed(renumber([e for e in join(facts.events) if e.score.value >= min_score])))
    events = with_lines(events, facts.times, lines)
    said = voices(story.text, facts.claims, facts.actors, facts.quantities, words)
    disputes = find_disputes(story.text, facts, events, said, words)
    told = retold(facts, events)
    denied = {c for d in disputes if d.kind == "denial" for c in d.b}
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
        claims=tuple(_tied(c, events, denied) for c in facts.claims),
        places=facts.places,
        times=facts.times,
        quantities=facts.quantities,
        equipment=facts.equipment,
        casualties=facts.casualties,
        disputes=disputes,
        transfers=transfers(told),
        restrictions=with_called(restrictions(told), said, story.text, called),
        notices=(*notices, *_said_by_publisher(story, zones)),
        provenance=provenance,
    )


def _title(story: Story, zones: Sequence[Zone]) -> str | None:
    return next((z.span.of(story.text) for z in zones if z.kind == "headline"), None)


def _tied(claim: Claim, events: Sequence[Event], denied: set[str]) -> Claim:
    """Return the claim with the events told in it; a negative answer to what another party says is a denial."""
    ids = tuple(e.id for e in events if any(part.holds(m.span) for part in claim.content for m in e.mentions))
    status = "denied" if claim.id in denied and claim.negated and claim.status == "asserted" else claim.status
    return msgspec.structs.replace(claim, events=ids, status=status)


def _said_by_publisher(story: Story, zones: Sequence[Zone]) -> tuple[Notice, ...]:
    return tuple(
        Notice(kind=z.kind, message=z.span.of(story.text), span=z.span)
        for z in zones
        if z.kind in {"disclosure", "correction"}
    )
