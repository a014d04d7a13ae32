"""Who speaks: named, unnamed, a paper; tags of every shape; what is no speaker at all."""

import pytest

TRANSCRIPT = (
    "Minister Anders Holm: We sent two ships.\n\nReporter: Did they fire?\n\n"
    "Minister Anders Holm: They did not fire.\n\nReporter: Thank you."
)
CHAT = "@harbourwatch: Two cutters left at noon\n\n@portside: seen here as well\n\n@harbourwatch: they came back"


@pytest.mark.parametrize(
    ("text", "kind", "description"),
    [
        ("The ministry said the road was shut.", "named", None),
        ("A spokesman for the army said the road was shut.", "named", None),
        ("Police said the road was shut.", "named", None),
        ("Officials said the road was shut.", "unnamed", None),
        ("A diplomat who asked not to be named said the road was shut.", "unnamed", "who asked not to be named"),
        ("Two people familiar with the talks said the road was shut.", "unnamed", "familiar with the talks"),
        ("A security source, speaking on condition of anonymity, said the road was shut.", "unnamed", "speaking"),
        ("A leaked report said the road was shut.", "document", None),
        ("State television said the road was shut.", "document", None),
        ("According to the treaty, the road must be shut.", "document", None),
    ],
)
def test_kind_of_source(text, kind, description, read):
    (claim,) = read(text).claims
    assert claim.source.kind == kind
    told = claim.source.description.of(text) if claim.source.description else None
    assert told == description or (description and told and told.startswith(description))


def test_anonymity_is_no_claim(read):
    text = "A diplomat, who insisted on anonymity, said the talks had failed."
    assert [c.cue.of(text) for c in read(text).claims] == ["said"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The president, a source told reporters, is ready to sign the pact.", "a source", "is ready to sign the pact"),
        ("Lebanon must disarm the factions, insisted an Israeli communique.", "an Israeli communique", "Lebanon"),
        ("Forty may have drowned, a sergeant estimated; divers, he added, were still at work.", "a sergeant", "Forty"),
        ("Two held after raid on depot: police", "police", "Two held"),
        ("Jets strafe column by mistake, kill four troops - governor", "governor", "Jets strafe"),
    ],
)
def test_tags_of_every_shape(text, source, content, read):
    found = {c.source.span.of(text): " ".join(p.of(text) for p in c.content) for c in read(text).claims if c.source}
    assert source in found
    assert content in found[source]


def test_a_semicolon_parts_two_speakers(read):
    text = "Forty may have drowned, a sergeant estimated; divers, a nurse added, were still at work."
    claims = read(text).claims
    assert [c.parent for c in claims] == [None, None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Japan said it would rebuild the harbour.", "promised"),
        ("Japan said it would close the harbour.", "threatened"),
        ("Japan said it would not rebuild the harbour.", "refused"),
        ("Japan said it intended to rebuild the harbour.", "planned"),
        ("Japan said it was ready to rebuild the harbour.", "offered"),
        ("Japan said it had not rebuilt the harbour.", "denied"),
        ("Japan said China might rebuild the harbour.", "hypothetical"),
        ("Japan said the harbour was shut.", "asserted"),
        ("Japan said China had seized the harbour.", "alleged"),
        ("Japan called the report a lie.", "denied"),
        ("Japan dismissed the report as a fairy tale.", "denied"),
        ("Japan rejected the request.", "refused"),
        ("A Japanese spokesman said Tokyo would study the terms.", "promised"),
        ("An indictment said the mayor laundered money.", "alleged"),
    ],
)
def test_status_of_a_claim(text, status, read):
    assert [c.status for c in read(text).claims][:1] == [status]


def test_pronoun_takes_the_kind_of_whom_it_means(read):
    text = "A Western diplomat said the talks had failed. He said nobody would try again."
    assert {c.source.kind for c in read(text).claims} == {"unnamed"}


def test_denied_entry_is_no_denial(read):
    assert read("Guards denied entry to the inspectors.").claims == ()


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (TRANSCRIPT, {"Minister Anders Holm", "Reporter"}),
        (CHAT, {"@harbourwatch"}),  # who posts once may be a heading
        ("SMITH: We sent two ships.\n\nJONES: They did not fire.", {"SMITH", "JONES"}),
    ],
)
def test_lines_of_a_transcript_name_who_speaks(text, voices, read):
    assert {c.source.name for c in read(text).claims if c.cue.of(text) == ":"} == voices


@pytest.mark.parametrize(
    "text",
    [
        "“We crossed the river at night. Nobody saw us. The guns stayed behind.”",  # one long quotation
        "“We crossed the river at night. Nobody saw us. The guns stayed behind",  # never closed
        "‘We “crossed” the river’ at “night. ‘Nobody’ saw us.",  # nested and odd
        '""" \'\' `` “ ” ‘ ’ "',
        "Background: the river is wide.\n\nNote: the bridge is old.",
        "“" * 40 + "The river is wide" + "”" * 7,
    ],
)
def test_no_source_is_invented(text, read):
    assert [c for c in read(text).claims if c.source is not None] == []


def test_quotation_over_two_paragraphs_has_one_speaker(read):
    text = (
        "“We held the ridge for nine days,” the colonel said. “Then the water ran out.\n\n"
        "“We walked down in the dark and nobody fired.”\n\nThe road is open again."
    )
    claims = [c for c in read(text).claims if c.source is not None]
    assert {c.source.name for c in claims} == {"the colonel"}
    assert "the water ran out" in " ".join(p.of(text) for c in claims for p in c.content)
