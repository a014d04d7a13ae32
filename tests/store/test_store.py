"""What goes into an archive comes out of it again, whole, once, and with its words in their places."""

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from redshank.records import Reading, Span
from redshank.records.errors import ArchiveError, InputError
from redshank.store import Archive, open_writer
from redshank.store.columns import TABLES, columns, records_of, row_of
from redshank.store.index import refresh_index
from redshank.store.layout import Layout
from redshank.store.ledger import MIGRATIONS, Decision, Ledger, key_of_number, number
from redshank.store.parquet import connect
from redshank.store.rows import event_ids, fill, key_of, rows_of, whole_day
from redshank.store.text import refresh_text
from where import ROOT


def store(path, readings, keep=None):
    """Make an archive of some readings, with its index."""
    with open_writer(path, keep) as writer:
        for reading in readings:
            writer.add(reading)
            writer.sight(reading.id, reading.source_id, reading.publisher)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    return path


def test_a_reading_comes_out_as_it_went_in(bundled, archive_path):
    with Archive(archive_path) as archive:
        for reading in bundled.values():
            assert archive.reading(reading.id) == reading


def test_each_event_is_found_by_its_id_with_its_story(bundled, archive_path):
    reading = bundled["sanctions"]
    ids = event_ids(reading)
    assert len(set(ids.values())) == len(reading.events)
    with Archive(archive_path) as archive:
        filed = list(archive.filed(list(ids.values())))
        assert [f.event for f in filed] == list(reading.events)
        assert {f.key.story for f in filed} == {reading.id}
        assert archive.event("0" * 16) is None
        assert archive.stories([reading.id])[reading.id]["source_id"] == reading.source_id


def test_the_id_of_an_event_hangs_on_story_predicate_and_type_alone(bundled):
    reading = bundled["sanctions"]
    event = msgspec.structs.replace(reading.events[0], actors=(), status="alleged", holder="Somebody")
    changed = msgspec.structs.replace(reading, events=(event,))
    assert event_ids(changed)[event.id] == event_ids(reading)[event.id]
    moved = msgspec.structs.replace(event, predicate=Span(0, 3))
    assert event_ids(msgspec.structs.replace(reading, events=(moved,))) != event_ids(changed)


def test_two_events_of_one_predicate_and_type_have_two_ids(bundled):
    event = bundled["sanctions"].events[0]
    twin = msgspec.structs.replace(event, id="e99")
    ids = event_ids(msgspec.structs.replace(bundled["sanctions"], events=(event, twin)))
    assert ids[event.id] != ids["e99"]


def test_the_same_again_adds_nothing(bundled, tmp_path):
    readings = list(bundled.values())[:3]
    store(tmp_path / "a", readings)
    with open_writer(tmp_path / "a") as writer:
        assert all(writer.has(r.id) for r in readings)
        assert not writer.sight(readings[0].id, readings[0].source_id, readings[0].publisher)
        assert writer.sight(readings[0].id, "elsewhere.txt")
        assert writer.add(readings[0]) >= 0
        assert writer.add(readings[0]) == 0, "a text is taken once"


@pytest.mark.parametrize("keep", ["full", "evidence", "offsets"])
def test_what_is_kept_of_the_words(bundled, tmp_path, keep):
    reading = bundled["sanctions"]
    path = store(tmp_path / "a", [reading], keep)
    body = reading.text[400:460]
    with Archive(path) as archive:
        found = archive.reading(reading.id)
        assert (archive.text(reading.id) == reading.text) == (keep == "full")
        assert all((e.evidence.text == "") == (keep == "offsets") for e in found.events)
        assert [e.evidence.span for e in found.events] == [e.evidence.span for e in reading.events]
        stored = json.dumps(
            [archive.rows(f"SELECT * FROM {t}") for t in ("events", "claims", "transfers")], default=str
        )
    if keep == "offsets":
        sentences = [e.evidence.text for e in reading.events]
        assert not any(s in stored for s in sentences)
        whole = b"".join(p.read_bytes() for p in path.rglob("*.parquet"))
        assert body.encode() not in whole
        refilled = fill(found, reading.text)
        assert [e.evidence for e in refilled.events] == [e.evidence for e in reading.events]
        assert [e.actors for e in refilled.events] == [e.actors for e in reading.events]
        assert all(p.text == "" for e in found.events for p in (*e.actors, *e.recipients))
        assert all(place.text == "" for place in found.places)


def test_every_column_of_the_truth_has_a_type_and_a_way_back(bundled):
    for table in TABLES:
        assert columns(table)
    rows = rows_of(bundled["arms_deal"])
    for table, pairs in (("events", rows.events), ("claims", rows.claims), ("transfers", rows.transfers)):
        assert pairs
        for key, record in pairs:
            assert records_of(table, row_of(table, key, record)) == (key, record)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2022-06-25", "2022-06-25"),
        ("2022-06-25T10:00:00+02:00", "2022-06-25"),
        ("2022-06", "2022-06-01"),
        ("2022", "2022-01-01"),
        ("2022-13-01", None),
        ("", None),
        (None, None),
    ],
)
def test_whole_day(given, day):
    assert whole_day(given) == day


def test_a_key_fits_the_number_that_sqlite_keeps():
    for part in range(50):
        assert -(1 << 63) <= number(key_of(part)) < 1 << 63
        assert key_of_number(number(key_of(part))) == key_of(part)


# crashes


KILLED = """
import os, sys
from pathlib import Path
import msgspec
from redshank.records import Reading
from redshank.store import open_writer
from redshank.store import writer as module

readings = msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=list[Reading])
with open_writer(Path(sys.argv[1])) as writer:
    writer.add(readings[0])
    writer.commit()
    writer.add(readings[1])
    if sys.argv[3] == "between":  # files are written, the ledger does not know them
        writer.ledger.add_unit = lambda *a: os.kill(os.getpid(), 9)
    else:  # in the middle of the files
        real, count = module.write_parquet, [0]
        def third(*a):
            count[0] += 1
            if count[0] == 3:
                Path(str(a[3]) + ".part").parent.mkdir(parents=True, exist_ok=True)
                Path(str(a[3]) + ".part").write_bytes(b"PAR1 half")
                os.kill(os.getpid(), 9)
            real(*a)
        module.write_parquet = third
    writer.commit()
"""


@pytest.mark.parametrize("moment", ["between", "within"])
def test_a_kill_loses_nothing_that_was_stored_and_leaves_nothing_half(bundled, tmp_path, moment):
    readings = list(bundled.values())[:2]
    (tmp_path / "readings.json").write_bytes(msgspec.json.encode(readings))
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    argv = [sys.executable, "-c", textwrap.dedent(KILLED), tmp_path / "a", tmp_path / "readings.json", moment]
    ran = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == -9, ran.stderr
    stray = list((tmp_path / "a" / "truth").rglob("*"))
    with open_writer(tmp_path / "a") as writer:
        assert writer.has(readings[0].id)
        assert not writer.has(readings[1].id)
        owned = {writer.layout.file(f.name, f.month, f.unit) for f in writer.ledger.files()}
        left = {p for p in writer.layout.truth.rglob("*") if p.is_file()}
        assert left == owned
        assert len(stray) > len(left)
        writer.add(readings[1])
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
    with Archive(tmp_path / "a") as archive:
        assert [archive.reading(r.id) for r in readings] == readings


def test_a_lost_ledger_is_made_again_from_the_truth(bundled, tmp_path):
    readings = list(bundled.values())[:4]
    path = store(tmp_path / "a", readings)
    with open_writer(path) as writer:
        writer.mark(readings[0].id, "story", "withdrawn", "killed")
        writer.commit()
        before = (writer.ledger.units(), writer.ledger.files(), writer.ledger.marks())
    for suffix in ("", "-wal", "-shm"):
        (path / f"state.sqlite{suffix}").unlink(missing_ok=True)
    with open_writer(path) as writer:
        assert {u.id for u in writer.ledger.units()} == {u.id for u in before[0]}
        assert writer.ledger.files() == before[1]
        assert writer.ledger.marks() == before[2]
        assert writer.has(readings[3].id)
        assert not writer.sight(readings[0].id, readings[0].source_id, readings[0].publisher)


def test_a_second_writer_is_refused_and_readers_are_not(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    with open_writer(path) as writer:
        writer.add(bundled["sanctions"])
        with pytest.raises(ArchiveError, match=r"being written to by process \d+"), open_writer(path):
            pass
        with Archive(path) as archive:
            assert archive.rows("SELECT count(*) AS n FROM stories")[0]["n"] == 1
            writer.commit()
            refresh_index(writer.layout, writer.ledger)
            assert archive.rows("SELECT count(*) AS n FROM stories")[0]["n"] == 1, "an open index stays as it was"
        with Archive(path) as archive:
            assert archive.rows("SELECT count(*) AS n FROM stories")[0]["n"] == 2


# versions


def test_an_archive_of_a_newer_version_is_refused_with_the_way_out(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    card = json.loads((path / "archive.json").read_text())
    (path / "archive.json").write_text(json.dumps({**card, "format": 99}))
    with pytest.raises(ArchiveError, match=r"format 99.*pip install --upgrade"):
        Archive(path)
    with pytest.raises(ArchiveError, match="format 99"), open_writer(path):
        pass


def test_a_state_of_a_newer_version_is_refused(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    with sqlite3.connect(path / "state.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveError, match="newer redshank"), open_writer(path):
        pass


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
def test_an_older_state_is_brought_up_to_date_with_all_it_holds(tmp_path, version):
    db = sqlite3.connect(tmp_path / "state.sqlite")
    for step in MIGRATIONS[:version]:
        db.executescript(step)
    if version:
        db.execute("INSERT INTO units VALUES ('u1', 1, 'old', 3, 7)")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
    ledger = Ledger(tmp_path / "state.sqlite")
    assert ledger.counts() == ((1, 3, 7) if version else (0, 0, 0))
    decision = Decision(
        event="e", story="s", start=1, stop=2, type="AID", verdict="accept", coder="ann", at="2020-01-01T00:00:00Z"
    )
    ledger.decide(decision)
    assert ledger.decisions() == [decision]
    ledger.save("queries", "mine", "{}")
    assert ledger.saved("queries") == {"mine": "{}"}
    ledger.close()


def test_files_of_an_older_version_lack_a_column_and_are_read_all_the_same(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    layout = Layout(path)
    with open_writer(path) as writer:
        (file,) = writer.ledger.files(name="events")
        where = layout.file(file.name, file.month, file.unit)
        connect().execute(
            f"COPY (SELECT * EXCLUDE (disputed, own, numbers, score), "
            f"{{'value': score.value, 'why': score.why}} AS score FROM '{where}') "
            f"TO '{where}.part' (FORMAT parquet)"
        )
        Path(f"{where}.part").replace(where)
        refresh_index(writer.layout, writer.ledger, afresh=True)
    with Archive(path) as archive:
        ids = [row["id"] for row in archive.rows("SELECT id FROM events")]
        filed = list(archive.filed(ids))
        assert len(filed) == len(bundled["summit"].events)
        assert all(f.key.disputed == () and f.event.own == () for f in filed)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "There is no archive"),
        (lambda path: path.mkdir(), "no archive: archive.json is missing"),
        (lambda path: (path.mkdir(), (path / "archive.json").write_text("{")), "cannot be read"),
    ],
)
def test_what_is_no_archive_is_said(tmp_path, make, message):
    make(tmp_path / "a")
    with pytest.raises(ArchiveError, match=message):
        Archive(tmp_path / "a")


def test_a_folder_with_other_things_is_never_made_an_archive(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "thesis.tex").write_text("...")
    with pytest.raises(ArchiveError, match="folder but no archive"), open_writer(tmp_path / "a"):
        pass


def test_an_archive_without_an_index_says_how_to_make_it(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    (path / "index.duckdb").unlink()
    with Archive(path) as archive, pytest.raises(ArchiveError, match="redshank index"):
        archive.rows("SELECT 1")


# index and text


def test_the_index_says_the_same_afresh_as_step_by_step(bundled, tmp_path):
    readings = list(bundled.values())[:5]
    with open_writer(tmp_path / "a") as writer:
        for reading in readings:
            writer.add(reading)
            writer.commit()
            refresh_index(writer.layout, writer.ledger)
    sql = "SELECT * FROM events ORDER BY id"
    with Archive(tmp_path / "a") as archive:
        stepwise = archive.rows(sql)
    with open_writer(tmp_path / "a") as writer:
        refresh_index(writer.layout, writer.ledger, afresh=True)
    with Archive(tmp_path / "a") as archive:
        assert archive.rows(sql) == stepwise
    assert len(stepwise) == sum(len(r.events) for r in readings)


def test_an_index_is_only_made_when_something_changed(bundled, tmp_path):
    path = store(tmp_path / "a", [bundled["summit"]])
    made = (path / "index.duckdb").stat().st_ino
    with open_writer(path) as writer:
        refresh_index(writer.layout, writer.ledger)
        assert (path / "index.duckdb").stat().st_ino == made
        writer.mark(bundled["summit"].id, "story", "withdrawn", "killed")
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        assert (path / "index.duckdb").stat().st_ino != made
    (path / "index.duckdb").write_bytes(b"no database")
    with open_writer(path) as writer:
        refresh_index(writer.layout, writer.ledger)
    with Archive(path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM stories")[0]["n"] == 1


def test_words_find_events(bundled, archive_path):
    sentence = bundled["sanctions"].events[0].evidence.text
    word = max(sentence.split(), key=len).strip(".,\"'")
    with Archive(archive_path) as archive:
        found = archive.search(word)
        assert list(archive.filed(found))
        assert len(list(archive.filed(found))) == len(found)
        assert all(word.lower()[:4] in f.event.evidence.text.lower() for f in archive.filed(found))
        with pytest.raises(InputError, match="cannot be read"):
            archive.search('"unclosed')


def test_a_crash_before_the_list_is_written_doubles_no_hit(bundled, tmp_path):
    from redshank.store.text import STAMP

    path = store(tmp_path / "a", [bundled["sanctions"]])
    with Archive(path) as archive:
        word = max(bundled["sanctions"].events[0].evidence.text.split(), key=len).strip(".,\"'")
        before = archive.search(word)
    with open_writer(path) as writer:
        writer.add(bundled["summit"])
        writer.commit()
        listed = (path / "text" / STAMP).read_bytes()
        refresh_text(writer.layout, writer.ledger)
        (path / "text" / STAMP).write_bytes(listed)
        refresh_text(writer.layout, writer.ledger)
        refresh_index(writer.layout, writer.ledger)
    with Archive(path) as archive:
        assert len(archive.search(word)) == len(set(archive.search(word))) >= len(before)
        some = bundled["summit"].events[0].evidence.text.split()[0].strip(".,\"'")
        assert len(archive.search(some)) == len(set(archive.search(some)))


def test_a_mark_changes_how_a_story_stands(bundled, tmp_path):
    reading = bundled["sanctions"]
    path = store(tmp_path / "a", [reading, bundled["summit"]])
    with open_writer(path) as writer:
        assert writer.mark(reading.id, "story", "withdrawn", "killed by the agency")
        assert not writer.mark(reading.id, "story", "withdrawn", "killed by the agency")
        writer.commit()
        assert not writer.mark(reading.id, "story", "withdrawn", "killed by the agency")
        refresh_index(writer.layout, writer.ledger)
    with Archive(path) as archive:
        rows = archive.rows("SELECT standing, reason, story FROM events")
        assert {r["standing"] for r in rows if r["story"] == reading.id} == {"withdrawn"}
        assert {r["standing"] for r in rows if r["story"] != reading.id} == {"current"}
        filed = next(archive.filed([event_ids(reading)["e1"]]))
        assert (filed.standing, filed.reason) == ("withdrawn", "killed by the agency")


def test_duckdb_loads_no_extension_by_itself():
    connection = connect()
    for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert connection.execute(f"SELECT current_setting('{name}')").fetchone()[0] is False


def test_an_empty_reading_is_stored(tmp_path):
    reading = Reading(id=key_of("x"), source_id="x", text="x")
    path = store(tmp_path / "a", [reading])
    with Archive(path) as archive:
        assert archive.reading(reading.id) == reading
