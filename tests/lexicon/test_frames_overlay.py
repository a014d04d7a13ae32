"""Frames of an overlay: a later folder's entry replaces an earlier one and comes first among equals."""

import re

import pytest

from redshank.lexicon.files import home
from redshank.lexicon.frames import load_frames

FRAME = '[[frame]]\nid = "{id}"\nfamily = "aid"\nverbs = ["{verb}"]\nfires = ["Chad [happened:gave] it."]\n'


def folder(tmp_path, name, frame, verb):
    """Write an overlay of one frame."""
    (tmp_path / name / "frames").mkdir(parents=True)
    (tmp_path / name / "frames" / "x.toml").write_text(FRAME.format(id=frame, verb=verb), encoding="utf-8")
    return tmp_path / name


def test_a_frame_of_the_same_id_is_replaced(tmp_path):
    mine = folder(tmp_path, "mine", "donate-blood", "bleed >for")
    yours = folder(tmp_path, "yours", "donate-blood", "bleed @actor")
    frames = load_frames([home(), mine, yours])
    assert frames.frame("donate-blood").verbs == ("bleed @actor",)
    assert [t.text for t in frames.triggers("bleed", "verb") if t.frame.id == "donate-blood"] == ["bleed @actor"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_among_equals_the_later_folder_comes_first(tmp_path, order):
    made = {name: folder(tmp_path, name, f"frame-{name}", "zigzag") for name in "ab"}
    frames = load_frames([home(), *(made[name] for name in order)])
    assert [t.frame.id for t in frames.triggers("zigzag", "verb")] == [f"frame-{order[1]}", f"frame-{order[0]}"]


def test_without_an_overlay_the_order_is_that_of_the_files():
    frames = load_frames([home()])
    first = (home() / "frames" / "acts.toml").read_text(encoding="utf-8")
    told = re.findall(r'^id = "(.*)"', first, re.MULTILINE)
    assert [e.id for e in frames.entries][: len(told)] == told
