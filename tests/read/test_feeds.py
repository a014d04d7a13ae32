"""Feeds of every kind give one story an entry, and no feed makes us fetch anything."""

import json
import socket
import time

import pytest

from redshank.read import About, read_stories
from redshank.read.feeds import looks_like_feed, read_feed
from redshank.records import Skipped, Story

BODY = "Envoys of Norrland and Suland met in Geneva on Monday."
MORE = "They agreed to meet again in a week, an official said."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Indus Wire</title><link>https://wire.test/</link><language>en-gb</language>
<item><title>Envoys open talks &amp;amp; part</title><link>https://wire.test/a/1</link>
<guid isPermaLink="false">iw-1</guid>
<pubDate>Mon, 04 Mar 2024 10:30:00 +0100</pubDate><dc:creator>Ana Duarte</dc:creator>
<description>&lt;p&gt;{BODY}&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>{BODY}</p><script>var a = "<p>no</p>";</script><p>{MORE}</p>]]></content:encoded></item>
<item><title>Only a headline</title><link>https://wire.test/a/2</link></item>
</channel></rss>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://wire.test/"><title>Indus Wire</title></channel>
<item rdf:about="https://wire.test/a/1"><title>Envoys open talks</title><link>https://wire.test/a/1</link>
<description>{BODY}</description><dc:date>2024-03-04T10:30:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
<title>Indus Wire</title>
<at:deleted-entry ref="tag:wire.test,2024:9" when="2024-03-05T00:00:00Z"><at:comment>It was wrong.</at:comment>
</at:deleted-entry>
<entry><id>tag:wire.test,2024:1</id><title type="html">Envoys open &lt;b&gt;talks&lt;/b&gt;</title>
<link href="https://wire.test/a/1"/><updated>2024-03-04T11:00:00Z</updated><published>2024-03-04T10:30:00+01:00</published>
<author><name>Ana Duarte</name><email>ana@wire.test</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>{MORE}</p></div></content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Indus Wire",
        "items": [
            {
                "id": 7,
                "url": "https://wire.test/a/1",
                "title": "Envoys open talks",
                "content_html": f"<p>{BODY}<p>{MORE}",
                "summary": BODY,
                "date_published": "2024-03-04T10:30:00+01:00",
                "authors": [{"name": "Ana Duarte"}, {"url": "https://x.test"}, 5],
            },
            {"id": "8"},
            "broken",
        ],
    }
)


def feed(text):
    return list(read_feed(text.encode() if isinstance(text, str) else text, "feed.xml", About()))


@pytest.mark.parametrize(
    ("text", "source_id", "title", "byline", "paragraphs"),
    [
        (RSS, "iw-1", "Envoys open talks & part", "Ana Duarte", (BODY, MORE)),
        (RDF, "https://wire.test/a/1", "Envoys open talks", None, (BODY,)),
        (ATOM, "tag:wire.test,2024:1", "Envoys open talks", "Ana Duarte", (BODY, MORE)),
        (JSON, "7", "Envoys open talks", "Ana Duarte", (BODY, MORE)),
    ],
)
def test_an_entry_is_a_story(text, source_id, title, byline, paragraphs):
    assert looks_like_feed(text.encode())
    story = feed(text)[0]
    assert isinstance(story, Story)
    assert story.text == "\n\n".join([title, *([byline] if byline else []), *paragraphs])
    assert (story.title, story.publisher, story.url) == (title, "Indus Wire", "https://wire.test/a/1")
    assert (story.published, story.source_id) == ("2024-03-04T10:30:00+01:00", source_id)
    assert [(p.field, p.span.of(story.text)) for p in story.parts][:1] == [("title", title)]


def test_entries_without_text_are_skipped_by_number():
    assert [(s.reason, s.line) for s in (*feed(RSS), *feed(JSON)) if isinstance(s, Skipped)] == [
        ("no-text", 2),
        ("no-text", 2),
        ("wrong-type", 3),
    ]


def test_a_deleted_entry_takes_back_the_entry_that_it_names():
    story = feed(ATOM)[-1]
    assert (story.signal, story.replaces) == ("deletion", "tag:wire.test,2024:9")
    assert story.source_id != story.replaces
    assert "It was wrong." in story.text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "empty"),
        (b"<rss", "broken"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', "broken"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": 5}', "empty"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000, "broken"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"", "empty"),
    ],
)
def test_a_bad_feed_is_skipped_with_its_reason(raw, reason):
    (skipped,) = feed(raw)
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, "feed.xml" in skipped.message) == (reason, True)


def test_a_feed_that_is_cut_gives_what_came_before_the_cut():
    first = feed(RSS[: RSS.index("<item><title>Only")])[0]
    assert MORE in first.text


@pytest.mark.parametrize(
    "raw",
    [
        RSS.replace("Geneva", "Bogotá").encode(),
        RSS.replace("Geneva", "Bogotá").replace("UTF-8", "iso-8859-1").encode("utf-8"),
        RSS.replace("Geneva", "Bogotá").replace("UTF-8", "iso-8859-1").encode("latin-1"),
        RSS.replace("Geneva", "Bogotá").encode("cp1252"),
        RSS.replace("Geneva", "Bogotá").replace("UTF-8", "utf-16").encode("utf-16"),
        RSS.replace("Geneva", "Bogotá").replace("UTF-8", "no-such-charset").encode(),
    ],
)
def test_the_bytes_win_over_a_wrong_charset(raw):
    assert "met in Bogotá on Monday" in feed(raw)[0].text
    assert looks_like_feed(raw)


@pytest.mark.parametrize(
    "raw", [b"Talks began.", b"<html><body>rss</body></html>", b'{"text": "x"}', b"", b"<NewsML>", b"\xff\xfe"]
)
def test_what_is_no_feed_is_none(raw):
    assert not looks_like_feed(raw)


def test_nothing_is_fetched_and_no_file_is_opened(monkeypatch, tmp_path):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    evil = RSS.replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y SYSTEM "http://a.test/">]><rss'
    )
    stories = feed(evil.replace("<p>Envoys", "&x;&y;<p>Envoys"))
    assert not any("secret words" in s.text for s in stories if isinstance(s, Story))
    assert all(isinstance(s, Skipped) for s in feed(str(secret)))


@pytest.mark.parametrize(
    "raw",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefghi", "bcdefghij", strict=True))
        + "]>"
        + RSS.partition("?>")[2].replace("Geneva", "&j;"),
        "<rss><channel><item><description>" + "<b>" * 50_000,
        "<rss><channel><item><description>" + "&lt;!--" * 50_000 + "</description></item></channel></rss>",
        "<rss><channel><item><description>" + "<a '" * 50_000,
    ],
    ids=["laughs", "deep", "comments", "tags"],
)
def test_a_hostile_feed_does_no_harm(raw):
    start = time.process_time()
    feed(raw)
    assert time.process_time() - start < 20


def test_a_feed_is_known_in_a_file_of_any_name(tmp_path):
    for name, text in (("a.xml", RSS), ("b.rss", RDF), ("c.atom", ATOM), ("d.txt", RSS), ("e.json", JSON)):
        (tmp_path / name).write_text(text)
        first = next(iter(read_stories([tmp_path / name], About())))
        assert isinstance(first, Story), name
        assert first.publisher == "Indus Wire"
