"""Check an archive: files, hashes, keys, every span of every record, and that the index says the same as the truth."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from redshank.read.story import story_id
from redshank.records import Span
from redshank.records.filed import Rest, StoryRow
from redshank.store import Archive
from redshank.store.columns import records_of
from redshank.store.index import KEYED
from redshank.store.layout import Layout
from redshank.store.ledger import Ledger, UnitFile
from redshank.store.parquet import connect, read_rows
from redshank.store.rows import key_of
from redshank.store.text import has_text
from redshank.store.writer import hash_of


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    kind: str  # file | hash | rows | key | span | words | index | text | decision
    where: str
    message: str


class Checked(msgspec.Struct, kw_only=True):
    """How much was checked."""

    files: int = 0
    stories: int = 0
    events: int = 0
    records: int = 0
    spans: int = 0
    without_text: int = 0  # stories of which only the bounds of spans could be checked


def verify(
    archive: Archive, checked: Checked | None = None, tick: Callable[[Checked], None] = lambda c: None
) -> Iterator[Finding]:
    """Give everything that is wrong with an archive; nothing, if all is well.

    Args:
        archive: opened for reading; nobody should write to it meanwhile.
        checked: counts up while findings come.
        tick: called after each unit.
    """
    checked = checked or Checked()
    ledger = archive.ledger()
    try:
        yield from _files(archive.layout, ledger, checked)
        keys: dict[str, set[str]] = {table: set() for table in KEYED}
        links: list[tuple[str, str, str]] = []
        for unit in ledger.units():
            yield from _unit(archive.layout, ledger.files(unit.id), checked, keys, links)
            tick(checked)
        yield from _links(keys, links)
        yield from _index(archive, ledger, keys)
        yield from _decisions(ledger, keys["events"])
    finally:
        ledger.close()


def _files(layout: Layout, ledger: Ledger, checked: Checked) -> Iterator[Finding]:
    owned = set()
    for file in ledger.files():
        path = layout.file(file.name, file.month, file.unit)
        owned.add(path)
        checked.files += 1
        if not path.is_file():
            yield Finding(kind="file", where=str(path), message="the ledger names this file and it is gone")
        elif hash_of(path) != file.sha256:
            yield Finding(kind="hash", where=str(path), message="the file is not the one that was written")
    for path in layout.truth.rglob("*"):
        if path.is_file() and path not in owned:
            message = "no unit owns this file; the next ingest removes it"
            yield Finding(kind="file", where=str(path), message=message)


def _unit(
    layout: Layout,
    files: list[UnitFile],
    checked: Checked,
    keys: dict[str, set[str]],
    links: list[tuple[str, str, str]],
) -> Iterator[Finding]:
    """Check the records of a unit; note their keys, and what they point at."""
    loaded = {}
    connection = connect()
    for table in {file.name for file in files}:
        paths = [layout.file(f.name, f.month, f.unit) for f in files if f.name == table]
        if all(path.is_file() for path in paths):
            loaded[table] = list(read_rows(connection, paths))
            expected = sum(f.rows for f in files if f.name == table)
            if len(loaded[table]) != expected:
                message = f"{len(loaded[table])} rows where the ledger has {expected}"
                yield Finding(kind="rows", where=f"{files[0].unit}/{table}", message=message)
    texts = {row["id"]: row["text"] for row in loaded.get("texts", ())}
    lengths = {row["id"]: row["chars"] for row in loaded.get("stories", ())}
    for table, rows in loaded.items():
        for row in rows:
            if table in keys:
                if row["id"] in keys[table]:
                    yield Finding(kind="key", where=f"{table} {row['id']}", message="this key stands there twice")
                keys[table].add(row["id"])
            yield from _row(table, row, texts, lengths, checked, links)


def _row(
    table: str,
    row: dict[str, Any],
    texts: dict[str, str],
    lengths: dict[str, int],
    checked: Checked,
    links: list[tuple[str, str, str]],
) -> Iterator[Finding]:
    where = f"{table} {row['id']}"
    if table == "stories":
        checked.stories += 1
        checked.without_text += row["id"] not in texts
        if row["keep"] == "full" and row["id"] not in texts:
            yield Finding(kind="key", where=where, message="its text should be kept and is not there")
    if table == "texts" and story_id(row["text"]) != row["id"]:
        yield Finding(kind="hash", where=where, message="the text is not the one that the id was made from")
    if table not in ("stories", "events", "claims", "transfers", "restrictions"):
        return
    story = row["id"] if table == "stories" else row["story"]
    records = records_of(table, row)
    if table == "stories":
        assert isinstance(records[0], StoryRow)
        records = (msgspec.json.decode(records[0].rest, type=Rest),)
    else:
        links.append((where, "stories", story))
        checked.records += 1
    if table == "events":
        checked.events += 1
        yield from _event_key(where, records)
    if table == "claims":
        links.extend((where, "events", key) for key in records[0].event_ids)
    for kind, message in _spans(records, texts.get(story), lengths.get(story, 0), checked):
        yield Finding(kind=kind, where=where, message=message)


def _event_key(where: str, records: tuple[Any, ...]) -> Iterator[Finding]:
    key, event = records
    made = {key_of(key.story, event.predicate, event.type, n or None) for n in range(16)}
    if key.id not in made:
        yield Finding(kind="key", where=where, message="the key does not fit story, predicate and type")


def _spans(value: Any, text: str | None, length: int, checked: Checked) -> Iterator[tuple[str, str]]:
    """Check all spans in a record: inside the text, and where the words stand beside them, the same words."""
    if isinstance(value, Span):
        checked.spans += 1
        if not 0 <= value.start <= value.end <= length:
            yield "span", f"{value} lies outside the text of {length} characters"
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item, text, length, checked)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name), text, length, checked)
        span, words = getattr(value, "span", None), getattr(value, "text", None)
        if text is not None and isinstance(span, Span) and words and span.of(text) != words:
            yield "words", f"{type(value).__name__} says {words[:40]!r} and the text has {span.of(text)[:40]!r}"


def _links(keys: dict[str, set[str]], links: list[tuple[str, str, str]]) -> Iterator[Finding]:
    for where, table, key in links:
        if key not in keys[table]:
            yield Finding(kind="key", where=where, message=f"it points to {key} in {table}, which is not there")


def _index(archive: Archive, ledger: Ledger, keys: dict[str, set[str]]) -> Iterator[Finding]:
    """Hold the index against the truth."""
    remedy = f"make it again: redshank index {archive.path}"
    if not archive.layout.index.is_file():
        yield Finding(kind="index", where=str(archive.layout.index), message=f"there is no index; {remedy}")
        return
    for table in KEYED:
        held = {row["id"] for row in archive.rows(f"SELECT id FROM {table}")}
        if held != keys[table]:
            message = (
                f"{len(keys[table] - held)} rows are missing in it, {len(held - keys[table])} are too many; {remedy}"
            )
            yield Finding(kind="index", where=f"index, table {table}", message=message)
    if not has_text(archive.layout, [unit.id for unit in ledger.units()]):
        yield Finding(kind="text", where=str(archive.layout.text), message=f"the full text is not up to date; {remedy}")


def _decisions(ledger: Ledger, events: set[str]) -> Iterator[Finding]:
    for decision in ledger.decisions():
        if decision.event not in events:
            message = f"{decision.coder} decided {decision.verdict!r} on an event that is no longer coded"
            yield Finding(kind="decision", where=f"event {decision.event}", message=message)
