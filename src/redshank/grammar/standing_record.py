"""The record of a standing: where a predicate stands between happened and did not happen."""

import msgspec

DONE = frozenset({"happened", "ongoing", "ended"})


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a predicate stands between happened and did not happen."""

    status: str = "happened"  # of an act
    deed: str = ""  # of the deed that it is inside another act: promised, demanded, refused ...
    factuality: float = 3.0
    negated: bool = False
    modal: str | None = None  # future | possible | necessary | would
    speech: int | None = None  # the verb of saying above, if there is one
    governor: int | None = None  # the nearest governing word that set the status
    condition: int | None = None  # head of an if-clause
    past_perfect: bool = False
    loose: bool = False  # named beside what governs it, so that plans and wishes above do not reach it
    why: str = "finite past or present"

    @property
    def label(self) -> str:
        """Return the status of the predicate, whether it is an act or a deed."""
        if self.deed:
            return self.deed
        if self.modal == "would" and self.status == "planned" and self.speech is None and self.governor is None:
            return "hypothetical"
        return self.status
