"""The score of an event keeps its word, on gold that no rule and no weight was fitted to."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def calibrate():
    spec = importlib.util.spec_from_file_location("calibrate", ROOT / "scripts/calibrate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_curve_measures_how_far_scores_are_from_shares(calibrate):
    error, table = calibrate.curve([(0.9, True), (0.9, False), (0.15, False), (0.15, False)])
    assert [(edge, n) for edge, n, _, _ in table] == [(0.1, 2), (0.9, 2)]
    assert error == pytest.approx(0.5 * 0.15 + 0.5 * 0.4)


def test_a_fit_finds_what_speaks_against_a_coding(calibrate):
    rows = [(("no actor",), False, 0.5)] * 20 + [((), True, 0.5)] * 20
    bias, weights = calibrate.fit(rows)
    assert bias > 0.5 and weights["no actor"] < -1


@pytest.mark.slow
def test_scores_are_calibrated_on_gold_held_back(calibrate, kit):
    rows = [(score, right) for _, right, score in calibrate.codings(calibrate.SHOW["test and held"], kit, "v2")]
    error, table = calibrate.curve(rows)
    assert error <= 0.10, f"calibration error {error:.3f} on {len(rows)} codings: run make calibrate"
    assert sum(n >= 10 for _, n, _, _ in table) >= 5
