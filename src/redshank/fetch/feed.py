"""Read what a URL holds: the entries of a feed, with the linked pages if wanted, or the story of a page."""

import importlib.util
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urljoin

import msgspec

from redshank.fetch.address import plain
from redshank.fetch.answers import Failed, Fetched, Trouble, Unchanged
from redshank.fetch.body import is_page, read_body, with_charset
from redshank.fetch.fetcher import Fetcher
from redshank.fetch.robots import opt_out
from redshank.read.about import About
from redshank.read.html import MISSING
from redshank.records import Skipped, Story

FEWEST_WORDS = 200  # an entry with fewer is taken for a summary
TEASER = re.compile(r"(?:\.\.\.|…|\[[.…]+\]|(?:read|continue) (?:more|reading)\W{0,3})\s*$", re.IGNORECASE)
LINK = re.compile(r"<link\b[^>]{0,1000}\btype\s*=\s*[\"']?application/(?:rss|atom)\+xml[^>]{0,1000}>", re.IGNORECASE)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def read_url(url: str, about: About, fetcher: Fetcher, *, full_text: bool = False) -> Iterator[Story | Skipped]:
    """Read a feed or a page.

    Args:
        url: http or https.
        about: what the user says of all stories.
        fetcher: the polite way to it.
        full_text: where an entry of a feed is only a summary, read the page that it links to.
    """
    outcome = fetcher.fetch(url)
    if isinstance(outcome, Failed):
        yield outcome.skipped()
        return
    if isinstance(outcome, Unchanged):  # no condition was sent, so this server is wrong
        yield (
            Trouble("server", "the server says that nothing changed, unasked. Try later.").failed(plain(url)).skipped()
        )
        return
    tell_moved(outcome, url, fetcher)
    if not outcome.body.strip():
        yield empty(plain(url)).skipped()
    elif is_feed(outcome):
        entries = read_entries(outcome, plain(url), about)
        yield from complete(entries, outcome, about, fetcher) if full_text else entries
    else:
        yield from read_page(outcome, plain(url), about, fetcher)


def tell_moved(outcome: Fetched | Unchanged, url: str, fetcher: Fetcher) -> None:
    """Say once that a URL has moved for good."""
    if outcome.moved_to is not None:
        fetcher.tell_once(f"{plain(url)}: moved for good to {outcome.moved_to}. Write that URL from now on.")


def is_feed(answer: Fetched) -> bool:
    """Say whether an answer is a feed, whatever its header says."""
    from redshank.read.feeds import looks_like_feed

    return looks_like_feed(with_charset(answer.body, answer.charset))


def read_entries(answer: Fetched, url: str, about: About) -> Iterator[Story | Skipped]:
    """Give the entries of a feed, their links made whole."""
    from redshank.read.feeds import read_feed

    for entry in read_feed(with_charset(answer.body, answer.charset), url, about):
        if isinstance(entry, Story) and entry.url:
            yield msgspec.structs.replace(entry, url=urljoin(answer.url, entry.url))
        else:
            yield entry


def empty(url: str) -> Failed:
    """Return the failure of a body with nothing in it."""
    return Trouble("empty", "the server sent nothing. Try later, or check the URL in a browser.").failed(url)


def no_feed(answer: Fetched, url: str) -> Failed:
    """Return the failure of a page where a feed should be, with the feed that the page names."""
    link = LINK.search(answer.body[:200_000].decode("utf-8", "replace"))
    href = HREF.search(link[0]) if link else None
    what = "this is a web page and no feed." if is_page(answer) else "this is no feed."
    hint = f"Its page names this one: {urljoin(answer.url, unescape(href[1]))}" if href else "Look for its RSS link."
    return Trouble("not-a-feed", f"{what} {hint}").failed(url)


def read_page(answer: Fetched, name: str, about: About, fetcher: Fetcher) -> Iterator[Story | Skipped]:
    """Read one page or file, unless it opts out."""
    sign = opt_out(answer)
    if sign is not None:
        what = f"the page asks not to be read by machines ({sign}). It is left out."
        yield Trouble("opt-out", what).failed(name).skipped()
        return
    yield from read_body(answer, name, about, fetcher.limits, fetcher.tell_once)


def complete(
    entries: Iterable[Story | Skipped], feed: Fetched, about: About, fetcher: Fetcher
) -> Iterator[Story | Skipped]:
    """Give the entries, those that are only summaries with the text of their page.

    A summary whose page cannot be had is given as it is, after the Skipped that says why.
    """
    for entry in entries:
        if fetcher.stop.is_set():
            return
        link = page_link(entry)
        if link is None:
            yield entry
        elif not can_read_pages():
            fetcher.tell_once(f"{feed.url}: only summaries are read from it. {MISSING}")
            yield entry
        else:
            yield from _page_of(entry, link, feed, about, fetcher)


def page_link(entry: Story | Skipped) -> str | None:
    """Return the page that says more than an entry, if the entry needs one: a summary, or a bare headline."""
    if isinstance(entry, Skipped):
        is_headline = entry.reason == "no-text" and entry.source_id.startswith(("http://", "https://"))
        return entry.source_id if is_headline else None
    is_withdrawal = entry.signal in ("kill", "deletion")
    return entry.url if is_summary(entry) and not is_withdrawal else None


def can_read_pages() -> bool:
    """Say whether the extra that reads HTML is there."""
    return importlib.util.find_spec("trafilatura") is not None


def is_summary(entry: Story) -> bool:
    """Say whether an entry looks like the beginning of something longer."""
    body = _body(entry)
    return len(body.split()) < FEWEST_WORDS or TEASER.search(body[-200:]) is not None


def _body(story: Story) -> str:
    """Return the text below the fields that were put in front."""
    return story.text[max((part.span.end for part in story.parts), default=0) :]


def _page_of(
    entry: Story | Skipped, link: str, feed: Fetched, about: About, fetcher: Fetcher
) -> Iterator[Story | Skipped]:
    """Give the story of the linked page; if there is none, why, and the entry as it is."""
    outcome = fetcher.fetch(link, may_be_private=not feed.is_public)
    if not isinstance(outcome, Fetched):
        if isinstance(outcome, Failed):
            yield outcome.skipped()
        yield from _kept(entry)
        return
    title = entry.title if isinstance(entry, Story) else None
    page_about = msgspec.structs.replace(about, url=outcome.url, title=title or about.title)
    for found in read_page(outcome, plain(link), page_about, fetcher):
        if isinstance(found, Skipped):
            yield found
            yield from _kept(entry)
        elif isinstance(entry, Skipped):
            yield msgspec.structs.replace(found, source_id=entry.source_id, url=found.url or link)
        else:
            yield _fuller(entry, found, link)
        return


def _kept(entry: Story | Skipped) -> tuple[Story, ...]:
    """Return a summary; of a bare headline the reason why its page failed says enough."""
    return (entry,) if isinstance(entry, Story) else ()


def _fuller(entry: Story, found: Story, link: str) -> Story:
    """Return the page under the name, day and publisher of the feed, which knows them better."""
    if len(_body(found).split()) <= len(_body(entry).split()):
        return entry  # a wall of cookies or a teaser: the feed says more
    return msgspec.structs.replace(
        found,
        source_id=entry.source_id,
        url=found.url or link,
        published=entry.published or found.published,
        publisher=entry.publisher or found.publisher,
    )
