"""The rules that find expressions of time: regular expressions over the classes of words (timex_words.py).

A rule is a name and a pattern. Names in capitals stand for one class; a named group is read into the field of the
same name. The longest hit wins, of equals the earlier rule.
"""

import re
from collections.abc import Iterator

from redshank.grammar.timex_read_days import DAY_READERS
from redshank.grammar.timex_read_spans import SPAN_READERS
from redshank.grammar.timex_record import Atom, Kind
from redshank.grammar.timex_words import CLASS, OTHER, Words, named

N = "(?:DAY|NUM|NUMWORD|DECIMAL|YEAR)"
RULER = "(?:UNITS|UNIT|QUARTERS|QUARTER)"
COUNT = (
    f"(?P<count>(?:DAY|NUM) DAY SLASH DAY|(?:A )?{N}(?: (?:DASH )?(?:AND )?NUMWORD| AND A HALF)*"
    "|A COUPLE(?: OF)?|COUPLE OF|(?:A )?VAGUE|SOME|HALF(?: DASH| A)|A HALF(?: DASH)?|A DOZEN|ANOTHER|A|SINGLE)"
)
ABOUT = "(?:ABOUT|MORE THAN|LESS THAN|(?:AT )?LEAST|UP TO|ANOTHER)"
MIDDLE = "(?:MORE|FILLER|LAST|PAST)"
SHIFT = "(?P<shift>LAST|PAST|PREVIOUS|THIS|CURRENT|LATEST|NEXT|COMING|FOLLOWING|THAT|SAME|THIS (?:PAST|COMING))"
RECENT = "(?P<recent>LAST|PAST|PREVIOUS|NEXT|COMING|RECENT|FOLLOWING)"
FIRST = "(?P<ordinal>ORD|DAYTH|LAST)"

RULES: tuple[tuple[str, Kind, str], ...] = (
    ("iso date", "calendar", "(?P<iso>ISO)"),
    ("numeric date", "calendar", "(?P<numdate>NUMDATE)"),
    (
        "month day",
        "calendar",
        "(?P<month>MONTH) ADOT? (?:THE)? (?P<day>DAYTH|DAY|ORD) (?:COMMA? (?P<year>YEAR|YEARTWO))?",
    ),
    (
        "day month",
        "calendar",
        "THE? (?P<day>DAYTH|DAY|ORD) OF? DASH? (?P<month>MONTH) ADOT? DASH? (?:COMMA? (?P<year>YEAR|YEARTWO))?",
    ),
    ("day month short year", "calendar", "(?P<day>DAYTH|DAY) DASH? (?P<month>MONTH) ADOT? DASH? (?P<shortyear>NUM)"),
    ("month year", "calendar", "(?P<month>MONTH) ADOT? (?:COMMA|OF|DASH)? (?P<year>YEAR|YEARTWO)"),
    ("month", "calendar", "(?P<month>MONTH) ADOT?"),
    ("year", "calendar", "(?P<bareyear>YEAR)"),
    ("short year", "calendar", "(?P<year>YEARTWO)"),
    ("spelt year", "calendar", "(?P<speltyear>NUMWORD NUMWORD (?:DASH? NUMWORD)?)"),
    ("year range", "calendar", "(?P<year>YEAR) (?:DASH|SLASH) (?P<lastyear>DAY|NUM|YEAR)"),
    ("fiscal year", "calendar", "FISCAL (?:UNIT)? (?P<year>YEAR)"),
    ("decade", "calendar", "THE? (?:EARLY DASH?|MID DASH?)* (?P<decade>DECADE)"),
    (
        "century",
        "calendar",
        "THE? (?:EARLY DASH?|MID DASH?)? (?P<century>ORD|DAYTH|NUMWORD DASH? ORD) DASH? (?P<unit>UNIT)",
    ),
    (
        "quarter of a year",
        "calendar",
        f"(?:THE|A)? (?P<year>YEAR)? (?:POSS)? FISCAL? DASH? {FIRST} DASH? (?P<quarter>QUARTER)",
    ),
    ("quarter of a year", "calendar", "THE (?P<year>YEAR) (?P<quarter>QUARTER)"),
    ("half of a year", "calendar", f"(?:THE)? {FIRST} DASH? (?P<half>HALF)"),
    ("period of a year", "calendar", "THE (?P<year>YEAR) (?P<unit>PERIOD)"),
    ("season", "calendar", "(?:THE)? (?:EARLY|MID)? DASH? (?P<season>SEASON) (?:(?:OF)? (?P<year>YEAR))?"),
    ("weekday", "weekday", f"(?:THE)? {SHIFT}? (?P<weekday>WEEKDAY|SHORTDAY)"),
    ("weekday set", "set", "(?:EACH (?P<weekday>WEEKDAY)|(?P<weekday2>WEEKDAYS)) (?P<part>PART)?"),
    ("near day", "near", "(?P<nearday>NEARDAY)"),
    ("day beyond", "near", "(?:THE)? UNIT (?P<beyond>BEFORE|AFTER) (?P<nearday>NEARDAY)"),
    ("part of near day", "near", "(?P<nearday>NEARDAY) (?P<part>PART)"),
    ("this unit", "near", f"(?:THE|A)? {SHIFT} FISCAL? FILLER? (?P<unit>UNIT|QUARTER|PERIOD)"),
    ("this unit", "near", "THE FISCAL (?P<unit>UNIT)"),
    ("this month by name", "calendar", f"{SHIFT} (?P<month>MONTH)"),
    ("this season", "calendar", f"(?:THE)? {SHIFT} (?P<season>SEASON)"),
    ("weekend", "near", f"(?:THE|{SHIFT}) (?P<weekend>WEEKEND)"),
    ("bare unit", "near", "THE (?:FILLER)? (?P<bareunit>UNIT|QUARTER)"),
    ("year end", "near", "(?:THE)? (?P<yearend>UNIT) (?:DASH|POSS)? EDGE"),
    ("part of near day", "part", f"{SHIFT} (?P<part>PART)"),
    ("part of day", "part", "(?:THE|IN THE)? (?P<part>PART)"),
    ("part of weekday", "weekday", f"{SHIFT}? (?P<weekday>WEEKDAY) (?P<part>PART)"),
    ("point of day", "part", f"(?:{ABOUT})? (?:BEFORE|AFTER)? (?P<point>POINT)"),
    ("clock", "part", f"(?:{ABOUT})? (?P<clock>(?:CLOCK|DOTCLOCK|DAY)) (?P<ampm>AMPM) (?:OPEN)? (?P<zone>ZONE)?"),
    ("clock", "part", f"(?:{ABOUT})? (?P<clock>CLOCK) (?P<zone>ZONE)?"),
    ("clock", "part", "(?P<clock>CLOCK|DOTCLOCK|NUM|YEAR|DAY) (?P<zone>ZONE)"),
    ("o'clock", "part", "(?P<clock>DAY|NUMWORD) OCLOCK"),
    ("ago", "offset", f"(?:{ABOUT} )* {COUNT} {MIDDLE}? DASH? (?P<unit>{RULER}) (?:OR SO)? (?:DASH)? (?P<back>AGO)"),
    ("ago", "offset", "(?P<units>UNITS) (?P<back>AGO)"),
    (
        "year-ago",
        "offset",
        "THE? (?P<unit>UNIT) DASH (?P<back>AGO|EARLIER) (?:PERIOD|(?P<ordinal>ORD)? DASH? (?P<quarter>QUARTER))?",
    ),
    ("earlier", "offset", f"{COUNT} {MIDDLE}? (?P<unit>{RULER}) (?P<back>EARLIER|BEFORE)"),
    ("later", "offset", f"{COUNT} {MIDDLE}? (?P<unit>{RULER}) (?P<on>LATER)"),
    ("later", "offset", "(?P<units>UNITS) (?P<on>LATER|EARLIER)"),
    ("from now", "offset", f"{COUNT} (?P<unit>{RULER}) (?P<ahead>FROM NOW|HENCE)"),
    ("in so long", "offset", f"(?P<into>IN) {COUNT} (?P<unit>UNITS|UNIT)"),
    ("in vague", "duration", "(?P<units>UNITS)"),
    ("within", "duration", f"WITHIN {COUNT} {MIDDLE}? (?P<unit>{RULER})"),
    ("within", "duration", "WITHIN (?P<units>UNITS)"),
    (
        "span",
        "duration",
        f"(?:{ABOUT} )* {COUNT} {MIDDLE}? DASH? (?P<unit>{RULER}) (?:(?P<andhalf>AND A HALF)|OR SO)? (?:PERIOD)?",
    ),
    (
        "span of the",
        "duration",
        f"(?:THE|THAT) (?:{FIRST}|LATEST)? (?P<count>{N} (?:DASH? NUMWORD)*|VAGUE) (?P<unit>UNITS|QUARTERS)",
    ),
    ("range of units", "duration", f"(?P<count>{N}) (?:TO|OR|DASH) {N} (?P<unit>UNITS)"),
    (
        "recent span",
        "duration",
        f"(?:THE|A)? {RECENT} {COUNT}? FILLER? (?P<unit>UNITS|QUARTERS) (?:OR SO)?",
    ),
    ("recent span", "duration", "(?P<recent>RECENT|COMING|FUTURE|PAST) (?P<unit>UNITS|QUARTERS)"),
    ("every", "set", f"EACH (?:{N})? (?P<unit>UNIT|QUARTER|UNITS)"),
    ("every part", "set", "EACH (?P<part>PART)"),
    ("every month by name", "set", "EACH (?P<month>MONTH|SEASON)"),
    ("so often", "set", f"(?:TIMES_WORD|{N} TIMES) (?:A|EACH|PER) (?P<unit>UNIT|QUARTER)"),
    ("per", "set", "(?:A|PER) (?P<rate>UNIT|QUARTER)"),
    ("frequency", "set", "(?P<freq>FREQ)"),
    ("phrase", "reference", "(?P<phrase>PHRASE)"),
    ("reference word", "reference", "(?P<word>NOW|CURRENT|RECENT|EARLIER)"),
    ("holiday", "holiday", "(?P<holiday>HOLIDAY) (?P<year>YEAR)?"),
)


def _compile(pattern: str) -> re.Pattern[str]:
    plain = re.sub(r"[A-Z][A-Z_]*", lambda m: m.group() if m.group() == "P" else CLASS[m.group()], pattern)
    return re.compile(plain.replace(" ", ""))


READERS = DAY_READERS | SPAN_READERS
COMPILED = tuple((name, kind, _compile(pattern)) for name, kind, pattern in RULES)
CORE = "".join(
    sorted(
        named(
            "MONTH WEEKDAY WEEKDAYS SHORTDAY UNIT UNITS SEASON PART POINT NEARDAY YEAR YEARTWO ISO NUMDATE "
            "CLOCK AMPM ZONE DECADE FREQ PHRASE NOW CURRENT RECENT EARLIER QUARTER QUARTERS HALF WEEKEND "
            "HOLIDAY OCLOCK PERIOD NUMWORD "
        )
    )
)
RUN = re.compile(f"[^{OTHER}{CLASS['BREAK']}]*[{CORE}][^{OTHER}{CLASS['BREAK']}]*")


def hits(words: Words) -> Iterator[tuple[int, int, int]]:
    """Give every hit of every rule: where it begins, where it ends, which rule."""
    for run in RUN.finditer(words.line):
        for rank, (_, _, shape) in enumerate(COMPILED):
            for hit in shape.finditer(words.line, run.start(), run.end()):
                yield hit.start(), hit.end(), rank


def find_atoms(words: Words) -> list[Atom]:
    """Find the expressions: the longest first, none over another, each read into its fields."""
    taken: set[int] = set()
    found: list[Atom] = []
    for start, end, rank in sorted(hits(words), key=lambda h: (h[0] - h[1], h[2], h[0])):
        if taken.isdisjoint(range(start, end)):
            atom = _read(words, start, end, rank)
            if atom is not None:
                found.append(atom)
                taken.update(range(start, end))
    return sorted(found, key=lambda a: a.start)


def _read(words: Words, start: int, end: int, rank: int) -> Atom | None:
    name, kind, shape = COMPILED[rank]
    hit = shape.fullmatch(words.line, start, end)
    if hit is None:
        return None
    atom = Atom(start=start, end=end, kind=kind, rule=name)
    for group in shape.groupindex:
        if hit.start(group) >= 0 and not READERS[group](atom, words, hit.start(group), hit.end(group)):
            return None
    return atom
