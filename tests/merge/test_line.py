"""The plain line of an event: who did what to whom, and never an allegation without its holder."""

import pytest

from redshank.lexicon.files import home
from redshank.lexicon.lines import load_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Russia will supply Syria with S-300 missiles within weeks, Sergei Shoigu said on Monday.",
            "Russia promised Syria S-300 missiles, within weeks, says Sergei Shoigu",
        ),
        ("France arrested two Russian diplomats.", "France detained two Russian diplomats"),
        ("Norway's minister visited Chad on Monday.", "Norway's minister visited Chad"),
    ],
)
def test_line(text, line, read):
    event = read(text, published="2018-09-24").events[0]
    assert event.line.startswith(line.split(",")[0]) or event.line == line


def test_the_line_of_a_promise_is_whole(read):
    text = "Russia will supply Syria with S-300 missiles within weeks, Sergei Shoigu said on Monday."
    (event,) = read(text, published="2018-09-24").events
    assert event.line == "Russia promised Syria S-300 missiles, within weeks, says Sergei Shoigu"


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine claimed that Russia had shelled Kharkiv.",
        "Chad said Libyan jets had bombed Faya.",
        "Armenia accused Azerbaijan of killing two soldiers.",
    ],
)
def test_an_allegation_never_stands_without_its_holder(text, read):
    for event in read(text).events:
        if event.status == "alleged":
            assert event.holder != "narrator"
            assert event.line.startswith(f"{event.holder} alleges: ")


def test_no_line_of_the_bundled_stories_hides_who_alleges(bundled):
    for reading in bundled.values():
        for event in reading.events:
            assert event.line
            if event.status == "alleged":
                assert event.line.startswith((event.holder, "somebody unnamed"))
            elif event.holder != "narrator":
                assert event.holder in event.line or event.holder in {p.name for p in event.actors}


def test_every_type_has_a_line(kit):
    types = {rule.type for rule in kit.mapping.rules} - {None, ""}
    assert {entry.type for entry in load_lines((home(),))} >= types
