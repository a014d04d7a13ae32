"""Join expressions that belong together: "Friday" + "Jan. 4", "noon" + "Thursday", "the end of" + "this week"."""

import re
from collections.abc import Callable

from redshank.grammar.timex_record import Atom
from redshank.grammar.timex_words import CLASS, Words


def _between(*shapes: str) -> re.Pattern[str]:
    names = ["".join(CLASS[n] for n in shape.split()) for shape in shapes]
    return re.compile("|".join(names))


CLOSE = _between("", "ON", "AT", "COMMA", "OF", "COMMA ON", "DASH", "COMMA AT", "ON THE", "OPEN", "IN", "ON COMMA")
OWNED = _between("", "POSS", "DASH", "POSS FISCAL")
IN_YEAR = _between("", "OF", "IN", "COMMA", "OF THE", "IN THE", "OF FISCAL")
NEXT_TO = _between("", "COMMA", "OF")
EDGE = re.compile(
    "(?:{THE}?{EDGE}{OF}{THE}?|{MID}{DASH}?|{EARLY}{IN}?{THE}?|{EARLIER}{IN}?{THE}?|{LATER}{IN}?{THE}?"
    "|{THE}{SAME}|{ABOUT})$".format(**CLASS)
)
THE = CLASS["THE"]


def join(atoms: list[Atom], words: Words) -> list[Atom]:
    """Merge neighbours from left to right, then draw in the words before ("late", "the end of")."""
    merged: list[Atom] = []
    for atom in atoms:
        if merged and _merge(merged[-1], atom, words):
            continue
        merged.append(atom)
    floor = 0
    for atom in merged:
        _reach_back(atom, words, floor)
        floor = atom.end
    return merged


def _merge(left: Atom, right: Atom, words: Words) -> bool:
    """Take `right` into `left` when they make one expression."""
    gap = words.line[left.end : right.start]
    if len(gap) > 2:
        return False
    for fits, shape, work in JOINS:
        if shape.fullmatch(gap) and fits(left, right):
            work(left, right)
            left.end = max(left.end, right.end)
            return True
    return False


def _is_day(atom: Atom) -> bool:
    return atom.kind == "weekday" or (atom.kind == "near" and atom.unit == "D") or bool(atom.day) or bool(atom.holiday)


def _is_loose_hour(atom: Atom) -> bool:
    return atom.kind == "part" and atom.shift is None


def _is_year(atom: Atom) -> bool:
    bare = atom.kind == "calendar" and atom.year is not None and atom.month is None and not _in_year(atom)
    return bare or (atom.kind == "near" and atom.unit == "Y")


def _in_year(atom: Atom) -> bool:
    return atom.kind == "calendar" and (atom.unit in ("Q", "HALF") or atom.season is not None)


def _take_day(left: Atom, right: Atom) -> None:
    """Give a time of the day its day: "noon" + "Thursday"."""
    part, clock, rule = left.part or right.part, left.clock or right.clock, left.rule
    for name in ("year", "month", "day", "weekday", "unit", "holiday", "shift", "of_focus"):
        setattr(left, name, getattr(right, name))
    left.part, left.clock, left.kind, left.rule = part, clock, right.kind, f"{rule} + {right.rule}"


def _take_clock(left: Atom, right: Atom) -> None:
    left.part, left.clock = right.part or left.part, right.clock or left.clock
    left.rule = f"{left.rule} + {right.rule}"


def _take_date(left: Atom, right: Atom) -> None:
    left.year, left.month, left.day, left.kind = right.year, right.month, right.day, "calendar"
    left.rule = f"{left.rule} + {right.rule}"


def _take_year(left: Atom, right: Atom) -> None:
    left.year, left.rule = right.year, f"{left.rule} + {right.rule}"
    if right.kind == "near":
        left.shift = right.shift
        left.edge = "year"


def _take_inner(left: Atom, right: Atom) -> None:
    """Put "the third quarter" into "this year's"."""
    year, shift, near = left.year, left.shift, left.kind == "near"
    for name in ("kind", "unit", "ordinal", "season", "month", "day"):
        setattr(left, name, getattr(right, name))
    left.year, left.rule = year, f"{right.rule} + {left.rule}"
    if near:
        left.shift, left.edge = shift, "year"


def _take_anniversary(left: Atom, right: Atom) -> None:
    """Count "53 years ago last month" back from that month, not from today."""
    left.year = -int(left.count or 0)
    left.unit, left.shift, left.kind = right.unit, right.shift, "near"
    left.count, left.rule = None, f"{left.rule} + {right.rule}"


def _hour_and_hour(left: Atom, right: Atom) -> bool:
    return _is_loose_hour(left) and _is_loose_hour(right) and bool(left.part) != bool(right.part)


def _hour_of_day(left: Atom, right: Atom) -> bool:
    return _is_loose_hour(left) and _is_day(right) and not (right.part or right.clock)


def _day_with_hour(left: Atom, right: Atom) -> bool:
    return _is_day(left) and not (left.part or left.clock) and _is_loose_hour(right)


def _weekday_of_date(left: Atom, right: Atom) -> bool:
    return left.kind == "weekday" and right.kind == "calendar" and bool(right.day)


def _month_of_year(left: Atom, right: Atom) -> bool:
    lacks_year = left.kind == "calendar" and left.month is not None and left.year is None
    return lacks_year and ((right.kind == "near" and right.unit == "Y") or right.rule == "spelt year")


def _stretch_of_year(left: Atom, right: Atom) -> bool:
    return _in_year(left) and left.year is None and left.shift is None and _is_year(right)


def _year_and_stretch(left: Atom, right: Atom) -> bool:
    return _is_year(left) and _in_year(right) and right.year is None


def _years_from_near(left: Atom, right: Atom) -> bool:
    return left.kind == "offset" and left.unit == "Y" and right.kind == "near" and right.unit in ("D", "W", "M")


JOINS: tuple[tuple[Callable[[Atom, Atom], bool], re.Pattern[str], Callable[[Atom, Atom], None]], ...] = (
    (_hour_and_hour, CLOSE, _take_clock),
    (_hour_of_day, CLOSE, _take_day),
    (_day_with_hour, CLOSE, _take_clock),
    (_weekday_of_date, CLOSE, _take_date),
    (_month_of_year, NEXT_TO, _take_year),
    (_stretch_of_year, IN_YEAR, _take_year),
    (_year_and_stretch, OWNED, _take_inner),
    (_years_from_near, NEXT_TO, _take_anniversary),
)


def _is_adjective(atom: Atom, words: Words) -> bool:
    """Leave the article of "the three-year war" to the war."""
    return atom.kind == "duration" and CLASS["DASH"] in words.line[atom.start : atom.end]


def _reach_back(atom: Atom, words: Words, floor: int) -> None:
    """Draw "early", "the end of", "about" before an expression into it."""
    if atom.kind in ("reference", "set"):
        return
    for _ in range(2):
        hit = EDGE.search(words.line, max(floor, atom.start - 5), atom.start)
        if hit is None or hit.start() < floor:
            break
        if atom.kind in ("duration", "offset") and words.line[hit.start()] != CLASS["ABOUT"]:
            break
        if words.line[hit.start()] == CLASS["ABOUT"] and atom.kind not in ("duration", "offset", "part", "calendar"):
            break
        atom.edge = atom.edge or words.low[hit.start()]
        atom.start = hit.start()
    if (
        atom.start > floor
        and words.line[atom.start - 1] == THE
        and atom.kind != "weekday"
        and atom.rule != "year"
        and not _is_adjective(atom, words)
    ):
        atom.start -= 1
