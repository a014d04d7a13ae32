"""Tables as text: commas or tabs, one line a row, no cell that a spreadsheet would run."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from redshank.ask.write import cell
from redshank.export.form import Job, TextForm
from redshank.export.outcome import Made, Outcome
from redshank.export.tables import Layout, Tables
from redshank.export.told import Told

RowOf = Callable[[Told, Tables], Outcome]
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


class Sheet(TextForm):
    """A format with fixed columns."""

    def __init__(self, job: Job, path: Path, layout: Layout, row: RowOf) -> None:
        super().__init__(job, path)
        self.layout = layout
        self.columns = (*layout.columns, *layout.ours)
        self._row = row

    def head(self) -> None:
        """Write the header, where the format has one."""
        self.rows = RowWriter(self.out, self.layout.sign)
        if self.layout.header:
            self.rows.write(self.columns)

    def add(self, told: Told) -> Outcome:
        """Write one row."""
        outcome = self._row(told, self.job.tables)
        if isinstance(outcome, Made):
            self.put(outcome.cells)
        return outcome

    def put(self, cells: Mapping[str, Any]) -> None:
        """Write a row from its cells by column."""
        self.rows.write(cells.get(c) for c in self.columns)
