"""Designations and nouns in sentences: what is marked is found, with the head that an event would take."""

import re
from functools import cache

import pytest

from redshank.lexicon.equipment import load_equipment
from redshank.mentions.equipment import find_equipment
from redshank.parse import load_analyzer, parse
from redshank.records import Span, Story, Zone


@cache
def analyzer():
    return load_analyzer()


def read(text):
    story = Story(id="s", text=text, source_id="s")
    sentences = parse(story, (Zone(kind="body", span=Span(0, len(text))),), analyzer())
    return sentences, find_equipment(text, sentences, load_equipment())


@pytest.mark.parametrize(
    "marked",
    [
        "Jordan parked two [F-16] jets beside the hangar.",
        "The crew of the [T-72B3] fled.",
        "Saboteurs blew up an [ammunition] dump.",
        "The navy sent the [USS Cole] to Aden.",
        "[HMS Sheffield] was hit by an [Exocet].",
        "The council banned [cluster bombs] and [landmines].",
        "Berlin approved [Leopard 2] tanks for Warsaw.",
        "Two [Kilo-class] submarines left port.",
        "Soldiers found [AK-47] rifles and [rocket-propelled grenades].",
        "The brigade fired [Patriot] missiles at the target.",
        "The stadium cheered the Patriots.",
        "Flights to the islands and military operations went on.",
        "The think tank met in a former coal mine.",
        "He welcomed them with open arms.",
    ],
)
def test_what_is_equipment(marked):
    text, expected = re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]+)\]", marked)
    assert [m.span.of(text) for m in read(text)[1]] == expected


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Moscow delivered Iskander-M missile systems to the base.", "systems"),
        ("Moscow delivered the Iskander-M on Monday.", "M"),
        ("Peru flew two Su-22 planes to Lima.", "planes"),
        ("Rebels seized patrol boats.", "boats"),
    ],
)
def test_head(text, head):
    sentences, mentions = read(text)
    assert [sentences[m.sentence].tokens[m.head].text for m in mentions] == [head]


def test_a_weak_name_is_believed_beside_arms_only():
    assert read("The javelin flew far.")[1] == ()
    assert [m.entries for m in read("The convoy carried Javelin missiles.")[1]] == [("javelin",)]
