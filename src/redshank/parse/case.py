"""Even out all-capitals copy for the model: same length, names keep a capital."""

import re

WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Short words that stand in capitals in every story: "US", "UN", "NATO talks" do not make a line shouted.
LEAST_WORDS = 4
SHARE = 0.85


def is_shouted(words: str) -> bool:
    """Say whether the line is written in capitals throughout."""
    found = [w for w in WORD.findall(words) if len(w) > 2]
    if len(found) < LEAST_WORDS:
        return False
    return bool(sum(w.isupper() for w in found) >= SHARE * len(found))


def recase(words: str, names: frozenset[str]) -> str:
    """Write shouted copy in ordinary case, letter for letter; `names` (in capitals) keep their first letter."""
    if not is_shouted(words):
        return words
    start_of_sentence = {m.end() for m in re.finditer(r"(?:^|[.!?]\s+[\"“]?)", words)}

    def lower(match: re.Match[str]) -> str:
        word = match.group()
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in word)
        if word in names and len(word) <= 5 and word.isupper() and word in KEPT:
            return word
        if word in names or match.start() in start_of_sentence:
            return small[:1].upper() + small[1:]
        return small

    return WORD.sub(lower, words)


KEPT = frozenset({"US", "UN", "EU", "UK", "NATO", "USSR", "PLO", "FMLN", "IRA", "CIA", "KGB", "UAE", "OPEC"})
