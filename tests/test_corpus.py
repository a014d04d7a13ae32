"""Every fortieth story of three corpora beside the clone: no crash, every skip explained, every span in its place."""

import json
from itertools import islice

import pytest

from laws.spans import misplaced
from redshank.pipeline import code_stories
from redshank.read import About, read_stories
from redshank.records import Skipped

pytestmark = pytest.mark.slow
EVERY = 40


@pytest.mark.parametrize("name", ["reuters21578", "wikinews", "muc_stories"])
def test_no_crash_and_every_span_in_its_place(name, shared, kit):
    stories = islice(read_stories([shared / "gold" / "corpus" / f"{name}.jsonl"], About()), 0, None, EVERY)
    coded = 0
    for outcome in code_stories(stories, kit):
        if isinstance(outcome, Skipped):
            assert outcome.reason
            assert outcome.message
            continue
        coded += 1
        assert misplaced(outcome) == [], outcome.source_id
    assert coded > 5


def test_plover_sentences_reach_the_floor(shared, kit, tmp_path):
    """The figures that the project began with: no worse than the best free coder before it on its own sentences."""
    from redshank.score.run import score

    figures = score("events", shared / "gold" / "events" / "plover_dev.jsonl", kit, "gsr2016")
    assert figures["triple_f1"][0] >= 0.33
    assert figures["silent"][0] <= 0.30


def test_gold_is_json(shared):
    for path in sorted((shared / "gold" / "corpus").glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            assert json.loads(next(lines))["text"]
