"""Say which actor a claim's source is."""

from collections.abc import Sequence

import msgspec

from redshank.records import Actor, ActorLink, Claim, Mention, SourceKind

ALONE = frozenset({"he", "she"})
NEAR = 500  # characters: two or three sentences
PRONOUN = 4  # letters of the longest pronoun that can speak: he, she, they


def name_sources(
    claims: Sequence[Claim],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    links: Sequence[ActorLink],
) -> tuple[Claim, ...]:
    """Return the claims with their sources tied to actors; a source that is no known actor keeps its own words."""
    by_id = {a.id: a for a in actors}
    linked = {link.mention: by_id[link.actor] for link in links if link.actor in by_id}
    people = [m for m in mentions if m.kind == "actor" and m.id in linked]
    return _kinds_shared(_last_speaker([_named(claim, people, linked) for claim in claims]))


def _named(claim: Claim, people: Sequence[Mention], linked: dict[str, Actor]) -> Claim:
    source = claim.source
    if source is None:
        return claim
    inside = [m for m in people if m.span.overlaps(source.span)]
    if not inside:
        return msgspec.structs.replace(claim, holder=source.name)
    # The head of "the minister of Y" is the widest mention; pronouns point at somebody by coreference.
    best = max(inside, key=lambda m: (m.form != "adjective", len(m.span)))
    actor = linked[best.id]
    name = actor.name if actor.kind != "generic" else source.name
    told = msgspec.structs.replace(source, name=name, actor=actor.id)
    return msgspec.structs.replace(claim, source=told, holder=name)


def _last_speaker(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with "he said" given to who spoke just before, where nothing else says who it is."""
    found: list[Claim] = []
    last: Claim | None = None
    for claim in claims:
        source = claim.source
        if source is None:
            found.append(claim)
            continue
        lost = source.actor is None and source.name.lower() in ALONE
        if lost and last is not None and last.source is not None and source.span.start - last.source.span.end < NEAR:
            told = msgspec.structs.replace(
                source, name=last.source.name, actor=last.source.actor, kind=last.source.kind
            )
            claim = msgspec.structs.replace(claim, source=told, holder=told.name)
        elif not lost and source.kind != "document":
            last = claim
        found.append(claim)
    return found


def _kinds_shared(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims with the kind of a source handed on to the pronoun that means it: "an official ... he said"."""
    kinds: dict[str, SourceKind] = {}
    found = []
    for claim in claims:
        source = claim.source
        if source is not None and source.actor is not None:
            if len(source.span) > PRONOUN:
                kinds[source.actor] = source.kind
            elif source.actor in kinds:
                source = msgspec.structs.replace(source, kind=kinds[source.actor])
                claim = msgspec.structs.replace(claim, source=source)
        found.append(claim)
    return tuple(found)
