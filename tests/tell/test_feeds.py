"""Feeds are well formed, whole, and read by a feed reader."""

import json
import xml.etree.ElementTree as xml

import feedparser
import msgspec
import pytest

from redshank.records.errors import InputError
from redshank.tell.entries import Entry
from redshank.tell.feeds import FORMATS, Feed, atom, html_of, json_feed, rss, write_whole

ENTRY = Entry(
    id="0123456789abcdef",
    urn="urn:redshank:0123456789abcdef",
    title="Freedonia <shelled> Ruritania & left\x0b, says Ruritania",
    type="ASSAULT",
    modes=("heavy-weapons",),
    status="happened",
    holder="Ruritania",
    sentence='Ruritania said Freedonia had shelled "its" <b>post</b>.',
    story="fedcba9876543210",
    story_title="Shells at the border",
    publisher="The Courier",
    published="2019-02-03",
    url="https://courier.example/a?b=1&c=2",
)
OTHER = msgspec.structs.replace(
    ENTRY, id="1" * 16, urn="urn:redshank:" + "1" * 16, url="javascript:alert(1)", published=None, sentence=None
)
FEED = Feed(name="grey zone", asked="events of type ASSAULT", entries=(ENTRY, OTHER), begun="2019-03-01T10:00:00Z")


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_reader_reads_it(form):
    text = FORMATS[form](FEED)
    xml.fromstring(text.encode())
    read = feedparser.parse(text)
    assert not read.bozo
    assert [e.id for e in read.entries] == [ENTRY.urn, OTHER.urn]
    assert read.entries[0].link == ENTRY.url
    assert "javascript" not in text
    assert read.entries[0].tags[0].term == "ASSAULT"
    said = (read.entries[0].get("content") or [{"value": read.entries[0].summary}])[0]["value"]
    assert "Ruritania said Freedonia had shelled" in said
    assert "Ruritania" in read.entries[0].title


def test_atom_has_what_the_standard_asks_for():
    root = xml.fromstring(atom(FEED).encode())
    space = "{http://www.w3.org/2005/Atom}"
    for part in (root, *root.findall(f"{space}entry")):
        for name in ("id", "title", "updated"):
            assert part.findtext(f"{space}{name}"), name
    assert root.findtext(f"{space}updated") == "2019-03-01T10:00:00Z"
    assert root.findtext(f"{space}id") == "urn:redshank:alert:grey%20zone"


def test_rss_has_what_the_standard_asks_for():
    channel = xml.fromstring(rss(FEED).encode()).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    item = channel.find("item")
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Sun, 03 Feb 2019 00:00:00 GMT"


def test_a_json_feed_holds_the_whole_entry():
    told = json.loads(json_feed(FEED))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [i["id"] for i in told["items"]] == [ENTRY.urn, OTHER.urn]
    assert msgspec.convert(told["items"][0]["_redshank"], Entry) == ENTRY
    assert "url" not in told["items"][1]


def test_nothing_of_a_story_becomes_markup():
    body = html_of(ENTRY)
    assert "<b>" not in body
    assert "&lt;b&gt;post" in body
    assert "<dt>holder</dt><dd>Ruritania</dd>" in body


def test_an_allegation_of_nobody_named_is_not_the_story_s_own():
    entry = msgspec.structs.replace(ENTRY, holder="narrator", status="alleged")
    assert "somebody unnamed" in html_of(entry)


def test_a_file_is_written_whole(tmp_path):
    path = tmp_path / "feed.xml"
    write_whole(path, "one")
    write_whole(path, "two")
    assert path.read_text() == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["feed.xml"]
    with pytest.raises(InputError, match="cannot write"):
        write_whole(tmp_path / "no" / "feed.xml", "three")
