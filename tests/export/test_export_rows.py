"""One event, one row, format by format."""

import json

import pytest

from export.made import CAST, CHN, PHL, SENTENCE, at, deed, member, party, place, told
from redshank.export.acled import acled_row
from redshank.export.evidence import COLUMNS, evidence_row
from redshank.export.gdelt import event_row, mention_rows
from redshank.export.ged import ged_row
from redshank.export.geojson import feature
from redshank.export.icews import icews_row
from redshank.export.labelstudio import task
from redshank.export.outcome import Dropped
from redshank.export.plover import plover_object
from redshank.export.polecat import polecat_row
from redshank.export.tables import load_tables
from redshank.records import Casualty, Evidence, Span

TABLES = load_tables()
RUS = party("Russia", "RUS", "RUS", (), "a1", span=(0, 6))
UKR = party("Ukraine", "UKR", "UKR", (), "a2", span=(18, 26))
STATES = (member("Russia", "state", "a1", "RUS", "RUS"), member("Ukraine", "state", "a2", "UKR", "UKR"))
ATTACK = {"type": "ASSAULT", "modes": (), "cameo": "190", "frame": "attack", "actors": (RUS,), "recipients": (UKR,)}


def attack(key=None, **more):
    """Return an attack by a state on a state."""
    given = {"cast": STATES, "place_at": place(), **(key or {})}
    return told(key=given, **{**ATTACK, **more})


def cells(outcome):
    """Return the cells that are not empty."""
    return {k: v for k, v in outcome.cells.items() if v not in (None, "")}


def test_gdelt():
    assert cells(event_row(told(**at(place())), TABLES)) == {
        "GLOBALEVENTID": 255,
        "SQLDATE": 20140506,
        "MonthYear": 201405,
        "Year": 2014,
        "FractionDate": 2014.4274,
        "Actor1Code": "PHLCOP",
        "Actor1Name": "PHILIPPINE POLICE",
        "Actor1CountryCode": "PHL",
        "Actor1Type1Code": "COP",
        "Actor2Code": "CHN",
        "Actor2Name": "CHINA",
        "Actor2CountryCode": "CHN",
        "EventCode": "173",
        "EventBaseCode": "173",
        "EventRootCode": "17",
        "QuadClass": 4,
        "GoldsteinScale": -5.0,
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Kharkiv, Kharkiv Oblast, Ukraine",
        "ActionGeo_CountryCode": "UP",
        "ActionGeo_Lat": 49.98,
        "ActionGeo_Long": 36.25,
        "DATEADDED": 20140508000000,
        "SOURCEURL": "https://cape.example/1",
    }


@pytest.mark.parametrize(
    ("code", "base", "root", "quad", "scale"),
    [
        ("042", "042", "04", 1, 1.9),
        ("0841", "084", "08", 2, 7.0),
        ("1123", "112", "11", 3, -2.0),
        ("195", "195", "19", 4, -10.0),
        ("016", "016", "01", 1, None),
    ],
)
def test_cameo_in_gdelt(code, base, root, quad, scale):
    row = event_row(told(cameo=code), TABLES).cells
    assert (row["EventBaseCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == (
        base,
        root,
        quad,
        scale,
    )


def test_bodies_in_gdelt():
    nato = party("NATO", "NATO", None, (), "a1")
    cast = (member("NATO", "alliance", "a1", "NATO"),)
    row = event_row(told(actors=(nato,), key={"cast": cast}), TABLES).cells
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("IGOWSTNAT", "NAT", "IGO")
    assert row["Actor1CountryCode"] is None


@pytest.mark.parametrize(("precision", "kind"), [("city", 4), ("admin1", 5), ("country", 1)])
def test_how_fine_a_place_is_in_gdelt(precision, kind):
    row = event_row(told(**at(place(precision))), TABLES).cells
    assert row["ActionGeo_Type"] == kind
    assert (row["ActionGeo_Lat"] is not None) == (precision == "city")


@pytest.mark.parametrize("row", [event_row, icews_row])
def test_no_cameo_code_no_row(row):
    assert row(told(cameo=None), TABLES) == Dropped(why="no CAMEO code")


@pytest.mark.parametrize("row", [event_row, icews_row, polecat_row, acled_row])
def test_no_day_no_row(row):
    assert "no day" in row(told(key={"day_from": None, "day_to": None, "day_basis": "unknown"}), TABLES).why


def test_what_is_lost_is_said():
    event = told(actors=(PHL, CHN), key={"day_basis": "published"})
    assert {(d.field, d.why) for d in event_row(event, TABLES).degraded} == {
        ("SQLDATE", "the text gives no day: that of publication"),
        ("Actor1Name", "several: the first is written"),
    }


def test_mentions_of_gdelt_hold_the_true_offsets():
    (row,) = mention_rows(told(), TABLES)
    assert (row["Actor1CharOffset"], row["Actor2CharOffset"], row["ActionCharOffset"]) == (0, 27, 18)
    assert (row["MentionType"], row["MentionIdentifier"], row["Confidence"]) == (1, "https://cape.example/1", 90)


def test_polecat():
    row = cells(polecat_row(told(**at(place())), TABLES))
    assert row["Event Type"] == "COERCE"
    assert (row["Event Mode"], row["Quad Code"], row["Contexts"]) == ("arrest", "MATERIAL CONFLICT", "legal")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("Philippine police", "PHL", "840")
    assert (row["Primary Actor Sector"], row["Recipient COW"]) == ("COP", "710")
    assert (row["City"], row["Province"], row["Country"], row["Latitude"]) == (
        "Kharkiv",
        "Kharkiv Oblast",
        "UKR",
        49.98,
    )
    assert "None" not in row.values()


def test_several_of_polecat_are_joined():
    row = polecat_row(told(recipients=(CHN, PHL)), TABLES)
    assert row.cells["Recipient Country"] == "CHN;PHL"
    assert ("Recipient Name", "several: joined in one cell") in {(d.field, d.why) for d in row.degraded}


def test_icews():
    row = cells(icews_row(told(), TABLES))
    assert row["Event Text"] == "Arrest, detain, or charge with legal action"
    assert (row["Source Sectors"], row["Source Country"], row["Intensity"]) == ("Police", "Philippines", -5.0)
    assert (row["Target Name"], row["Target Country"]) == ("China", "China")


def test_a_promise_is_exported_by_its_own_type():
    event = told(type="AGREE", modes=(), cameo="033", deed=deed("promised", type="AID"))
    assert polecat_row(event, TABLES).cells["Event Type"] == "AGREE"
    assert event_row(event, TABLES).cells["EventCode"] == "033"
    assert plover_object(event, TABLES, frozenset()).cells["redshank"]["deed"]["status"] == "promised"
    assert evidence_row(event, TABLES)["deed_status"] == "promised"


def test_acled():
    row = cells(acled_row(attack(), TABLES))
    assert (row["event_type"], row["sub_event_type"]) == ("Battles", "Armed clash")
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "External/Other forces",
        "State forces",
        "External/Other forces-State forces",
    )
    assert (row["iso"], row["country"], row["geo_precision"], row["time_precision"]) == (804, "Ukraine", 1, 1)
    assert row["notes"] == SENTENCE
    assert "fatalities" not in row


def test_notes_of_acled_name_who_alone_says_so():
    row = acled_row(attack(holder="Ukraine"), TABLES).cells
    assert row["notes"] == f"{SENTENCE} (according to Ukraine)"


def dead(low=5, high=5, holder="narrator", kind="killed"):
    """Return people as somebody counts them."""
    return Casualty(id="k1", kind=kind, low=low, high=high, holder=holder, span=Span(0, 6))


@pytest.mark.parametrize(
    ("casualties", "told_of"),
    [
        ((dead(),), 5),
        ((), None),
        ((dead(holder="Ukraine"),), None),
        ((dead(kind="wounded"),), None),
        ((dead(5, 9),), None),
        ((dead(), dead(3, 3)), None),
    ],
)
def test_the_dead_are_blank_unless_the_story_itself_counts_them(casualties, told_of):
    assert acled_row(attack({"casualties": casualties}), TABLES).cells["fatalities"] == told_of


def test_what_acled_has_no_kind_for_is_dropped():
    assert "none of ACLED's kinds" in acled_row(told(type="CONSULT", modes=(), cameo="042"), TABLES).why


def test_ged():
    row = cells(ged_row(attack({"casualties": (dead(5, 9),)}), TABLES))
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (
        1,
        "Government of Russia",
        "Government of Ukraine",
    )
    assert (row["low"], row["high"], row["where_prec"], row["date_prec"]) == (5, 9, 1, 1)
    assert (row["gwnoa"], row["gwnob"], row["country_id"]) == ("365", "369", "369")
    assert row["geom_wkt"] == "POINT(36.25 49.98)"
    assert not {"best", "deaths_a", "deaths_civilians", "conflict_new_id"} & row.keys()


def test_ged_against_civilians():
    crowd = party("villagers", None, "UKR", ("CVL",), "a2")
    cast = (STATES[0], member("villagers", "generic", "a2", None, "UKR", ("CVL",)))
    row = ged_row(attack({"cast": cast}, recipients=(crowd,)), TABLES).cells
    assert (row["type_of_violence"], row["side_b"], row["gwnob"]) == (3, "Civilians", None)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "COERCE"}, "no armed violence"),
        ({"actors": ()}, "side A"),
        ({"recipients": ()}, "side B"),
        ({"actors": (party("gunmen", None, "UKR", ("UAF",), "a9"),)}, "side A"),
    ],
)
def test_what_is_no_candidate_of_ged(fields, why):
    assert why in ged_row(attack(**fields), TABLES).why


def test_plover():
    made = plover_object(told(**at(place())), TABLES, frozenset()).cells
    assert (made["event"], made["mode"], made["context"]) == (["COERCE"], ["arrest"], ["legal"])
    assert (made["date"], made["quad_code"]) == ("2014-05-06", 4)
    (actor,) = made["actor"]
    assert (actor["code"], actor["sector"], actor["actor_text"]) == ("PHL", ["COP"], "Philippine police")
    assert made["redshank"]["holder"] == "narrator"
    assert (made["event_loc"]["cc3"], made["event_loc"]["geonameid"]) == ("UKR", 706483)
    json.dumps(made)


def test_plover_wants_a_recipient_of_some_types():
    assert "recipient" in plover_object(told(recipients=()), TABLES, frozenset({"COERCE"})).why


def test_an_event_of_an_informal_bloc_is_not_coded_in_plover():
    west = party("the West", "WST", None, (), "a3")
    event = told(actors=(west,), key={"cast": (*CAST, member("the West", "bloc", "a3", "WST"))})
    assert "bloc" in plover_object(event, TABLES, frozenset()).why


def test_geojson_has_longitude_first_and_the_holder():
    made = feature(told(holder="Philippine police", **at(place())), TABLES).cells
    assert made["geometry"] == {"type": "Point", "coordinates": [36.25, 49.98]}
    assert made["properties"]["holder"] == "Philippine police"
    assert feature(told(**at(place("country"))), TABLES).cells["geometry"] is None


def test_offsets_of_label_studio_count_as_javascript_does():
    text = "\U0001f680 Police in Arcadia arrested two fishermen on Monday."
    event = told(predicate=Span(20, 28), actors=(party("police", "PHL", "PHL", (), "a1", span=(2, 8)),))
    (prediction,) = task(text, 0, [event], TABLES)["predictions"]
    act = prediction["result"][0]["value"]
    assert (act["start"], act["end"], act["text"]) == (21, 29, "arrested")
    units = text.encode("utf-16-le")
    for item in prediction["result"]:
        if item["type"] == "labels":
            value = item["value"]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def test_relations_of_label_studio_point_at_regions():
    (prediction,) = task(SENTENCE, 0, [told()], TABLES)["predictions"]
    ids = {r["id"] for r in prediction["result"] if r["type"] == "labels"}
    relations = [r for r in prediction["result"] if r["type"] == "relation"]
    assert {r["labels"][0] for r in relations} == {"actor", "recipient"}
    assert all(r["from_id"] in ids and r["to_id"] in ids for r in relations)


def test_evidence_without_words_has_the_offsets():
    blank = Evidence(span=Span(10, 60), text="")
    row = evidence_row(told(evidence=blank), TABLES)
    assert tuple(row) == COLUMNS
    assert (row["sentence"], row["sentence_start"], row["sentence_end"], row["url"]) == (
        None,
        10,
        60,
        "https://cape.example/1",
    )
    assert "story 00000000000000aa [10:60]" in acled_row(attack(evidence=blank), TABLES).cells["notes"]
