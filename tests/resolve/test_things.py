"""Numbers get their value, unit and check of the conversion; weapons their second names and stated facts."""

from functools import cache

import pytest

from redshank.grammar.quantity import find_amounts, modifier_of, read_number
from redshank.lexicon.equipment import load_equipment
from redshank.mentions.equipment import find_equipment
from redshank.mentions.quantities import find_quantities
from redshank.parse import load_analyzer, parse
from redshank.records import Span, Story, Zone
from redshank.resolve.things import resolve_equipment, resolve_quantities


@cache
def analyzer():
    return load_analyzer()


def read(text):
    story = Story(id="s", text=text, source_id="s")
    sentences = parse(story, (Zone(kind="body", span=Span(0, len(text))),), analyzer())
    things = find_equipment(text, sentences, load_equipment())
    mentions = (*things, *find_quantities(text, sentences, things))
    return resolve_equipment(text, sentences, mentions, load_equipment()), resolve_quantities(text, sentences, mentions)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,200", 1200),
        ("two hundred and six", 206),
        ("a hundred thousand", 100_000),
        ("half a million", 500_000),
        ("3.5 million", 3_500_000),
        ("2 1/2", 2.5),
        ("a dozen", 12),
        ("twenty-one", 21),
        ("10 000", 10_000),
        ("one million two hundred thousand", 1_200_000),
    ],
)
def test_numbers(words, value):
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier"),
    [
        ("up to 500 km", 500, "kilometre", "up to"),
        ("at least £5m", 5_000_000, "pound sterling", "at least"),
        ("nearly 3 nautical miles", 3, "nautical mile", "nearly"),
        ("two thirds", 66.7, "percent", None),
        ("more than 20 square kilometres", 20, "square kilometre", "more than"),
        ("minus 14 degrees Celsius", -14, "degree Celsius", None),
        ("Rs 450 crore", 4_500_000_000, "Indian rupee", None),
        ("about 60 mph", 60, "mile per hour", "about"),
    ],
)
def test_amounts(text, value, unit, modifier):
    (amount,) = find_amounts(text, 0, len(text))
    assert (amount.value, amount.unit, modifier_of(text, amount)) == (value, unit, modifier)


def test_range_keeps_both_ends():
    (amount,) = find_amounts("between $12 million and $20 million", 0, 35)
    assert (amount.low, amount.value, amount.unit) == (12e6, 20e6, "US dollar")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The road runs 500 km (300 miles) north.", "rounded"),
        ("The road runs 100 km (62 miles) north.", "exact"),
        ("The road runs 100 km (80 miles) north.", "wrong"),
        ("The load weighs 10 tonnes (11 short tons) in all.", "exact"),
    ],
)
def test_conversions(text, verdict):
    first, second = read(text)[1]
    assert second.conversion is not None
    assert (second.conversion.of, second.conversion.verdict) == (first.id, verdict)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guards stopped 12 lorries.", [(12, "lorry")]),
        ("Guards stopped four Malian soldiers.", [(4, "soldier")]),
        ("The camp holds 900 people, not 400.", [(900, "person"), (400, "person")]),
        ("Support fell six points to 31%.", [(6, "percentage point"), (31, "percent")]),
    ],
)
def test_units(text, expected):
    assert [(q.value, q.unit) for q in read(text)[1]] == expected


def test_second_names_facts_and_class():
    text = (
        "The army showed the S-400, a mobile missile system known as “SA-21 Growler” by NATO, which replaced the S-300."
        " Its four missiles have a range of 400 km."
    )
    first, *others = (e for e in read(text)[0] if e.designation)
    assert (first.designation, first.reporting_name, first.equipment_class) == (
        "S-400",
        "Growler",
        "surface-to-air missile system",
    )
    assert "SA-21 Growler" in first.aliases
    facts = {f.attribute: f for f in first.facts}
    assert facts["range"].span.of(text) == "400 km"
    assert facts["replaced"].value == "S-300"
    assert facts["missiles per system"].value == "four missiles"
    assert [e.designation for e in others] == ["S-300"]


def test_generic_things_have_no_designation():
    (tanks,) = read("Tanks stood at the gate, and more tanks came.")[0]
    assert (tanks.designation, tanks.equipment_class, len(tanks.mentions)) == (None, "tank", 2)
