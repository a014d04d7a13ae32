"""How far a coding may be trusted: marks of its making, weighed by a regression on our own gold."""

from collections.abc import Iterator, Sequence

from redshank.grammar.tree import is_noun
from redshank.lexicon.scores import load_scores
from redshank.records import Party, Predication, Score, Sentence

LONG = 30  # tokens
GUESSED = 0.6  # no coding of the linear back-off is surer: it knows no roles, and in the news it is often wrong
AND = "; "


def score_of(
    predication: Predication, sentence: Sentence, actors: Sequence[Party], recipients: Sequence[Party], crowd: int
) -> Score:
    """Return the chance that type, actors and recipients are all right, and the marks that it rests on.

    Args:
        predication: the act in its sentence.
        sentence: that sentence.
        actors: who acts.
        recipients: to whom.
        crowd: how many acts the sentence holds.
    """
    marks = tuple(dict.fromkeys(marks_of(predication, sentence, actors, recipients, crowd)))
    value = load_scores().value((*marks, f"type {predication.type}"))
    if predication.family == "backoff":
        value = min(value, GUESSED)
    told = f" | {AND.join(marks)}" if marks else ""
    return Score(value=round(value, 2), why=predication.why + told)


def marks_of(
    predication: Predication, sentence: Sentence, actors: Sequence[Party], recipients: Sequence[Party], crowd: int
) -> Iterator[str]:
    """Give what marks the making of a coding, in words."""
    yield from _party_marks("actor", actors)
    yield from _party_marks("recipient", recipients)
    paths = {r.path for r in predication.roles if r.span in {p.span for p in recipients} and r.name == "recipient"}
    if "subtree" in paths:
        yield "recipient from the subtree"
    if any("marked" in p for p in paths):
        yield "recipient only marks a thing"
    if len(actors) > 1:
        yield "several actors"
    head = sentence.tokens[predication.head]
    if is_noun(sentence, predication.head):
        yield "told by a noun"
    if head.dep not in {"ROOT", "conj", "ccomp"}:
        yield "told in a lower clause"
    trigger = predication.entry.partition("/")[2]
    conditions = trigger.count("=") + trigger.count("@") + trigger.count(">") + trigger.count("+")
    if predication.family == "backoff":
        yield "only the back-off"
    elif conditions == 0:
        yield "a word without conditions"
    elif conditions > 1:
        yield "a word with several conditions"
    if predication.content is not None:
        yield "in words"
        if predication.content.frame is None:
            yield "deed unknown"
    if predication.status != "happened":
        yield predication.status
    if sentence.zone != "body":
        yield f"in the {sentence.zone}"
    if len(sentence.tokens) > LONG:
        yield "long sentence"
    if crowd > 1:
        yield "several acts in the sentence" if crowd < 4 else "many acts in the sentence"


def _party_marks(side: str, parties: Sequence[Party]) -> Iterator[str]:
    if not parties:
        yield f"no {side}"
    for party in parties:
        if party.linked_by:
            yield f"{side} by {party.linked_by}"
        if party.country is None and party.code is None:
            yield f"{side} without a country"
