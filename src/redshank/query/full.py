"""One event in full: who, whom, what, how we know. A Filed event in, lines out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from redshank.ask.table import COLOURS
from redshank.query.phrases import span
from redshank.records import Event, Party, Thing
from redshank.records.filed import Filed

if TYPE_CHECKING:
    from redshank.store import Archive

Line = tuple[str, str]


def show_event(archive: "Archive", filed: Filed, console: Console) -> None:
    """Print an event: its line and sentence, then every field with the words that give it."""
    event = filed.event
    story = archive.stories([filed.key.story]).get(filed.key.story, {})
    console.print(Text.assemble((filed.key.id, "dim"), "  ", (event.type, "bold " + COLOURS.get(event.quad, ""))))
    if filed.standing != "current":
        console.print(Text(f"This event no longer stands: {filed.standing}, {filed.reason or 'no reason given'}"))
    console.print(Text(event.line or ""))
    console.print(Padding(_sentence(event), (0, 0, 1, 2)))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, words in (*_told(filed), *_known(filed), *_story(filed, story), *_others(archive, filed)):
        grid.add_row(name, Text(words))
    console.print(grid)


def _sentence(event: Event) -> Text:
    """Return the sentence on one line, its predicate in bold."""
    words = event.evidence.text
    if not words:
        return Text("(the words are not kept)", style="italic")
    start = event.evidence.span.start
    flat = "".join(" " if c.isspace() else c for c in words)
    text = Text(flat, style="italic")
    text.stylize("bold", max(0, event.predicate.start - start), max(0, event.predicate.end - start))
    return text


def _told(filed: Filed) -> Iterator[Line]:
    event = filed.event
    yield from (("who", _party(p)) for p in event.actors)
    yield from (("to whom", _party(p)) for p in event.recipients)
    yield from (("what", _thing(t, filed)) for t in event.objects)
    yield from (("with", _thing(t, filed)) for t in event.instruments)
    if event.modes:
        yield "mode", ", ".join(event.modes)
    yield "status", event.status + (", recalled from long before" if event.background else "")
    yield "according to", "the story itself" if event.holder == "narrator" else event.holder
    if event.deed is not None:
        yield from _deed(filed)
    when = span_of(filed)
    yield "when", f"{when}{' by the text: ' + event.when.value if event.when else ''}"
    if event.place is not None:
        at = filed.key.place_at
        precision = f", known as {at.precision}" if at and at.precision else ""
        yield "where", f"{event.place.name}{precision} (from the {event.place.basis})"


def span_of(filed: Filed) -> str:
    """Return the days of an event and how they are known."""
    from datetime import date

    start, end = (date.fromisoformat(d) if d else None for d in (filed.key.day_from, filed.key.day_to))
    basis = {"published": " (day of publication; the text gives no day)"}.get(filed.key.day_basis, "")
    return span(start, end) + basis


def _party(party: Party) -> str:
    codes = " ".join(filter(None, (party.code, "/".join(party.sectors))))
    words = f"“{' '.join(party.text.split())}”" if party.text else ""
    link = f", joined by {party.linked_by}" if party.linked_by else ""
    return "  ".join(filter(None, (party.name, codes, words))) + link


def _thing(thing: Thing, filed: Filed) -> str:
    item = next((i for i in filed.key.items if i.id == thing.equipment), None)
    number = next((n for n in filed.key.numbers if n.id == thing.quantity), None)
    facts = [item.designation or "", item.item_class or ""] if item else []
    if number is not None:
        facts.append(f"{number.value:g} {number.unit or ''}".strip())
    known = "; ".join(filter(None, facts))
    return f"{' '.join(thing.text.split())}{f' ({known})' if known else ''}"


def _deed(filed: Filed) -> Iterator[Line]:
    deed = filed.event.deed
    assert deed is not None
    held = f", according to {deed.holder}" if deed.holder else ""
    yield f"{deed.status}", f"{deed.frame or 'a deed that the words do not name'}{held}: {' '.join(deed.text.split())}"
    yield from (("  by", _party(p)) for p in deed.actors)
    yield from (("  to", _party(p)) for p in deed.recipients)
    if deed.when is not None:
        yield "  until", deed.when.value


def _known(filed: Filed) -> Iterator[Line]:
    event = filed.event
    yield "frame", f"{event.frame}, fired by {event.entry}"
    yield "codes", ", ".join(filter(None, (f"CAMEO {event.cameo}" if event.cameo else "", event.quad, *event.contexts)))
    yield "score", f"{event.score.value:.2f}  {event.score.why}"


def _story(filed: Filed, story: Mapping[str, Any]) -> Iterator[Line]:
    yield "story", " · ".join(filter(None, (story.get("title") or story.get("source_id") or "", filed.key.story)))
    told = (story.get("publisher"), str(story["published"]) if story.get("published") else None, story.get("url"))
    if any(told):
        yield "published", " · ".join(filter(None, told))
    yield "words at", f"{filed.event.evidence.span.start}-{filed.event.evidence.span.end}, {filed.event.zone}"


def _others(archive: "Archive", filed: Filed) -> Sequence[Line]:
    """Return the claims that tell the event, and the disputes that it stands in."""
    lines: list[Line] = []
    for row in archive.rows("SELECT * FROM claims WHERE list_contains(event_ids, ?) ORDER BY seq", [filed.key.id]):
        words = " ".join((row["text"] or "").split())
        lines.append(("claim", f"{row['source'] or 'nobody named'}, {row['status']}: {words}"))
    if filed.key.disputed and (reading := archive.reading(filed.key.story)) is not None:
        for dispute in reading.disputes:
            if filed.event.id in (dispute.a, *dispute.b):
                sides = "; ".join(f"{s.holder}: {' '.join(s.text.split())}" for s in dispute.sides)
                lines.append((f"dispute, {dispute.kind}", sides or dispute.about))
    return lines
