"""A small file in the format of a GeoNames dump, of a few places that the tests speak of."""

HEAD = ("id", "name", "ascii", "others", "lat", "lon", "kind", "code", "country", "cc2", "a1", "a2", "a3", "a4",
        "people", "up", "dem", "zone", "day")  # fmt: skip
PLACES = (
    {"id": "629631", "name": "Brest", "others": "Brest-Litovsk,Брест", "lat": "52.0976", "lon": "23.6877", "kind": "P",
     "code": "PPLA", "country": "BY", "a1": "01", "people": "300715"},
    {"id": "629634", "name": "Brest Oblast", "lat": "52.5", "lon": "25.5", "kind": "A", "code": "ADM1",
     "country": "BY", "a1": "01"},
    {"id": "621396", "name": "Vyazynka", "others": "Viazynka", "lat": "54.04", "lon": "27.20", "kind": "P",
     "code": "PPL", "country": "BY", "a1": "05", "people": "80"},
    {"id": "625144", "name": "Minsk", "lat": "53.9", "lon": "27.5667", "kind": "P", "code": "PPLC", "country": "BY",
     "a1": "04", "people": "1742124"},
    {"id": "1", "name": "Some Hotel", "lat": "53", "lon": "27", "kind": "S", "code": "HTL", "country": "BY"},
)  # fmt: skip


def write_dump(path):
    """Write the dump; return its path."""
    lines = ("\t".join(place.get(name, "") for name in HEAD) for place in PLACES)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
