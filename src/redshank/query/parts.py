"""Conditions in SQL with their parameters, and how they are joined; values never stand in the SQL itself."""

from collections.abc import Sequence
from typing import Any

from redshank.query.names import Who

Part = tuple[str, list[Any]]
SHORT = 1000
# two who meet, or sign, stand side by side as actors: there is no recipient, and each is the other's
MUTUAL = "(len(recipient_names) = 0 AND list_contains(?, frame))"


def takes_part(name: str, whos: Sequence[Who]) -> Part:
    """Return the condition that one of these takes part on a side, `actor` or `recipient`."""
    codes = sorted({c for w in whos if not w.sectors for c in w.codes})
    parts: list[Part] = []
    if codes:
        parts.append((f"(list_has_any({name}_keys, ?) OR list_has_any({name}_codes, ?))", [codes, codes]))
    for who in whos:
        if who.names:
            parts.append(_of_sector(name, who, (f"list_has_any({name}_names, ?)", [list(who.names)])))
        if who.codes and who.sectors:
            parts.append(_of_sector(name, who, takes_part(name, [Who(codes=who.codes)])))
        if who.sectors and not who.codes and not who.names:
            parts.append(_of_sector(name, who, None))
    return either(parts)


def _of_sector(name: str, who: Who, part: Part | None) -> Part:
    sectors: list[Part] = [(f"list_has_any({name}_sectors, ?)", [list(who.sectors)])] if who.sectors else []
    return joined([*([part] if part else []), *sectors], "AND")


def among(ids: Sequence[str]) -> Part:
    """Return the condition that an event is one of these; a short list is asked for one by one, which is faster."""
    if len(ids) > SHORT:
        return "id IN (SELECT unnest(?))", [list(ids)]
    return (f"id IN ({', '.join('?' * len(ids))})", list(ids)) if ids else ("false", [])


def either(parts: Sequence[Part]) -> Part:
    """Join conditions of which one will do."""
    return joined(parts, "OR")


def joined(parts: Sequence[Part], word: str) -> Part:
    """Join conditions; none of them is true for AND, and false for OR."""
    if not parts:
        return ("true" if word == "AND" else "false"), []
    if len(parts) == 1:
        return parts[0]
    return "(" + f" {word} ".join(sql for sql, _ in parts) + ")", [v for _, values in parts for v in values]
