"""Who was killed, wounded, missing, arrested, displaced, how many, and with whose word."""

from functools import cache

import pytest

from redshank.lexicon.casualties import load_harm
from redshank.mentions.quantities import find_quantities
from redshank.parse import load_analyzer, parse
from redshank.records import Claim, Source, Span, Story, Zone
from redshank.resolve.casualties import resolve_casualties
from redshank.resolve.things import resolve_quantities


@cache
def analyzer():
    return load_analyzer()


def read(text, claims=()):
    story = Story(id="s", text=text, source_id="s")
    sentences = parse(story, (Zone(kind="body", span=Span(0, len(text))),), analyzer())
    mentions = find_quantities(text, sentences, ())
    return resolve_casualties(text, sentences, resolve_quantities(text, sentences, mentions), claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three soldiers were killed and five wounded.", [("killed", 3, 3), ("wounded", 5, 5)]),
        ("A bomb went off at the gate, killing at least 12.", [("killed", 12, None)]),
        ("The death toll rose to 31.", [("killed", 31, 31)]),
        ("Between 40 and 60 people died in the flood.", [("killed", 40, 60)]),
        ("The fire left four people dead.", [("killed", 4, 4)]),
        ("Police arrested two students.", [("arrested", 2, 2)]),
        ("More than 3,000 villagers fled.", [("displaced", 3000, None)]),
        ("Hundreds of civilians were killed.", [("killed", 200, None)]),
        ("A Swiss tourist was killed.", [("killed", 1, 1)]),
        ("The storm claimed 200 lives.", [("killed", 200, 200)]),
        ("No one was hurt.", [("wounded", 0, 0)]),
        ("Nobody died.", [("killed", 0, 0)]),
        ("There were no casualties.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("Six policemen lost their lives.", [("killed", 6, 6)]),
        ("The bill was killed in committee.", []),
        ("The gang threatened to kill ten hostages.", []),
        ("An attack could kill 500 people.", []),
        ("Two trucks were not hit.", []),
    ],
)
def test_counts(text, expected):
    assert [(c.kind, c.low, c.high) for c in read(text)] == expected


@pytest.mark.parametrize("example", [e for kind in load_harm().kind for e in kind.quiet])
def test_quiet(example):
    assert read(example) == ()


def test_who_is_the_noun_without_its_number():
    (casualty,) = read("Shells killed 14 Chadian soldiers.")
    assert casualty.who == "Chadian soldiers"


def test_holder_is_the_speaker_whose_words_hold_it():
    text = "The ministry said shells killed 14 soldiers."
    claim = Claim(
        id="c1",
        source=Source(name="the ministry", span=Span(0, 12)),
        cue=Span(13, 17),
        content=(Span(18, len(text) - 1),),
        status="asserted",
    )
    assert [c.holder for c in read(text, (claim,))] == ["the ministry"]
    assert [c.holder for c in read(text)] == ["narrator"]
