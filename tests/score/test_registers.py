"""What the figures of the registers count. Invented rows, and one text of our own read by the engine."""

import pytest

from redshank.score.figures_registers import count_registers, figures_registers, spelled
from redshank.score.registers import predict

USUAL = {"kind": "transfer", "terms": None, "holder": "narrator", "number": None, "ordered": None, "delivered": None}


def transfer(start, supplier="ITA", recipient="LBY", item="corvettes", stage="delivered", **more):
    span = [start, start + 9]
    sides = {"supplier": supplier, "recipient": recipient, "item": item, "stage": stage, "per_unit": None}
    return {**USUAL, **sides, "item_span": span, "items": [span], "words": [span], **more}


def restriction(start, senders=("CAN",), targets=("HTI",), measure="arms", stage="adopted", **more):
    span = [start, start + 9]
    sides = {"senders": list(senders), "targets": list(targets), "measure": measure, "stage": stage}
    return {"instrument": None, "holder": "narrator", **sides, "span": span, "words": [span], **more}


def row(transfers=(), restrictions=()):
    return {"transfers": list(transfers), "restrictions": list(restrictions)}


def figures(gold, made):
    return figures_registers(count_registers(gold, made))


GOLD = row(
    [transfer(0, ordered=4.0), transfer(40, "FRA", "TUN", "howitzers", "contracted", terms="sale")],
    [restriction(80), restriction(120, ("NOR",), ("BLR",), "travel", "eased", instrument="Resolution 748")],
)


def test_perfect_predictions_score_one():
    found = figures(GOLD, GOLD)
    for name in ("item_f1", "transfer_f1", "numbers_f1", "restriction_f1", "measure_f1"):
        assert found[name] == 1
    for name in ("t_stage", "t_kind", "t_terms", "t_held", "r_stage", "r_held", "instruments"):
        assert found[name] == 1


def test_one_transfer_too_many_lowers_precision_alone():
    found = figures(GOLD, row([*GOLD["transfers"], transfer(200, "GBR", "OMN", "drones")], GOLD["restrictions"]))
    assert (found["transfer_p"], found["transfer_r"]) == (pytest.approx(2 / 3), 1)
    assert found["transfer_f1"] == pytest.approx(0.8)
    assert found["restriction_f1"] == found["t_stage"] == 1


def test_a_missing_transfer_lowers_recall_alone():
    found = figures(GOLD, row(GOLD["transfers"][:1], GOLD["restrictions"]))
    assert (found["transfer_p"], found["transfer_r"]) == (1, 0.5)
    assert found["t_stage"] == found["restriction_f1"] == 1


def test_one_restriction_too_many_lowers_precision_alone():
    more = restriction(300, ("PER",), ("BOL",))
    found = figures(GOLD, row(GOLD["transfers"], [*GOLD["restrictions"], more]))
    assert (found["restriction_p"], found["restriction_r"]) == (pytest.approx(2 / 3), 1)
    assert found["transfer_f1"] == found["r_stage"] == 1


def test_a_missing_restriction_lowers_recall_alone():
    found = figures(GOLD, row(GOLD["transfers"], GOLD["restrictions"][:1]))
    assert (found["restriction_p"], found["restriction_r"]) == (1, 0.5)
    assert found["r_stage"] == 1


@pytest.mark.parametrize(
    ("register", "change", "name"),
    [
        ("transfers", {"stage": "talks"}, "t_stage"),
        ("transfers", {"kind": "lease"}, "t_kind"),
        ("transfers", {"terms": "gift"}, "t_terms"),
        ("transfers", {"holder": "Ghana"}, "t_held"),
        ("restrictions", {"stage": "lifted"}, "r_stage"),
        ("restrictions", {"holder": "Ghana"}, "r_held"),
        ("restrictions", {"measure": "financial"}, "measure_"),
    ],
)
def test_one_wrong_field_lowers_its_own_figure_only(register, change, name):
    made = {**GOLD, register: [{**GOLD[register][0], **change}, *GOLD[register][1:]]}
    found = figures(GOLD, made)
    assert all(value == 0.5 for key, value in found.items() if key.startswith(name))
    assert all(value == 1 for key, value in found.items() if not key.startswith(name))


@pytest.mark.parametrize(("side", "other"), [("supplier", "MLT"), ("recipient", "MLT"), ("recipient", None)])
def test_a_wrong_side_costs_the_transfer_but_not_its_item(side, other):
    found = figures(row([transfer(0)]), row([transfer(0, **{side: other})]))
    assert (found["item_f1"], found["transfer_f1"]) == (1, 0)
    assert "t_stage" not in found


def test_sides_turned_about_are_no_hit():
    assert figures(row([transfer(0, "PER", "CHL")]), row([transfer(0, "CHL", "PER")]))["transfer_f1"] == 0
    one, other = restriction(0, ("PER",), ("CHL",)), restriction(0, ("CHL",), ("PER",))
    assert figures(row((), [one]), row((), [other]))["restriction_f1"] == 0


def test_senders_are_a_set_and_all_are_needed():
    gold = row((), [restriction(0, ("CAN", "NOR"))])
    assert figures(gold, row((), [restriction(0, ("NOR", "CAN"))]))["restriction_f1"] == 1
    assert figures(gold, row((), [restriction(0, ("NOR",))]))["restriction_f1"] == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Su-30", "SU 30s"), ("Mirage 2000", "mirage-2000"), ("frigates", "frigate")]
)
def test_an_item_elsewhere_is_the_same_by_its_spelling(one, other):
    assert spelled(one) == spelled(other)
    assert figures(row([transfer(0, item=one)]), row([transfer(500, item=other)]))["transfer_f1"] == 1
    assert figures(row([transfer(0, item=one)]), row([transfer(500, item="torpedo")]))["transfer_f1"] == 0


@pytest.mark.parametrize(("number", "hits"), [(4.0, (1, 1)), (5.0, (0, 0)), (None, (0, 0))])
def test_numbers_are_right_or_wrong(number, hits):
    found = figures(row([transfer(0, ordered=4.0)]), row([transfer(0, ordered=number)]))
    assert (found["numbers_p"], found["numbers_r"]) == hits
    assert found["transfer_f1"] == 1


def test_each_record_is_paired_once():
    found = figures(row([transfer(0)]), row([transfer(0), transfer(0)]))
    assert (found["transfer_p"], found["transfer_r"]) == (0.5, 1)


@pytest.mark.parametrize(("made", "alarms"), [(row(), 0), (row([transfer(0)]), 1), (row((), [restriction(0)]), 1)])
def test_alarms_are_records_in_a_quiet_text(made, alarms):
    found = figures(row(), made)
    assert found["alarms"] == alarms
    assert "transfer_f1" not in found


def test_nothing_found_scores_zero_and_divides_by_nothing():
    found = figures(GOLD, row())
    assert (found["transfer_p"], found["transfer_r"], found["transfer_f1"], found["restriction_f1"]) == (0, 0, 0, 0)
    assert "alarms" not in found


TEXT = "Finland sold Estonia 60 howitzers. Norway closed its ports to ships from Russia, apart from fishing boats."


def test_a_prediction_has_the_form_of_gold(kit):
    made = predict({"id": "x", "text": TEXT}, kit)
    assert made["id"] == "x"
    (deal,), (measure,) = made["transfers"], made["restrictions"]
    assert (deal["supplier"], deal["recipient"], deal["stage"], deal["ordered"]) == ("FIN", "EST", "contracted", 60)
    assert [TEXT[start:end] for start, end in deal["words"]] == ["sold"]
    assert any("howitzers" in TEXT[start:end] for start, end in deal["items"])
    assert (measure["senders"], measure["targets"], measure["measure"]) == (["NOR"], ["RUS"], "transit")
    assert [TEXT[start:end] for start, end in measure["exemptions"]] == ["fishing boats"]


def test_a_prediction_scored_against_itself_is_perfect(kit):
    made = predict({"id": "x", "text": TEXT}, kit)
    gold = row(
        [{**t, "item_span": t["items"][0]} for t in made["transfers"]],
        [{**r, "span": r["words"][0]} for r in made["restrictions"]],
    )
    found = figures(gold, made)
    assert found["transfer_f1"] == found["restriction_f1"] == found["measure_f1"] == 1


def test_organs_of_the_united_nations_are_the_united_nations(kit):
    made = predict({"id": "x", "text": "The Security Council imposed an arms embargo on Eritrea."}, kit)
    assert [r["senders"] for r in made["restrictions"]] == [["UNO"]]
