"""Options that several commands share: what events are asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from redshank.query import Query

Command = TypeVar("Command", bound=Callable[..., Any])
SEVERAL = ("actor", "to", "type", "mode", "status", "says", "holder", "equipment", "place", "country", "publisher")
LISTS = (*SEVERAL, "frame", "context")


class Point(click.ParamType[tuple[float, float, float]]):
    """LAT,LON,KM."""

    name = "lat,lon,km"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read three numbers."""
        try:
            latitude, longitude, km = map(float, str(value).split(","))
        except ValueError:
            self.fail(f"{value!r}: write LAT,LON,KM, for example 54.7,25.3,50", param, ctx)
        return latitude, longitude, km


def _several(name: str, metavar: str, text: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", multiple=True, metavar=metavar, help=text)


FILTERS: tuple[Callable[[Any], Any], ...] = (
    _several("actor", "WHO", "Who acts: Russia, RUS, 'Vladimir Putin', NATO, RUS/MIL, MIL."),
    _several("to", "WHO", "To whom."),
    _several("dyad", "A,B", "From A to B; A-B for either way."),
    _several("type", "TYPE", "PLOVER type: CONSULT, SANCTION ..."),
    _several("mode", "MODE", "Mode within the type: visit, aerial ..."),
    _several("status", "STATUS", "Of the act or its deed: happened, planned, promised, denied ..."),
    _several("says", "WHO", "Told by WHO: who holds it, speaks of it, or claims it."),
    _several("holder", "WHO", "Who alone is committed to it; narrator: the story itself."),
    _several("equipment", "NAME", "Designation (Iskander-M), another name (SS-26) or class."),
    _several("place", "NAME", "Where it took place: a town, province or GeoNames id."),
    _several("country", "WHERE", "Country where it took place."),
    click.option("--near", type=Point(), metavar="LAT,LON,KM", help="Within KM of a point; towns and sites only."),
    click.option("--since", metavar="DATE", help="Acts on or after YYYY, YYYY-MM or YYYY-MM-DD."),
    click.option("--until", metavar="DATE", help="Acts on or before."),
    click.option("--published-since", metavar="DATE", help="Stories published on or after."),
    click.option("--published-until", metavar="DATE", help="Stories published on or before."),
    _several("publisher", "NAME", "Who published the story."),
    click.option("--text", metavar="WORDS", help='Words of the sentence; "a phrase", OR, -not.'),
    click.option(
        "--score", "score", type=click.FloatRange(0, 1), default=0.0, help="Leave out events below this score."
    ),
    click.option(
        "--background/--no-background", default=None, help="Only, or without, what is recalled from long before."
    ),
    click.option(
        "--standing",
        type=click.Choice(["current", "all"]),
        default="current",
        show_default=True,
        help="all: also what was withdrawn or superseded.",
    ),
)


def filter_options(command: Command) -> Command:
    """Give a command the options that say which events; `query_of` reads them."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


def query_of(options: Mapping[str, Any], **more: Any) -> "Query":
    """Return the question that the options ask.

    Args:
        options: the keyword arguments of the command; those that are no filters are passed over.
        more: fields of the query that the command sets itself: limit, order, directed ...
    """
    from redshank.query import Query

    given: dict[str, Any] = {name: _split(options.get(name) or ()) for name in LISTS}
    given["dyad"] = tuple(options.get("dyad") or ())  # a comma stands between its parties
    for name in ("near", "since", "until", "published_since", "published_until", "text", "background"):
        given[name] = options.get(name)
    return Query(**given, min_score=options.get("score") or 0.0, standing=options.get("standing") or "current", **more)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    """Take an option apart that was repeated or holds commas: each value is an alternative."""
    return tuple(dict.fromkeys(v.strip() for value in values for v in value.split(",") if v.strip()))
