"""Every cue of zones.toml fires on its own lines and keeps quiet on the others."""

import pytest

from redshank.lexicon.zones import load_zone_cues
from redshank.records.errors import RedshankError
from redshank.zone.cues import compile_cues, cue_of

CUES = load_zone_cues()
JUDGE = compile_cues(CUES)


@pytest.mark.parametrize(("cue", "line"), [(c, line) for c in CUES.cue for line in c.fires])
def test_fires(cue, line):
    assert cue_of(JUDGE, line).kind == cue.kind


@pytest.mark.parametrize(("cue", "line"), [(c, line) for c in CUES.cue for line in c.quiet])
def test_quiet(cue, line):
    assert cue_of(JUDGE, line) is None


def test_every_cue_brings_its_proof():
    assert all(c.fires and c.quiet for c in CUES.cue)


def test_a_user_lays_cues_over_ours(tmp_path):
    (tmp_path / "zones.toml").write_text(
        '[[cue]]\nid = "mine"\nkind = "boilerplate"\nwhere = "whole"\nphrases = ["blub"]\nfires = ["Blub"]\n'
    )
    from redshank.lexicon.files import home

    assert cue_of(compile_cues(load_zone_cues((home(), tmp_path))), "BLUB").id == "mine"


def test_a_slip_in_the_file_is_named(tmp_path):
    (tmp_path / "zones.toml").write_text('[[cue]]\nid = "mine"\nkindd = "boilerplate"\n')
    with pytest.raises(RedshankError, match=r"zones\.toml"):
        load_zone_cues((tmp_path,))
