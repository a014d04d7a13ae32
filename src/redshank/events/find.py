"""Find who did, promised, threatened, asked or refused what, sentence by sentence."""

from collections.abc import Iterator, Sequence

import msgspec

from redshank.events.acts import acts
from redshank.events.backoff import is_weak, propose, vetoed
from redshank.events.contents import Node, contents
from redshank.events.deeds import deeds
from redshank.events.draft import Draft
from redshank.events.fillers import Board, boards
from redshank.events.freeze import to_predication
from redshank.events.match import matches
from redshank.grammar.standing import standing
from redshank.grammar.tree import first_conjunct, subtree
from redshank.lexicon.backoff import Backoff
from redshank.lexicon.contexts import Contexts
from redshank.lexicon.cues import Cues
from redshank.lexicon.frames import Frames
from redshank.ontology import Mapping
from redshank.records import Mention, Predication, Sentence


def find_events(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    frames: Frames,
    cues: Cues,
    mapping: Mapping,
    contexts: Contexts,
    backoff: Backoff | None = None,
) -> tuple[Predication, ...]:
    """Return every predication of the story, coded by the table or kept without a type.

    Args:
        sentences: the parsed sentences.
        mentions: actors and equipment, from the mentions stage.
        frames: the lexicon of frames.
        cues: words that decide the standing of what they govern.
        mapping: the table from frame and status to type.
        contexts: words that put an event into a context.
        backoff: the linear model that speaks where frames are silent or weak; None leaves all to the frames.
    """
    found: list[Predication] = []
    for board in boards(sentences, mentions, frames, cues):
        drafts = tuple(drafts_of(board, frames, cues, mapping))
        if backoff is not None and backoff.proposes and not drafts:
            proposed = propose(board, backoff, frames, cues)
            if proposed is not None:
                found.append(msgspec.structs.replace(proposed, id=f"p{len(found) + 1}"))
        if backoff is not None and backoff.vetoes and vetoed(board, drafts, backoff, frames, cues) is not None:
            drafts = tuple(d for d in drafts if not is_weak(d))
        for draft in drafts:
            found.append(to_predication(board, draft, len(found) + 1, contexts))
    return tuple(found)


def drafts_of(board: Board, frames: Frames, cues: Cues, mapping: Mapping) -> Iterator[Draft]:
    """Give the codings of one sentence, those without a type included."""
    if not board.actors:
        return  # nobody in it, so nobody does or suffers anything that we code
    nodes = {m.token: Node(match=m, standing=standing(board.sentence, m.token, cues)) for m in matches(board, frames)}
    held = _held(board, nodes)
    kept: list[Draft] = []
    for token, node in nodes.items():
        if token in held:
            continue
        drafts = acts(board, node, nodes, mapping) if node.is_operator else deeds(board, node, mapping)
        kept.extend(d for d in drafts if d.agents or d.recipients)
    yield from _once(board, kept)


def _held(board: Board, nodes: dict[int, Node]) -> frozenset[int]:
    """Return the deeds that stand inside an act and are told by it alone."""
    held: set[int] = set()
    for node in nodes.values():
        if not node.is_operator:
            continue
        for inside in contents(board, node, nodes):
            if inside.node is None or inside.token == node.match.token:
                continue
            held.add(inside.token)
            if inside.node.is_operator:
                held.update(i.token for i in contents(board, inside.node, nodes) if i.node is not None)
    return frozenset(held)


def _once(board: Board, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drop a noun that repeats the verb above it ("killed in a raid"); the verb takes over its finer mode."""
    outer_of = {id(d): next((o for o in drafts if _repeats(board, o, d)), None) for d in drafts}
    for draft in drafts:
        if outer_of[id(draft)] is not None:
            continue
        inner = next((d for d in drafts if outer_of[id(d)] is draft and d.coding.modes), None)
        if inner is not None and not draft.coding.modes:
            coding = msgspec.structs.replace(draft.coding, modes=inner.coding.modes, cameo=inner.coding.cameo)
            draft = msgspec.structs.replace(draft, coding=coding)
        yield draft


def _repeats(board: Board, outer: Draft, inner: Draft) -> bool:
    token = inner.node.match.token
    return (
        outer is not inner
        and outer.coding.type == inner.coding.type
        and outer.node.match.token != token
        and token in subtree(board.sentence, outer.node.match.token)
        and (_same_parties(outer, inner) or _is_outcome(board, outer, inner))
    )


def _is_outcome(board: Board, outer: Draft, inner: Draft) -> bool:
    """Say whether a participle only tells what the act led to: "struck the car park, killing two"."""
    token = board.sentence.tokens[first_conjunct(board.sentence, inner.node.match.token)]
    agents = {r.mention for r in inner.agents}
    return (
        token.tag == "VBG"
        and token.dep in {"advcl", "conj"}
        and inner.content is None
        and inner.coding.type == "ASSAULT"
        and agents <= {r.mention for r in outer.agents}
    )


def _same_parties(outer: Draft, inner: Draft) -> bool:
    mine = {r.mention for r in (*inner.agents, *inner.recipients)}
    theirs = {r.mention for r in (*outer.agents, *outer.recipients)}
    return mine <= theirs
