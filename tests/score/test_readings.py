"""Pairing the events of two readings, and what is counted of the pairs. Invented rows; no engine."""

import json

import pytest

from redshank.score.align import align
from redshank.score.figures import measure, same_holder
from where import ROOT

DEV = ROOT / "evaluation" / "gold" / "stories_dev.jsonl"
FIELDS = ("actors", "recipients", "status", "holder", "background")


def event(start, kind="ASSAULT", who="RUS", whom="UKR", **more):
    sides = {"actors": [{"code": c} for c in who.split()], "recipients": [{"code": c} for c in whom.split()]}
    usual = {"status": "happened", "holder": "narrator", "background": False}
    return {"start": start, "end": start + 5, "type": kind, **sides, **usual, **more}


def story(*events):
    return {"id": "s", "text": "", "events": list(events)}


def figures(gold, made):
    return {name: value for name, (value, _, _) in measure("readings", [gold], [made]).items()}


@pytest.mark.parametrize(
    ("gold", "made", "pairs"),
    [
        ([event(10)], [event(12)], [(0, 0)]),  # the words overlap
        ([event(10)], [event(40)], []),  # elsewhere
        ([event(10)], [event(40, sentence=[0, 60])], [(0, 0)]),  # in our sentence
        ([event(10, also=[{"start": 80, "end": 85}])], [event(82)], [(0, 0)]),  # another telling of the gold's
        ([event(10)], [event(90, also=[{"start": 11, "end": 13}])], [(0, 0)]),  # another telling of ours
        ([event(10), event(20)], [event(11), event(12)], [(0, 0)]),  # one to one
    ],
)
def test_who_is_paired(gold, made, pairs):
    assert align(gold, made) == pairs


def test_overlapping_words_come_before_the_type_and_the_type_before_the_parties():
    made = [event(10, "AID", sentence=[0, 60]), event(30, "ASSAULT", sentence=[0, 60])]
    assert dict(align([event(11)], made)) == {0: 0}
    assert dict(align([event(50)], made)) == {0: 1}
    assert dict(align([event(50, "AID", whom="POL")], made)) == {0: 0}
    twins = [event(10, whom="POL", sentence=[0, 60]), event(30, sentence=[0, 60])]
    assert dict(align([event(50)], twins)) == {0: 1}


def test_the_pair_that_fits_best_is_made_first():
    gold = [event(10, "AID"), event(20, "ASSAULT")]
    made = [event(21, "ASSAULT", sentence=[0, 60]), event(40, "AID", sentence=[0, 60])]
    assert sorted(align(gold, made)) == [(0, 1), (1, 0)]


def test_what_is_counted():
    gold = story(event(10), event(30, "AID", "FRA", "MLI NER"), event(50, "REQUEST", "UNO", ""), event(70, "AGREE"))
    made = story(
        event(10),  # all right
        event(30, "AID", "FRA", "MLI", background=True),  # one recipient is missing
        event(50, "ACCUSE", "UNO", ""),  # another type
        event(90),  # too many
    )
    found = figures(gold, made)
    assert (found["event_f1"], found["type_f1"], found["triple_f1"]) == (0.75, 0.5, 0.25)
    assert (found["actors"], found["recipients"], found["background"], found["status"]) == (1.0, 0.5, 0.5, 1.0)


def test_a_party_without_a_code_and_the_order_of_parties_say_nothing():
    gold = story(event(10, "CONSULT", "FRA DEU", ""))
    gold["events"][0]["recipients"] = [{"code": ""}]
    assert figures(gold, story(event(10, "CONSULT", "DEU FRA", "")))["triple_f1"] == 1.0


@pytest.mark.parametrize(
    ("gold", "made", "same"),
    [
        ({"holder": "narrator"}, {"holder": "narrator"}, True),
        ({"holder": "witnesses"}, {"holder": "narrator"}, False),
        ({"holder": "a military spokesman"}, {"holder": "the spokesman"}, True),
        ({"holder": "the Pentagon"}, {"holder": "United States", "holder_words": ["the Pentagon"]}, True),
        ({"holder": "the ministry"}, {"holder": "the rebels"}, False),  # "the" is no shared word
    ],
)
def test_holders_are_compared_loosely(gold, made, same):
    assert same_holder(gold, made) is same


def test_a_story_without_events_counts_only_what_is_made():
    assert figures(story(), story(event(10)))["event_p"] == 0.0
    both = measure("readings", [story(), story(event(10))], [story(), story(event(10))])
    assert both["event_f1"][0] == 1.0


def test_the_gold_as_prediction_is_all_right():
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    found = measure("readings", rows, rows)
    assert {found[name][0] for name in ("event_f1", "type_f1", "triple_f1", "attributed_f1", *FIELDS)} == {1.0}


def test_every_span_of_the_dev_stories_is_in_its_place():
    for row in map(json.loads, DEV.read_text(encoding="utf-8").splitlines()):
        for told in (e for event in row["events"] for e in (event, *event["also"])):
            assert row["text"][told["start"] : told["end"]] == told["trigger"]
        assert {p["text"] in row["text"] for e in row["events"] for p in e["actors"] + e["recipients"]} <= {True}


def test_predictions_do_not_read_the_answers(kit):
    from redshank.score.readings import predict

    row = json.loads(DEV.read_text(encoding="utf-8").splitlines()[0])
    assert predict(row, kit) == predict({**row, "events": []}, kit)
    assert measure("readings", [row], [predict(row, kit)])["event_f1"][0] > 0
