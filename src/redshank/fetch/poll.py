"""Watch feeds: ask each when it is due, more often where news comes, ever more rarely where it fails."""

import signal
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from redshank.fetch.address import plain
from redshank.fetch.answers import FOR_NOW, Failed, Fetched, Outcome, Trouble, Unchanged
from redshank.fetch.feed import complete, empty, is_feed, no_feed, page_link, read_entries, tell_moved
from redshank.fetch.fetcher import Fetcher
from redshank.read.about import About
from redshank.records import Skipped, Story

SHORTEST_S = 300.0
LONGEST_S = 86_400.0
FIRST_S = 1_800.0
SHORTEN, LENGTHEN = 0.5, 1.5
JITTER = 0.2  # of a pause after a failure, so that a hundred feeds of one dead host do not come back at once
LONGEST_NAP_S = 60.0  # the clock is read again at least so often: a laptop may have slept
MOST_SEEN = 2_000

Stories = Iterator[Story | Skipped]


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a feed from one time to the next."""

    url: str  # as the user wrote it
    etag: str | None = None
    modified: str | None = None
    next_due: float = 0.0  # seconds since 1970
    interval: float = FIRST_S  # seconds between two visits when all is well
    failures: int = 0  # in a row
    gone: bool = False  # 410: never asked again
    moved_to: str | None = None
    seen: tuple[str, ...] = ()  # the entries that were taken, newest last
    trouble: str | None = None  # the message of the last failure


def after(feed: Feed, outcome: Outcome, now: float, *, new: int = 0) -> Feed:
    """Return the feed as it stands after a visit.

    Args:
        feed: as it was.
        outcome: what the visit gave.
        now: seconds since 1970.
        new: how many entries were new.
    """
    if isinstance(outcome, Failed):
        return _after_failure(feed, outcome, now)
    factor = SHORTEN if new else LENGTHEN
    interval = min(LONGEST_S, max(SHORTEST_S, feed.interval * factor))
    feed = msgspec.structs.replace(
        feed,
        interval=interval,
        next_due=now + interval,
        failures=0,
        trouble=None,
        moved_to=outcome.moved_to or feed.moved_to,
    )
    if isinstance(outcome, Unchanged):
        return feed
    return msgspec.structs.replace(feed, etag=outcome.etag, modified=outcome.modified)


def _after_failure(feed: Feed, failed: Failed, now: float) -> Feed:
    if failed.reason == "stopped":
        return feed
    failures = feed.failures + 1
    pause = min(LONGEST_S, max(SHORTEST_S, feed.interval) * 2.0 ** min(failures - 1, 20))
    pause *= 1 - JITTER * _chance(feed.url, failures)
    return msgspec.structs.replace(
        feed,
        failures=failures,
        trouble=failed.message,
        gone=failed.reason == "gone",
        next_due=now + max(pause, failed.retry_after_s or 0.0),
        # The new place may have been a mistake: the next visit begins at the old one.
        moved_to=None if failed.reason in ("missing", "name", "not-a-feed") else feed.moved_to,
    )


def _chance(url: str, failures: int) -> float:
    """Return a number in [0, 1) that differs from feed to feed and is the same each time."""
    return zlib.crc32(f"{failures} {url}".encode()) / 2**32


def poll(
    feeds: Iterable[Feed],
    take: Callable[[Feed, Stories], Any],
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], object] | None = None,
    stop: threading.Event | None = None,
    rounds: int | None = None,
    *,
    fetcher: Fetcher,
    save: Callable[[Feed], Any],
    about: About | None = None,
    full_text: bool = False,
) -> None:
    """Visit the feeds as they fall due, until told to stop.

    A feed is saved after its stories were taken: a crash in between repeats a visit and loses nothing.

    Args:
        feeds: as they were saved last.
        take: reads the new stories of a feed, and a Skipped for each failure.
        clock: seconds since 1970.
        sleep: how to wait; by default until `stop` is set.
        stop: ends the watch; by default the fetcher's.
        rounds: how often to go through the due feeds; None = for ever.
        fetcher: the polite way to a feed; give it the same `stop`.
        save: keeps the state of a feed.
        about: what the user says of all stories.
        full_text: read the pages behind the summaries.
    """
    stop = stop or fetcher.stop
    sleep = sleep or stop.wait
    states = {feed.url: feed for feed in feeds if not feed.gone}
    done = 0
    while states and not stop.is_set() and (rounds is None or done < rounds):
        pause = min(feed.next_due for feed in states.values()) - clock()
        if pause > 0:
            sleep(min(pause, LONGEST_NAP_S))
            continue
        for feed in _due(states.values(), clock()):
            if stop.is_set():
                return
            left = visit(feed, take, fetcher, about or About(), clock, full_text=full_text)
            if stop.is_set() and left is feed:
                return
            save(left)
            states[feed.url] = left
        states = {url: feed for url, feed in states.items() if not feed.gone}
        done += 1


def _due(feeds: Iterable[Feed], now: float) -> list[Feed]:
    return sorted((f for f in feeds if f.next_due <= now), key=lambda f: (f.next_due, f.url))


def visit(
    feed: Feed,
    take: Callable[[Feed, Stories], Any],
    fetcher: Fetcher,
    about: About,
    clock: Callable[[], float],
    *,
    full_text: bool = False,
) -> Feed:
    """Visit one feed, hand over what is new, and return its state; the same one if a stop came in between."""
    outcome, entries = _look(feed, fetcher, about)
    if isinstance(outcome, Failed):
        if outcome.reason != "stopped":
            take(feed, iter((outcome.skipped(),)))
        return after(feed, outcome, clock())
    tell_moved(outcome, feed.url, fetcher)
    if isinstance(outcome, Unchanged):
        return after(feed, outcome, clock())
    seen = set(feed.seen)
    fresh = [entry for entry in entries if _key(entry) not in seen]
    late: set[str] = set()
    if fresh:
        stories = complete(fresh, outcome, about, fetcher) if full_text else iter(fresh)
        take(feed, _guarded(stories, plain(feed.url), late))
        if fetcher.stop.is_set():
            return feed  # some may be missing: the next start hands them over again
    new = sum(isinstance(entry, Story) and not _is_late(entry, late) for entry in fresh)
    return _remember(after(feed, outcome, clock(), new=new), entries, late)


def _look(feed: Feed, fetcher: Fetcher, about: About) -> tuple[Outcome, list[Story | Skipped]]:
    """Fetch a feed and read its entries; whatever is wrong with it becomes a Failed."""
    url = feed.moved_to or feed.url
    name = plain(url)
    try:
        outcome = fetcher.fetch(url, etag=feed.etag, modified=feed.modified)
        if not isinstance(outcome, Fetched):
            return outcome, []
        if not outcome.body.strip():
            return empty(name), []
        if not is_feed(outcome):
            return no_feed(outcome, name), []
        return outcome, list(read_entries(outcome, name, about))
    except Exception as error:  # one feed, however odd, must not end the watch over the others
        return _broken(name, error), []


def _broken(url: str, error: Exception) -> Failed:
    why = f"it could not be read ({type(error).__name__}: {error}). Please report this feed to us."
    return Trouble("broken", why).failed(url)


def _guarded(stories: Stories, url: str, late: set[str]) -> Stories:
    """Pass the stories on, note the pages that may come later, and turn an error of a reader into a Skipped."""
    try:
        for story in stories:
            if isinstance(story, Skipped) and story.reason in FOR_NOW:
                late.add(story.source_id)
            yield story
    except Exception as error:  # as in _look
        yield _broken(url, error).skipped()


def _key(entry: Story | Skipped) -> str:
    """Return what an entry is known by: an entry whose words change is a new one."""
    return entry.id if isinstance(entry, Story) else f"{entry.reason} {entry.source_id}"


def _is_late(entry: Story | Skipped, late: set[str]) -> bool:
    link = page_link(entry)
    return link is not None and plain(link) in late


def _remember(feed: Feed, entries: Iterable[Story | Skipped], late: set[str]) -> Feed:
    """Note the entries as seen, but those whose page may come later: for them the whole feed is asked for again."""
    taken = [_key(entry) for entry in entries if not _is_late(entry, late)]
    seen = tuple(dict.fromkeys((*(key for key in feed.seen if key not in set(taken)), *taken)))[-MOST_SEEN:]
    feed = msgspec.structs.replace(feed, seen=seen)
    return msgspec.structs.replace(feed, etag=None, modified=None) if late else feed


def stop_on_signals() -> threading.Event:
    """Return an Event that SIGTERM and SIGINT set; to be called in the main thread."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
