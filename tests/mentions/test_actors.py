"""Actors in sentences: the words, the form, the entries, the sectors. Written for testing; not reports."""

from collections.abc import Callable

import pytest

from redshank.lexicon.entities import load_entities
from redshank.mentions.actors import find_actors
from redshank.parse import load_analyzer, parse
from redshank.records import Mention, Span, Story, Zone

Found = tuple[Mention, ...]


@pytest.fixture(scope="module")
def find() -> Callable[[str], Found]:
    def found(text: str) -> Found:
        story = Story(id="s", text=text, source_id="s")
        zones = (Zone(kind="body", span=Span(0, len(text))),)
        return find_actors(text, parse(story, zones, load_analyzer()), load_entities())

    return found


def rows(text: str, found: Found, *forms: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(m.span.of(text), m.entries, m.sectors) for m in found if m.form in (forms or ("name", "noun"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway warned Iceland.", [("Norway", ("NOR",), ()), ("Iceland", ("ISL",), ())]),
        ("The Argentine foreign ministry protested.", [("Argentine foreign ministry", ("ARG",), ("GOV",))]),
        (
            "Senior Danish and Estonian officials met.",
            [("Senior Danish", ("DNK",), ("GOV",)), ("Estonian officials", ("EST",), ("GOV",))],
        ),
        ("A group of Moroccan diplomats left.", [("group of Moroccan diplomats", ("MAR",), ("GOV",))]),
        ("Opposition groups in Zimbabwe marched.", [("Opposition groups in Zimbabwe", ("ZWE",), ("OPP",))]),
        ("Chile's new President Ana Torrealba spoke.", [("Chile's new President Ana Torrealba", ("CHL",), ("GOV",))]),
        (
            "Defence Minister Anna Lund of Norway agreed.",
            [("Defence Minister Anna Lund of Norway", ("NOR",), ("GOV", "MIL"))],
        ),
        (
            "Peru told Brazil Chile would help.",
            [("Peru", ("PER",), ()), ("Brazil", ("BRA",), ()), ("Chile", ("CHL",), ())],
        ),
        ("Ethnic Germans in Italy marched.", [("Ethnic Germans in Italy", ("ITA",), ("CVL",))]),
        ("Rebels attacked government troops.", [("Rebels", (), ("REB",)), ("government troops", (), ("MIL",))]),
        ("A former Kenyan minister spoke.", [("former Kenyan minister", ("KEN",), ("ELI",))]),
        ("Officials in Madrid agreed.", [("Officials in Madrid", ("ESP",), ("GOV",))]),
        ("Diplomats in Madrid agreed.", [("Diplomats", (), ("GOV",))]),
        (
            "The presidents of Kenya and Uganda met.",
            [("presidents of Kenya", ("KEN",), ("GOV",)), ("Uganda", ("UGA",), ("GOV",))],
        ),
    ],
)
def test_names_and_roles(find: Callable[[str], Found], text: str, expected: list[object]) -> None:
    assert rows(text, find(text)) == expected


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Lisbon rejected the plan.", True),
        ("The plan was rejected by Lisbon.", True),
        ("Talks between Lisbon and Madrid failed.", True),
        ("Spain accused Lisbon of spying.", True),
        ("He landed in Lisbon.", False),
        ("They flew to Lisbon.", False),
        ("They flew from Lisbon.", False),
        ("The storm hit a village near Lisbon.", False),
        ("Planes bombed Lisbon.", False),
        ("Lisbon's airport was closed.", False),
        ("Lisbon's refusal angered Spain.", True),
    ],
)
def test_capital_is_government_or_town(find: Callable[[str], Found], text: str, acts: bool) -> None:
    found = [m for m in find(text) if m.span.of(text) == "Lisbon"]
    assert [m.rule for m in found] == (["capital"] if acts else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Western sanctions failed.", [("Western", ("WST",), ())]),
        ("Portuguese missiles fell.", [("Portuguese", ("PRT",), ())]),
        ("A Danish-backed plan failed.", [("Danish", ("DNK",), ())]),
    ],
)
def test_demonym_before_a_thing_is_an_adjective(
    find: Callable[[str], Found], text: str, expected: list[object]
) -> None:
    assert rows(text, find(text), "adjective") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya said it would sign.", ["it"]),
        ("It is clear that Kenya will sign.", []),
        ("The envoy, who came from Kenya, left with his aides.", ["who", "his"]),
        ("Both countries signed.", ["countries"]),
        ("Kenya said that talks failed.", []),
    ],
)
def test_words_that_point(find: Callable[[str], Found], text: str, words: list[str]) -> None:
    found = find(text)
    assert [m.span.of(text) for m in found if m.form == "pronoun" or m.rule == "anaphor"] == words


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored again.",
        "She bought a turkey in march.",
        "They met us on Monday for lunch.",
        "The reading was long.",
    ],
)
def test_no_state_where_none_is_named(find: Callable[[str], Found], text: str) -> None:
    assert not [m for m in find(text) if m.entries]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("Troops stayed in Mali.", "place"), ("Troops left Mali.", "state"), ("Aid went to Mali.", "state")],
)
def test_state_as_a_place(find: Callable[[str], Found], text: str, rule: str) -> None:
    assert [m.rule for m in find(text) if m.span.of(text) == "Mali"] == [rule]


def test_a_stranger_in_office_is_known_by_the_family_name_later(find: Callable[[str], Found]) -> None:
    text = "Foreign Ministry spokesman Idris Calloway spoke. Calloway denied it. Harlow did not."
    assert [(m.span.of(text), m.rule) for m in find(text) if m.form == "name"] == [
        ("Foreign Ministry spokesman Idris Calloway", "title"),
        ("Calloway", "short-name"),
    ]


@pytest.mark.parametrize("text", ["", "😀\r\n\u200f“…”", "A\u00a0B", "’s of the", "- - -"])
def test_odd_text_does_no_harm(find: Callable[[str], Found], text: str) -> None:
    for mention in find(text):
        assert mention.span.of(text)


def test_ids_and_heads(find: Callable[[str], Found]) -> None:
    text = "Kenya and its army thanked the Danish envoy, who smiled."
    found = find(text)
    assert [m.id for m in found] == [f"ma{k}" for k in range(1, len(found) + 1)]
    assert list(found) == sorted(found, key=lambda m: m.span.start)


@pytest.mark.parametrize(
    "text", ["Social justice matters.", "The resistance of the metal fell.", "Their leadership failed."]
)
def test_things_are_no_actors(find: Callable[[str], Found], text: str) -> None:
    assert not [m for m in find(text) if m.form in {"name", "noun"}]
