"""`redshank.open`: the archive from Python."""

import pytest

import redshank
from redshank.records.errors import ArchiveError, InputError


@pytest.fixture
def db(press_path):
    with redshank.open(press_path) as opened:
        yield opened


def test_events_as_records_rows_and_frames(db):
    events = db.events(actor="RUS", to=["BLR", "UKR"], since="2024")
    assert len(events) == 3
    assert [f.event.type for f in events] == ["CONSULT", "AGREE", "ASSAULT"]
    assert [r["type"] for r in events.rows()] == ["CONSULT", "AGREE", "ASSAULT"]
    assert list(events.df()["type"]) == events.pl()["type"].to_list() == events.arrow()["type"].to_pylist()
    assert list(events.pandas().columns) == list(events.columns) == events.polars().columns
    assert events.why is None
    assert repr(events) == "3 events: events by RUS, to BLR or UKR, from 2024 on"


def test_an_empty_answer_has_all_columns_with_their_types_and_says_why(db):
    full, empty = db.events(), db.events(actor="FRA")
    assert empty.arrow().schema.remove_metadata() == full.arrow().schema.remove_metadata()
    assert dict(empty.df().dtypes) == dict(full.df().dtypes)
    assert empty.pl().schema == full.pl().schema
    assert empty.why == "There are no events by FRA in the archive."
    assert "There are no events by FRA" in empty._repr_html_()
    assert len(db.count(by="type", actor="FRA").arrow().schema) == 4


def test_a_notebook_shows_words_escaped(db):
    shown = db.events(type="ASSAULT")._repr_html_()
    assert "&lt;back&gt;" in shown
    assert "according to Ukraine" in shown
    assert "NA" in db.count(by="month")._repr_html_()


def test_claims(db):
    claims = db.claims(says="UKR")
    assert [c.claim.source.name for c in claims] == ["Ukraine"]
    assert claims.df().shape[0] == len(claims) == 1
    assert db.claims(says="FRA").why == "No claim matches: told by FRA."


def test_counts(db):
    counted = db.count(by=["dyad", "month"], type="ASSAULT")
    assert counted.rows()[1] == {"dyad": "RUS:UKR", "month": "2024-02", "count": None, "alleged": None, "stories": 0}
    assert counted.arrow()["count"].to_pylist() == [1, None, 0, 1, None, 0]
    assert str(counted.arrow().schema.field("count").type) == "int64"
    assert counted.basis.alleged == 1
    assert "2 reports" in repr(counted)
    assert db.count().rows()[0]["count"] == 6
    with pytest.raises(InputError, match="copies"):
        db.count(unit="incident")


def test_one_of_each(db):
    key = db.events(text="missiles").ids[0]
    filed = db.event(key)
    assert filed.event.deed.status == "promised"
    assert db.story(filed.key.story).publisher == "Alpha"
    assert len(db.reading(filed.key.story).events) == 3
    assert db.event("0" * 16) is db.reading("0" * 16) is None


def test_sql(db):
    found = db.sql("SELECT type, count(*) AS n FROM events WHERE publisher = ? GROUP BY type", ["Beta"])
    assert found.rows() == [{"type": "CONSULT", "n": 1}]
    assert found.df().shape == (1, 2)
    assert db.sql("SELECT 1 AS a WHERE false").why == "The statement gives no rows."
    with pytest.raises(InputError):
        db.sql("DROP TABLE events")


def test_pairs_and_points(db):
    assert len(db.events(dyad=("RUS", "UKR"))) == 1
    assert len(db.events(dyad="RUS-UKR")) == 2
    assert len(db.events(near=(52, 23.7, 20))) == 1


def test_a_filter_that_we_do_not_know(db):
    with pytest.raises(InputError, match="Did you mean actor"):
        db.events(actr="RUS")


def test_no_archive(tmp_path):
    with pytest.raises(ArchiveError, match="There is no archive"):
        redshank.open(tmp_path / "none")


def test_open_is_found_but_hides_nothing():
    assert "open" in dir(redshank)
    assert "open" not in redshank.__all__
