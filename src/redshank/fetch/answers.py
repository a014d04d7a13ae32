"""What a request may cost, and the three things that may come of it: something, nothing new, or a failure."""

from typing import Literal

import msgspec

from redshank.records import Skipped

Reason = Literal[
    "refused",  # a URL that we do not ask: its scheme, its address
    "robots",  # robots.txt says no
    "wait",  # robots.txt cannot be had, or the host wants a longer pause than we sit out
    "opt-out",  # the page says that it is not for machines
    "name",  # the host is not known
    "connection",
    "tls",
    "timeout",
    "cut",  # closed in the middle
    "too-large",
    "packing",  # a Content-Encoding that we did not ask for, or a broken one
    "circle",
    "redirects",
    "forbidden",
    "missing",
    "gone",
    "busy",
    "client",
    "server",
    "empty",
    "not-a-feed",
    "broken",
    "stopped",
]

# What another hour may mend; a page that failed so is asked for again.
FOR_NOW: frozenset[str] = frozenset({"wait", "name", "connection", "timeout", "cut", "busy", "server", "stopped"})


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request may cost, and who is asking."""

    connect_s: float = 10.0
    read_s: float = 20.0  # between two packets
    total_s: float = 60.0  # for all of it, redirects included; waiting for our turn does not count
    most_bytes: int = 20_000_000  # as sent, and again unpacked
    most_redirects: int = 5
    patience_s: float = 120.0  # a longer pause is not sat out: the request fails as "wait"
    allow_private: bool = False  # also link-local and metadata addresses, and redirects into a private network
    contact: str | None = None  # an address or page for a publisher who wants to reach us


DEFAULT_LIMITS = Limits()


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A body, with what its headers said."""

    url: str  # where it was in the end
    body: bytes
    moved_to: str | None = None  # the new URL, where every redirect on the way was permanent
    etag: str | None = None
    modified: str | None = None  # Last-Modified as sent
    content_type: str | None = None  # "text/html", without its parameters
    charset: str | None = None  # as declared, which may be wrong
    headers: tuple[tuple[str, str], ...] = ()
    is_public: bool = False  # it came from an address of the open internet

    def header(self, name: str) -> tuple[str, ...]:
        """Return every value of a header."""
        return tuple(value for key, value in self.headers if key.lower() == name.lower())


class Unchanged(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing new since the last time (304)."""

    url: str
    moved_to: str | None = None


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing came, in one word for a program and one line for a person."""

    url: str
    reason: Reason
    message: str
    status: int | None = None
    retry_after_s: float | None = None
    at: str | None = None  # the URL that failed, where a redirect led to another one

    def skipped(self) -> Skipped:
        """Return the record that a run counts and shows."""
        return Skipped(source_id=self.url, reason=self.reason, message=self.message)


Outcome = Fetched | Unchanged | Failed


class Trouble(Exception):
    """What stopped a request; `get` makes it a Failed."""

    def __init__(
        self, reason: Reason, what: str, *, status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Keep the word for programs and the sentence for people."""
        super().__init__(what)
        self.reason: Reason = reason
        self.what = what
        self.status = status
        self.retry_after_s = retry_after_s

    def failed(self, url: str, at: str | None = None) -> Failed:
        """Say it of a URL, and of the place to which that URL led."""
        led = f" (redirected to {at})" if at and at != url else ""
        return Failed(
            url=url,
            reason=self.reason,
            message=" ".join(f"{url}{led}: {self.what}".split()),
            status=self.status,
            retry_after_s=self.retry_after_s,
            at=at,
        )
