"""Every group, pattern and noun of the equipment fires on its own examples and stays quiet on the others."""

import re
from functools import cache
from pathlib import Path

import pytest

from redshank.lexicon.equipment import EquipmentLexicon, load_equipment, plural
from redshank.mentions.equipment import find_equipment
from redshank.parse import load_analyzer, parse
from redshank.records import Span, Story, Zone
from redshank.records.errors import LexiconError

LEXICON = load_equipment()
ROWS = (*LEXICON.groups.values(), *LEXICON.patterns.values(), *LEXICON.noun_rows.values())
FIRES = [(row.id, example) for row in ROWS for example in row.fires]
QUIET = [(row.id, example) for row in ROWS for example in row.quiet]


@cache
def analyzer():
    return load_analyzer()


def unmark(marked: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]+)\]", marked)


def mentioned(text: str, lexicon: EquipmentLexicon = LEXICON) -> list[str]:
    story = Story(id="s", text=text, source_id="s")
    sentences = parse(story, (Zone(kind="body", span=Span(0, len(text))),), analyzer())
    return [m.span.of(text) for m in find_equipment(text, sentences, lexicon)]


@pytest.mark.parametrize(("row", "marked"), FIRES)
def test_fires(row, marked):
    text, expected = unmark(marked)
    found = [h.span.of(text) for h in LEXICON.find(text)]
    for words in expected:
        assert words in found or words.removesuffix("s") in found, row


@pytest.mark.parametrize(("row", "example"), QUIET)
def test_quiet(row, example):
    assert mentioned(example) == [], row


def test_there_are_enough_families_of_every_arm():
    kinds = {f.kind for f in LEXICON.families.values()}
    assert len(LEXICON.families) >= 400
    assert {"main battle tank", "attack aircraft", "frigate", "drone", "anti-ship missile", "assault rifle"} <= kinds


def test_countries_are_alpha_3():
    assert all(re.fullmatch("[A-Z]{3}", f.country or "") for f in LEXICON.families.values())


@pytest.mark.parametrize(
    ("singular", "expected"),
    [("tank", "tanks"), ("battery", "batteries"), ("torpedo", "torpedoes"), ("gunboat", "gunboats"), ("wmd", "wmds")],
)
def test_plural(singular, expected):
    assert plural(singular) == expected


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        ("Su‑25", "Su-25"),
        ("SU-25", "Su-25"),
        ("Su25", "Su-25"),
        ("T-72B3", "T-72B3"),
        ("F-16C", "F-16C"),
        ("Iskander-M", "Iskander-M"),
        ("Mirage 2000-5", "Mirage 2000-5"),
        ("SS-26 Stone", "Iskander"),
        ("Kilo-class", "Kilo class"),
        ("HIMARS", "HIMARS"),
        ("Himars", "HIMARS"),
    ],
)
def test_designations(text, designation):
    assert [h.designation for h in LEXICON.find(f"The {text} submarine came.") if h.noun is None] == [designation]


@pytest.mark.parametrize(
    "text",
    [
        "a T-shirt",
        "the G-7",
        "row A25",
        "un-Kalibr",
        "the tankard",
        "an ironclad rule",
        "coats in May",
        "it AT 16 Hill Road",
    ],
)
def test_no_designations(text):
    assert LEXICON.find(f"He wore {text}.") == ()


def overlay(folder: Path, toml: str) -> Path:
    (folder / "equipment").mkdir()
    (folder / "equipment" / "mine.toml").write_text(toml, encoding="utf-8")
    return folder


def test_an_overlay_adds_a_family(tmp_path):
    from redshank.lexicon.files import home

    group = '[[group]]\nid = "invented"\nkind = "kite"\nfamily = [{ name = "Zephyrion" }]\n'
    lexicon = load_equipment((home(), overlay(tmp_path, group)))
    assert mentioned("Two Zephyrions flew.", lexicon) == ["Zephyrion"]
    assert mentioned("Two Zephyrions flew.") == []


def test_a_misspelt_key_names_its_file(tmp_path):
    from redshank.lexicon.files import home

    with pytest.raises(LexiconError, match=r"mine\.toml.*kindd"):
        load_equipment((home(), overlay(tmp_path, '[[group]]\nid = "x"\nkindd = "y"\n')))


def test_a_broken_pattern_names_its_entry(tmp_path):
    from redshank.lexicon.files import home

    row = '[[pattern]]\nid = "bad"\nkind = "kite"\npattern = "("\nfires = []\n'
    with pytest.raises(LexiconError, match=r"pattern 'bad'"):
        load_equipment((home(), overlay(tmp_path, row)))
