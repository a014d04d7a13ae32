"""How a predicate stands: one sentence, one line. [status:word] is what we want to read; each class proves itself."""

import re

import pytest

from redshank.grammar.standing import standing
from redshank.lexicon.cues import load_cues
from redshank.lexicon.files import home
from redshank.parse import load_analyzer, parse
from redshank.records import Span, Story, Zone

MARK = re.compile(r"\[(\w+):([^\]]+)\]")
CUES = load_cues((home(),))
FIRES = [pytest.param(marked, id=f"{entry.id}-{k}") for entry in CUES.entries for k, marked in enumerate(entry.fires)]
# Three and more for each general rule; sentences of our own.
RULES = [
    # the word itself: tense, aspect, modal, negation, mood
    "Rebels [happened:seized] the depot on Monday.",
    "Troops are [ongoing:digging] trenches along the canal.",
    "The convoy will [planned:leave] at dawn.",
    "The dam may [hypothetical:burst] within days.",
    "The crew must [hypothetical:wear] masks.",
    "Parliament has not [negated:ratified] the treaty.",
    "Neither side [negated:fired] during the parade.",
    "The envoy would neither [refused:confirm] nor [refused:deny] it.",
    "China has yet to [negated:answer].",
    "The port no longer [ended:admits] tankers.",
    "Parliament [planned:votes] tomorrow.",
    "[demanded:Stop] the dredgers or we will block the channel.",
    "Has the army [hypothetical:left]?",
    # condition, purpose, time, comparison
    "If the talks [hypothetical:fail], the envoys will go home.",
    "Unless rain [hypothetical:falls], the harvest is lost.",
    "Should the pumps [hypothetical:stop], the mine will flood.",
    "The army bought trucks to [hypothetical:move] its guns.",
    "Once the road is [hypothetical:cleared], lorries will roll.",
    "The bomb was made safe before it could [negated:explode].",
    "He spoke as if the war were [hypothetical:lost].",
    # what governs a noun
    "The two sides will hold [planned:talks] in May.",
    "Guards foiled an [attempted:escape] from the camp.",
    "The failed [attempted:landing] cost nine lives.",
    "Patrols repelled an [attempted:attack] on the mill.",
    "The council lifted its [ended:embargo].",
    "A [negated:strike] was averted at the last minute.",
    "There were fears of a [hypothetical:famine].",
    "Denmark froze its [suspended:loans] to the junta.",
    "The railway stopped [suspended:deliveries] of coal.",
    "The generals rejected the [refused:inspection] of their barracks.",
    # refusing or denying overrules the noun of asking below it
    "Chad rejected a request to [refused:open] the road.",
    "The bank denied accusations of [denied:fraud].",
    "There was no truth in reports that the army was [denied:mutinying].",
    # the speaker's own coming act
    "Norway said it would [promised:send] two ships.",
    "The militia warned that it would [threatened:bomb] the bridge.",
    "The miners vowed to [threatened:flood] the shafts.",
    "The ministry said it would not [refused:receive] the envoy.",
    # shared governors
    "Peru refused to [refused:reopen] the mine and [refused:pay] its owners.",
    "Exiles accused the governor of [alleged:rigging] the count.",
    "The minister said a [negated:raid] had been averted and that four men were being [ongoing:questioned].",
    # what is presupposed stands by itself
    "The junta gave no reason for the [happened:expulsions].",
    "Ghana condemned the [happened:coup].",
    "Rescuers want to reach the miners [happened:trapped] by the fall.",
]


@pytest.fixture(scope="module")
def analyzer():
    return load_analyzer()


@pytest.mark.parametrize("marked", [*FIRES, *RULES])
def test_status_of_a_predicate(marked, analyzer):
    wanted = [(m[1], m[2]) for m in MARK.finditer(marked)]
    text = MARK.sub(lambda m: m[2], marked)
    zones = [Zone(kind="body", span=Span(0, len(text)))]
    sentences = parse(Story(id="s", text=text, source_id="s"), zones, analyzer)
    for status, word in wanted:
        found = [standing(s, t.i, CUES) for s in sentences for t in s.tokens if t.text == word]
        assert [f.label for f in found][:1] == [status], (word, found)


def test_every_class_proves_itself():
    silent = {e.id for e in CUES.entries if not e.fires} - {"fact", "belief"}
    assert not silent, "classes of statuses.toml without an example"


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("Rebels [x:took] the town.", "Rebels claim they [x:took] the town."),
        ("The fleet will [x:sail].", "The fleet might [x:sail]."),
        ("The fleet might [x:sail].", "The fleet did not [x:sail]."),
        ("Police said gunmen [x:fled].", "The army denied that gunmen [x:fled]."),
    ],
)
def test_factuality_falls_from_sure_to_not_so(surer, less, analyzer):
    assert fact(surer, analyzer) > fact(less, analyzer)
    assert -3 <= fact(less, analyzer) <= fact(surer, analyzer) <= 3


def fact(marked, analyzer):
    word = MARK.search(marked)[2]
    text = MARK.sub(lambda m: m[2], marked)
    zones = [Zone(kind="body", span=Span(0, len(text)))]
    (sentence,) = parse(Story(id="s", text=text, source_id="s"), zones, analyzer)
    return next(standing(sentence, t.i, CUES).factuality for t in sentence.tokens if t.text == word)
