"""Whole stories against their expected readings. What is known to be wrong stands in the file and may only fall."""

import re
import tomllib

import pytest

from stories.expected import HERE, expectations, locate, wrong_fields
from where import ROOT, STORIES

EXPECTED = expectations()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_reading(name, bundled):
    expected = EXPECTED[name]
    known = set(expected["known_wrong"])
    wrong = wrong_fields(bundled[name], expected)
    assert not wrong - known, "newly wrong"
    assert not known - wrong, "right now: take these off known_wrong (scripts/known_wrong.py does it)"


def test_every_story_has_its_expectation_and_says_what_it_is():
    assert {p.stem for p in STORIES.glob("*.txt")} == set(EXPECTED)
    assert len(EXPECTED) >= 12
    for path in STORIES.glob("*.txt"):
        assert "Written for testing; not a report." in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_expected_words_stand_in_the_story(name):
    expected = EXPECTED[name]
    text = (STORIES / expected["story"]).read_text(encoding="utf-8")
    for row in expected["events"]:
        locate(text, row["predicate"], row.get("nth", 1))
    for kind in ("times", "places", "quantities", "equipment"):
        for row in expected.get(kind, ()):
            locate(text, row["text"], row.get("nth", 1))
    for row in expected["claims"]:
        locate(text, row["content"])


def test_the_count_in_the_docs_is_the_real_one():
    total = sum(len(tomllib.loads(p.read_text(encoding="utf-8"))["known_wrong"]) for p in HERE.glob("*.toml"))
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    told = re.search(r"known_wrong: \*\*(\d+)\*\*", page)
    assert told is not None, "docs/accuracy.md must say: known_wrong: **N**"
    assert int(told[1]) == total, "the count may only fall: find out what broke before you touch the page"
