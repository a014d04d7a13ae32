"""`redshank code`: formats, options, exit codes, and nothing on stdout but the result."""

import csv
import io
import json
import re

import jsonschema
import msgspec
import pytest

from redshank.ask.rows import COLUMNS
from redshank.records import Reading
from where import ROOT, STORIES

STORY = STORIES / "expulsion.txt"
TALKS = "Norway offered to mediate between Sri Lanka and Tamil rebels."
SCHEMA = json.loads((ROOT / "src/redshank/data/schema/reading-1.json").read_text(encoding="utf-8"))


def test_jsonl_is_one_valid_object_a_story(redshank):
    ran = redshank("code", "--format", "jsonl", STORY, STORIES / "summit.txt")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert len(rows) == 2
    for row in rows:
        jsonschema.validate(row, SCHEMA)
        assert row["events"]


def test_a_skipped_story_is_a_line_too(redshank, tmp_path):
    (tmp_path / "a.txt").write_text("")
    ran = redshank("code", "--format", "jsonl", tmp_path / "a.txt")
    (row,) = [json.loads(line) for line in ran.out.splitlines()]
    jsonschema.validate(row, SCHEMA)
    assert row["skipped"]["reason"] == "empty"


def test_json_is_one_array(redshank):
    ran = redshank("code", "--format", "json", STORY)
    (row,) = json.loads(ran.out)
    jsonschema.validate(row, SCHEMA)
    empty = redshank("code", "--format", "json", "nowhere.txt")
    assert json.loads(empty.out)[0]["skipped"]["reason"] == "missing"


def test_csv_has_fixed_columns_and_one_row_an_event(redshank):
    jsonl = json.loads(redshank("code", "--format", "jsonl", STORY).out)
    ran = redshank("code", "--format", "csv", STORY)
    rows = list(csv.reader(io.StringIO(ran.out, newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 1 + len(jsonl["events"])
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert ran.out.endswith("\r\n")
    for row, event in zip(rows[1:], jsonl["events"], strict=True):
        cells = dict(zip(COLUMNS, row, strict=True))
        assert (cells["event_id"], cells["type"]) == (event["id"], event["type"])
        assert cells["sentence"].lstrip("'") == event["evidence"]["text"]


def test_csv_header_stands_even_without_events(redshank, tmp_path):
    (tmp_path / "a.txt").write_text("It rained.\n")
    ran = redshank("code", "--format", "csv", tmp_path / "a.txt")
    assert ran.code == 3
    assert ran.out == ",".join(COLUMNS) + "\r\n"


def test_csv_guards_cells_that_a_spreadsheet_would_run(redshank, tmp_path):
    row = {"id": '=HYPERLINK("x")', "text": TALKS, "publisher": "@home"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    ran = redshank("code", "--format", "csv", tmp_path / "a.jsonl")
    cells = next(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert cells["source_id"].startswith("'=")
    assert cells["publisher"] == "'@home"


def test_html_is_self_contained_and_marks_the_words(redshank):
    ran = redshank("code", "--format", "html", STORY)
    assert ran.out.startswith("<!doctype html>")
    assert not re.search(r"(?:src|href|url|@import)\s*[=(]?\s*[\"']?\s*(?:https?:)?//", ran.out)
    assert "<script" not in ran.out
    assert "default-src 'none'" in ran.out
    events = json.loads(redshank("code", "--format", "jsonl", STORY).out)["events"]
    marks = re.findall(r"<mark [^>]*>(.*?)<sup>(e\d+)</sup></mark>", ran.out, re.S)
    assert {number for _, number in marks} <= {e["id"] for e in events}
    assert marks


def test_html_escapes_the_text(redshank, tmp_path):
    (tmp_path / "a.txt").write_text(TALKS + " <script>alert(1)</script> & more.\n")
    ran = redshank("code", "--format", "html", tmp_path / "a.txt")
    assert "<script" not in ran.out
    assert "&lt;script&gt;" in ran.out


def test_table_is_the_default_and_shows_the_sentence(redshank):
    ran = redshank("code", STORY)
    assert ran.code == 0
    assert "expulsion.txt" in ran.out
    assert "SANCTION" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv", "html"])
def test_out_writes_what_stdout_would_show(redshank, tmp_path, form):
    out = tmp_path / "out"
    shown = redshank("code", "--format", form, STORY)
    written = redshank("code", "--format", form, "--out", out, STORY)
    assert written.out == ""
    with out.open(encoding="utf-8", newline="") as lines:
        assert lines.read() == shown.out


def test_out_that_cannot_be_written_is_one_line_and_exit_1(redshank, tmp_path):
    ran = redshank("code", "--out", tmp_path / "no" / "such" / "out.csv", STORY)
    assert ran.code == 1
    assert ran.err.startswith("redshank: --out")
    assert "Traceback" not in ran.err


def test_two_workers_give_what_one_gives(redshank):
    one = redshank("code", "--format", "jsonl", STORIES)
    two = redshank("code", "--format", "jsonl", "--workers", "2", STORIES)
    assert two.code == 0
    assert two.out == one.out


def test_field_names_columns(redshank, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'kop,artikel,datum\nTalks,"{TALKS}",1999-03-04\n')
    ran = redshank("code", "--format", "jsonl", "--field", "text=artikel", "--field", "published=datum", path)
    row = json.loads(ran.out)
    assert row["text"] == TALKS
    assert row["published"]["value"] == "1999-03-04"


@pytest.mark.parametrize("bad", ["text", "=a", "text="])
def test_field_that_is_no_pair_is_wrong_usage(redshank, bad):
    ran = redshank("code", "--field", bad, STORY)
    assert ran.code == 2
    assert "NAME=COLUMN" in ran.err


def test_field_that_does_not_exist_names_those_that_do(redshank):
    ran = redshank("code", "--field", "colour=x", STORY)
    assert ran.code == 1
    assert "publisher" in ran.err


def test_what_the_user_says_of_the_stories_is_kept(redshank, tmp_path):
    (tmp_path / "a.txt").write_text(TALKS)
    told = (
        "--published",
        "1999-03-04",
        "--title",
        "Talks",
        "--publisher",
        "Cape Wire",
        "--url",
        "https://example.org/1",
    )
    row = json.loads(redshank("code", "--format", "jsonl", *told, tmp_path / "a.txt").out)
    assert (row["title"], row["publisher"], row["url"]) == ("Talks", "Cape Wire", "https://example.org/1")
    assert (row["published"]["value"], row["published"]["basis"]) == ("1999-03-04", "metadata")


def test_a_date_that_is_none_is_one_line_and_exit_1(redshank):
    ran = redshank("code", "--published", "last week", STORY)
    assert ran.code == 1
    assert "1998-03-14" in ran.err


def test_min_score_leaves_out_what_lies_below(redshank):
    every = json.loads(redshank("code", "--format", "jsonl", STORY).out)["events"]
    scores = sorted({e["score"]["value"] for e in every})
    floor = scores[-1]
    some = json.loads(redshank("code", "--format", "jsonl", "--min-score", str(floor), STORY).out)["events"]
    assert [e["evidence"] for e in some] == [e["evidence"] for e in every if e["score"]["value"] >= floor]
    assert redshank("code", "--min-score", "2", STORY).code == 2


def test_stdin(redshank):
    ran = redshank("code", "--format", "jsonl", "-", stdin=TALKS.encode())
    assert json.loads(ran.out)["text"] == TALKS


def test_a_pattern_and_a_folder_give_the_same(redshank):
    assert (
        redshank("code", "--format", "csv", str(STORIES / "s*.txt")).out
        == redshank("code", "--format", "csv", *sorted(STORIES.glob("s*.txt"))).out
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["code", STORY], 0),
        (["code"], 2),
        (["code", "--format", "xml", STORY], 2),
        (["code", "--workers", "0", STORY], 2),
        (["code", "--data", "no-such-folder", STORY], 2),
        (["code", "nowhere.txt"], 3),
        (["nonsense"], 2),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(redshank, arguments, code):
    ran = redshank(*arguments)
    assert ran.code == code
    assert "Traceback" not in ran.err
    if code:
        assert ran.err.strip(), "what went wrong is said on stderr"


def test_empty_output_says_why(redshank, tmp_path):
    (tmp_path / "a.txt").write_text("It rained all day.\n")
    ran = redshank("code", tmp_path / "a.txt")
    assert ran.code == 3
    assert "No event" in ran.out
    assert "none gave an event" in ran.err


def test_overlay_reaches_the_provenance(redshank, tmp_path):
    folder = tmp_path / "mine"
    (folder / "frames").mkdir(parents=True)
    row = json.loads(redshank("code", "--format", "jsonl", "--data", folder, STORY).out)
    assert [o.split(":")[0] for o in row["provenance"]["overlays"]] == ["mine"]


def test_every_line_decodes_into_the_record(redshank):
    for line in redshank("code", "--format", "jsonl", STORIES).out.splitlines():
        reading = msgspec.json.decode(line, type=Reading)
        assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading
        assert set(json.loads(line)) == set(Reading.__struct_encode_fields__)
