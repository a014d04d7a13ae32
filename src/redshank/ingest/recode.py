"""Code the stories of an archive again with the engine that is installed, and say what changed."""

from collections.abc import Callable, Iterator

import msgspec

from redshank.kit import Kit
from redshank.records import Event, Reading, Skipped, Story
from redshank.records.filed import EventKey, Rest, StoryRow
from redshank.scale.pool import code_with
from redshank.settings import Settings
from redshank.store import Writer
from redshank.store.columns import records_of
from redshank.store.rows import engine_of, event_ids
from redshank.store.writer import UnitRows, load_unit

CODED = ("events", "claims", "transfers", "restrictions")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One event that came, went, or says something else than before."""

    change: str  # added | removed | changed
    event: str
    story: str
    field: str = ""
    old: str = ""
    new: str = ""
    sentence: str = ""


class Recoded(msgspec.Struct, kw_only=True):
    """What a recoding came to."""

    units: int = 0
    current: int = 0  # units that this engine had coded already
    stories: int = 0
    without_text: int = 0  # stories of which no text is kept: left as they were
    added: int = 0
    removed: int = 0
    changed: int = 0  # events
    same: int = 0
    orphaned: int = 0  # decisions on events that are no longer coded


def recode(
    writer: Writer,
    settings: Settings,
    workers: int = 1,
    recoded: Recoded | None = None,
    *,
    every: bool = False,
) -> Iterator[Change]:
    """Code again, unit by unit, and give each difference; a unit that is done stays done when the run is stopped.

    Args:
        writer: of the archive.
        settings: of the coding.
        workers: processes.
        recoded: counts up while changes come.
        every: also units that this engine has coded already.
    """
    recoded = recoded or Recoded()
    engine = engine_of(Kit(settings).provenance)
    for unit in writer.ledger.units():
        if not every and unit.engine == engine:
            recoded.current += 1
            continue
        if unit.stories:
            recoded.units += 1
            yield from _unit(writer, unit.id, settings, workers, recoded)
    held = {row[0] for row in _event_ids(writer)}
    recoded.orphaned = sum(decision.event not in held for decision in writer.ledger.decisions())


def _event_ids(writer: Writer) -> Iterator[tuple[str]]:
    for file in writer.ledger.files(name="events"):
        path = writer.layout.file(file.name, file.month, file.unit)
        yield from writer.connection.execute(f"SELECT id FROM read_parquet('{path}')").fetchall()


def _unit(writer: Writer, unit: str, settings: Settings, workers: int, recoded: Recoded) -> Iterator[Change]:
    loaded = load_unit(writer, unit)
    texts = {row["id"]: row["text"] for rows in loaded.get("texts", {}).values() for row in rows}
    rows = [records_of("stories", row)[0] for rows in loaded["stories"].values() for row in rows]
    again = {row.id: row for row in rows if row.id in texts and row.signal not in ("kill", "deletion")}
    recoded.without_text += sum(row.id not in texts for row in rows)
    writer.carry(without(loaded, set(again)))
    before = _by_story(loaded, set(again))
    changes: list[Change] = []
    stories = [story_of(row, texts[row.id]) for row in again.values()]
    for story, outcome in zip(stories, code_with(stories, settings, workers), strict=True):
        if isinstance(outcome, Skipped):  # the engine no longer reads it: nothing is lost, the old coding stays
            writer.carry(only(loaded, story.id))
            continue
        row = again[story.id]
        writer.add(outcome, row.keep, row.signal, row.replaces)
        recoded.stories += 1
        changes += differences(story.id, before.get(story.id, {}), _events(outcome), recoded)
    writer.commit(replaces=[unit])
    yield from changes


def _by_story(unit: UnitRows, stories: set[str]) -> dict[str, dict[str, Event]]:
    found: dict[str, dict[str, Event]] = {}
    for rows in unit.get("events", {}).values():
        for row in rows:
            if row["story"] in stories:
                key, event = records_of("events", row)
                assert isinstance(key, EventKey)
                found.setdefault(key.story, {})[key.id] = event
    return found


def _events(reading: Reading) -> dict[str, Event]:
    ids = event_ids(reading)
    return {ids[event.id]: event for event in reading.events}


def differences(story: str, old: dict[str, Event], new: dict[str, Event], recoded: Recoded) -> Iterator[Change]:
    """Give the differences between two codings of one story, by event."""
    for key in old.keys() - new.keys():
        recoded.removed += 1
        yield Change(change="removed", event=key, story=story, old=old[key].line, sentence=old[key].evidence.text)
    for key in new.keys() - old.keys():
        recoded.added += 1
        yield Change(change="added", event=key, story=story, new=new[key].line, sentence=new[key].evidence.text)
    for key in sorted(old.keys() & new.keys()):
        was, now = told(old[key]), told(new[key])
        fields = [name for name in was if was[name] != now[name]]
        recoded.changed += bool(fields)
        recoded.same += not fields
        for name in fields:
            yield Change(
                change="changed",
                event=key,
                story=story,
                field=name,
                old=was[name],
                new=now[name],
                sentence=new[key].evidence.text,
            )


def told(event: Event) -> dict[str, str]:
    """Return what an event says, field by field, as words that can be held against those of another coding."""
    deed = event.deed
    return {
        "modes": ", ".join(event.modes),
        "contexts": ", ".join(event.contexts),
        "cameo": event.cameo or "",
        "status": event.status,
        "holder": event.holder,
        "background": str(event.background).lower(),
        "actors": ", ".join(p.code or p.name for p in event.actors),
        "recipients": ", ".join(p.code or p.name for p in event.recipients),
        "objects": ", ".join(t.text for t in (*event.objects, *event.instruments)),
        "place": event.place.name if event.place else "",
        "when": event.when.value if event.when else "",
        "deed": f"{deed.status} {deed.frame or ''}".strip() if deed else "",
    }


def story_of(row: StoryRow, text: str) -> Story:
    """Return the story as it was read."""
    rest = msgspec.json.decode(row.rest, type=Rest)
    given = row.published_value if row.published_basis == "metadata" else None
    return Story(
        id=row.id,
        text=text,
        source_id=row.source_id,
        title=row.title,
        published=given,
        publisher=row.publisher,
        url=row.url,
        language=row.language,
        parts=rest.parts,
    )


def without(unit: UnitRows, stories: set[str]) -> UnitRows:
    """Return the rows of a unit but for what was coded from some stories; where they were met stays."""
    return _filtered(unit, lambda story: story not in stories, keep_others=True)


def only(unit: UnitRows, story: str) -> UnitRows:
    """Return the rows that were coded from one story."""
    return _filtered(unit, lambda other: other == story, keep_others=False)


def _filtered(unit: UnitRows, is_kept: Callable[[str], bool], *, keep_others: bool) -> UnitRows:
    made: UnitRows = {}
    for table, months in unit.items():
        key = "id" if table in ("stories", "texts") else "story" if table in CODED else None
        for month, rows in months.items():
            kept = rows if key is None and keep_others else [r for r in rows if key and is_kept(r[key])]
            if kept:
                made.setdefault(table, {})[month] = kept
    return made
