"""Give an archive the texts that it does not keep: by their hash, so that no text lands on another story."""

from collections.abc import Iterable

import msgspec

from redshank.ingest.recode import only, without
from redshank.records import Skipped, Story
from redshank.records.filed import Rest, StoryRow, TextRow
from redshank.store import Writer
from redshank.store.columns import records_of, row_of
from redshank.store.rows import fill
from redshank.store.writer import UnitRows, load_unit

MOST = 50_000_000  # characters of text held in memory before they are stored


class Attached(msgspec.Struct, kw_only=True):
    """What an attaching came to."""

    attached: int = 0
    had: int = 0  # stories whose text was there
    unknown: int = 0  # texts of no story of the archive
    skipped: int = 0


def attach(writer: Writer, stories: Iterable[Story | Skipped]) -> Attached:
    """Put texts to the stories that lack them; the words of their records come back with the text.

    Args:
        writer: of the archive.
        stories: as they were read when they were coded, the same title and byline in front: else the hash differs.
    """
    attached = Attached()
    waiting: dict[str, dict[str, str]] = {}
    held = 0
    for story in stories:
        if isinstance(story, Skipped):
            attached.skipped += 1
            continue
        unit = writer.ledger.unit_of(story.id)
        if not unit:
            attached.unknown += 1
            continue
        waiting.setdefault(unit, {})[story.id] = story.text
        held += len(story.text)
        if held > MOST:
            _store(writer, waiting, attached)
            waiting, held = {}, 0
    _store(writer, waiting, attached)
    return attached


def _store(writer: Writer, waiting: dict[str, dict[str, str]], attached: Attached) -> None:
    for unit, texts in waiting.items():
        loaded = load_unit(writer, unit)
        had = {row["id"] for rows in loaded.get("texts", {}).values() for row in rows}
        new = {story: text for story, text in texts.items() if story not in had}
        attached.had += len(texts) - len(new)
        if not new:
            continue
        writer.carry(without(loaded, set(new)))
        for story, text in new.items():
            writer.carry(with_text(only(loaded, story), story, text))
            attached.attached += 1
        writer.commit(replaces=[unit])


def with_text(rows: UnitRows, story: str, text: str) -> UnitRows:
    """Return the rows of a story with its text and the words that it gives."""
    made: UnitRows = {}
    for table, months in rows.items():
        for month, found in months.items():
            made.setdefault(table, {})[month] = [_filled(table, row, text) for row in found]
    month = next(iter(rows["stories"]))
    made["texts"] = {month: [row_of("texts", TextRow(id=story, text=text))]}
    return made


def _filled(table: str, row: dict[str, object], text: str) -> dict[str, object]:
    if table == "stories":
        (story,) = records_of(table, row)
        assert isinstance(story, StoryRow)
        rest = fill(msgspec.json.decode(story.rest, type=Rest), text)
        story = msgspec.structs.replace(story, keep="full", rest=msgspec.json.encode(rest).decode())
        return row_of(table, story)
    key, record = records_of(table, row)
    if table == "claims":
        key = msgspec.structs.replace(key, text=" ... ".join(s.of(text) for s in record.content))
    return row_of(table, fill(key, text), fill(record, text))
