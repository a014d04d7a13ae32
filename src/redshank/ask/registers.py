"""Transfers and restrictions in plain words, one line each."""

from redshank.records import Restriction, Transfer

COUNTS = (
    ("number", "promised or asked for"),
    ("ordered", "ordered"),
    ("delivered", "delivered"),
    ("per_unit", "a unit"),
)


def transfer_words(transfer: Transfer) -> str:
    """Return a transfer as a line: "RUS → BLR: Iskander-M, promised, deadline PXM, says Vladimir Putin"."""
    counts = [f"{value:g} {words}" for name, words in COUNTS if (value := getattr(transfer, name)) is not None]
    kind = [transfer.kind] if transfer.kind != "transfer" else []
    parts = [*kind, *([transfer.terms] if transfer.terms else []), transfer.stage, *counts]
    if transfer.when:
        parts.append(transfer.when)
    if transfer.deadline:
        parts.append(f"deadline {transfer.deadline}")
    if transfer.condition:
        parts.append(" ".join(transfer.condition.split()))
    sides = f"{transfer.supplier or '?'} → {transfer.recipient or '?'}"
    return f"{sides}: {', '.join([transfer.item or 'arms', *parts])}{_says(transfer.holder)}"


def restriction_words(restriction: Restriction) -> str:
    """Return a restriction as a line: "LTU → RUS: transit, adopted, since 2022-W24, called “blockade” by RUS"."""
    sides = f"{', '.join(restriction.senders) or '?'} → {', '.join(restriction.targets) or '?'}"
    parts: list[str] = [restriction.measure, restriction.stage]
    if restriction.since:
        parts.append(f"since {restriction.since}")
    if restriction.instrument:
        parts.append(restriction.instrument)
    parts += [f"but for {' '.join(w.text.split())}" for w in restriction.exemptions]
    parts += [f"“{' '.join(c.text.split())}” says {c.name}" for c in restriction.called]
    return f"{sides}: {', '.join(parts)}{_says(restriction.holder)}"


def _says(holder: str) -> str:
    return "" if holder == "narrator" else f"; says {holder}"
