"""Spot numbers that measure or count; not dates, designations, ages, scores, labels and turns of phrase."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from redshank.grammar import kids_with
from redshank.grammar.quantity import COUNT, Amount, find_amounts, grammar
from redshank.records import Mention, Sentence, Span

ALONE = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj", "appos", "ROOT", "npadvmod", "dep", "dative"})
GLUE = frozenset("-/:.#№")
OPENING = frozenset("“\"‘:'.-–—")
POINTING = frozenset({"the", "these", "those"})
FAR = 7  # tokens between a number and the noun that it counts


def find_quantities(text: str, sentences: Sequence[Sentence], taken: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the quantities of a story.

    Args:
        text: the story.
        sentences: its parsed sentences.
        taken: mentions whose words are no quantities: times, designations.
    """
    blocked: dict[int, list[Span]] = {}
    for mention in taken:
        blocked.setdefault(mention.sentence, []).append(mention.span)
    found = [m for s in sentences for m in _of_sentence(text, s, blocked.get(s.index, ()))]
    return tuple(msgspec.structs.replace(m, id=f"mn{k}") for k, m in enumerate(found, 1))


def _of_sentence(text: str, sentence: Sentence, blocked: Sequence[Span]) -> Iterator[Mention]:
    starts = [t.start for t in sentence.tokens]
    for amount in find_amounts(text, sentence.span.start, sentence.span.end):
        if any(b.overlaps(amount.number) for b in blocked) or _is_glued(text, amount):
            continue
        first = bisect_right(starts, amount.number.start) - 1
        last = bisect_right(starts, amount.number.end - 1) - 1
        if first < 0 or _is_label(sentence, first, text, amount):
            continue
        draft = _measured(sentence, starts, amount) or _counted(text, sentence, first, last, amount)
        if draft is not None:
            span, head, rule = draft
            yield Mention(
                id="", kind="quantity", form="pattern", span=span, sentence=sentence.index, head=head, rule=rule
            )


Draft = tuple[Span, int, str]


def _measured(sentence: Sentence, starts: Sequence[int], amount: Amount) -> Draft | None:
    """Take a number with a unit of measure, money or a share, unless the unit is another word here."""
    if amount.unit is None:
        return None
    head = bisect_right(starts, amount.span.end - 1) - 1
    token = sentence.tokens[head]
    if token.text.isalpha() and token.tag.startswith("VB") and amount.kind == "money" and token.text.lower() == "won":
        return None
    return amount.span, head, amount.kind


def _is_glued(text: str, amount: Amount) -> bool:
    """Say whether a bare number is part of a longer sign: 10:30, 888-847, M25, 3-2, 1st."""
    if amount.unit is not None:
        return False
    if text.startswith("-odd", amount.number.end):
        return False
    before = text[amount.number.start - 1 : amount.number.start]
    if amount.value < 0:
        before = text[amount.span.start - 1 : amount.span.start]
    after = text[amount.number.end : amount.number.end + 2]
    if before in GLUE or before.isalnum():
        return True
    if after[:1].isalnum():
        return True
    if after[:1] and after[0] in "-–/:" and after[1:2].isalnum():
        return True
    return after[:1] == "." and after[1:2].isdigit()


def _is_label(sentence: Sentence, first: int, text: str, amount: Amount) -> bool:
    """Say whether the number names something: Article 5, Flight 103, Voyager 2."""
    if amount.unit is not None or first == 0:
        return False
    if _is_time_of_day(sentence, first, text, amount) or _is_model(sentence, first, text, amount):
        return True
    before = sentence.tokens[first - 1]
    if before.text.lower() in {"past", "below", "above"} and (before.text.lower() == "past" or amount.value == 0):
        return True  # "half past two", "below zero"
    if (
        before.text == "of"
        and first > 1
        and sentence.tokens[first - 2].text in {"Group", "Committee", "Council", "Gang"}
    ):
        return True  # "the Group of 77"
    is_under = sentence.tokens[first].head == before.i or sentence.tokens[first].dep == "nummod"
    if before.text.lower().rstrip(".") in grammar().units.labels and (not amount.is_spelled or is_under):
        return True
    token = sentence.tokens[first]
    if (
        before.tag in {"NNP", "NNPS"}
        and token.head < first
        and not amount.is_spelled
        and token.dep not in {"dobj", "conj", "appos", "dative"}
    ):
        return True
    number = amount.number.of(text)
    is_opening = sentence.zone in {"headline", "subhead"} or before.text in OPENING
    is_opening |= text[amount.number.start - 1] == "\n"
    return amount.is_spelled and number[:1].isupper() and not is_opening


def _is_time_of_day(sentence: Sentence, first: int, text: str, amount: Amount) -> bool:
    """Say whether the number is a clock time with a point: "at 10.30 in the morning"."""
    if not re.fullmatch(r"\d{1,2}\.\d\d", amount.number.of(text)) or amount.value >= 24:
        return False
    behind = text[amount.number.end : amount.number.end + 18]
    at = sentence.tokens[first - 1].text.lower() in {"at", "by", "until", "from", "since", "before"}
    return at or re.match(r" (?:in the (?:morning|afternoon|evening)|[ap]\.?m\b|GMT|hours)", behind) is not None


def _is_model(sentence: Sentence, first: int, text: str, amount: Amount) -> bool:
    """Say whether the number names a model: "the Boeing 737 jet", "the 1958 Mercedes"."""
    number = amount.number.of(text)
    if not re.fullmatch(r"\d{3,4}", number) or first + 1 >= len(sentence.tokens):
        return False
    after, before = sentence.tokens[first + 1], sentence.tokens[first - 1]
    if _is_year(text, amount) and after.tag.startswith("NNP") and after.text[:1].isupper():
        return True
    named = before.tag in {"NNP", "NNPS"} and before.text[:1].isupper()
    return named and (not after.tag.startswith("NN") or after.tag in {"NN", "NNP"})


def _counted(text: str, sentence: Sentence, first: int, last: int, amount: Amount) -> Draft | None:
    """Take a bare number that counts a noun, or that stands alone for counted things."""
    units = grammar().units
    number = sentence.tokens[last]
    noun = counted_noun(sentence, last)
    if noun is not None and "\n" in text[amount.number.end : sentence.tokens[noun].start]:
        noun = None  # the number ends its line
    if noun is not None:
        word = sentence.tokens[noun]
        lemma = word.lemma.lower()
        if word.tag == "NNP" and amount.value > 1 and not amount.is_spelled and word.text.lower() not in units.singular:
            return None
        if lemma in units.not_counted or (_is_year(text, amount) and word.tag not in {"NNS", "NNPS"}):
            return None
        if amount.value == 1 and (lemma in units.one_idioms or (word.tag in {"NNS", "NNPS"} and noun > last + 1)):
            return None
        if any(t.tag == "CD" and sentence.tokens[t.i - 1].tag == "CC" for t in sentence.tokens[last + 1 : noun]):
            return amount.number, last, "alone"
        return Span(amount.span.start, word.end), noun, COUNT
    if amount.is_vague:
        return amount.number, last, "alone"
    if (amount.value == 1 and amount.is_spelled) or _is_year(text, amount):
        return None
    if first and sentence.tokens[first - 1].tag in {"NNP", "NNPS"} and not amount.is_spelled and number.dep != "dobj":
        return None
    if number.dep not in ALONE and sentence.tokens[first].dep not in ALONE:
        return None
    is_scaled = amount.number.of(text).endswith("illion")
    if amount.is_spelled and first and not is_scaled and sentence.tokens[first - 1].text.lower() in POINTING:
        return None
    if _is_age(sentence, first, last, amount) or _is_clock(sentence, last, amount):
        return None
    return amount.number, last, "alone"


def counted_noun(sentence: Sentence, last: int) -> int | None:
    """Return the noun that a number counts: the head behind it, or the one behind "of"."""
    at = last
    for _ in range(3):  # "two", "two million", "more than 200"
        token = sentence.tokens[at]
        if token.dep not in {"nummod", "compound", "quantmod", "amod", "advmod", "nmod", "det"} or token.head == at:
            break
        at = token.head
        if at > last and sentence.tokens[at].tag.startswith("NN"):
            return at if at - last <= FAR and not _has_break(sentence, last, at) else None
    for of in (k for k in kids_with(sentence, last, "prep") if sentence.tokens[k].lemma == "of" and k == last + 1):
        for noun in kids_with(sentence, of, "pobj"):
            if sentence.tokens[noun].tag in {"NNS", "NNPS"} and noun - last <= FAR:
                return noun
    following = last + 1
    while following < len(sentence.tokens) and following - last <= 3:
        tag = sentence.tokens[following].tag
        if tag in {"NNS", "NNPS"}:
            return following
        if tag not in {"JJ", "NN", "NNP", "VBN", "JJR"}:
            break
        following += 1
    return None


def _has_break(sentence: Sentence, first: int, last: int) -> bool:
    return any(t.text in {"(", ")", ";", ":", "—", "–"} for t in sentence.tokens[first:last])


def _is_year(text: str, amount: Amount) -> bool:
    words = amount.number.of(text)
    return words.isdigit() and len(words) == 4 and 1400 <= amount.value <= 2100


def _is_age(sentence: Sentence, first: int, last: int, amount: Amount) -> bool:
    """Say whether the number is the age behind a name: "Maria Lopez, 34, said"."""
    if amount.value > 115 or first < 2 or amount.low is not None:
        return False
    before, name = sentence.tokens[first - 1], sentence.tokens[first - 2]
    after = sentence.tokens[last + 1].text if last + 1 < len(sentence.tokens) else "."
    if any(t.lemma in {"aged", "age"} for t in sentence.tokens[max(0, first - 3) : first]):
        return True
    if before.text != "," or amount.is_spelled:
        return False
    return (name.tag == "NNP" and after in {",", ".", ";", ")"}) or (name.tag == "NN" and after == ",")


def _is_clock(sentence: Sentence, last: int, amount: Amount) -> bool:
    token = sentence.tokens[last]
    preposition = sentence.tokens[token.head].lemma if token.dep == "pobj" else ""
    return (
        preposition in {"at", "since", "until", "till", "before", "by"}
        and amount.value <= 24
        and not re.search(r"\D", token.text)
    )
