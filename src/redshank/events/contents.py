"""Find the deed inside an act: what was promised, asked, refused, alleged."""

from collections.abc import Mapping as MappingOf

import msgspec

from redshank.events.fillers import Board
from redshank.events.match import Match
from redshank.events.roles import wanted
from redshank.grammar.form import CONDITION, is_negated
from redshank.grammar.standing import Standing
from redshank.grammar.tree import conjuncts, is_verb, kids_with, phrase_span, subtree
from redshank.records import Span

CONTENT = "complement | object | to | for | of | from | with | against | on | in | about"


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger that fired, with its standing."""

    match: Match
    standing: Standing

    @property
    def family(self) -> str:
        """Return the family of the frame."""
        return self.match.trigger.frame.family

    @property
    def frame(self) -> str:
        """Return the id of the frame."""
        return self.match.trigger.frame.id

    @property
    def is_operator(self) -> bool:
        """Say whether the frame takes a deed."""
        return self.match.trigger.frame.deed is not None


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the content slot of an operator: a known deed, or only words."""

    token: int
    node: Node | None
    negated: bool = False


def contents(board: Board, node: Node, nodes: MappingOf[int, Node]) -> tuple[Inside, ...]:
    """Return the deeds inside an operator; conjoined deeds each on their own."""
    verb = is_verb(board.sentence, node.match.token)
    slots = wanted(node.match, "content", verb) or tuple(s.strip() for s in CONTENT.split("|"))
    fallback: Inside | None = None
    for slot in slots:
        for head in node.match.slots.get(slot, ()):
            found = _deeds(board, head, nodes, node.match.token)
            if found:
                return found
            if fallback is None and (is_verb(board.sentence, head) or board.actor_at(head) is None):
                fallback = Inside(token=head, node=None, negated=_negated(board, head))
    return (fallback,) if fallback is not None else ()


def _deeds(board: Board, head: int, nodes: MappingOf[int, Node], above: int) -> tuple[Inside, ...]:
    found = []
    for k in conjuncts(board.sentence, head):
        at = _known(board, k, nodes, above, 0)
        if at is not None:
            found.append(Inside(token=at, node=nodes[at], negated=_negated(board, k)))
    return tuple(found)


# Relations that lead from a clause without a frame of its own to the deed that it carries.
INWARD = ("dobj", "xcomp", "ccomp", "acl", "nsubjpass", "prep", "pcomp", "pobj", "attr", "acomp")


FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _known(board: Board, k: int, nodes: MappingOf[int, Node], above: int, depth: int) -> int | None:
    if k in nodes and k != above:
        return k
    if depth >= 4:
        return None
    for inner in kids_with(board.sentence, k, *INWARD):
        if board.actor_at(inner) is not None and inner not in nodes:
            continue
        if board.sentence.tokens[inner].dep == "pcomp" and board.sentence.tokens[inner].tag in FINITE:
            continue  # "a response to what he said were flights": told of somebody else
        found = _known(board, inner, nodes, above, depth + 1)
        if found is not None:
            return found
    return None


def _negated(board: Board, k: int) -> bool:
    return is_verb(board.sentence, k) and is_negated(board.sentence, k)


def condition_of(board: Board, token: int) -> Span | None:
    """Return the words of the if-clause that hangs on a deed or on the verb above it."""
    for k in kids_with(board.sentence, token, "advcl", "prep"):
        marks = {board.sentence.tokens[m].lemma for m in kids_with(board.sentence, k, "mark")}
        if marks & CONDITION or board.sentence.tokens[k].lemma in CONDITION:
            return phrase_span(board.sentence, k)
    return None


def lies_under(board: Board, token: int, above: int) -> bool:
    """Say whether one token stands in the subtree of another."""
    return token in subtree(board.sentence, above)


def effective_family(node: Node, inside: tuple[Inside, ...]) -> str | None:
    """Return the family that a chain of operators comes to: to stop an attack is to yield."""
    deed = inside[0].node if inside else None
    if node.family == "stop" or node.family == "cancel":
        if deed is None:
            return "change"
        if deed.family in {"assault", "mobilize", "coerce", "sanction", "protest", "threaten"}:
            return "retreat"
        return "sanction"
    if node.family in {"agree", "offer", "promise"}:
        return deed.family if deed is not None else "cooperate"
    if node.family == "refuse":
        return "reject"
    return node.family
