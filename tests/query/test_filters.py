"""Each filter finds what it says and nothing else."""

import msgspec
import pytest

from redshank.query import Query, describe, find_ids
from redshank.query.filters import split_dyad, where
from redshank.query.phrases import number, short, span
from redshank.records.errors import InputError


@pytest.fixture
def found(archive, names):
    """Return a function that gives the words of the sentences found, in order."""

    def find(**filters):
        ids = find_ids(archive, Query(**filters), names)
        return [f.event.evidence.text for f in archive.filed(ids)]

    return find


MET, WILL, SHOT = "They met in Brest.", "They will send missiles.", "They shot =1+1 first."
STRUCK, BEFORE, SPOKE, LAST = "They struck <back> hard.", "They had met before.", "They spoke of rifles.", "They met."


@pytest.mark.parametrize(
    ("filters", "sentences"),
    [
        ({"actor": ("Ukraine",)}, {STRUCK}),
        ({"actor": ("RUS",)}, {MET, WILL, SHOT, BEFORE}),
        ({"actor": ("russia", "NATO")}, {MET, WILL, SHOT, BEFORE, SPOKE}),
        ({"actor": ("Vladimir Putin",)}, {WILL}),
        ({"actor": ("RUS/MIL",)}, {SHOT}),
        ({"actor": ("MIL",)}, {SHOT, SPOKE}),
        ({"actor": ("RUS/GOV", "UKR")}, {WILL, STRUCK}),
        ({"to": ("Moscow",)}, {STRUCK, SPOKE}),
        ({"actor": ("RUS",), "to": ("UKR",)}, {SHOT}),
        ({"actor": ("RUS",), "to": ("UKR",), "directed": False}, {SHOT, STRUCK}),
        ({"dyad": ("RUS,UKR",)}, {SHOT}),
        ({"dyad": ("RUS:UKR", "Ukraine:Russia")}, {SHOT, STRUCK}),
        ({"dyad": ("RUS-UKR",)}, {SHOT, STRUCK}),
        ({"dyad": ("RUS,UKR",), "directed": False}, {SHOT, STRUCK}),
        ({"type": ("consult",)}, {MET, BEFORE, LAST}),
        ({"mode": ("visit",)}, {MET}),
        ({"status": ("alleged",)}, {SHOT}),
        ({"status": ("promised",)}, {WILL}),
        ({"holder": ("narrator",), "type": ("ASSAULT",)}, {STRUCK}),
        ({"holder": ("UKR",)}, {SHOT}),
        ({"holder": ("officials",)}, {SPOKE}),
        ({"says": ("Ukraine",)}, {SHOT}),
        ({"says": ("Putin",)}, {WILL}),
        ({"says": ("officials", "UKR")}, {SHOT, SPOKE}),
        ({"equipment": ("Iskander-M",)}, {WILL}),
        ({"equipment": ("iskander",)}, {WILL}),
        ({"equipment": ("SS-26",)}, {WILL}),
        ({"equipment": ("ballistic missile",)}, {WILL}),
        ({"equipment": ("rifles",)}, {SPOKE}),
        ({"place": ("brest",)}, {MET}),
        ({"country": ("Belarus",)}, {MET, STRUCK}),
        ({"near": (52.0, 23.7, 20.0)}, {MET}),  # the middle of Belarus lies as near, and is not there
        ({"near": (52.0, 23.7, 5.0)}, set()),
        ({"near": (0.0, -179.9, 50.0)}, {LAST}),  # across the date line
        ({"near": (90.0, 0.0, 10100.0)}, {MET, LAST}),
        ({"since": "2024-01-19", "until": "2024-01-19"}, {STRUCK}),
        ({"since": "1999", "until": "1999-12"}, {BEFORE}),
        ({"since": "2024-02"}, {LAST}),
        ({"published_since": "2024-01-20", "published_until": "2024-01-20"}, {STRUCK, BEFORE, SPOKE}),
        ({"publisher": ("BETA",)}, {LAST}),
        ({"text": "missiles"}, {WILL}),
        ({"text": "met", "actor": ("BLR",)}, {LAST}),
        ({"text": "met", "order": "relevance", "actor": ("RUS",)}, {MET, BEFORE}),
        ({"min_score": 0.85}, {MET}),
        ({"background": True}, {BEFORE}),
        ({"background": False, "type": ("CONSULT",)}, {MET, LAST}),
        ({"frame": ("nothing-so",)}, set()),
        ({"context": ("military",)}, {WILL}),
    ],
)
def test_each_filter(found, filters, sentences):
    assert set(found(**filters)) == sentences


def test_order_limit_and_offset(found):
    everything = found()
    assert everything[0] == BEFORE
    assert everything[-1] == LAST
    assert found(limit=2, offset=1) == everything[1:3]
    assert found(order="score", limit=1) == [MET]
    assert found(order="newest", limit=1) == [LAST]
    assert len(found(text="met", order="relevance", limit=1)) == 1


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"actor": ("Rusia",)}, "Did you mean Russia"),
        ({"actor": ("Nemo Nobody",)}, "A code works too"),
        ({"actor": ("RUS/ARMY",)}, "no sector 'ARMY'"),
        ({"type": ("meet",)}, "ASSAULT"),
        ({"mode": ("vist",)}, "Did you mean visit"),
        ({"status": ("hapened",)}, "Did you mean happened"),
        ({"context": ("war",)}, "military"),
        ({"equipment": ("Iskandar",)}, "Did you mean Iskander"),
        ({"country": ("NATO",)}, "is no country"),
        ({"says": ("RUS/MIL",)}, "without a sector"),
        ({"dyad": ("RUS",)}, "write two parties"),
        ({"dyad": ("RUS,Nemo Nobody",)}, "Nemo Nobody"),
        ({"near": (99.0, 0.0, 5.0)}, "latitude lies between"),
        ({"near": (0.0, 0.0, -5.0)}, "kilometres above 0"),
        ({"since": "yesterday"}, "--since 'yesterday' is no date"),
        ({"until": "2024-02-30"}, "--until '2024-02-30' is no date"),
        ({"published_since": "2024-13"}, "--published-since"),
        ({"text": '"open'}, "Put phrases in double quotes"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_near(archive, names, filters, says):
    with pytest.raises(InputError) as error:
        find_ids(archive, Query(**filters), names)
    assert says in str(error.value)


def test_a_private_name_is_no_key(archive, names):
    with pytest.raises(InputError):
        find_ids(archive, Query(holder=("Jane Doe",)), names)


def test_values_never_stand_in_the_sql(names):
    sql, values = where(Query(place=("x'); DROP TABLE events; --",), publisher=("'",)), names)
    assert "DROP" not in sql
    assert ["x'); drop table events; --"] in values


def test_a_hyphen_may_stand_in_a_name(names):
    assert split_dyad("Guinea-Bissau-Senegal", names) == ("Guinea-Bissau", "Senegal", False)


def test_a_question_survives_json():
    query = Query(actor=("RUS",), near=(1.0, 2.0, 3.0), since="2022", background=False, limit=3)
    assert msgspec.json.decode(msgspec.json.encode(query), type=Query) == query


def test_a_question_in_words():
    said = describe(Query(actor=("RUS", "BLR"), type=("AID",), since="2022", until="2023", text="oil", min_score=0.5))
    assert said == (
        "events by RUS or BLR, of type AID, from 2022 to 2023, with the words oil, with a score of 0.5 or more"
    )
    assert describe(Query()) == "all events"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2024-01-05", "2024-01-05", "2024-01-05"),
        ("2024-01-01", "2024-01-31", "2024-01"),
        ("2024-01-01", "2024-03-31", "2024-01/03"),
        ("1970-01-01", "1979-12-31", "1970/1979"),
        ("2024-01-08", "2024-01-14", "2024-01-08/14"),
        ("2024-01-29", "2024-02-04", "2024-01-29/02-04"),
    ],
)
def test_a_span_of_days_is_told_as_short_as_it_can_be(start, end, told):
    from datetime import date

    assert span(date.fromisoformat(start), date.fromisoformat(end)) == told


def test_sentences_are_cut_behind_a_word():
    assert short("one two\nthree four", 12) == "one two…"
    assert short("one two", 12) == "one two"
    assert number(1, "story") == "1 story"
    assert number(2000, "story") == "2,000 stories"
