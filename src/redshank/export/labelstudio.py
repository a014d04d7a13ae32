"""Label Studio: tasks with our coding as predictions, for people to correct; and the labels to set up a project."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from redshank.export.form import WRITTEN, Job, TextForm, part_of
from redshank.export.outcome import Dropped, Outcome
from redshank.export.parties import holder_of
from redshank.export.report import Report
from redshank.export.tables import Tables
from redshank.export.told import Told
from redshank.lexicon.files import home
from redshank.ontology import load_ontology
from redshank.records import Event, Span

ROLES = ("actor", "recipient", "object", "instrument", "place", "deed")
NO_WORDS = "the words are not kept: there is nothing to label"


class Utf16:
    """Turns offsets in characters into those of JavaScript, which counts 16-bit units."""

    def __init__(self, text: str) -> None:
        self._wide = [n for n, c in enumerate(text) if ord(c) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        """Return the offset in 16-bit units."""
        return offset + sum(n < offset for n in self._wide)


def task(text: str, start: int, events: Sequence[Told], tables: Tables) -> dict[str, Any]:
    """Return a task: a text and our prediction for it.

    Args:
        text: what is labelled.
        start: where it begins in the story.
        events: those told in it.
        tables: codes.
    """
    units = Utf16(text)
    results = [r for told in events for r in _results(told, text, start, units)]
    story = events[0].story
    about = [
        {"event": t.id, "status": t.filed.event.status, "holder": holder_of(t.filed, tables) or "narrator"}
        for t in events
    ]
    return {
        "data": {"text": text, "story": story.id, "start": start, "url": story.url, "events": about},
        "predictions": [{"model_version": f"redshank {story.engine}".strip(), "result": results}],
    }


def spans(event: Event, told: Told) -> Iterator[tuple[str, Span]]:
    """Give the role and the words of everything that an event names."""
    for name, parties in (("actor", event.actors), ("recipient", event.recipients)):
        yield from ((name, p.span) for p in parties)
    for name, things in (("object", event.objects), ("instrument", event.instruments)):
        yield from ((name, t.span) for t in things)
    if told.filed.key.place_at:
        yield "place", told.filed.key.place_at.span
    if event.deed:
        yield "deed", event.deed.span


def _results(told: Told, text: str, start: int, units: Utf16) -> Iterator[dict[str, Any]]:
    event = told.filed.event
    head = _region(f"{told.id}-act", event.predicate, event.type, text, start, units)
    if head is None:
        return
    yield head
    for number, (role, span) in enumerate(spans(event, told)):
        region = _region(f"{told.id}-{number}", span, role, text, start, units)
        if region is not None:
            yield region
            yield {
                "type": "relation",
                "from_id": head["id"],
                "to_id": region["id"],
                "direction": "right",
                "labels": [role],
            }


def _region(key: str, span: Span, label: str, text: str, start: int, units: Utf16) -> dict[str, Any] | None:
    """Return a region; None for words that are not in the text."""
    first, last = span.start - start, span.end - start
    if first < 0 or last > len(text) or first >= last:
        return None
    value = {"start": units(first), "end": units(last), "text": text[first:last], "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def config() -> ElementTree.Element:
    """Return the labelling interface: the types, the roles, and the relations between them."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Text", {"name": "text", "value": "$text"})
    labels = ElementTree.SubElement(view, "Labels", {"name": "label", "toName": "text"})
    for name in (*(t.id for t in load_ontology([home()]).type), *ROLES):
        ElementTree.SubElement(labels, "Label", {"value": name})
    relations = ElementTree.SubElement(view, "Relations")
    for name in ROLES:
        ElementTree.SubElement(relations, "Relation", {"value": name})
    return view


class LabelStudio(TextForm):
    """Writes an array of tasks: a story with all its events, or a sentence where the text is not kept."""

    order = "story"

    def __init__(self, job: Job, path: Path) -> None:
        super().__init__(job, path)
        self.setup = path.with_name(path.stem + ".config.xml")
        self.files.append(self.setup)
        self._events: list[Told] = []

    def head(self) -> None:
        """Open the array."""
        self.out.write("[")
        self._between = "\n"

    def add(self, told: Told) -> Outcome:
        """Take in one event; those of a story come one behind the other."""
        if told.story.keep == "offsets" or not told.words:
            return Dropped(why=NO_WORDS)
        if self._events and self._events[0].story.id != told.story.id:
            self._flush()
        self._events.append(told)
        return WRITTEN

    def _flush(self) -> None:
        """Write the tasks of the story at hand."""
        events, self._events = self._events, []
        if not events:
            return
        text = self.job.opened.text(events[0].story.id) if events[0].story.keep == "full" else None
        if text is not None:
            self._write(task(text, 0, events, self.job.tables))
            return
        for told in events:
            evidence = told.filed.event.evidence
            self._write(task(evidence.text, evidence.span.start, [told], self.job.tables))

    def _write(self, made: dict[str, Any]) -> None:
        self.out.write(self._between + msgspec.json.encode(made).decode())
        self._between = ",\n"

    def finish(self, report: Report) -> None:
        """Write the last story and the labels."""
        self._flush()
        self.out.write("\n]\n")
        view = config()
        ElementTree.indent(view)
        part_of(self.setup).write_bytes(ElementTree.tostring(view, encoding="utf-8"))
