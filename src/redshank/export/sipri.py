"""SIPRI-like candidates: the 17 columns of its trade register, then ours; what texts tell, verified by nobody."""

from pathlib import Path

import msgspec

from redshank.export.form import Job
from redshank.export.outcome import Cell, Dropped, Made, Outcome, lost
from redshank.export.parties import is_private, role_of
from redshank.export.report import Report
from redshank.export.sheet import Sheet
from redshank.export.tables import Layout, Tables
from redshank.export.told import StoryFacts, Told, story_facts
from redshank.query import Query
from redshank.records.filed import Filed, FiledTransfer, Rest
from redshank.version import VERSION

BATCH = 500
PREAMBLE = (
    "CANDIDATE transfers of arms, as news texts tell them.",
    "Written by Redshank {version}; this is not the register of SIPRI and SIPRI has no part in it.",
    "The columns are those of its trade register, so that the same scripts read both; ours stand behind them.",
    "Nothing here has been verified: a row says what a text says, and the column Holder who says it.",
    "A row is one telling of a deal in one story; several rows may tell of the same deal.",
    "Numbers delivered: as told, never an estimate of ours.",
    "The columns SIPRI estimate, TIV deal unit and TIV delivery values are empty: texts do not give them.",
    "Status (new or second hand) is empty: what we read does not tell it.",
    "Order date and Delivery year: the year that the text gives for that stage; empty where it gives none.",
    "Stage: how far the deal has come by the text: contracted, in delivery, delivered ...",
    "What was left out, and why: dropped.csv and manifest.json beside this file.",
)


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """The story that tells of a deal."""

    story: StoryFacts
    rest: Rest

    def class_of(self, equipment: str | None) -> str | None:
        """Return the class of a piece of equipment."""
        return next((e.equipment_class for e in self.rest.equipment if e.id == equipment), None)

    def holder(self, name: str, tables: Tables) -> str:
        """Return who says so as it is published: a person without public office by role."""
        actor = next((a for a in self.rest.actors if a.name == name), None)
        if actor is not None and is_private(actor, tables):
            return role_of(actor.sectors, actor.country, tables)
        return name


def transfer_row(filed: FiledTransfer, event: Filed | None, told: Teller, tables: Tables) -> Made:
    """Return the cells of one telling of a deal."""
    transfer, story = filed.transfer, told.story
    item_class = told.class_of(transfer.equipment)
    year = _year(transfer.when)
    is_order, is_delivery = transfer.stage == "contracted", transfer.stage in ("in delivery", "delivered")
    cells: dict[str, Cell] = {
        "Supplier": _party(transfer.supplier, tables),
        "Recipient": _party(transfer.recipient, tables),
        "Designation": transfer.item,
        "Description": item_class,
        "Armament category": category(item_class or transfer.item, tables),
        "Order date": year if is_order else None,
        "Numbers delivered": _whole(transfer.delivered),
        "Delivery year": year if is_delivery else None,
        "Local production": "Yes" if transfer.kind == "licence" else None,
        "Stage": transfer.stage,
        "Holder": told.holder(transfer.holder, tables),
        "Sentence": " ".join(transfer.text.split()) or None,
        "URL": story.url,
        "Kind": transfer.kind,
        "Number told": _whole(transfer.number),
        "Number ordered": _whole(transfer.ordered),
        "Deadline": transfer.deadline,
        "Publisher": story.publisher,
        "Published": story.published,
        "Story": story.id,
        "Start": transfer.span.start,
        "End": transfer.span.end,
        "Event": event.key.id if event else None,
    }
    degraded = lost(
        (transfer.supplier is None, "Supplier", "the text does not say"),
        (transfer.recipient is None, "Recipient", "the text does not say"),
        (is_delivery and year is None, "Delivery year", "the text gives no year"),
        (is_order and year is None, "Order date", "the text gives no year"),
        (not transfer.text, "Sentence", "the words are not kept: see Start and End"),
    )
    return Made(cells=cells, degraded=degraded)


def refused(filed: FiledTransfer, event: Filed | None, include: frozenset[str]) -> str | None:
    """Return why a deal is left out unless more is asked for."""
    if not filed.transfer.eligible and not include & {"stages", "all"}:
        return f"stage {filed.transfer.stage}: not contracted (--include stages)"
    if _is_accusation(event) and not include & {"alleged", "all"}:
        return "told by an accuser (--include alleged)"
    return None


def _is_accusation(event: Filed | None) -> bool:
    """Say whether the same words tell an accusation."""
    return event is not None and bool(event.event.deed and event.event.deed.status == "alleged")


def category(words: str | None, tables: Tables) -> str | None:
    """Return SIPRI's category of a class of equipment."""
    said = (words or "").lower()
    return next((row.category for row in tables.armament if any(w in said for w in row.words)), None)


def _party(code: str | None, tables: Tables) -> str | None:
    return tables.country_name(code) or code


def _year(when: str | None) -> int | None:
    """Return the year of a TIMEX3; None for a decade and for no year at all."""
    return int(when[:4]) if when and len(when) >= 4 and when[:4].isdigit() else None


def _whole(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number


class Sipri(Sheet):
    """Reads the register of the archive itself: rows are tellings of deals, not events."""

    order = "none"

    def __init__(self, job: Job, path: Path, layout: Layout) -> None:
        super().__init__(job, path, layout, _no_event)

    def head(self) -> None:
        """Write the lines above the header, then the header."""
        layout, self.layout = self.layout, _headless(self.layout)
        super().head()
        self.layout = layout
        for line in PREAMBLE:
            self.rows.write([line.format(version=VERSION)])
        self.rows.write(self.columns)

    def finish(self, report: Report) -> None:
        """Write the deals; with filters those whose event answers to them."""
        wanted = None if is_open(self.job.asked) else set(self.job.ids)
        batch: list[FiledTransfer] = []
        for filed in self.job.opened.transfers():
            if wanted is None or filed.key.event_id in wanted:
                batch.append(filed)
            if len(batch) == BATCH:
                self._write(batch, report)
                batch = []
        self._write(batch, report)

    def _write(self, batch: list[FiledTransfer], report: Report) -> None:
        archive = self.job.opened
        stories = story_facts(archive, [f.key.story for f in batch])
        events = {e.key.id: e for e in archive.filed([f.key.event_id for f in batch if f.key.event_id])}
        rests = {key: self._rest(key) for key in stories}
        for filed in batch:
            event = events.get(filed.key.event_id or "")
            why = refused(filed, event, self.job.include)
            outcome: Outcome = Dropped(why=why or "")
            if why is None:
                teller = Teller(story=stories[filed.key.story], rest=rests[filed.key.story])
                outcome = transfer_row(filed, event, teller, self.job.tables)
                self.put(outcome.cells)
            report.take(filed.key.id, filed.key.story, outcome)

    def _rest(self, key: str) -> Rest:
        """Return what else the reading of a story holds: its equipment and actors."""
        story = self.job.opened.story(key)
        return msgspec.json.decode(story.rest, type=Rest) if story else Rest()


def is_open(query: Query) -> bool:
    """Say whether a question asks for all events."""
    return query == Query()


def _no_event(told: Told, tables: Tables) -> Outcome:
    return Dropped(why="a deal, not an event")


def _headless(layout: Layout) -> Layout:
    return msgspec.structs.replace(layout, header=False)
