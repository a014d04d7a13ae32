"""A real server on 127.0.0.1 that can misbehave in every way, a clock that stands still, feeds and pages to serve."""

import contextlib
import http.server
import threading

from redshank.fetch.answers import Limits

QUICK = Limits(connect_s=0.5, read_s=0.5, total_s=2.0, most_bytes=100_000, contact="https://desk.example/bot")


class Time:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self):
        self.now = 1000.0
        self.naps = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.naps.append(seconds)
        self.now += seconds


class Site:
    """Pages by path: (status, headers, body), or a function that is given the handler and writes what it likes."""

    def __init__(self, port):
        self.port = port
        self.pages = {}
        self.asked = []  # (path, headers)
        self.over = threading.Event()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def put(self, path, body=b"", status=200, **headers):
        body = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)
        return self.url(path)

    def lead(self, path, to, status=302):
        return self.put(path, status=status, Location=to)

    def paths(self):
        return [path for path, _ in self.asked]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        page = site.pages.get(self.path, (404, {}, b"no such page"))
        with contextlib.suppress(OSError):
            if callable(page):
                page(self)
            else:
                self.give(*page)
        self.close_connection = True

    def give(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def rss(*items, title="Harbour Courier"):
    """Return a feed; an item is (title, text, link)."""
    entries = "".join(
        f"<item><title>{t}</title><description>{d}</description><link>{u}</link><guid>{u}</guid>"
        "<pubDate>Tue, 03 Mar 2015 08:00:00 GMT</pubDate></item>"
        for t, d, u in items
    )
    link = "https://courier.example/"
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>{link}</link><description>News</description>{entries}</channel></rss>"
    )


WORDS = "The port ministry of Norlund said on Tuesday that two patrol boats had been handed to Estmark. "


def page(title="Boats handed over", text=WORDS * 30, head=""):
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        + "".join(f"<p>{text}</p>" for _ in range(1))
        + "</article></body></html>"
    )
