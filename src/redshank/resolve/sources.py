"""Say which actor a claim's source is."""

from collections.abc import Sequence

import msgspec

from redshank.records import Actor, ActorLink, Claim, Mention, Source


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
    return tuple(_named(claim, people, linked) for claim in claims)


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
    return msgspec.structs.replace(claim, source=Source(name=name, span=source.span, actor=actor.id), holder=name)
