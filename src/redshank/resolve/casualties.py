"""People killed, wounded, missing, arrested or displaced, as the text counts them and with whose word it is."""

from collections.abc import Sequence

from redshank.records import Casualty, Claim, Quantity, Sentence


def resolve_casualties(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], claims: Sequence[Claim]
) -> tuple[Casualty, ...]:
    """Return the casualties of a story, k1, k2 ..."""
    return ()
