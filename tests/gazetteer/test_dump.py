"""A gazetteer from a GeoNames dump, and the commands that look into one."""

import pytest

from geonames_dump import write_dump
from redshank.gazetteer import open_gazetteer
from redshank.gazetteer.dump import build_from_dump
from redshank.lexicon.files import home
from redshank.records.errors import GazetteerError


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dump")
    build_from_dump(folder / "mine.sqlite", home(), write_dump(folder / "BY.txt"))
    return folder / "mine.sqlite"


def test_a_dump_gives_its_places_with_their_province(built):
    gazetteer = open_gazetteer(built)
    (brest,) = (e for e in gazetteer.candidates("Brest-Litovsk") if e.place_class == "city")
    assert (brest.geonameid, brest.country, brest.population) == ("629631", "BLR", 300715)
    assert gazetteer.by_id(brest.admin1).name == "Brest Oblast"
    assert gazetteer.by_id("625144").capital
    assert not gazetteer.candidates("Some Hotel")


def test_a_dump_holds_villages_that_the_package_has_not(built):
    assert not open_gazetteer().candidates("Vyazynka")
    assert open_gazetteer(built).candidates("Viazynka")[0].population == 80


def test_our_own_tables_lie_over_a_dump(built):
    gazetteer = open_gazetteer(built)
    assert gazetteer.country("NOR") is not None
    assert gazetteer.candidates("Suwalki Gap")
    assert "GeoNames" in gazetteer.notice and "BY.txt" in gazetteer.notice


def test_a_file_that_is_no_dump_is_told_with_its_line(tmp_path):
    wrong = write_dump(tmp_path / "BY.txt")
    wrong.write_text(wrong.read_text(encoding="utf-8") + "Minsk, Belarus\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="line 6: 1 columns, not 19"):
        build_from_dump(tmp_path / "mine.sqlite", home(), wrong)
    assert list(tmp_path.iterdir()) == [wrong]
    with pytest.raises(GazetteerError, match="no such file"):
        build_from_dump(tmp_path / "mine.sqlite", home(), tmp_path / "none.txt")


def test_code_reads_with_another_gazetteer(built, redshank, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("Russian troops attacked a Polish convoy in Vyazynka, Belarus, on Monday.", encoding="utf-8")
    with_it = redshank("code", "--format", "jsonl", "--published", "2001-05-03", "--gazetteer", str(built), str(story))
    without = redshank("code", "--format", "jsonl", "--published", "2001-05-03", str(story))
    assert '"geonameid":"621396"' in with_it.out
    assert '"geonameid":"621396"' not in without.out


def test_info_names_who_bears_a_name(built, redshank):
    ran = redshank("gazetteer", "info", "--gazetteer", str(built), "Brest")
    assert "Brest (city; Brest Oblast, BLR) 52.0976 23.6877 [629631], 300,715 people" in ran.out
    assert "no place of the name 'Qqq'" in redshank("gazetteer", "info", "Qqq").out
    assert " country, " in redshank("gazetteer", "info").out


def test_overlay_says_what_a_name_means_now(redshank, tmp_path):
    table = tmp_path / "places.csv"
    table.write_text("name,class,latitude,longitude,country\nMinsk,base,69.5,30,NOR\nCamp Lark,base,69,30,NOR\n")
    ran = redshank("gazetteer", "overlay", str(table))
    assert "Minsk (base; NOR) 69.5000 30.0000: instead of Minsk, BLR" in ran.out
    assert "Camp Lark (base; NOR) 69.0000 30.0000: new" in ran.out
    table.write_text("name,class,latitude,longitude\nMinsk,castle,69.5,30\n", encoding="utf-8")
    assert "castle" in redshank("gazetteer", "overlay", str(table)).err


def test_the_file_of_the_package_is_large_enough():
    counts = open_gazetteer().counts()
    assert counts["places"] >= 225_000
    assert counts["country"] >= 250
    entry = open_gazetteer().by_id("625144")
    assert entry.population and entry.admin1
