"""`redshank alert` on the command line: formats, exit codes, messages."""

import json

import feedparser
import pytest

from redshank.store import open_writer


@pytest.fixture
def force(west, redshank):
    ran = redshank("alert", "add", west, "force", "--type", "ASSAULT,COERCE", "--no-background")
    assert ran.code == 0, ran.err
    assert "events of type ASSAULT or COERCE" in ran.out
    return west


def test_a_table_then_nothing_new(force, redshank):
    first = redshank("alert", "run", force, "force")
    assert first.code == 0, first.err
    assert "new events" in first.out
    again = redshank("alert", "run", force, "force")
    assert (again.code, again.out) == (3, "")
    assert "all told before" in again.err


def test_lines_of_json(force, redshank):
    ran = redshank("alert", "run", force, "--format", "jsonl", "--limit", "4")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert len(rows) == 4
    assert all(r["alert"] == "force" and r["urn"] == f"urn:redshank:{r['id']}" and r["holder"] for r in rows)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_file_keeps_what_was_told_before(force, redshank, tmp_path, form):
    out = tmp_path / "feed.xml"
    run = ("alert", "run", force, "force", "--format", form, "--out", out)
    assert redshank(*run, "--limit", "2").code == 0
    assert len(feedparser.parse(out.read_bytes()).entries) == 2
    assert redshank(*run, "--limit", "3").code == 0
    five = [e.id for e in feedparser.parse(out.read_bytes()).entries]
    assert len(set(five)) == 5
    assert redshank("alert", "run", force, "force").code == 0
    out.unlink()
    assert redshank(*run).code == 3
    assert set(five) < {e.id for e in feedparser.parse(out.read_bytes()).entries}


def test_a_json_feed_on_stdout(force, redshank):
    ran = redshank("alert", "run", force, "force", "--format", "json-feed")
    assert ran.code == 0
    assert json.loads(ran.out)["items"]


def test_list_and_remove(force, redshank):
    assert redshank("alert", "list", force).out.startswith("force: events of type ASSAULT or COERCE")
    assert redshank("alert", "remove", force, "force").code == 0
    assert redshank("alert", "list", force).code == 3
    assert redshank("alert", "run", force).code == 1
    assert redshank("alert", "remove", force, "force").code == 1


def test_what_matches_already_can_count_as_told(west, redshank):
    ran = redshank("alert", "add", west, "later", "--type", "ASSAULT", "--from-now")
    assert "0 of them new" in ran.out
    assert redshank("alert", "run", west, "later").code == 3


def test_a_private_name_is_refused_in_one_line(west, redshank):
    ran = redshank("alert", "add", west, "who", "--actor", "Petra Navratil")
    assert ran.code == 1
    assert "not for a private person" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_alerts_run_while_another_process_writes(force, redshank):
    with open_writer(force):
        assert redshank("alert", "run", force, "force").code == 0
        assert redshank("alert", "add", force, "other", "--type", "AID").code == 0


def test_usage(force, redshank):
    assert redshank("alert", "add", force, "two", "--type", "AID").code == 0
    assert redshank("alert", "run", force, "--format", "rss").code == 2
    assert redshank("alert", "run", force, "two", "--allow-http").code == 2
    nothing = redshank("alert", "add", force, "none", "--type", "AIDE")
    assert nothing.code == 1
    assert "Did you mean AID" in nothing.err


def test_nothing_matches_and_why(west, redshank):
    redshank("alert", "add", west, "early", "--until", "1900")
    ran = redshank("alert", "run", west, "early")
    assert ran.code == 3
    assert "the archive covers" in ran.err
