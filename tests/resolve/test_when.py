"""The day of a story, its times and the times of its events: short pages, and what a careful reader makes of them."""

import pytest

from redshank.mentions.times import find_times
from redshank.parse import parse
from redshank.records import Published, Span, Story, Zone
from redshank.resolve.event_time import when_of
from redshank.resolve.when import infer_published, resolve_times
from redshank.zone import zone
from where import SHARED


def story(text, **about):
    return Story(id="test", text=text, source_id="test", **about)


def page(*parts, **about):
    """Make a story of (kind of zone, words) and its zones."""
    text, zones = "", []
    for kind, words in parts:
        start = len(text)
        text += words
        zones.append(Zone(kind=kind, span=Span(start, len(text))))
        text += "\n\n"
    return story(text, **about), tuple(zones)


BODY = ("body", "The army left the town on Tuesday, the ministry said.")


@pytest.mark.parametrize(
    ("parts", "about", "value", "basis"),
    [
        ([BODY], {"published": "1995-03-08T10:00:00Z"}, "1995-03-08", "metadata"),
        ([("dateline", "GENEVA, March 3, 1995 (Test) -"), BODY], {}, "1995-03-03", "dateline"),
        (
            [("dateline", "GENEVA, March 3 (Test) -"), BODY],
            {"url": "https://a.example/1995/03/03/x"},
            "1995-03-03",
            "dateline",
        ),
        (
            [("dateline", "GENEVA, March 3 (Test) -"), ("body", "The pact was signed on Feb. 20, 1995.")],
            {},
            "1995-03-03",
            "dateline",
        ),
        (
            [("dateline", "GENEVA, Jan. 3 (Test) -"), ("body", "The pact was signed on Dec. 20, 1994.")],
            {},
            "1995-01-03",
            "dateline",
        ),
        (
            [("dateline", "SEOUL, Oct. 4 (Test) -"), ("body", "The war was halted 54 years ago, in July 1953.")],
            {},
            "2007-10-04",
            "inferred",
        ),
        ([("headline", "Town falls"), ("byline", "Friday, January 4, 2019"), BODY], {}, "2019-01-04", "dateline"),
        ([("headline", "Town falls"), BODY], {"url": "https://news.example/2019/03/04/town"}, "2019-03-04", "url"),
        ([("caption", "Soldiers on June 2, 2010."), BODY], {}, "2010-06-08", "inferred"),
        ([("caption", "Soldiers in a file photo of June 2, 2010."), BODY], {}, None, "inferred"),
        ([("body", "The pact was signed on Dec. 20, 1994.")], {}, None, "inferred"),
        ([("dateline", "GENEVA, March 3 (Test) -"), BODY], {}, None, "dateline"),
        ([BODY], {}, None, "unknown"),
        ([BODY], {"published": "soon"}, None, "unknown"),
    ],
)
def test_published(parts, about, value, basis):
    told, zones = page(*parts, **about)
    found = infer_published(told, zones, (), ())
    assert (found.value, found.basis) == (value, basis)
    assert found.why


def test_a_photograph_is_not_younger_than_its_story():
    told, zones = page(("caption", "Soldiers on June 2, 2010."), BODY)
    found = infer_published(told, zones, (), ())
    assert (found.earliest, found.latest) == ("2010-06-08", "2010-06-14")
    assert any("June 2, 2010" in why for why in found.why) and any("Tuesday" in why for why in found.why)


def test_a_date_told_is_only_the_earliest_day():
    told, zones = page(("body", "The pact was signed on Dec. 20, 1994. It is to end on Dec. 20, 2004."))
    found = infer_published(told, zones, (), ())
    assert (found.value, found.earliest, found.latest) == (None, "1994-12-20", None)


@pytest.fixture(scope="module")
def analyzer():
    from redshank.parse import load_analyzer

    return load_analyzer()


def resolved(text, analyzer, published="1998-02-18"):
    told = story(text, published=published)
    zones = zone(told)
    sentences = parse(told, zones, analyzer)
    mentions = find_times(text, zones, sentences)
    return (
        sentences,
        mentions,
        resolve_times(told, sentences, mentions, infer_published(told, zones, sentences, mentions)),
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The rebels freed the hostages on Friday.", ["1998-02-13"]),
        ("The rebels agreed to free the hostages on Friday.", ["1998-02-20"]),
        ("The rebels will free the hostages on Friday.", ["1998-02-20"]),
        ("The minister flew to Oslo to meet the king on Friday.", ["1998-02-13"]),
        ("The talks planned for Friday were called off.", ["1998-02-20"]),
        ("The troops left in May.", ["1997-05"]),
        ("The troops will leave in May.", ["1998-05"]),
    ],
)
def test_the_tense_turns_the_day(text, values, analyzer):
    _, _, times = resolved(text, analyzer)
    assert [t.value for t in times] == values


def test_ids_and_spans_and_basis(analyzer):
    text = "The army left on Friday. It had come in 1994; two days earlier it fired."
    sentences, mentions, times = resolved(text, analyzer)
    assert [t.id for t in times] == ["t1", "t2", "t3"]
    assert [t.basis for t in times] == ["publication", "text", "context"]
    assert all(t.span.of(text) == t.text for t in times)
    assert [m.sentence for m in mentions] == [0, 1, 1]
    assert all(sentences[m.sentence].tokens[m.head].start >= m.span.start for m in mentions)


def test_without_a_day_the_weekday_stays_open(analyzer):
    told = story("The army left on Friday.")
    sentences = parse(told, zone(told), analyzer)
    times = resolve_times(told, sentences, find_times(told.text, zone(told), sentences), Published(value=None))
    assert [(t.value, t.earliest) for t in times] == [("XXXX-WXX-5", None)]


@pytest.mark.parametrize(
    ("text", "verb", "speech", "value", "basis"),
    [
        ("The army shelled the town on Friday.", "shelled", None, "1998-02-13", "syntax"),
        ("The army said on Friday that it had shelled the town.", "shelled", "said", None, None),
        ("The army said on Friday that it had shelled the town.", "said", "said", "1998-02-13", "speech"),
        ("Rebels shelled the town on Monday, the army said on Tuesday.", "shelled", "said", "1998-02-16", "syntax"),
        ("Rebels shelled the town on Monday, the army said on Tuesday.", "said", None, "1998-02-17", "syntax"),
        ("The convoy entered the town on Friday and unloaded food.", "unloaded", None, "1998-02-13", "sentence"),
        ("The army stopped shelling at noon on Friday.", "stopped", None, "1998-02-13T12:00", "sentence"),
        ("The army carried out an attack on Friday.", "attack", None, "1998-02-13", None),
        ("He urged both sides to respect the 1994 treaty.", "urged", None, None, None),
        ("Paris has promised an answer by June.", "promised", None, None, None),
        ("He led the army for six years.", "led", None, None, None),
        ("The army shelled the town.", "shelled", None, None, None),
    ],
)
def test_event_time(text, verb, speech, value, basis, analyzer):
    sentences, _, times = resolved(text, analyzer)
    (sentence,) = sentences
    place = {t.text: t.i for t in sentence.tokens}
    found = when_of(sentence, place[verb], times, place[speech] if speech else None)
    assert (found.value if found else None) == value
    if basis:
        assert found.basis == basis


def test_the_seed_story(analyzer):
    path = SHARED / "seed" / "story.txt"
    if not path.exists():
        pytest.skip("missing ../shared")
    told = story(path.read_text(encoding="utf-8"))
    zones = zone(told)
    sentences = parse(told, zones, analyzer)
    mentions = find_times(told.text, zones, sentences)
    published = infer_published(told, zones, sentences, mentions)
    times = resolve_times(told, sentences, mentions, published)
    assert (published.value, published.latest, published.basis) == ("2022-06-25", "2022-07-01", "inferred")
    assert [t.value for t in times] == ["2022-06-22", "PXM", "2022-06-25", "PRESENT_REF", "2022-02", "2022-W24"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Last week Norway angered Iceland by detaining two Icelandic trawlers.", "COERCE", "1999-W16"),
        ("On Monday Syria answered Turkey by shelling Turkish positions.", "ASSAULT", "1999-04-26"),
        ("In March Kenya punished Somalia by closing its border with Somalia.", "COERCE", "1999-03"),
    ],
)
def test_a_deed_that_tells_how_shares_the_time_of_the_clause_above(read, text, kind, value):
    reading = read(text, published="1999-04-29")
    assert value in {e.when.value for e in reading.events if e.type == kind and e.when is not None}
