"""The wheel holds all that coding needs, and nothing that it does not."""

import os
import subprocess
import sys
import zipfile

import pytest

from where import ROOT, STORIES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    ran = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "here")
    return folder / "here"


def test_the_wheel_holds_the_data_and_no_tests(unpacked):
    data = unpacked / "redshank" / "data"
    for name in ("gazetteer.sqlite", "model.tsv", "mapping.toml", "schema/reading-1.json", "stories/summit.txt"):
        assert (data / name).is_file(), name
    assert not list(unpacked.rglob("test_*.py"))
    (info,) = unpacked.glob("*.dist-info")
    assert {p.name for p in info.rglob("*") if p.is_file()} >= {"LICENSE", "NOTICE", "THIRD_PARTY.md"}


def test_the_wheel_codes_a_story_outside_the_clone(unpacked, tmp_path):
    (tmp_path / "story.txt").write_bytes((STORIES / "expulsion.txt").read_bytes())
    env = {**os.environ, "PYTHONPATH": str(unpacked)}
    ran = subprocess.run(
        [sys.executable, "-c", "import redshank.cli as c; print(c.__file__); c.main(['code', 'story.txt'])"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert str(unpacked) in ran.stdout
    assert "SANCTION" in ran.stdout
