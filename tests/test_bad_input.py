"""Bad input through the real command line: each gives a message or a skip that says what, where and what to do."""

import json
import random

import msgspec
import pytest

from redshank.records import Reading

GOOD = (
    "Envoys of Norway met Sri Lankan rebels in Oslo.\n\nNorway offered to mediate between Sri Lanka and the rebels.\n"
)
SENTENCE = "Poland accused Belarus of jamming its radar on Monday. "
FRENCH = (
    "Le ministre des affaires étrangères a déclaré lundi que son gouvernement ne céderait pas aux menaces de ses "
    "voisins et que les négociations, suspendues depuis le mois de mars, ne pourraient reprendre que lorsque les "
    "troupes se seraient retirées de la zone tampon, où des observateurs internationaux doivent être déployés avant "
    "la fin de l'année, selon un communiqué publié dans la capitale par le porte-parole de la présidence."
)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def lines(result):
    return [msgspec.json.decode(line, type=Reading) for line in result.out.splitlines()]


def slices(reading):
    """Every evidence, party and zone of a reading slices to its own words."""
    for event in reading.events:
        assert event.evidence.span.of(reading.text) == event.evidence.text
        for party in (*event.actors, *event.recipients):
            assert party.span.of(reading.text) == party.text
    for zone in reading.zones:
        assert 0 <= zone.span.start < zone.span.end <= len(reading.text)


@pytest.mark.parametrize(
    ("name", "content", "reason", "said"),
    [
        ("empty.txt", b"", "empty", "the file is empty"),
        ("blank.txt", b" \r\n\t ", "empty", "the file is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary", "Turn it into plain text"),
        ("null.txt", b"\x00" * 5000, "binary", "not text"),
        (
            "soup.txt",
            "".join(random.Random(7).choices("\x01\x02\x03\x07\x0f\x1b\x7fab", k=4000)),
            "unreadable",
            "UTF-8",
        ),
        ("french.txt", FRENCH, "language", "--language en"),
        ("broken.jsonl", '{"text": "Talks beg', "broken", "line 1"),
        ("notext.jsonl", '{"body_of_it": "Talks began."}', "no-text", "--field text="),
        ("wrongtype.jsonl", '{"text": 17}', "wrong-type", "line 1"),
        ("list.jsonl", "[1, 2]", "wrong-type", "line 1"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(tmp_path, redshank, name, content, reason, said):
    ran = redshank("code", "--format", "jsonl", write(tmp_path, name, content))
    (reading,) = lines(ran)
    assert ran.code == 3
    assert reading.skipped is not None
    assert reading.skipped.reason == reason
    assert name in reading.skipped.message
    assert said in reading.skipped.message
    assert reading.skipped.message in ran.err


def test_missing_file(tmp_path, redshank):
    ran = redshank("code", "--format", "jsonl", tmp_path / "nowhere.txt")
    assert ran.code == 3
    assert "there is no such file or folder" in ran.err


def test_folder_without_stories(tmp_path, redshank):
    write(tmp_path, "notes.xlsx", "x")
    ran = redshank("code", "--format", "jsonl", tmp_path)
    assert ran.code == 3
    assert "no stories in this folder" in ran.err
    assert ".txt" in ran.err, "the message says which files are read"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp1252"])
def test_encodings_are_told_apart(tmp_path, redshank, encoding):
    text = "Señor Núñez said Peru accused Ecuador of breaking the truce.\n\nEcuador denied it.\n"
    ran = redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text.encode(encoding)))
    (reading,) = lines(ran)
    assert reading.text == text
    slices(reading)


def test_crlf_is_kept(tmp_path, redshank):
    text = GOOD.replace("\n", "\r\n")
    ran = redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text))
    (reading,) = lines(ran)
    assert reading.text == text
    assert reading.events
    slices(reading)


def test_one_line_of_ten_megabytes(tmp_path, redshank):
    ran = redshank("code", "--format", "jsonl", write(tmp_path, "long.txt", SENTENCE * (10_000_000 // len(SENTENCE))))
    (reading,) = lines(ran)
    assert reading.skipped is not None
    assert reading.skipped.reason == "too-long"
    assert "split it" in reading.skipped.message


def test_a_broken_line_does_not_stop_the_others(tmp_path, redshank):
    rows = [json.dumps({"text": GOOD}), '{"text": "half', json.dumps({"text": None}), json.dumps({"text": GOOD + "."})]
    ran = redshank("code", "--format", "jsonl", write(tmp_path, "a.jsonl", "\n".join(rows)))
    first, second, third, fourth = lines(ran)
    assert ran.code == 0
    assert first.events
    assert fourth.events
    assert second.skipped is not None
    assert second.skipped.line == 2
    assert third.skipped is not None
    assert third.skipped.line == 3


def test_foreign_text_is_coded_when_forced_with_a_notice(tmp_path, redshank):
    path = write(tmp_path, "a.txt", FRENCH)
    (reading,) = lines(redshank("code", "--format", "jsonl", "--language", "en", path))
    assert reading.skipped is None
    assert [n.kind for n in reading.notices] == ["language"]


def test_short_foreign_text_is_not_skipped(tmp_path, redshank):
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", "Le ministre a parlé.")))
    assert reading.skipped is None


def test_all_capitals_wire_copy(tmp_path, redshank):
    text = "CHAD EXPELS LIBYAN DIPLOMATS\n\nNDJAMENA, MAY 4 - CHAD EXPELLED FOUR LIBYAN DIPLOMATS ON MONDAY.\n"
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text)))
    assert "TCD" in {p.country for e in reading.events for p in e.actors}
    slices(reading)


def test_marks_and_emoji_do_not_shift_offsets(tmp_path, redshank):
    text = "\u200f\U0001f680 Norway \u202aoffered\u202c to mediate between Peru and Ecuador \U0001f1f3\U0001f1f4.\n"
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text)))
    assert reading.text == text
    slices(reading)
    for actor in reading.actors:
        assert all(s.of(text).strip() for s in actor.mentions)


def test_headlines_only(tmp_path, redshank):
    text = "Chad expels Libyan diplomats\n\nPeru, Ecuador trade fire on border\n\nNorway offers to mediate\n"
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text)))
    assert reading.skipped is None
    assert reading.events
    slices(reading)


def test_unbalanced_quotes(tmp_path, redshank):
    text = 'Chad expelled four Libyan diplomats. "They were spying, the minister said. “We know nothing, Libya said.\n'
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", text)))
    assert reading.events
    slices(reading)


def test_html_given_as_text(tmp_path, redshank):
    page = (
        "<!doctype html><html><head><title>Chad expels Libyans</title></head><body><article>"
        "<h1>Chad expels Libyans</h1>"
        + "<p>Chad expelled four Libyan diplomats on Monday. Libya said that it would answer in kind within days.</p>"
        * 4
        + "</article></body></html>"
    )
    (reading,) = lines(redshank("code", "--format", "jsonl", write(tmp_path, "a.txt", page)))
    assert reading.skipped is None, reading.skipped
    assert "<p>" not in reading.text
    assert reading.events
    slices(reading)


def test_a_folder_of_all_of_them_codes_the_good_one(tmp_path, redshank):
    write(tmp_path, "good.txt", GOOD)
    write(tmp_path, "empty.txt", b"")
    write(tmp_path, "binary.txt", b"\x00\x01" * 4000)
    write(tmp_path, "soup.txt", "\x01\x02\x03\x07" * 1000)
    write(tmp_path, "french.txt", FRENCH)
    write(tmp_path, "bad.jsonl", '{"text": 3}\n{"colour": "x"}\n{"te')
    write(tmp_path, "bad.csv", "a,b\n1,2\n")
    write(tmp_path, "cut.txt.gz", b"\x1f\x8b\x08\x00garbage")
    write(tmp_path, "headlines.txt", "Markets\n\nWeather\n\nSport\n")
    ran = redshank("code", "--format", "jsonl", tmp_path)
    readings = lines(ran)
    assert ran.code == 0
    (good,) = [r for r in readings if r.source_id.endswith("good.txt")]
    assert good.events
    skipped = [r.skipped for r in readings if r.skipped is not None]
    assert len(skipped) == 9
    assert all(s.message and s.reason and s.message in ran.err for s in skipped)
