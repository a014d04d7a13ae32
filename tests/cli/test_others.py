"""The other commands: explain, check, doctor, demo, score, gazetteer."""

import json

import pytest

from where import ROOT, STORIES

STORY = STORIES / "expulsion.txt"
GOLD = ROOT / "evaluation" / "gold"


def test_explain_goes_through_every_sentence(redshank):
    ran = redshank("explain", STORY)
    assert ran.code == 0
    assert "[headline]" in ran.out
    assert "e1 " in ran.out
    assert "no event: " in ran.out


def test_explain_takes_an_event_apart(redshank):
    events = json.loads(redshank("code", "--format", "jsonl", STORY).out)["events"]
    ran = redshank("explain", STORY, events[0]["id"])
    assert f"entry: {events[0]['entry']}" in ran.out
    assert "standing: " in ran.out
    assert "actor: " in ran.out


@pytest.mark.parametrize(("arguments", "said"), [((STORY, "e999"), "it has: e1"), (("nowhere.txt",), "no such file")])
def test_explain_says_what_is_missing(redshank, arguments, said):
    ran = redshank("explain", *arguments)
    assert ran.code == 1
    assert said in ran.err


def test_explain_takes_a_date(redshank):
    assert redshank("explain", "--published", "1999-05-01", STORY).code == 0
    assert redshank("explain", "--published", "someday", STORY).code == 1


@pytest.mark.slow
def test_check_finds_our_data_in_order(redshank):
    ran = redshank("check")
    assert ran.code == 0, ran.out
    assert " 0 problems" in ran.err


def test_check_without_examples_is_quick_and_counts(redshank):
    ran = redshank("check", "--no-examples")
    assert ran.code == 0, ran.out
    assert "0 examples run" in ran.err


def overlay(tmp_path, text):
    folder = tmp_path / "mine" / "frames"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(text)
    return folder.parent


def test_check_names_file_and_key_of_a_misspelt_overlay(redshank, tmp_path):
    ran = redshank("check", "--no-examples", "--data", overlay(tmp_path, '[[frame]]\nid = "x"\nfammily = "aid"\n'))
    assert ran.code == 1
    assert "mine.toml" in ran.err
    assert "fammily" in ran.err


def test_check_names_a_family_that_no_rule_knows(redshank, tmp_path):
    text = '[[frame]]\nid = "x"\nfamily = "gardening"\nverbs = ["prune"]\nfires = ["Chad [happened:pruned] it."]\n'
    ran = redshank("check", "--no-examples", "--data", overlay(tmp_path, text))
    assert ran.code == 1
    assert "gardening" in ran.out


def test_doctor_finds_all_that_coding_needs(redshank):
    ran = redshank("doctor")
    assert ran.code == 0, ran.out
    assert "all files official" in ran.out
    assert "gazetteer" in ran.out
    assert "MISSING" not in ran.out


def test_doctor_says_how_to_mend_what_is_missing(redshank, monkeypatch):
    from importlib.metadata import PackageNotFoundError

    from redshank.cli import doctor

    def absent(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", absent)
    ran = redshank("doctor")
    assert ran.code == 1
    assert "MISSING  spacy: pip install spacy" in ran.out
    assert "absent   pandas: pip install 'redshank[pandas]'" in ran.out


def test_demo_shows_the_bundled_stories(redshank):
    listed = redshank("demo", "--list")
    assert listed.out.split() == sorted(p.stem for p in STORIES.glob("*.txt"))
    ran = redshank("demo", "expulsion")
    assert ran.code == 0
    assert "1 stories written for testing" in ran.out
    assert redshank("demo", "nosuch").code == 2


def test_score_prints_figures_with_intervals(redshank, tmp_path):
    gold = tmp_path / "times.jsonl"
    gold.write_text("\n".join((GOLD / "times_dev.jsonl").read_text(encoding="utf-8").splitlines()[:5]))
    out = tmp_path / "made.jsonl"
    ran = redshank("score", "times", gold, "--predictions", out)
    assert ran.code == 0
    assert "value_f1" in ran.out
    assert len(out.read_text().splitlines()) == 5
    figures = json.loads(redshank("score", "times", gold, "--json").out)
    assert figures["value_f1"]["low"] <= figures["value_f1"]["value"] <= figures["value_f1"]["high"]


@pytest.mark.parametrize(
    "kind", ["events", "actors", "places", "metonyms", "speakers", "status", "quantities", "readings"]
)
def test_score_reads_every_kind_that_we_hold_gold_for(redshank, tmp_path, kind):
    elsewhere = {"metonyms": "places", "readings": "stories"}
    source = GOLD / f"{elsewhere.get(kind, kind)}_dev.jsonl"
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(source.read_text(encoding="utf-8").splitlines()[:4]))
    ran = redshank("score", kind, gold, "--json")
    assert ran.code == 0
    assert json.loads(ran.out)


@pytest.mark.parametrize("edition", ["v2", "gsr2016", "draft2021"])
def test_score_knows_the_editions(redshank, tmp_path, edition):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join((GOLD / "events_dev.jsonl").read_text(encoding="utf-8").splitlines()[:3]))
    assert redshank("score", "events", gold, "--edition", edition, "--json").code == 0


def test_score_predicts_places_at_given_spans(redshank, tmp_path):
    rows = (GOLD / "places_dev.jsonl").read_text(encoding="utf-8").splitlines()[:6]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(rows))
    out = tmp_path / "made.jsonl"
    assert redshank("score", "places", gold, "--given-spans", "--predictions", out).code == 0
    want = [[(t["start"], t["end"]) for t in json.loads(r)["toponyms"]] for r in rows]
    made = [[(t["start"], t["end"]) for t in json.loads(r)["toponyms"]] for r in out.read_text().splitlines()]
    assert made == want


def test_score_does_not_read_the_answers(redshank, tmp_path):
    rows = [json.loads(r) for r in (GOLD / "events_dev.jsonl").read_text(encoding="utf-8").splitlines()[:8]]
    plain, lying = tmp_path / "plain.jsonl", tmp_path / "lying.jsonl"
    plain.write_text("\n".join(json.dumps(r) for r in rows))
    for row in rows:
        row["events"] = [{**e, "plover2021": "PROTEST", "source": [{"country_iso": "ABW"}]} for e in row["events"]]
    lying.write_text("\n".join(json.dumps(r) for r in rows))
    for gold in (plain, lying):
        redshank("score", "events", gold, "--predictions", gold.with_suffix(".out"))
    assert plain.with_suffix(".out").read_text() == lying.with_suffix(".out").read_text()


def test_score_says_what_is_wrong_with_a_gold_file(redshank, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": 1}\n{"te')
    ran = redshank("score", "events", gold)
    assert ran.code == 1
    assert "line 2" in ran.err


def test_gazetteer_says_what_it_holds(redshank):
    ran = redshank("gazetteer", "info")
    assert ran.code == 0
    assert "GeoNames" in ran.out


def test_score_takes_only_a_newline_for_the_end_of_a_row(redshank, tmp_path):
    gold = tmp_path / "gold.jsonl"
    row = {"doc_id": "a", "dct": "1998-02-10", "text": "It began\u2028on Monday.\x85", "timexes": []}
    gold.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert redshank("score", "times", gold, "--json").code == 0
