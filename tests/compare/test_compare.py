"""Our archive against a file of GDELT: dyad by month, NA where nothing was read."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.layouts import ACLED, gdelt_line, lines_of
from redshank.compare.dyads import compare
from redshank.compare.feeds import Feed
from redshank.compare.figures import pearson, ranks, spearman
from redshank.query import Query

LINES = (
    ("2024-01-05", "RUS", "BLR", "042"),
    ("2024-01-20", "RUS", "BLR", "043"),
    ("2024-02-10", "RUS", "BLR", "042"),
    ("2024-03-04", "RUS", "BLR", "042"),
    ("2024-03-05", "RUS", "BLR", "010"),  # a statement
    ("2024-01-13", "RUS", "UKR", "190"),
    ("2024-04-02", "USA", "CHN", "112"),
    ("2024-04-03", "POL", "POL", "042"),  # a state with itself
)


@pytest.fixture
def gdelt(write):
    return write("x.export.CSV", "\n".join(gdelt_line(*line) for line in LINES) + "\n")


def compared(archive, parties, *paths, query=None, **more):
    return compare(archive, [Feed(p, parties) for p in paths], query, names=parties.names, **more)


def by_dyad(found):
    return {(p.dyad, p.quad): p for p in found.pairs}


def test_dyad_by_month(curlew, parties, gdelt):
    found = compared(curlew, parties, gdelt)
    pairs = by_dyad(found)
    visits = pairs["RUS:BLR", None]
    cells = [(c.period, c.ours, c.theirs, c.stories) for c in visits.cells]
    # February: no story read, so NA and not 0; April: read, and nothing told but what is recalled from long before
    assert cells == [("2024-01", 3, 2, 4), ("2024-02", None, 1, 0), ("2024-03", 1, 1, 2), ("2024-04", 0, 0, 3)]
    assert (visits.ours, visits.theirs, visits.periods) == (4, 4, 3)
    assert visits.ratio == pytest.approx(4 / 3) and visits.spearman == pytest.approx(1)
    assert visits.pearson == pytest.approx(pearson([3, 1, 0], [2, 1, 0]))
    assert pairs["USA:CHN", None].only == "theirs" and pairs["POL:BLR", None].only == "ours"
    alone = {side: {p.dyad for p in found.pairs if p.only == side} for side in ("ours", "theirs")}
    # those who meet are each other's recipients
    assert alone == {"ours": {"POL:BLR", "LTU:POL", "POL:LTU"}, "theirs": {"USA:CHN"}}
    assert [p.only for p in found.pairs][:2] == [None, None]
    assert found.theirs == 6
    said = "\n".join(found.lines)
    assert "ours are reports that stand" in said and "1 row without an event of PLOVER" in said
    assert "both 3 months" in said and "2024-02 (1 of 29 days)" in said


def test_by_quad_week_and_year(curlew, parties, gdelt):
    pairs = by_dyad(compared(curlew, parties, gdelt, by_quad=True, unit="year"))
    assert pairs["RUS:UKR", "material conflict"].cells[0].period == "2024"
    weeks = by_dyad(compared(curlew, parties, gdelt, unit="week"))
    assert [c.period for c in weeks["RUS:BLR", None].cells][:3] == ["2024-W01", "2024-W02", "2024-W03"]


def test_filters_hold_for_both_sides_where_they_can(curlew, parties, gdelt):
    query = Query(dyad=("RUS-BLR",), type=("CONSULT",), since="2024-01", until="2024-01", status=("happened",))
    found = compared(curlew, parties, gdelt, query=query)
    (pair,) = found.pairs
    assert (pair.ours, pair.theirs) == (3, 2) and [c.period for c in pair.cells] == ["2024-01"]
    assert any("theirs have no status: that narrows ours only" in line for line in found.lines)
    person = compared(curlew, parties, gdelt, query=Query(actor=("Vladimir Putin",)))
    assert any("Vladimir Putin is the whole country" in line for line in person.lines)
    assert {p.dyad for p in person.pairs} == {"RUS:BLR", "RUS:UKR"}


def test_what_has_no_direction_is_counted_either_way(curlew, parties, write):
    row = {"event_date": "2024-01-12", "event_type": "Battles", "location": "x", "country": "Ukraine"}
    row |= {"actor1": "Military Forces of Ukraine (2019-)", "actor2": "Military Forces of Russia (2000-)"}
    found = compared(curlew, parties, write("a.csv", lines_of(ACLED, [row], ",")))
    (pair,) = found.pairs  # only the types that ACLED has
    assert pair.dyad == "RUS-UKR" and (pair.ours, pair.theirs) == (1, 1)
    assert any("go either way" in line for line in found.lines) and any("ASSAULT" in line for line in found.lines)


def test_the_command(curlew_path, gdelt, redshank):
    ran = redshank("compare-feed", curlew_path, gdelt)
    assert ran.code == 0, ran.err
    assert "x.export.CSV: GDELT events" in ran.err and "RUS:BLR" in ran.out and "NA" in ran.out
    assert "in theirs only, 1: USA:CHN 1" in ran.out and "units: ours are reports" in ran.out
    ran = redshank("compare-feed", curlew_path, gdelt, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert rows[1]["period"] == "2024-02" and rows[1]["ours"] == "" and rows[1]["theirs"] == "1"
    ran = redshank("compare-feed", curlew_path, gdelt, "--format", "jsonl", "--dyad", "RUS,UKR")
    assert {json.loads(line)["dyad"] for line in ran.out.splitlines()} == {"RUS:UKR"}
    assert json.loads(ran.out.splitlines()[0])["ratio"] == 1
    ran = redshank("compare-feed", curlew_path, gdelt, "--since", "2031")
    assert ran.code == 3 and "no event with two parties" in ran.err
    ran = redshank("compare-feed", curlew_path, gdelt, "--as", "polecat")
    assert ran.code == 1 and "no POLECAT" in ran.err


def test_correlations_by_hand():
    assert ranks([10, 20, 10, 5]) == [2.5, 4, 2.5, 1]
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1) and spearman([1, 2, 9], [3, 2, 1]) == pytest.approx(-1)
    assert pearson([1, 2], [1, 2]) is None and pearson([1, 1, 1], [1, 2, 3]) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=12))
def test_correlations_are_symmetric_and_within_bounds(pairs):
    a, b = zip(*pairs, strict=True)
    for measure in (pearson, spearman):
        found = measure(a, b)
        assert found == measure(b, a) and (found is None or -1 <= found <= 1)
