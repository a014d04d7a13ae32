"""Read the instrument of a measure ("Resolution 661") and what it leaves out ("except food") from a sentence."""

import re
from functools import lru_cache

from redshank.lexicon.registers import Exemptions, Instruments
from redshank.records import Sentence, Span, Words

ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|\d+(?:st|nd|rd|th)"
)
END = re.compile(r"[,;.()]|\s(?:which|who|that|and said|while|until|after|before|when)\s")


@lru_cache(maxsize=4)
def _instrument_rule(numbered: tuple[str, ...], packages: tuple[str, ...], laws: tuple[str, ...]) -> re.Pattern[str]:
    number = rf"(?:{'|'.join(map(re.escape, numbered))})\s(?:No\.?\s)?\(?\d[\d/-]*"
    package = rf"(?:{ORDINAL})\s(?:sanctions\s)?(?:{'|'.join(packages)})"
    names = r"(?:[A-Z][\w'’-]+(?:-[A-Z]\w+)?\s(?:and\s|of\s|on\s|for\s|the\s)*){1,7}"
    law = rf"{names}(?:{'|'.join(laws)})(?:\sof\s\d{{4}})?\b"
    return re.compile(f"{number}|{package}|{law}")


def instrument_in(text: str, span: Span, words: Instruments) -> str | None:
    """Return the named act by which a measure is taken, as the sentence words it."""
    rule = _instrument_rule(words.numbered, words.packages, words.laws)
    found = rule.search(text, span.start, span.end)
    return re.sub(r"^The\s", "", found[0]) if found else None


@lru_cache(maxsize=4)
def _exemption_rule(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b\s*", re.IGNORECASE)


def exemptions_in(text: str, sentence: Sentence, words: Exemptions) -> tuple[Words, ...]:
    """Return what a measure leaves out: the words behind "except", up to the next break."""
    found = []
    for match in _exemption_rule(words.phrases).finditer(text, sentence.span.start, sentence.span.end):
        stop = END.search(text, match.end(), sentence.span.end)
        end = stop.start() if stop else sentence.span.end
        start = match.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Words(text=text[start:end], span=Span(start, end)))
    return tuple(found)
