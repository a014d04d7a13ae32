"""Where words stand: a half-open range of code points in `Story.text`."""

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False, order=True):
    """`[start, end)` in code points of `Story.text`; written to JSON as `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that this span marks in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def within(self, other: "Span") -> "Span | None":
        """Return the part that lies inside `other`; None where none does."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def __len__(self) -> int:
        """Return the number of code points."""
        return self.end - self.start


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How sure we are, from 0 to 1, and which rule and words make us so."""

    value: float
    why: str
