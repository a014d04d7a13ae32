"""Tables as text: commas or tabs, one line a row, no cell that a spreadsheet would run."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from redshank.export.cells import RowWriter
from redshank.export.form import Job, TextForm
from redshank.export.outcome import Made, Outcome
from redshank.export.tables import Layout, Tables
from redshank.export.told import Told

RowOf = Callable[[Told, Tables], Outcome]


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
