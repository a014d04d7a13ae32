"""A table of somebody's own: rows in, ForeignEvents out, with what was assumed and what could not be used."""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from redshank.compare.feeds import ForeignEvent, degrees
from redshank.compare.feeds_dates import Order, days_of, order_of
from redshank.compare.feeds_formats import load_feeds, spelled
from redshank.compare.feeds_parties import Parties
from redshank.compare.feeds_read import Line, Tally, fitted, open_text, separator_of, split_rows
from redshank.records.errors import InputError

MOST = 200_000  # rows; a table made by hand is smaller
APART = ";|"  # signs between several parties in one cell


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a table that can be used, and what to say about the others."""

    events: tuple[ForeignEvent, ...]
    fields: tuple[tuple[str, str], ...]  # our name, the column's
    lines: tuple[str, ...]
    columns: tuple[str, ...]


def read_mine(
    path: Path, parties: Parties, chosen: Mapping[str, str] | None = None, order: Order | None = None
) -> Mine:
    """Read a table.

    Args:
        path: CSV or TSV with a header.
        parties: to look names up.
        chosen: our field -> the column that holds it; the others are guessed by their names.
        order: whether the day or the month comes first in 03/04/2022; told from the dates when left out.

    Raises:
        InputError: there is no column for the date, or none for parties and places; or the file cannot be read.
    """
    tally = Tally()
    with open_text(path, tally) as stream:
        first = stream.readline()
        separator = separator_of(first, path)
        every = itertools.islice(split_rows(itertools.chain([first], stream), separator), MOST + 1)  # type: ignore[arg-type]
        head, *rows = list(every)
    if len(rows) >= MOST:
        raise InputError(f"{path}: more than {MOST:,} rows. Cut the table into pieces, by year for example.")
    columns = tuple(c.strip() for c in head.cells)
    fields = fields_of(columns, chosen or {}, path)
    usable = [(line, _cells(columns, line)) for line in rows]
    reader = RowReader(fields, parties, order_of((c[fields["date"]] for _, c in usable if c), order))
    events = tuple(e for line, cells in usable if (e := reader.event(cells, line, tally)) is not None)
    if not rows:
        raise InputError(f"{path}: there are no rows below the header.")
    said = (*reader.lines(), *tally.lines(path.name))
    return Mine(events=events, fields=tuple(fields.items()), lines=said, columns=columns)


def _cells(columns: Sequence[str], line: Line) -> dict[str, str]:
    """Return the cells of a row by column; none of a row that is ragged."""
    cells = fitted(line.cells, len(columns)) or ()
    return dict(zip(columns, map(str.strip, cells), strict=False))


def fields_of(columns: Sequence[str], chosen: Mapping[str, str], path: Path) -> dict[str, str]:
    """Return which column holds which field: the user's choice, then the first guess that no other field has taken."""
    guesses = load_feeds().guess
    for field, column in chosen.items():
        if field not in guesses:
            raise InputError(f"--fields {field}={column}: there is no field {field!r}, only {', '.join(guesses)}.")
        if column not in columns:
            raise InputError(f"--fields {field}={column}: {path} has no such column, only {', '.join(columns)}.")
    found = dict(chosen)
    by_name = {spelled(c): c for c in reversed(columns)}
    for field, names in guesses.items():
        free = [by_name[n] for n in names if n in by_name and by_name[n] not in found.values()]
        if field not in found and free:
            found[field] = free[0]
    if "date" not in found:
        raise InputError(f"{path}: no column for the date ({', '.join(columns)}). Name it: --fields date=COLUMN.")
    if not found.keys() & {"actor", "to", "country", "place"} and not {"lat", "lon"} <= found.keys():
        raise InputError(
            f"{path}: no column for parties or places ({', '.join(columns)}). "
            "Name them: --fields actor=COLUMN,to=COLUMN."
        )
    return {f: found[f] for f in guesses if f in found}


class RowReader:
    """Makes rows into events, and counts what it does not know."""

    def __init__(self, fields: Mapping[str, str], parties: Parties, order: tuple[Order, str | None]) -> None:
        self.fields, self.parties = fields, parties
        self.order, self.assumed = order
        self.types: Counter[str] = Counter()
        self.feeds = load_feeds()
        self.known = {t.id for t in parties.names.ontology.type}

    def event(self, cells: Mapping[str, str], line: Line, tally: Tally) -> ForeignEvent | None:
        """Return the event of a row; None, and counted, if it has no date or is ragged."""
        if not cells:
            tally.drop(line, f"{len(line.cells)} cells; the header has another number")
            return None

        def cell(field: str) -> str | None:
            words = cells[self.fields[field]] if field in self.fields else ""
            return words if words and words not in self.feeds.none else None

        days = days_of(cell("date") or "", self.order)
        if days is None:
            tally.drop(line, f"no date in {cell('date')!r}" if cell("date") else "no date")
            return None
        until = days_of(cell("date_to") or "", self.order) or days
        place, country = cell("place"), cell("country")
        actors, recipients = _pieces(cell("actor")), _pieces(cell("to"))
        return ForeignEvent(
            source="mine",
            line=line.first,
            id=cell("id") or str(line.first),
            day=days[0].isoformat(),
            day_to=max(days[1], until[1]).isoformat(),
            actors=tuple(dict.fromkeys(k for w in actors for k in self.parties.by_name(w, days[0]))),
            recipients=tuple(dict.fromkeys(k for w in recipients for k in self.parties.by_name(w, days[0]))),
            actor_names=actors,
            recipient_names=recipients,
            type=self.type_of(cell("type")),
            code=cell("type"),
            place=place,
            country=self.parties.country(country) if country else self._country_in(place),
            latitude=degrees(cell("lat"), 90),
            longitude=degrees(cell("lon"), 180),
            text=cell("text"),
        )

    def type_of(self, words: str | None) -> str | None:
        """Return the type of a PLOVER name, a CAMEO code or a word of another codebook."""
        if words is None:
            return None
        ways: tuple[Callable[[], str | None], ...] = (
            lambda: words.upper() if words.upper() in self.known else None,
            lambda: self._type_of_cameo(words),
            lambda: self.feeds.type_of_words(words),
        )
        found = next((t for way in ways if (t := way())), None)
        if found is None:
            self.types[words] += 1
        return found

    def _type_of_cameo(self, code: str) -> str | None:
        if not code.isdigit() or len(code) < 2:
            return None
        # a spreadsheet takes the zero off 036
        return self.feeds.type_of_cameo(code) or self.feeds.type_of_cameo("0" + code)

    def _country_in(self, place: str | None) -> str | None:
        """Return the country that a place names itself: "Donetsk, Ukraine", "Belarus"."""
        return self._states.get((place or "").rpartition(",")[2].strip().lower())

    @cached_property
    def _states(self) -> dict[str, str]:
        return {s.name.lower(): s.code for s in self.parties.states if not s.end}

    def lines(self) -> list[str]:
        """Say what was assumed of the dates, and which types and parties are not known."""
        from redshank.compare.dyads import some_of

        said = [self.assumed] if self.assumed else []
        if self.types:
            said.append(f"types not known, and so not compared: {some_of(self.types)}.")
        if self.parties.unknown:
            said.append(f"parties not known: {some_of(self.parties.unknown)}.")
        return said


def _pieces(words: str | None) -> tuple[str, ...]:
    left = words or ""
    for sign in APART:
        left = left.replace(sign, "\n")
    return tuple(p for p in map(str.strip, left.split("\n")) if p)
