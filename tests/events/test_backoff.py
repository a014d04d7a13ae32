"""The linear back-off: what it proposes, what it leaves alone, what it vetoes, and that training repeats itself."""

import subprocess
import sys

import msgspec
import pytest

from redshank.kit import Kit
from redshank.lexicon.backoff import FILE, NONE, Backoff, BackoffFile, Signs, bucket, load_backoff, read_backoff
from redshank.lexicon.files import home
from redshank.pipeline import read_story
from redshank.read import About
from redshank.read.story import Fields, make_story
from redshank.records.errors import LexiconError
from redshank.settings import Settings
from where import ROOT


def tiny(kit, propose=0.5, veto=0.5, use="both", **weights):
    """A model of three types in which few signs speak."""
    signs = [s.replace("__", ":") for s in weights]
    held = BackoffFile(
        types=(NONE, "AID", "REJECT"),
        scale=1.0,
        bias=(0.0, 0.0, 0.0),
        propose=propose,
        veto=veto,
        buckets=b"".join(bucket(s).to_bytes(4, "little") for s in signs),
        weights=b"".join(v.to_bytes(1, "little", signed=True) for row in weights.values() for v in row),
    )
    return Backoff(held, Signs(kit.frames), use)


@pytest.fixture
def code(kit):
    """Return a function that codes a text with a model of the test's own."""

    def run(text, model):
        own = Kit(kit.settings)
        own.__dict__.update(kit.__dict__ | {"backoff": model})
        return read_story(make_story(Fields(text=text), About(), "test"), own).events

    return run


UNKNOWN = "France zibbled Chad on Monday."  # a verb that no frame can know


def test_it_proposes_where_no_frame_codes_and_an_actor_acts_on_another(kit, code):
    (event,) = code(UNKNOWN, tiny(kit, w__monday=(0, 0, 0), w__zibble=(0, 90, 0)))
    assert (event.type, event.entry, event.frame) == ("AID", "backoff/AID", "backoff")
    assert [p.country for p in event.actors] == ["FRA"]
    assert [p.country for p in event.recipients] == ["TCD"]
    assert event.score.value < 0.7
    assert "w:zibble" in event.score.why


@pytest.mark.parametrize(
    "text",
    [
        "France zibbled on Monday.",  # on nobody
        "France did not zibble Chad.",
        "France may zibble Chad.",
        "France bombed Chad.",  # a frame codes it
        "The storm zibbled Chad.",  # no actor acts
    ],
)
def test_it_keeps_quiet(text, kit, code):
    model = tiny(kit, use="propose", w__zibble=(0, 90, 0), w__bomb=(0, 90, 0))
    assert not [e for e in code(text, model) if e.frame == "backoff"]


def test_below_its_threshold_it_says_nothing(kit, code):
    assert not code(UNKNOWN, tiny(kit, propose=0.99, w__zibble=(0, 2, 0)))


@pytest.mark.parametrize(("use", "events"), [("veto", 0), ("both", 0), ("propose", 1)])
def test_it_vetoes_a_bare_word_only_where_it_may(use, events, kit, code):
    assert len(code("France bombed Chad.", tiny(kit, use=use, w__bomb=(120, 0, 0)))) == events


def test_without_a_type_that_type_is_never_proposed(kit, code):
    model = tiny(kit, propose=0.4, w__zibble=(0, 90, 0)).without("backoff/AID")
    assert [e.type for e in code(UNKNOWN, model)] in ([], ["REJECT"])


def test_explain_names_it(kit):
    from redshank.ask.explain import explain_record, explain_story

    own = Kit(kit.settings)
    own.__dict__.update(kit.__dict__ | {"backoff": tiny(kit, w__zibble=(0, 90, 0))})
    story = make_story(Fields(text=UNKNOWN), About(), "test")
    told = "\n".join(line.text for line in explain_record(story, "e1", own))
    assert "entry: backoff/AID" in told
    assert "w:zibble" in told
    own.__dict__["backoff"] = tiny(kit, propose=0.99, w__zibble=(0, 2, 0))
    assert "the back-off thinks of AID" in "\n".join(line.text for line in explain_story(story, own))


def test_the_settings_switch_it(kit):
    assert load_backoff(kit.folders, kit.frames, "off") is None
    shipped = load_backoff(kit.folders, kit.frames, "propose")
    assert shipped.proposes
    assert not shipped.vetoes
    assert Settings().backoff == "propose"


def test_the_shipped_file_is_small_and_whole():
    held = read_backoff(home() / FILE)
    assert (home() / FILE).stat().st_size < 300_000
    assert len(held.types) == 17
    assert 0 < held.propose <= 1.01


def test_a_damaged_file_says_what_to_do(tmp_path, kit):
    (tmp_path / FILE).write_bytes(b"\x81")
    with pytest.raises(LexiconError, match="make train"):
        load_backoff((tmp_path,), kit.frames, "both")
    held = read_backoff(home() / FILE)
    (tmp_path / FILE).write_bytes(msgspec.msgpack.encode(msgspec.structs.replace(held, weights=held.weights[1:])))
    with pytest.raises(LexiconError, match="do not fit"):
        load_backoff((tmp_path,), kit.frames, "both")


def test_training_twice_gives_the_same_bytes(tmp_path):
    made = []
    for seed in ("1", "2"):  # the order of sets and hashes must not matter
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "scripts/train_backoff.py", "--every", "40", "--out", str(out)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            check=True,
            capture_output=True,
        )
        made.append(out.read_bytes())
    assert made[0] == made[1]
