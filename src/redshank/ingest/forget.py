"""Remove a story, or a name, and leave a tombstone, so that neither comes back with the next reading."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from redshank.ingest.recode import only, without
from redshank.records import Reading
from redshank.records.filed import Keep
from redshank.store import Archive, Writer
from redshank.store.columns import TABLES
from redshank.store.rows import key_of
from redshank.store.writer import UnitRows, load_unit

REMOVED = "[name removed]"
LONGEST_NAME = 5  # words
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
WORDY = frozenset({"text", "line", "about", "who", "of", "sentence"})


class Forgotten(msgspec.Struct, kw_only=True):
    """What was removed."""

    stories: int = 0
    events: int = 0
    places: int = 0  # where the words of a removed story were met
    decisions: int = 0


def forget_story(writer: Writer, archive: Archive, story: str, reason: str) -> Forgotten:
    """Remove a story with all that was coded from it, its text, its title, its addresses, the decisions on it."""
    forgotten = Forgotten()
    writer.mark(story, "story", "forgotten", reason)
    writer.commit()
    units = {row["unit"] for row in archive.rows("SELECT unit FROM stories WHERE id = ?", [story])}
    units |= {row["unit"] for row in archive.rows("SELECT unit FROM sightings WHERE story = ?", [story])}
    for unit in sorted(units):
        loaded = load_unit(writer, unit)
        gone = only(loaded, story)
        met = sum(row["story"] == story for rows in loaded.get("sightings", {}).values() for row in rows)
        forgotten.stories += sum(map(len, gone.get("stories", {}).values()))
        forgotten.events += sum(map(len, gone.get("events", {}).values()))
        forgotten.places += met
        rest = without(loaded, {story})
        for month, rows in rest.get("sightings", {}).items():
            rest["sightings"][month] = [row for row in rows if row["story"] != story]
        writer.carry(rest)
        writer.commit(replaces=[unit])
    with writer.ledger.whole():
        writer.ledger.never_again([story])
    forgotten.decisions = writer.ledger.drop_decisions(story)
    return forgotten


def forget_name(writer: Writer, archive: Archive, name: str, reason: str) -> Forgotten:
    """Take a name out of all records, and with it the words of every story that has it; the events stay, by role.

    Texts are never edited: a story that holds the name keeps nothing but offsets.
    """
    forgotten = Forgotten()
    writer.mark(name_key(name), "name", "forgotten", reason)
    writer.commit()
    for unit in writer.ledger.units():
        loaded = load_unit(writer, unit.id)
        stories = {story for story in _ids(loaded) if holds(only(loaded, story), name)}
        if not stories:
            continue
        writer.carry(without(loaded, stories))
        for story in stories:
            rows = nameless(only(loaded, story), [name])
            forgotten.stories += 1
            forgotten.events += sum(map(len, rows.get("events", {}).values()))
            writer.carry(rows)
        writer.commit(replaces=[unit.id])
    return forgotten


def name_key(name: str) -> str:
    """Return what a tombstone keeps of a name: a hash, so that the list of the forgotten names nobody."""
    return key_of("forgotten name", " ".join(name.casefold().split()))


def forgotten_names(text: str, keys: Iterable[str]) -> list[str]:
    """Return the names in a text whose tombstones stand."""
    wanted = set(keys)
    if not wanted:
        return []
    words = list(WORD.finditer(text))
    found = []
    for start in range(len(words)):
        for end in range(start, min(start + LONGEST_NAME, len(words))):
            name = text[words[start].start() : words[end].end()].rstrip(".")
            if name_key(name) in wanted:
                found.append(name)
    return list(dict.fromkeys(found))


def without_names(reading: Reading, names: list[str]) -> Reading:
    """Return a reading in which some names stand nowhere but in the text."""
    tree = msgspec.to_builtins(reading)
    made = _replaced({k: v for k, v in tree.items() if k != "text"}, _pattern(names))
    return msgspec.convert({**made, "text": reading.text}, Reading)


def nameless(rows: UnitRows, names: list[str]) -> UnitRows:
    """Return the rows of a story without its words and without some names."""
    pattern = _pattern(names)
    made: UnitRows = {}
    keep: Keep = "offsets"
    for table, months in rows.items():
        if table == "texts":
            continue
        for month, found in months.items():
            cleaned = []
            for row in found:
                row = _replaced(_wordless(row), pattern)
                if table == "stories":
                    rest = msgspec.json.decode(row["rest"])
                    row |= {"keep": keep, "rest": msgspec.json.encode(_wordless(rest)).decode(), "title": None}
                if table == "claims":
                    row["text"] = None
                cleaned.append(row)
            made.setdefault(table, {})[month] = cleaned
    return made


def _pattern(names: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(r"\b" + r"\s+".join(map(re.escape, n.split())) + r"\b" for n in names), re.IGNORECASE)


def _replaced(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(REMOVED, value)
    if isinstance(value, dict):
        return {k: _replaced(v, pattern) for k, v in value.items()}
    return [_replaced(v, pattern) for v in value] if isinstance(value, list | tuple) else value


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: "" if k in WORDY and isinstance(v, str) else _wordless(v) for k, v in value.items()}
    return [_wordless(v) for v in value] if isinstance(value, list | tuple) else value


def _ids(unit: UnitRows) -> Iterator[str]:
    for rows in unit.get("stories", {}).values():
        for row in rows:
            yield row["id"]


def holds(rows: UnitRows, name: str) -> bool:
    """Say whether a name stands anywhere in some rows."""
    pattern = _pattern([name])

    def inside(value: Any) -> bool:
        if isinstance(value, str):
            return bool(pattern.search(value))
        if isinstance(value, dict):
            return any(map(inside, value.values()))
        return isinstance(value, list | tuple) and any(map(inside, value))

    return any(inside(row) for table in TABLES for found in rows.get(table, {}).values() for row in found)
