"""Anchor an expression of time: what it means said on a certain day, in a sentence that looks back or ahead."""

from collections.abc import Callable

from redshank.grammar.timex_calendar import add, bounds, holiday_in
from redshank.grammar.timex_dates import calendar_value, distance, near_value, part_value, weekday_value
from redshank.grammar.timex_record import Anchored, Kind, Moment, Timex
from redshank.grammar.timex_spans import duration_value, offset_value, set_value
from redshank.lexicon.times import Holiday


def anchor(timex: Timex, at: Moment, holidays: dict[str, Holiday] | None = None) -> Anchored | None:
    """Give the expression its value; None where the words turn out to be no time."""
    if timex.kind == "holiday":
        value = _holiday(timex, at, (holidays or {}).get(timex.holiday or ""))
    else:
        value = VALUES[timex.kind](timex, at)
    if value is None:
        return None
    if timex.kind in ("set", "duration") or (value.startswith("P") and not value.endswith("_REF")):
        return _stretch(timex, at, value)
    if (timex.part or timex.clock) and not value.endswith("_REF"):
        if timex.kind != "part":
            value = f"{value}T{timex.part or timex.clock}"
        return _with_bounds("TIME", value, at)
    return _with_bounds("DATE", value, at)


def _with_bounds(kind: str, value: str, at: Moment) -> Anchored:
    reference = at.reference.isoformat() if at.reference else None
    if value.endswith("_REF"):
        way = {"PAST_REF": "past", "FUTURE_REF": "future"}.get(value)
        first = None if way == "past" else reference
        last = None if way == "future" else reference
        return Anchored(type=kind, value=value, earliest=first, latest=last, precision="unknown", direction=way)
    covered = bounds(value)
    if covered is None:
        return Anchored(type=kind, value=value, precision="unknown" if "X" in value else None)
    first_day, last_day, precision = covered
    way = None
    if at.reference is not None:
        way = "past" if last_day < at.reference else "future" if first_day > at.reference else None
    first, last = first_day.isoformat(), last_day.isoformat()
    return Anchored(type=kind, value=value, earliest=first, latest=last, precision=precision, direction=way)


def _stretch(timex: Timex, at: Moment, value: str) -> Anchored:
    """Bound a duration that begins or ends on the day of speaking: "within months", "the past two weeks"."""
    kind = "SET" if timex.kind == "set" else "DURATION"
    way = timex.shift if timex.kind == "duration" else None
    if way is None or at.reference is None:
        return Anchored(type=kind, value=value)
    far = add(at.reference, way * timex.count, timex.unit or "D").isoformat() if timex.count else None
    near = at.reference.isoformat()
    if way < 0:
        return Anchored(type=kind, value=value, earliest=far, latest=near, precision="unknown", direction="past")
    return Anchored(type=kind, value=value, earliest=near, latest=far, precision="unknown", direction="future")


def _holiday(timex: Timex, at: Moment, holiday: Holiday | None) -> str | None:
    if holiday is None:
        return None
    if timex.year or holiday.year:
        return holiday_in(holiday, timex.year or holiday.year).isoformat()
    if at.reference is None:
        return f"XXXX-{holiday.month:02d}-{holiday.day:02d}" if holiday.day else None
    now = at.reference
    days = [holiday_in(holiday, now.year + y) for y in (-1, 0, 1)]
    return min(days, key=lambda d: distance((d - now).days, at.tense)).isoformat()


VALUES: dict[Kind, Callable[[Timex, Moment], str | None]] = {
    "calendar": calendar_value,
    "weekday": weekday_value,
    "near": near_value,
    "offset": offset_value,
    "part": part_value,
    "duration": duration_value,
    "set": set_value,
    "reference": lambda timex, at: timex.value,
}
