"""WARC files give one story a page that a server gave; a file that was cut gives what lies before the cut."""

import gzip
import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from redshank.read import About, read_stories, warc
from redshank.records import Skipped, Story

PAGE = (
    "<!DOCTYPE html><html><head><title>Talks open in Geneva</title>"
    '<meta property="article:published_time" content="1998-03-04T10:00:00Z"></head><body><article>'
    "<h1>Talks open in Geneva</h1><p>"
    + "Envoys of both states met in Geneva on Monday and agreed to meet again in a week, officials said afterwards. "
    * 3
    + "</p><p>"
    + "Neither side would say whether the prisoners were discussed, but both called the talks useful and brief. " * 3
    + "</p></article></body></html>"
)


def make(records, gz=False):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "by hand"}))
    for url, status, kind, body, *more in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "wire.test")], is_http_request=True)
    writer.write_record(writer.create_warc_record("https://wire.test/", "request", http_headers=request))
    return out.getvalue()


PAGES = [
    ("https://wire.test/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://wire.test/2", "404 Not Found", "text/html", PAGE.encode()),
    ("https://wire.test/3", "200 OK", "image/png", b"\x89PNG"),
    ("https://wire.test/4", "200 OK", "text/plain", b"Envoys met."),
    (
        "https://wire.test/5",
        "200 OK",
        "text/plain",
        gzip.compress(b"They parted.", mtime=0),
        ("Content-Encoding", "gzip"),
    ),
]


def read(tmp_path, raw, name="a.warc"):
    (tmp_path / name).write_bytes(raw)
    return list(read_stories([tmp_path / name], About()))


@pytest.mark.parametrize(("name", "gz"), [("a.warc", False), ("a.warc.gz", True), ("crawl", True)])
def test_pages_and_texts_of_status_200(tmp_path, name, gz):
    pytest.importorskip("trafilatura")
    page, first, second = read(tmp_path, make(PAGES, gz), name)
    assert (page.title, page.published, page.url) == ("Talks open in Geneva", "1998-03-04", "https://wire.test/1")
    assert (first.text, first.url, first.source_id) == ("Envoys met.", "https://wire.test/4", "https://wire.test/4")
    assert second.text == "They parted."
    assert first.published is None  # the day of the crawl is not the day it was published


@pytest.mark.parametrize("gz", [False, True])
def test_a_file_that_was_cut(tmp_path, gz):
    texts = [(f"https://wire.test/{i}", "200 OK", "text/plain", f"Talk {i}. ".encode() * 3000) for i in range(4)]
    raw = make(texts, gz)
    for cut in (0.5, 0.7, 0.9):
        got = read(tmp_path, raw[: int(len(raw) * cut)], "a.warc.gz" if gz else "a.warc")
        assert len(got) > 1
        assert all(isinstance(s, Story) and len(s.text) == len("Talk 1. ") * 3000 for s in got[:-1])
        assert (got[-1].reason, "ends in the middle" in got[-1].message or "cannot be read" in got[-1].message) == (
            "broken",
            True,
        )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain; charset=iso-8859-1", "Bogotá said so.".encode()),
        ("text/plain; charset=utf-8", "Bogotá said so.".encode("cp1252")),
        ("text/plain; charset=iso-8859-1", "Bogotá said so.".encode("latin-1")),
        ("text/plain; charset=windows-1251", "Bogotá said so.".encode("cp1252")),
        ("text/plain; charset=nonsense", "Bogotá said so.".encode("cp1252")),
        ("text/plain", "Bogotá said so.".encode("utf-16")),
        ("text/plain; charset=iso-8859-2", "Bogotá said so.".encode("iso-8859-2")),
    ],
)
def test_the_bytes_win_over_the_header(tmp_path, kind, body):
    (story,) = read(tmp_path, make([("https://wire.test/1", "200 OK", kind, body)]))
    assert story.text == "Bogotá said so."


def test_meta_counts_where_the_header_is_silent(tmp_path):
    pytest.importorskip("trafilatura")
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace(
        "Envoys of both states", "Wałęsa and Havel"
    )
    (story,) = read(tmp_path, make([("https://wire.test/1", "200 OK", "text/html", page.encode("iso-8859-2"))]))
    assert "Wałęsa and Havel met in Geneva" in story.text


def test_a_page_beyond_the_limit_is_skipped_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(warc, "LARGEST_RECORD", 20_000)
    bomb = (
        "https://wire.test/9",
        "200 OK",
        "text/plain",
        gzip.compress(b"x" * 9_000_000),
        ("Content-Encoding", "gzip"),
    )
    long = ("https://wire.test/8", "200 OK", "text/plain", b"y" * 90_000)
    got = read(tmp_path, make([bomb, long, PAGES[3]]))
    assert [s.reason if isinstance(s, Skipped) else s.text for s in got] == ["too-large", "too-large", "Envoys met."]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"WARC/1.0\r\n", "broken"),
        (b"WARC/1.0\r\nnonsense\r\n\r\n", "empty"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: nonsense\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", "broken"),
        (make([]), "empty"),
        (make([("https://wire.test/1", "200 OK", "text/plain", b"\x00\x01\x02" * 300)]), "binary"),
        (make([("https://wire.test/1", "200 OK", "text/plain", b"junk", ("Content-Encoding", "gzip"))]), "binary"),
    ],
)
def test_bad_files_are_skipped(tmp_path, raw, reason):
    got = read(tmp_path, raw)
    assert all(isinstance(s, (Skipped, Story)) for s in got)
    if reason != "binary":
        assert [s.reason for s in got if isinstance(s, Skipped)]
