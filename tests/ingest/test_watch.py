"""`redshank watch` and feed URLs: what a server gives goes into the archive once, and later versions take its place."""

import http.server
import sys
import threading

import pytest

import redshank.fetch  # noqa: F401 (loads the module that `hasty` changes)
from redshank.ingest.verify import verify
from redshank.store import Archive

ITEM = """<item><title>{title}</title><guid isPermaLink="false">{guid}</guid><link>{link}</link>
<pubDate>Mon, 14 Jun 1999 08:00:00 GMT</pubDate><description>{text}</description></item>"""
PAGE = '<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord Wire</title>{}</channel></rss>'
SUDAN = "Sudan expelled two Dutch diplomats on Monday. The Netherlands recalled its ambassador from Khartoum."
PERU = "Peru and Ecuador signed a peace treaty in Brasilia. Brazil welcomed the accord."


class Server:
    """A server of one feed; counts what it was asked and can be told what to say."""

    def __init__(self):
        self.items = [("Sudan expels diplomats", "g1", SUDAN)]
        self.asked = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers)))
                if self.path == "/robots.txt":
                    self.send_error(404)
                    return
                etag = f'"{len(outer.items)}-{hash(tuple(outer.items))}"'
                if self.headers.get("If-None-Match") == etag:
                    self.send_response(304)
                    self.end_headers()
                    return
                items = "".join(
                    ITEM.format(title=t, guid=g, link=f"{outer.url}/{g}", text=x) for t, g, x in outer.items
                )
                body = PAGE.format(items).encode()
                self.send_response(200)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server():
    """Run a feed on this machine."""
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def hasty(monkeypatch):
    """Let every feed be due at once and no host wait."""
    from redshank.cli import watch

    poll = sys.modules["redshank.fetch.poll"]
    monkeypatch.setattr(watch, "_now", lambda: float("inf"))
    monkeypatch.setattr(poll, "SHORTEST_S", 0.0)
    monkeypatch.setattr(poll, "LONGEST_S", 0.0)


def stories(path):
    with Archive(path) as archive:
        assert list(verify(archive)) == []
        return archive.rows("SELECT title, publisher, published, url, standing FROM stories ORDER BY title, standing")


def test_a_feed_url_is_a_source(server, tmp_path, redshank):
    ran = redshank("ingest", tmp_path / "west", f"{server.url}/feed")
    assert ran.code == 0, ran.err
    assert "1 new stories" in ran.out
    (story,) = stories(tmp_path / "west")
    assert story["publisher"] == "Fjord Wire"
    assert story["published"].isoformat() == "1999-06-14"
    assert story["url"] == f"{server.url}/g1"
    assert "0 new stories" in redshank("ingest", tmp_path / "west", f"{server.url}/feed").out


def test_a_watch_takes_what_is_new_and_asks_politely(server, tmp_path, redshank, hasty):
    path = tmp_path / "west"
    ran = redshank("watch", path, f"{server.url}/feed", "--once", "--contact", "desk@fjord.example")
    assert ran.code == 0, ran.err
    assert "1 new stories" in ran.out
    assert any("desk@fjord.example" in headers.get("User-Agent", "") for _, headers in server.asked)
    assert redshank("watch", path, "--once").code == 0
    assert "If-None-Match" in server.asked[-1][1]
    server.items.append(("Treaty", "g2", PERU))
    ran = redshank("watch", path, "--once")
    assert "1 new stories" in ran.out
    assert [s["title"] for s in stories(path)] == ["Sudan expels diplomats", "Treaty"]


def test_a_later_version_of_an_entry_takes_the_place_of_the_earlier_one(server, tmp_path, redshank, hasty):
    path = tmp_path / "west"
    redshank("watch", path, f"{server.url}/feed", "--once")
    server.items[0] = ("Sudan expels diplomats", "g1", SUDAN.replace("two", "three"))
    ran = redshank("watch", path, "--once")
    assert "1 stories superseded" in ran.out, ran.err
    assert [s["standing"] for s in stories(path)] == ["current", "superseded"]


def test_a_dead_feed_is_told_and_the_other_goes_on(server, tmp_path, redshank, hasty):
    path = tmp_path / "west"
    dead = "http://127.0.0.1:9/feed"
    ran = redshank("watch", path, dead, f"{server.url}/feed", "--once")
    assert ran.code == 0, ran.err
    assert "1 new stories" in ran.out
    with Archive(path) as archive:
        (skip,) = archive.rows("SELECT * FROM skips")
        assert dead in skip["message"]


def test_what_is_no_feed_url_is_refused_and_a_list_can_be_read(server, tmp_path, redshank, hasty):
    ran = redshank("watch", tmp_path / "west", "feeds/world.xml")
    assert ran.code == 1
    assert "redshank ingest" in ran.err
    assert "watches no feed yet" in redshank("watch", tmp_path / "west").err
    (tmp_path / "feeds.txt").write_text(f"# ours\n{server.url}/feed  # wire\n", encoding="utf-8")
    assert "1 new stories" in redshank("watch", tmp_path / "west", "--list", tmp_path / "feeds.txt", "--once").out
    assert "1 feeds taken off" in redshank("watch", tmp_path / "west", f"{server.url}/feed", "--drop").out
