"""Laws that hold for every text: spans slice, records survive JSON, the same text gives the same reading."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws.spans import misplaced
from redshank.kit import Kit
from redshank.pipeline import read_story
from redshank.read import About, read_stories
from redshank.read.story import Fields, make_story
from redshank.records import Reading, Skipped
from where import STORIES

NAMES = sorted(p.stem for p in STORIES.glob("*.txt"))
PIECES = st.sampled_from(
    [
        "Poland accused Belarus of jamming its radar on Monday.",
        "“We will not withdraw,” Serbia’s foreign minister said.",
        "LAGOS, March 3 (Cape Wire) — Nigeria sent 40 trucks of maize to Chad.",
        "Rebels killed at least 12 Malian soldiers near Gao, the U.N. said.",
        "He denied it.",
        "Norway's prime minister flew from Oslo to Colombo for talks last week.",
        "The F-16s flew 500 km (310 miles).",
        "(AP Photo)",
        "\r\n\r\n",
        "\n\n",
        "\u00a0",
        "\u200f",
        "\U0001f1f3\U0001f1f4",
        '"',
        "—",
        "\t",
        "\x07",
        "e\u0301",
    ]
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(parts=st.lists(PIECES | st.text(max_size=30), max_size=8))
def test_spans_slice_and_records_survive_json(parts, read):
    story = make_story(Fields(text=" ".join(parts)), About(), "law")
    if isinstance(story, Skipped):
        return
    reading = read(story.text)
    assert misplaced(reading) == []
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@FEW
@given(parts=st.lists(PIECES, min_size=1, max_size=6))
def test_reading_twice_gives_the_same(parts, read):
    text = " ".join(parts) + "."
    assert read(text) == read(text)


@pytest.mark.parametrize("name", NAMES)
def test_spans_of_the_bundled_stories_slice(name, bundled):
    assert misplaced(bundled[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_disclaimer_changes_no_event(name, bundled, read):
    text = bundled[name].text
    more = read(text.rstrip("\n") + "\n\nThis site does not share the views of its authors.\n")
    assert more.events == bundled[name].events


SIMPLE = (
    "{a} invaded {b}.",
    "{a} accused {b} of spying.",
    "{a} expelled four diplomats of {b}.",
    "{a} asked {b} for help.",
    "{a} praised {b}.",
    "{a} imposed sanctions on {b}.",
    "{a} threatened to attack {b}.",
)
STATES = st.sampled_from(
    ["France", "Norway", "Peru", "Ecuador", "India", "Kenya", "Poland", "Egypt", "Iran", "Japan", "Zambia", "Chile"]
)


def sides(reading):
    return [(e.type, {p.country for p in e.actors}, {p.country for p in e.recipients}) for e in reading.events]


@FEW
@given(frame=st.sampled_from(SIMPLE), a=STATES, b=STATES)
def test_swapping_two_countries_swaps_the_actors(frame, a, b, read):
    if a == b:
        return
    one = sides(read(frame.format(a=a, b=b)))
    other = sides(read(frame.format(a=b, b=a)))
    assert one, frame
    assert all(actors and recipients for _, actors, recipients in one)
    assert [(kind, recipients, actors) for kind, actors, recipients in one] == other


@pytest.mark.parametrize("name", NAMES)
def test_taking_out_the_entry_that_explain_names_removes_or_changes_the_event(name, bundled, kit):
    """The law behind `explain`: what it names is what made the event."""
    (story,) = read_stories([STORIES / f"{name}.txt"], About())
    for entry in sorted({e.entry for e in bundled[name].events}):
        poorer = Kit(kit.settings)
        poorer.__dict__.update(
            {k: v for k, v in kit.__dict__.items() if k != "frames"}, frames=kit.frames.without(entry)
        )
        if entry.startswith("backoff/"):
            poorer.__dict__["backoff"] = kit.backoff.without(entry)
        left = {plain(e) for e in read_story(story, poorer).events}
        for event in bundled[name].events:
            if event.entry == entry:
                assert plain(event) not in left, f"{event.id} {event.type} stands without {entry}"


def plain(event):
    """An event without the ids that shift when others go."""
    told = msgspec.structs.replace(event, id="", answers=(), place=None, when=None)
    return msgspec.json.encode(told)
