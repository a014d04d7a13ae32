"""The TIMEX3 values of what is counted: "four months ago", durations, sets."""

from datetime import date

import msgspec

from redshank.grammar.timex_calendar import add
from redshank.grammar.timex_dates import at_unit, focus_day
from redshank.grammar.timex_record import Moment, Timex


def offset_value(timex: Timex, at: Moment) -> str | None:
    """Count back or ahead: "four months ago", "two days earlier", "the year-ago quarter"."""
    shift, unit = timex.shift or 0, timex.unit or "D"
    if timex.rule == "in so long" and at.tense != "future":
        return duration_value(timex, at)
    told = at.quarter if unit == "Y" and (timex.count in (None, 1.0)) and shift < 0 else None
    if timex.of_quarter or (told and not timex.is_vague):
        letter = f"Q{timex.ordinal}" if timex.ordinal else (told or "")[-2:]
        if letter:
            year = int(told[:4]) if told else (at.reference.year if at.reference else 0)
            return f"{year - 1}-{letter}" if year else None
    base = focus_day(at) if timex.of_focus else at.reference
    if timex.is_vague:
        return _vague_offset(timex, at, base)
    if base is None:
        return "PAST_REF" if shift < 0 else "FUTURE_REF"
    if unit in ("H", "MIN", "S") and timex.of_focus:
        return duration_value(timex, at)
    value = at_unit(add(base, shift * (timex.count or 1.0), unit), unit)
    if timex.of_focus and value and at.focus and len(at.focus) < len(value):
        return at.focus if unit in ("D", "H", "MIN") else value
    return value


def _vague_offset(timex: Timex, at: Moment, base: date | None) -> str:
    """Keep "days later" in the month told, "hours later" on its day; "months ago" is just the past."""
    if timex.of_focus and base is not None and timex.unit in ("H", "MIN", "S", "D"):
        return base.isoformat() if timex.unit != "D" else f"{base.year:04d}-{base.month:02d}"
    return "PAST_REF" if (timex.shift or 0) < 0 else "FUTURE_REF"


def duration_value(timex: Timex, at: Moment) -> str | None:
    """Write P5D, PT2H, P2Y6M, PXM."""
    if timex.value:
        return timex.value
    unit = timex.unit or "D"
    clock = unit in ("H", "MIN", "S")
    letter = {"MIN": "M", "CE": "C", "2W": "W", "DE": "DE"}.get(unit, unit)
    if timex.is_vague or timex.count is None:
        return f"P{'T' if clock else ''}X{letter}"
    count = timex.count * (2 if unit == "2W" else 1)
    if unit == "Q":
        count, letter = count * 3, "M"
    whole, rest = int(count), count - int(count)
    if not rest:
        return f"P{'T' if clock else ''}{whole}{letter}"
    return _split(unit, whole, rest)


def _split(unit: str, whole: int, rest: float) -> str:
    """Write two and a half years as P2Y6M."""
    finer = {"Y": ("Y", "M", 12), "H": ("H", "M", 60), "D": ("D", "H", 24), "MIN": ("M", "S", 60), "M": ("M", "D", 30)}
    if unit == "DE":
        return f"P{round((whole + rest) * 10)}Y"
    if unit == "W" or unit not in finer:
        return f"P{round((whole + rest) * 7)}D" if unit == "W" else f"P{whole + rest:g}{unit}"
    big, small, size = finer[unit]
    parts = round(rest * size)
    head = f"{whole}{big}" if whole else ""
    if unit in ("H", "MIN"):
        return f"PT{head}{parts}{small}"
    return f"P{head}T{parts}{small}" if unit == "D" else f"P{head}{parts}{small}"


def set_value(timex: Timex, at: Moment) -> str | None:
    """Write how often: P1D, XXXX-WXX-4."""
    if timex.value:
        return timex.value
    return duration_value(msgspec.structs.replace(timex, count=timex.count or 1.0), at)
