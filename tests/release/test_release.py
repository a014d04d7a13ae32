"""A release: the same bytes for the same archive, a reason for each change, and no more words than may be passed on."""

import csv
import hashlib
import json
import re
import shutil
import tomllib
from typing import get_args

import msgspec
import pytest

from redshank.query import Query
from redshank.records import ActStatus, DeedStatus
from redshank.records.errors import InputError
from redshank.registers.records import Deal, Measure
from redshank.registers.show import TELLING_COLUMNS, columns
from redshank.release.make import newest, release
from redshank.release.pages import About, check_about, citation, load_words
from redshank.release.tables import CLAIM_COLUMNS, EVENT_COLUMNS, STORY_COLUMNS
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.parquet import connect
from redshank.store.rows import event_ids
from redshank.store.text import refresh_text

DAY = "2024-05-01"
FILES = {
    *("events.parquet", "events.csv", "claims.parquet", "claims.csv", "stories.csv", "transfers.csv"),
    *("restrictions.csv", "tellings.csv", "codebook.md", "README.md", "CITATION.cff", "CHANGES.csv", "changes.md"),
    "manifest.json",
}


def about(version, **more):
    return About(version=version, date=DAY, title="Small set", **more)


@pytest.fixture
def keep(tmp_path):
    """Return a function that makes an archive of some readings."""

    def store(name, readings, keep=None, marks=()):
        with open_writer(tmp_path / name, keep) as writer:
            for reading in readings:
                writer.add(reading)
                writer.sight(reading.id, reading.source_id, reading.publisher)
            for mark in marks:
                writer.mark(*mark)
            writer.commit()
            refresh_index(writer.layout, writer.ledger)
            refresh_text(writer.layout, writer.ledger)
        return tmp_path / name

    return store


def publish(path, version, out, query=None, previous=None, **more):
    with Archive(path) as archive:
        return release(archive, about(version, **more), out, query, previous)


def table(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def changes(folder):
    return [(r["change"], r["event"], r["field"], r["reason"]) for r in table(folder, "CHANGES.csv")]


def test_a_release_holds_what_it_names(archive_path, tmp_path):
    made = publish(archive_path, "1.0", tmp_path / "out")
    assert {p.name for p in made.folder.iterdir()} == FILES
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == FILES - {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest, name
    assert manifest["counts"]["events"] == len(table(made.folder, "events.csv")) == made.events
    assert len(manifest["source"]["truth"]) > 10
    (engine,) = manifest["made_with"]
    assert {"version", "model", "lexicon", "mapping", "gazetteer", "overlays"} <= set(engine)
    assert sum(row["stories"] for row in manifest["coverage"]) == made.stories
    assert sum(row["events"] for row in manifest["coverage"]) == made.events
    assert manifest["precision"]["ASSAULT"]["judged"] > 0


def test_the_same_archive_gives_the_same_bytes(archive_path, tmp_path):
    one, two = (publish(archive_path, "1.0", tmp_path / name).folder for name in ("a", "b"))
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_parquet_and_csv_hold_the_same_events(archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out").folder
    with connect() as tables:
        found = tables.execute(f"SELECT * FROM read_parquet('{folder / 'events.parquet'}')")
        assert [d[0] for d in found.description] == list(EVENT_COLUMNS)
        assert [row[0] for row in found.fetchall()] == [r["id"] for r in table(folder, "events.csv")]
        kinds = dict(tables.execute(f"SELECT name, type FROM parquet_schema('{folder / 'events.parquet'}')").fetchall())
        assert kinds["published"] == "INT32"
        assert kinds["background"] == "BOOLEAN"


def test_no_text_of_a_story_is_in_a_release(bundled, archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out").folder
    evidence = {e.evidence.text for r in bundled.values() for e in r.events}
    rows = table(folder, "events.csv")
    assert {r["sentence"].removeprefix("'") for r in rows} <= {e.removeprefix("'") for e in evidence}
    assert "text" not in table(folder, "stories.csv")[0]
    by_story = {}
    for row in rows:
        by_story.setdefault(row["story"], set()).add(row["sentence"])
    words = [r for r in table(folder, "claims.csv") if r["text"]]
    assert words, "some claims lie in the evidence"
    for row in words:
        first = row["text"].split(" ... ")[0].removeprefix("'")
        assert any(first in sentence for sentence in by_story[row["story"]])


def test_offsets_alone_carry_no_words(bundled, keep, tmp_path):
    path = keep("a", [bundled["sanctions"], bundled["arms_deal"]], "offsets")
    folder = publish(path, "1.0", tmp_path / "out").folder
    for row in table(folder, "events.csv"):
        assert not row["sentence"] + row["objects"] + row["line"]
        assert int(row["sentence_end"]) > int(row["sentence_start"])
    assert {(r["title"], r["words"]) for r in table(folder, "stories.csv")} == {("", "offsets")}
    assert not any(r["text"] for r in table(folder, "claims.csv"))
    assert not any(r["sentence"] + r["words"] for r in table(folder, "tellings.csv"))
    sentences = {e.evidence.text for e in bundled["sanctions"].events}
    for path in folder.glob("*.csv"):
        held = path.read_text(encoding="utf-8")
        assert not any(s in held for s in sentences), path.name


def test_an_allegation_has_its_holder_in_every_table(archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out").folder
    for name in ("events", "claims", "transfers", "restrictions", "tellings"):
        rows = table(folder, f"{name}.csv")
        assert rows, name
        assert all(r["holder"] for r in rows), name
    assert all(r["holder"] != "narrator" for r in table(folder, "tellings.csv") if r["is_accusation"] == "True")


def test_persons_without_office_go_out_by_role(archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out").folder
    for name in ("events", "claims", "transfers", "restrictions", "tellings"):
        for row in table(folder, f"{name}.csv"):
            for column in row.keys() - {"sentence", "text", "words", "called", "objects", "conditions", "exemptions"}:
                assert "Sarwar" not in row[column], (name, column)
    assert "Sarwar" in (folder / "events.csv").read_text(encoding="utf-8"), "the name stays in the sentence"
    assert "(Pakistan)" in (folder / "events.csv").read_text(encoding="utf-8")


def test_filters_pick_events_and_stories_stay_whole(archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out", Query(type=("ASSAULT",))).folder
    assert {r["type"] for r in table(folder, "events.csv")} == {"ASSAULT"}
    assert len(table(folder, "stories.csv")) == 14, "what was read is the denominator"
    told = {r["id"] for r in table(folder, "events.csv")}
    assert all(set(r["event_ids"].split("; ")) & told for r in table(folder, "claims.csv"))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["filters"] == {"type": ["ASSAULT"]}
    assert manifest["asked"] == "events of type ASSAULT"


def test_answers_name_rows_of_the_release(archive_path, tmp_path):
    rows = table(publish(archive_path, "1.0", tmp_path / "out").folder, "events.csv")
    ids = {r["id"] for r in rows}
    answers = [a for r in rows for a in r["answers"].split("; ") if a]
    assert answers
    assert set(answers) <= ids


def test_a_version_is_never_written_twice(archive_path, tmp_path):
    publish(archive_path, "1.0", tmp_path / "out")
    with pytest.raises(InputError, match="exists already"):
        publish(archive_path, "1.0", tmp_path / "out")
    with pytest.raises(InputError, match="no version"):
        publish(archive_path, "../1.0", tmp_path / "out")


def test_a_release_that_fails_leaves_nothing(archive_path, tmp_path):
    (tmp_path / "no").mkdir()
    with pytest.raises(InputError, match="is no release"):
        publish(archive_path, "1.0", tmp_path / "out", previous=tmp_path / "no")
    (tmp_path / "no" / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"no events\.parquet"):
        publish(archive_path, "1.0", tmp_path / "out", previous=tmp_path / "no")
    assert not list((tmp_path / "out").iterdir())


def test_the_newest_release_is_the_one_to_compare_with(archive_path, tmp_path):
    for version in ("1.9", "1.10"):
        publish(archive_path, version, tmp_path / "out")
    assert newest(tmp_path / "out").name == "1.10"
    assert publish(archive_path, "2.0", tmp_path / "out").changes.previous == "1.10"
    assert publish(archive_path, "3.0", tmp_path / "out", previous=tmp_path / "out" / "1.9").changes.previous == "1.9"


def test_nothing_changed_says_so(archive_path, tmp_path):
    publish(archive_path, "1.0", tmp_path / "out")
    made = publish(archive_path, "1.1", tmp_path / "out")
    assert made.changes.counts == {"added": 0, "changed": 0, "withdrawn": 0}
    assert table(made.folder, "CHANGES.csv") == []


def recoded(reading):
    """Return a reading as another engine would give it: one event with another status, one gone."""
    first, *rest = reading.events
    engine = msgspec.structs.replace(reading.provenance, lexicon="another")
    events = (msgspec.structs.replace(first, status="planned", modes=("visit",)), *rest[1:])
    return msgspec.structs.replace(reading, events=events, provenance=engine)


def test_a_new_engine_is_told_field_by_field(bundled, keep, tmp_path):
    reading = bundled["sanctions"]
    ids = list(event_ids(reading).values())
    publish(keep("a", [reading]), "1.0", tmp_path / "out")
    made = publish(keep("b", [recoded(reading), bundled["summit"]]), "1.1", tmp_path / "out")
    told = changes(made.folder)
    assert ("changed", ids[0], "status", "coded by another engine") in told
    assert ("changed", ids[0], "modes", "coded by another engine") in told
    (gone,) = [(event, reason) for change, event, _, reason in told if change == "withdrawn"]
    assert gone[0] == ids[1]
    assert gone[1].startswith("no longer coded: the story was read again by another engine")
    added = {event for change, event, *_ in told if change == "added"}
    assert added == set(event_ids(bundled["summit"]).values())
    row = next(r for r in table(made.folder, "CHANGES.csv") if r["field"] == "status")
    assert (row["old"], row["new"]) == (reading.events[0].status, "planned")
    page = (made.folder / "changes.md").read_text(encoding="utf-8")
    assert f"{len(added)} events added, 1 changed, 1 withdrawn" in page
    assert "Coded by another engine" in page


@pytest.mark.parametrize("standing", ["withdrawn", "superseded"])
def test_a_story_that_no_longer_stands_is_withdrawn_with_its_reason(standing, bundled, keep, tmp_path):
    readings = [bundled["sanctions"], bundled["summit"]]
    publish(keep("a", readings), "1.0", tmp_path / "out")
    mark = (readings[0].id, "story", standing, "replaced by a correction")
    made = publish(keep("b", readings, marks=[mark]), "1.1", tmp_path / "out")
    told = changes(made.folder)
    assert {event for _, event, *_ in told} == set(event_ids(readings[0]).values())
    assert {(change, reason) for change, _, _, reason in told} == {
        ("withdrawn", f"{standing}: replaced by a correction")
    }
    assert readings[0].id not in {r["id"] for r in table(made.folder, "stories.csv")}


def test_a_story_that_is_gone_is_withdrawn(bundled, keep, tmp_path):
    publish(keep("a", [bundled["sanctions"], bundled["summit"]]), "1.0", tmp_path / "out")
    made = publish(keep("b", [bundled["summit"]]), "1.1", tmp_path / "out")
    assert {c[3] for c in changes(made.folder)} == {"its story is no longer in the archive"}


def test_words_that_were_closed_are_not_repeated_as_old_values(bundled, keep, tmp_path):
    publish(keep("a", [bundled["sanctions"]]), "1.0", tmp_path / "out")
    made = publish(keep("b", [bundled["sanctions"]], "offsets"), "1.1", tmp_path / "out")
    rows = [r for r in table(made.folder, "CHANGES.csv") if r["field"] == "sentence"]
    assert len(rows) == made.events
    assert {(r["old"], r["new"]) for r in rows} == {("(not repeated)", "")}


def test_a_forgotten_story_leaves_its_ids_and_the_reason(archive_path, bundled, tmp_path, redshank):
    path = shutil.copytree(archive_path, tmp_path / "west")
    publish(path, "1.0", tmp_path / "out")
    story = bundled["sanctions"].id
    assert redshank("forget", path, story, "--reason", "asked by the publisher", "--yes").code == 0
    made = publish(path, "1.1", tmp_path / "out")
    told = table(made.folder, "CHANGES.csv")
    assert {r["event"] for r in told} == set(event_ids(bundled["sanctions"]).values())
    assert {r["reason"] for r in told} == {"forgotten: asked by the publisher"}
    assert not any(r["old"] + r["new"] for r in told)


def test_a_forgotten_name_is_not_told_by_what_changed(archive_path, tmp_path, redshank):
    name = "Javed Sarwar"
    path = shutil.copytree(archive_path, tmp_path / "west")
    before = publish(path, "1.0", tmp_path / "out").folder
    assert name in (before / "events.csv").read_text(encoding="utf-8")
    assert redshank("forget", path, name, "--yes").code == 0
    after = publish(path, "1.1", tmp_path / "out").folder
    for file in after.iterdir():
        assert name.encode() not in file.read_bytes(), file.name
    assert table(after, "CHANGES.csv"), "the rows changed all the same"


def test_every_column_and_status_is_described():
    words = load_words()
    told = {t.name: tuple(t.columns) for t in words.table}
    assert told == {
        "events": EVENT_COLUMNS,
        "claims": CLAIM_COLUMNS,
        "stories": STORY_COLUMNS,
        "transfers": tuple(columns(Deal)),
        "restrictions": tuple(columns(Measure)),
        "tellings": TELLING_COLUMNS,
    }
    assert tuple(words.act) == get_args(ActStatus)
    assert tuple(words.deed) == get_args(DeedStatus)


def test_the_codebook_and_the_readme_say_what_a_row_is(archive_path, tmp_path):
    folder = publish(archive_path, "1.0", tmp_path / "out").folder
    codebook = (folder / "codebook.md").read_text(encoding="utf-8")
    for word in ("`ASSAULT`", "`day_basis`", "`hypothetical`", "Contexts: military"):
        assert word in codebook
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert "Reports are not incidents" in page
    assert "independent" not in page
    assert "{" not in page


def test_the_citation_is_whole():
    text = citation(
        about("1.0", authors=("Doe, Jane", "Harbour Institute"), doi="10.5281/zenodo.12", license="CC-BY-4.0")
    )
    # the parts that we write are also TOML but for the colon: keys stand once, strings are quoted
    pairs = dict(re.findall(r"^([\w-]+): (.+)$", text, re.M))
    assert pairs["cff-version"] == "1.2.0"
    assert pairs["date-released"] == DAY
    assert tomllib.loads(f"x = {pairs['title']}")["x"] == "Small set"
    assert {"message", "type", "version", "doi", "license"} <= set(pairs)
    assert '  - family-names: "Doe"\n    given-names: "Jane"\n  - name: "Harbour Institute"\n' in text
    assert '  - name: "Not stated"' in citation(about("1.0"))


def test_dois_and_licences_are_checked():
    assert check_about(about("1", doi="https://doi.org/10.5281/zenodo.12")).doi == "10.5281/zenodo.12"
    with pytest.raises(InputError, match="no DOI"):
        check_about(about("1", doi="zenodo.12"))
    with pytest.raises(InputError, match="no SPDX id"):
        check_about(about("1", license="free for all"))


def test_the_command(archive_path, tmp_path, redshank):
    out = tmp_path / "out"
    options = ("--out", out, "--date", DAY, "--author", "Doe, Jane", "--license", "CC-BY-4.0")
    ran = redshank("release", archive_path, "1.0", *options)
    assert ran.code == 0, ran.err
    assert "the first release" in ran.out
    ran = redshank("release", archive_path, "1.1", *options, "--type", "ASSAULT")
    assert "since 1.0: 0 added, 0 changed" in ran.out
    assert redshank("release", archive_path, "1.1", *options).code == 1
    ran = redshank("release", archive_path, "1.2", *options, "--type", "ASSAULT", "--actor", "Fiji")
    assert ran.code == 3
    assert not (out / "1.2").exists()
    assert redshank("release", archive_path, "1.3", *options, "--standing", "all").code == 2
    assert redshank("release", archive_path, "1.3", "--out", out, "--date", "May").code == 2
