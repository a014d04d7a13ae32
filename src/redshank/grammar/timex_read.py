"""Read the named groups of the rules (timex_atoms.py) into the fields of an expression; a reader may refuse the hit."""

from collections.abc import Callable
from typing import Literal

import msgspec

from redshank.grammar.timex_words import CLASS, Words

Kind = Literal[
    "calendar",  # year, month, day as far as given
    "weekday",
    "near",  # this, last, next unit; today, yesterday
    "offset",  # so many units before or after
    "part",  # a time of the day
    "duration",
    "set",
    "reference",
    "holiday",
]


class Atom(msgspec.Struct, kw_only=True):
    """What a rule has read; joined with its neighbours before it becomes a record (timex.py)."""

    start: int  # first word
    end: int  # behind the last word
    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: float | None = None
    is_vague: bool = False
    shift: int | None = None
    ordinal: int | None = None
    season: str | None = None
    part: str | None = None
    clock: str | None = None
    decade: int | None = None
    value: str | None = None
    holiday: str | None = None
    of_focus: bool = False  # counts from the time told last, not from the day of the story
    of_future: bool = False
    edge: str | None = None  # beginning, end: which side of the stretch
    of_quarter: bool = False  # "the year-ago quarter": a quarter whatever the unit counted


Reader = Callable[[Atom, Words, int, int], bool]
BACK = frozenset(CLASS[n] for n in ("LAST", "PAST", "PREVIOUS", "LATEST"))
AHEAD = frozenset(CLASS[n] for n in ("NEXT", "COMING", "FOLLOWING"))
TOLD = frozenset(CLASS[n] for n in ("PREVIOUS", "FOLLOWING", "THAT", "SAME"))
DETERMINED = frozenset(
    CLASS[n]
    for n in ["THE", "LAST", "PAST", "THIS", "NEXT", "EACH", "EARLY", "MID", "IN", "PREVIOUS", "COMING", "CURRENT"]
)
LASTING = frozenset(
    [
        "for",
        "in",
        "within",
        "after",
        "over",
        "until",
        "of",
        "lasting",
        "took",
        "take",
        "takes",
        "last",
        "lasted",
        "during",
        "through",
        "spent",
        "past",
        "some",
        "many",
        "be",
        "been",
        "were",
        "was",
        "are",
        "is",
    ]
)
SINCE = frozenset(("ago", "earlier", "later", "away", "ahead", "of", "to", "after", "before"))
SET_LEADS = frozenset(
    ["million", "billion", "percent", "cent", "trillion", "dollars", "pounds", "euros", "rubles", "roubles", "times"]
)


def _number(words: Words, start: int, end: int) -> float | None:
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
            return (total - _value(words, k - 1)) + _value(words, k - 1) / max(_value(words, k + 1), 1.0)
        if kind == CLASS["HALF"]:
            total += 0.5
        elif kind == CLASS["NUMWORD"] and value in (100, 1000):
            total = max(total, 1.0) * float(value)
        elif isinstance(value, int | float):
            total += float(value)
    return total or (1.0 if any(w in ("a", "an", "another", "single") for w in low) else None)


def _value(words: Words, i: int) -> float:
    value = words.values[i]
    return float(value) if isinstance(value, int | float) else 0.0


def _count(atom: Atom, words: Words, start: int, end: int) -> bool:
    kinds = words.kinds[start:end]
    if CLASS["VAGUE"] in kinds or CLASS["SOME"] in kinds:
        atom.is_vague = True
        return True
    atom.count = _number(words, start, end)
    if atom.count is None or _is_age(words, end):
        return False
    if kinds == [CLASS["DAY"]] and start > 0 and words.kinds[start - 1] in (CLASS["MONTH"], CLASS["ADOT"]):
        return False
    return True


def _is_age(words: Words, at: int) -> bool:
    """Refuse "27-year-old", "six years old"."""
    return CLASS["OLD"] in words.kinds[at : at + 5] and not any(
        k in words.kinds[at : at + 5] for k in (CLASS["COMMA"], CLASS["DOT"])
    )


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
    rate = before in SET_LEADS or (atom.start > 0 and words.kinds[atom.start - 1] in (CLASS["MONEY"], CLASS["NUM"]))
    if rate or (before.endswith("s") and before not in LASTING and len(before) > 4 and before.isalpha()):
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
    return (before in LASTING and after not in ("of",)) or after in ("away", "ahead", "after", "before")


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


def _year(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.year = int(_value(words, start))
    return True


def _short_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    number = int(_value(words, start))
    atom.year = 1900 + number
    return 31 < number < 100 and len(words.low[start]) == 2


def _bare_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take four digits for a year where the words around them allow it."""
    before = words.low[start - 1] if start else ""
    after = words.low[end] if end < len(words.low) else ""
    atom.year = int(_value(words, start))
    if atom.year > 2100 or after in words.known.year_not_after or before in words.known.year_not_before:
        return False
    if words.kinds[end : end + 2] == [CLASS["DASH"], CLASS["DAY"]] and words.glued(end) and words.glued(end + 1):
        return False  # "Mirage 2000-5"
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
    last, first = int(_value(words, start)), atom.year or 0
    return len(words.low[start]) > 1 and last % 100 > first % 100 and words.low[end : end + 1] != ["-"]


def _spelt_year(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Read "nineteen ninety-six", "two thousand three" of broadcasts."""
    first, rest = int(_value(words, start)), [int(_value(words, k)) for k in range(start + 1, end)]
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
        atom.month = int(_value(words, start))
    if atom.kind == "set":
        atom.value = f"XXXX-{atom.month:02d}" if atom.month else f"XXXX-{atom.season}"
    return True


def _day(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.day = int(_value(words, start))
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
    atom.weekday = int(_value(words, start))
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
    atom.shift, atom.unit = int(shift), "D"
    if part:
        atom.part = part
    return True


def _weekend(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.unit = "WE"
    return True


def _season(atom: Atom, words: Words, start: int, end: int) -> bool:
    """Take a season after a determiner: "last spring", "the summer of 1994"; not "the fall of the city"."""
    atom.season = str(words.values[start])
    before = words.kinds[start - 1] if start else ""
    if words.low[start] in ("fall", "spring") and words.low[end : end + 1] == ["of"]:
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


def _and_half(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.count = (atom.count or 0) + 0.5
    return True


def _ordinal(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.ordinal = -1 if words.kinds[start] == CLASS["LAST"] else int(_value(words, start))
    return atom.rule not in ("quarter of a year",) or 1 <= atom.ordinal <= 4


def _decade(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.decade = int(_value(words, start))
    spelt = words.low[start].isalpha()
    return not spelt or atom.start < start or (start > 0 and words.low[start - 1] in ("early", "mid", "late", "the"))


def _century(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.value = f"{int(_number(words, start, end) or 1) - 1:02d}"
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
        hour, minute = int(_value(words, start)), 0
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
    return words.text[words.starts[start]].isupper()


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
    return before in SET_LEADS or (atom.start > 0 and words.kinds[atom.start - 1] in (CLASS["MONEY"],))


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


def _holiday(atom: Atom, words: Words, start: int, end: int) -> bool:
    atom.holiday = str(words.values[start])
    return True


READERS: dict[str, Reader] = {
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
    "andhalf": _and_half,
    "season": _season,
    "weekday": _weekday,
    "weekday2": _weekday,
    "shift": _shift,
    "nearday": _near_day,
    "unit": _unit,
    "units": _units,
    "bareunit": _bare_unit,
    "yearend": _edge_unit,
    "weekend": _weekend,
    "part": _part,
    "point": _point,
    "clock": _clock,
    "ampm": _ampm,
    "zone": _zone,
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
    "holiday": _holiday,
}
