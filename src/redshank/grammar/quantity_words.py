"""The expressions that numbers, units and their modifiers make, from the data of units; and the value of a number."""

import re
from collections.abc import Iterable
from functools import cache

from redshank.lexicon.units import Currency, Unit, UnitsFile, load_units

DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?: \d{3})+(?![\d,.]\d)(?= )|\d+\.\d+|\d+"
)
HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
GAP = r"[ \u00a0\u202f]"


class Grammar:
    """The expressions that the data of units make, compiled once."""

    def __init__(self, units: UnitsFile) -> None:
        self.units = units
        self.values = {**units.numbers, "a": 1.0, "an": 1.0}
        self.number = re.compile(rf"(?<![\w.,]){_number(units)}", re.IGNORECASE)
        self.fraction = re.compile(_fraction(units), re.IGNORECASE)
        spelled = any_of((*units.numbers, *units.scales, *units.fractions, *units.vague))
        self.hint = re.compile(rf"\d|\b(?:{spelled})\b", re.IGNORECASE)
        self.vague = re.compile(_vague(units), re.IGNORECASE)
        self.hyphened = re.compile(rf"-({any_of(units.hyphened)})\b(?!-)", re.IGNORECASE)
        self.ratio = re.compile(_ratio(units), re.IGNORECASE)
        self.by_word: dict[str, Unit | Currency] = {}
        self.by_sign: dict[str, Unit | Currency] = {}
        self._learn(units)
        self.word = re.compile(rf"(?:-|{GAP}?)({any_of(self.by_word)})(?![\w])", re.IGNORECASE)
        signs = any_of(s for s in self.by_sign if not isinstance(self.by_sign[s], Currency))
        self.sign = re.compile(rf"(?:-|{GAP}?)({signs})(?![A-Za-z0-9])")
        money = any_of(s for s in self.by_sign if isinstance(self.by_sign[s], Currency))
        self.money = re.compile(rf"(?:(?<=[^A-Za-z0-9])|^)({money}){GAP}?$")
        self.money_at = re.compile(rf"({money}){GAP}?")
        codes = any_of(s for s in self.by_sign if s.isalpha() and s.isupper() and len(s) == 3)
        self.code = re.compile(rf"{GAP}({codes})(?!\w)")
        self.before = re.compile(
            rf"(?:^|(?<=[\s(“\"'‘—–-]))({any_of(w for m in units.modifier for w in m.words)})\s(?:the\s|the other\s)?$",
            re.IGNORECASE,
        )
        self.behind = re.compile(rf"\s?({any_of(w for m in units.modifier for w in m.after)})(?!\w)", re.IGNORECASE)
        self.only = re.compile(r"\b(only|just)\s\w+\s$", re.IGNORECASE)
        self.modifiers = {key(w): m.id for m in units.modifier for w in (*m.words, *m.after)}

    def _learn(self, units: UnitsFile) -> None:
        every: tuple[Unit | Currency, ...] = (*units.unit, *units.currency)
        for unit in every:
            for word in unit.words:
                for form in (word, _plural(word)):
                    self.by_word[key(form)] = unit
            for sign in unit.signs:
                self.by_sign[sign] = unit


def key(words: str) -> str:
    """Return words as the tables know them: small letters, plain spaces in the place of hyphens."""
    return re.sub(r"[\s-]+", " ", words.lower())


def any_of(words: Iterable[str]) -> str:
    """Return the alternatives as an expression, the longest first."""
    return (
        "|".join(re.escape(w).replace(r"\ ", r"[ \-\u00a0]") for w in sorted(words, key=lambda w: -len(w))) or r"(?!)"
    )


def _plural(word: str) -> str:
    first, _, rest = word.partition(" per ")
    if rest:
        return f"{_plural(first)} per {rest}"
    first, _, rest = word.partition(" an ")
    if rest:
        return f"{_plural(first)} an {rest}"
    if word.startswith("degree "):
        return f"degrees {word[7:]}"
    return f"{word[:-1]}ies" if word.endswith("ny") else f"{word}es" if word.endswith(("ch", "x")) else f"{word}s"


def _number(units: UnitsFile) -> str:
    """Give the expression for one number: figures with a scale, or words."""
    ones = any_of(w for w, v in units.numbers.items() if 0 < v < 10)
    teens = any_of(w for w, v in units.numbers.items() if 10 <= v < 20 or v == 0)
    tens = any_of(w for w, v in units.numbers.items() if v >= 20)
    scale = any_of(w for w in units.scales if w != "hundred")
    below = rf"(?:(?:{tens})(?:[- ](?:{ones})\b)?|(?:{teens})|(?:{ones}))\b"
    small = rf"(?:(?:{below}|an?) hundred\b(?:(?: and)? {below})?|{below})"
    more = rf"(?:,? (?:and )?{small} (?:{scale})\b)*(?:,? (?:and )?{small})?"
    words = rf"(?:(?:{small}|half an?|an?)[- ](?:{scale})\b(?: and a half\b|{more})|half an?(?= per ?cent\b)|{small})"
    figures = rf"(?:{DIGITS})(?: \d/\d|[½¼¾⅓⅔])?(?:(?:{GAP}|-)?(?:{scale})\b)?"
    bare = r"\b(?:million|billion|trillion)(?=-(?:dollar|euro|pound)s?\b)"
    return rf"(?:{figures}|\b{words}|{bare})"


def _fraction(units: UnitsFile) -> str:
    ones = any_of(w for w, v in units.numbers.items() if 0 < v < 10)
    parts = any_of(w for w in units.fractions if w != "half")
    many = rf"(?P<many>{ones})[- ](?P<parts>{parts})s\b"
    # "a quarter stayed away", "little more than a quarter, at": no "third man", no "quarter century".
    verbs = "stay|st|were|was|are|is|have|has|had|came|went"
    behind = rf" of\b(?! a (?:percentage|per ?cent))|[.,;)]| (?:{verbs}|more|less|from|at|to|by|in)\w*\b"
    one = rf"(?P<one>an?|one)[- ](?P<part>{parts})\b(?={behind})"
    half = r"(?<!and a )(?<!first )(?<!second )(?<!latter )(?P<half>half)(?= of\b| (?:the|its|their|his|her|our|all)\b)"
    by = r"(?<=\bby )(?P<by>an?) (?P<bypart>quarter|third)\b"
    return rf"\b(?:{many}|{one}|{half}|{by})"


def _vague(units: UnitsFile) -> str:
    """Give the expression for counts that name no number: "dozens of", "several hundred", "tens of thousands"."""
    few = any_of(w for w in units.vague if w.startswith("several"))
    mass = any_of(w for w in units.vague if not w.startswith("several"))
    return rf"\b(?:(?P<mass>{mass}) of|(?P<few>{few}))\b"


def _ratio(units: UnitsFile) -> str:
    """Give the expression for "one in five", "three out of ten"."""
    small = any_of(w for w, v in units.numbers.items() if 0 < v <= 20)
    return rf"\b(?P<top>{small}|\d) (?:in|out of)(?: every)? (?P<bottom>{small}|\d{{1,3}})\b"


@cache
def grammar() -> Grammar:
    """Return the grammar of the units that the package carries."""
    return Grammar(load_units())


def read_number(words: str) -> float | None:
    """Return the value of a number in figures or words: "two hundred and six", "1,200", "3.5 million"."""
    units = grammar().units
    scales = units.scales
    halved = re.fullmatch(r"(.+) and a half", words.strip().lower())
    if halved:
        base = read_number(halved[1])
        size = next((v for w, v in scales.items() if halved[1].endswith(w)), None)
        return None if base is None or size is None else base + size / 2
    parts = [
        p
        for p in re.split(
            r"[\s-]+",
            re.sub(r"(?<=\d)[,\u00a0\u202f\u2009](?=\d{3})|(?<=\d) (?=\d{3}(?!\d))", "", words.strip().lower()),
        )
        if p
    ]
    total, held = 0.0, None
    for part in parts:
        part = part.strip(",")
        glued = re.fullmatch(r"([\d.]+)([a-z]+|[½¼¾⅓⅔])?", part)
        if part == "half":
            held = 0.5
        elif part in scales or part == "hundred":
            size = scales[part]
            if part == "hundred":
                held = (held or 1) * size
            else:
                total, held = total + (1 if held is None else held) * size, None
        elif part in units.numbers:
            held = (held or 0) + units.numbers[part]
        elif part in {"a", "an"}:
            held = 1.0 if held is None else held
        elif re.fullmatch(r"\d/\d", part):
            top, bottom = part.split("/")
            held = (held or 0) + (int(top) / int(bottom) if bottom != "0" else 0)
        elif glued:
            held = float(glued[1]) + HALVES.get(glued[2] or "", 0.0)
            if glued[2] in scales:
                total, held = total + held * scales[glued[2]], None
        elif part != "and":
            return None
    return total + (held or 0)
