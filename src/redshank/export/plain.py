"""The archive's own forms: CSV with the columns of `redshank code`, JSON lines and Parquet with the whole records."""

import msgspec

from redshank.export.cells import RowWriter
from redshank.export.form import WRITTEN, Form, TextForm, part_of
from redshank.export.outcome import Made, Outcome
from redshank.export.report import Report
from redshank.export.told import Told
from redshank.query.rows import ARCHIVE_COLUMNS, flat_row
from redshank.store.columns import columns
from redshank.store.index import empty_sql
from redshank.store.parquet import connect, disk_errors, files_sql, quoted

FILES = 400  # read by one statement


class Csv(TextForm):
    """One row an event: its id in the archive, then the columns of `redshank code --format csv`."""

    def head(self) -> None:
        """Write the header."""
        self.rows = RowWriter(self.out, ",")
        self.rows.write(ARCHIVE_COLUMNS)

    def add(self, told: Told) -> Outcome:
        """Write one row."""
        row = flat_row(told.filed, msgspec.structs.asdict(told.story))
        values = (told.id, *msgspec.structs.astuple(row))
        self.rows.write(values)
        return Made(cells=dict(zip(ARCHIVE_COLUMNS, values, strict=True)))


class Jsonl(TextForm):
    """One event a line, as the archive holds it: key, event, standing."""

    def add(self, told: Told) -> Outcome:
        """Write one line."""
        self.out.write(msgspec.json.encode(told.filed).decode() + "\n")
        return WRITTEN


class Parquet(Form):
    """The rows of the archive's truth, nested columns and all, in the order of the question."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.ids: list[str] = []

    def add(self, told: Told) -> Outcome:
        """Take note of the event; all are copied at the end."""
        self.ids.append(told.id)
        return WRITTEN

    def finish(self, report: Report) -> None:
        """Copy the rows from the truth."""
        archive = self.job.opened
        where = archive.rows("SELECT DISTINCT month, unit FROM events WHERE list_contains(?, id)", [self.ids])
        paths = sorted(archive.layout.file("events", row["month"], row["unit"]) for row in where)
        batches = [files_sql(paths[n : n + FILES]) for n in range(0, len(paths), FILES)]
        rows = " UNION ALL BY NAME ".join(f"(SELECT * FROM {sql})" for sql in (f"({empty_sql('events')})", *batches))
        names = ", ".join(f'"{name}"' for name in columns("events"))
        with disk_errors(self.path), connect() as connection:
            connection.execute(
                f"COPY (SELECT {names} FROM ({rows}) JOIN (SELECT unnest(?) AS id, generate_subscripts(?, 1) AS turn) "
                f"USING (id) ORDER BY turn) TO '{quoted(part_of(self.path))}' (FORMAT parquet, COMPRESSION zstd)",
                [self.ids, self.ids],
            )
