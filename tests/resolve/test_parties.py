"""Who acts on whom in one sentence: parties that are named, shared, pointed at, or only implied."""

import pytest

from redshank.kit import Kit
from redshank.pipeline import read_zones
from redshank.records import Span, Story, Zone


@pytest.fixture(scope="module")
def kit():
    return Kit()


def parties(text, kind, kit):
    """Return (actors, recipients) of the last event of a type, as sets of codes, and how the recipients were linked."""
    story = Story(id="test", text=text, source_id="test")
    reading = read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit)
    event = [e for e in reading.events if e.type == kind][-1]
    links = {p.linked_by for p in event.recipients}
    return {p.country or p.code for p in event.actors}, {p.country or p.code for p in event.recipients}, links


IMPLIED = [
    # the state of the place that is struck, left, visited
    ("Moroccan jets bombed a radar station near Tindouf on Friday.", "ASSAULT", {"MAR"}, {"DZA"}, {"place"}),
    ("Pakistani guns shelled a depot under repair outside Amritsar.", "ASSAULT", {"PAK"}, {"IND"}, {"place"}),
    ("The last Libyan soldiers left Chad on Monday.", "RETREAT", {"LBY"}, {"TCD"}, {"place"}),
    ("Chilean troops shelled a village near Temuco.", "ASSAULT", {"CHL"}, {"CHL"}, {"place"}),
    # people without a country, where the act took place
    ("Gunmen shot two customs officers dead in Culiacan.", "ASSAULT", {None}, {"MEX"}, {"place"}),
    ("A Latvian court charged a retired officer with treason.", "ACCUSE", {"LVA"}, {"LVA"}, {"own country"}),
    # the own state
    ("The Honduran government lifted the state of siege on Sunday.", "RETREAT", {"HND"}, {"HND"}, {"own country"}),
    # "alleged" by nobody: a place's own police report their dead
    ("Egypt closed the crossing, stranding hundreds of Palestinians.", "COERCE", {"EGY"}, {"PSE"}, {None}),
]


@pytest.mark.parametrize(("text", "kind", "actors", "recipients", "links"), IMPLIED, ids=[t[:30] for t, *_ in IMPLIED])
def test_who_is_not_named_is_implied_and_marked(text, kind, actors, recipients, links, kit):
    assert parties(text, kind, kit) == (actors, recipients, links)


SHARED = [
    ("Kenyan and Ugandan police arrested nine smugglers on Monday.", "COERCE", {"KEN", "UGA"}),
    ("Danish, Polish leaders met in Riga on Friday.", "CONSULT", {"DNK", "POL"}),
    ("The two Sudans agreed on Tuesday to share the oil.", "AGREE", {"SDN", "SSD"}),
    ("The presidents of Peru and Ecuador met on Friday. The two sides signed a treaty.", "SUPPORT", {"PER", "ECU"}),
    ("British diplomats held a fourth round of talks with Chinese officials.", "CONSULT", {"GBR", "CHN"}),
]


@pytest.mark.parametrize(("text", "kind", "actors"), SHARED, ids=[t[:30] for t, *_ in SHARED])
def test_several_who_share_a_noun_or_a_name_all_act(text, kind, actors, kit):
    assert parties(text, kind, kit)[0] == actors


def test_states_that_agree_with_each_other_do_not_agree_with_a_third(kit):
    text = "Hungary and Romania agreed on Friday to bring the dispute before the Security Council."
    assert parties(text, "AGREE", kit)[:2] == ({"HUN", "ROU"}, set())


PEOPLES = [
    ("Kurdish guerrillas in Turkey's southeast attacked a bus.", {"TUR"}),
    ("Iraqi Kurds attacked a bus.", {"IRQ"}),
    ("Kurds attacked a police post in Syria on Monday.", {"SYR"}),
]


@pytest.mark.parametrize(("text", "actors"), PEOPLES, ids=[t[:20] for t, _ in PEOPLES])
def test_a_people_belongs_to_the_land_it_lives_in(text, actors, kit):
    assert parties(text, "ASSAULT", kit)[0] == actors


def test_international_people_have_a_body_and_no_country(kit):
    text = "A group of international aid agencies urged Bahrain to reopen the camp."
    assert parties(text, "REQUEST", kit)[:2] == ({"NGO"}, {"BHR"})


def test_a_part_of_the_world_is_no_party_while_a_state_is_named(kit):
    text = "France sent a second frigate to the Gulf to deter Iran."
    assert parties(text, "MOBILIZE", kit)[1] == {"IRN"}


def test_own_losses_told_by_the_police_are_no_allegation(kit):
    text = "Police in Tijuana said two officers were shot dead in their car."
    story = Story(id="test", text=text, source_id="test")
    reading = read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit)
    assert [e.status for e in reading.events if e.type == "ASSAULT"] == ["happened"]


NOT_DONE = [
    "The White House claimed it did not brief the senators.",
    "Iran claimed that it had not attacked the tanker.",
    "Peru believes that to end the siege the rebels must speak up.",
]


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_a_claim_denies_or_only_aims_at_is_no_event(text, kit):
    story = Story(id="test", text=text, source_id="test")
    assert not read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events


def test_who_says_so_is_nobody_to_whom_it_is_done(kit):
    text = "Thirty-five miners were rescued, according to officials of Chile."
    story = Story(id="test", text=text, source_id="test")
    for event in read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events:
        assert "officials" not in " ".join(p.text for p in event.recipients)


TOGETHER = [
    (
        "The king of Jordan met the president of Iraq on Friday. Both undertook to pull back their troops.",
        {"JOR", "IRQ"},
    ),
    (
        "Peru and Chile broke off talks. Ecuador offered to mediate. The two countries recalled their envoys.",
        {"PER", "CHL"},
    ),
]


@pytest.mark.parametrize(("text", "actors"), TOGETHER, ids=["both", "two countries"])
def test_both_are_the_two_that_were_named_together(text, actors, kit):
    story = Story(id="test", text=text, source_id="test")
    events = read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events
    assert {p.country for p in events[-1].actors} == actors


PAIRS = [
    ("U.S.-Japanese talks on chips began in Tokyo on Monday.", {"USA", "JPN"}),
    ("A Franco-German summit ended in Bonn on Tuesday.", {"FRA", "DEU"}),
    ("The Indian-Pakistani border talks ended on Monday.", {"IND", "PAK"}),
]


@pytest.mark.parametrize(("text", "actors"), PAIRS, ids=[t[:16] for t, _ in PAIRS])
def test_both_halves_of_a_hyphenated_pair_act(text, actors, kit):
    assert parties(text, "CONSULT", kit)[0] == actors


def test_what_somebody_has_to_do_is_no_promise(kit):
    text = "Oman would have to buy oil from Iran."
    story = Story(id="test", text=text, source_id="test")
    assert not read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events


def test_what_a_third_party_foretells_is_no_promise(kit):
    text = "Israel said Syria will send troops to Lebanon."
    story = Story(id="test", text=text, source_id="test")
    assert not read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events


def test_a_firm_called_general_is_no_officer(kit):
    text = "General Electric and General Foods Corp have concluded an accord."
    story = Story(id="test", text=text, source_id="test")
    assert not read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events
