"""Get one URL: follow its redirects ourselves, hold every limit, and say in one line what went wrong."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from email.utils import parsedate_to_datetime
from threading import Event
from urllib.parse import urljoin

import msgspec

from redshank.fetch.address import Target, choose, plain, read_target
from redshank.fetch.answers import DEFAULT_LIMITS, Failed, Fetched, Limits, Outcome, Reason, Trouble, Unchanged
from redshank.fetch.wire import Answer, ask
from redshank.version import VERSION

AGENT = "redshank"  # the name that robots.txt may use
PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)
LONGEST_PAUSE_S = 7 * 86_400.0  # of a Retry-After that we believe

# Called before each hop with its URL and whether it may be private; gives None, or why the hop must not be made.
Gate = Callable[[str, bool], AbstractContextManager[Failed | None]]

STATUS: dict[int, tuple[Reason, str]] = {
    401: (
        "forbidden",
        "it asks for a password (401). Write the URL as https://user:password@host/... if you have one.",
    ),
    403: ("forbidden", "the server refuses us (403). Ask the publisher, or save the page yourself."),
    404: ("missing", "there is no such page (404). Check the URL."),
    410: ("gone", "it is gone for good (410). Take it off your list."),
    429: ("busy", "we asked too often (429). It is left alone for a while."),
    451: ("forbidden", "it may not be shown for legal reasons (451)."),
    503: ("busy", "the server is busy (503). It is left alone for a while."),
}


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """How to ask: what we have already, how much it may cost, who must agree."""

    etag: str | None
    modified: str | None
    limits: Limits
    gate: Gate
    stop: Event | None

    def headers(self, target: Target) -> dict[str, str]:
        """Return the headers of a request."""
        contact = f" (+{self.limits.contact})" if self.limits.contact else ""
        wanted = {
            "User-Agent": f"{AGENT}/{VERSION}{contact}",
            "Accept": "application/rss+xml, application/atom+xml, text/html;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Accept-Language": "en, *;q=0.5",
            "Connection": "close",
            "If-None-Match": self.etag,
            "If-Modified-Since": self.modified,
            "Authorization": target.authorization,
        }
        return {name: value for name, value in wanted.items() if value}


def get(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    may_be_private: bool = True,
    gate: Gate | None = None,
    stop: Event | None = None,
) -> Outcome:
    """Get one URL.

    Args:
        url: http or https; a name and password in it are sent to that origin only and never shown.
        etag: what the server called its last answer.
        modified: the Last-Modified of its last answer, as sent.
        limits: what it may cost.
        may_be_private: False for a URL that a public page named: it must not lead into a private network.
        gate: asked before each hop, robots.txt and turns for instance.
        stop: once set, the request ends within a moment.
    """
    conditions = Conditions(etag=etag, modified=modified, limits=limits, gate=gate or _open_gate, stop=stop)
    road: list[str] = []
    try:
        return _travel(url, conditions, may_be_private, road)
    except Trouble as trouble:
        return trouble.failed(plain(url), road[-1] if road else None)


def _open_gate(_url: str, _may_be_private: bool) -> AbstractContextManager[Failed | None]:
    return nullcontext()


def _travel(url: str, conditions: Conditions, may_be_private: bool, road: list[str]) -> Outcome:
    """Go from hop to hop until one answers; the road keeps the URLs, so that a circle is seen and told."""
    limits, here = conditions.limits, read_target(url)
    left_s, is_permanent, is_public = limits.total_s, True, not may_be_private
    moved_to: str | None = None
    while True:
        road.append(here.url)
        addresses, here_is_public = choose(here, may_be_private=not is_public, allow_all=limits.allow_private)
        is_public = is_public or here_is_public
        with conditions.gate(here.url, not is_public) as veto:
            if veto is not None:
                return msgspec.structs.replace(veto, url=road[0], at=here.url)
            begun = time.monotonic()
            answer = ask(here, addresses, conditions.headers(here), limits, left_s, conditions.stop)
            left_s -= time.monotonic() - begun
        if answer.status not in REDIRECTS:
            return _conclude(answer, here.url, moved_to, here_is_public)
        here = _next(here, answer, road, limits)
        is_permanent = is_permanent and answer.status in PERMANENT
        if is_permanent and not here.authorization:  # a URL with a password stays: the new one would lack it
            moved_to = here.url


def _next(here: Target, answer: Answer, road: list[str], limits: Limits) -> Target:
    """Return where a redirect leads, unless it leads astray."""
    location = answer.header("location")
    if not location:
        raise Trouble("server", f"a redirect ({answer.status}) that names no place. Tell the publisher.")
    there = read_target(urljoin(here.url, _utf8(location)))
    if here.scheme == "https" and there.scheme == "http":
        raise Trouble("refused", f"a redirect from https to http ({there.url}) is not followed. Check the URL.")
    if there.url in road:
        circle = " -> ".join([*road[road.index(there.url) :], there.url])
        raise Trouble(
            "circle", f"its redirects run in a circle: {circle}. Open it in a browser, and tell the publisher."
        )
    if len(road) > limits.most_redirects:
        raise Trouble("redirects", f"more than {limits.most_redirects} redirects. Give the URL where they end.")
    if there.origin == here.origin and there.authorization is None:
        return msgspec.structs.replace(there, authorization=here.authorization)
    return there


def _utf8(value: str) -> str:
    """Mend a header that was sent as UTF-8 and read as Latin-1, as all headers are."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _conclude(answer: Answer, url: str, moved_to: str | None, is_public: bool) -> Outcome:
    """Make the outcome of the last hop's answer."""
    if answer.status == 304:
        return Unchanged(url=url, moved_to=moved_to)
    if not 200 <= answer.status < 300:
        raise _refusal(answer)
    kind, charset = read_content_type(answer.header("content-type"))
    return Fetched(
        url=url,
        body=answer.body,
        moved_to=moved_to,
        etag=answer.header("etag"),
        modified=answer.header("last-modified"),
        content_type=kind,
        charset=charset,
        headers=answer.headers,
        is_public=is_public,
    )


def _refusal(answer: Answer) -> Trouble:
    status = answer.status
    general: tuple[Reason, str] = ("client", f"the server answered {status}. Check the URL.")
    if status >= 500 or status < 400:
        general = ("server", f"the server answered {status}. It is not our fault; try later.")
    reason, what = STATUS.get(status, general)
    pause = read_retry_after(answer.header("retry-after"), time.time())
    if pause is not None:
        what += f" It asks for a pause of {pause:.0f} s."
    return Trouble(reason, what, status=status, retry_after_s=pause)


def read_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After asks for, given as seconds or as a date; a week at most."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_PAUSE_S)
    try:
        pause = parsedate_to_datetime(value).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return min(max(0.0, pause), LONGEST_PAUSE_S)


def read_content_type(value: str | None) -> tuple[str | None, str | None]:
    """Return the kind and the charset of a Content-Type."""
    if value is None:
        return None, None
    kind, *parameters = (part.strip() for part in value.split(";"))
    named = dict(p.partition("=")[::2] for p in parameters)
    charset = next((v for k, v in named.items() if k.strip().lower() == "charset"), "").strip(" \"'")
    return kind.lower() or None, charset.lower() or None
