"""The watch: when a feed is due, what is handed over, and that nothing is lost or asked too often."""

import importlib
import os
import signal
import threading

import msgspec
import pytest

from fetch.site import QUICK, page, rss
from redshank.fetch.answers import Failed, Fetched, Unchanged
from redshank.fetch.fetcher import Fetcher
from redshank.fetch.hosts import Hosts
from redshank.fetch.poll import Feed, after, poll, stop_on_signals
from redshank.records import Skipped, Story

URL = "https://courier.example/feed"
NEWS = Fetched(url=URL, body=b"x", etag='"8"', modified="Tuesday")
SAME = Unchanged(url=URL)
BOATS = "Norlund handed two patrol boats to Estmark."


def failed(reason="timeout", **more):
    return Failed(url=URL, reason=reason, message=f"{URL}: bad", **more)


def test_news_shortens_and_silence_lengthens():
    feed = Feed(url=URL)
    busy = after(feed, NEWS, 1000.0, new=3)
    assert (busy.interval, busy.next_due, busy.etag, busy.modified) == (900.0, 1900.0, '"8"', "Tuesday")
    quiet = after(busy, SAME, 2000.0)
    assert (quiet.interval, quiet.etag) == (1350.0, '"8"')
    assert after(feed, NEWS, 0.0).interval == 2700.0


@pytest.mark.parametrize(("outcome", "new", "end"), [(NEWS, 1, 300.0), (SAME, 0, 86_400.0)])
def test_intervals_stay_between_five_minutes_and_a_day(outcome, new, end):
    feed = Feed(url=URL)
    for _ in range(30):
        feed = after(feed, outcome, 0.0, new=new)
    assert feed.interval == end


def test_failures_back_off_and_are_forgotten():
    feed, pauses = Feed(url=URL), []
    for n in range(1, 12):
        feed = after(feed, failed(), 0.0)
        assert feed.failures == n
        pauses.append(feed.next_due)
    assert 0.8 * 1800 <= pauses[0] <= 1800
    assert pauses[3] > 3 * pauses[0]
    assert 0.8 * 86_400 <= pauses[-1] <= 86_400
    assert feed.trouble == f"{URL}: bad"
    well = after(feed, SAME, 0.0)
    assert (well.failures, well.trouble, well.interval) == (0, None, 2700.0)


def test_feeds_of_one_dead_host_do_not_come_back_together():
    dues = {after(Feed(url=f"{URL}/{n}"), failed(), 0.0).next_due for n in range(20)}
    assert len(dues) == 20


def test_after_is_pure():
    assert after(Feed(url=URL), failed(), 5.0) == after(Feed(url=URL), failed(), 5.0)


def test_retry_after_is_honoured():
    assert after(Feed(url=URL), failed("busy", retry_after_s=200_000.0), 1000.0).next_due == 201_000.0
    assert after(Feed(url=URL), failed("busy", retry_after_s=1.0), 1000.0).next_due > 2000.0


def test_gone_moved_stopped():
    assert after(Feed(url=URL), failed("gone"), 0.0).gone
    moved = after(Feed(url=URL), msgspec.structs.replace(NEWS, moved_to="https://new.example/"), 0.0)
    assert moved.moved_to == "https://new.example/"
    assert after(moved, SAME, 0.0).moved_to == "https://new.example/"
    assert after(moved, failed("timeout"), 0.0).moved_to == "https://new.example/"
    assert after(moved, failed("missing"), 0.0).moved_to is None
    assert after(moved, failed("stopped"), 0.0) is moved


class Desk:
    """Takes stories and keeps states, as the caller of poll does."""

    def __init__(self):
        self.taken, self.saved, self.order = [], {}, []

    def take(self, feed, stories):
        for story in stories:
            self.taken.append(story)
            self.order.append("take")

    def save(self, feed):
        self.saved[feed.url] = feed
        self.order.append("save")

    @property
    def stories(self):
        return [s for s in self.taken if isinstance(s, Story)]

    @property
    def reasons(self):
        return [s.reason for s in self.taken if isinstance(s, Skipped)]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def watch(desk, fetcher, time_):
    """Return a function that polls feeds for some rounds, on the clock that stands still."""

    def run(*feeds, rounds=1, **options):
        feeds = [Feed(url=f) if isinstance(f, str) else f for f in feeds]
        poll(feeds, desk.take, time_.clock, time_.sleep, rounds=rounds, fetcher=fetcher, save=desk.save, **options)
        return desk.saved

    return run


def test_new_entries_are_handed_over_once_and_saved_after(site, watch, desk):
    url = site.put("/feed", rss(("Boats", BOATS, "https://courier.example/a")), ETag='"1"')
    saved = watch(url)
    assert desk.order == ["take", "save"]
    assert saved[url].etag == '"1"'
    site.put(
        "/feed", rss(("Talks", "They met.", "https://courier.example/b"), ("Boats", BOATS, "https://courier.example/a"))
    )
    saved = watch(saved[url])
    assert [s.title for s in desk.stories] == ["Boats", "Talks"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert watch(saved[url])[url].interval == 1800 * 0.5 * 0.5 * 1.5
    assert len(desk.stories) == 2


def test_an_entry_whose_words_change_is_new(site, watch, desk):
    url = site.put("/feed", rss(("Boats", BOATS, "https://courier.example/a")))
    saved = watch(url)
    site.put("/feed", rss(("Boats", BOATS + " Corrected: three.", "https://courier.example/a")))
    watch(saved[url])
    assert len(desk.stories) == 2


def test_the_clock_moves_from_visit_to_visit(site, watch, desk, time_):
    url = site.put("/feed", status=304)
    watch(url, rounds=3)
    assert site.paths().count("/feed") == 3
    assert time_.now >= 1000 + 2700 + 4050
    assert max(time_.naps) <= 60
    assert desk.taken == []


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def test_bad_feeds_do_not_stop_the_good_one(site, watch, desk, fetcher):
    fetcher.limits = msgspec.structs.replace(QUICK, read_s=0.03)
    site.pages["/silent"] = lambda handler: handler.server.site.over.wait(2)
    site.pages["/endless"] = endless
    site.lead("/circle", "/circle")
    site.put("/cut", b"half", Content_Length="1000")
    site.put("/page", page(), Content_Type="text/html")
    site.put("/empty", b"")
    site.put("/away", status=404)
    bad = ["/silent", "/endless", "/circle", "/cut", "/page", "/empty", "/away"]
    good = site.put("/zzz", rss(("Boats", BOATS, "https://courier.example/a")))
    saved = watch(*[site.url(path) for path in bad], good)
    assert len(desk.stories) == 1
    assert sorted(desk.reasons) == sorted(["timeout", "too-large", "circle", "cut", "not-a-feed", "empty", "missing"])
    assert len(saved) == 8
    assert all(saved[site.url(path)].failures == 1 for path in bad)
    assert all("\n" not in s.message for s in desk.taken if isinstance(s, Skipped))


@pytest.mark.parametrize("body", ["", page(), rss(("Boats", BOATS, "/a"))])
def test_no_password_in_what_is_told_or_stored(site, watch, desk, body):
    site.put("/feed", body)
    url = f"http://editor:secret@127.0.0.1:{site.port}/feed"
    saved = watch(url)
    told = [f"{saved[url].trouble} {saved[url].moved_to}", *map(str, desk.taken)]
    assert desk.taken
    assert not any("secret" in line for line in told)


def test_gone_feed_ends_the_watch(site, watch, desk):
    url = site.put("/feed", status=410)
    saved = watch(url, rounds=None)
    assert saved[url].gone
    assert desk.reasons == ["gone"]
    watch(saved[url], rounds=None)
    assert len(site.paths()) == 2


def test_moved_feed_is_asked_at_its_new_place(site, watch):
    site.put("/new", rss(("Boats", BOATS, "https://courier.example/a")))
    url = site.lead("/old", "/new", 301)
    saved = watch(url)
    assert saved[url].moved_to == site.url("/new")
    watch(saved[url])
    assert site.paths()[-1] == "/new"
    assert site.paths().count("/old") == 1


def test_a_page_at_the_new_place_is_no_move(site, watch):
    site.put("/portal", page(), Content_Type="text/html")
    url = site.lead("/feed", "/portal", 301)
    assert watch(url)[url].moved_to is None


def test_page_that_failed_for_now_is_read_later(site, watch, desk, time_):
    site.put("/a", status=500)
    url = site.put("/feed", rss(("Boats", BOATS, site.url("/a"))), ETag='"1"')
    saved = watch(url, full_text=True)
    assert desk.reasons == ["server"]
    assert (saved[url].etag, saved[url].seen) == (None, ())
    assert saved[url].interval > 1800
    site.put("/a", page(), Content_Type="text/html")
    saved = watch(saved[url], full_text=True)
    assert len(desk.stories[-1].text) > 1000
    watch(saved[url], full_text=True)
    assert site.paths().count("/a") == 2


def test_error_of_the_caller_is_the_callers(site, desk, fetcher, time_):
    def full(feed, stories):
        raise OSError("no space left")

    url = site.put("/feed", rss(("Boats", BOATS, "https://courier.example/a")))
    with pytest.raises(OSError, match="no space"):
        poll([Feed(url=url)], full, time_.clock, time_.sleep, rounds=1, fetcher=fetcher, save=desk.save)
    assert desk.saved == {}


def test_a_reader_that_breaks_is_one_failure(site, watch, desk, monkeypatch):
    def broken(*_):
        raise RuntimeError("two\nlines")

    url = site.put("/feed", rss(("Boats", BOATS, "https://courier.example/a")))
    monkeypatch.setattr(importlib.import_module("redshank.fetch.poll"), "read_entries", broken)
    assert watch(url)[url].failures == 1
    assert desk.reasons == ["broken"]
    assert "\n" not in desk.taken[0].message


def test_a_stop_between_stories_saves_nothing(site, desk, fetcher, time_):
    url = site.put("/feed", rss(("Boats", BOATS, "https://courier.example/a")))
    other = site.put("/other", rss(("Talks", "They met.", "https://courier.example/b")))

    def take(feed, stories):
        desk.take(feed, stories)
        fetcher.stop.set()

    poll([Feed(url=url), Feed(url=other)], take, time_.clock, time_.sleep, fetcher=fetcher, save=desk.save)
    assert desk.saved == {}
    assert len(desk.stories) == 1


def test_sigterm_ends_a_nap(desk):
    before = [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)]
    try:
        stop = stop_on_signals()
        fetcher = Fetcher(limits=QUICK, stop=stop, hosts=Hosts(0.0))
        threading.Timer(0.02, os.kill, (os.getpid(), signal.SIGTERM)).start()
        poll([Feed(url=URL, next_due=9e12)], desk.take, fetcher=fetcher, save=desk.save)
        assert stop.is_set()
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)


def test_feed_survives_json():
    feed = Feed(url=URL, etag='"1"', seen=("a", "b"), moved_to="https://new.example/", trouble="bad")
    assert msgspec.json.decode(msgspec.json.encode(feed), type=Feed) == feed
