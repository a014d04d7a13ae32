"""Freeze a draft into the record that leaves the stage."""

from redshank.events.contents import Node
from redshank.events.draft import Draft
from redshank.events.fillers import Board
from redshank.grammar.tree import kids_with, subtree
from redshank.lexicon.contexts import Contexts
from redshank.records import Predication, Sentence, Span


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


REACH = 15  # tokens: what stands further off in a long sentence belongs to something else


def _contexts(board: Board, draft: Draft, contexts: Contexts) -> tuple[str, ...]:
    """Return the contexts of the frame and of the words in the predicate's own clause."""
    token = draft.node.match.token
    own = [k for k in subtree(board.sentence, token) if abs(k - token) <= REACH]
    words = [board.sentence.tokens[k].lemma for k in own]
    return tuple(dict.fromkeys((*draft.coding.contexts, *contexts.of(words))))


def _words(sentence: Sentence, node: Node) -> Span:
    token = sentence.tokens[node.match.token]
    start, end = token.start, token.end
    for k in kids_with(sentence, token.i, "prt"):
        end = max(end, sentence.tokens[k].end)
    return Span(start, end)
