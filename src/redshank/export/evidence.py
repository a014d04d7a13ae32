"""The words behind each exported event: sentence, offsets, roles, who says so. Told in, rows out."""

from redshank.export.cells import RowWriter
from redshank.export.form import WRITTEN, TextForm
from redshank.export.outcome import Cell, Outcome
from redshank.export.parties import holder_of, sides
from redshank.export.tables import Tables
from redshank.export.told import Told
from redshank.records import Party, Span, Thing

COLUMNS = (
    "id",
    "number",
    "story",
    "url",
    "publisher",
    "published",
    "sentence",
    "sentence_start",
    "sentence_end",
    "predicate",
    "predicate_start",
    "predicate_end",
    "actor",
    "recipient",
    "object",
    "holder",
    "status",
    "deed_status",
    "deed",
)


def evidence_row(told: Told, tables: Tables) -> dict[str, Cell]:
    """Return the cells of an event; where only offsets are kept, the words are empty and the offsets stand."""
    event, story = told.filed.event, told.story
    span = event.evidence.span
    return {
        "id": told.id,
        "number": told.number,
        "story": story.id,
        "url": story.url,
        "publisher": story.publisher,
        "published": story.published,
        "sentence": told.words or None,
        "sentence_start": span.start,
        "sentence_end": span.end,
        "predicate": _within(told, event.predicate),
        "predicate_start": event.predicate.start,
        "predicate_end": event.predicate.end,
        "actor": _parties(told, event.actors, tables),
        "recipient": _parties(told, event.recipients, tables),
        "object": _things((*event.objects, *(event.deed.objects if event.deed else ()))),
        "holder": holder_of(told.filed, tables) or "narrator",
        "status": event.status,
        "deed_status": event.deed.status if event.deed else None,
        "deed": event.deed.text or None if event.deed else None,
    }


def _within(told: Told, span: Span) -> str | None:
    """Return words of the evidence sentence."""
    start = told.filed.event.evidence.span.start
    return told.words[span.start - start : span.end - start] or None


def _parties(told: Told, parties: tuple[Party, ...], tables: Tables) -> str:
    """Return words with where they stand: "Moscow [0:6]; Kyiv [20:24]"; a private person by role."""
    return "; ".join(f"{s.words} [{s.start}:{s.end}]".strip() for s in sides(told.filed, parties, tables))


def _things(things: tuple[Thing, ...]) -> str:
    return "; ".join(f"{t.text} [{t.span.start}:{t.span.end}]".strip() for t in things)


class Evidence(TextForm):
    """Writes evidence.csv."""

    def head(self) -> None:
        """Write the header."""
        self.rows = RowWriter(self.out, ",")
        self.rows.write(COLUMNS)

    def add(self, told: Told) -> Outcome:
        """Write one row."""
        cells = evidence_row(told, self.job.tables)
        self.rows.write(cells[c] for c in COLUMNS)
        return WRITTEN
