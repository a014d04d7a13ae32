"""Tables: ragged rows, quotes that never close, Parquet, and the guess which column is which."""

import time

import duckdb
import pytest

from redshank.read import About, read_stories
from redshank.read.columns import guess_fields
from redshank.records import Skipped, Story

GOOD = "9,Talks,Envoys met.,2024-03-04\n"


def read(tmp_path, text, name="a.csv", **about):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    got = read_stories([tmp_path / name], About(**about))
    return [(s.reason, s.line) if isinstance(s, Skipped) else s.text.split("\n\n", 1)[-1] for s in got]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("1,Talks,They spoke.,2024-03-05\n", ["They spoke."]),
        ("1,Talks,They spoke.,2024-03-05,,\n", ["They spoke."]),
        ("1,Talks,They spoke.,2024-03-05,extra\n", ["They spoke."]),
        ("1,Talks,They spoke.\n", ["They spoke."]),
        ('1,Talks,"They spoke,\nat length.",2024-03-05\n', ["They spoke,\nat length."]),
        ('1,Talks,"They ""spoke"".",2024-03-05\n', ['They "spoke".']),
        ("1,Talks,They spo\n", [("ragged", 2)]),
        ("1,Talks\n", [("ragged", 2)]),
        ("1\n", [("ragged", 2)]),
        ("1,Talks,They spoke, it is said, at length.,2024-03-05\n", [("ragged", 2)]),
        ("1,Talks, and more talks,They spoke.,2024-03-05\n", [("ragged", 2)]),
        ('1,Talks,"They spoke.,2024-03-05\n', [("broken", 2)]),
        ('1,Talks,"They spoke.,2024-03-05\n2,More,"They parted.",2024-03-06\n', [("broken", 2), "They parted."]),
        ('1,"Talks,They spoke.,2024-03-05\n2,"More",They parted.,2024-03-06\n', [("broken", 2), "They parted."]),
        ("\n\n", []),
        ("1,Talks,,2024-03-05\n", [("empty", 2)]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_broken_row_costs_itself_and_no_other(tmp_path, row, outcome, end):
    text = ("id,title,text,date\n" + row + GOOD * 3).replace("\n", end)
    outcome = [o.replace("\n", end) if isinstance(o, str) else o for o in outcome]
    assert read(tmp_path, text) == [*outcome, "Envoys met.", "Envoys met.", "Envoys met."]


def test_a_table_full_of_open_quotes_ends_in_time(tmp_path):
    start = time.process_time()
    got = read(tmp_path, "id,title,text,date\n" + '1,Talks,"They spoke.,2024\n' * 20_001)
    assert time.process_time() - start < 30
    assert got
    assert all(isinstance(g, tuple) and g[0] == "broken" for g in got)


def test_a_line_nested_without_end_is_skipped(tmp_path):
    deep = b'{"text": ' + b"[" * 200_000 + b"\n" + b'{"text": "Talks."}\n'
    assert read(tmp_path, deep, "a.jsonl") == [("broken", 1), "Talks."]


@pytest.mark.parametrize(
    ("columns", "fields", "pairs"),
    [
        (["ID", "Headline", "Body"], (), (("text", "Body"), ("title", "Headline"), ("id", "ID"))),
        (["words", "title"], (("text", "words"),), (("text", "words"), ("title", "title"))),
        (["text", "content"], (("text", "nothing"),), ()),
        (["text", "content"], (), (("text", "text"),)),
        (["x"], (), ()),
        ([], (), ()),
    ],
)
def test_the_guess_can_be_shown(columns, fields, pairs):
    assert guess_fields(columns, About(fields=fields)) == pairs


def make_parquet(path, query):
    duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


ROWS = """SELECT * FROM (VALUES (1, 'Talks', 'Envoys met.', DATE '2024-03-04', ['Ana', 'Ben']),
(2, 'Talks', NULL, NULL, NULL), (3, 'More', 'They parted.', DATE '2024-03-05', []))
AS t(id, title, body, date, authors)"""


def test_parquet(tmp_path):
    make_parquet(tmp_path / "a.parquet", ROWS)
    first, second, third = read_stories([tmp_path / "a.parquet"], About())
    assert first.text == "Talks\n\nAna, Ben\n\nEnvoys met."
    assert (first.published, first.source_id) == ("2024-03-04", "1")
    assert (second.reason, second.line) == ("no-text", 2)
    assert third.text == "More\n\nThey parted."


@pytest.mark.parametrize("name", ["a[1].parquet", "it's *.parquet", "named.bin", "a b.parquet"])
def test_parquet_of_any_name(tmp_path, name):
    make_parquet(tmp_path / "plain.parquet", ROWS)
    (tmp_path / "plain.parquet").rename(tmp_path / name)
    assert len([s for s in read_stories([tmp_path / name], About()) if isinstance(s, Story)]) == 2


def test_parquet_within_an_archive(tmp_path):
    import zipfile

    make_parquet(tmp_path / "a.parquet", ROWS)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.parquet", "a.parquet")
    assert len([s for s in read_stories([tmp_path / "a.zip"], About()) if isinstance(s, Story)]) == 2


@pytest.mark.parametrize(
    ("query", "about", "reason"),
    [
        ("SELECT 1 AS x", {}, "no-text"),
        ("SELECT 'a' AS text", {"fields": (("text", "nothing"),)}, "no-text"),
        ("SELECT 5 AS text", {}, "wrong-type"),
        ("SELECT 'a' AS text WHERE false", {}, "empty"),
    ],
)
def test_bad_parquet_is_skipped_with_its_reason(tmp_path, query, about, reason):
    make_parquet(tmp_path / "a.parquet", query)
    (skipped,) = read_stories([tmp_path / "a.parquet"], About(**about))
    assert skipped.reason == reason


def test_broken_parquet_is_skipped(tmp_path):
    assert read(tmp_path, b"PAR1" + b"\x00" * 100, "a.parquet") == [("broken", None)]


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("title,text\nTalks,Envoys met.\n", ["Envoys met."]),
        ('[{"title": "Talks", "text": "Envoys met."}]', ["Envoys met."]),
        ('{\n "title": "Talks",\n "text": "Envoys met."\n}\n', ["Envoys met."]),
        ('{"title": "Talks", "text": "One."}\n{"title": "Talks", "text": "Two."}\n', ["One.", "Two."]),
        ("Envoys, it is said, met.\nThe text, and more.", ["Envoys, it is said, met.\nThe text, and more."]),
    ],
)
def test_standard_input_is_known_by_its_content(monkeypatch, raw, texts):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw.encode()))))
    assert [s.text.split("\n\n", 1)[-1] for s in read_stories(["-"], About())] == texts
