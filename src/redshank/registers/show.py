"""Registers for reading and for tables: deals and measures in, lines, cells and the timeline of one row out."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from redshank.registers.records import Deal, Figure, Measure, Telling
from redshank.registers.tellings import NARRATOR

WIDE = 110
UNKNOWN = "?"
FIGURES = {"number": "asked or promised", "ordered": "ordered", "delivered": "delivered", "per_unit": "a unit"}
LEGEND = "Candidates as reports tell them, not proven deals. Reports are texts; several may rest on one source."
TELLING_COLUMNS = ("row", "from", "to", "item", *(f for f in Telling.__struct_fields__))


def table(rows: Sequence[Deal | Measure], console: Console) -> None:
    """Print a register: parties, item or measure, stage with its holder and who denies it, numbers, reports."""
    is_wide = console.width >= WIDE
    shown = Table(box=None, padding=(0, 1, 0, 0), header_style="bold", expand=False)
    shown.add_column("id", style="dim", no_wrap=True)
    shown.add_column("who → whom", overflow="fold")
    shown.add_column("what", overflow="fold")
    shown.add_column("stage", overflow="fold", ratio=1)
    if is_wide:
        shown.add_column("details", overflow="fold", ratio=1)
    shown.add_column("told", overflow="fold")
    for row in rows:
        details = details_of(row)
        stage = [stage_of(row), *([] if is_wide else details)]
        cells = [row.id, parties_of(row), what_of(row), "\n".join(stage)]
        shown.add_row(*(Text(c) for c in (*cells, *(["\n".join(details)] if is_wide else []), told_of(row))))
    console.print(shown)
    console.print(Text(LEGEND, style="dim"))


def parties_of(row: Deal | Measure) -> str:
    """Return who and whom."""
    first, second = (row.supplier, row.recipient) if isinstance(row, Deal) else (row.sender, row.target)
    return f"{first or UNKNOWN} → {second or UNKNOWN}"


def what_of(row: Deal | Measure) -> str:
    """Return the item with its terms, or the measure with its instrument."""
    if isinstance(row, Deal):
        kinds = [k for k in row.kinds if k != "transfer"]
        return ", ".join([row.item, *kinds, *row.terms])
    return ", ".join([row.measure, *([row.instrument] if row.instrument else [])])


def stage_of(row: Deal | Measure) -> str:
    """Return how far it has come, who says so and who denies it; never the first without the others."""
    parts = [row.stage if row.furthest == row.stage else f"{row.stage} (was {row.furthest})"]
    if row.stage_date:
        parts[0] += f" {row.stage_date}"
    if row.holder != NARRATOR and row.holder not in row.denied_by:
        parts.append(f"says {row.holder}")
    if row.denied_by:
        parts.append(f"denied by {', '.join(row.denied_by)}")
    return "; ".join(parts)


def details_of(row: Deal | Measure) -> list[str]:
    """Return what stands beside the stage: numbers with their holders, conditions; what each side calls a measure."""
    if isinstance(row, Deal):
        given = [f"due {d}" for d in row.deadlines]
        return [*figures_of(row.figures), *given, *row.conditions]
    calls = [f"“{c.words}” says {c.by}" for c in row.called]
    since = [f"since {row.since}"] if row.since else []
    return [*since, *(f"but for {e}" for e in row.exemptions), *calls]


def figures_of(figures: Sequence[Figure]) -> list[str]:
    """Return the numbers, one line each kind: "ordered 28 (Pentagon), 71 (Pakistan)"."""
    lines = []
    for what, words in FIGURES.items():
        held = sorted((f for f in figures if f.what == what), key=lambda f: (f.value, f.holder))
        told = [f"{f.value:g}" + (f" ({f.holder})" if f.holder != NARRATOR else "") for f in held]
        if told:
            lines.append(f"{words} {', '.join(told)}")
    return lines


def told_of(row: Deal | Measure) -> str:
    """Return when it was told and in how many reports."""
    days = " to ".join(dict.fromkeys(d for d in (row.first_told, row.last_told) if d)) or "no date"
    count = "1 report" if row.reports == 1 else f"{row.reports:,} reports"
    return f"{days}\nin {count}"


def timeline(row: Deal | Measure, console: Console) -> None:
    """Print one row with every telling: its day, stage, holder, publisher and sentence."""
    console.print(Text.assemble((f"{row.id}  ", "dim"), (f"{parties_of(row)}: {what_of(row)}", "bold")))
    for line in (stage_of(row), *details_of(row), told_of(row).replace("\n", ", ")):
        console.print(Text("  " + line))
    for telling in row.tellings:
        console.print()
        console.print(Text("  " + telling_words(telling)))
        said = telling.sentence or f"(words not kept: {telling.start}-{telling.end})"
        console.print(Padding(Text(said, style="italic"), (0, 0, 0, 4)))
        console.print(Text(f"    {telling.url or telling.story}", style="dim"))
    console.print()
    console.print(Text(LEGEND, style="dim"))


def telling_words(telling: Telling) -> str:
    """Return the head of a telling: when it was published, the stage and its own day, who says and who denies it."""
    own = f" {telling.when}" if telling.when and telling.when != telling.published else ""
    is_said = telling.holder != NARRATOR and telling.holder not in telling.denied_by
    says = "" if not is_said else f", says {telling.holder}"
    says = f", {telling.holder} accuses" if telling.is_accusation else says
    denied = f", denied by {', '.join(telling.denied_by)}" if telling.denied_by else ""
    where = f" ({telling.publisher})" if telling.publisher else ""
    return f"{telling.published or 'no date'}{where}: {telling.stage}{own}{says}{denied}"


def flat(row: Deal | Measure) -> dict[str, Any]:
    """Return one row of CSV: lists are joined, numbers keep their holders, the series is one cell."""
    cells: dict[str, Any] = {}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        if name == "figures":
            cells |= {w: _figures(row, w) for w in FIGURES}
        elif name == "called":
            cells[name] = "; ".join(f"“{c.words}” says {c.by}" for c in value)
        elif name == "tellings":
            cells["series"] = "; ".join(telling_words(t) for t in value)
            cells["sentence"] = next((t.sentence for t in reversed(value) if t.stage == cells["stage"]), None)
        else:
            cells[name] = "; ".join(value) if isinstance(value, tuple) else value
    return cells


def _figures(row: Deal | Measure, what: str) -> str:
    figures = row.figures if isinstance(row, Deal) else ()
    return "; ".join(f"{f.value:g} ({f.holder})" for f in figures if f.what == what)


def columns(record: type[Deal] | type[Measure]) -> list[str]:
    """Return the columns of the CSV of a register."""
    given = {"figures": [*FIGURES], "tellings": ["series", "sentence"]}
    return [c for name in record.__struct_fields__ for c in given.get(name, [name])]


def telling_rows(rows: Sequence[Deal | Measure]) -> Iterator[tuple[Any, ...]]:
    """Give one row of CSV for each telling of each deal or measure."""
    for row in rows:
        first, second = (row.supplier, row.recipient) if isinstance(row, Deal) else (row.sender, row.target)
        what = row.item if isinstance(row, Deal) else row.measure
        for telling in row.tellings:
            values = (getattr(telling, name) for name in Telling.__struct_fields__)
            yield row.id, first, second, what, *values
