"""Write readings in each format. Readings in, text to a stream out."""

import csv
import io
from collections.abc import Iterable
from typing import Protocol, TextIO

import msgspec

from redshank.ask.html import PAGE_END, page_start, story_html
from redshank.ask.rows import COLUMNS, rows
from redshank.records import Reading, Skipped

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    """Takes readings one by one, so that nothing has to be held in memory."""

    def start(self) -> None:
        """Write what stands before the first reading."""

    def add(self, outcome: Reading | Skipped) -> None:
        """Write one reading, or the line of a story that was skipped."""

    def end(self) -> None:
        """Write what stands behind the last reading."""


class JsonLines:
    """One JSON object a story, in the contract's form; a skipped story is an object with `skipped`."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def start(self) -> None:
        """Write nothing: a line stands alone."""

    def add(self, outcome: Reading | Skipped) -> None:
        """Write one line."""
        self.out.write(encode(outcome) + "\n")

    def end(self) -> None:
        """Write nothing."""


class JsonArray(JsonLines):
    """The same objects in one array, indented for reading."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self.first = True

    def start(self) -> None:
        """Open the array."""
        self.out.write("[")

    def add(self, outcome: Reading | Skipped) -> None:
        """Write one object."""
        body = msgspec.json.format(encode(outcome), indent=2)
        self.out.write(("\n" if self.first else ",\n") + body)
        self.first = False

    def end(self) -> None:
        """Close the array."""
        self.out.write("\n]\n")


class Csv:
    """One row an event, fixed columns, RFC 4180; cells that a spreadsheet would run as formulas are guarded."""

    def __init__(self, out: TextIO) -> None:
        self.writer = csv.writer(out, lineterminator="\r\n")

    def start(self) -> None:
        """Write the header."""
        self.writer.writerow(COLUMNS)

    def add(self, outcome: Reading | Skipped) -> None:
        """Write a row for each event; a skipped story has none."""
        if isinstance(outcome, Reading):
            for row in rows([outcome]):
                self.writer.writerow([cell(v) for v in msgspec.structs.astuple(row)])

    def end(self) -> None:
        """Write nothing."""


class Html:
    """One self-contained page with the sentences marked."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def start(self) -> None:
        """Open the page."""
        self.out.write(page_start("Redshank reading"))

    def add(self, outcome: Reading | Skipped) -> None:
        """Write one story."""
        self.out.write(story_html(outcome))

    def end(self) -> None:
        """Close the page."""
        self.out.write(PAGE_END)


def encode(outcome: Reading | Skipped) -> str:
    """Return the JSON of a reading; a skipped story is a reading with nothing but `skipped`."""
    if isinstance(outcome, Skipped):
        outcome = Reading(id="", source_id=outcome.source_id, skipped=outcome)
    return msgspec.json.encode(outcome).decode()


def cell(value: object) -> str:
    """Return a CSV cell; None is empty, and text that begins like a formula gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return str(value)


def to_csv(readings: Iterable[Reading]) -> str:
    """Return the events of some readings as CSV text."""
    held = io.StringIO()
    writer = Csv(held)
    writer.start()
    for reading in readings:
        writer.add(reading)
    return held.getvalue()
