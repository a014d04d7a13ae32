"""A question to an archive as SQL with its parameters, and the ids of the events that answer it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from redshank.query.days import first_day, last_day
from redshank.query.names import Names
from redshank.query.near import near_sql
from redshank.query.parts import MUTUAL, Part, among, either, joined, takes_part
from redshank.query.question import Query
from redshank.query.voices import held_by, said_by
from redshank.query.words import describe
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.store import Archive

__all__ = ["Names", "Query", "condition", "describe", "find_ids", "where"]

MOST = 1_000_000  # hits of a text search that are looked at
ORDERS = {
    "date": "day_from NULLS LAST, published, story, predicate_start, id",
    "newest": "day_from DESC NULLS LAST, published DESC, story, predicate_start, id",
    "score": "score DESC, day_from NULLS LAST, id",
}


def where(query: Query, names: Names) -> Part:
    """Return a condition on the table `events`, and its parameters; all but the text search.

    Raises:
        InputError: a name, type, date ... is not known; the message says what is near.
    """
    return joined(_parts(query, names), "AND")


def condition(archive: "Archive", query: Query, names: Names) -> Part:
    """Return the whole condition: what `where` gives, and the text search as a list of ids."""
    parts = [where(query, names)]
    if query.text:
        parts.append(among(archive.search(query.text, MOST)))
    return joined(parts, "AND")


def find_ids(archive: "Archive", query: Query, names: Names | None = None) -> list[str]:
    """Return the ids of the events that answer a question, in its order, within its limit."""
    names = names or Names()
    if query.text and query.order == "relevance":
        return _by_relevance(archive, query, where(query, names))
    sql, values = condition(archive, query, names)
    tail = f" LIMIT {int(query.limit)}" if query.limit is not None else ""
    tail += f" OFFSET {int(query.offset)}" if query.offset else ""
    order = ORDERS.get(query.order, ORDERS["date"])
    return [r["id"] for r in archive.rows(f"SELECT id FROM events WHERE {sql} ORDER BY {order}{tail}", values)]


def _by_relevance(archive: "Archive", query: Query, part: Part) -> list[str]:
    """Look at the best hits first, and at ten times as many as long as too few of them pass the other filters."""
    sql, values = part
    wanted = MOST if query.limit is None else query.offset + query.limit
    depth = min(MOST, max(50, 3 * wanted))
    while True:
        hits = archive.search(query.text or "", depth)
        is_hit, ids = among(hits)
        rows = archive.rows(f"SELECT id FROM events WHERE {is_hit} AND {sql}", [*ids, *values])
        passed = {row["id"] for row in rows}
        if len(passed) >= wanted or len(hits) < depth or depth >= MOST:
            return [key for key in hits if key in passed][query.offset : wanted]
        depth = min(MOST, 10 * depth)


def _parts(query: Query, names: Names) -> list[Part]:
    """Give one condition for each field that is asked for; dates first, which leave most rows unread."""
    parts: list[Part] = []
    for option, column, day in DAYS:
        if (value := getattr(query, option)) is not None:
            parts.append((column, [day(value, option.replace("_", "-"))]))
    if query.standing == "current":
        parts.append(("standing = 'current'", []))
    parts += [build(getattr(query, field), names) for field, build in FIELDS.items() if getattr(query, field)]
    parts += _sides(query, names)
    if query.near is not None:
        parts.append(near_sql(*query.near))
    if query.min_score > 0:
        parts.append(("score >= ?", [query.min_score]))
    if query.background is not None:
        parts.append(("background = ?", [query.background]))
    return parts


DAYS: tuple[tuple[str, str, Callable[[str, str], Any]], ...] = (
    ("since", "day_to >= ?", first_day),
    ("until", "day_from <= ?", last_day),
    ("published_since", "published >= ?", first_day),
    ("published_until", "published <= ?", last_day),
)


def _sides(query: Query, names: Names) -> list[Part]:
    parts = [either([_dyad(words, query.directed, names) for words in query.dyad])] if query.dyad else []
    forth = _pair(query.actor, query.to, names)
    if forth and not query.directed:
        return [*parts, either([joined(forth, "AND"), joined(_pair(query.to, query.actor, names), "AND")])]
    return [*parts, *forth]


def _pair(actors: Sequence[str], recipients: Sequence[str], names: Names) -> list[Part]:
    sides = (("actor", actors), ("recipient", recipients))
    return [takes_part(name, [names.who(w) for w in words]) for name, words in sides if words]


def _dyad(words: str, directed: bool, names: Names) -> Part:
    first, second, one_way = split_dyad(words, names)
    both = [takes_part("actor", [names.who(words)]) for words in (first, second)]
    together = joined([*both, (MUTUAL, [names.mutual])], "AND")
    ways = [joined(_pair([first], [second], names), "AND"), together]
    if not (one_way and directed):
        ways.append(joined(_pair([second], [first], names), "AND"))
    return either(ways)


def split_dyad(words: str, names: Names) -> tuple[str, str, bool]:
    """Return the two parties of a dyad, and whether it goes one way: "A,B" and "A:B" do, "A-B" does not.

    Raises:
        InputError: there are not two parties, or one is not known.
    """
    for sign in (",", ":"):
        first, found, second = words.partition(sign)
        if found and first.strip() and second.strip():
            return first.strip(), second.strip(), True
    pieces = words.split("-")
    problem = InputError(f"--dyad {words!r}: write two parties, as RUS,UKR (from the first to the second) or RUS-UKR.")
    for cut in range(1, len(pieces)):  # "Guinea-Bissau-Senegal": where both sides are somebody
        first, second = "-".join(pieces[:cut]).strip(), "-".join(pieces[cut:]).strip()
        try:
            if first and second and names.who(first) and names.who(second):
                return first, second, False
        except InputError as error:
            problem = error
    raise problem


def _armed_with(values: Sequence[str], names: Names) -> Part:
    """Return the condition on equipment: Iskander also finds Iskander-M, and "missile" every kind of missile."""
    things = sorted({t for words in values for t in names.things(words)})
    kinds = "list_filter(?, lambda t: starts_with(e, t || '-') OR ends_with(e, ' ' || t) OR e = t || ' system')"
    fits = f"list_contains(?, e) OR len({kinds}) > 0"
    return f"len(list_filter(list_transform(equipment, lambda e: lower(e)), lambda e: {fits})) > 0", [things, things]


def _at(values: Sequence[str], names: Names) -> Part:
    """Return the condition on the place of the act: its name, a division of a country that holds it, its number."""
    spelled = [v.lower() for v in values]
    columns = ("lower(place)", "lower(admin1)", "lower(admin2)", "geonameid")
    return either([(f"list_contains(?, {column})", [spelled]) for column in columns])


def _equals(column: str, known: str | None = None) -> Callable[[Sequence[str], Names], Part]:
    def build(values: Sequence[str], names: Names) -> Part:
        checked = [getattr(names, known)(v) for v in values] if known else [v.lower() for v in values]
        return f"list_contains(?, {column})", [checked]

    return build


def _has(column: str, known: str) -> Callable[[Sequence[str], Names], Part]:
    return lambda values, names: (f"list_has_any({column}, ?)", [[getattr(names, known)(v) for v in values]])


def _stands(values: Sequence[str], names: Names) -> Part:
    known = [names.status(v) for v in values]
    return "(list_contains(?, status) OR list_contains(?, deed_status))", [known, known]


def _within(values: Sequence[str], names: Names) -> Part:
    return "list_contains(?, place_country)", [sorted({c for v in values for c in names.country(v)})]


FIELDS: dict[str, Callable[[Sequence[str], Names], Part]] = {
    "type": _equals("type", "type"),
    "mode": _has("modes", "mode"),
    "status": _stands,
    "says": said_by,
    "holder": held_by,
    "equipment": _armed_with,
    "place": _at,
    "country": _within,
    "publisher": _equals("lower(publisher)"),
    "frame": _equals("frame"),
    "context": _has("contexts", "context"),
}
