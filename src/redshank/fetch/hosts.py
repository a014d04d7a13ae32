"""Take turns: one request at a time to a host, and a pause between two."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GAP_S = 1.0


class Hosts:
    """When each host was last asked, and when it may be asked again."""

    def __init__(
        self,
        gap_s: float = GAP_S,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Begin with no host.

        Args:
            gap_s: the least time between the end of a request and the next one.
            clock: seconds that only grow.
            sleep: how to wait; `stop.wait` of an Event makes every pause end when it is set.
        """
        self.gap_s = gap_s
        self._clock = clock
        self._sleep = sleep
        self._ended: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._door = threading.Lock()

    def pause_s(self, host: str, gap_s: float = 0.0) -> float:
        """Return how long this host must still be left alone.

        Args:
            host: name and port.
            gap_s: the pause that the host asks for, if longer than ours.
        """
        now = self._clock()
        ended = self._ended.get(host)
        free_at = now if ended is None else ended + max(self.gap_s, gap_s)
        return max(0.0, free_at - now, self._held.get(host, now) - now)

    def hold(self, host: str, pause_s: float) -> None:
        """Leave a host alone for a while, as it asked."""
        self._held[host] = max(self._held.get(host, 0.0), self._clock() + pause_s)

    @contextmanager
    def turn(self, host: str, gap_s: float = 0.0) -> Iterator[None]:
        """Wait for our turn with a host, and keep all others off it meanwhile."""
        with self._lock_of(host):
            pause = self.pause_s(host, gap_s)
            if pause > 0:
                self._sleep(pause)
            try:
                yield
            finally:
                self._ended[host] = self._clock()

    def _lock_of(self, host: str) -> threading.Lock:
        with self._door:
            return self._locks.setdefault(host, threading.Lock())
