"""What the tests of fetching share: the server, the clock that stands still, the fetcher on both."""

import sys
import threading
import types
from http.server import ThreadingHTTPServer

import pytest

from fetch.site import QUICK, Handler, Site, Time
from redshank.fetch.fetcher import Fetcher
from redshank.fetch.hosts import Hosts
from redshank.read.story import Fields, make_story


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
    thread.start()
    yield server.site
    server.site.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def time_():
    return Time()


@pytest.fixture
def said():
    return []


@pytest.fixture
def fetcher(time_, said):
    hosts = Hosts(clock=time_.clock, sleep=time_.sleep)
    return Fetcher(limits=QUICK, hosts=hosts, say=said.append, clock=time_.clock)


def _stub():
    """Stand in for the reader of feeds where it does not exist yet."""
    import xml.etree.ElementTree as tree

    module = types.ModuleType("redshank.read.feeds")

    def read_feed(raw, name, about):
        for item in tree.fromstring(raw).iter("item"):
            title, text, link = (item.findtext(tag) or "" for tag in ("title", "description", "link"))
            fields = Fields(text=text, title=title, url=link, published="2015-03-03", publisher="Harbour Courier")
            yield make_story(fields, about, link)

    module.looks_like_feed = lambda raw: b"<rss" in raw[:500]
    module.read_feed = read_feed
    return module


@pytest.fixture(autouse=True)
def feeds_reader(monkeypatch):
    try:
        import redshank.read.feeds  # noqa: F401
    except ImportError:
        monkeypatch.setitem(sys.modules, "redshank.read.feeds", _stub())
