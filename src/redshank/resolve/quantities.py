"""Turn mentions of numbers into quantities: value, unit, what it is of, and whether a bracketed conversion is right."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from redshank.grammar import ancestors, kids_with, noun_phrase, span_of
from redshank.grammar.quantity import COUNT, MONEY, Amount, convert, find_amounts, grammar, modifier_of, unit_named
from redshank.lexicon.casualties import load_harm
from redshank.records import Conversion, Mention, Quantity, Sentence, Span

BRACKET = re.compile(r"\s?[(\[,]\s?(?:or |about |around |some |roughly |nearly |almost |i\.e\. |equivalent to )*$")
EXACT = 0.005  # a conversion this near is exact for a newspaper
NEAR = 0.05  # the first number may be the rounded one, but not further off than this


def resolve_quantities(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Quantity, ...]:
    """Return the quantities of a story, n1, n2 ..., with conversions in brackets checked.

    Args:
        text: the story.
        sentences: its parsed sentences.
        mentions: all mentions; those of other kinds name what is counted.
    """
    things = {(m.sentence, m.head): m for m in mentions if m.kind == "equipment"}
    found: list[Quantity] = []
    sentence_of: list[int] = []
    for mention in mentions:
        if mention.kind != "quantity":
            continue
        sentence = sentences[mention.sentence]
        amounts = find_amounts(text, sentence.span.start, sentence.span.end)
        amount = next((a for a in amounts if a.number.overlaps(mention.span)), None)
        if amount is None:
            continue
        before = found[-1] if found and sentence_of[-1] == mention.sentence else None
        told = [q for q, s in zip(found, sentence_of, strict=True) if s == mention.sentence]
        before = _model(text, amount, told) or before
        found.append(_quantity(text, sentence, mention, amount, things, before, f"n{len(found) + 1}"))
        sentence_of.append(mention.sentence)
    return _with_conversions(text, _points(found, sentence_of))


def _model(text: str, amount: Amount, told: Sequence[Quantity]) -> Quantity | None:
    """Return whose unit a bare "15 million" takes over: the last number of the sentence that is no share."""
    if amount.unit is not None or not re.search(r"(?:m|b|tr)illion$", amount.number.of(text)):
        return None
    return next((q for q in reversed(told) if q.unit not in {None, "percent", "percentage point"}), None)


RATES = (
    "year month week day hour minute second tonne ton barrel kilo kilogram litre liter gallon ounce pound head person "
    "unit shot round mile kilometre kilometer acre hectare share bushel"
)
RATE = re.compile(rf"(?: of [a-z]+)? (?:an?|per|each|every) ({RATES.replace(' ', '|')})\b")


def _rate(text: str, mention: Mention) -> str | None:
    """Return the unit behind "a", "per", "each": "$265 a tonne"."""
    match = RATE.match(text, mention.span.end)
    return match[1] if match else None


def _points(found: Sequence[Quantity], sentence_of: Sequence[int]) -> list[Quantity]:
    """Read "six points to 31%" as percentage points: points beside shares in one sentence."""
    shares = {s for q, s in zip(found, sentence_of, strict=True) if q.unit == "percent"}
    return [
        msgspec.structs.replace(q, unit="percentage point") if q.unit == "point" and s in shares else q
        for q, s in zip(found, sentence_of, strict=True)
    ]


def _quantity(
    text: str,
    sentence: Sentence,
    mention: Mention,
    amount: Amount,
    things: dict[tuple[int, int], Mention],
    before: Quantity | None,
    number: str,
) -> Quantity:
    is_counted = amount.unit is None
    unit = _counted_unit(text, sentence, mention, things, before) if is_counted else _settled(amount, text, mention)
    return Quantity(
        id=number,
        span=mention.span,
        value=amount.value,
        low=amount.low,
        unit=unit,
        si=amount.si,
        modifier=modifier_of(text, amount),
        of=_of_what(text, sentence, mention, is_counted),
        per=_rate(text, mention),
        vague=amount.is_vague,
    )


def _settled(amount: Amount, text: str, mention: Mention) -> str | None:
    """Tell pounds of weight from pounds of money: "a twenty-pound bag" weighs."""
    words = mention.span.of(text).lower()
    return "pound-mass" if amount.unit == "pound sterling" and words.endswith("-pound") else amount.unit


def _counted_unit(
    text: str,
    sentence: Sentence,
    mention: Mention,
    things: dict[tuple[int, int], Mention],
    before: Quantity | None,
) -> str | None:
    if mention.rule != COUNT:
        return _from_context(sentence, mention, before, re.search(r"illion$", mention.span.of(text)) is not None)
    head = sentence.tokens[mention.head]
    if load_harm().speaks_of(head.lemma, noun=head.tag.startswith("NN")):
        return "person"
    thing = things.get((mention.sentence, mention.head))
    if thing is not None and sentence.tokens[mention.head].text.islower():
        return singular(sentence, mention.head)  # "96 Apache helicopters": helicopter
    if thing is not None and thing.form == "name" and thing.span.end >= sentence.tokens[mention.head].end - 1:
        return thing.span.of(text)
    return singular(sentence, mention.head)


def singular(sentence: Sentence, i: int) -> str:
    """Return the counted noun in the singular, with the word before it where the two are one name."""
    units = grammar().units
    token = sentence.tokens[i]
    word = units.singular.get(token.text.lower()) or (
        token.lemma if not token.tag.startswith("NNP") else _stripped(token.text)
    )
    pair = f"{sentence.tokens[i - 1].lemma.lower()} {word}" if i else ""
    return pair if pair in units.compounds else word


def _stripped(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _from_context(sentence: Sentence, mention: Mention, before: Quantity | None, amount_is_scaled: bool) -> str | None:
    """Give a number that stands alone the noun of its neighbour: "45 and 50 cases", "5 million have arrived"."""
    token = sentence.tokens[mention.head]
    scaled = before is not None and amount_is_scaled
    earlier = before.unit if before is not None and (scaled or unit_named(before.unit) is None) else None
    of = [p for k in kids_with(sentence, mention.head, "prep") for p in kids_with(sentence, k, "pobj")]
    if earlier and any(sentence.tokens[p].tag == "PRP" for p in of):
        return earlier
    other = token.head if token.dep == "conj" else None
    for k in (*kids_with(sentence, mention.head, "conj"), *(() if other is None else (other,))):
        if sentence.tokens[k].tag.startswith("NN"):
            return singular(sentence, k)
    near = (*ancestors(sentence, mention.head)[:2], *sentence.kids[mention.head], mention.head + 1)
    harm = load_harm()
    if any(harm.speaks_of(sentence.tokens[k].lemma) for k in near if k < len(sentence.tokens)) or any(
        t.lemma in harm.tolls for t in sentence.tokens[: mention.head]
    ):
        return earlier if earlier in grammar().units.people else "person"
    return earlier


def _of_what(text: str, sentence: Sentence, mention: Mention, is_counted: bool) -> str | None:
    """Return what is measured ("a range of 500 km", "80 tonnes of food") or counted ("Polish soldiers")."""
    for of in (k for k in kids_with(sentence, mention.head, "prep") if sentence.tokens[k].lemma == "of"):
        for k in kids_with(sentence, of, "pobj"):
            span = _bare_phrase(sentence, k, mention.span)
            if span is not None:
                return span.of(text)
    if is_counted:
        span = _bare_phrase(sentence, mention.head, mention.span) if mention.rule == COUNT else None
        return (
            _words_behind(text, sentence, mention)
            if span is None and mention.rule == COUNT
            else span.of(text)
            if span
            else None
        )
    for at in ancestors(sentence, mention.head)[:3]:
        token = sentence.tokens[at]
        if token.tag.startswith("NN") and not mention.span.overlaps(token.span):
            return token.text
        if not token.tag.startswith(("IN", "TO", "RB", "NN", "CD", "JJ")):
            break
    return None


def _words_behind(text: str, sentence: Sentence, mention: Mention) -> str | None:
    head = sentence.tokens[mention.head]
    return head.text


def _bare_phrase(sentence: Sentence, i: int, number: Span) -> Span | None:
    """Return the noun phrase of `i` from behind the number, without the article."""
    own = [
        k
        for k in noun_phrase(sentence, i)
        if sentence.tokens[k].tag not in {"CD", "DT", "RB", "RBR", "JJR", "PRP$", "$"}
        and k <= i
        and sentence.tokens[k].dep not in {"det", "prep", "quantmod"}
    ]
    inside = [k for k in own if not _is_number(sentence, k)]
    return span_of(sentence, tuple(inside)) if inside else None


def _is_number(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    return token.text[:1].isdigit() or token.dep in {"nummod", "quantmod"}


def _with_conversions(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Hold each number in brackets against the one before it."""
    done = list(found[:1])
    for given, second in pairwise(found):
        done.append(_converted(text, done[-1] if done else given, second))
    return tuple(done)


def _converted(text: str, given: Quantity, second: Quantity) -> Quantity:
    unit, other = unit_named(given.unit), unit_named(second.unit)
    between = text[given.span.end : second.span.start]
    if unit is None or other is None or unit == other or len(between) > 24 or not BRACKET.match(between):
        return second
    exact = convert(given.value, unit, other)
    if exact is None:
        return second
    back = convert(second.value, other, unit)
    verdict = _verdict(second.value, exact, given.value, back)
    return msgspec.structs.replace(
        second,
        modifier=second.modifier or given.modifier,
        of=given.of,
        conversion=Conversion(of=given.id, exact=round(exact, 3), verdict=verdict),
    )


def _verdict(stated: float, exact: float, given: float, back: float | None) -> str:
    """Judge a conversion by its own figures: 300 for 310.7 is right to the one figure that it gives."""
    if abs(stated - exact) <= EXACT * abs(exact):
        return "exact"
    if _to_figures(exact, stated) == stated or (
        back is not None and abs(stated - exact) <= NEAR * abs(exact) and _to_figures(back, given) == given
    ):
        return "rounded"
    return "wrong"


def _to_figures(value: float, like: float) -> float:
    """Round to as many significant figures as the other number shows."""
    if not value or not like:
        return value
    digits = (
        len(f"{abs(like):.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0"))
        if like % 1
        else len(str(int(abs(like))).rstrip("0"))
    )
    return round(value, -math.floor(math.log10(abs(value))) + max(digits, 1) - 1)


__all__ = ["MONEY", "resolve_quantities", "singular"]
