"""Show readings in a terminal."""

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from redshank.ask.html import deed_words
from redshank.ask.registers import restriction_words, transfer_words
from redshank.ask.rows import own_words
from redshank.records import Dispute, Event, Party, Reading, Skipped

COLOURS = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}


def show(outcome: Reading | Skipped, console: Console) -> None:
    """Print one reading: its title, one line an event, and the sentence behind each."""
    if isinstance(outcome, Skipped):
        console.print(f"[bold]{escape(outcome.source_id)}[/]: skipped: {escape(outcome.message)}")
        return
    console.print(Text(outcome.title or outcome.source_id, style="bold"))
    console.print(Text(about(outcome), style="dim"))
    if not outcome.events:
        console.print("  " + why_empty(outcome))
    else:
        show_events(outcome, console)
    for transfer in outcome.transfers:
        console.print(_register(transfer.id, "transfer", transfer_words(transfer)))
    for restriction in outcome.restrictions:
        console.print(_register(restriction.id, "restriction", restriction_words(restriction)))
    for dispute in outcome.disputes:
        console.print(_dispute(dispute))
    for notice in outcome.notices:
        console.print(Text(f"  note ({notice.kind}): {notice.message}", style="dim"))
    console.print()


def _register(key: str, kind: str, words: str) -> Text:
    return Text.assemble(f"  {key} ", (kind, "bold"), f" {words}")


def _dispute(dispute: Dispute) -> Text:
    """Return a dispute as lines: its kind, then each side with its holder and words."""
    text = Text.assemble(f"  {dispute.id} ", (dispute.kind, "bold"), style="")
    for side in dispute.sides:
        text.append(f"\n      {side.holder}: ", style="dim")
        text.append(" ".join(side.text.split()), style="italic")
    return text


def about(reading: Reading) -> str:
    """Return one line about the story: where from, when published and how we know."""
    published = reading.published
    when = "publication date unknown"
    if published is not None and published.value:
        when = f"published {published.value} ({published.basis})"
    return " · ".join(p for p in (reading.source_id, reading.publisher, when) if p)


def why_empty(reading: Reading) -> str:
    """Say why a story gave no event."""
    if not reading.text.strip():
        return "No event: the text is empty."
    if not any(z.kind in {"body", "headline", "caption"} for z in reading.zones):
        return "No event: the text holds no headline, body or caption; see `zones` in the JSON."
    if not reading.actors:
        return "No event: no known actor (state, leader, body, armed group) is named."
    return (
        "No event: actors are named, but no sentence tells a deed of theirs that we code. Try `redshank explain FILE`."
    )


COLUMNS = (
    ("", 1),
    ("type", 4),
    ("who", 5),
    ("to whom", 5),
    ("what", 6),
    ("status", 3),
    ("when", 3),
    ("according to", 4),
)


def _grid() -> Table:
    table = Table.grid(expand=True, padding=(0, 1))
    for _, ratio in COLUMNS:
        table.add_column(ratio=ratio, overflow="fold")
    return table


WIDE = 110  # columns of a terminal; below, each event is told in lines of its own


def show_events(reading: Reading, console: Console) -> None:
    """Print each event with its sentence below, the predicate in bold: in columns where there is room."""
    wide = console.width >= WIDE
    if wide:
        head = _grid()
        head.add_row(*(Text(name, style="dim underline") for name, _ in COLUMNS))
        console.print(head)
    for event in reading.events:
        if wide:
            line = _grid()
            line.add_row(*_cells(event), style="dim" if event.background else "")
            console.print(line)
        else:
            console.print(_told(event))
        console.print(Padding(Text(event.line), (0, 0, 0, 4), expand=False))
        console.print(Padding(_sentence(event), (0, 0, 0, 4), expand=False))
        console.print()


def _told(event: Event) -> Text:
    """Return an event as one line: who did what to whom, how it stands, when, according to whom."""
    name, kind, who, whom, deed, status, when, holder = _cells(event)
    line = Text.assemble(name, " ", kind, "  ", _flat(who))
    if whom:
        line.append(" → ")
        line.append(_flat(whom))
    facts = [t.plain for t in (deed, status, when) if t.plain]
    if holder.plain != "narrator":
        facts.append(f"according to {holder.plain}")
    line.append("  " + " · ".join(facts), style="dim")
    return line


def _flat(text: Text) -> Text:
    return Text(", ").join(text.split("\n"))


def _sentence(event: Event) -> Text:
    start = event.evidence.span.start
    text = Text(event.evidence.text, style="italic")
    text.stylize("bold", event.predicate.start - start, event.predicate.end - start)
    return Text(" ").join(part for part in text.split("\n") if part.plain.strip())


def _cells(event: Event) -> tuple[Text, ...]:
    kind = Text(event.type, style="bold " + COLOURS.get(event.quad, ""))
    if event.modes:
        kind.append(" " + ", ".join(event.modes), style="dim")
    for own in event.own:
        kind.append(" " + own_words(own), style="italic")
    status = event.status + (", background" if event.background else "")
    when = event.when.value if event.when else ""
    return (
        Text(event.id, style="dim"),
        kind,
        _parties(event.actors),
        _parties(event.recipients),
        Text(deed_words(event)),
        Text(status),
        Text(when),
        Text(event.holder),
    )


def _parties(parties: tuple[Party, ...]) -> Text:
    text = Text()
    for k, party in enumerate(parties):
        text.append(("\n" if k else "") + party.name)
        if party.code:
            text.append(f" {party.code}", style="dim")
    return text
