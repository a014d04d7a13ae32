"""Cells of a count as a person reads them: NA where nothing was read, never 0."""

from collections.abc import Sequence
from typing import Any

from redshank.query.count import Counted
from redshank.query.plan import BY

NA = "NA"
UNTOLD = "(not told)"  # an event for which the text gives no such value


def is_number(column: str) -> bool:
    """Say whether a column of a count holds numbers."""
    return column not in BY


def cells(counted: Counted, row: Sequence[Any]) -> list[str]:
    """Return the cells of a row; a change that cannot be chance bears an arrow."""
    found = dict(zip(counted.columns, row, strict=True))
    return [_cell(name, value, found) for name, value in found.items()]


def _cell(name: str, value: Any, row: dict[str, Any]) -> str:
    if not is_number(name):
        return UNTOLD if value is None else str(value)
    if value is None:
        return NA
    if name == "ratio":
        return f"{value:.2f}{_arrow(row)}"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def _arrow(row: dict[str, Any]) -> str:
    if row["ratio_low"] is not None and row["ratio_low"] > 1:
        return " ↑"
    return " ↓" if row["ratio_high"] is not None and row["ratio_high"] < 1 else ""
