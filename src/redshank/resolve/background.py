"""Mark what a sentence only recalls: it happened long before the story."""

from datetime import date, timedelta

from redshank.records import EventTime, Predication, Published, Sentence

LONG_AGO = timedelta(days=21)


def is_background(
    predication: Predication, sentence: Sentence, when: EventTime | None, published: Published | None
) -> bool:
    """Say whether the act is recalled rather than reported.

    A time more than three weeks before publication, or the past perfect without a time, marks background.
    """
    told = published.value or published.earliest if published else None
    if when is not None and when.latest and told:
        limit = _day(told)
        latest = _day(when.latest)
        if limit is not None and latest is not None:
            return limit - latest > LONG_AGO
    return predication.background and sentence.zone == "body"


def _day(value: str) -> date | None:
    parts = [p for p in value[:10].split("-") if p.isdigit()]
    if not parts:
        return None
    year, month, day = (*[int(p) for p in parts], 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None
