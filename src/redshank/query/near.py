"""Near a point: only places as small as a town count; the middle of a country is nowhere near anything."""

from math import cos, radians
from typing import Any

from redshank.records.errors import InputError

SMALL = ("point", "city")  # precisions of a place that lies where its coordinates say
KM_A_DEGREE = 111.2
EARTH_KM = 6371.0
HAVERSINE = (
    f"2 * {EARTH_KM} * asin(least(1, sqrt(pow(sin(radians(latitude - ?) / 2), 2) + cos(radians(?)) "
    "* cos(radians(latitude)) * pow(sin(radians(longitude - ?) / 2), 2)))) <= ?"
)


def near_sql(latitude: float, longitude: float, km: float) -> tuple[str, list[Any]]:
    """Return the condition that the place of an event lies within a distance: a box first, then the great circle.

    Raises:
        InputError: this is no point of the earth, or no distance.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < km <= 20_100):
        raise InputError(
            f"--near {latitude:g},{longitude:g},{km:g}: latitude lies between -90 and 90, longitude between -180 and "
            "180, kilometres above 0. Write for example --near 54.7,25.3,50."
        )
    high = km / KM_A_DEGREE
    sql = [f"place_precision IN {SMALL}", "latitude BETWEEN ? AND ?"]
    values: list[Any] = [latitude - high, latitude + high]
    if abs(latitude) + high < 89:
        # the widest the circle gets is not at its centre but nearer to the pole
        wide = high / cos(radians(abs(latitude) + high))
        sql.append("abs((longitude - ? + 540) % 360 - 180) <= ?")
        values += [longitude, wide]
    return "(" + " AND ".join([*sql, HAVERSINE]) + ")", [*values, latitude, latitude, longitude, km]
