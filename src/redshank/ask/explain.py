"""Say why: which rule and words made an event, who tells it, what is disputed, and why a sentence gave nothing."""

from collections.abc import Iterator, Sequence

import msgspec

from redshank.ask.rows import own_words
from redshank.events.backoff import candidate, signs_of, vetoed
from redshank.events.contents import Node
from redshank.events.fillers import Board, boards
from redshank.events.find import drafts_of, find_events
from redshank.events.match import Match, matches
from redshank.grammar.standing import standing
from redshank.kit import Kit
from redshank.mentions import find_mentions
from redshank.parse import parse
from redshank.pipeline import read_story
from redshank.records import Claim, Dispute, Event, Mention, Predication, Reading, Sentence, Skipped, Story
from redshank.records.errors import InputError
from redshank.zone import zone


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an explanation and how deep it stands."""

    depth: int
    text: str


def explain_story(story: Story, kit: Kit) -> Iterator[Line]:
    """Go through a story sentence by sentence: what each gave, or why it gave nothing."""
    reading = _reading(story, kit)
    zones = zone(story, kit.folders)
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    mentions = find_mentions(story, zones, sentences, kit.entities, kit.gazetteer, kit.equipment, kit.folders)
    for sentence in sentences:
        yield Line(depth=0, text=f"[{sentence.zone}] " + " ".join(sentence.span.of(story.text).split()))
        told = [e for e in reading.events if any(sentence.span.holds(m.span) for m in e.mentions)]
        for claim in (c for c in reading.claims if c.cue is not None and sentence.span.overlaps(c.cue)):
            yield Line(depth=1, text=claim_words(claim, reading))
        for event in told:
            yield Line(depth=1, text=f"{event.id} {event.type}: {event.line}")
            yield Line(depth=2, text=event.score.why)
        if not told:
            for reason in why_nothing(story.text, sentence, mentions, kit):
                yield Line(depth=1, text=reason)
    for dispute in reading.disputes:
        yield from dispute_lines(dispute)


def explain_record(story: Story, record_id: str, kit: Kit) -> Iterator[Line]:
    """Take one event (e1 ...), claim (c1 ...) or dispute (x1 ...) apart.

    Raises:
        InputError: the story has no record of that id.
    """
    reading = _reading(story, kit)
    event = next((e for e in reading.events if e.id == record_id), None)
    claim = next((c for c in reading.claims if c.id == record_id), None)
    dispute = next((d for d in reading.disputes if d.id == record_id), None)
    if event is not None:
        yield from _event_lines(event, reading, story, kit)
    elif claim is not None:
        yield from _claim_lines(claim, reading)
    elif dispute is not None:
        yield from dispute_lines(dispute)
    else:
        found = [e.id for e in reading.events] + [c.id for c in reading.claims] + [d.id for d in reading.disputes]
        ids = ", ".join(found) or "none"
        raise InputError(f"{story.source_id} has no event, claim or dispute {record_id!r}; it has: {ids}")


def _event_lines(event: Event, reading: Reading, story: Story, kit: Kit) -> Iterator[Line]:
    """Say which entry fired, how the event stands and who says so, each role with its words, and what lost."""
    yield Line(depth=0, text=f"{event.id} {event.type} {' '.join(event.modes)}".rstrip())
    yield Line(depth=1, text=event.line)
    yield Line(depth=1, text=f"sentence: {' '.join(event.evidence.text.split())}")
    yield Line(depth=1, text=f"entry: {event.entry}   (take it out and this event goes or changes)")
    yield Line(depth=1, text=f"words: {event.predicate.of(story.text)!r}; {event.score.why}")
    yield from _rule(event, kit)
    yield Line(depth=1, text=f"told by: {' -> '.join(('narrator', *event.speakers))}")
    for claim in reading.claims:
        if event.id in claim.events:
            yield Line(depth=2, text=claim_words(claim, reading))
    for dispute in reading.disputes:
        if event.id in (dispute.a, *dispute.b) or any(event.id in c.events for c in _claims_of(dispute, reading)):
            yield Line(depth=1, text=f"disputed: {dispute.id} {dispute.kind}, {dispute.about}")
    yield from _own(event, story)
    yield from _parties(event, story)
    yield from _lost(event, story, kit)


def _claims_of(dispute: Dispute, reading: Reading) -> Iterator[Claim]:
    return (c for c in reading.claims if c.id in (dispute.a, *dispute.b))


def claim_words(claim: Claim, reading: Reading) -> str:
    """Return a claim on one line: its id, who, the cue, how it stands, what."""
    cue = " ".join(claim.cue.of(reading.text).split()) if claim.cue is not None else "no cue"
    what = " ... ".join(" ".join(p.of(reading.text).split()) for p in claim.content)
    source = claim.source.name if claim.source is not None else "nobody named"
    kind = f", {claim.source.kind}" if claim.source is not None and claim.source.kind != "named" else ""
    inside = f", inside {claim.parent}" if claim.parent else ""
    return f"{claim.id} {source}{kind}: {cue!r} ({claim.status}{inside}) {what!r}"


def _claim_lines(claim: Claim, reading: Reading) -> Iterator[Line]:
    """Show the path of a claim: from the narrator inwards, then its own parts and what is told in it."""
    by_id = {c.id: c for c in reading.claims}
    path = [claim]
    while path[0].parent in by_id:
        path.insert(0, by_id[path[0].parent or ""])
    yield Line(depth=0, text=f"{claim.id} claim")
    yield Line(depth=1, text="path: narrator -> " + " -> ".join(c.holder for c in path))
    for depth, step in enumerate(path, start=1):
        yield Line(depth=depth, text=claim_words(step, reading))
    source = claim.source
    if source is not None:
        actor = next((a for a in reading.actors if a.id == source.actor), None)
        known = f"{actor.name} ({actor.code or actor.country or 'no code'})" if actor else "no known actor"
        yield Line(depth=1, text=f"source: {source.span.of(reading.text)!r} -> {known}, {source.kind}")
        if source.description is not None:
            yield Line(depth=1, text=f"description: {' '.join(source.description.of(reading.text).split())!r}")
    for event in (e for e in reading.events if e.id in claim.events):
        yield Line(depth=1, text=f"tells {event.id} {event.type}: {event.line}")
    for dispute in reading.disputes:
        if claim.id in (dispute.a, *dispute.b):
            yield Line(depth=1, text=f"disputed: {dispute.id} {dispute.kind}, {dispute.about}")


def dispute_lines(dispute: Dispute) -> Iterator[Line]:
    """Show a dispute: what about, and each side with its holder and its words."""
    yield Line(depth=0, text=f"{dispute.id} dispute, {dispute.kind}: {dispute.about}")
    for side in dispute.sides:
        yield Line(depth=1, text=f"{side.holder}: {' '.join(side.text.split())!r} ({side.record})")


def _reading(story: Story, kit: Kit) -> Reading:
    outcome = read_story(story, kit)
    if isinstance(outcome, Skipped):
        raise InputError(outcome.message)
    return outcome


def _rule(event: Event, kit: Kit) -> Iterator[Line]:
    frame = kit.frames.frame(event.frame)
    family = frame.family if frame is not None else event.frame
    deed = event.deed
    told = f"family {family}" + (f", deed {deed.frame or 'in words only'} ({deed.status})" if deed else "")
    yield Line(depth=1, text=f"mapping: {told} -> {event.type}, CAMEO {event.cameo or 'none'}, {event.quad}")
    yield Line(depth=1, text=f"standing: {event.status}, factuality {event.factuality:g}, held by {event.holder}")


def _own(event: Event, story: Story) -> Iterator[Line]:
    """Say what the user's codebooks make of it, and by which of their lines."""
    for own in event.own:
        yield Line(depth=1, text=f"own: {own_words(own)}   ({own.why})")
        for field in own.fields:
            yield Line(depth=2, text=f"{field.name} = {field.value}   {field.span.of(story.text)!r}")


def _parties(event: Event, story: Story) -> Iterator[Line]:
    for name, side in (("actor", event.actors), ("recipient", event.recipients)):
        for party in side:
            how = f" by {party.linked_by}" if party.linked_by else ""
            words = party.span.of(story.text)
            yield Line(depth=1, text=f"{name}: {words!r} -> {party.name} ({party.code or 'no code'}){how}")
    if event.when is not None:
        yield Line(depth=1, text=f"when: {event.when.value} by {event.when.basis}")
    if event.place is not None:
        yield Line(depth=1, text=f"where: {event.place.name} by {event.place.basis}")


def _lost(event: Event, story: Story, kit: Kit) -> Iterator[Line]:
    """Name the other readings of the same word that were weighed and did not fit."""
    zones = zone(story, kit.folders)
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    for sentence in sentences:
        token = next((t for t in sentence.tokens if t.start == event.predicate.start), None)
        if token is None:
            continue
        part = "verb" if token.tag.startswith("VB") else "noun" if token.tag.startswith("NN") else "adjective"
        others = [t for t in kit.frames.triggers(token.lemma, part) if t.id != event.entry]  # type: ignore[arg-type]
        for other in others[:8]:
            yield Line(depth=1, text=f"lost: {other.id} ({other.frame.family})")
        return


def why_nothing(text: str, sentence: Sentence, mentions: Sequence[Mention], kit: Kit) -> Iterator[str]:
    """Say why a sentence gave no event: no actor, no frame, or a frame that did not hold."""
    here = [m for m in mentions if m.sentence == sentence.index]
    if not any(m.kind == "actor" for m in here):
        yield "no event: no known actor in the sentence"
        return
    board = boards([sentence], here, kit.frames, kit.cues)[0]
    found = matches(board, kit.frames)
    yield from _backoff_says(board, found, kit)
    if not found:
        yield "no event: no word of the sentence is in the lexicon of frames"
        return
    nodes = {m.token: Node(match=m, standing=standing(sentence, m.token, kit.cues)) for m in found}
    for match in found:
        word = sentence.tokens[match.token].text
        where = nodes[match.token].standing
        drafts = [d for d in drafts_of(board, kit.frames, kit.cues, kit.mapping) if d.node.match.token == match.token]
        if not drafts:
            yield f"{word!r} ({match.trigger.id}): told inside another act, or no party in its clause"
        elif all(d.coding.type is None for d in drafts):
            yield f"{word!r} ({match.trigger.id}): {where.status} ({where.why}); the table gives no event for that"
        else:
            yield f"{word!r} ({match.trigger.id}): {where.status} ({where.why}); no party resolved, or only its own"


def _backoff_says(board: Board, found: Sequence[Match], kit: Kit) -> Iterator[str]:
    """Say what the linear model made of a sentence: a type that was not sure enough, or a veto."""
    if kit.backoff is None:
        return
    drafts = tuple(drafts_of(board, kit.frames, kit.cues, kit.mapping))
    if kit.backoff.vetoes and (against := vetoed(board, drafts, kit.backoff, kit.frames, kit.cues)) is not None:
        yield f"vetoed by the back-off: no event {against.none:.2f} by {', '.join(against.against)}"
    if kit.backoff.proposes and not drafts and candidate(board, kit.cues) is not None:
        guess = kit.backoff.guess(signs_of(board, found, kit.backoff.signs, kit.cues))
        yield (
            f"the back-off thinks of {guess.type} ({guess.probability:.2f} by {', '.join(guess.because)}; "
            f"no event {guess.none:.2f}); it speaks from {kit.backoff.least:.2f}"
        )


def predications_of(story: Story, kit: Kit) -> tuple[Predication, ...]:
    """Return every predication of a story, coded or not: what `explain` looks at."""
    zones = zone(story, kit.folders)
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    mentions = find_mentions(story, zones, sentences, kit.entities, kit.gazetteer, kit.equipment, kit.folders)
    return find_events(sentences, mentions, kit.frames, kit.cues, kit.mapping, kit.contexts, kit.backoff)
