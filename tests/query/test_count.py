"""Counts: 0 only where something was read, what is left out is said, and what a count rests on."""

import msgspec
import pytest

from redshank.query import Query, find_ids
from redshank.query.count import count
from redshank.query.coverage import read_between
from redshank.query.periods import between, moved, start_of
from redshank.query.plan import Plan
from redshank.query.precision import Precision, of_types, precisions, ratio_interval, wilson
from redshank.query.weights import capped
from redshank.records.errors import InputError


@pytest.fixture
def counted(archive, names):
    """Return a function that counts the press: rows without the stories read."""

    def run(*by, plan=None, **filters):
        made = count(archive, Query(**filters), msgspec.structs.replace(plan or Plan(), by=by), names)
        return {row[: len(by)]: row[len(by)] for row in made.rows}

    return run


def test_zero_where_stories_were_read_and_nothing_known_elsewhere(counted):
    assert counted("dyad", "month", type=("ASSAULT",)) == {
        ("RUS:UKR", "2024-01"): 1,
        ("RUS:UKR", "2024-02"): None,
        ("RUS:UKR", "2024-03"): 0,
        ("UKR:RUS", "2024-01"): 1,
        ("UKR:RUS", "2024-02"): None,
        ("UKR:RUS", "2024-03"): 0,
    }


def test_the_time_that_is_asked_for_is_covered_whole(counted):
    assert counted("month", since="2023-12", until="2024-04") == {
        ("2023-12",): None,
        ("2024-01",): 5,
        ("2024-02",): None,
        ("2024-03",): 1,
        ("2024-04",): None,
    }


def test_either_way(counted):
    assert counted("dyad", plan=Plan(directed=False), type=("ASSAULT", "CONSULT")) == {
        ("RUS-UKR",): 2,
        ("BLR-POL",): 1,  # told both ways, counted once
        ("BLR-RUS",): 1,
    }


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("type", {"ASSAULT": 2, "CONSULT": 2, "ACCUSE": 1, "AGREE": 1}),
        ("actor", {"RUS": 3, "BLR": 1, "NATO": 1, "POL": 1, "UKR": 1}),
        ("to", {"BLR": 3, "RUS": 2, "POL": 1, "UKR": 1}),
        ("mode", {"visit": 1}),
        ("status", {"happened": 5, "alleged": 1}),
        ("quad", {"verbal cooperation": 6}),
        ("holder", {"narrator": 4, "Ukraine": 1, "officials": 1}),
        ("place", {None: 3, "Antipodes": 1, "Belarus": 1, "Brest": 1}),
        ("country", {None: 3, "BLR": 2, "NZL": 1}),
        ("publisher", {"Alpha": 5, "Beta": 1}),
        ("equipment", {"Iskander-M": 1, "ballistic missile system": 1, "small arms": 1}),
        ("day", None),
        ("week", {"2024-W02": 3, "2024-W03": 2, "2024-W04": None, "2024-W10": 1}),
        ("quarter", {"2024-Q1": 6}),
        ("year", {"2024": 6}),
    ],
)
def test_everything_that_may_be_counted_by(counted, by, rows):
    made = {key[0]: n for key, n in counted(by).items()}
    if rows is None:
        assert made["2024-01-10"] == 3
        assert made["2024-01-11"] is None
        assert made["2024-03-06"] == 0
    else:
        assert {key: made[key] for key in rows} == rows
        assert by == "week" or len(made) == len(rows)


def test_an_event_stands_in_a_row_for_each_pair_of_what_is_counted_by(counted):
    rows = counted("actor", "to", type=("CONSULT",))
    assert rows[("BLR", "POL")] == rows[("POL", "POL")] == rows[("BLR", "BLR")] == rows[("RUS", "BLR")] == 1
    assert len(rows) == 5
    assert counted("dyad", type=("CONSULT",)) == {("BLR:POL",): 1, ("POL:BLR",): 1, ("RUS:BLR",): 1}
    assert len(counted("actor", "equipment", "type", type=("AGREE",))) == 2


def test_who_meet_are_a_dyad_and_who_attack_side_by_side_are_none(together, names):
    made = count(together, Query(), Plan(by=("dyad",)), names)
    assert {r["dyad"]: r["count"] for r in made.dicts()} == {"NATO:POL": 1, "POL:NATO": 1}
    assert made.basis.rowless == 1
    either_way = count(together, Query(), Plan(by=("dyad",), directed=False), names)
    assert [(r["dyad"], r["count"]) for r in either_way.dicts()] == [("NATO-POL", 1)]
    assert len(find_ids(together, Query(dyad=("POL,NATO",)), names)) == 1
    assert len(find_ids(together, Query(dyad=("RUS-BLR",)), names)) == 0


def test_a_publisher_that_was_not_read_in_a_month_has_no_zero(counted):
    assert counted("publisher", "month") == {
        ("Alpha", "2024-01"): 5,
        ("Alpha", "2024-02"): None,
        ("Alpha", "2024-03"): None,
        ("Beta", "2024-01"): None,
        ("Beta", "2024-02"): None,
        ("Beta", "2024-03"): 1,
    }


def test_background_is_left_out_and_that_is_said(archive, names):
    plan = Plan(by=("type",))
    made = count(archive, Query(type=("CONSULT",)), plan, names)
    assert (made.basis.events, made.basis.background) == (2, 1)
    assert "1 recalled from long before left out" in "\n".join(made.basis.lines())
    plan = msgspec.structs.replace(plan, with_background=True)
    assert count(archive, Query(type=("CONSULT",)), plan, names).basis.events == 3
    assert count(archive, Query(type=("CONSULT",), background=True), plan, names).basis.events == 1


def test_what_a_count_rests_on(archive, names):
    basis = count(archive, Query(), Plan(by=("dyad",)), names).basis
    assert (basis.events, basis.stories, basis.alleged) == (6, 3, 2)
    assert (basis.coverage.stories, basis.coverage.skipped, basis.coverage.publishers) == (4, 1, 2)
    said = "\n".join(basis.lines())
    assert "6 reports in 3 stories: all events." in said
    assert "read: 4 stories, 1 skipped, 2 publishers, 2024-01-10/03-06." in said
    assert "alleged: 2 (33%)" in said
    assert "publishers: Alpha 83%, Beta 17%." in said


def test_events_that_name_no_pair_stand_in_no_row(archive, names):
    assert count(archive, Query(), Plan(by=("equipment",)), names).basis.rowless == 4


def test_rates_by_stories_read(archive, names):
    made = count(archive, Query(), Plan(by=("month",), per_stories=1000), names)
    rows = {r["month"]: r for r in made.dicts()}
    assert rows["2024-01"]["rate"] == pytest.approx(2500)
    assert rows["2024-02"]["rate"] is None
    assert rows["2024-03"]["rate"] == pytest.approx(500)


def test_a_panel_counts_and_covers_its_publishers_only(archive, names):
    made = count(archive, Query(), Plan(by=("month",), panel=("beta",)), names)
    assert made.dicts() == [{"month": "2024-03", "count": 1, "alleged": 0, "stories": 2}]
    assert "2 stories of the panel, 1 skipped" in "\n".join(made.basis.lines())


def test_a_publisher_above_the_share_is_weighted_down_to_it(archive, names):
    made = count(archive, Query(), Plan(by=("publisher",), max_share=0.6), names)
    rows = {r["publisher"]: (r["count"], r["reports"]) for r in made.dicts()}
    assert rows["Alpha"] == (pytest.approx(1.5), 5)
    assert rows["Beta"] == (1, 1)
    assert "Alpha x0.30" in "\n".join(made.basis.lines(share=0.6))
    none = count(archive, Query(), Plan(by=("publisher",), max_share=0.3), names)
    assert "too few publishers" in "\n".join(none.basis.lines(share=0.3))


def test_weights():
    assert capped({"a": 80, "b": 10, "c": 10}, 0.5) == {"a": pytest.approx(0.25)}
    assert capped({"a": 1, "b": 1}, 0.5) == {}
    weights = capped({"a": 60, "b": 30, "c": 6, "d": 4}, 0.3)
    total = sum(n * weights.get(k, 1) for k, n in {"a": 60, "b": 30, "c": 6, "d": 4}.items())
    assert 60 * weights["a"] / total == pytest.approx(0.3)
    assert 30 * weights["b"] / total == pytest.approx(0.3)
    assert capped({"unnamed": 9, "b": 1}, 0.5, apart=("unnamed",)) == {}


def test_a_baseline_holds_a_period_against_those_before(archive, names):
    made = count(archive, Query(since="2024-01-20"), Plan(by=("day",), baseline=1), names)
    rows = {r["day"]: r for r in made.dicts()}
    assert rows["2024-03-06"]["before"] == 1
    assert rows["2024-03-06"]["ratio"] == 0
    assert rows["2024-01-20"]["ratio"] is None  # nothing was read the day before
    assert "2024-01-19" not in rows


def test_the_interval_of_a_ratio():
    low, high = ratio_interval(10, 10, 1)
    assert low < 1 < high
    assert low * high == pytest.approx(1)
    low, high = ratio_interval(40, 60, 6)
    assert 1 < low < 4 < high
    assert ratio_interval(3, 0, 4)[1] is None
    assert ratio_interval(0, 5, 1)[0] == 0


def test_wilson():
    assert wilson(9, 10) == (pytest.approx(0.596, abs=0.001), pytest.approx(0.982, abs=0.001))
    assert wilson(0, 0) == (0, 1)


def test_precision_is_told_where_it_was_measured():
    assert Precision(right=9, judged=10).told() == "0.90 (0.60 to 0.98, 9 of 10 judged)"
    assert Precision(right=9, judged=9).told() == "not measured (9 judged)"
    assert len(precisions()) == 16
    assert of_types(["ASSAULT"]) == precisions()["ASSAULT"]
    assert of_types([]).told() == "not measured (0 judged)"


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Plan(by=("planet",)), "There are: dyad"),
        (Plan(by=("month", "year")), "one period only"),
        (Plan(by=("type", "mode", "actor", "to")), "up to three"),
        (Plan(by=("type", "type")), "up to three different"),
        (Plan(by=("type",), baseline=3), "--baseline compares periods"),
        (Plan(max_share=2.0), "--max-publisher-share"),
    ],
)
def test_a_plan_that_cannot_be_counted_by(archive, names, plan, says):
    with pytest.raises(InputError, match=says):
        count(archive, Query(), plan, names)


def test_too_many_periods(archive, names):
    with pytest.raises(InputError, match="periods are too many"):
        count(archive, Query(since="1000", until="2020"), Plan(by=("day",)), names)


def test_periods():
    from datetime import date

    day = date(2024, 5, 17)
    assert [start_of(day, u).isoformat() for u in ("day", "week", "month", "quarter", "year")] == [
        "2024-05-17",
        "2024-05-13",
        "2024-05-01",
        "2024-04-01",
        "2024-01-01",
    ]
    assert moved(date(2024, 1, 1), "quarter", -1) == date(2023, 10, 1)
    assert [d.isoformat() for d in between(date(2023, 12, 31), date(2024, 1, 1), "month")] == [
        "2023-12-01",
        "2024-01-01",
    ]


def test_coverage(archive):
    from datetime import date

    assert read_between(archive).stories == 4
    assert read_between(archive, date(2024, 2, 1), date(2024, 2, 29)).stories == 0
    assert read_between(archive, publishers=["alpha"]).stories == 2
