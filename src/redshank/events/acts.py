"""Code operators: promises, requests, refusals, threats, accusations, with the deeds inside them."""

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf

import msgspec

from redshank.events.contents import Inside, Node, condition_of, contents, effective_family, lies_under
from redshank.events.deeds import KIND_DEEDS
from redshank.events.draft import Draft, deed_status, not_below, same_side, speakers
from redshank.events.fillers import Board
from redshank.events.roles import Parties, fill, ranked, regroup, things, under
from redshank.grammar.clause import subjects
from redshank.grammar.tree import is_verb, phrase_span, subtree
from redshank.ontology import Mapping
from redshank.records import Content, Role


def acts(board: Board, node: Node, nodes: MappingOf[int, Node], mapping: Mapping) -> Iterator[Draft]:
    """Code an operator: promise, request, refusal, threat, accusation, with each deed inside."""
    frame = node.match.trigger.frame
    parties = fill(board, node.match)
    insides = contents(board, node, nodes) or (Inside(token=node.match.token, node=None),)
    implied = _implied_act(board, node, parties, insides, mapping)
    if implied is not None:
        yield implied
        return
    status, family = _act_status(node)
    for inside in insides:
        deeper = contents(board, inside.node, nodes) if inside.node is not None and inside.node.is_operator else ()
        deed_family = effective_family(inside.node, deeper) if inside.node is not None else None
        if inside.negated and deed_family in KIND_DEEDS and family in {"promise", "agree"}:
            family = "refuse"  # "vowed not to return the heights"
        elif inside.negated and deed_family is not None:
            deed_family = "change"
        deed_frame = inside.node.frame if inside.node is not None else None
        coding = mapping.code(family, frame.id, deed_family, deed_frame, status)
        yield Draft(
            node=node,
            coding=coding,
            status="happened" if status == "negated" else status,
            agents=parties.agents,
            recipients=_addressees(board, node, parties, inside),
            content=_content(board, node, inside, frame.deed or "alleged", deed_frame, deed_family)
            or _clause_below(board, node),
            speaker=speakers(board, node.standing),
            others=things(board, inside.node.match) if inside.node is not None else (),
            why=f"{frame.id} ({node.standing.why}) + {deed_frame or 'words'}",
        )


DEEDLIKE = frozenset({"stop", "cancel", "agree", "offer"})


def _implied_act(
    board: Board, node: Node, parties: Parties, insides: tuple[Inside, ...], mapping: Mapping
) -> Draft | None:
    """Code an operator that is itself asked for or announced: "must end its attacks", "will suspend aid"."""
    standing = node.standing
    if node.family not in DEEDLIKE:
        return None
    speaker = speakers(board, standing)
    family = effective_family(node, insides)
    if standing.modal == "necessary" and speaker and not same_side(board, parties.agents, speaker):
        act, status = "demand", "demanded"
        agents = tuple(msgspec.structs.replace(r, name="agent") for r in speaker)
        recipients = ranked([parties.agents, *regroup(parties.recipients)])
    elif standing.modal in {"future", "would"} and not standing.negated and node.family in {"stop", "cancel"}:
        act, status = "promise", "promised"
        agents = parties.agents or tuple(msgspec.structs.replace(r, name="agent") for r in speaker)
        recipients = _addressees(board, node, parties, insides[0])
    else:
        return None
    return Draft(
        node=node,
        coding=mapping.code(act, node.frame, family, node.frame, "happened"),
        status="happened",
        agents=agents,
        recipients=recipients,
        content=Content(
            frame=node.frame,
            family=family,
            status=deed_status(status),
            span=phrase_span(board.sentence, node.match.token),
            head=node.match.token,
            roles=(*parties.agents, *parties.recipients),
            condition=condition_of(board, node.match.token),
            why=standing.why,
        ),
        speaker=speaker,
        why=f"{node.frame}: {standing.why}, read as {act}",
    )


def _act_status(node: Node) -> tuple[str, str]:
    """Return the standing of the act, and its family: not to refuse is nothing, not to agree is to refuse."""
    status = node.standing.status
    if node.match.trigger.negated:
        status = "happened"
    if status == "negated" and node.family == "agree":
        return "happened", "refuse"
    if status == "alleged" and node.family in {"accuse", "disapprove"}:
        return "happened", node.family
    return status, node.family


def _content(
    board: Board, node: Node, inside: Inside, status: str, frame: str | None, family: str | None
) -> Content | None:
    if inside.token == node.match.token:
        return None
    roles: tuple[Role, ...] = ()
    if inside.node is not None:
        parties = fill(board, inside.node.match)
        roles = (*parties.agents, *parties.recipients, *things(board, inside.node.match))
    return Content(
        frame=frame,
        family=family,
        status=deed_status(status),
        span=phrase_span(board.sentence, inside.token),
        head=inside.token,
        roles=roles,
        condition=condition_of(board, inside.token) or condition_of(board, node.match.token),
        why=f"content of {board.sentence.tokens[node.match.token].text!r}",
    )


def _clause_below(board: Board, node: Node) -> Content | None:
    """Return the words of an accusation that the parser did not put in its place."""
    token = node.match.token
    if node.family != "accuse":
        return None
    verb = next((k for k in subtree(board.sentence, token) if k > token and is_verb(board.sentence, k)), None)
    if verb is None:
        return None
    return Content(frame=None, status="alleged", span=phrase_span(board.sentence, verb), head=verb, why="clause below")


def _addressees(board: Board, node: Node, parties: Parties, inside: Inside) -> tuple[Role, ...]:
    """Return to whom the act is directed: addressee, who does or suffers the deed, whoever is named below."""
    agents = {r.mention for r in parties.agents}
    inner = fill(board, inside.node.match) if inside.node is not None else Parties()
    doers = tuple(r for r in inner.agents if r.mention not in agents)
    sufferers = regroup([r for r in inner.recipients if r.mention not in agents])
    own = regroup([r for r in parties.recipients if r.mention not in agents and not _inside(board, r, node, inside)])
    told = _clause_subjects(board, node, agents)
    if node.family in {"promise", "offer", "agree", "threaten"}:
        groups = [*own, *sufferers, doers]
    else:
        groups = [*own, doers, told, *sufferers]
    if node.family == "accuse":
        groups.append(_charged(board, node.match.token, agents))
    groups += under(board, node.match.token, frozenset(agents), not_below(board, node, parties))
    return ranked(groups)


def _inside(board: Board, role: Role, node: Node, inside: Inside) -> bool:
    """Say whether a candidate belongs to the deed: a demand to withdraw from Chad is no demand of Chad."""
    return inside.token != node.match.token and inside.node is not None and lies_under(board, role.head, inside.token)


def _clause_subjects(board: Board, node: Node, agents: set[str | None]) -> tuple[Role, ...]:
    """Return who is to do it in the clause that is asked, demanded or charged: "demanded that X free the crew"."""
    if node.family not in {"accuse", "demand", "request", "disapprove"}:
        return ()
    return tuple(
        board.party("recipient", m, "subject of the content")
        for clause in node.match.slots.get("complement", ())
        if is_verb(board.sentence, clause)
        for k in subjects(board.sentence, clause)
        for m, _ in board.actors_in(k)
        if m.id not in agents
    )


def _charged(board: Board, token: int, agents: set[str | None]) -> tuple[Role, ...]:
    """Return who does it in a clause that the accusation holds, however deep the parser put it."""
    for k in subtree(board.sentence, token):
        if k != token and is_verb(board.sentence, k):
            found = tuple(
                board.party("recipient", m, "subject of the content")
                for s in subjects(board.sentence, k)
                for m, _ in board.actors_in(s)
                if m.id not in agents and s > token
            )
            if found:
                return found
    return ()
