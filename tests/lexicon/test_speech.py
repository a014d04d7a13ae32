"""The words of saying: what is loaded, what is refused, and how a user's file lies over ours."""

import pytest

from redshank.lexicon.files import home
from redshank.lexicon.speech import load_speech
from redshank.records.errors import LexiconError

OVERLAY = """
[[verbs]]
id = "{id}"
status = "{status}"
takes = ["clause"]
lemmas = ["whistleblow"]
"""


@pytest.mark.parametrize(
    ("lemma", "status"),
    [
        ("say", "asserted"),
        ("allege", "alleged"),
        ("deny", "denied"),
        ("promise", "promised"),
        ("request", "requested"),
        ("demand", "demanded"),
        ("threaten", "threatened"),
        ("refuse", "refused"),
        ("offer", "offered"),
        ("hope", "hypothetical"),
        ("plan", "planned"),
        ("rule out", "refused"),
        ("walk", None),
    ],
)
def test_verb_has_its_status(lemma, status):
    assert load_speech((home(),)).verb(lemma) == status


@pytest.mark.parametrize(("lemma", "status"), [("allegation", "alleged"), ("pledge", "promised"), ("table", None)])
def test_noun_has_its_status(lemma, status):
    assert load_speech((home(),)).noun(lemma) == status


def test_documents_and_carriers_are_known():
    speech = load_speech((home(),))
    assert speech.is_document("communique")
    assert speech.is_carrier("issue")
    assert not speech.is_document("minister")


def test_overlay_adds_and_replaces(tmp_path):
    (tmp_path / "speech.toml").write_text(OVERLAY.format(id="threaten", status="alleged"), encoding="utf-8")
    speech = load_speech((home(), tmp_path))
    assert speech.verb("whistleblow") == "alleged"
    assert speech.verb("menace") is None  # our class of that id is replaced as a whole
    assert speech.verb("say") == "asserted"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (OVERLAY.format(id="x", status="shouted"), "shouted"),
        (OVERLAY.format(id="x", status="alleged") + 'lemmma = ["a"]\n', "lemmma"),
        (OVERLAY.format(id="x", status="alleged") * 2, "stands twice"),
        ('[[verbs]]\nid = "x"\nstatus = "alleged"\ntakes = []\nlemmas = ["a"]\n', "takes no content"),
        ('[[nouns]]\nid = "x"\nstatus = "alleged"\nlemmas = []\n', "names no word"),
        ("[[verbs]\n", "not valid TOML"),
    ],
)
def test_wrong_file_says_where(body, words, tmp_path):
    (tmp_path / "speech.toml").write_text(body, encoding="utf-8")
    with pytest.raises(LexiconError, match=words) as error:
        load_speech((home(), tmp_path))
    assert "speech.toml" in str(error.value)


def test_no_file_at_all_is_told(tmp_path):
    with pytest.raises(LexiconError, match="installation"):
        load_speech((tmp_path,))
