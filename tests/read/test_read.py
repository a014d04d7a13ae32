"""Every input that a user may point at gives a clear Story or a clear Skipped."""

import gzip
import io
import json
import sys

import pytest
import zstandard

from redshank.read import About, read_stories
from redshank.records import Skipped, Story
from redshank.records.errors import InputError

TALKS = "Envoys of both states met in Geneva on Monday."
PAGE = (
    "<!DOCTYPE html><html><head><title>Talks open in Geneva</title>"
    '<meta property="article:published_time" content="1998-03-04T10:00:00Z">'
    "</head><body><nav><a href='/'>Home</a></nav><article><h1>Talks open in Geneva</h1><p>"
    + "Envoys of both states met in Geneva on Monday and agreed to meet again in a week, officials said afterwards. "
    * 3
    + "</p><p>"
    + "Neither side would say whether the prisoners were discussed, but both called the talks useful and brief. " * 3
    + "</p></article></body></html>"
)


def read(path, **about):
    return list(read_stories([path], About(**about)))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (TALKS.encode(), TALKS),
        ("\ufeffTalks began.".encode(), "Talks began."),
        ("Talks began in Bogotá.".encode("utf-16"), "Talks began in Bogotá."),
        (TALKS.encode("utf-16-le"), TALKS),
        (TALKS.encode("utf-16-be"), TALKS),
        ("Bogotá said so – today.".encode("cp1252"), "Bogotá said so – today."),
        ("Bogot\xe1 \x81 said so.".encode("latin-1"), "Bogot\xe1 \x81 said so."),
        (b"Talks began.\r\n\r\nThey ended.\r\n", "Talks began.\r\n\r\nThey ended.\r\n"),
        ("\u200fTalks \u202aabc\u202c began \U0001f680.".encode(), "\u200fTalks \u202aabc\u202c began \U0001f680."),
        ((TALKS * 5 + "\x07").encode(), TALKS * 5 + "\x07"),
    ],
)
def test_text_is_decoded_and_not_edited(tmp_path, raw, text):
    (tmp_path / "a.txt").write_bytes(raw)
    (story,) = read(tmp_path / "a.txt")
    assert isinstance(story, Story)
    assert story.text == text


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "empty"),
        ("a.txt", "\ufeff\u200f".encode(), "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.csv", b"title,text\n", "empty"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.pdf", b"%PDF-1.4 and so on", "broken"),
        ("a.txt", b"abc\x01\x02\x03\x04" * 200, "unreadable"),
        ("a.txt", b"x" * 10_000_000, "too-long"),
        ("a.jsonl", json.dumps({"text": "x" * 6_000_000}).encode(), "too-long"),
        ("a.csv", b'title,text\nx,"' + b"y" * 6_000_000 + b'"\n', "too-long"),
        ("a.csv", b"headline,words\nx,y\n", "no-text"),
        ("a.txt.gz", gzip.compress(TALKS.encode() * 500, mtime=0)[:40], "broken"),
        ("a.txt.zst", zstandard.compress(TALKS.encode() * 500)[:30], "broken"),
        ("a.txt.zst", zstandard.compress(TALKS.encode())[:9] + b"\xff" * 40, "broken"),
    ],
)
def test_what_is_no_story_is_skipped_with_its_reason(tmp_path, name, raw, reason):
    (tmp_path / name).write_bytes(raw)
    (skipped,) = read(tmp_path / name)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason
    assert name in skipped.message


def test_each_line_of_jsonl_is_a_story_or_a_reason(tmp_path):
    lines = [
        b'{"text":"Talks began."}',
        b"{broken",
        b'{"title":"x"}',
        b'{"text":5}',
        b"[1]",
        b"",
        b'{"body":"Bogot\xe1 said so."}',
        b'{"text":" "}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    got = read(path)
    assert [g.text if isinstance(g, Story) else (g.reason, g.line) for g in got] == [
        "Talks began.",
        ("broken", 2),
        ("no-text", 3),
        ("wrong-type", 4),
        ("wrong-type", 5),
        "Bogotá said so.",
        ("empty", 8),
    ]
    assert all(f"line {g.line}" in g.message and str(path) in g.message for g in got if isinstance(g, Skipped))


def test_loose_fields_stand_in_front_and_parts_say_so(tmp_path):
    record = {
        "headline": "Talks open",
        "byline": "By Ana Duarte",
        "dateline": "GENEVA, March 3 -",
        "body": TALKS,
        "date": "1998-03-03",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (story,) = read(tmp_path / "a.jsonl")
    assert story.text == f"Talks open\n\nBy Ana Duarte\n\nGENEVA, March 3 -\n\n{TALKS}"
    assert [(p.field, p.span.of(story.text)) for p in story.parts] == [
        ("title", "Talks open"),
        ("byline", "By Ana Duarte"),
        ("dateline", "GENEVA, March 3 -"),
    ]
    assert story.published == "1998-03-03"


def test_a_title_that_the_text_begins_with_is_not_said_twice(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Talks open", "text": f"Talks open\n{TALKS}"}))
    (story,) = read(tmp_path / "a.jsonl")
    assert story.text.count("Talks open") == 1
    assert story.parts[0].span.of(story.text) == "Talks open"


def test_a_named_column_wins_over_the_guess(tmp_path):
    (tmp_path / "a.csv").write_text("text,words\nshort,the whole story\n")
    (story,) = read(tmp_path / "a.csv", fields=(("text", "words"),))
    assert story.text == "the whole story"
    (skipped,) = read(tmp_path / "a.csv", fields=(("text", "nothing"),))
    assert skipped.reason == "no-text"
    assert "nothing" in skipped.message


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", 'title,text\n"A, b","Talks\nbegan."\n'),
        ("a.csv", 'title;text\n"A, b";"Talks\nbegan."\n'),
        ("a.tsv", 'title\ttext\nA, b\t"Talks\nbegan."\n'),
        ("a.json", '[{"title": "A, b", "text": "Talks\\nbegan."}]'),
        ("a.json", '{"title": "A, b", "text": "Talks\\nbegan."}'),
    ],
)
def test_tables_and_json_files(tmp_path, name, raw):
    (tmp_path / name).write_text(raw)
    (story,) = read(tmp_path / name)
    assert (story.title, story.text) == ("A, b", "A, b\n\nTalks\nbegan.")


def test_folders_patterns_and_packed_files(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text("One.")
    (tmp_path / "b" / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "b" / ".hidden.txt").write_text("Hidden.")
    (tmp_path / "two.txt.gz").write_bytes(gzip.compress(b"Two.", mtime=0))
    (tmp_path / "three.jsonl.zst").write_bytes(zstandard.compress(b'{"text":"Three."}\n'))
    (tmp_path / "two_frames.txt.zst").write_bytes(zstandard.compress(b"Four, ") + zstandard.compress(b"five."))
    assert [s.text for s in read(tmp_path)] == ["One.", "Three.", "Two.", "Four, five."]
    assert [s.text for s in read(str(tmp_path / "**" / "*.txt"))] == ["One."]


@pytest.mark.parametrize("name", ["nope.txt", "*.zzz"])
def test_what_is_missing_is_said(tmp_path, name):
    (skipped,) = read(str(tmp_path / name))
    assert skipped.reason == "missing"


def test_a_folder_without_stories_is_said(tmp_path):
    (skipped,) = read(tmp_path)
    assert (skipped.reason, "no stories" in skipped.message) == ("empty", True)


@pytest.mark.parametrize(
    ("raw", "text"), [(b"Talks began.", "Talks began."), (b'{"text": "Talks began."}\n', "Talks began.")]
)
def test_standard_input(monkeypatch, raw, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
    (story,) = read("-")
    assert story.text == text


def test_html_is_known_by_its_looks_and_gives_its_date(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "page.txt").write_text(PAGE)
    (story,) = read(tmp_path / "page.txt")
    assert (story.title, story.published) == ("Talks open in Geneva", "1998-03-04")
    assert "<p>" not in story.text
    assert "Neither side would say" in story.text


def test_html_without_the_extra_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "page.html").write_text(PAGE)
    (skipped,) = read(tmp_path / "page.html")
    assert skipped.reason == "extra"
    assert "pip install 'redshank[html]'" in skipped.message


def test_the_id_depends_on_the_words_alone(tmp_path):
    (tmp_path / "a.txt").write_text(TALKS)
    (tmp_path / "b.txt").write_text(TALKS)
    (tmp_path / "c.txt").write_text(TALKS + "!")
    a, b, c = read(tmp_path, publisher="Indus Wire")
    assert a.id == b.id != c.id
    assert a.source_id == str(tmp_path / "a.txt")
    assert a.publisher == "Indus Wire"


@pytest.mark.parametrize("date", ["12 March", "1998-13-01", "1998-02-30", "yesterday", ""])
def test_a_date_that_is_none_is_refused(date):
    with pytest.raises(InputError, match="1998-03-14"):
        About(published=date)


@pytest.mark.parametrize("date", ["1998", "1998-03", "1998-03-14", "1998-03-14T10:00:00Z"])
def test_iso_dates_are_taken(date):
    assert About(published=date).published == date


def test_a_field_that_we_do_not_have_is_refused():
    with pytest.raises(InputError, match="NAME=COLUMN"):
        About(fields=(("txet", "body"),))
