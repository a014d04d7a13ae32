"""A coding on its way to becoming a predication, and what acts and deeds both need for it."""

import msgspec

from redshank.events.contents import Node
from redshank.events.fillers import Board
from redshank.events.roles import Parties, wanted
from redshank.grammar.clause import subjects
from redshank.grammar.standing import Standing
from redshank.ontology import Coding
from redshank.records import Content, DeedStatus, Role


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


def deed_status(status: str) -> DeedStatus:
    """Take a status from the data files for one of the closed list; `redshank check` holds them to it."""
    return status  # type: ignore[return-value]


def same_side(board: Board, a: tuple[Role, ...], b: tuple[Role, ...]) -> bool:
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


def not_below(board: Board, node: Node, parties: Parties) -> frozenset[int]:
    """Return what the search below must pass over: the agents, and the deed's own object ("deployed soldiers")."""
    objects = {h for slot in wanted(node.match, "object", True) for h in node.match.slots.get(slot, ())}
    return frozenset(r.head for r in parties.agents) | {h for h in objects if board.actor_at(h) is not None}
