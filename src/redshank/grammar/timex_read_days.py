"""Read days, months, years and hours from the groups of the rules (timex_atoms.py); a reader may refuse the hit."""

from redshank.grammar.timex_number import number_in, value_at
from redshank.grammar.timex_record import Atom
from redshank.grammar.timex_words import CLASS, Words, named

BACK = named("LAST PAST PREVIOUS LATEST")
AHEAD = named("NEXT COMING FOLLOWING")
TOLD = named("PREVIOUS FOLLOWING THAT SAME")
DETERMINED = named("THE LAST PAST THIS NEXT EACH EARLY MID IN PREVIOUS COMING CURRENT")


def _year(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.year = int(value_at(words, start))
    return True


def _short_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    number = int(value_at(words, start))
    atom.year = 1900 + number
    return 31 < number < 100 and len(words.low[start]) == 2


def _bare_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take four digits for a year where the words around them allow it."""
    before = words.low[start - 1] if start else ""
    after = words.low[end] if end < len(words.low) else ""
    atom.year = int(value_at(words, start))
    if atom.year > 2100 or after in words.known.year_not_after or before in words.known.year_not_before:
        return False
    if words.kinds[end : end + 2] == [CLASS["DASH"], CLASS["DAY"]] and words.glued(end) and words.glued(end + 1):
        return False  # "Mirage 2000-5"
    if words.kinds[end : end + 1] == [CLASS["DASH"]] and words.glued(end) and words.glued(end + 1):
        return False  # "2000-pound bombs"
    if words.glued(start) and not (
        (before in ("-", "–", "(", "/", "[") and not words.glued(start - 1)) or before == "("
    ):
        return words.kinds[start - 1] in (CLASS["DASH"],) and words.kinds[start - 2] in (CLASS["YEAR"], CLASS["MID"])
    led = before in words.known.year_before or before in ("(", ",")
    if not led and start and words.is_capital(start - 1) and words.kinds[start - 1] == CLASS["OTHER"]:
        return False
    noun = 1900 <= atom.year <= 2050 and after.isalpha() and not after.endswith("s")
    ends = not after or not after[0].isalpha() or after in ("and", "or", "to", "when", "but", "after", "as", "by", "in")
    return led or noun or (ends and atom.year >= 1700)


def _last_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take "1994-95" for a stretch of years, not "Mirage 2000-5"."""
    last, first = int(value_at(words, start)), atom.year or 0
    return len(words.low[start]) > 1 and last % 100 > first % 100 and words.low[end : end + 1] != ["-"]


def _spelt_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Read "nineteen ninety-six", "two thousand three" of broadcasts."""
    first, rest = int(value_at(words, start)), [int(value_at(words, k)) for k in range(start + 1, end)]
    if first in (17, 18, 19, 20) and rest and rest[0] >= 10 and rest[0] < 100:
        atom.year = first * 100 + sum(rest)
        return True
    lead = words.low[start - 1] if start else ""
    if first == 2 and rest[:1] == [1000] and lead in ("year", "in", "since", "by"):
        atom.year = 2000 + sum(rest[1:])
        after = words.kinds[end] if end < len(words.kinds) else ""
        return after not in (CLASS["UNITS"], CLASS["NUMWORD"]) and (lead == "year" or not _counts(words, end))
    return False


def _counts(words: Words, end: int) -> bool:
    return end < len(words.low) and words.low[end].isalpha() and words.low[end].endswith("s")


def _month(atom: Atom, words: Words, start: int, end: int) -> bool:
    if words.kinds[start] == CLASS["SEASON"]:
        atom.season = str(words.values[start])
    else:
        atom.month = int(value_at(words, start))
    if atom.kind == "set":
        atom.value = f"XXXX-{atom.month:02d}" if atom.month else f"XXXX-{atom.season}"
    return True


def _day(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.day = int(value_at(words, start))
    if words.kinds[start] == CLASS["ORD"] and words.kinds[start - 1] != CLASS["MONTH"]:
        return False
    after = words.kinds[end] if end < len(words.kinds) else ""
    return 1 <= atom.day <= 31 and not (atom.rule == "month day" and after in (CLASS["AMPM"], CLASS["OCLOCK"]))


def _iso(atom: Atom, words: Words, start: int, end: int) -> bool:
    word = words.low[start]
    atom.year, atom.month, atom.day = int(word[:4]), int(word[5:7]), int(word[8:10])
    if len(word) > 10:
        atom.clock = word[11:16]
    return 1 <= atom.month <= 12 and 1 <= atom.day <= 31


def _numdate(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Read 22/6/2022 either way round; where both ways are possible only the year is sure."""
    mark = next(c for c in words.low[start] if not c.isdigit())
    a, b, year = (int(x) for x in words.low[start].split(mark))
    if mark != "/" and len(words.low[start].rsplit(mark, 1)[1]) == 2:
        return False
    atom.year = year if year > 99 else year + (2000 if year < 50 else 1900)
    if a > 31 or b > 31 or (a > 12 and b > 12) or not a or not b:
        return False
    if mark == "." or a > 12 or a == b:
        atom.day, atom.month = a, b
    elif b > 12:
        atom.day, atom.month = b, a
    return True


def _weekday(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.weekday = int(value_at(words, start))
    if start and words.low[start - 1] in words.known.named_days:
        return False
    if atom.kind == "set":
        atom.value = f"XXXX-WXX-{atom.weekday}"
    return words.text[words.starts[start]].isupper() or atom.shift is not None


def _shift(atom: Atom, words: Words, start: int, end: int) -> bool:
    kind = words.kinds[start]
    if end - start > 1:
        kind = words.kinds[end - 1]
    atom.shift = -1 if kind in BACK else 1 if kind in AHEAD else 0
    atom.of_focus = kind in TOLD
    return not (kind == CLASS["THAT"] and atom.rule not in ("this unit", "part of near day"))


def _near_day(atom: Atom, words: Words, start: int, end: int) -> bool:
    shift, _, part = str(words.values[start]).partition("/")
    atom.shift, atom.unit, atom.count = int(shift) + int(atom.count or 0), "D", None
    if part:
        atom.part = part
    return True


def _beyond(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Step one day further: "the day before yesterday"."""
    atom.count = -1.0 if words.kinds[start] == CLASS["BEFORE"] else 1.0
    return words.values[start - 1] == "D"


def _weekend(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.unit = "WE"
    return True


def _season(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take a season after a determiner: "last spring", "the summer of 1994"; not "the fall of the city"."""
    atom.season = str(words.values[start])
    before = words.kinds[start - 1] if start else ""
    of_thing = words.low[end : end + 1] == ["of"] and words.kinds[end + 1 : end + 2] != [CLASS["YEAR"]]
    if of_thing and words.low[start] in ("fall", "spring"):
        return False
    if words.low[start] == "fall" and atom.shift is None and atom.year is None:
        return before == CLASS["IN"] or words.low[max(0, start - 2) : start] == ["in", "the"]
    if words.is_capital(start) and words.low[start] == "spring" and not atom.year:
        return False
    return before in DETERMINED or atom.year is not None or words.line[end : end + 1] == CLASS["YEAR"]


def _quarter(atom: Atom, words: Words, start: int, end: int) -> bool:
    if atom.kind == "offset":
        atom.of_quarter = True
    else:
        atom.unit = "Q"
    return True


def _half(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take "the first half" only of a time: "of 1989", "of the year", "first-half profit"."""
    atom.unit = "HALF"
    after = words.line[end : end + 1]
    after2 = words.line[end : end + 3]
    timed = after == CLASS["OF"] and any(
        c in after2 for c in (CLASS["YEAR"], CLASS["UNIT"], CLASS["DECADE"], CLASS["YEARTWO"], CLASS["NEARDAY"])
    )
    return timed


def _ordinal(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.ordinal = -1 if words.kinds[start] == CLASS["LAST"] else int(value_at(words, start))
    return atom.rule not in ("quarter of a year",) or 1 <= atom.ordinal <= 4


def _decade(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.decade = int(value_at(words, start))
    spelt = words.low[start].isalpha()
    return not spelt or atom.start < start or (start > 0 and words.low[start - 1] in ("early", "mid", "late", "the"))


def _century(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.value = f"{int(number_in(words, start, end) or 1) - 1:02d}"
    return words.values[end] == "CE" or (words.kinds[end] == CLASS["DASH"] and words.values[end + 1] == "CE")


def _part(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.part = str(words.values[start])
    if atom.kind == "set":
        atom.value = f"{atom.value or 'XXXX-XX-XX'}T{atom.part}"
    if atom.rule == "part of day":
        before = words.low[start - 1] if start else ""
        return before in ("the", "by", "at", "before", "after", "until", "since", "early", "late", "mid", "-", "that")
    return True


def _point(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.clock = str(words.values[start])
    return True


def _clock(atom: Atom, words: Words, start: int, end: int) -> bool:
    word = words.low[start]
    if words.kinds[start] in (CLASS["CLOCK"], CLASS["DOTCLOCK"]):
        pieces = word.replace(".", ":").split(":")
        hour, minute = int(pieces[0]), int(pieces[1])
    elif len(word) == 4 and word.isdigit():
        hour, minute = int(word[:2]), int(word[2:])
    else:
        hour, minute = int(value_at(words, start)), 0
    atom.clock = f"{hour:02d}:{minute:02d}"
    return hour <= 24 and minute < 60


def _ampm(atom: Atom, words: Words, start: int, end: int) -> bool:
    hour, minute = (int(x) for x in (atom.clock or "0:0").split(":"))
    if hour > 12:
        return True
    hour = hour % 12 + (12 if words.low[start][0] in "pP" else 0)
    atom.clock = f"{hour:02d}:{minute:02d}"
    return True


def _zone(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.clock = f"{atom.clock}{words.values[start] or ''}"
    return words.is_capital(start) or " " in words.text[words.starts[start] : words.ends[start]]


def _holiday(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.holiday = str(words.values[start])
    return True


DAY_READERS = {
    "iso": _iso,
    "numdate": _numdate,
    "month": _month,
    "day": _day,
    "year": _year,
    "shortyear": _short_year,
    "bareyear": _bare_year,
    "lastyear": _last_year,
    "speltyear": _spelt_year,
    "decade": _decade,
    "century": _century,
    "ordinal": _ordinal,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "weekday": _weekday,
    "weekday2": _weekday,
    "shift": _shift,
    "nearday": _near_day,
    "beyond": _beyond,
    "weekend": _weekend,
    "part": _part,
    "point": _point,
    "clock": _clock,
    "ampm": _ampm,
    "zone": _zone,
    "holiday": _holiday,
}
