"""What a URL holds: entries, summaries with their pages, pages, files; and what is said of each bad one."""

import gzip
import json

import msgspec
import pytest

from fetch.site import WORDS, page, rss
from redshank.fetch import feed as room
from redshank.fetch.answers import Fetched
from redshank.fetch.body import read_text, with_charset
from redshank.fetch.feed import no_feed, read_url
from redshank.read.about import About
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

SUMMARY = "Norlund handed two patrol boats to Estmark."


def read(url, fetcher, **options):
    return list(read_url(url, About(), fetcher, **options))


def test_entries_of_a_feed(site, fetcher):
    url = site.put("/feed", rss(("Boats", SUMMARY, site.url("/a")), ("Talks", "Estmark proposed talks.", "/b")))
    boats, talks = read(url, fetcher)
    assert SUMMARY in boats.text
    assert boats.published.startswith("2015-03-03")
    assert talks.url.endswith("/b")
    assert talks.url.startswith("http")
    assert site.paths() == ["/robots.txt", "/feed"]


def test_full_text_of_summaries(site, fetcher):
    site.put("/a", page(), Content_Type="text/html; charset=utf-8")
    url = site.put("/feed", rss(("Boats", SUMMARY, site.url("/a"))))
    (story,) = read(url, fetcher, full_text=True)
    assert story.text.count("patrol boats") > 20
    assert story.url == site.url("/a")
    assert story.published.startswith("2015-03-03")


def test_entries_that_are_whole_are_not_fetched(site, fetcher):
    url = site.put("/feed", rss(("Boats", WORDS * 30, site.url("/a"))))
    (story,) = read(url, fetcher, full_text=True)
    assert isinstance(story, Story)
    assert "/a" not in site.paths()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 404}, "missing"),
        ({"status": 503}, "busy"),
        ({"body": page(), "X_Robots_Tag": "noai", "Content_Type": "text/html"}, "opt-out"),
        ({"body": page(), "TDM_Reservation": "1", "Content_Type": "text/html"}, "opt-out"),
        ({"body": page(head='<meta name="robots" content="noindex">'), "Content_Type": "text/html"}, "opt-out"),
        ({"body": "<html><body></body></html>", "Content_Type": "text/html"}, "no-text"),
    ],
)
def test_summary_whose_page_cannot_be_had_stays(site, fetcher, answer, reason):
    site.put("/a", **answer)
    url = site.put("/feed", rss(("Boats", SUMMARY, site.url("/a"))))
    skipped, story = read(url, fetcher, full_text=True)
    assert skipped.reason == reason
    assert skipped.source_id == site.url("/a")
    assert SUMMARY in story.text


def test_page_that_robots_txt_forbids(site, fetcher):
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\n")
    url = site.put("/feed", rss(("Boats", SUMMARY, site.url("/a"))))
    skipped, story = read(url, fetcher, full_text=True)
    assert (skipped.reason, isinstance(story, Story)) == ("robots", True)


def test_page_that_says_less_than_the_summary(site, fetcher):
    site.put("/a", page(text="Please accept our cookies to go on reading."), Content_Type="text/html")
    url = site.put("/feed", rss(("Boats", SUMMARY + " " + WORDS * 3, site.url("/a"))))
    assert WORDS.strip() in read(url, fetcher, full_text=True)[-1].text


def test_page_of_a_bare_headline(site, fetcher):
    link = site.put("/a", page(), Content_Type="text/html")
    headline = Skipped(source_id=link, reason="no-text", message=f"{link}: it has only a headline.")
    feed = Fetched(url=site.url("/feed"), body=b"")
    (story,) = room.complete([headline], feed, About(), fetcher)
    assert story.text.count("patrol boats") > 20
    site.put("/a", status=404)
    assert [s.reason for s in room.complete([headline], feed, About(), fetcher)] == ["missing"]


def test_no_page_of_a_withdrawn_story():
    story = make_story(Fields(text=SUMMARY, url="https://courier.example/a"), About(), "a")
    assert room.page_link(story) == story.url
    assert room.page_link(msgspec.structs.replace(story, signal="deletion")) is None


def test_missing_extra_is_said_once(site, fetcher, said, monkeypatch):
    monkeypatch.setattr(room, "can_read_pages", lambda: False)
    url = site.put("/feed", rss(("Boats", SUMMARY, site.url("/a")), ("Talks", "They talked.", site.url("/b"))))
    assert len(read(url, fetcher, full_text=True)) == 2
    assert len(said) == 1
    assert "redshank[html]" in said[0]
    assert site.paths() == ["/robots.txt", "/feed"]


def test_page(site, fetcher):
    (story,) = read(site.put("/a", page(), Content_Type="text/html"), fetcher)
    assert story.source_id == site.url("/a")
    assert "patrol boats" in story.text


def test_page_that_opts_out(site, fetcher):
    (skipped,) = read(site.put("/a", page(), X_Robots_Tag="noai", Content_Type="text/html"), fetcher)
    assert skipped.reason == "opt-out"
    assert "X-Robots-Tag: noai" in skipped.message


def test_plain_text(site, fetcher):
    (story,) = read(site.put("/a.txt", WORDS, Content_Type="text/plain"), fetcher)
    assert (story.text, story.source_id, story.url) == (WORDS, site.url("/a.txt"), site.url("/a.txt"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_file_of_lines(site, fetcher, pack):
    lines = "\n".join(json.dumps({"text": f"{WORDS}{n}"}) for n in range(3)) + "\nbroken\n"
    url = site.put("/a.jsonl", pack(lines.encode()), Content_Type="application/octet-stream")
    *stories, skipped = read(url, fetcher)
    assert [s.source_id for s in stories] == [f"{url}:{n}" for n in (1, 2, 3)]
    assert (skipped.source_id, skipped.line) == (url, 4)
    assert skipped.message.startswith(url)


def test_packed_file_that_is_a_bomb(site, fetcher):
    url = site.put("/a.txt.gz", gzip.compress(b"\0" * 5_000_000), Content_Type="application/gzip")
    assert [s.reason for s in read(url, fetcher)] == ["too-large"]


def test_empty_body(site, fetcher):
    (skipped,) = read(site.put("/feed", b" \n"), fetcher)
    assert (skipped.reason, skipped.message.startswith(site.url("/feed"))) == ("empty", True)


def test_failure_is_one_skipped(site, fetcher):
    (skipped,) = read(site.put("/feed", status=404), fetcher)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "missing"


def test_304_that_was_not_asked_for(site, fetcher):
    assert [s.reason for s in read(site.put("/feed", status=304), fetcher)] == ["server"]


def test_moved_feed_is_told(site, fetcher, said):
    site.put("/new", rss(("Boats", SUMMARY, "https://courier.example/a")))
    site.lead("/old", "/new", 301)
    assert len(read(site.url("/old"), fetcher)) == 1
    assert said == [f"{site.url('/old')}: moved for good to {site.url('/new')}. Write that URL from now on."]


def test_a_feed_on_the_open_internet_does_not_lead_inside(site, fetcher):
    feed = Fetched(url="https://courier.example/feed", body=b"", is_public=True)
    entry = next(read_url(site.put("/feed", rss(("Boats", SUMMARY, site.url("/a")))), About(), fetcher))
    skipped, _ = room.complete([entry], feed, About(), fetcher)
    assert skipped.reason == "refused"
    assert "/a" not in site.paths()


@pytest.mark.parametrize(
    ("raw", "charset", "text", "is_wrong"),
    [
        ("Málaga".encode(), "utf-8", "Málaga", False),
        ("Málaga".encode(), "iso-8859-1", "Málaga", True),
        ("Málaga".encode("cp1252"), "utf-8", "Málaga", True),
        ("Málaga “now”".encode("cp1252"), "iso-8859-1", "Málaga “now”", False),
        ("Киев".encode("cp1251"), "windows-1251", "Киев", False),
        ("Киев".encode("koi8-r"), "no-such-thing", None, True),
        (b'<meta charset="windows-1251">' + "Киев".encode("cp1251"), None, '<meta charset="windows-1251">Киев', False),
        ("Málaga".encode("utf-16"), "utf-8", "Málaga", True),
        (b"plain", "iso-8859-1", "plain", False),
    ],
)
def test_charsets(raw, charset, text, is_wrong):
    got, wrong = read_text(raw, charset)
    assert wrong is is_wrong
    assert text is None or got.text == text


def test_wrong_charset_is_said(site, fetcher, said):
    body = page(text="The port of Málaga was closed on Tuesday, the ministry said. " * 20).encode("cp1252")
    (story,) = read(site.put("/a", body, Content_Type="text/html; charset=utf-8"), fetcher)
    assert "Málaga" in story.text
    assert "charset" in said[0]


def test_feed_whose_charset_stands_in_the_header_only():
    raw = "<rss>Málaga".encode("cp1252")
    assert with_charset(raw, "iso-8859-1") == "<rss>Málaga".encode()
    own = '<?xml version="1.0" encoding="windows-1252"?><rss>Málaga'.encode("cp1252")
    assert with_charset(own, "utf-8") == own
    assert with_charset(own, "iso-8859-1") == own


def test_picture_under_the_name_of_a_page(site, fetcher):
    (skipped,) = read(site.put("/a", b"\x89PNG\r\n\x1a\n\0\0", Content_Type="text/html"), fetcher)
    assert (skipped.reason, skipped.source_id) == ("binary", site.url("/a"))


def test_a_page_instead_of_a_feed_names_the_feed():
    head = '<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">'
    answer = Fetched(url="https://courier.example/", body=page(head=head).encode(), content_type="text/html")
    failed = no_feed(answer, answer.url)
    assert failed.reason == "not-a-feed"
    assert failed.message.endswith("this one: https://courier.example/rss?a=1&b=2")
