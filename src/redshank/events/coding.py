"""Turn triggers with a standing into predications: acts with their deeds, and deeds told as they are."""

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf

import msgspec

from redshank.events.contents import Inside, Node, condition_of, contents, effective_family, lies_under
from redshank.events.fillers import Board
from redshank.events.roles import Parties, fill, ranked, regroup, things, under, wanted
from redshank.grammar.clause import subjects
from redshank.grammar.standing import Standing
from redshank.grammar.tree import is_verb, kids_with, phrase_span, subtree
from redshank.lexicon.contexts import Contexts
from redshank.ontology import Coding, Mapping
from redshank.records import Content, DeedStatus, Mention, Predication, Role, Sentence, Span

COUNTED = ("happened", "ongoing", "ended", "attempted", "alleged")
KIND_DEEDS = frozenset({"aid", "cooperate", "consult", "support", "retreat", "concede", "join", "change"})


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A coding on its way to becoming a predication."""

    node: Node
    coding: Coding
    status: str
    agents: tuple[Role, ...]
    recipients: tuple[Role, ...]
    content: Content | None = None
    speaker: tuple[Role, ...] = ()
    others: tuple[Role, ...] = ()
    why: str = ""


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
        if inside.negated and deed_family is not None:
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
    if standing.modal == "necessary" and speaker and not _same(board, parties.agents, speaker):
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
            status=_deed_status(status),
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
        status=_deed_status(status),
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


def _deed_status(status: str) -> DeedStatus:
    return status  # type: ignore[return-value]


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
    groups += under(board, node.match.token, frozenset(agents), _not_below(board, node, parties))
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


def _not_below(board: Board, node: Node, parties: Parties) -> frozenset[int]:
    """Return what the search below must pass over: the agents, and the deed's own object ("deployed soldiers")."""
    objects = {h for slot in wanted(node.match, "object", True) for h in node.match.slots.get(slot, ())}
    return frozenset(r.head for r in parties.agents) | {h for h in objects if board.actor_at(h) is not None}


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
    act, deed_status, status, agents = _implied(board, node, parties, speaker)
    recipients = parties.recipients
    if agents or not parties.blocked:
        below = under(board, node.match.token, frozenset(r.mention for r in agents), _not_below(board, node, parties))
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
            status=_deed_status(deed_status),
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
        if standing.condition is not None and family not in KIND_DEEDS:
            return "promise", "threatened", "happened", parties.agents or speaker
        return "promise", "promised" if standing.modal else "planned", "happened", parties.agents or speaker
    if standing.negated and standing.modal in {"future", "would"} and family in KIND_DEEDS:
        return "refuse", "refused", "happened", parties.agents or speaker
    if not speaker or standing.status != "hypothetical":
        return "bare", "", standing.status, parties.agents
    same = _same(board, parties.agents, speaker)
    if standing.modal == "necessary" and family != "assault" and not same:
        return "demand", "demanded", "happened", speaker
    if standing.modal == "possible" and family in KIND_DEEDS and (same or not parties.agents):
        return "offer", "offered", "happened", parties.agents or speaker
    return "bare", "", standing.status, parties.agents


def _same(board: Board, a: tuple[Role, ...], b: tuple[Role, ...]) -> bool:
    """Say whether two sides share a country by the words alone."""

    def entries(roles: tuple[Role, ...]) -> set[str]:
        ids = {r.mention for r in roles}
        found: set[str] = set()
        for mention in board.actors.values():
            if mention.id in ids:
                found.update(mention.entries or (("pronoun",) if mention.form == "pronoun" else ()))
        return found

    return bool(entries(a) & entries(b))


def speakers(board: Board, standing: Standing) -> tuple[Role, ...]:
    """Return who says it in the same sentence: the subject of the verb of saying."""
    if standing.speech is None:
        return ()
    return tuple(
        board.party("speaker", m, "subject of saying")
        for k in subjects(board.sentence, standing.speech)
        for m, _ in board.actors_in(k)
    )


def _instrument_subject(board: Board, node: Node) -> bool:
    return any(
        board.sentence.tokens[k].lemma in board.means or k in board.things for k in node.match.slots.get("subject", ())
    )


def to_predication(board: Board, draft: Draft, number: int, contexts: Contexts) -> Predication:
    """Freeze a draft into the record that leaves this stage."""
    sentence = board.sentence
    token = sentence.tokens[draft.node.match.token]
    roles = (*draft.agents, *draft.recipients, *draft.speaker, *draft.others)
    return Predication(
        id=f"p{number}",
        sentence=sentence.index,
        head=token.i,
        span=_words(sentence, draft.node),
        frame=draft.node.frame,
        family=draft.node.family,
        type=draft.coding.type,
        modes=draft.coding.modes,
        contexts=_contexts(board, draft, contexts),
        cameo=draft.coding.cameo,
        status=draft.status,  # type: ignore[arg-type]
        factuality=draft.node.standing.factuality,
        # Under a verb of saying the past perfect is only the backshift of reported speech.
        background=draft.node.standing.past_perfect and draft.node.standing.speech is None,
        roles=roles,
        content=draft.content,
        entry=draft.node.match.trigger.id,
        why=draft.why,
        needs_recipient=draft.coding.needs_recipient,
        symmetric=draft.node.match.trigger.frame.symmetric,
    )


def _contexts(board: Board, draft: Draft, contexts: Contexts) -> tuple[str, ...]:
    """Return the contexts of the frame and of the words in the predicate's own clause."""
    token = draft.node.match.token
    own = [k for k in subtree(board.sentence, token) if abs(k - token) <= REACH]
    words = [board.sentence.tokens[k].lemma for k in own]
    return tuple(dict.fromkeys((*draft.coding.contexts, *contexts.of(words))))


REACH = 15  # tokens: what stands further off in a long sentence belongs to something else


def _words(sentence: Sentence, node: Node) -> Span:
    token = sentence.tokens[node.match.token]
    start, end = token.start, token.end
    for k in kids_with(sentence, token.i, "prt"):
        end = max(end, sentence.tokens[k].end)
    return Span(start, end)


def is_party(mention: Mention) -> bool:
    """Say whether a mention can act: adjectives only mark what belongs to somebody."""
    return mention.form != "adjective"
