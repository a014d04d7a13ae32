"""Transfers and restrictions as lines in the terminal and on the page."""

from redshank.ask.html import registers_list
from redshank.ask.registers import restriction_words, transfer_words

STORY = """Poland donated 12 howitzers to Latvia in 2004.

Turkey closed its ports to Cypriot ships on Monday. Cyprus called the closure "an act of piracy"."""


def test_a_transfer_is_told_in_a_line(read):
    (transfer,) = read(STORY).transfers
    assert transfer_words(transfer) == "POL → LVA: howitzers, gift, delivered, 12 delivered, 2004"


def test_a_restriction_is_told_with_its_names(read):
    (restriction,) = read(STORY, published="1999-05-04").restrictions
    told = restriction_words(restriction)
    assert told == "TUR → CYP: transit, adopted, since 1999-05-03, “act of piracy” says Cyprus"


def test_the_page_shows_both_and_a_story_without_shows_nothing(read):
    page = registers_list(read(STORY))
    assert "Transfer POL → LVA" in page and "Restriction TUR → CYP" in page
    assert "Poland donated 12 howitzers to Latvia in 2004." in page
    assert registers_list(read("Norway and Chad signed a treaty on fish.")) == ""


def test_the_terminal_shows_both(redshank, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    out = " ".join(redshank("code", "--published", "1999-05-04", str(story)).out.split())
    assert "r1 transfer POL → LVA: howitzers" in out
    assert "s1 restriction TUR → CYP: transit" in out
