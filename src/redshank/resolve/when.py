"""Times with their values: mentions and the day of the story in, `When` out."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from redshank.grammar.timex import Anchored, Tense, Timex, anchor_all, find_timexes, tense_near
from redshank.grammar.timex_clause import clause_tense
from redshank.records import Mention, Published, Sentence, Story, When
from redshank.resolve.published import infer_published

__all__ = ["infer_published", "resolve_times"]

TOLD_IN_TEXT = frozenset({"duration", "set"})


def resolve_times(
    story: Story,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    published: Published,
    folders: tuple[Path, ...] = (),
) -> tuple[When, ...]:
    """Give every mention of a time its TIMEX3 value and the days that it covers.

    Args:
        story: the story that the mentions point into.
        sentences: its sentences; their verbs tell whether a weekday lies behind or ahead.
        mentions: its mentions; those of kind "time" are resolved.
        published: the day of the story, given or inferred; without it only what the words say is known.
        folders: data folders, ours first; none given: ours.
    """
    spans = {m.span for m in mentions if m.kind == "time"}
    timexes = tuple(t for t in find_timexes(story.text, None, folders) if t.span in spans)
    reference = day_of(published.value)
    meant = anchor_all(timexes, reference, tense_by(story.text, sentences, folders), folders)
    found: list[When] = []
    for timex, value in zip(timexes, meant, strict=True):
        if value is not None:
            found.append(_when(f"t{len(found) + 1}", story.text, timex, value, published))
    return tuple(found)


def day_of(value: str | None) -> date | None:
    """Return a full ISO date as a day; None for less."""
    try:
        return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None
    except ValueError:
        return None


def tense_by(
    text: str, sentences: Sequence[Sentence], folders: tuple[Path, ...] = ()
) -> Callable[[Timex], Tense | None]:
    """Tell the tense of a time from the tree of its sentence, and from the words near it where the tree is silent."""
    starts = [s.span.start for s in sentences]

    def tense(timex: Timex) -> Tense | None:
        k = bisect_right(starts, timex.span.start) - 1
        if k >= 0 and sentences[k].span.holds(timex.span):
            told = clause_tense(sentences[k], timex.span)
            if told is not None:
                return told
        return tense_near(text, timex.span, folders)

    return tense


def _when(name: str, text: str, timex: Timex, value: Anchored, published: Published) -> When:
    return When(
        id=name,
        span=timex.span,
        text=timex.span.of(text),
        type=value.type,
        value=value.value,
        earliest=value.earliest,
        latest=value.latest,
        precision=value.precision,
        direction=value.direction,
        basis=_basis(timex, published),
    )


def _basis(timex: Timex, published: Published) -> str:
    """Say what the value rests on: its own words, the time told before, or the day of the story."""
    if timex.year is not None or timex.decade is not None or (timex.kind in TOLD_IN_TEXT and timex.shift is None):
        return "text"
    if timex.of_focus:
        return "context"
    if published.value is None:
        return "text"
    return "dateline" if published.basis == "dateline" else "publication"
