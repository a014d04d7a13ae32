"""Who is meant: one actor for all the words that name him. Written for testing; not reports."""

from collections.abc import Callable

import pytest

from redshank.lexicon.entities import load_entities
from redshank.mentions.actors import find_actors
from redshank.parse import load_analyzer, parse
from redshank.records import Actor, Published, Span, Story, Zone
from redshank.resolve.who import resolve_actors

Row = tuple[str, str | None, str | None, str | None]  # words, name of the actor, country, linked_by
Who = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def who() -> Who:
    def read(text: str, day: str | None = None) -> list[Row]:
        story = Story(id="s", text=text, source_id="s")
        zones = (Zone(kind="body", span=Span(0, len(text))),)
        sentences = parse(story, zones, load_analyzer())
        mentions = find_actors(text, sentences, load_entities())
        published = Published(value=day) if day else None
        actors, links = resolve_actors(text, sentences, mentions, load_entities(), published)
        named = {a.id: a for a in actors}
        spans = {m.id: m.span for m in mentions}
        check(text, actors)
        return [(spans[k.mention].of(text), named[k.actor].name, named[k.actor].country, k.linked_by) for k in links]

    return read


def check(text: str, actors: tuple[Actor, ...]) -> None:
    assert [a.id for a in actors] == [f"a{k}" for k in range(1, len(actors) + 1)]
    for actor in actors:
        assert actor.mentions and all(s.of(text) for s in actor.mentions)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Kenya said it would sign.", ("it", "Kenya", "KEN", "coreference")),
        ("Kenya thanked Ghana. It also thanked Togo.", ("It", "Kenya", "KEN", "coreference")),
        (
            "Norwegian President Ulla Berg met aides. It did, however, promise help.",
            ("It", "Norwegian President Ulla Berg", "NOR", "coreference"),
        ),
        (
            "NATO met on Monday. The alliance said nothing.",
            ("alliance", "North Atlantic Treaty Organization", None, "coreference"),
        ),
        ("Peru and Chile met. Both countries signed.", ("countries", "Peru", "PER", "coreference")),
        ("Peru and Chile met. Both countries signed.", ("countries", "Chile", "CHL", "coreference")),
        ("Peruvian students left. The students had lost.", ("students", "Peruvian students", "PER", "coreference")),
        ("A Danish envoy, who had left, returned.", ("who", "Danish envoy", "DNK", "coreference")),
        (
            "Danish Prime Minister Ulla Berg spoke. Then she left.",
            ("she", "Danish Prime Minister Ulla Berg", "DNK", "coreference"),
        ),
        ("Kenya withdrew its troops.", ("troops", "troops", "KEN", "coreference")),
        ("Protesters marched in Kenya. Kenyan shops closed.", ("Protesters", "Protesters", "KEN", "story")),
        ("“We will sign,” Kenya said.", ("We", "Kenya", "KEN", "coreference")),
    ],
)
def test_points_to(who: Who, text: str, row: Row) -> None:
    assert row in who(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya and Ghana met. Protesters marched.", "Protesters"),
        ("Soldiers shot at the crowd.", "Soldiers"),
        ("Peru met Chile. Bolivia met Ecuador. Police watched.", "Police"),
    ],
)
def test_nothing_known_is_no_country(who: Who, text: str, words: str) -> None:
    assert [country for said, _, country, _ in who(text) if said == words] == [None]


@pytest.mark.parametrize(
    "text",
    ["The plan failed. It was bad.", "Kenya met Ghana. The plan failed. It was bad.", "Nobody knows what it means."],
)
def test_it_may_mean_no_actor(who: Who, text: str) -> None:
    assert not [row for row in who(text) if row[0] in {"It", "it"}]


@pytest.mark.parametrize(
    ("day", "name"),
    [("1990-05-01", "George H.W. Bush"), ("2003-05-01", "George W. Bush"), ("1988-12-01", "George H.W. Bush")],
)
def test_office_holder_of_the_day(who: Who, day: str, name: str) -> None:
    assert who("President Bush spoke.", day)[0][1] == name


def test_one_actor_for_state_demonym_and_capital(who: Who) -> None:
    rows = who("Portugal spoke. Lisbon rejected the plan. Portuguese missiles fell.")
    assert {row[1] for row in rows} == {"Portugal"} and len(rows) == 3


def test_private_person_is_known_by_role_only(who: Who) -> None:
    rows = who("Farmer Ned Appleby of Norway wept.")
    assert all("Appleby" not in str(name) for _, name, _, _ in rows)


def test_apposition_joins_office_and_name(who: Who) -> None:
    rows = who("The Danish prime minister, Ulla Berg, left. Berg was ill.")
    assert len({name for _, name, _, _ in rows}) == 1


def test_reading_twice_gives_the_same(who: Who) -> None:
    text = "Kenya said it would send its army. The army left. Both sides agreed."
    assert who(text) == who(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "On Monday Milo Brandt said Serbia shelled the town.",
        "In Accra Milo Rawlings, a teacher, said Togo had closed the border.",
        "Milo Thatcher of Leeds said Argentina had seized her boat.",
    ],
)
def test_a_stranger_with_the_surname_of_an_office_holder_is_a_stranger(read, sentence):
    reading = read(sentence)
    assert not {"Willy Brandt", "Jerry Rawlings", "Margaret Thatcher"} & {a.name for a in reading.actors}
