"""Which words name a place: one sentence, one line; the places stand in square brackets."""

import re

import pytest

from redshank.mentions.places import find_places
from redshank.parse import parse
from redshank.records import Story
from redshank.zone import zone

MARK = re.compile(r"\[([^\]]+)\]")


def unmark(marked):
    """Return the plain text and the marked words."""
    return MARK.sub(r"\1", marked), MARK.findall(marked)


@pytest.fixture(scope="module")
def places(kit):
    def find(text, **options):
        story = Story(id="t", text=text, source_id="t")
        zones = zone(story)
        sentences = parse(story, zones, kit.analyzer)
        return find_places(text, zones, sentences, kit.gazetteer, kit.entities, **options)

    return find


@pytest.mark.parametrize(
    "marked",
    [
        "Shells fell on [Kherson] and on villages near [Bakhmut].",
        "The ship was stopped in the [Taiwan Strait] by the navy of [China].",
        "Troops crossed from [South Ossetia] into [Georgia].",
        "A bomb went off in [Paris], [Texas], the police said.",
        "The minister flew from [Ouagadougou] to [Bobo-Dioulasso].",
        "Villagers fled [Maroua] after the raid.",
        "The drones came down in the [Baltic Sea] off [Gotland].",
        "The refugees reached [Khartoum] through [Darfur].",
        "The [US]-led force left [Manbij].",
        "Talks about [Nagorno-Karabakh] went on in [Vienna].",
        "[Germany]’s parliament voted on Thursday.",
        "The pilot was taken to [St. Petersburg].",
        "Rebels in the town of [Goma] laid down their arms.",
        "He asked us to wait for them at the gate.",
        "On Sunday the two sides met again in March.",
        "The West must be ready, he said, and so must the East.",
        "The Russian enclave stayed calm.",
    ],
)
def test_places_are_found(places, marked):
    text, expected = unmark(marked)
    assert [m.span.of(text) for m in places(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton opened the show.",
        "Mr. Lincoln denied it, and Judge Jackson believed him.",
        "Colonel Douglas Macon resigned on Friday.",
        "The White House had no comment.",
        "NATO and the EU were silent.",
        "The SWAT team waited outside.",
    ],
)
def test_what_is_no_place(places, text):
    assert [m.span.of(text) for m in places(text) if m.rule != "embedded"] == []


def test_a_name_inside_a_longer_name_is_embedded(places):
    text = "The University of Leeds and the Boston Police Department signed the accord."
    assert {(m.span.of(text), m.rule) for m in places(text)} == {("Leeds", "embedded"), ("Boston", "embedded")}


def test_datelines_are_read(places):
    text = "ATHENS, Greece (AP) -- Police arrested three men on Tuesday."
    assert [(m.span.of(text), m.rule) for m in places(text)][:1] == [("ATHENS", "dateline")]


def test_disclosures_are_read(places):
    text = (
        "Ferry sinks off the coast\n\nA ferry sank off the coast of Norway on Monday and nobody was hurt, the "
        "coast guard said.\n\nDisclosure: This content was produced in Eritrea, where the law limits reporting."
    )
    assert "Eritrea" in [m.span.of(text) for m in places(text)]


def test_adjectives_only_when_asked(places):
    text = "A Chilean frigate met two Peruvian boats."
    assert places(text) == ()
    found = places(text, adjectives=True)
    assert [(m.span.of(text), m.form) for m in found] == [("Chilean", "adjective"), ("Peruvian", "adjective")]


@pytest.mark.parametrize("text", ["", " ", "\r\n\r\n", "in ,", "IN", "🙂 in Kyiv 🙂", "\u200fin\u00a0Oslo\u200f."])
def test_odd_texts(places, text):
    for mention in places(text):
        assert mention.span.of(text).strip() == mention.span.of(text) != ""
