"""Who says so: conditions on the holder of an event, its speakers, and the sources of the claims that tell it."""

from collections.abc import Sequence

from redshank.query.names import Names, Who
from redshank.query.parts import Part, either
from redshank.records.errors import InputError

NARRATOR = "narrator"


def held_by(values: Sequence[str], names: Names) -> Part:
    """Return the condition on who is committed to the event."""
    parts: list[Part] = []
    for words in values:
        if words.lower() == NARRATOR:
            parts.append(("holder = ?", [NARRATOR]))
        elif _is_role(words, names):
            parts.append(("contains(lower(holder), ?)", [words]))
        else:
            parts.append(_voice("holder", names.who(words)))
    return either(parts)


def _voice(column: str, who: Who) -> Part:
    """Return the condition that a voice is one of these; its sector is not kept, so that RUS/MIL is not asked for."""
    if who.sectors:
        raise InputError("--says and --holder take a name or a code of a country or body, without a sector.")
    codes, named = list(who.codes), list(who.names)
    parts: list[Part] = []
    if codes:
        parts.append((f"(list_contains(?, {column}_code) OR list_contains(?, {column}_country))", [codes, codes]))
    if named:
        parts.append((f"list_contains(?, {column})", [named]))
    return either(parts)


def said_by(values: Sequence[str], names: Names) -> Part:
    """Return the condition that one of these holds the event, speaks of it, or makes a claim that tells it."""
    parts = [held_by(values, names)]
    for words in values:
        if _is_role(words, names):
            parts.append(("len(list_filter(speakers, lambda s: contains(lower(s), ?))) > 0", [words]))
        elif words.lower() != NARRATOR and (named := names.who(words).names):
            parts.append(("list_has_any(speakers, ?)", [list(named)]))
    sql, parameters = said_in_claims(values, names)
    claims = f"SELECT unnest(event_ids) FROM claims WHERE standing = 'current' AND {sql}"
    return either([*parts, (f"id IN ({claims})", parameters)])


def said_in_claims(values: Sequence[str], names: Names) -> Part:
    """Return the condition on the table `claims` that one of these is the source."""
    parts: list[Part] = []
    for words in values:
        if _is_role(words, names):
            parts.append(("contains(lower(source), ?)", [words]))
        elif words.lower() != NARRATOR:
            parts.append(_voice("source", names.who(words)))
    return either(parts)


def _is_role(words: str, names: Names) -> bool:
    """Say whether words in small letters are a role (officials, residents): looked for in what the text calls it."""
    return words.islower() and words != NARRATOR and not names.is_known(words)
