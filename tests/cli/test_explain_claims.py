"""`redshank explain` shows the path of a claim and both sides of a dispute."""

import pytest

TEXT = (
    "Chad said Libyan jets had bombed Faya, and that the mayor had told officers that 12 people were dead.\n\n"
    "Libya denied bombing Faya.\n"
)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_path_of_a_claim(story, redshank):
    ran = redshank("explain", story, "c1")
    assert ran.code == 0
    assert "path: narrator -> " in ran.out
    assert "source: 'Chad' -> Chad (TCD), named" in ran.out
    assert "disputed: x1 denial" in ran.out


def test_both_sides_of_a_dispute(story, redshank):
    out = redshank("explain", story, "x1").out
    assert "x1 dispute, denial" in out
    assert "Chad: 'Libyan jets had bombed Faya'" in out
    assert "Libya: 'bombing Faya'" in out


def test_an_event_says_who_tells_it_and_who_disputes_it(story, redshank):
    out = redshank("explain", story, "e1").out
    assert "told by: narrator -> Chad" in out
    assert "disputed: x1 denial" in out


def test_the_whole_story_shows_claims_and_disputes(story, redshank):
    out = redshank("explain", story).out
    assert "c1 Chad: 'said' (alleged)" in out
    assert "x1 dispute, denial" in out
