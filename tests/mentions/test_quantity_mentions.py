"""Numbers that measure and count, and the look-alikes that do not."""

import re
from functools import cache

import pytest

from redshank.lexicon.equipment import load_equipment
from redshank.mentions.equipment import find_equipment
from redshank.mentions.quantities import find_quantities
from redshank.mentions.times import find_times
from redshank.parse import load_analyzer, parse
from redshank.records import Span, Story, Zone


@cache
def analyzer():
    return load_analyzer()


@pytest.mark.parametrize(
    "marked",
    [
        "The pipe is up to [90 km] long.",
        "Oslo paid [$1.2 billion] for [52 jets].",
        "The tanker spilled [40,000 tonnes] of oil.",
        "[Two thirds] of the seats went to women.",
        "The lira lost [12%] of its value.",
        "The army sent [five hundred soldiers] north.",
        "The column had between [30 and 40 vehicles].",
        "[Three tunnels] opened.",
        "A [15-ton] boat sank.",
        "The party won [31 seats].",
        "The minister flew on March 3, 1994.",
        "Resolution 1441 and Article 5 were read out.",
        "The Su-25 and the T-72 were shown.",
        "They put both bases under one umbrella.",
        "One day the war ended.",
        "The fisherman, 65, was buried.",
        "The team won 3-2.",
        "Call 888-847-6592.",
        "Flight 103 came down.",
    ],
)
def test_quantities(marked):
    text, expected = re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]+)\]", marked)
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    sentences = parse(Story(id="s", text=text, source_id="s"), zones, analyzer())
    taken = (*find_times(text, zones, sentences), *find_equipment(text, sentences, load_equipment()))
    assert [m.span.of(text) for m in find_quantities(text, sentences, taken)] == expected
