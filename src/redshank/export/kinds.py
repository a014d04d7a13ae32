"""The formats by name: file, edition, and what writes it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from redshank.export.acled import acled_row
from redshank.export.cells import RowWriter
from redshank.export.form import Form, Job, open_text
from redshank.export.gdelt import event_row, mention_rows
from redshank.export.ged import ged_row
from redshank.export.geojson import GeoJson
from redshank.export.gpkg import GeoPackage
from redshank.export.icews import icews_row
from redshank.export.labelstudio import LabelStudio
from redshank.export.network import Gexf, GraphML
from redshank.export.outcome import Made, Outcome
from redshank.export.plain import Csv, Jsonl, Parquet
from redshank.export.plover import Plover
from redshank.export.polecat import polecat_row
from redshank.export.sheet import RowOf, Sheet
from redshank.export.sipri import Sipri
from redshank.export.told import Told


class Kind(NamedTuple):
    """A format."""

    file: str  # its name in a folder
    edition: str
    make: Callable[[Job, Path], Form]
    layout: str | None = None  # of its columns in data/exports.toml


class Gdelt(Sheet):
    """Events, and beside them the file of mentions."""

    def __init__(self, job: Job, path: Path) -> None:
        super().__init__(job, path, job.tables.format["gdelt"], event_row)
        stem = path.name.removesuffix(path.suffix).removesuffix(".export")
        self.beside = path.with_name(f"{stem}.mentions{path.suffix}")
        self.files.append(self.beside)

    def head(self) -> None:
        """Open both files."""
        super().head()
        layout = self.job.tables.format["gdelt_mentions"]
        self._columns = layout.columns
        self._stream = open_text(self.beside)
        self._mentions = RowWriter(self._stream, layout.sign)

    def add(self, told: Told) -> Outcome:
        """Write the row of the event and those of its mentions."""
        outcome = super().add(told)
        if isinstance(outcome, Made):
            for cells in mention_rows(told, self.job.tables):
                self._mentions.write(cells.get(c) for c in self._columns)
        return outcome

    def close(self) -> None:
        """Close both files."""
        self._stream.close()
        super().close()


def _sheet(name: str, row: RowOf) -> Callable[[Job, Path], Form]:
    return lambda job, path: Sheet(job, path, job.tables.format[name], row)


KINDS: dict[str, Kind] = {
    "gdelt": Kind("gdelt.export.CSV", "GDELT 2.0: 61 columns of events, 16 of mentions", Gdelt, "gdelt"),
    "polecat": Kind("polecat.txt", "POLECAT: 40 columns", _sheet("polecat", polecat_row), "polecat"),
    "icews": Kind("icews.tab", "ICEWS: 20 columns", _sheet("icews", icews_row), "icews"),
    "acled": Kind("acled.csv", "ACLED-like candidates: 31 columns", _sheet("acled", acled_row), "acled"),
    "ged": Kind("ged.csv", "UCDP GED-like candidates: 49 columns", _sheet("ged", ged_row), "ged"),
    "sipri": Kind(
        "sipri.csv",
        "SIPRI-like candidate transfers: 17 columns of the layout of 2024, then ours",
        lambda job, path: Sipri(job, path, job.tables.format["sipri"]),
        "sipri",
    ),
    "plover": Kind("plover.jsonl", "PLOVER v2.0, JSON lines", Plover),
    "geojson": Kind("events.geojson", "GeoJSON (RFC 7946)", GeoJson),
    "gpkg": Kind("events.gpkg", "OGC GeoPackage 1.3", GeoPackage),
    "gexf": Kind("network.gexf", "GEXF 1.3, dynamic", Gexf),
    "graphml": Kind("network.graphml", "GraphML", GraphML),
    "labelstudio": Kind("labelstudio.json", "Label Studio tasks with predictions", LabelStudio),
    "parquet": Kind("events.parquet", "the archive's own records, nested columns", Parquet),
    "csv": Kind("events.csv", "the columns of `redshank code --format csv`, behind the archive's id", Csv),
    "jsonl": Kind("events.jsonl", "the archive's own records, JSON lines", Jsonl),
}
