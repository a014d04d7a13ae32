"""Datelines in every shape: where, when, by whom."""

import pytest

from redshank.grammar.dateline import dateline, find_dateline
from redshank.records import Span


@pytest.mark.parametrize(
    ("line", "places", "date", "agency"),
    [
        ("GENEVA, March 3 (Reuters) - |The talks", ["GENEVA"], "March 3", "Reuters"),
        ("VIENNA (AP) — |Officials said", ["VIENNA"], None, "AP"),
        ("Bogotá, 4 Jan 1990 -- |Soldiers", ["Bogotá"], "4 Jan 1990", None),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] [RADIO\nLINK] [TEXT] |THE ARMY", ["SAN SALVADOR"], "3 JAN 90", None),
        ("HAVANA (CUBA), 22 MAR 89 (RADIO MIL) -- [TEXT] |THE", ["HAVANA", "CUBA"], "22 MAR 89", "RADIO MIL"),
        ("QUETTA, Pakistan, April 10, 1994 — |Pakistan", ["QUETTA", "Pakistan"], "April 10, 1994", None),
        ("TAFT, Calif., April 7, Reuter - |Oil", ["TAFT", "Calif."], "April 7", "Reuter"),
        ("PARIS and LONDON, May 3 - |France", ["PARIS", "LONDON"], "May 3", None),
        (
            "BRUSSELS/MOSCOW, Feb 2, 2019 (Continental Press) - |The",
            ["BRUSSELS", "MOSCOW"],
            "Feb 2, 2019",
            "Continental Press",
        ),
        ("KANSAS CITY, Mo. - March 13 - |Grain", ["KANSAS CITY", "Mo."], "March 13", None),
        ("ROME, Macrh 13 - |Italy", ["ROME"], "Macrh 13", None),
        ("DAMASCUS, Syria, Tuesday — |Kidnappers", ["DAMASCUS", "Syria"], "Tuesday", None),
        ("KABUL, Afghanistan (Orbit Wire) — |The", ["KABUL", "Afghanistan"], None, "Orbit Wire"),
        ("(Reuters) - |Peru said", [], None, "Reuters"),
        ("(CNN) |Peru said", [], None, "CNN"),
        ("HARTFORD — |Lawmakers", ["HARTFORD"], None, None),
        ("ISLAMABAD: |Pakistan", ["ISLAMABAD"], None, None),
        ("MOSCOW, NO DATE -- [TEXT] |FULLY", ["MOSCOW"], "NO DATE", None),
    ],
)
def test_dateline_is_found_and_read(line, places, date, agency):
    head, rest = line.split("|")
    text = head + rest
    found = find_dateline(text, Span(0, len(text)))
    assert found is not None
    for reading in (found, dateline(text, found.span)):
        assert reading.span.of(text) == head.strip()
        assert [p.of(text) for p in reading.places] == places
        assert (reading.date and reading.date.of(text)) == date
        assert (reading.agency and reading.agency.of(text)) == agency


@pytest.mark.parametrize(
    "line",
    [
        "Iran - a new hope",
        "UPDATE: Pakistan on Friday",
        "NATO — the alliance that was founded in 1949",
        "On March 3 - the day of the vote - troops marched",
        "The minister - who may not stay - said so",
        "PACT MAY DISRUPT MARKET - FARMERS",
        "The Iran-Iraq war ended",
        "“We will not go - not now,” he said.",
        "ZURICH RATES - APRIL 7",
        "",
    ],
)
def test_other_dashes_are_no_datelines(line):
    text = line + " "
    assert find_dateline(text, Span(0, len(text))) is None


@pytest.mark.parametrize("line", ["LIMA, Feb 2", "LIMA, Feb 2 -", "LIMA, Feb 2 (Andes Wire)"])
def test_a_field_is_read_without_its_dash(line):
    reading = dateline(line, Span(0, len(line)))
    assert [p.of(line) for p in reading.places] == ["LIMA"]
    assert reading.date.of(line) == "Feb 2"
