"""GeoPackage 1.3, by SQLite alone: a layer of points, and a table of the events that no map can place as one."""

import sqlite3
import struct
from typing import Self

from redshank.export.feature import PROPERTIES, properties
from redshank.export.form import Form, part_of
from redshank.export.geojson import point_lost
from redshank.export.outcome import Made, Outcome
from redshank.export.places import where
from redshank.export.report import Report
from redshank.export.told import Told

APPLICATION = 0x47504B47  # "GPKG"
VERSION = 10300
WGS84 = 4326
LAYERS = (("events", "features"), ("unplaced", "attributes"))
MADE = "1970-01-01T00:00:00.000Z"  # the same question gives the same bytes
WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
SYSTEMS = (
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, WKT, "longitude and latitude in degrees"),
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
)
SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""


def point_blob(latitude: float, longitude: float) -> bytes:
    """Return a point as a GeoPackage holds it: header, envelope, then well-known binary, all little-endian."""
    envelope = struct.pack("<4d", longitude, longitude, latitude, latitude)
    header = b"GP" + bytes([0, 0b00000011]) + struct.pack("<i", WGS84)
    return header + envelope + struct.pack("<BI2d", 1, 1, longitude, latitude)


class GeoPackage(Form):
    """Writes the file; SQLite keeps the rows, so that memory stays small."""

    def __enter__(self) -> Self:
        """Make the tables."""
        part = part_of(self.path)
        part.unlink(missing_ok=True)
        self.db = sqlite3.connect(part, isolation_level=None)
        self.db.execute(f"PRAGMA application_id = {APPLICATION}")
        self.db.execute(f"PRAGMA user_version = {VERSION}")
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.executescript(SCHEMA)
        self.db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        # `id` is the event's id, so that the number that a GeoPackage asks for is called `fid`
        fields = ", ".join(f'"{name}" {kind}' for name, kind in PROPERTIES.items())
        for name, kind in LAYERS:
            geometry = "geom POINT, " if kind == "features" else ""
            self.db.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {geometry}{fields})")
            self.db.execute(
                "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
                "VALUES (?, ?, ?, ?, ?)",
                [name, kind, name, MADE, WGS84 if kind == "features" else None],
            )
        self.db.execute("INSERT INTO gpkg_geometry_columns VALUES ('events', 'geom', 'POINT', ?, 0, 0)", [WGS84])
        self.db.execute("BEGIN")
        return self

    def add(self, told: Told) -> Outcome:
        """Write one event, as a point or as a row of the other table."""
        place = where(told.filed, self.job.tables)
        cells = properties(told, place, self.job.tables)
        point = place.point if place else None
        values = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in cells.values()]
        self._insert("events" if point else "unplaced", [point_blob(*point), *values] if point else values)
        return Made(cells=cells, degraded=point_lost(place))

    def _insert(self, table: str, values: list[object]) -> None:
        self.db.execute(f"INSERT INTO {table} VALUES (NULL, {', '.join('?' * len(values))})", values)

    def finish(self, report: Report) -> None:
        """Write how far the points reach."""
        box = [180.0, 90.0, -180.0, -90.0]
        for (blob,) in self.db.execute("SELECT geom FROM events"):
            west, east, south, north = struct.unpack_from("<4d", blob, 8)
            box = [min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)]
        if box[0] <= box[2]:
            self.db.execute(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = 'events'", box
            )
        self.db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.db.close()
