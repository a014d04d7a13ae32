"""Events of others: GDELT, POLECAT, ICEWS, ACLED, GED. A file in, ForeignEvents out, one by one."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from redshank.compare.feeds_dates import days_of
from redshank.compare.feeds_formats import (
    Feeds,
    Format,
    Take,
    known_by_header,
    known_by_width,
    load_feeds,
    missing,
    spelled,
)
from redshank.compare.feeds_parties import Parties
from redshank.compare.feeds_read import Line, Tally, fitted, open_text, separator_of, split_rows
from redshank.records.errors import InputError


class ForeignEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One row of somebody else's table, in our terms."""

    source: str  # id of the format, or "mine"
    line: int  # of the file
    id: str  # as the file has it; ICEWS repeats them
    day: str  # ISO date
    day_to: str
    actors: tuple[str, ...] = ()  # alpha-3 of the country, else a code of a body
    recipients: tuple[str, ...] = ()
    actor_names: tuple[str, ...] = ()
    recipient_names: tuple[str, ...] = ()
    type: str | None = None  # PLOVER; None: no event of PLOVER, or a code that we do not know
    code: str | None = None  # as the file has it
    place: str | None = None
    country: str | None = None  # of the place
    latitude: float | None = None
    longitude: float | None = None
    text: str | None = None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return date.fromisoformat(self.day), date.fromisoformat(self.day_to)


class Feed:
    """A file of events, opened; `tally`, `types` and `parties` say afterwards what was skipped and not known."""

    def __init__(self, path: Path, parties: Parties, wanted: str | None = None) -> None:
        """Look at the head of the file.

        Args:
            path: the file; plain, zip, gz or zst.
            parties: to look names and codes up.
            wanted: id of the format; guessed when left out.

        Raises:
            InputError: the format is not known, or the file is empty or no text.
        """
        self.path, self.parties = path, parties
        self.feeds: Feeds = load_feeds()
        self.tally = Tally()
        self.types: Counter[str] = Counter()  # codes of acts that are not known
        self._types: dict[str, tuple[str | None, bool]] = {}
        with open_text(path, self.tally) as stream:
            first = stream.readline()
        self.separator = separator_of(first, path)
        head = next(split_rows(iter([first]), self.separator), None)  # type: ignore[arg-type]
        cells = [c.strip().strip('"') for c in head.cells] if head else []
        self.format, self.columns, self.has_header = self._known(cells, self.feeds.of(wanted) if wanted else None)
        self.how = "given" if wanted else "guessed"

    def _known(self, cells: Sequence[str], wanted: Format | None) -> tuple[Format, tuple[str, ...], bool]:
        """Return the format with its columns, and whether the first line is a header."""
        found = known_by_header(cells)
        if found is not None and wanted in (None, found):
            return found, tuple(_without_empty_end(cells)), True
        chosen = wanted or known_by_width(cells)
        columns = chosen.without_header(len(_without_empty_end(cells, chosen))) if chosen else None
        if chosen is None:
            known = ", ".join(f.id for f in self.feeds.format)
            shown = " | ".join(c[:20] for c in cells[:6])
            raise InputError(
                f"{self.path}: {len(cells)} columns ({shown} ...), of no format that we know ({known}). "
                "Name it with --as FORMAT; a table of your own goes to `redshank match`."
            )
        if columns is None:
            need = ", ".join(missing(chosen, cells))
            widths = " or ".join(str(len(chosen.columns) - len(lacks)) for lacks in chosen.layouts)
            expected = f"{widths} columns are wanted" if widths else f"columns that are missing: {need}"
            raise InputError(f"{self.path}: {len(cells)} columns, which is no {chosen.title}: {expected}.")
        return chosen, columns, False

    def said(self) -> str:
        """Say what the file is."""
        return f"{self.path.name}: {self.format.title}, {len(self.columns)} columns ({self.how})"

    def events(self) -> Iterator[ForeignEvent]:
        """Give the events, one by one; a line that is broken or has no day is counted."""
        cells_of = Cells(self.columns, self.format, self.feeds.none)
        with open_text(self.path, Tally()) as stream:
            for line in itertools.islice(split_rows(stream, self.separator), int(self.has_header), None):
                self.tally.rows += 1
                row = fitted(line.cells, len(self.columns))
                if row is None:
                    self.tally.drop(line, f"{len(line.cells)} cells instead of {len(self.columns)}")
                    continue
                event = self._event(cells_of(row), line)
                if event is not None:
                    yield event

    def _event(self, cell: Callable[[str], str | None], line: Line) -> ForeignEvent | None:
        days = days_of(cell("day") or "")
        if days is None:
            self.tally.drop(line, f"no date in {cell('day')!r}" if cell("day") else "no date")
            return None
        until = days_of(cell("day_to") or "") or days
        code = cell("code")
        return ForeignEvent(
            source=self.format.id,
            line=line.first,
            id=cell("id") or str(line.first),
            day=days[0].isoformat(),
            day_to=max(days[1], until[1]).isoformat(),
            actors=self._keys(cell, "actor", days[0]),
            recipients=self._keys(cell, "recipient", days[0]),
            actor_names=self._pieces(cell("actor_name")),
            recipient_names=self._pieces(cell("recipient_name")),
            type=self._type(code),
            code=code,
            place=cell("place"),
            country=self._country(cell),
            latitude=degrees(cell("latitude"), 90),
            longitude=degrees(cell("longitude"), 180),
            text=cell("text"),
        )

    def _keys(self, cell: Callable[[str], str | None], side: str, day: date) -> tuple[str, ...]:
        """Return the parties of a side: by the first column that gives any."""
        look_up: tuple[tuple[str, Callable[[str], tuple[str, ...]]], ...] = (
            ("code", self.parties.by_code),
            ("gw", lambda words: self.parties.by_gw(words, day)),
            ("country", lambda words: self.parties.by_name(words, day)),
            ("group", self.parties.by_group),
        )
        for column, meant in look_up:
            keys = [k for words in self._pieces(cell(f"{side}_{column}")) for k in meant(words)]
            if keys:
                return tuple(dict.fromkeys(keys))
        names = self._pieces(cell(f"{side}_name"))
        return tuple(dict.fromkeys(k for words in names for k in self.parties.by_name(words, day)))

    def _pieces(self, words: str | None) -> tuple[str, ...]:
        """Take a cell with several parties apart."""
        if words is None:
            return ()
        for sign in self.format.separates:
            words = words.replace(sign, "\n")
        return tuple(p for p in map(str.strip, words.split("\n")) if p and p not in self.feeds.none)

    def _type(self, code: str | None) -> str | None:
        """Return the type of a code, and count a code that we do not know."""
        if code is None:
            return None
        if code not in self._types:
            self._types[code] = self._looked_up(code)
        known, is_known = self._types[code]
        if not is_known:
            self.types[code] += 1
        return known

    def _looked_up(self, code: str) -> tuple[str | None, bool]:
        """Return the type of a code, and whether we know the code: a statement is known and has none."""
        if self.format.types == "cameo":
            known = self.feeds.type_of_cameo(code)
            return known, known is not None or code.startswith(self.feeds.cameo["none"])
        if self.format.types == "plover":
            known = code.upper() if code.upper() in {t.id for t in self.parties.names.ontology.type} else None
        else:
            known = self.feeds.type_of_words(self.format.values.get(code, code))
        return known, known is not None

    def _country(self, cell: Callable[[str], str | None]) -> str | None:
        fips, words = cell("country_fips"), cell("country")
        if fips is not None:
            return self.parties.by_fips(fips)
        return self.parties.country(words) if words is not None else None


class Cells:
    """Finds the cell of a field in a row."""

    def __init__(self, columns: Sequence[str], form: Format, none: Sequence[str]) -> None:
        at = {spelled(c): n for n, c in reversed(list(enumerate(columns)))}
        self.none = frozenset(none)
        self.at = {
            field: tuple(at[spelled(c)] for c in getattr(form.take, field) if spelled(c) in at)
            for field in Take.__struct_fields__
        }

    def __call__(self, row: Sequence[str]) -> Callable[[str], str | None]:
        """Return a function from a field to its words in this row."""

        def cell(field: str) -> str | None:
            for n in self.at[field]:
                if row[n] and (words := self._words(row[n])):
                    return words
            return None

        return cell

    def _words(self, cell: str) -> str | None:
        words = cell.strip()
        if len(words) > 1 and words[0] == words[-1] == '"':
            words = words[1:-1].strip()
        return None if words in self.none else words


def _without_empty_end(cells: Sequence[str], form: Format | None = None) -> list[str]:
    """Return the cells of a header without the empty ones behind it; a row of data keeps its width."""
    left = list(cells)
    while left and not left[-1] and (form is None or not form.columns):
        left.pop()
    return left


def degrees(words: str | None, most: float) -> float | None:
    """Return a coordinate; None if it is none. Some write a comma for the point."""
    try:
        value = float((words or "").replace(",", "."))
    except ValueError:
        return None
    return value if -most <= value <= most else None
