"""What is exported unless more is asked for, and how people are named."""

import pytest

from export.made import CAST, CHN, PHL, SENTENCE, at, deed, member, party, place, told
from redshank.export.choose import INCLUDES, left_out, teller, unfit
from redshank.export.parties import both_sides, holder_of, sides
from redshank.export.places import where
from redshank.export.tables import load_tables

TABLES = load_tables()
NONE = frozenset()
REBELS = party("opposition fighters", "TJK", "TJK", ("MIL", "OPP"), "a3")
GUARDS = party("border guards", "RUS", "RUS", ("MIL",), "a4")


@pytest.mark.parametrize(
    ("fields", "include"),
    [
        ({"status": "attempted"}, "attempted"),
        ({"status": "planned"}, "planned"),
        ({"status": "hypothetical"}, "planned"),
        ({"status": "negated"}, "negated"),
        ({"status": "denied"}, "negated"),
        ({"status": "alleged"}, "alleged"),
        ({"background": True}, "background"),
        ({"holder": "China", "key": {"holder_code": "CHN", "holder_country": "CHN"}}, "alleged"),
    ],
)
def test_what_is_left_out_unless_asked_for(fields, include):
    event = told(**fields).filed
    assert f"--include {include}" in left_out(event, NONE, TABLES)
    assert left_out(event, frozenset({include}), TABLES) is None
    assert left_out(event, frozenset({"all"}), TABLES) is None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "ongoing"},
        {"status": "ended"},
        {"holder": "Philippine police", "key": {"holder_code": "PHL", "holder_country": "PHL"}},
        {"holder": "Manila", "key": {"holder_code": "PHL", "holder_country": "PHL"}},
        {"holder": "France", "key": {"holder_code": "FRA", "holder_country": "FRA"}},
        {"holder": "two witnesses"},
        {"type": "AGREE", "deed": deed("promised")},
    ],
)
def test_what_took_place_and_is_not_told_by_the_other_side_alone_is_exported(fields):
    assert left_out(told(**fields).filed, NONE, TABLES) is None


def test_a_government_that_speaks_of_its_opposition_is_the_other_side():
    cast = (member("Tajikistan", "state", "a9", "TJK", "TJK"),)
    fields = {"actors": (REBELS,), "recipients": (GUARDS,), "holder": "Tajikistan"}
    event = told(key={"holder_code": "TJK", "holder_country": "TJK", "cast": cast}, **fields).filed
    assert teller(event, TABLES) == "other side"
    assert "--include alleged" in left_out(event, NONE, TABLES)


def test_a_format_without_a_column_for_holder_or_status_never_holds_an_allegation():
    assert "who says so" in unfit(told(holder="China", key={"holder_code": "CHN"}).filed, TABLES)
    assert "who says so" in unfit(told(holder="two witnesses").filed, TABLES)
    assert "negated" in unfit(told(status="negated").filed, TABLES)
    assert unfit(told().filed, TABLES) is None


def test_each_word_of_include_is_explained():
    from redshank.cli.export import FORMATS
    from redshank.cli.export import INCLUDES as NAMES
    from redshank.export.kinds import KINDS

    assert tuple(INCLUDES) == NAMES
    assert tuple(KINDS) == FORMATS


def test_a_person_without_public_office_is_written_by_role():
    fisher = party("Juan Reyes", "PHL", "PHL", ("AGR",), "a5", text="Juan Reyes")
    event = told(
        recipients=(fisher,), key={"cast": (*CAST, member("Juan Reyes", "person", "a5", "PHL", "PHL", ("AGR",)))}
    )
    (side,) = sides(event.filed, event.filed.event.recipients, TABLES)
    assert (side.name, side.words, side.is_role) == ("farmer (Philippines)", "farmer (Philippines)", True)


def test_a_profession_is_no_public_office():
    doctor = party("Ana Cruz", "PHL", "PHL", ("MED",), "a5")
    event = told(actors=(doctor,), key={"cast": (member("Ana Cruz", "person", "a5", "PHL", "PHL", ("MED",), "medic"),)})
    assert sides(event.filed, event.filed.event.actors, TABLES)[0].name == "medical worker (Philippines)"


def test_an_office_holder_is_written_by_name():
    president = party("Fidel Ramos", "PHL", "PHL", ("GOV",), "a5")
    cast = (member("Fidel Ramos", "person", "a5", "PHL", "PHL", ("GOV",), "head of state"),)
    event = told(actors=(president,), holder="Fidel Ramos", key={"cast": cast})
    assert sides(event.filed, event.filed.event.actors, TABLES)[0].name == "Fidel Ramos"
    assert holder_of(event.filed, TABLES) == "Fidel Ramos"


def test_a_holder_without_public_office_is_told_by_role():
    cast = (*CAST, member("Ana Cruz", "person", "a7", "PHL", "PHL", ("CVL",)))
    assert holder_of(told(holder="Ana Cruz", key={"cast": cast}).filed, TABLES) == "civilian (Philippines)"


def test_those_who_act_with_each_other_are_both_sides():
    event = told(type="CONSULT", actors=(PHL, CHN), recipients=())
    first, second = both_sides(event.filed, TABLES)
    assert ([s.name for s in first], [s.name for s in second]) == (["Philippine police"], ["China"])


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "AID"},
        {"recipients": (party("a field hospital", None, "UKR", ("MED",), "a8"),)},
        {"recipients": (party("trucks", None, None, (), "a8", text="an aid convoy"),)},
    ],
)
def test_help_and_shelter_are_shown_at_the_first_subdivision(fields):
    found = where(told(**at(place()), **fields).filed, TABLES)
    assert (found.name, found.precision, found.point) == ("Kharkiv Oblast", "admin1", None)
    assert (found.city, found.admin2, found.geonameid, found.priogrid) == (None, None, None, None)


@pytest.mark.parametrize("precision", ["country", "admin1", "admin2", "region", "sea"])
def test_what_is_larger_than_a_town_is_no_point(precision):
    assert where(told(**at(place(precision))).filed, TABLES).point is None
    assert where(told(**at(place())).filed, TABLES).point == (49.98, 36.25)


def test_the_sentence_is_the_evidence():
    assert told().words == SENTENCE


def test_a_holder_told_by_last_name_is_the_same_person():
    cast = (*CAST, member("Iván Robalino", "person", "a7", "PHL", "PHL", ("GOV",), "spokesman"))
    event = told(holder="Robalino", key={"cast": cast}).filed
    assert teller(event, TABLES) == "own side"
    assert holder_of(event, TABLES) == "Robalino"


def test_each_cameo_code_that_we_give_has_a_label():
    import re
    import tomllib

    from redshank.lexicon.files import home

    rules = tomllib.loads((home() / "mapping.toml").read_text(encoding="utf-8"))
    codes = {c for c in re.findall(r"'(?:cameo)': '(\d{3,4})'", repr(rules))}
    assert len(codes) > 60
    assert codes <= TABLES.label.keys()


def test_the_scale_of_goldstein_holds_each_code_once():
    codes = [c for some in TABLES.goldstein.values() for c in some]
    assert len(codes) == len(set(codes))
    assert set(codes) <= TABLES.label.keys()
    assert {c for c in TABLES.label if TABLES.intensity(c) is None} == {"016", "019", "022"}
