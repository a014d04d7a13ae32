"""Predict times for `redshank score times`: the text and its date in, TIMEX3 expressions out, in the scorer's form."""

from datetime import date

from redshank.grammar.timex import Timex, anchor_all, find_timexes, tense_near
from redshank.grammar.timex_calendar import safe_date

TOP = 300  # characters in which the date line of a text stands


def _first_day(timexes: tuple[Timex, ...]) -> date | None:
    """Take the date line of the text where no date is given with it, or none that can be read."""
    for timex in timexes:
        if timex.span.start < TOP and timex.year and timex.month and timex.day:
            return safe_date(timex.year, timex.month, timex.day)
    return None


def predict(row: dict[str, object], kit: object = None) -> dict[str, object]:
    """Read one line of gold (doc_id, text, dct) and return what we find in its text.

    The tense is told from the words near each time: no parse is needed, so `kit` may be None.
    """
    text = str(row["text"])
    given = row.get("dct")
    timexes = find_timexes(text)
    try:
        reference: date | None = date.fromisoformat(str(given)[:10])
    except ValueError:
        reference = _first_day(timexes)
    meant = anchor_all(timexes, reference, lambda timex: tense_near(text, timex.span))
    found = [
        {"start": t.span.start, "end": t.span.end, "type": m.type, "value": m.value, "text": t.span.of(text)}
        for t, m in zip(timexes, meant, strict=True)
        if m is not None
    ]
    return {"doc_id": row["doc_id"], "timexes": found}
