"""The polite way to a URL: robots.txt first, then our turn, then the request."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from redshank.fetch.answers import DEFAULT_LIMITS, Failed, Limits, Outcome, Trouble
from redshank.fetch.get import get
from redshank.fetch.hosts import Hosts
from redshank.fetch.robots import Robots

BUSY_S = 60.0  # how long a host is left alone that is busy and does not say how long


class Fetcher:
    """What is remembered between requests: whose turn it is, what each robots.txt says, what was told already."""

    def __init__(
        self,
        *,
        limits: Limits = DEFAULT_LIMITS,
        hosts: Hosts | None = None,
        stop: threading.Event | None = None,
        say: Callable[[str], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with an empty memory.

        Args:
            limits: what a request may cost, and our contact.
            hosts: the turns; by default one second between two requests, and pauses that `stop` ends.
            stop: once set, whatever is going on ends within a moment.
            say: takes a line for the user, once a run each.
            clock: seconds that only grow.
        """
        self.limits = limits
        self.stop = stop or threading.Event()
        self.hosts = hosts or Hosts(clock=clock, sleep=self.stop.wait)
        self.robots = Robots(self._get_robots, clock=clock)
        self._say = say
        self._told: set[str] = set()

    def fetch(
        self, url: str, *, etag: str | None = None, modified: str | None = None, may_be_private: bool = True
    ) -> Outcome:
        """Get a URL when its host allows it and it is our turn.

        Args:
            url: http or https.
            etag: what the server called its last answer.
            modified: the Last-Modified of its last answer.
            may_be_private: False for a URL that a public page named.
        """
        outcome = get(
            url,
            etag=etag,
            modified=modified,
            limits=self.limits,
            may_be_private=may_be_private,
            gate=self._gate,
            stop=self.stop,
        )
        if isinstance(outcome, Failed) and outcome.reason == "busy":
            pause = BUSY_S if outcome.retry_after_s is None else outcome.retry_after_s
            self.hosts.hold(urlsplit(outcome.at or outcome.url).netloc, pause)
        return outcome

    def tell_once(self, message: str) -> None:
        """Say a line to the user, the first time only."""
        if self._say is not None and message not in self._told:
            self._say(message)
        self._told.add(message)

    @contextmanager
    def _gate(self, url: str, may_be_private: bool) -> Iterator[Failed | None]:
        veto = self.robots.veto(url, may_be_private)
        if veto is not None:
            yield veto
            return
        with self._turn(url, self.robots.rules_for(url, may_be_private).crawl_delay_s) as late:
            yield late

    def _get_robots(self, url: str, may_be_private: bool) -> Outcome:
        return get(url, limits=self.limits, may_be_private=may_be_private, gate=self._robots_gate, stop=self.stop)

    @contextmanager
    def _robots_gate(self, url: str, _may_be_private: bool) -> Iterator[Failed | None]:
        with self._turn(url, 0.0) as late:
            yield late

    @contextmanager
    def _turn(self, url: str, gap_s: float) -> Iterator[Failed | None]:
        """Take a turn, unless the host wants a pause that nobody can sit out."""
        host = urlsplit(url).netloc
        pause = self.hosts.pause_s(host, gap_s)
        if pause > self.limits.patience_s:
            what = f"{host} wants to be left alone for {pause:.0f} s more. It is asked later."
            yield Trouble("wait", what, retry_after_s=pause).failed(url)
            return
        with self.hosts.turn(host, gap_s):
            yield None
