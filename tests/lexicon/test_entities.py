"""The entities: strict files, forms found as written, offices with dates."""

from pathlib import Path

import pytest

from redshank.lexicon.entities import DATA, Entities, load_entities, plain
from redshank.lexicon.entity_records import Period, holds
from redshank.records.errors import LexiconError

STATES = """code,name,names,adjectives,people,capital,metonyms,country,start,end,sectors,note
ARV,Arvonia,Republic of Arvonia,Arvonian,Arvonian|Arvonians,Port Arvon,Port Arvon|Seaward House,ARV,,,,
OLD,Old Arvonia,Arvonia,Arvonian,Arvonians,Port Arvon,,OLD,,1950-12-31,,
"""
LEADERS = """name,aliases,country,office,start,end,sectors,note
Ilse Brandt,,ARV,head of state,1990-05-01,1994,GOV,
Ilse Brandt,,ARV,foreign minister,1980,1989-12,GOV,
Omar al-Rashad,,ARV,defence minister,2000,,GOV|MIL,
"""
BODIES = """
[[entity]]
code = "SEA"
name = "League of the Seas"
names = ["League of the Seas", "LOTS", "the Seas"]
kind = "igo"
[[entity]]
code = "SEA"
name = "League of the Seas"
names = ["Mérida"]
ambiguous = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "entities"
    home.mkdir()
    (home / "states.csv").write_text(STATES, encoding="utf-8")
    (home / "leaders.csv").write_text(LEADERS, encoding="utf-8")
    (home / "organisations.toml").write_text(BODIES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "words", "entry", "use"),
    [
        ("Arvonia spoke.", "Arvonia", "ARV", "name"),
        ("ARVONIA SPOKE", "ARVONIA", "ARV", "name"),
        ("the Arvonians", "Arvonians", "ARV", "people"),
        ("Arvonia’s port", "Arvonia", "ARV", "name"),
        ("Republic\u00a0of Arvonia", "Republic\u00a0of Arvonia", "ARV", "name"),
        ("Republic\r of Arvonia", "Arvonia", "ARV", "name"),
        ("talks at LOTS today", "LOTS", "SEA", "name"),
        ("talks at Lots today", "Lots", "SEA", "name"),
        ("beside the Seas", "Seas", "SEA", "name"),
        ("Mr Rashad left", "Rashad", "person:omar-al-rashad:ARV", "surname"),
        ("Mr al-Rashad left", "al-Rashad", "person:omar-al-rashad:ARV", "surname"),
        ("Seaward House", "Seaward House", "ARV", "metonym"),
    ],
)
def test_finds_forms_as_news_writes_them(folder: Path, text: str, words: str, entry: str, use: str) -> None:
    hits = Entities((folder,)).find(text)
    assert [h.span.of(text) for h in hits] == [words]
    assert (entry, use) in {(f.entity, f.use) for f in hits[0].forms}


@pytest.mark.parametrize("text", ["arvonia", "Arvoniata", "lots of fish", "seven seas", "Seas", "Merida", "XArvonia"])
def test_leaves_other_words_alone(folder: Path, text: str) -> None:
    assert Entities((folder,)).find(text) == ()


def test_spans_slice_the_text_whatever_letters_stand_before(folder: Path) -> None:
    text = "İstanbul 😀 ﬁve — Arvonia"
    (hit,) = Entities((folder,)).find(text)
    assert hit.span.of(text) == "Arvonia"


def test_plain_keeps_every_place() -> None:
    text = "Ærø, Thaçi’s İ ﬁ\u200f\nŁódź"
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("day", "sectors"),
    [
        (Period(earliest="1992-01-01", latest="1992-01-01"), ("GOV",)),
        (Period(earliest="1994-11-30", latest="1994-11-30"), ("GOV",)),
        (Period(earliest="1989-12-30", latest="1989-12-30"), ("GOV",)),
        (Period(earliest="2005-06-01", latest="2005-06-01"), ("ELI",)),
        (Period(earliest="1970-06-01", latest="1970-06-01"), ()),
        (None, ("GOV",)),
    ],
)
def test_office_is_that_of_the_day(folder: Path, day: Period | None, sectors: tuple[str, ...]) -> None:
    assert Entities((folder,))["person:ilse-brandt:ARV"].sectors_in(day) == sectors


def test_state_is_the_one_that_existed(folder: Path) -> None:
    entities = Entities((folder,))
    entries = ("ARV", "OLD")
    assert entities.best(tuple(reversed(entries)), Period(earliest="1999-01-01", latest="1999-01-01")).id == "ARV"  # type: ignore[union-attr]
    assert entities.best(tuple(reversed(entries)), None).id == "OLD"  # type: ignore[union-attr]


def test_period_may_be_a_year_or_a_month() -> None:
    year = Period(earliest="1995-01-01", latest="1995-12-31")
    assert holds("1995-06", None, year) and holds(None, "1995", year)
    assert not holds("1996", None, year) and not holds(None, "1994-12", year)


def test_second_entry_of_a_code_holds_its_ambiguous_names(folder: Path) -> None:
    assert Entities((folder,))["SEA"].ambiguous == ("Mérida",)


def test_overlay_wins(folder: Path, tmp_path: Path) -> None:
    over = tmp_path / "over"
    (over / "entities").mkdir(parents=True)
    (over / "entities" / "organisations.toml").write_text(
        '[[entity]]\ncode = "SEA"\nname = "Sea League"\nkind = "igo"\n', encoding="utf-8"
    )
    assert Entities((folder, over))["SEA"].name == "Sea League"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('[[entity]]\ncode = "X"\nname = "X"\nnmaes = []\n', "organisations.toml, entity 'X'.*nmaes"),
        ('[[entity]]\ncode = "ARV"\nname = "X"\n', "ARV.*Arvonia has this code"),
        ("[[entity]\n", "not valid TOML"),
    ],
)
def test_error_names_file_and_entry(folder: Path, body: str, says: str) -> None:
    (folder / "entities" / "organisations.toml").write_text(body, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        Entities((folder,))


def test_error_names_the_line_of_a_table(folder: Path) -> None:
    (folder / "entities" / "leaders.csv").write_text("name,country,office,born\nA B,ARV,envoy,1950\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"leaders\.csv, line 2.*born"):
        Entities((folder,))


def test_our_own_files_load_and_agree() -> None:
    entities = load_entities((DATA,))
    states = {e.id for e in entities.by_id.values() if e.family == "state"}
    bodies = {e.id for e in entities.by_id.values()}
    lost = {
        (e.id, e.country)
        for e in entities.by_id.values()
        if e.country and e.country not in states | bodies and e.offices
    }
    assert not lost
    assert entities.nouns and entities.titles and entities.modifiers
    assert set(entities.naming.surname_first) <= states
