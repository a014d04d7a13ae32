"""How a predicate stands as the text tells it: its own standing, then the claims in which it is told."""

from collections.abc import Sequence

import msgspec

from redshank.grammar.standing import standing
from redshank.grammar.standing_record import DONE
from redshank.lexicon.cues import Cues
from redshank.records import Claim, Sentence, Span

# What a claim makes of the coming act that it tells.
TAKEN = frozenset({"promised", "offered", "threatened", "refused"})


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Status, factuality and holder of one predicate."""

    status: str
    factuality: float
    holder: str
    why: str


def told(sentence: Sentence, i: int, cues: Cues, claims: Sequence[Claim]) -> Told:
    """Return how the predicate at `i` stands.

    Args:
        sentence: the parsed sentence.
        i: the predicate's token.
        cues: the governing words of data/statuses.toml.
        claims: of the story; those whose content holds the predicate decide who is committed to it.
    """
    found = standing(sentence, i, cues)
    over = claims_over(claims, sentence.tokens[i].span)
    inner = over[-1] if over else None
    status, factuality, why = found.label, found.factuality, found.why
    if inner is not None and status in DONE and not found.loose:
        if inner.status == "alleged":
            status, factuality, why = "alleged", min(factuality, cues.value("alleged")), f"claim {inner.id}"
        elif inner.status in TAKEN and found.governor is None and found.modal is not None:
            status, why = inner.status, f"claim {inner.id}"
        elif inner.status == "denied" and found.governor is None:
            status, factuality, why = "denied", cues.value("denied"), f"claim {inner.id}"
    speaker = next((c.source.name for c in reversed(over) if c.source is not None), None)
    return Told(status=status, factuality=factuality, holder=speaker or "narrator", why=why)


def claims_over(claims: Sequence[Claim], span: Span) -> tuple[Claim, ...]:
    """Return the claims whose content holds a span, from the outermost inwards."""
    over = [c for c in claims if any(part.holds(span) for part in c.content) and not c.topic]
    return tuple(sorted(over, key=lambda c: -max(len(part) for part in c.content if part.holds(span))))
