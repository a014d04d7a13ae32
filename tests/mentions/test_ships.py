"""The name of a ship behind a word for ships: a thing, and no town, person or body of the same name."""

import pytest

SAME_NAME = [
    # (text, words of the name, kind of ship)
    ("The destroyer Halifax left port on Monday.", "Halifax", "destroyer"),
    ("Rebels fired on the frigate Bremen off Somalia.", "Bremen", "frigate"),
    ("The submarine Kursk sank in the Barents Sea.", "Kursk", "submarine"),
    ("The cruiser Aurora was towed to a yard.", "Aurora", "cruiser"),
    ("The battleship Missouri shelled the coast.", "Missouri", "warship"),
    ("Argentina sent the corvette Granville to the islands.", "Granville", "corvette"),
    ("The minesweeper Palermo cleared the channel.", "Palermo", "mine warfare vessel"),
    ("Two officers of the destroyer Vancouver were arrested.", "Vancouver", "destroyer"),
    ("The aircraft carrier George Washington sailed for Naples.", "George Washington", "aircraft carrier"),
    ("France sent the aircraft carrier Charles de Gaulle to the Gulf.", "Charles de Gaulle", "aircraft carrier"),
    ("Pirates seized the patrol boat Calicut.", "Calicut", "patrol vessel"),
    ("The frigate La Paz fired a warning shot.", "La Paz", "frigate"),
    ("Iran said the destroyer Damavand had joined the fleet.", "Damavand", "destroyer"),
    ("A torpedo hit the cruiser General Belgrano.", "General Belgrano", "cruiser"),
    ("The landing ship Santiago unloaded trucks.", "Santiago", "landing ship"),
    ("Talks were held aboard the cruiser Slava off Malta.", "Slava", "cruiser"),
]


def overlapping(spans, text, name):
    start = text.index(name)
    return [s for s in spans if s.start < start + len(name) and start < s.end]


@pytest.mark.parametrize(("text", "name", "kind"), SAME_NAME)
def test_a_ship_is_a_thing(read, text, name, kind):
    found = {e.designation: e for e in read(text, published="2000-08-15").equipment}
    assert name in found
    assert found[name].equipment_class == kind
    assert any(name in span.of(text) for span in found[name].mentions)


@pytest.mark.parametrize(("text", "name"), [row[:2] for row in SAME_NAME])
def test_a_ship_is_no_place(read, text, name):
    assert not overlapping([p.span for p in read(text, published="2000-08-15").places], text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The aircraft carrier George Washington sailed for Naples.", "George Washington"),
        ("The warship Sir Galahad arrived with food.", "Sir Galahad"),
        ("The cutter Monroe rescued six men.", "Monroe"),
        ("Prosecutors said the cutter Sherman was sold.", "Sherman"),
        ("The submarine San Juan vanished with 44 sailors.", "San Juan"),
    ],
)
def test_a_ship_is_no_person_and_no_body(read, text, name):
    actors = [a for a in read(text, published="2000-08-15").actors if overlapping(a.mentions, text, name)]
    assert not [a.name for a in actors if a.kind != "generic"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The tanker Limburg burned off Yemen.", "Limburg"),
        ("The ferry Salerno sank in the Baltic Sea.", "Salerno"),
        ("Guards boarded the freighter Odessa on Friday.", "Odessa"),
        ("Pirates held the trawler Galway for a month.", "Galway"),
        ("The liner Lusitania was sunk off Ireland.", "Lusitania"),
        ("The steamer Cordoba reached Lisbon with 300 refugees.", "Cordoba"),
    ],
)
def test_a_ship_of_trade_is_no_place_either(read, text, name):
    reading = read(text, published="2000-08-15")
    assert not overlapping([p.span for p in reading.places], text, name)
    assert not [a for a in reading.actors if overlapping(a.mentions, text, name) and a.code is not None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The destroyer left Halifax on Monday.", "Halifax"),
        ("The frigate was repaired in Bremen.", "Bremen"),
        ("A submarine sank near Murmansk.", "Murmansk"),
        ("The frigate Bremen sailed to Djibouti.", "Djibouti"),
        ("The submarine Kursk sank in the Barents Sea.", "Barents Sea"),
        ("The aircraft carrier George Washington docked in Naples.", "Naples"),
        ("The tanker Limburg burned off Mukalla.", "Mukalla"),
    ],
)
def test_towns_beside_ships_stay_places(read, text, name):
    assert overlapping([p.span for p in read(text, published="2000-08-15").places], text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cruiser fired on Monday at the coast of Lebanon.", "Monday"),
        ("The national carrier Garuda cancelled its flights.", "Garuda"),
        ("The destroyer left Halifax in May.", "Halifax"),
        ("Officials in Aurora praised the crew of the frigate.", "Aurora"),
        ("The frigate Monday reached the port.", "Monday"),
    ],
)
def test_these_are_no_names_of_ships(read, text, name):
    assert name not in {e.designation for e in read(text, published="2000-08-15").equipment}


@pytest.mark.parametrize(
    ("text", "designation"),
    [
        ("A Halifax-class frigate entered the port.", "Halifax class"),
        ("Two frigates of the Brandenburg class were scrapped.", "Brandenburg class"),
        ("HMS Coventry was sunk off the islands.", "HMS Coventry"),
        ("The USS Boise surfaced near Guam.", "USS Boise"),
        ("HMAS Canberra and PNS Babur met at sea.", "HMAS Canberra"),
    ],
)
def test_classes_and_prefixes(read, text, designation):
    assert designation in {e.designation for e in read(text, published="2000-08-15").equipment}


def test_a_ship_told_twice_is_one_thing(read):
    text = "The frigate Bremen left Djibouti on Monday. The frigate Bremen freed 14 sailors."
    (ship,) = (e for e in read(text, published="2000-08-15").equipment if e.designation == "Bremen")
    assert len(ship.mentions) == 2


@pytest.mark.parametrize(
    ("text", "ship"),
    [
        ("The destroyer Halifax shelled Latakia.", "Halifax"),
        ("The frigate La Paz sank off Chile.", "La Paz"),
        ("The patrol boat Victoria was sunk off Lebanon.", "Victoria"),
        ("The submarine Kursk was lost in the Barents Sea.", "Kursk"),
        ("INS Delhi sailed to Oman.", "Delhi"),
        ("Two frigates of the Brandenburg class left Kiel.", "Brandenburg"),
    ],
)
def test_the_name_of_a_ship_is_nothing_else(read, text, ship):
    reading = read(text)
    inside = [m.of(text) for a in reading.actors for m in a.mentions] + [p.text for p in reading.places]
    assert ship not in inside
    assert any(ship in (e.designation or "") for e in reading.equipment)
