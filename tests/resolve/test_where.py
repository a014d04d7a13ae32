"""Which place a name means, how finely, and what the name does in its sentence."""

import json
from pathlib import Path

import pytest

from redshank.mentions.places import find_places
from redshank.parse import parse
from redshank.records import Story
from redshank.resolve.event_place import place_of
from redshank.resolve.where import prio_cell, resolve_places
from redshank.zone import zone

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed"


@pytest.fixture(scope="module")
def resolved(kit):
    def read(text):
        story = Story(id="t", text=text, source_id="t")
        zones = zone(story)
        sentences = parse(story, zones, kit.analyzer)
        mentions = find_places(text, zones, sentences, kit.gazetteer, kit.entities)
        return sentences, resolve_places(story, zones, sentences, mentions, kit.gazetteer, kit.entities)

    return read


@pytest.mark.parametrize(
    ("text", "name", "geonameid"),
    [
        ("A bomb went off in Paris, Texas, on Monday.", "Paris", "4717560"),
        ("A bomb went off in Paris on Monday.", "Paris", "2988507"),
        ("Trains from Minsk to Brest were late, the Belarusian railway in Gomel said.", "Brest", "629634"),
        ("Trains from Rennes to Brest were late, the French railway in Nantes said.", "Brest", "3030300"),
        ("Goods for the enclave of Kaliningrad wait at the border.", "Kaliningrad", "554230"),
        ("The hospital in Kunduz was hit from the air.", "Kunduz", "1135689"),
        ("Georgia accused Russia of bombing Gori.", "Georgia", "614540"),
        ("The storm crossed Alabama and Georgia and hit Atlanta.", "Georgia", "4197000"),
        ("Police in Tripoli, Lebanon, arrested two men.", "Tripoli", "266826"),
        ("Militias fought in Tripoli, the Libyan capital.", "Tripoli", "2210247"),
        ("The jets over Guantanamo turned back.", "Guantanamo", None),
    ],
)
def test_the_right_place(resolved, text, name, geonameid):
    place = next(p for p in resolved(text)[1] if p.text == name)
    assert place.geonameid == geonameid
    assert place.latitude is not None and place.score.why


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Moscow sent troops to Ukraine.", "metonym literal"),
        ("Talks between Iran and Iraq broke down in Geneva.", "metonym metonym literal"),
        ("The US-led force left Syria.", "modifier literal"),
        ("Germany’s decision angered Poland.", "metonym metonym"),
        ("The border of Poland is closed.", "literal"),
        ("The treaty was signed by France in Rome.", "metonym literal"),
        ("The train goes from Warsaw to Berlin.", "literal literal"),
        ("Soldiers shelled Aleppo.", "literal"),
        ("China's neighbor Vietnam protested.", "metonym metonym"),
    ],
)
def test_roles(resolved, text, roles):
    assert [p.role for p in resolved(text)[1]] == roles.split()


@pytest.mark.parametrize(
    ("text", "name", "precision", "where_prec", "geo_precision", "is_gridded"),
    [
        ("Shells fell in Kherson.", "Kherson", "city", 1, 1, True),
        ("Shells fell in Darfur.", "Darfur", "region", 5, 3, False),
        ("Shells fell in Bavaria.", "Bavaria", "admin1", 4, 3, False),
        ("Shells fell in Chad.", "Chad", "country", 6, 3, False),
        ("Shells fell in the Black Sea.", "Black Sea", "sea", 7, 3, False),
    ],
)
def test_precision(resolved, text, name, precision, where_prec, geo_precision, is_gridded):
    place = next(p for p in resolved(text)[1] if p.text == name)
    assert (place.precision, place.where_prec, place.geo_precision) == (precision, where_prec, geo_precision)
    assert (place.priogrid is not None) == is_gridded


def test_a_town_that_we_do_not_know_is_not_put_elsewhere(resolved):
    place = next(p for p in resolved("Soldiers killed six people in Baga, Nigeria.")[1] if p.text == "Baga")
    assert (place.geonameid, place.latitude, place.score.value) == (None, None, 0.0)


def test_the_doubt_is_kept(resolved):
    place = resolved("Police in Birmingham arrested six men.")[1][0]
    assert place.country == "GBR"
    assert "USA" in {a.country for a in place.alternatives}
    assert 0 < place.score.value <= 1


@pytest.mark.parametrize(("point", "cell"), [((-90.0, -180.0), 1), ((9.1, 7.4), 142935), ((90.0, 180.0), 259200)])
def test_prio_cells(point, cell):
    assert prio_cell(*point) == cell


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Rebels shelled Goma on Monday.", "shelled", ("Goma", "syntax")),
        ("The two presidents met in Vienna on Friday.", "met", ("Vienna", "syntax")),
        ("France condemned the attack in Bamako.", "condemned", None),
        ("France condemned the attack in Bamako.", "attack", ("Bamako", "syntax")),
        ("Iran threatened Israel.", "threatened", None),
        ("The envoy said in Geneva that talks would resume in Doha.", "said", ("Geneva", "syntax")),
        ("The envoy said in Geneva that talks would resume in Doha.", "resume", ("Doha", "syntax")),
        ("China imposed sanctions on Lithuania.", "imposed", None),
    ],
)
def test_where_an_act_took_place(resolved, text, act, expected):
    sentences, places = resolved(text)
    sentence, i = next((s, t.i) for s in sentences for t in s.tokens if t.text == act)
    found = place_of(sentence, i, places)
    assert (found and (found.name, found.basis)) == expected


@pytest.mark.skipif(not SEED.is_dir(), reason="missing ../shared")
def test_the_seed_story(resolved):
    gold = json.loads((SEED / "seed.json").read_text(encoding="utf-8"))["places"]
    places = resolved((SEED / "story.txt").read_bytes().decode("utf-8"))[1]
    found = [[p for p in places if p.span.start < g["end"] and g["start"] < p.span.end] for g in gold]
    right = [g for g, at in zip(gold, found, strict=True) if any(p.geonameid == g["geonameid"] for p in at)]
    assert len(right) >= 33
    assert all(any(p.span.start < g["end"] and g["start"] < p.span.end for g in gold) for p in places)
