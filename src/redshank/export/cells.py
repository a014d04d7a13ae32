"""Rows of cells, guarded against formulas and stray tabs. Values in, lines of CSV or TSV out."""

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

from redshank.ask.write import cell

BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


class RowWriter:
    """Writes rows of cells; every row has as many cells as were given, whatever stands in them."""

    def __init__(self, out: TextIO, separator: str) -> None:
        self._is_tab = separator == "\t"
        self._rows = csv.writer(out, delimiter=separator, lineterminator="\n" if self._is_tab else "\r\n")

    def write(self, values: Iterable[Any]) -> None:
        """Write one row."""
        self._rows.writerow([self.clean(v) for v in values])

    def clean(self, value: Any) -> str:
        """Return a cell: numbers as they are; in tab files, which many split by hand, no tab and no new line."""
        if isinstance(value, str):
            value = value.replace("\x00", "")
            value = BREAKS.sub(" ", value) if self._is_tab else value
        return cell(value)
