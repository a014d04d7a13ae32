"""Read numbers and their units: "up to 500 km", "$1.2 billion", "two thirds", "between 40 and 60"."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from redshank.grammar.quantity_words import Grammar, grammar, key, read_number
from redshank.lexicon.units import Currency, Unit
from redshank.records import Span

__all__ = ["COUNT", "MONEY", "Amount", "convert", "find_amounts", "grammar", "modifier_of", "read_number", "unit_named"]

REACH = 40  # characters before a number in which its modifier stands
MONEY = "money"
COUNT = "count"


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number as it is written, with the unit behind or before it, if there is one."""

    span: Span  # number and unit
    number: Span
    value: float
    low: float | None = None
    unit: str | None = None
    kind: str = COUNT  # count, money, or the dimension of the unit
    si: float | None = None
    modifier: str | None = None
    is_spelled: bool = False
    is_vague: bool = False  # "dozens of": `value` is the least that it says


RANGE = re.compile(r"\s?(?:(to|and|or)\s|[–—-]\s?)(?:the\s)?")
LEAD = re.compile(r"(?:between|from)\s$", re.IGNORECASE)


@lru_cache(maxsize=512)  # two stages ask for the same sentences
def find_amounts(text: str, start: int, end: int) -> tuple[Amount, ...]:
    """Return every number between two places of a text, with its unit, ranges joined; bare numbers too."""
    return tuple(_amounts(text, start, end))


def _amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    known = grammar()
    if known.hint.search(text, start, end) is None:
        return
    rare = [m for rule in (known.ratio, known.vague, known.fraction) for m in rule.finditer(text, start, end)]
    rare.sort(key=lambda m: (m.start(), m.re is known.fraction))
    at = start
    while True:
        match = known.number.search(text, at, end)
        while rare and rare[0].start() < at:
            rare.pop(0)
        if rare and (match is None or rare[0].start() <= match.start()):
            part = rare.pop(0)
            if part.re is known.fraction:
                yield _share(text, part, known)
            else:
                yield _ratio(part, known) if part.re is known.ratio else _vague(text, part, end, known)
            at = part.end()
            continue
        if match is None:
            return
        amount = _amount(text, match.start(), match.end(), end, known)
        at = match.end()
        if amount is not None:
            at = max(at, amount.span.end)
            yield amount


def _share(text: str, match: re.Match[str], known: Grammar) -> Amount:
    if match["half"]:
        size, many = 0.5, 1.0
    else:
        size = known.units.fractions[(match["parts"] or match["part"] or match["bypart"]).lower()]
        many = known.values[(match["many"] or match["one"] or match["by"]).lower()]
    span = Span(match.start(), match.end())
    return Amount(
        span=span,
        number=span,
        value=round(100 * size * many, 1),
        unit="percent",
        kind="share",
        si=size * many,
        is_spelled=True,
    )


def _ratio(match: re.Match[str], known: Grammar) -> Amount:
    """Read "one in five" as a share."""
    top, bottom = (known.values.get(match[g].lower()) or float(match[g]) for g in ("top", "bottom"))
    span = Span(match.start(), match.end())
    share = top / bottom if bottom else 0.0
    return Amount(
        span=span, number=span, value=round(100 * share, 1), unit="percent", kind="share", si=share, is_spelled=True
    )


def _vague(text: str, match: re.Match[str], end: int, known: Grammar) -> Amount:
    """Read "dozens of trucks", "hundreds of kilometres": the least that it says, with its unit."""
    words = match["mass"] or match["few"]
    value = known.units.vague[re.sub(r"[-\s]+", " ", words.lower())]
    unit, last = _unit(text, match.end(), end, known, False)
    return Amount(
        span=Span(match.start(), last if unit is not None else match.end()),
        number=Span(match.start(), match.end()),
        value=value,
        unit=unit.name if unit is not None else None,
        kind=MONEY if isinstance(unit, Currency) else unit.dimension or COUNT if unit is not None else COUNT,
        si=si(value, unit) if isinstance(unit, Unit) else None,
        modifier=words.lower(),
        is_spelled=True,
        is_vague=True,
    )


def _amount(text: str, start: int, stop: int, end: int, known: Grammar) -> Amount | None:
    value = read_number(text[start:stop])
    if value is None:
        return None
    sign = known.money.search(text, max(0, start - 6), start)
    first = sign.start(1) if sign else start
    stop, value = _short_scale(text, start, stop, end, value) if sign else (stop, value)
    low, number_start = None, start
    unit, last = _unit(text, stop, end, known, bool(sign))
    hyphened = known.hyphened.match(text, stop, end) if unit is None and sign is None else None
    if hyphened is not None:
        return Amount(
            span=Span(start, hyphened.end()),
            number=Span(start, stop),
            value=value,
            unit=known.units.hyphened[hyphened[1].lower()],
            is_spelled=not text[start].isdigit(),
        )
    follower = _second(text, last, end, known, value, LEAD.search(text, max(0, first - 8), first) is not None)
    if follower is not None:
        low = value
        stop, value, unit, last, sign_in = follower[0], follower[1], follower[2] or unit, follower[3], follower[4]
        if low >= value and sign_in:
            low, value = value, low
    currency = known.by_sign[sign[1]] if sign else None
    found = currency or unit
    negative = (
        isinstance(unit, Unit)
        and unit.dimension == "temperature"
        and re.search(r"(?:minus |[-−])$", text[max(0, first - 6) : first])
    )
    if negative:
        first -= len(negative[0])
        value = -value
    elif currency is None and re.search(r"(?:^|\s)[-−]$", text[max(0, first - 2) : first]) and text[first].isdigit():
        first, value = first - 1, -value  # "closed at -366.94 points"
    return Amount(
        span=Span(first, last if found is not None else stop),
        number=Span(number_start, stop),
        value=value,
        low=low,
        unit=found.name if found is not None else None,
        kind=MONEY if isinstance(found, Currency) else found.dimension or COUNT if found is not None else COUNT,
        si=si(value, found) if isinstance(found, Unit) else None,
        is_spelled=not text[start].isdigit(),
    )


SHORT_SCALE = re.compile(r"[ ]?(m|bn|b|k|tn|tr)(?!\w)", re.IGNORECASE)
SHORT = {"m": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12, "tr": 1e12}


def _short_scale(text: str, start: int, stop: int, end: int, value: float) -> tuple[int, float]:
    """Read "£5m", "$3bn": behind money, m is a million."""
    match = SHORT_SCALE.match(text, stop, end)
    return (match.end(), value * SHORT[match[1].lower()]) if match else (stop, value)


def _unit(text: str, stop: int, end: int, known: Grammar, is_money: bool) -> tuple[Unit | Currency | None, int]:
    match = known.word.match(text, stop, end)
    sign = known.sign.match(text, stop, end)
    if match is not None and (sign is None or match.end() >= sign.end()):
        return known.by_word[key(match[1])], match.end()
    if sign is not None and not is_money:
        return known.by_sign[re.sub(r"[\s-]", " ", sign[1])], sign.end()
    code = known.code.match(text, stop, end)
    return (known.by_sign[code[1]], code.end()) if code else (None, stop)


Second = tuple[int, float, Unit | Currency | None, int, bool]


def _second(text: str, last: int, end: int, known: Grammar, low: float, is_led: bool) -> Second | None:
    """Read the upper end of a range behind "to", "or", a dash; behind "and" only after "between"."""
    link = RANGE.match(text, last, end)
    if link is None or (link[1] == "and" and not is_led):
        return None
    at = link.end()
    sign = known.money_at.match(text, at, end)
    at = sign.end() if sign else at
    match = known.number.match(text, at, end)
    if match is None:
        return None
    high = read_number(match[0])
    if high is None:
        return None
    stop, high = _short_scale(text, at, match.end(), end, high) if sign else (match.end(), high)
    unit, after = _unit(text, stop, end, known, bool(sign))
    falls = high < low and is_led and link[1] == "to" and unit is not None
    if high <= low and not falls and not (isinstance(unit, Unit) and unit.dimension == "temperature"):
        return None
    return stop, high, unit, after, falls


def modifier_of(text: str, amount: Amount) -> str | None:
    """Return the plain form of the words that qualify a number: "at least", "up to", "some"."""
    if amount.modifier is not None:
        return amount.modifier
    known, first, last = grammar(), amount.span.start, amount.span.end
    head = text[max(0, first - REACH) : first]
    match = known.before.search(head) or known.before.search(LEAD.sub("", head))
    if match is None:
        match = known.behind.match(text, last) or known.only.search(head)
    return known.modifiers.get(key(match[1])) if match is not None else None


def si(value: float, unit: Unit) -> float | None:
    """Return the value in units of the SI: metres, kilograms, kelvin."""
    return None if unit.factor is None else round((value + unit.offset) * unit.factor, 9)


def unit_named(name: str | None) -> Unit | None:
    """Return the unit of measure of this name."""
    return next((u for u in grammar().units.unit if u.name == name), None)


def convert(value: float, unit: Unit, other: Unit) -> float | None:
    """Return the value in another unit of the same dimension."""
    if unit.factor is None or other.factor is None or unit.dimension != other.dimension:
        return None
    return (value + unit.offset) * unit.factor / other.factor - other.offset
