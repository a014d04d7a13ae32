"""Hold an archive against somebody else's events: dyad by period. An archive and feeds in, rows out."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from redshank.compare.feeds import Feed, ForeignEvent
from redshank.compare.grid import Counts, Grid, Pair, Unit
from redshank.compare.wanted import Wanted
from redshank.query.coverage import stories_read
from redshank.query.filters import Query, condition
from redshank.query.names import Names
from redshank.query.parts import MUTUAL
from redshank.query.periods import start_of
from redshank.query.phrases import number

if TYPE_CHECKING:
    from redshank.store import Archive

# as `redshank count --by dyad`: those who act with each other are each other's recipients
RECIPIENTS = f"CASE WHEN {MUTUAL} THEN actor_keys ELSE recipient_keys END"


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The dyads, the most told first, and what the comparison rests on."""

    pairs: tuple[Pair, ...]
    lines: tuple[str, ...]  # units, coverage, what was skipped and not known
    ours: int
    theirs: int


class Theirs:
    """Counts of the feeds, gathered in one pass."""

    def __init__(self) -> None:
        self.counts: Counts = Counter()
        self.events = 0
        self.typeless = 0
        self.days: set[date] = set()  # on which the files hold anything, whatever is asked for

    def take(
        self, events: Iterable[ForeignEvent], wanted: Wanted, unit: Unit, quads: dict[str, str] | None, directed: bool
    ) -> None:
        """Count the events of a file that are wanted."""
        for event in events:
            day = event.days[0]
            self.days.add(day)
            if not wanted(event):
                continue
            if event.type is None:
                self.typeless += 1
                continue
            dyads = dyads_of(event.actors, event.recipients, directed)
            self.events += bool(dyads)
            for dyad in dyads:
                key = (dyad, quads[event.type] if quads is not None else "")
                self.counts[key, start_of(day, unit)] += 1


def dyads_of(actors: Sequence[str], recipients: Sequence[str], directed: bool) -> list[str]:
    """Return the dyads of an event, called as `redshank count --by dyad` calls them."""
    pairs = ((a, r) for a, r in itertools.product(actors, recipients) if a != r)
    named = (f"{a}:{r}" if directed else "-".join(sorted((a, r))) for a, r in pairs)
    return list(dict.fromkeys(named))


def compare(
    archive: "Archive",
    feeds: Sequence[Feed],
    query: Query | None = None,
    unit: Unit = "month",
    *,
    by_quad: bool = False,
    names: Names | None = None,
) -> Compared:
    """Count our reports and their rows by dyad and period, and hold them side by side.

    Background is left out of ours unless the question asks for it. Where a format has no direction (ACLED, GED) or only
    some types, ours are counted the same way.

    Args:
        archive: ours.
        feeds: theirs.
        query: which events; actors, dyads, types, dates and the country of the place hold for theirs too.
        unit: the period.
        by_quad: tell verbal and material, cooperation and conflict apart.
        names: to look names up.
    """
    names, query = names or Names(), query or Query()
    asked, notes = _same_terms(query, feeds)
    wanted = Wanted(asked, names)
    quads = {t.id: t.quad for t in names.ontology.type} if by_quad else None
    theirs = Theirs()
    for feed in feeds:
        theirs.take(feed.events(), wanted, unit, quads, asked.directed)
    ours, reports = _ours(archive, asked, unit, by_quad, names)
    read = {p: n for p, _, n in stories_read(archive, unit, publishers=[p.lower() for p in query.publisher]) if p}
    grid = Grid(unit, read, theirs.days, asked)
    lines = (*_units(feeds, asked), *notes, *wanted.lines(), *grid.lines(), *_skipped(feeds, theirs))
    return Compared(pairs=tuple(grid.pairs(ours, theirs.counts)), lines=lines, ours=reports, theirs=theirs.events)


def _same_terms(query: Query, feeds: Sequence[Feed]) -> tuple[Query, list[str]]:
    """Ask for what the feeds can answer too: no background, no direction and no types that they lack."""
    notes = []
    if query.background is None:
        query = msgspec.structs.replace(query, background=False)
    if query.directed and not all(f.format.directed for f in feeds):
        query = msgspec.structs.replace(query, directed=False)
        lacks = next(f.format.title for f in feeds if not f.format.directed)
        notes.append(f"dyads go either way: {lacks} does not say who acts on whom.")
    covers = [set(f.format.covers) for f in feeds if f.format.covers]
    if covers and not query.type:
        types = tuple(sorted(set.intersection(*covers)))
        query = msgspec.structs.replace(query, type=types)
        notes.append(f"types: {', '.join(types)} only, which is what the file holds; --type for others.")
    return query, notes


def _ours(archive: "Archive", query: Query, unit: Unit, by_quad: bool, names: Names) -> tuple[Counts, int]:
    """Return our counts, and how many reports they come from."""
    sql, values = condition(archive, query, names)
    quad = "quad" if by_quad else "''"
    rows = archive.rows(
        f"SELECT actor_keys AS actors, {RECIPIENTS} AS recipients, {quad} AS quad, "
        f"CAST(date_trunc('{unit}', day_from) AS DATE) AS period, count(*) AS n "
        f"FROM events WHERE {sql} AND day_from IS NOT NULL GROUP BY ALL",
        [names.mutual, *values],
    )
    counts: Counts = Counter()
    reports = 0
    for row in rows:
        dyads = dyads_of(row["actors"], row["recipients"], query.directed)
        reports += row["n"] if dyads else 0
        for dyad in dyads:
            counts[(dyad, row["quad"]), row["period"]] += row["n"]
    return counts, reports


def _units(feeds: Sequence[Feed], query: Query) -> list[str]:
    background = "; what is recalled from long before is left out" if query.background is False else ""
    theirs = "; ".join(dict.fromkeys(f.format.unit for f in feeds))
    stands = "that stand" if query.standing == "current" else "of every standing"
    return [f"units: ours are reports {stands}, an event as one story tells it{background}. Theirs: {theirs}."]


def _skipped(feeds: Sequence[Feed], theirs: Theirs) -> list[str]:
    """Say which rows, types and actors could not be used."""
    said = [line for f in feeds for line in f.tally.lines(f.path.name)]
    types = sum((f.types for f in feeds), Counter[str]())
    if theirs.typeless:
        named = f"; codes not known: {some_of(types)}" if types else ""
        said.append(
            f"theirs: {number(theirs.typeless, 'row')} without an event of PLOVER (statements, denials){named}."
        )
    unknown = feeds[0].parties.unknown if feeds else Counter[str]()
    if unknown:
        said.append(f"actors not known: {some_of(unknown)}.")
    return said


def some_of(counted: Counter[str], most: int = 10) -> str:
    """Name the most frequent, with how often they stand."""
    shown = ", ".join(f"{w[:40]} ({n:,})" for w, n in sorted(counted.items(), key=lambda c: (-c[1], c[0]))[:most])
    return f"{shown} and {len(counted) - most:,} more" if len(counted) > most else shown
