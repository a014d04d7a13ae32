"""Expressions of time: text in, what the words say out; then, with the day of the story, what they mean.

`find_timexes` finds, `anchor` gives the TIMEX3 value, `anchor_all` does it in the order of the text and keeps what
the story told last, so that "two days earlier" has a day to count from.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from redshank.grammar.timex_anchor import anchor
from redshank.grammar.timex_atoms import find_atoms
from redshank.grammar.timex_calendar import bounds
from redshank.grammar.timex_join import join
from redshank.grammar.timex_record import Anchored, Moment, Tense, Timex
from redshank.grammar.timex_words import Vocabulary, Words, vocabulary
from redshank.lexicon.files import home
from redshank.records import Span

__all__ = ["Anchored", "Moment", "Tense", "Timex", "anchor", "anchor_all", "find_timexes", "tense_near"]

FIELDS = tuple(f for f in Timex.__struct_fields__ if f != "span")
REACH = 260  # how far from a time the words that show its tense may stand
WORD = re.compile(r"[^\W\d_]+")
BORDER = re.compile(r"(?<=[^\W_]{3})[.!?][\s”\"’']|[.!?][”\"’'][\s]|\n\s*\n|[;:—]")
PERFECT = frozenset({"has", "have"})
BESIDE = 40
CLOSE = 3
OPENING = 2  # so few words before a time open the sentence with it: "Also Sunday"
QUARTER_REACH = 1200  # how long a quarter that was told stays the one meant


def find_timexes(text: str, span: Span | None = None, folders: tuple[Path, ...] = ()) -> tuple[Timex, ...]:
    """Find every expression of time in a stretch of text, in order."""
    stretch = span or Span(0, len(text))
    return _find(text, stretch.start, stretch.end, folders or (home(),))


@lru_cache(maxsize=4)  # two stages ask for the same story
def _find(text: str, start: int, end: int, folders: tuple[Path, ...]) -> tuple[Timex, ...]:
    words = Words(text, vocabulary(folders), start, end)
    found = []
    for atom in join(find_atoms(words), words):
        fields = {name: getattr(atom, name) for name in FIELDS}
        found.append(Timex(span=Span(words.starts[atom.start], words.ends[atom.end - 1]), **fields))
    return tuple(found)


def tense_near(text: str, span: Span, folders: tuple[Path, ...] = ()) -> Tense | None:
    """Tell from the words around a time, up to the borders of its clause, whether they look back or ahead."""
    known = vocabulary(folders)
    before = text[max(0, span.start - REACH) : span.start]
    borders = list(BORDER.finditer(before))
    if borders:
        before = before[borders[-1].end() :]
    words = [m.group().lower() for m in WORD.finditer(before)]
    after = [m.group().lower() for m in WORD.finditer(text[span.end : span.end + BESIDE])]
    if after and _looks_back(after[0], known) and _tense_back(words[-CLOSE:], known) != "future":
        return "past"  # "On Tuesday delivered"; but not "a rally planned for Saturday was"
    if len(words) <= OPENING:
        return _tense_ahead(text[span.end : span.end + REACH], known)
    return _tense_back(words, known)


def _tense_ahead(after: str, known: Vocabulary) -> Tense | None:
    """Take the first word that shows the tense behind a time that opens its sentence: "In January, the army left"."""
    if border := BORDER.search(after):
        after = after[: border.start() + 1]
    for hit in WORD.finditer(after):
        word = hit.group().lower()
        if word in known.future:
            return "future"
        if _looks_back(word, known):
            return "past"
    return None


def _tense_back(words: list[str], known: Vocabulary) -> Tense | None:
    """Walk back to the nearest word that shows the tense; an infinitive between it and the time leaves doubt."""
    infinitive = False
    for i in range(len(words) - 1, -1, -1):
        word, before = words[i], words[i - 1] if i else ""
        if word in known.future:
            return "past" if "had" in words[max(0, i - 2) : i] else "future"
        if (word == "be" and before == "to") or (word in ("to", "for") and before in known.ahead_of_to):
            return "past" if "had" in words[max(0, i - 3) : i] else "future"
        if words[-1] == "by" and word in PERFECT:
            return "future"  # "has promised an answer by June"
        if words[-1] == "by" and before in PERFECT:
            continue
        if _looks_back(word, known) and before != "be" and before not in known.adjectival:
            return None if infinitive else "past"
        infinitive = infinitive or word == "to"
    return None


def _looks_back(word: str, known: Vocabulary) -> bool:
    return word in known.past or (word.endswith("ed") and len(word) > 4 and word not in known.no_verbs)


def anchor_all(
    timexes: Sequence[Timex],
    reference: date | None,
    tense: Callable[[Timex], Tense | None],
    folders: tuple[Path, ...] = (),
) -> tuple[Anchored | None, ...]:
    """Anchor the expressions of one story in order; a time just told is what "earlier" and "that year" count from."""
    holidays = {h.name: h for h in vocabulary(folders).words.holiday}
    focus: str | None = None
    quarter: tuple[str, int] | None = None
    found = []
    for timex in timexes:
        told = quarter[0] if quarter and timex.span.start - quarter[1] < QUARTER_REACH else None
        at = Moment(reference=reference, tense=tense(timex), focus=focus, quarter=told)
        meant = anchor(timex, at, holidays)
        found.append(meant)
        if meant is None or meant.type not in ("DATE", "TIME"):
            continue
        if "-Q" in meant.value and "X" not in meant.value and timex.kind != "offset":
            quarter = (meant.value, timex.span.end)
        if meant.direction != "future" and bounds(meant.value):  # a plan is no day that the story counts from
            focus = meant.value
    return tuple(found)
