"""A message that takes a story back is known by its fixed form; stories about kills and withdrawals are not."""

import datetime

import pytest

from redshank.read import About, Fields, make_story
from redshank.read.signals import find_signal, load_rules

ENTRIES = [rule.words for rule in load_rules().rules]


@pytest.mark.parametrize(("signal", "words"), [(e.signal, w) for e in ENTRIES for w in e.fires])
def test_the_examples_fire(signal, words):
    title, _, text = words.partition("\n\n")
    assert find_signal(title, text or "Envoys met on Monday.")[0] == signal
    assert find_signal(None, words)[0] == signal


@pytest.mark.parametrize("words", [w for e in ENTRIES for w in e.quiet])
def test_the_counterexamples_stay_quiet(words):
    title, _, text = words.partition("\n\n")
    assert find_signal(title, text or "Envoys met on Monday.") == (None, None)
    assert find_signal(None, words) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Envoys met on Monday.\n\nThey parted.\n\nCORRECTION: an earlier version misnamed the envoy.",
        "The editors said the story was wrong. KILL: the paper withdrew it.",
        "WITHDRAWAL\tof troops is complete, the ministry said.",
        "KILL CHAIN: HOW DRONES FIND THEIR TARGETS\n\nA drone over the strait sees little.",
        "UPDATE 3-Norrland shuts the strait",
        "",
    ],
)
def test_ordinary_stories_stay_quiet(text):
    assert find_signal(None, text) == (None, None)


@pytest.mark.parametrize(
    ("text", "replaces"),
    [
        ("KILL: Norrland-Radar\n\nEditors: do not use. Story ID: IW-2024-0117.", "IW-2024-0117"),
        ("KILL: Norrland-Radar\n\nEditors: do not use https://wire.test/a/17.", "https://wire.test/a/17"),
        ("KILL: Norrland-Radar\n\nEditors: http://wire.test/a and http://wire.test/b are wrong.", None),
        ("MANDATORY KILL\n\nEditors: do not use the story on radar.", None),
    ],
)
def test_what_is_replaced_is_named_or_not_known(text, replaces):
    story = make_story(Fields(text=text), About(), "a")
    assert (story.signal, story.replaces) == ("kill", replaces)


@pytest.mark.parametrize(
    ("published", "given", "taken"),
    [
        ("2024-03-05", None, "2024-03-05"),
        ("2024-03-07", None, "2024-03-07"),
        ("2024-03-08", None, None),
        ("2024-03-08T00:00:00Z", None, None),
        ("2030", None, None),
        ("2024", None, "2024"),
        ("2024-04", None, None),
        ("2024-03", None, "2024-03"),
        ("2031-01-01", "2024-03-01", "2024-03-01"),
        (None, "2031-01-01", "2031-01-01"),
        ("no date", None, None),
    ],
)
def test_a_date_in_the_future_is_not_taken(published, given, taken):
    fields = Fields(text="Envoys met.", published=published)
    story = make_story(fields, About(published=given), "a", today=datetime.date(2024, 3, 5))
    assert story.published == taken
