"""Ask before reading: robots.txt of a host, and the signs by which a page opts out."""

import re
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from redshank.fetch.answers import Failed, Fetched, Outcome, Trouble
from redshank.fetch.get import AGENT

KEPT_S = 86_400.0
ASKED_AGAIN_S = 600.0  # after robots.txt could not be had
MOST_BYTES = 512_000  # of a robots.txt that are read; RFC 9309 asks for 500 KiB at least
MOST_HOSTS = 5_000
# No file, or one that can never be reached, forbids nothing (RFC 9309, 2.3.1.2 and 2.3.1.3).
NO_FILE = frozenset({"missing", "gone", "forbidden", "client", "circle", "redirects"})

NO_MACHINES = frozenset({"none", "noindex", "noai"})
WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
ATTRIBUTE = re.compile(rb"\b(name|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
HEAD_BYTES = 200_000


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What one host's robots.txt says, as long as we may rely on it."""

    until: float
    rules: Any = None  # of protego; None = everything is allowed
    wait: Failed | None = None  # it could not be had: nothing is allowed for now
    crawl_delay_s: float = 0.0


class Robots:
    """robots.txt of every host, fetched once a day."""

    def __init__(self, fetch: Callable[[str, bool], Outcome], *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with no host.

        Args:
            fetch: gets a robots.txt, given its URL and whether it may be on a private network.
            clock: seconds that only grow.
        """
        self._fetch = fetch
        self._clock = clock
        self._known: dict[str, Rules] = {}

    def rules_for(self, url: str, may_be_private: bool = True) -> Rules:
        """Return what the host of a URL says, from memory if it is not a day old."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(origin)
        if known is None or known.until <= self._clock():
            if len(self._known) >= MOST_HOSTS:
                self._known.clear()
            known = self._known[origin] = self._read(self._fetch(f"{origin}/robots.txt", may_be_private))
        return known

    def veto(self, url: str, may_be_private: bool = True) -> Failed | None:
        """Return why a URL must not be fetched, or None."""
        known = self.rules_for(url, may_be_private)
        if known.wait is not None and known.wait.reason == "stopped":
            return known.wait
        if known.wait is not None:
            what = f"its robots.txt cannot be had, so it is not asked for now. {known.wait.message}"
            return Trouble("wait", what, retry_after_s=known.wait.retry_after_s).failed(url)
        if known.rules is None or known.rules.can_fetch(url, AGENT):
            return None
        what = f"robots.txt of {urlsplit(url).netloc} does not allow it. Ask the publisher, or leave it out."
        return Trouble("robots", what).failed(url)

    def _read(self, outcome: Outcome) -> Rules:
        now = self._clock()
        if isinstance(outcome, Failed) and outcome.reason in NO_FILE:
            return Rules(until=now + KEPT_S)
        if isinstance(outcome, Failed):
            pause = 0.0 if outcome.reason == "stopped" else max(ASKED_AGAIN_S, outcome.retry_after_s or 0.0)
            return Rules(until=now + pause, wait=outcome)
        body = outcome.body if isinstance(outcome, Fetched) else b""
        return _parse(body, now + KEPT_S)


def _parse(body: bytes, until: float) -> Rules:
    from protego import Protego

    rules = Protego.parse(body[:MOST_BYTES].decode("utf-8-sig", "replace"))
    delay = rules.crawl_delay(AGENT) or 0.0
    rate = rules.request_rate(AGENT)
    if rate is not None and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    return Rules(until=until, rules=rules, crawl_delay_s=delay)


def opt_out(page: Fetched) -> str | None:
    """Return the sign by which a page asks not to be read by machines, or None.

    Heard are X-Robots-Tag and TDM-Reservation, as headers and as meta tags of the page.
    """
    is_markup = page.body[:100].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    tags = _metas(page.body[:HEAD_BYTES]) if is_markup else {}
    for value in (*page.header("TDM-Reservation"), *tags.get("tdm-reservation", ())):
        if value.strip() == "1":
            return "TDM-Reservation: 1"
    for value in page.header("X-Robots-Tag"):
        for word in _directives(value):
            if word in NO_MACHINES:
                return f"X-Robots-Tag: {word}"
    for value in (*tags.get("robots", ()), *tags.get(AGENT, ())):
        for word in _words(value):
            if word in NO_MACHINES:
                return f"robots: {word}"
    return None


def _directives(value: str) -> Iterable[str]:
    """Give the directives of an X-Robots-Tag that speak to us: "otherbot: noindex" speaks to another."""
    is_for_us = True
    for part in value.lower().split(","):
        name, colon, rest = (s.strip() for s in part.partition(":"))
        if colon and name not in WITH_VALUE:
            is_for_us = name in (AGENT, "*")
            name = rest
        if is_for_us:
            yield name


def _words(value: str) -> list[str]:
    return [word.strip().lower() for word in value.split(",")]


def _metas(head: bytes) -> dict[str, list[str]]:
    """Return the contents of the meta tags by their names."""
    found: dict[str, list[str]] = {}
    for tag in META.findall(head):
        pairs = {key.lower(): b"".join(values) for key, *values in ATTRIBUTE.findall(tag)}
        name = pairs.get(b"name", b"").decode("ascii", "replace").strip().lower()
        found.setdefault(name, []).append(pairs.get(b"content", b"").decode("ascii", "replace"))
    return found
