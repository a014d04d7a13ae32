"""Code deeds that no operator governs: as they happened, or as the act that tense, modal and speaker make of them."""

from collections.abc import Iterator

import msgspec

from redshank.events.contents import Node, condition_of
from redshank.events.draft import Draft, deed_status, not_below, same_side, speakers
from redshank.events.fillers import Board
from redshank.events.roles import Parties, fill, ranked, regroup, things, under
from redshank.grammar.tree import phrase_span
from redshank.ontology import Mapping
from redshank.records import Content, Role

STATES = frozenset({"state", "capital", "metonym"})  # rules by which a mention names a state
HOSTILE = frozenset({"sanction", "coerce", "assault", "mobilize", "menace"})
KIND_DEEDS = frozenset({"aid", "cooperate", "consult", "support", "retreat", "concede", "join", "change"})


def deeds(board: Board, node: Node, mapping: Mapping) -> Iterator[Draft]:
    """Code a deed that no operator governs: as it happened, or as the act that its tense or modal makes of it."""
    standing = node.standing
    if node.match.trigger.negated:  # the negation belongs to the idiom: "does not recognise"
        standing = msgspec.structs.replace(standing, status="happened", negated=False, factuality=3.0)
        node = msgspec.structs.replace(node, standing=standing)
    parties = fill(board, node.match)
    speaker = speakers(board, standing)
    frame = node.match.trigger.frame
    if parties.blocked and not parties.agents and not _instrument_subject(board, node):
        return
    act, standing_of_deed, status, agents = _implied(board, node, parties, speaker)
    recipients = parties.recipients
    if agents or not parties.blocked:
        below = under(board, node.match.token, frozenset(r.mention for r in agents), not_below(board, node, parties))
        recipients = ranked([*regroup(recipients), *below])
    if act == "demand":
        recipients = ranked([parties.agents, *regroup(recipients)])
    if frame.symmetric and act == "bare":
        strong = [r for r in parties.recipients if r.rank == 0]
        agents = (*agents, *(msgspec.structs.replace(r, name="agent") for r in strong))
        recipients = ()
    coding = mapping.code(act, frame.id, frame.family, frame.id, status)
    content = None
    if act != "bare":
        content = Content(
            frame=frame.id,
            family=frame.family,
            status=deed_status(standing_of_deed),
            span=phrase_span(board.sentence, node.match.token),
            head=node.match.token,
            roles=(*parties.agents, *parties.recipients, *things(board, node.match)),
            condition=condition_of(board, node.match.token),
            why=standing.why,
        )
    yield Draft(
        node=node,
        coding=coding,
        status=status,
        agents=agents,
        recipients=recipients,
        content=content,
        speaker=speaker,
        others=things(board, node.match),
        why=f"{frame.id}: {standing.why}" + (f", read as {act}" if act != "bare" else ""),
    )


def _implied(
    board: Board, node: Node, parties: Parties, speaker: tuple[Role, ...]
) -> tuple[str, str, str, tuple[Role, ...]]:
    """Return (act, status of the deed, status of the act, agents) that tense, modal and speaker imply."""
    standing = node.standing
    family = node.family
    speaker = tuple(msgspec.structs.replace(r, name="agent") for r in speaker)
    if standing.status == "planned":
        if _is_forecast(board, parties, speaker):
            return "bare", "", "hypothetical", parties.agents
        if standing.condition is not None and family not in KIND_DEEDS:
            return "promise", "threatened", "happened", parties.agents or speaker
        return "promise", "promised" if standing.modal else "planned", "happened", parties.agents or speaker
    if standing.negated and standing.modal in {"future", "would"} and family in KIND_DEEDS:
        return "refuse", "refused", "happened", parties.agents or speaker
    if not speaker or standing.status != "hypothetical":
        return "bare", "", standing.status, parties.agents
    same = same_side(board, parties.agents, speaker)
    if standing.modal == "possible" and _threatens(board, node, same or _only_pronouns(board, parties.agents)):
        return "promise", "threatened", "happened", parties.agents or speaker
    if standing.modal == "necessary" and family != "assault" and not same:
        return "demand", "demanded", "happened", speaker
    if standing.modal == "possible" and family in KIND_DEEDS and (same or not parties.agents):
        return "offer", "offered", "happened", parties.agents or speaker
    return "bare", "", standing.status, parties.agents


def _is_forecast(board: Board, parties: Parties, speaker: tuple[Role, ...]) -> bool:
    """Say whether one state foretells what another will do: "Israel said Syria will send troops"."""
    said_by = [board.actors[r.head] for r in speaker if r.head in board.actors]
    done_by = [board.actors[r.head] for r in parties.agents if r.head in board.actors]
    if not said_by or not done_by or any(m.rule not in STATES for m in (*said_by, *done_by)):
        return False  # a president or an official may speak for the one who acts
    return not {e for m in said_by for e in m.entries} & {e for m in done_by for e in m.entries}


def _threatens(board: Board, node: Node, own: bool) -> bool:
    """Say whether a warning speaks of an own act: "warned that aid could be cut", "hinted that it might seize it"."""
    speech = node.standing.speech
    if speech is None or not own or board.sentence.tokens[speech].lemma not in board.warners:
        return False
    # Without an agent only what states alone do: who may be attacked is often a third party's victim.
    return node.family == "sanction" or (node.family in HOSTILE and bool(node.match.slots.get("subject")))


def _only_pronouns(board: Board, roles: tuple[Role, ...]) -> bool:
    """Say whether nobody is named: "warned that it might"; or nobody is told at all."""
    return all(board.actors[r.head].form == "pronoun" for r in roles if r.head in board.actors)


def _instrument_subject(board: Board, node: Node) -> bool:
    return any(
        board.sentence.tokens[k].lemma in board.means or k in board.things for k in node.match.slots.get("subject", ())
    )
