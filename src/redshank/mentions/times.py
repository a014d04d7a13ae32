"""Spot expressions of time. Text, zones and sentences in; mentions of kind "time" out, in the order of the text."""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from redshank.grammar.timex import Timex, find_timexes
from redshank.grammar.timex_clause import head_in
from redshank.records import Mention, Sentence, Zone


def find_times(
    text: str, zones: Sequence[Zone], sentences: Sequence[Sentence] = (), folders: tuple[Path, ...] = ()
) -> tuple[Mention, ...]:
    """Find the times of a story, datelines, bylines and captions included.

    Args:
        text: the story's text.
        zones: its zones; none given: all of the text is read.
        sentences: its sentences; a time outside them has sentence and head -1.
        folders: data folders, ours first; none given: ours.
    """
    starts = [s.span.start for s in sentences]
    found: list[Mention] = []
    for timex in find_timexes(text, None, folders):
        if any(timex.span.overlaps(z.span) and not z.span.holds(timex.span) for z in zones):
            continue  # words of two parts of the page that only stand side by side
        k = bisect_right(starts, timex.span.start) - 1
        sentence = sentences[k] if k >= 0 and sentences[k].span.overlaps(timex.span) else None
        found.append(_mention(f"time{len(found) + 1}", timex, sentence))
    return tuple(found)


def _mention(name: str, timex: Timex, sentence: Sentence | None) -> Mention:
    head = head_in(sentence, timex.span) if sentence else None
    return Mention(
        id=name,
        kind="time",
        form="pattern",
        span=timex.span,
        sentence=sentence.index if sentence else -1,
        head=-1 if head is None else head,
        rule=timex.rule,
    )
