"""The seed story beside the clone: what must be found, and what must never be said. Floors: evaluation/floors.toml."""

import re
import subprocess
import sys
import tomllib

import pytest

from redshank.ask.write import encode
from redshank.pipeline import read_story
from redshank.read import About, read_stories
from where import ROOT

FLOORS = tomllib.loads((ROOT / "evaluation" / "floors.toml").read_text(encoding="utf-8"))["seed"]


@pytest.fixture(scope="module")
def seed(shared, kit):
    (story,) = read_stories([shared / "seed" / "story.txt"], About())
    return read_story(story, kit)


@pytest.fixture(scope="module")
def report(shared, seed, tmp_path_factory):
    path = tmp_path_factory.mktemp("seed") / "reading.jsonl"
    path.write_text(encode(seed) + "\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, shared / "seed" / "score.py", path], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.stdout


def number(report, pattern):
    found = re.search(pattern, report)
    assert found is not None, report
    return int(found[1])


def test_floors(report):
    assert number(report, r"seed: (\d+) of \d+ events") >= FLOORS["events"], report
    assert number(report, r"events, (\d+) others") <= FLOORS["max_others"], report
    assert number(report, r"others, (\d+) of \d+ times") >= FLOORS["times"], report
    assert number(report, r"times, (\d+) of \d+ cued claims") >= FLOORS["claims"], report
    assert number(report, r"claims, (\d+) of \d+ places") >= FLOORS["places"], report
    assert number(report, r"places, (\d+) of \d+ zones") >= FLOORS["zones"], report
    assert f"published {FLOORS['published']}" in report


def test_published_says_why(seed):
    assert seed.published.why


def test_the_missile_and_its_range(seed):
    (missile,) = [e for e in seed.equipment if e.designation == FLOORS["designation"]]
    assert missile.aliases or missile.reporting_name
    assert any(f.attribute == "range" for f in missile.facts)


def codes(side):
    return {c for p in side for c in (p.code, p.country) if c}


def test_nothing_comes_from_the_furniture(seed):
    loud = {"headline", "standfirst", "body", "caption", "subhead", "dateline"}
    assert {m.zone for e in seed.events for m in e.mentions} <= loud
    assert not [e for e in seed.events if "censor" in e.modes], "the disclosure is a notice, not censorship"


def test_no_place_of_the_same_name_elsewhere(seed):
    wrong = {("Brest", "FRA"), ("Petersburg", "USA"), ("West", "CMR")}
    assert not wrong & {(p.text.split()[-1], p.country) for p in seed.places}


def test_a_promise_is_no_delivery(seed):
    assert not [e for e in seed.events if e.type == "AID" and e.status == "happened" and not e.background]
    assert not [t for t in seed.transfers if t.stage in ("ordered", "delivered")]
    assert not [t for t in seed.transfers if t.number is not None or t.supplier == "BLR"]


def test_the_registers_are_those_of_the_story(seed):
    told = [(t.kind, t.supplier, t.recipient, t.item, t.stage, t.condition, t.eligible) for t in seed.transfers]
    assert told == [
        ("transfer", "RUS", "BLR", "Iskander-M", "promised", None, False),
        ("upgrade or service", "RUS", "BLR", "Su-25", "offered", "if necessary", False),
    ]
    assert seed.transfers[0].deadline == "PXM"
    sanctions, transit = seed.restrictions
    assert (sanctions.sender, sanctions.target, sanctions.measure) == ("WST", "RUS", "unspecified")
    assert (transit.sender, transit.target, transit.measure, transit.since) == ("LTU", "RUS", "transit", "2022-W24")
    names = {c.by: c.text for c in transit.called}
    assert names["RUS"] == "blockade"
    assert "1% of normal freight transit" in names["LTU"]


def test_no_event_between_a_state_and_a_mood(seed):
    for event in seed.events:
        if {"RUS", "WST"} <= codes((*event.actors, *event.recipients)):
            assert event.type == "SANCTION", event.entry


def test_what_a_party_says_of_an_alliance_is_not_the_narrators_fact(seed):
    for event in seed.events:
        if "NATO" in codes(event.actors) and event.type in ("MOBILIZE", "ASSAULT", "COOPERATE", "AID"):
            assert event.holder != "narrator", event.entry


def test_what_lies_back_is_not_dated_to_the_month_of_the_story(seed):
    assert not [e for e in seed.events if e.background and e.when and e.when.value == seed.published.value]


def test_no_number_of_dead_where_none_is_told(seed):
    assert seed.casualties == ()


# The disputes that a careful reader finds in the story: kind, words of one side, words of the other.
DISPUTES = {
    "X1": ("contradiction", "blockade", "only affects"),
    "X2": ("scope", "by blocking the transit", "only affects"),
    "X3": ("request refused", "symmetrical response", "symmetrical response"),
    "X4": ("request answered", "help", "retrofitted"),
    "X5": ("contrast", "symmetrical response", "to supply"),
    "X10": ("not the same event", "Lukashenko", "teleconference"),
}


@pytest.mark.parametrize("name", sorted(DISPUTES))
def test_disputes(name, seed):
    kind, one, other = DISPUTES[name]
    sides = [d.sides for d in seed.disputes if d.kind == kind]
    assert any(one in a.text and any(other in b.text for b in rest) for a, *rest in sides), sides


def test_allegations_that_nobody_answers(seed):
    told = [d.sides[0].text for d in seed.disputes if d.kind == "unanswered allegation"]
    assert any("nuclear flights" in t for t in told)
    assert any("planned to admit Ukraine" in t for t in told)


def test_all_claims_with_a_cue(report):
    assert "claims with a cue 15 of 15" in report


def test_no_allegation_without_its_holder(seed):
    for event in seed.events:
        if event.status == "alleged":
            assert event.line.startswith(event.holder)
