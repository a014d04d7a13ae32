"""Cells that a person reads: days with their basis, parties, status never without its holder, shortened sentences."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

NARRATOR = "narrator"
MARKS = {"text": "", "published": "*", "unknown": ""}  # how the day of an act is known
LEGEND = "* day of publication; the text gives no day for the act"


def days(row: Mapping[str, Any]) -> str:
    """Return the day of an act, or its span of days, with the mark of its basis."""
    return span(row["day_from"], row["day_to"]) + MARKS.get(row["day_basis"], "")


def span(start: date | None, end: date | None) -> str:
    """Return a span of days as short as it can be told: a day, a month, a year, from/to."""
    if start is None or end is None:
        return "no date"
    if start == end:
        return start.isoformat()
    after = end + timedelta(days=1)
    if start.day == after.day == 1:
        size = 4 if start.month == after.month == 1 else 7
        first, last = start.isoformat()[:size], end.isoformat()[:size]
        return first if first == last else f"{first}/{last[5:] if size == 7 and first[:4] == last[:4] else last}"
    same = 8 if (start.year, start.month) == (end.year, end.month) else 5 if start.year == end.year else 0
    return f"{start.isoformat()}/{end.isoformat()[same:]}"


def parties(row: Mapping[str, Any]) -> str:
    """Return who does it, and to whom."""
    who, whom = _names(row["actor_names"]), _names(row["recipient_names"])
    return f"{who or '(nobody named)'} → {whom}" if whom else who or "(nobody named)"


def _names(names: Sequence[str]) -> str:
    some = list(dict.fromkeys(names))
    return ", ".join(some[:3]) + (f" and {len(some) - 3} more" if len(some) > 3 else "")


def kind(row: Mapping[str, Any]) -> str:
    """Return type and modes."""
    return " ".join((row["type"], ", ".join(row["modes"]))).strip()


def status(row: Mapping[str, Any]) -> str:
    """Return how the act stands, what its deed is, and according to whom, where the story itself does not say so."""
    said = [row["status"]]
    if row["deed_status"] and row["deed_status"] != row["status"]:
        said.append(f"{row['deed_status']}{' ' + row['deed_frame'] if row['deed_frame'] else ''}")
    if row["background"]:
        said.append("background")
    if row["holder"] != NARRATOR:
        said.append(f"according to {row['holder']}")
    elif row["speakers"]:
        said.append(f"told by {row['speakers'][-1]}")
    if row["standing"] != "current":
        said.append(row["standing"])
    return ", ".join(said)


def short(text: str, width: int) -> str:
    """Return text on one line, shortened behind a whole word."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    cut = flat[: max(1, width - 1)]
    words = cut.rsplit(" ", 1)[0] if " " in cut and not flat[len(cut)].isspace() else cut
    return words.rstrip(" ,;:-") + "…"


def number(count: int, word: str) -> str:
    """Return a number with its noun: 1 event, 2 events, 3 stories."""
    if count == 1:
        return f"1 {word}"
    return f"{count:,} {word[:-1] + 'ies' if word.endswith('y') else word + 's'}"
