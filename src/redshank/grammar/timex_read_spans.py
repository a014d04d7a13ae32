"""Read counts, units, rates and phrases from the groups of the rules (timex_atoms.py); a reader may refuse the hit."""

from redshank.grammar.timex_number import number_in, value_at
from redshank.grammar.timex_read_days import AHEAD
from redshank.grammar.timex_record import Atom
from redshank.grammar.timex_words import CLASS, Words


def _count(atom: Atom, words: Words, start: int, end: int) -> bool:
    kinds = words.kinds[start:end]
    if CLASS["VAGUE"] in kinds or CLASS["SOME"] in kinds:
        atom.is_vague = True
        return True
    atom.count = number_in(words, start, end)
    if kinds[0] == CLASS["A"] and len(kinds) > 1 and kinds[1] == CLASS["NUMWORD"] and value_at(words, start + 1) < 100:
        atom.start = start + 1  # "a three-day visit"
    if atom.count is None or _is_age(words, end):
        return False
    is_day_of_month = kinds == [CLASS["DAY"]] and words.kinds[max(0, start - 1)] in (CLASS["MONTH"], CLASS["ADOT"])
    return not is_day_of_month


def _is_age(words: Words, at: int) -> bool:
    """Refuse "27-year-old", "six years old"."""
    behind = [k for k in words.kinds[at : at + 4] if k != CLASS["DASH"]]
    return behind[1:2] == [CLASS["OLD"]]


def _unit(atom: Atom, words: Words, start: int, end: int) -> bool:
    kind = words.kinds[start]
    if kind == CLASS["PERIOD"]:
        atom.unit = "PERIOD"
        return True
    atom.unit = "Q" if kind in (CLASS["QUARTER"], CLASS["QUARTERS"]) else str(words.values[start])
    if atom.rule in ("within", "in so long"):
        atom.shift = 1
    if kind == CLASS["UNIT"] and words.low[start] in ("second", "minute") and atom.count in (None, 1.0):
        return atom.rule in ("ago", "later", "earlier", "span") and atom.unit == "MIN" and not atom.is_vague
    if atom.count == 1.0 and kind == CLASS["UNIT"] and atom.rule == "span":
        return _one_unit(atom, words, start)
    if atom.unit == "Q" and atom.rule == "span":  # "three quarters of the vote" is a share
        share = words.low[end : end + 1] == ["of"] or CLASS["DASH"] in words.kinds[atom.start : end]
        return kind == CLASS["QUARTERS"] and not share
    return True


def _one_unit(atom: Atom, words: Words, at: int) -> bool:
    """Tell "a year" of a rate ("$40 billion a year") from "a year" of lasting; refuse "a day of mourning"."""
    if words.kinds[atom.start] != CLASS["A"]:
        return True
    before = words.low[atom.start - 1] if atom.start else ""
    rate = before in words.known.amounts or (
        atom.start > 0 and words.kinds[atom.start - 1] in (CLASS["MONEY"], CLASS["NUM"])
    )
    if rate or (before.endswith("s") and before not in words.known.lasting and len(before) > 4 and before.isalpha()):
        atom.kind = "set"
    return True


def _units(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take bare "weeks" only where it lasts or points: "for weeks", "weeks later"."""
    atom.unit = str(words.values[start])
    atom.is_vague = True
    if atom.rule != "in vague":
        atom.shift = 1 if atom.rule == "within" else atom.shift
        return True
    before = words.low[start - 1] if start else ""
    after = words.low[end] if end < len(words.low) else ""
    return (before in words.known.lasting and after not in ("of",)) or after in ("away", "ahead", "after", "before")


def _bare_unit(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take "the year", "the quarter" for the running one; other units stand for too much."""
    atom.unit = "Q" if words.kinds[start] == CLASS["QUARTER"] else str(words.values[start])
    after = words.low[end] if end < len(words.low) else ""
    atom.shift = 0
    if atom.unit == "Q":
        atom.shift = -1
    return atom.unit in ("Y", "Q", "W", "M") and after not in ("of", "-", "two", "s", "that", "when")


def _edge_unit(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.unit, atom.shift, atom.edge = str(words.values[start]), 0, "end"
    return (
        words.low[start] == "year" and words.low[end : end + 3][-1:] != ["of"] and "end" in words.low[start : start + 3]
    )


def _and_half(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.count = (atom.count or 0) + 0.5
    return True


def _back(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.shift = -1
    atom.of_focus = words.kinds[start] != CLASS["AGO"]
    # "a week before the vote" counts from an event, not from a day that was told.
    return words.kinds[start] != CLASS["BEFORE"] or end >= len(words.kinds) or not words.low[end].isalpha()


def _on(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.shift, atom.of_focus = (-1 if words.kinds[start] == CLASS["EARLIER"] else 1), True
    return True


def _ahead(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.shift = 1
    return True


def _recent(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Read "the past two weeks", "recent years": a stretch that ends or begins now."""
    kind = words.kinds[start]
    atom.shift = 1 if kind in AHEAD or kind == CLASS["FUTURE"] else -1
    if kind == CLASS["FUTURE"]:
        atom.value = "FUTURE_REF"
    return True


def _rate(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take "per day"; and "a day" after an amount: "$3 million a day", "two tons a day"."""
    atom.unit = "Q" if words.kinds[start] == CLASS["QUARTER"] else str(words.values[start])
    atom.count = 1.0
    if words.kinds[atom.start] == CLASS["PER"]:
        return True
    before = words.low[atom.start - 1] if atom.start else ""
    return before in words.known.amounts or (atom.start > 0 and words.kinds[atom.start - 1] in (CLASS["MONEY"],))


def _into(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Refuse "the first in 10 years", "the worst in months": these look back."""
    before = range(max(0, start - 4), start)
    return not any(words.kinds[k] == CLASS["ORD"] or words.low[k].endswith("est") for k in before)


def _freq(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.value = str(words.values[start])
    after = words.low[end] if end < len(words.low) else ""
    adverb = (
        not after.isalpha() or after in words.known.year_before or after in ("at", "against", "when", "while", "under")
    )
    return adverb and not (words.is_capital(start) and start > 0 and words.is_capital(start - 1))


def _phrase(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.value = str(words.values[start])
    return True


def _word(atom: Atom, words: Words, start: int, end: int) -> bool:
    for cut, _, value in words.known.phrases.get(words.low[start], ()):
        if len(cut) == 1:
            atom.value = value
            return bool(value)
    return False


SPAN_READERS = {
    "andhalf": _and_half,
    "unit": _unit,
    "units": _units,
    "bareunit": _bare_unit,
    "yearend": _edge_unit,
    "count": _count,
    "back": _back,
    "on": _on,
    "ahead": _ahead,
    "into": _into,
    "recent": _recent,
    "rate": _rate,
    "freq": _freq,
    "phrase": _phrase,
    "word": _word,
}
