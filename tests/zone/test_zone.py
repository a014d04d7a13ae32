"""Messy pages, line by line: what stands before the bar is the zone, what stands behind it the words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redshank.records import Part, Span, Story
from redshank.zone import zone

MESSY = Path(__file__).parent / "messy"
LEAD = "Envoys of both states met in the old customs house and agreed to exchange prisoners."
MORE = "Neither side said how many would be freed, but the talks are to go on next week."


def story(text, parts=()):
    return Story(id="t", text=text, source_id="t", parts=parts)


def zones(text, parts=()):
    return [(z.kind, z.span.of(text)) for z in zone(story(text, parts))]


def unmark(page):
    """Take the marks of a page away: `{kind|words}` is a zone, all else is page."""
    text, expected, rest = "", [], page
    while "{" in rest:
        before, _, rest = rest.partition("{")
        kind, _, rest = rest.partition("|")
        words, _, rest = rest.partition("}")
        text += before + words
        expected.append((kind, words))
    return text + rest, expected


@pytest.mark.parametrize("path", sorted(MESSY.glob("*.txt")), ids=lambda p: p.stem)
def test_messy_pages(path):
    text, expected = unmark(path.read_text(encoding="utf-8"))
    assert zones(text) == expected


@pytest.mark.parametrize("path", sorted(MESSY.glob("*.txt")), ids=lambda p: p.stem)
def test_line_ends_change_nothing(path):
    text, expected = unmark(path.read_text(encoding="utf-8"))
    kinds = [kind for kind, _ in expected]
    assert [k for k, _ in zones(text.replace("\n", "\r\n"))] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Troops left the town", ["body"]),
        ("Troops left the town.", ["body"]),
        (f"{LEAD}\n{MORE}", ["body", "body"]),
        (f"Envoys meet\n{LEAD}", ["headline", "body"]),
        (f"GENEVA (Indus Wire) - {LEAD}", ["dateline", "body"]),
        (f"{LEAD}\n\n{MORE} (Reporting by Ana Duarte; Editing by P. Holm)", ["body", "body", "signoff"]),
        (f"{LEAD}\n\n{MORE} (AFP)", ["body", "body", "signoff"]),
        (f"{LEAD}\n\n{MORE}\n\nREUTER", ["body", "body", "signoff"]),
        ("\u200f\n\n" + LEAD, ["boilerplate", "body"]),
    ],
)
def test_short_texts(text, kinds):
    assert [kind for kind, _ in zones(text)] == kinds


def test_fields_that_came_apart_are_what_they_are():
    text = f"Envoys meet.\n\nA. Duarte\n\nGENEVA, March 3\n\n{LEAD}"
    spans = [
        (f, Span(text.index(w), text.index(w) + len(w)))
        for f, w in [("title", "Envoys meet."), ("byline", "A. Duarte"), ("dateline", "GENEVA, March 3")]
    ]
    found = zones(text, tuple(Part(field=f, span=s) for f, s in spans))
    assert [kind for kind, _ in found] == ["headline", "byline", "dateline", "body"]


def test_a_disclaimer_changes_no_other_zone():
    text = f"Envoys meet\n\nGENEVA, March 3 - {LEAD}\n\n{MORE}"
    assert zones(text + "\n\nWritten for testing; not a report.")[:-1] == zones(text)


def test_nothing_gives_nothing():
    assert zone(story("")) == ()
    assert zone(story(" \r\n\t\n")) == ()


WORDS = st.sampled_from(
    [
        LEAD,
        MORE,
        "Envoys meet",
        "GENEVA, March 3 (AP) - ",
        "By Ana Duarte",
        "Photo: K. Lund",
        "Related: More talks",
        "(AFP)",
        "ENDS",
        "Advertisement",
        "About the author",
        "\u200f",
        "   ",
        "* one",
        "A caption. (Indus Wire/K. Lund)",
        "March 3, 1998",
        "\u00a0",
        "x",
        "a\tb     c",
        "[TEXT]",
        "“No,” he said.",
    ]
)
GLUE = st.sampled_from(["\n", "\n\n", "\r\n", "\n    ", " ", "\u2028", "\r", "\x0b"])


@given(st.lists(st.tuples(WORDS | st.text(max_size=40), GLUE), max_size=14))
def test_every_line_lies_in_exactly_one_zone(pieces):
    text = "".join(word + glue for word, glue in pieces)
    found = [z.span for z in zone(story(text))]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in found)
    outside = list(text)
    for span in found:
        outside[span.start : span.end] = [" "] * len(span)
    assert "".join(outside).strip() == ""


SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"


@pytest.mark.skipif(not SEED.exists(), reason="missing ../shared")
def test_the_sample_story():
    import json

    text = (SEED / "story.txt").read_text(encoding="utf-8")
    gold = json.loads((SEED / "seed.json").read_text(encoding="utf-8"))["zones"]
    assert [(z.kind, z.span.start, z.span.end) for z in zone(story(text))] == [
        (g["kind"], g["start"], g["end"]) for g in gold
    ]
