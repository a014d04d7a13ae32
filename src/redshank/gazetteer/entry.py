"""One place of the gazetteer."""

import msgspec

CLASSES = (
    "country",
    "admin1",
    "admin2",
    "city",
    "continent",
    "region",
    "sea",
    "strait",
    "lake",
    "river",
    "island",
    "mountain",
    "desert",
    "base",
    "port",
    "facility",
)
MAIN, ALTERNATE, STRIPPED = 0, 1, 2


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may mean. Degrees are WGS 84; admin1 and admin2 are keys of other entries."""

    key: int  # GeoNames id; below zero: a place of our own table without one
    name: str
    place_class: str
    country: str | None  # alpha-3
    countries: tuple[str, ...] = ()
    admin1: int | None = None
    admin2: int | None = None
    latitude: float
    longitude: float
    population: int = 0
    radius_km: float | None = None
    capital: bool = False  # of a state
    start: str | None = None
    end: str | None = None
    rank: int = MAIN  # how the looked-up name belongs to it: main name, another name, name without its generic word

    @property
    def geonameid(self) -> str | None:
        """Return the GeoNames id, as readings write it."""
        return str(self.key) if self.key > 0 else None
