"""GeoJSON (RFC 7946): towns and sites as points; what is larger or unknown as features without geometry."""

import msgspec

from redshank.export.feature import NO_POINT, properties
from redshank.export.form import TextForm
from redshank.export.outcome import Degraded, Made, Outcome, lost
from redshank.export.places import Where, where
from redshank.export.report import Report
from redshank.export.tables import Tables
from redshank.export.told import Told


def feature(told: Told, tables: Tables) -> Made:
    """Return the feature of an event."""
    place = where(told.filed, tables)
    point = place.point if place else None
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    fields = {
        "type": "Feature",
        "id": told.id,
        "geometry": geometry,
        "properties": properties(told, place, tables),
    }
    return Made(cells=fields, degraded=point_lost(place))


def point_lost(place: Where | None) -> tuple[Degraded, ...]:
    """Say why a place is no point."""
    return lost(
        (place is None, "geometry", "the text tells no place"),
        (place is not None and place.is_shielded, "geometry", "help or shelter: first subdivision only"),
        (place is not None and not place.is_shielded and place.point is None, "geometry", NO_POINT),
    )


class GeoJson(TextForm):
    """Writes one FeatureCollection, a feature a line."""

    def head(self) -> None:
        """Open the collection."""
        self.out.write('{"type": "FeatureCollection", "features": [')
        self._between = "\n"

    def add(self, told: Told) -> Outcome:
        """Write one feature."""
        made = feature(told, self.job.tables)
        self.out.write(self._between + msgspec.json.encode(made.cells).decode())
        self._between = ",\n"
        return made

    def finish(self, report: Report) -> None:
        """Close the collection."""
        self.out.write("\n]}\n")
