"""Sources go into an archive once, whatever stops the run; what a publisher takes back no longer stands."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from redshank.ingest.compact import compact
from redshank.ingest.publish import Publisher, plain_title
from redshank.ingest.run import Choices, Run, ingest_stories
from redshank.ingest.verify import Checked, verify
from redshank.read import About, Fields, make_story
from redshank.records import Skipped
from redshank.settings import Settings
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.ledger import Decision
from redshank.store.rows import key_of
from redshank.store.text import refresh_text
from where import ROOT, STORIES

NORWAY = "Norway offered to mediate between Sri Lanka and the Tamil Tigers, the foreign ministry said."
SUDAN = "Sudan expelled two Dutch diplomats on Monday. The Netherlands recalled its ambassador from Khartoum."
PERU = "Peru and Ecuador signed a peace treaty in Brasilia. Brazil welcomed the accord."


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with some sources, in which commands run."""
    (tmp_path / "news").mkdir()
    for name in ("summit", "sanctions"):
        shutil.copy(STORIES / f"{name}.txt", tmp_path / "news")
    rows = [
        {"text": NORWAY, "date": "2000-02-02", "source": "Fjord Wire", "id": "n1"},
        {"text": SUDAN, "date": "2000-02-03", "source": "Fjord Wire", "id": "n2"},
        {"text": "", "id": "n3"},
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(path):
    with Archive(path) as archive:
        return list(verify(archive))


def one(path, sql):
    with Archive(path) as archive:
        return archive.rows(sql)[0]


def feed(path, *stories, **choices):
    """Bring stories in as `watch` does."""
    with open_writer(path) as writer:
        return ingest_stories(writer, stories, Settings(), Choices(**choices))


def story(text, source_id, **fields):
    made = make_story(Fields(text=text, title=fields.pop("title", None)), About(publisher="Fjord Wire"), source_id)
    return msgspec.structs.replace(made, **fields)


def test_sources_go_in_once(desk, redshank):
    first = redshank("ingest", "west", "news", "rows.jsonl")
    assert first.code == 0, first.err
    assert "4 new stories" in first.out
    assert "skipped: 1 empty" in first.out
    assert "text=text" in first.err, "the mapping that was guessed is shown"
    assert findings("west") == []
    before = one("west", "SELECT count(*) AS events FROM events")
    again = redshank("ingest", "west", "news", "rows.jsonl")
    assert again.code == 0
    assert "0 new stories, 0 events" in again.out
    assert "3 sources unchanged" in again.out
    os.utime("rows.jsonl", (1, 1))
    touched = redshank("ingest", "west", "news", "rows.jsonl")
    assert "2 stories known" in touched.out
    assert "1 as before" in touched.out
    assert one("west", "SELECT count(*) AS events FROM events") == before
    assert findings("west") == []


def test_every_skip_is_listed(desk, redshank):
    (desk / "pic.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    ran = redshank("ingest", "west", "rows.jsonl", "pic.txt", "nowhere.txt", "--report", "skips.csv")
    assert ran.code == 0
    lines = (desk / "skips.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    assert {line.split(",")[2] for line in lines[1:]} == {"empty", "binary", "missing"}
    again = redshank("ingest", "west", "rows.jsonl", "pic.txt", "nowhere.txt", "--report", "skips.csv")
    assert again.code == 0
    assert len((desk / "skips.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_nothing_that_could_be_read_ends_with_3_and_a_reason(desk, redshank):
    ran = redshank("ingest", "west", "nowhere.txt")
    assert ran.code == 3
    assert "no story could be read" in ran.err


def test_the_same_words_elsewhere_are_a_copy(desk, redshank):
    (desk / "copy.txt").write_bytes((desk / "news" / "summit.txt").read_bytes())
    ran = redshank("ingest", "west", "news", "copy.txt")
    assert "2 new stories" in ran.out
    assert "1 stories known (1 of them met in a new place)" in ran.out
    assert one("west", "SELECT count(*) AS n, count(DISTINCT story) AS s FROM sightings") == {"n": 3, "s": 2}


def test_two_texts_under_one_id_are_both_kept_and_told(desk, redshank):
    rows = [{"text": NORWAY, "id": "7"}, {"text": SUDAN, "id": "7"}]
    (desk / "twice.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    ran = redshank("ingest", "west", "twice.jsonl")
    assert "2 new stories" in ran.out
    assert "1 texts share an id" in ran.err
    shutil.rmtree("west")
    ran = redshank("ingest", "west", "twice.jsonl", "--supersede")
    assert "1 stories superseded" in ran.out
    stands = one("west", "SELECT standing, reason FROM stories WHERE standing <> 'current'")
    assert stands["standing"] == "superseded"
    assert "a later text" in stands["reason"]


def test_a_correction_supersedes_and_a_kill_withdraws(tmp_path):
    path = tmp_path / "west"
    feed(path, story(SUDAN, "w1", title="Sudan expels diplomats"), story(NORWAY, "w2", title="Norway offers talks"))
    corrected = SUDAN.replace("two", "three")
    summary = feed(
        path,
        story(corrected, "w9", title="CORRECTED: Sudan expels diplomats", signal="correction"),
        story("KILL. Fjord Wire withdraws the story Norway offers talks.", "w10", signal="kill", replaces="w2"),
    )
    assert (summary.superseded, summary.withdrawn) == (1, 1)
    with Archive(path) as archive:
        stands = {r["source_id"]: r["standing"] for r in archive.rows("SELECT source_id, standing FROM stories")}
        assert stands == {"w1": "superseded", "w2": "withdrawn", "w9": "current", "w10": "current"}
        assert (
            archive.rows("SELECT * FROM events WHERE story IN (SELECT id FROM stories WHERE source_id = 'w10')") == []
        )
        reasons = {r["reason"] for r in archive.rows("SELECT reason FROM events WHERE standing <> 'current'")}
        assert reasons == {"a corrected version was published", "withdrawn by its publisher"}
    again = feed(path, story(SUDAN, "w1", title="Sudan expels diplomats"))
    assert again.known == 1, "what was taken back does not come again"
    assert findings(path) == []


def test_a_notice_takes_effect_while_a_watch_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("redshank.ingest.publish.LEAST_SECONDS", 0.0)
    monkeypatch.setattr("redshank.ingest.publish.SHARE", 0)
    with open_writer(tmp_path / "west") as writer:
        publisher = Publisher(writer)
        told = story(SUDAN, "w1", title="Sudan expels diplomats")
        killed = story("KILL. The story is withdrawn.", "w2", title="KILL: Sudan expels diplomats", signal="kill")
        for one_visit in ([told], [killed]):
            ingest_stories(writer, one_visit, Settings(), Choices(), publisher)
    assert one(tmp_path / "west", "SELECT standing FROM stories WHERE source_id = 'w1'")["standing"] == "withdrawn"
    assert findings(tmp_path / "west") == []


def test_a_story_of_another_language_is_taken_when_asked_for(desk, redshank):
    dutch = (
        "De minister van Buitenlandse Zaken heeft maandag gezegd dat Nederland zijn ambassadeur uit Soedan terugroept. "
    )
    (desk / "nl.txt").write_text(dutch * 8, encoding="utf-8")
    assert "1 language" in redshank("ingest", "west", "nl.txt", "rows.jsonl").out
    assert "2 sources unchanged" in redshank("ingest", "west", "nl.txt", "rows.jsonl").out
    assert "1 new stories" in redshank("ingest", "west", "nl.txt", "rows.jsonl", "--language", "en").out


def test_a_notice_that_names_no_story_of_ours_does_nothing(tmp_path):
    path = tmp_path / "west"
    feed(path, story(SUDAN, "w1", title="Sudan expels diplomats"))
    summary = feed(path, story("KILL. We withdraw a story.", "w2", title="KILL: Chad story", signal="kill"))
    assert summary.withdrawn == 0
    assert one(path, "SELECT count(*) AS n FROM stories WHERE standing = 'current'")["n"] == 2


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("CORRECTED: Sudan expels diplomats", "sudan expels diplomats"),
        ("CORRECTED - Sudan expels diplomats", "sudan expels diplomats"),
        ("**KILL**: Sudan expels diplomats", "sudan expels diplomats"),
        ("Sudan: two diplomats expelled", "sudan: two diplomats expelled"),
        ("Sudan expels diplomats", "sudan expels diplomats"),
    ],
)
def test_the_word_of_the_trade_goes(title, plain):
    assert plain_title(title) == plain


def test_licensed_texts_are_kept_as_offsets(tmp_path):
    path = tmp_path / "west"
    feed(path, story(SUDAN, "w1", is_licensed=True), story(NORWAY, "w2"))
    keeps = one(path, "SELECT list(keep ORDER BY source_id) AS k FROM stories")["k"]
    assert keeps == ["offsets", "full"]
    feed(tmp_path / "mine", story(SUDAN, "w1", is_licensed=True), keep="full")
    assert one(tmp_path / "mine", "SELECT keep FROM stories")["keep"] == "full"


def test_a_run_that_is_stopped_stores_what_it_has_and_goes_on(tmp_path):
    path = tmp_path / "west"

    def stories():
        yield story(SUDAN, "w1")
        yield story(NORWAY, "w2")
        raise KeyboardInterrupt

    with open_writer(path) as writer:
        run = Run(writer, Settings(), Choices(), lambda summary: None)
        with pytest.raises(KeyboardInterrupt):
            run.take(run.only_new(stories()))
        run.close()
        assert run.summary.stories == 2
    assert feed(path, story(SUDAN, "w1"), story(NORWAY, "w2"), story(PERU, "w3")).stories == 1
    assert findings(path) == []


@pytest.mark.slow
def test_a_signal_stops_the_command_softly(desk):
    rows = [{"text": f"{NORWAY} Day {n}.", "id": f"n{n}"} for n in range(2000)]
    (desk / "many.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    argv = [sys.executable, "-m", "redshank", "ingest", "west", "many.jsonl"]
    process = subprocess.Popen(argv, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (desk / "west" / "state.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(5)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1, out + err
    assert "Run the same command again" in err
    stored = one("west", "SELECT count(*) AS n FROM stories")["n"]
    assert 0 < stored < 2000
    assert findings("west") == []


# damage is found


def damaged(bundled, path):
    with open_writer(path) as writer:
        for name in ("summit", "sanctions"):
            writer.add(bundled[name])
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
        return writer.layout, {f.name: f for f in writer.ledger.files()}


def kinds(path):
    return {f.kind for f in findings(path)}


def test_all_is_well(bundled, tmp_path):
    damaged(bundled, tmp_path / "a")
    checked = Checked()
    with Archive(tmp_path / "a") as archive:
        assert list(verify(archive, checked)) == []
    assert checked.stories == 2
    assert checked.events == sum(len(bundled[n].events) for n in ("summit", "sanctions"))
    assert checked.spans > 400


def rewrite(layout, file, sql):
    from redshank.store.parquet import connect

    path = layout.file(file.name, file.month, file.unit)
    connect().execute(f"COPY (SELECT {sql} FROM '{path}') TO '{path}.new' (FORMAT parquet)")
    Path(f"{path}.new").replace(path)


@pytest.mark.parametrize(
    ("table", "sql", "kind"),
    [
        ("events", "* REPLACE ([0, 99999] AS predicate)", "span"),
        ("events", "* REPLACE ({'span': evidence.span, 'text': 'Words that nobody wrote.'} AS evidence)", "words"),
        ("events", "* REPLACE (repeat('0', 16) AS id)", "key"),
        ("texts", "* REPLACE (text || '.' AS text)", "hash"),
        ("claims", "* REPLACE ([repeat('0', 16)] AS event_ids)", "key"),
        ("stories", "* REPLACE (5 AS chars)", "span"),
    ],
)
def test_damage_in_a_record_is_found(bundled, tmp_path, table, sql, kind):
    layout, files = damaged(bundled, tmp_path / "a")
    rewrite(layout, files[table], sql)
    assert {"hash", kind} <= kinds(tmp_path / "a")


def test_missing_and_stray_files_are_found(bundled, tmp_path):
    layout, files = damaged(bundled, tmp_path / "a")
    file = files["claims"]
    path = layout.file(file.name, file.month, file.unit)
    path.rename(path.with_name("stray.parquet"))
    found = findings(tmp_path / "a")
    assert sum(f.kind == "file" for f in found) == 2


def test_an_index_that_lags_behind_is_found_and_mended(bundled, tmp_path, redshank):
    damaged(bundled, tmp_path / "a")
    with open_writer(tmp_path / "a") as writer:
        writer.add(bundled["treaty_withdrawal"])
        writer.commit()
    assert kinds(tmp_path / "a") == {"index", "text"}
    ran = redshank("verify", tmp_path / "a")
    assert ran.code == 1
    assert "redshank index" in ran.err
    assert redshank("index", tmp_path / "a").code == 0
    assert redshank("verify", tmp_path / "a").code == 0


def test_small_units_are_joined_and_nothing_is_lost(bundled, tmp_path):
    path = tmp_path / "a"
    with open_writer(path) as writer:
        for reading in bundled.values():
            writer.add(reading)
            writer.sight(reading.id, reading.source_id)
            writer.commit()
        assert compact(writer) == 0, "too few to be worth while"
        assert compact(writer, fewest=2) == len(bundled)
        assert len(writer.ledger.units()) == 1
        assert writer.has(bundled["summit"].id)
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    assert findings(path) == []
    with Archive(path) as archive:
        assert all(archive.reading(r.id) == r for r in bundled.values())


# recode, attach, forget


def overlay(path):
    """Write a data folder in which an expulsion is another frame's business: no verb for it is left."""
    folder = path / "mine"
    (folder / "frames").mkdir(parents=True)
    (folder / "entities").mkdir()
    (folder / "entities" / "groups.csv").write_text("", encoding="utf-8")
    return folder


def test_recode_shows_what_changed_and_keeps_decisions(tmp_path, redshank):
    path = tmp_path / "west"
    feed(path, story(SUDAN, "w1"), story(PERU, "w2"))
    with Archive(path) as archive:
        events = archive.rows(
            "SELECT id, story, type, predicate_start AS a, predicate_end AS b FROM events ORDER BY id"
        )
        ledger = archive.ledger()
        for event in events:
            decision = Decision(
                event=event["id"],
                story=event["story"],
                start=event["a"],
                stop=event["b"],
                type=event["type"],
                verdict="accept",
                coder="ann",
                at="2020-01-01T00:00:00Z",
            )
            ledger.decide(decision)
        ledger.close()
    ran = redshank("recode", path)
    assert ran.code == 0
    assert "coded by this engine" in ran.out
    ran = redshank("recode", path, "--all")
    assert f"{len(events)} events the same, 0 changed, 0 new, 0 gone" in ran.out
    assert findings(path) == []
    age(path)
    ran = redshank("recode", path, "--report", tmp_path / "changes.csv")
    assert ran.code == 0, ran.err
    assert "1 changed, 0 new, 1 gone" in ran.out, ran.out
    assert "decisions stand on events" in ran.out
    report = (tmp_path / "changes.csv").read_text(encoding="utf-8")
    assert "status" in report
    assert "removed" in report
    with Archive(path) as archive:
        ids = {r["id"] for r in archive.rows("SELECT id FROM events")}
        assert ids == {e["id"] for e in events}
        ledger = archive.ledger()
        assert len(ledger.decisions()) == len(events) + 1
        ledger.close()
    assert kinds(path) == {"decision"}
    assert "coded by this engine" in redshank("recode", path).out


def age(path):
    """Make the archive look as if an older engine had coded it: one event more, one of another status."""
    with open_writer(path) as writer:
        (unit,) = [u for u in writer.ledger.units() if u.stories]
        from redshank.store.writer import load_unit

        loaded = load_unit(writer, unit.id)
        rows = [row for found in loaded["events"].values() for row in found]
        rows[0]["status"] = "planned"
        extra = {**rows[0], "predicate": [0, 3], "seq": "e77"}
        extra["id"] = key_of(extra["story"], "0-3", extra["type"], None)
        next(iter(loaded["events"].values())).append(extra)
        for found in loaded["stories"].values():
            for row in found:
                row["engine"] = "old"
        writer.carry(loaded)
        writer.commit(replaces=[unit.id])
        writer.ledger.decide(
            Decision(
                event=extra["id"],
                story=extra["story"],
                start=0,
                stop=3,
                type=extra["type"],
                verdict="reject",
                coder="bo",
                at="2020-01-02T00:00:00Z",
            )
        )
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)


def test_texts_come_back_to_the_stories_they_belong_to(desk, redshank):
    assert redshank("ingest", "west", "rows.jsonl", "--keep", "offsets").code == 0
    ran = redshank("attach", "west", "rows.jsonl", "news")
    assert ran.code == 0, ran.err
    assert "2 texts attached, 0 were there, 2 belong to no story" in ran.out
    assert "0 texts attached, 2 were there" in redshank("attach", "west", "rows.jsonl").out
    assert findings("west") == []
    with Archive("west") as archive:
        ids = [r["id"] for r in archive.rows("SELECT id FROM events")]
        assert ids
        assert all(f.event.evidence.text for f in archive.filed(ids))
        assert archive.search("mediate")
    assert redshank("attach", "west", "news").code == 3


def test_a_forgotten_story_is_gone_and_stays_gone(desk, redshank):
    redshank("ingest", "west", "rows.jsonl", "news")
    ran = redshank("forget", "west", "n2", "--yes")
    assert ran.code == 0, ran.err
    assert "1 stories" in ran.out
    assert findings("west") == []
    everything = b"".join(p.read_bytes() for p in (desk / "west").rglob("*") if p.is_file())
    assert b"Dutch diplomats" not in everything
    os.utime("rows.jsonl", (1, 1))
    again = redshank("ingest", "west", "rows.jsonl")
    assert "0 new stories" in again.out
    assert one("west", "SELECT count(*) AS n FROM stories WHERE source_id = 'n2'")["n"] == 0
    (desk / "west" / "state.sqlite").unlink()
    for suffix in ("-wal", "-shm"):
        (desk / "west" / f"state.sqlite{suffix}").unlink(missing_ok=True)
    assert "0 new stories" in redshank("ingest", "west", "rows.jsonl").out, "the tombstone outlives the ledger"


def test_what_the_index_lacks_is_forgotten_too(desk, redshank):
    redshank("ingest", "west", "news")
    with open_writer(Path("west")) as writer:
        run = Run(writer, Settings(), Choices(), lambda summary: None)
        run.take(run.only_new([story(SUDAN, "w7")]))
        run.commit()
    assert redshank("forget", "west", "w7", "--yes").code == 0
    assert b"Dutch" not in b"".join(p.read_bytes() for p in (desk / "west").rglob("*") if p.is_file())
    assert redshank("forget", "nowhere", "w7", "--yes").code == 1
    assert not (desk / "nowhere").exists()


def test_a_forgotten_name_is_in_no_record_and_comes_into_none(desk, redshank):
    text = "Teacher Milo Tervaan said Serbia shelled the school in Vukovar. Croatia condemned the attack."
    later = "Croatia expelled a Serbian envoy, Milo Tervaan said."
    (desk / "a.txt").write_text(text, encoding="utf-8")
    (desk / "b.txt").write_text(later, encoding="utf-8")
    redshank("ingest", "west", "a.txt", "news")
    before = one("west", "SELECT count(*) AS n FROM events")
    assert redshank("forget", "west", "Milo Tervaan", "--yes").code == 0
    assert one("west", "SELECT count(*) AS n FROM events") == before
    assert redshank("ingest", "west", "b.txt").code == 0
    assert findings("west") == []
    everything = b"".join(p.read_bytes() for p in (desk / "west").rglob("*") if p.is_file())
    assert b"Tervaan" not in everything
    keeps = one("west", "SELECT count(*) FILTER (keep = 'offsets') AS o, count(*) AS n FROM stories")
    assert keeps == {"o": 2, "n": 4}
    assert redshank("forget", "west", "Nobody Known", "--yes").code == 3


@pytest.mark.parametrize("command", [("recode",), ("index",), ("attach", "rows.jsonl")])
def test_a_folder_that_is_no_archive_is_not_made_one_by_accident(desk, redshank, command):
    (desk / "empty").mkdir()
    ran = redshank(command[0], "empty", *command[1:])
    assert ran.code == 1
    assert "no archive" in ran.err
    assert list((desk / "empty").iterdir()) == []


def test_bad_stories_are_skipped_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "west"
    summary = feed(path, Skipped(source_id="x", reason="broken", message="x: broken"), story(SUDAN, "w1"))
    assert (summary.stories, summary.skipped["broken"]) == (1, 1)
    assert one(path, "SELECT reason FROM skips") == {"reason": "broken"}
