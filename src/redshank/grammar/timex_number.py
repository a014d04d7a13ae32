"""Numbers in words: "twenty-four", "a hundred", "2 1/2", "one and a half"."""

from redshank.grammar.timex_words import CLASS, Words


def number_in(words: Words, start: int, end: int) -> float | None:
    """Add up "twenty-four", "a hundred", "2 1/2", "one and a half"."""
    total = 0.0
    low = words.low[start:end]
    if "couple" in low:
        return 2.0
    if "dozen" in low:
        return 12.0
    for k in range(start, end):
        value = words.values[k]
        kind = words.kinds[k]
        if kind == CLASS["SLASH"]:
            return (total - value_at(words, k - 1)) + value_at(words, k - 1) / max(value_at(words, k + 1), 1.0)
        if kind == CLASS["HALF"]:
            total += 0.5
        elif kind == CLASS["NUMWORD"] and value in (100, 1000):
            total = max(total, 1.0) * float(value)
        elif isinstance(value, int | float):
            total += float(value)
    return total or (1.0 if any(w in ("a", "an", "another", "single") for w in low) else None)


def value_at(words: Words, i: int) -> float:
    """Return the number that a word stands for; 0 where it is none."""
    value = words.values[i]
    return float(value) if isinstance(value, int | float) else 0.0
