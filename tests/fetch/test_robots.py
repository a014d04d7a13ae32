"""robots.txt, turns, and pages that opt out."""

import threading

import msgspec
import pytest

from fetch.site import QUICK, Time
from redshank.fetch.answers import Failed, Fetched
from redshank.fetch.fetcher import Fetcher
from redshank.fetch.hosts import Hosts
from redshank.fetch.robots import Robots, opt_out

RULES = "User-agent: *\nDisallow: /closed/\nCrawl-delay: 5\n\nUser-agent: redshank\nDisallow: /not-you\n"


def test_what_robots_txt_forbids_is_not_asked(site, fetcher):
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n")
    site.put("/closed/a", "x")
    failed = fetcher.fetch(site.url("/closed/a"))
    assert failed.reason == "robots"
    assert "robots.txt of 127.0.0.1" in failed.message
    assert site.paths() == ["/robots.txt"]


def test_our_own_name_is_heard(site, fetcher):
    site.put("/robots.txt", RULES)
    site.put("/closed/a", "x")
    assert fetcher.fetch(site.url("/not-you")).reason == "robots"
    assert isinstance(fetcher.fetch(site.url("/closed/a")), Fetched)


def test_robots_txt_is_asked_once_a_day(site, fetcher, time_):
    site.put("/a", "x")
    for _ in range(3):
        fetcher.fetch(site.url("/a"))
    assert site.paths().count("/robots.txt") == 1
    time_.now += 86_401
    fetcher.fetch(site.url("/a"))
    assert site.paths().count("/robots.txt") == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing(site, fetcher, status):
    site.put("/robots.txt", status=status)
    site.put("/a", "x")
    assert isinstance(fetcher.fetch(site.url("/a")), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_txt_that_cannot_be_had_means_wait(site, fetcher, time_, status):
    site.put("/robots.txt", status=status)
    site.put("/a", "x")
    failed = fetcher.fetch(site.url("/a"))
    assert failed.reason == "wait"
    assert "robots.txt cannot be had" in failed.message
    assert "/a" not in site.paths()
    site.put("/robots.txt", "")
    assert fetcher.fetch(site.url("/a")).reason == "wait"
    time_.now += 601
    assert isinstance(fetcher.fetch(site.url("/a")), Fetched)


def test_robots_txt_that_times_out_means_wait(site, fetcher):
    site.pages["/robots.txt"] = lambda handler: handler.server.site.over.wait(2)
    fetcher.limits = msgspec.structs.replace(QUICK, read_s=0.03)
    assert fetcher.fetch(site.url("/a")).reason == "wait"


def test_robots_txt_in_a_circle_forbids_nothing(site, fetcher):
    site.lead("/robots.txt", "/robots.txt")
    site.put("/a", "x")
    assert isinstance(fetcher.fetch(site.url("/a")), Fetched)


def test_a_redirect_is_checked_too(site, fetcher):
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed\n")
    site.lead("/a", "/closed")
    failed = fetcher.fetch(site.url("/a"))
    assert (failed.url, failed.at, failed.reason) == (site.url("/a"), site.url("/closed"), "robots")
    assert "/closed" not in site.paths()


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: redshank\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 7", 3.0),
        ("User-agent: *\nRequest-rate: 1/10s", 10.0),
        ("<html>no robots here</html>", 0.0),
        ("", 0.0),
    ],
)
def test_crawl_delays(text, delay):
    robots = Robots(lambda url, _: Fetched(url=url, body=text.encode()), clock=Time().clock)
    assert robots.rules_for("https://courier.example/a").crawl_delay_s == delay


def test_a_second_between_two_requests(site, fetcher, time_):
    site.put("/a", "x")
    for _ in range(3):
        fetcher.fetch(site.url("/a"))
    assert time_.naps == [1.0, 1.0, 1.0]  # after robots.txt, and between the pages


def test_crawl_delay_is_kept(site, fetcher, time_):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 5\n")
    site.put("/a", "x")
    fetcher.fetch(site.url("/a"))
    assert time_.naps == [5.0]


def test_a_pause_that_nobody_sits_out(site, fetcher, time_):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    site.put("/a", "x")
    failed = fetcher.fetch(site.url("/a"))
    assert (failed.reason, failed.retry_after_s, time_.naps) == ("wait", 3600.0, [])


def test_a_busy_host_is_left_alone(site, fetcher, time_):
    site.put("/a", status=429, Retry_After="500")
    site.put("/b", "x")
    assert fetcher.fetch(site.url("/a")).reason == "busy"
    assert fetcher.fetch(site.url("/b")).reason == "wait"
    assert "/b" not in site.paths()
    time_.now += 501
    assert isinstance(fetcher.fetch(site.url("/b")), Fetched)


def test_one_request_at_a_time():
    hosts, inside, most = Hosts(0.0), [], []

    def ask():
        with hosts.turn("courier.example"):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_other_hosts_do_not_wait():
    time_ = Time()
    hosts = Hosts(clock=time_.clock, sleep=time_.sleep)
    for host in ("a.example", "b.example", "c.example"):
        with hosts.turn(host):
            pass
    assert time_.naps == []


@pytest.mark.parametrize(
    ("headers", "sign"),
    [
        ({"X-Robots-Tag": "noindex"}, "X-Robots-Tag: noindex"),
        ({"x-robots-tag": "nofollow, NoAI"}, "X-Robots-Tag: noai"),
        ({"X-Robots-Tag": "none"}, "X-Robots-Tag: none"),
        ({"X-Robots-Tag": "otherbot: noindex, nofollow"}, None),
        ({"X-Robots-Tag": "otherbot: nofollow, redshank: noindex"}, "X-Robots-Tag: noindex"),
        ({"X-Robots-Tag": "max-snippet: 20, noindex"}, "X-Robots-Tag: noindex"),
        ({"X-Robots-Tag": "all"}, None),
        ({"TDM-Reservation": "1"}, "TDM-Reservation: 1"),
        ({"TDM-Reservation": "0"}, None),
        ({}, None),
    ],
)
def test_headers_that_opt_out(headers, sign):
    page = Fetched(url="https://courier.example/a", body=b"", headers=tuple(headers.items()))
    assert opt_out(page) == sign


@pytest.mark.parametrize(
    ("tag", "sign"),
    [
        ('<meta name="robots" content="noai, noimageai">', "robots: noai"),
        ("<META CONTENT=noindex NAME=robots>", "robots: noindex"),
        ("<meta name='tdm-reservation' content='1'/>", "TDM-Reservation: 1"),
        ('<meta name="robots" content="index, follow">', None),
        ('<meta name="googlebot" content="noindex">', None),
        ('<meta name="description" content="noindex, noai">', None),
    ],
)
def test_meta_tags_that_opt_out(tag, sign):
    page = Fetched(url="https://courier.example/a", body=f"<html><head>{tag}</head>".encode())
    assert opt_out(page) == sign


def test_a_tag_inside_a_file_of_stories_speaks_for_nobody():
    body = b'{"text": "The page said <meta name=robots content=noai>."}'
    assert opt_out(Fetched(url="https://courier.example/a.jsonl", body=body)) is None


def test_stop_is_no_word_against_a_host(site):
    stop = threading.Event()
    stop.set()
    fetcher = Fetcher(limits=QUICK, stop=stop)
    failed = fetcher.fetch(site.url("/a"))
    assert isinstance(failed, Failed)
    assert failed.reason == "stopped"
    stop.clear()
    site.put("/a", "x")
    fetcher.hosts.gap_s = 0
    assert isinstance(fetcher.fetch(site.url("/a")), Fetched)
