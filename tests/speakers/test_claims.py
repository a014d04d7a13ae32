"""Who says what: one sentence, one line. [source:...] [cue:...] [content:...] is what we want to read."""

import re
from pathlib import Path

import pytest

from redshank.lexicon.cues import load_cues
from redshank.lexicon.files import home
from redshank.lexicon.speech import Speech, load_speech
from redshank.parse import Analyzer, load_analyzer, parse
from redshank.records import Claim, Mention, Span, Story, Zone, ZoneKind
from redshank.speakers import find_claims

MARK = re.compile(r"\[(source|cue|content):([^\]]*)\]")
SPEECH = load_speech((home(),))
CUES = load_cues((home(),))
FIRES = [
    pytest.param(fires, entry.status, id=f"{entry.id}-{k}")
    for entry in (*SPEECH.file.verbs, *SPEECH.file.nouns, *SPEECH.file.phrases)
    for k, fires in enumerate(entry.fires)
]


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return load_analyzer()


@pytest.fixture(scope="module")
def read(analyzer):
    def read(text: str, kind: ZoneKind = "body") -> tuple[Claim, ...]:
        """Read each line of the text as a zone of its own."""
        zones, at = [], 0
        for line in text.split("\n\n"):
            zones.append(Zone(kind=kind, span=Span(at, at + len(line))))
            at += len(line) + 2
        story = Story(id="s", text=text, source_id="s")
        return find_claims(text, tuple(zones), parse(story, tuple(zones), analyzer), (), SPEECH, CUES)

    return read


def unmark(marked: str) -> tuple[str, dict[str, list[str]]]:
    """Return the plain text, and the words marked as source, cue and content."""
    words: dict[str, list[str]] = {"source": [], "cue": [], "content": []}
    for role, said in MARK.findall(marked):
        words[role].append(said)
    return MARK.sub(lambda m: m[2], marked), words


def as_marked(text: str, claim: Claim) -> dict[str, list[str]]:
    return {
        "source": [claim.source.name] if claim.source else [],
        "cue": [claim.cue.of(text)] if claim.cue else [],
        "content": [part.of(text) for part in claim.content],
    }


@pytest.mark.parametrize(("marked", "status"), FIRES)
def test_every_entry_proves_itself(marked, status, read):
    text, expected = unmark(marked)
    found = {c.status: as_marked(text, c) for c in read(text) if as_marked(text, c)["cue"] == expected["cue"]}
    assert expected in found.values()
    # A plain "said" takes the status of what is said.
    if status != "asserted":
        assert found[status] == expected


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("The depot, [source:the fire chief] [cue:said], was empty.", "asserted"),
        ("[content:The strait is mined], [source:the admiral] [cue:warned] on Sunday.", "asserted"),
        ("As [source:the surveyor] [cue:noted], [content:the wells are dry].", "asserted"),
        ("[source:Oman], which had been silent, [cue:said] [content:it would send two frigates].", "promised"),
        ("[source:The admiralty] [cue:said] [content:it would not sell the yard].", "refused"),
        ("[source:The governor] [cue:said] [content:the levee could break].", "hypothetical"),
        ("[source:The harbour master] [cue:said] [content:no ship had been turned away].", "asserted"),
        ('[source:The junta] [cue:has called] [content:the march] [content:an "invasion"].', "alleged"),
        ("[source:The monks] did, however, [cue:promise] [content:to reopen the gate].", "promised"),
        ("[source:The shipper] [cue:turned down] [content:a second offer].", "refused"),
        ("[source:The ministry] [cue:did not deny] [content:that shells had fallen].", "alleged"),
        ('The kiln, [cue:named] "[content:Old Smoky]" by [source:its crew], stands idle.', "asserted"),
        ("[source:The two banks] [cue:were accused of] [content:hiding losses].", "alleged"),
        ("[source:Trade Minister Ana Brisk] [cue:told] deputies [content:that tariffs would stay].", "asserted"),
    ],
)
def test_status_and_words(marked, status, read):
    text, expected = unmark(marked)
    if "were accused" in text:  # nobody is named as the accuser
        expected["source"] = []
    if not expected["content"]:
        expected["content"] = ["The depot", "was empty"]
    found = [(as_marked(text, c), c.status) for c in read(text)]
    assert (expected, status) in found


def test_second_content_is_a_claim_of_its_own(read):
    text = "The envoy said he did not see any need for a pact, but that old jets could be rebuilt if necessary."
    claims = read(text)
    assert [(c.source.name, c.cue.of(text), c.status) for c in claims] == [
        ("The envoy", "said", "refused"),
        ("The envoy", "said", "hypothetical"),
    ]


def test_speech_within_speech_names_its_parent(read):
    text = "The mayor said the ministry denied that gas had been used."
    outer, inner = read(text)
    assert (outer.parent, inner.parent) == (None, outer.id)
    assert (inner.holder, inner.status) == ("the ministry", "denied")


def test_what_the_narrator_will_not_say_is_alleged(read):
    text = "He asked the navy to respond to what he said were secret flights near the islands."
    claims = read(text)
    assert [(c.cue.of(text), c.status) for c in claims] == [("asked", "requested"), ("said", "alleged")]
    assert claims[1].content[0].of(text).startswith("secret flights")


def test_participle_goes_back_to_who_acts(read):
    text = "Tensions have grown since Ruritania sent troops last month, alleging that Graustark planned a raid."
    alleged = [c for c in read(text) if c.status == "alleged"]
    assert [c.source.name for c in alleged] == ["Ruritania"]


def test_statement_speaks_for_its_author(read):
    text = "The cabinet put out a statement saying the border was open."
    assert [c.source.name for c in read(text) if c.cue.of(text) == "saying"] == ["The cabinet"]


def test_others_keep_their_own_words(read):
    text = "The army said the town had fallen, while rebels said it was still theirs."
    assert {c.source.name: c.content[0].of(text) for c in read(text)} == {
        "The army": "the town had fallen",
        "rebels": "it was still theirs",
    }


@pytest.mark.parametrize(
    "text",
    [
        '"We counted the dead. We buried them ourselves," the abbot said.',
        "“We counted the dead,” the abbot said. “We buried them ourselves.”",
        "''We counted the dead. We buried them ourselves,'' the abbot said.",
        'The abbot said: "We counted the dead. We buried them ourselves."',
        '"We counted the dead. We buried them ourselves, the abbot said.',  # the closing mark was lost
    ],
)
def test_quotation_is_the_abbots_to_its_end(text, read):
    claims = [c for c in read(text) if c.source is not None]
    assert {c.source.name.lower() for c in claims} == {"the abbot"}
    said = " ".join(part.of(text) for c in claims for part in c.content)
    assert "buried them" in said


def test_speech_inside_a_quotation_is_not_told_twice(read):
    text = '"I think they say too much and promise too little," the envoy said.'
    assert [c.cue.of(text) for c in read(text)] == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed on Sunday.",
        "The talks continue on Monday.",
        "Snow fell on the capital.",
    ],
)
def test_plain_telling_makes_no_claim(text, read):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Two held after raid on depot: police", "police", "Two held after raid on depot"),
        ("Police: Two held after raid on depot", "Police", "Two held after raid on depot"),
    ],
)
def test_colon_in_a_headline_names_the_speaker(text, source, content, analyzer):
    zones = (Zone(kind="headline", span=Span(0, len(text))),)
    at = text.index(source)
    police = Mention(id="m1", kind="actor", form="noun", span=Span(at, at + len(source)), sentence=0, head=0)
    sentences = parse(Story(id="s", text=text, source_id="s"), zones, analyzer)
    (claim,) = find_claims(text, zones, sentences, (police,), SPEECH, CUES)
    assert (claim.source.name, claim.cue.of(text), claim.content[0].of(text)) == (source, ":", content)


def test_colon_behind_a_place_names_no_speaker(analyzer):
    text = "Riverton: two held after raid on depot"
    zones = (Zone(kind="headline", span=Span(0, len(text))),)
    sentences = parse(Story(id="s", text=text, source_id="s"), zones, analyzer)
    assert find_claims(text, zones, sentences, (), SPEECH, CUES) == ()


def test_transcript_names_its_speakers(read):
    text = "BRISK: The talks go on.\n\nOLD MOTT: They do not."
    assert [(c.source.name, c.content[0].of(text)) for c in read(text)] == [
        ("BRISK", "The talks go on."),
        ("OLD MOTT", "They do not."),
    ]


def test_disclosure_is_no_claim(read):
    assert read("The publisher said this report was paid for by a bank.", "disclosure") == ()


def test_praise_is_only_about_its_object(read):
    text = "Ruritania condemned the attack on the convoy."
    (claim,) = read(text)
    assert claim.topic
    assert claim.content[0].of(text) == "the attack on the convoy"


@pytest.mark.parametrize(
    "text", ["", '"', "“ “ ”", "said", "He said:", "\u200f’‘'\u00a0said\r\nsaid", "😀 said 😀 that"]
)
def test_scraps_do_no_harm(text, read):
    for claim in read(text):
        for span in (claim.cue, *claim.content):
            assert 0 <= span.start < span.end <= len(text)


SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed" / "story.txt"


@pytest.mark.skipif(not SEED.is_file(), reason="missing ../shared")
def test_acceptance_story(analyzer):
    import json

    from redshank.zone import zone

    text = SEED.read_bytes().decode("utf-8")
    story = Story(id="s", text=text, source_id="s")
    zones = zone(story, (home(),))
    claims = find_claims(text, zones, parse(story, zones, analyzer), (), SPEECH, CUES)
    gold = json.loads(SEED.with_name("seed.json").read_text(encoding="utf-8"))["claims"]
    cued = [g for g in gold if g["cue"] is not None]
    found = [g["id"] for g in cued if any(_agrees(g, c) for c in claims)]
    assert len(found) >= 14


def _agrees(gold: dict, claim: Claim) -> bool:
    def over(mark: dict, span: Span | None) -> bool:
        return span is not None and span.overlaps(Span(mark["start"], mark["end"]))

    said = any(over(g, part) for g in gold["content"] for part in claim.content)
    source = gold["source"]["span"]
    return over(gold["cue"], claim.cue) and said and (not source or (claim.source and over(source, claim.source.span)))


def test_lexicon_is_large_enough_for_news():
    assert isinstance(SPEECH, Speech)
    assert len(SPEECH.verb_lemmas) >= 250
