"""Cut a text into words and give each its class in the grammar of time: month, unit, "last", number ...

The classes of a text stand in one string, one character a word, so that the rules (timex_atoms.py) are regular
expressions over classes and not over letters: short, quick, and blind to spelling.
"""

import re
from functools import cache
from pathlib import Path

from redshank.lexicon.times import TimeWords, load_time_words

NAMES = """
    OTHER BREAK DOT COMMA DASH POSS SLASH OPEN MONTH WEEKDAY WEEKDAYS SHORTDAY UNIT UNITS SEASON PART POINT NEARDAY
    NUMWORD ORD DAYTH DAY NUM DECIMAL YEAR YEARTWO ISO NUMDATE CLOCK DOTCLOCK AMPM ZONE DECADE FREQ PHRASE THE A
    LAST PAST PREVIOUS THIS CURRENT LATEST NEXT COMING FOLLOWING THAT SAME RECENT FUTURE AGO EARLIER BEFORE LATER
    AFTER HENCE NOW FROM EACH PER TIMES_WORD TIMES EARLY MID EDGE OF IN WITHIN ON AT AND OR TO VAGUE SOME COUPLE
    DOZEN HALF QUARTER QUARTERS WEEKEND PERIOD FISCAL FILLER MORE ANOTHER OLD ABOUT THAN LESS LEAST UP SO SINGLE
    OCLOCK HOLIDAY MONEY ADOT
"""
CLASS = {name: chr(0x2460 + i) for i, name in enumerate(NAMES.split())}
OTHER = CLASS["OTHER"]
TOKEN = re.compile(
    r"(?P<ampm>[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b)"
    r"|(?P<oclock>o['’]clock\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-]))"
    r"|(?P<numdate>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/]))"
    r"|(?P<clock>\d{1,2}(?::\d{2}){1,2}(?!:?\d))"
    r"|(?P<dotclock>[012]?\d\.[0-5]\d(?![\d.%]))"
    r"|(?P<decade>['’]?\d{2,4}['’]?s\b)"
    r"|(?P<yeartwo>['’]\d{2}\b(?!['’]))"
    r"|(?P<dayth>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<gap>\n[^\S\n]*\r?\n\s*)"
    r"|(?P<dash>[-‐‑–—]+)"
    r"|(?P<sign>[^\s])"
)
SIGNS = {".": "DOT", ",": "COMMA", "/": "SLASH", "(": "OPEN", "$": "MONEY", "£": "MONEY", "€": "MONEY", "#": "MONEY"}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
Value = int | float | str | None


def named(names: str) -> frozenset[str]:
    """Return the classes of these names."""
    return frozenset(CLASS[n] for n in names.split())


LEADING = named("PAST RECENT FUTURE CURRENT")
COUNTED = named("UNIT UNITS DAY NUM NUMWORD VAGUE COUPLE QUARTER QUARTERS SEASON WEEKEND FISCAL")
FIGURES = named("DAY NUM YEAR DECIMAL DOTCLOCK DECADE DAYTH")
BEFORE_DASH = named("MID EARLY MONTH DAY YEAR NUM NUMWORD WEEKDAY")
DATED = named("DAY DAYTH YEAR YEARTWO ORD")
MODIFIED = named("MID EARLY")
LINKS = named("COMMA AND OR TO DASH ADOT OF")


class Vocabulary:
    """The words of times.toml turned to classes with values."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.table: dict[str, tuple[str, Value]] = {}
        for name, entries in (
            ("MONTH", words.months),
            ("SHORTDAY", words.short_weekdays),
            ("WEEKDAY", words.weekdays),
            ("WEEKDAYS", {f"{day}s": n for day, n in words.weekdays.items()}),
            ("UNIT", words.units),
            ("UNITS", words.unit_plurals),
            ("SEASON", words.seasons),
            ("PART", words.day_parts),
            ("POINT", words.day_points),
            ("NEARDAY", words.near_days),
            ("NUMWORD", words.numbers),
            ("ORD", words.ordinals),
            ("DECADE", words.decade_words),
            ("FREQ", words.frequencies),
            ("ZONE", words.clock_zones),
        ):
            self.table.update({word: (CLASS[name], value) for word, value in entries.items()})
        self.table.update({word: (CLASS[role], None) for word, role in words.roles.items()})
        self.phrases = _phrases(words)
        self.year_before = frozenset(words.years.before)
        self.year_not_before = frozenset(words.years.not_before)
        self.year_not_after = frozenset(words.years.not_after)
        self.weak_months = frozenset(words.weak.months)
        self.weak_before = frozenset(words.weak.before)
        self.future = frozenset(words.tense.future)
        self.past = frozenset(words.tense.past)
        self.no_verbs = frozenset(words.tense.no_verbs)
        self.ahead_of_to = frozenset(words.tense.ahead_of_to)
        self.adjectival = frozenset(words.tense.adjectival)
        self.short = frozenset(words.weak.abbreviations) | frozenset(words.short_weekdays)
        self.lasting = frozenset(words.spans.lasting)
        self.amounts = frozenset(words.spans.amounts)
        self.after_adverb = frozenset(words.spans.after_adverb)
        self.named_days = frozenset(words.weak.named_days)


def _phrases(words: TimeWords) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Index the phrases by their first word, the longest first: (words, class, value)."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    entries = [(phrase, "PHRASE", value) for phrase, value in words.references.items()]
    entries += [(name, "HOLIDAY", h.name) for h in words.holiday for name in (h.name, *h.also)]
    entries += [(zone, "ZONE", value) for zone, value in words.clock_zones.items() if " " in zone]
    for phrase, kind, value in entries:
        cut = tuple(m.group().lower() for m in TOKEN.finditer(phrase))
        found.setdefault(cut[0], []).append((cut, CLASS[kind], value))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in found.items()}


@cache
def vocabulary(folders: tuple[Path, ...] = ()) -> Vocabulary:
    """Load the words of time once for each set of data folders."""
    return Vocabulary(load_time_words(folders))


class Words:
    """A text in words: where each stands, in small letters, its class and its value."""

    def __init__(self, text: str, known: Vocabulary, start: int, end: int) -> None:
        self.text = text
        self.known = known
        look_up = known.table.get
        missing: tuple[str, Value] = (OTHER, None)
        found = list(TOKEN.finditer(text, start, end))
        spans = [hit.span() for hit in found]
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        read = []
        for hit, (a, b) in zip(found, spans, strict=True):
            group = hit.lastgroup or "sign"
            word = text[a:b]
            if group == "word":
                word = word.lower()
                read.append((word, *look_up(word, missing)))
            else:
                read.append((word, *_number_class(group if group != "mark" else "numdate", word)))
        self.low = [word for word, _, _ in read]
        kinds = [kind for _, kind, _ in read]
        self.values = [value for _, _, value in read]
        self.kinds = kinds
        self._judge_numbers()
        self._judge_months()
        self._mark_phrases()
        self.line = "".join(kinds)

    def is_capital(self, i: int) -> bool:
        """Say whether the word begins with a capital."""
        return self.text[self.starts[i]].isupper()

    def glued(self, i: int) -> bool:
        """Say whether the word follows the one before without a space."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def _judge_numbers(self) -> None:
        """Take the figures out of designations ("Su-25", "F16"), sums of money and shares."""
        dash, money = CLASS["DASH"], CLASS["MONEY"]
        for i, kind in enumerate(self.kinds):
            if kind not in FIGURES or self.low[i].isalpha():
                continue
            before = self.kinds[i - 1] if i else OTHER
            if before == money or (i + 1 < len(self.low) and self.low[i + 1] == "%"):
                self.kinds[i] = money
            elif self.glued(i) and (
                (before == dash and self.glued(i - 1) and i > 1 and self.kinds[i - 2] not in BEFORE_DASH)
                or (self.low[i - 1][-1:].isalpha() and before != CLASS["MONTH"])
            ):
                self.kinds[i] = OTHER

    def _judge_months(self) -> None:
        """Keep "May" and "March" only where their neighbours show a month; short weekdays only beside a date."""
        month = CLASS["MONTH"]
        for i in range(1, len(self.kinds)):
            if self.kinds[i] == CLASS["DOT"] and self.kinds[i - 1] in (month, CLASS["SHORTDAY"]) and self.glued(i):
                self.kinds[i] = CLASS["ADOT" if self.low[i - 1] in self.known.short else "DOT"]
        for i, kind in enumerate(self.kinds):
            if kind == CLASS["SHORTDAY"] and not self._short_day(i):
                self.kinds[i] = OTHER
            if kind != month:
                continue
            if not self.is_capital(i) and (self.low[i] in self.known.weak_months or len(self.low[i]) == 3):
                self.kinds[i] = OTHER
            elif self.low[i] in self.known.weak_months or len(self.low[i]) == 3:
                around = [self.kinds[k] for k in (i - 2, i - 1, i + 1, i + 2) if 0 <= k < len(self.kinds)]
                near = [self.kinds[k] for k in (i - 1, i + 1) if 0 <= k < len(self.kinds)]
                led = (i > 1 and self.kinds[i - 1] == CLASS["DASH"] and self.kinds[i - 2] in MODIFIED) or (
                    i > 0 and self.low[i - 1] in self.known.weak_before and not self._shouted(i)
                )
                linked = month in around and not self._shouted(i) and any(k in LINKS for k in near)
                short = i + 2 < len(self.kinds) and self.kinds[i + 1] == CLASS["ADOT"] and self.kinds[i + 2] in DATED
                if not (led or linked or short or any(k in DATED for k in near)):
                    self.kinds[i] = OTHER

    def _short_day(self, i: int) -> bool:
        near = [k for k in self.kinds[i + 1 : i + 4] if k not in (CLASS["COMMA"], CLASS["ADOT"], CLASS["DOT"])]
        return self.is_capital(i) and bool(near) and near[0] in (CLASS["MONTH"], CLASS["DAY"], CLASS["DAYTH"])

    def _shouted(self, i: int) -> bool:
        """Say whether the word before is in capitals too, so that the capital of this one says nothing."""
        before = self.text[self.starts[i - 1] : self.ends[i - 1]]
        return len(before) > 1 and before.isupper()

    def _mark_phrases(self) -> None:
        """Give a phrase ("at this time", "Good Friday") its class on the first word and hide the rest."""
        i = 0
        while i < len(self.low):
            for cut, kind, value in self.known.phrases.get(self.low[i], ()):
                if tuple(self.low[i : i + len(cut)]) == cut and (kind != CLASS["HOLIDAY"] or self.is_capital(i)):
                    if kind == CLASS["PHRASE"] and self._belongs_on(i, len(cut)):
                        continue
                    self._join(i, len(cut), kind, value)
                    break
            i += 1

    def _belongs_on(self, i: int, width: int) -> bool:
        """Say whether the words are the beginning of more: "the past two weeks", "the current year"."""
        if width == 1 and self.kinds[i] != OTHER:
            return True  # "now", "recent": the rules judge them by what stands beside
        after = self.kinds[i + width] if i + width < len(self.kinds) else OTHER
        return self.kinds[i + width - 1] in LEADING and after in COUNTED

    def _join(self, i: int, width: int, kind: str, value: str) -> None:
        self.kinds[i] = kind if value or kind != CLASS["PHRASE"] else OTHER
        self.values[i] = value or None
        self.ends[i] = self.ends[i + width - 1]
        cut = slice(i + 1, i + width)
        del self.kinds[cut], self.values[cut], self.starts[cut], self.ends[cut], self.low[cut]


def _number_class(group: str, word: str) -> tuple[str, Value]:
    """Give figures and signs their class."""
    if group == "number":
        return _plain_number(word)
    if group == "dayth":
        return CLASS["DAYTH"], int(re.sub(r"\D", "", word))
    if group == "decade":
        return _decade(word)
    if group == "yeartwo":
        return CLASS["YEARTWO"], _century_of(int(word[1:]))
    if group == "sign":
        if word in FRACTIONS:
            return CLASS["DECIMAL"], FRACTIONS[word]
        return CLASS[SIGNS.get(word, "OTHER")], None
    name = "BREAK" if group == "gap" else group.upper()
    return CLASS[name], word


def _plain_number(word: str) -> tuple[str, Value]:
    if "." in word:
        return CLASS["DECIMAL"], float(word)
    number = int(word.replace(",", "")) if len(word) < 12 else 0
    if len(word) == 4 and "," not in word and 1400 <= number < 2200:
        return CLASS["YEAR"], number
    if 0 < number <= 31 and len(word) <= 2:
        return CLASS["DAY"], number
    return CLASS["NUM"], number


def _decade(word: str) -> tuple[str, Value]:
    digits = re.sub(r"\D", "", word)
    number = int(digits)
    if len(digits) == 2 and number % 10 == 0:
        return CLASS["DECADE"], _century_of(number) // 10
    if len(digits) == 4 and 1400 <= number < 2200 and number % 10 == 0:
        return CLASS["DECADE"], number // 10
    return OTHER, None


def _century_of(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 30 else 1900)
