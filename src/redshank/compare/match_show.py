"""Rows of a match as a table and for a person: each event of ours with its status, its holder, its sentence and URL."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from redshank.compare.match import OUTCOMES, Matched, Outcomes
from redshank.query.phrases import days, kind, parties, short, span, status

if TYPE_CHECKING:
    from redshank.store import Archive

BATCH = 1000
# column of the answer -> how it is called in the archive
OURS = {
    "our_id": "id",
    "our_from": "day_from",
    "our_to": "day_to",
    "our_day_basis": "day_basis",
    "our_actors": "actor_names",
    "our_recipients": "recipient_names",
    "our_type": "type",
    "our_place": "place",
    "status": "status",
    "deed_status": "deed_status",
    "holder": "holder",
    "told": "told",
    "sentence": "sentence",
    "publisher": "publisher",
    "published": "published",
    "url": "url",
    "story": "story",
}
MINE = ("line", "id", "day", "day_to", "actor_names", "recipient_names", "type", "place", "text")
HEADS = ("outcome", "score", "days_apart", "km_apart", "why", *(f"my_{m}" for m in MINE), *OURS)
TITLES = {
    "matched": "matched",
    "another report": "another report of a row that is matched",
    "only mine": "only mine; below each row the event that comes nearest, and what speaks against it",
    "only ours": "only ours, of the parties, types and days that the table covers",
}


def told_rows(archive: "Archive", rows: Sequence[Outcomes]) -> Iterator[tuple[Outcomes, dict[str, Any]]]:
    """Give each row with what the archive holds of our event; an empty dict where there is none."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        ids = [row.ours for row in batch if row.ours]
        found = {r["id"]: r for r in archive.rows("SELECT * FROM events WHERE list_contains(?, id)", [ids])}
        urls = archive.stories([r["story"] for r in found.values()])
        for row in batch:
            ours = dict(found.get(row.ours or "", {}))
            if ours:
                ours |= {"url": urls.get(ours["story"], {}).get("url"), "told": status(ours)}
            yield row, ours


def flat(row: Outcomes, ours: dict[str, Any]) -> tuple[Any, ...]:
    """Return one row under HEADS."""
    fit = row.fit
    km = round(fit.km_apart, 1) if fit and fit.km_apart is not None else None
    head = (row.outcome, fit.score if fit else None, fit.days_apart if fit else None, km, row.why or None)
    mine = [getattr(row.mine, m) if row.mine else None for m in MINE]
    return (*head, *mine, *(ours.get(column) for column in OURS.values()))


def show(archive: "Archive", found: Matched, console: Console, limit: int) -> None:
    """Print the outcomes one after the other, a few rows of each."""
    for outcome in OUTCOMES:
        rows = [row for row in found.rows if row.outcome == outcome]
        if not rows:
            continue
        console.print(Text(f"{TITLES[outcome]}: {len(rows):,}", style="bold"), soft_wrap=True)
        for row, ours in told_rows(archive, rows[:limit]):
            for line in _lines(row, ours, console.width):
                console.print(line, soft_wrap=True)
        if len(rows) > limit:
            console.print(f"  {len(rows) - limit:,} more: --limit {len(rows)}, or --format csv for all of them.")
        console.print()


def _lines(row: Outcomes, ours: dict[str, Any], width: int) -> Iterator[Text]:
    if row.mine is not None:
        score = f"  {row.fit.score:.2f}" if row.fit and row.outcome != "only mine" else ""
        yield Text(f"  line {row.mine.line}: " + short(_mine(row), width - 22) + score)
    if row.why:
        yield Text("      " + row.why, style="yellow")
    if ours:
        told = " ".join((days(ours), kind(ours), parties(ours)))
        yield Text("      " + short(told, width - 6), style="dim" if row.outcome == "only mine" else "")
        # who holds it is never cut off
        yield Text(f"      {status(ours)}  {ours['id']}", style="dim")
        yield Text("      " + short(ours["sentence"] or "(the words are not kept)", width - 6), style="italic")


def _mine(row: Outcomes) -> str:
    mine = row.mine
    if mine is None:
        return ""
    sides = " → ".join(", ".join(names) for names in (mine.actor_names, mine.recipient_names) if names)
    parts = (span(*mine.days), mine.code, sides, mine.place, mine.text)
    return " ".join(p for p in parts if p)
