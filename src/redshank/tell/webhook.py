"""Send what is new to a web address: signed, with a delivery id, again and again until it is taken. Entries in."""

import hashlib
import hmac
import ipaddress
import os
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from redshank.query.words import describe
from redshank.records.errors import InputError
from redshank.tell.alerts import Alert, Delivery
from redshank.tell.entries import Entry
from redshank.version import VERSION

if TYPE_CHECKING:
    import urllib3

TRIES = 5
LONGEST_WAIT_S = 60.0
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class Undelivered(InputError):
    """A receiver did not take a batch."""


class Webhook:
    """A web address that takes what is new."""

    def __init__(
        self,
        url: str,
        *,
        secret: str | None = None,
        allow_http: bool = False,
        tries: int = TRIES,
        sleep: Callable[[float], Any] = time.sleep,
    ) -> None:
        """Check the address; nothing is sent yet.

        Args:
            url: https, or http to this machine.
            secret: signs each delivery.
            allow_http: let the words go out unencrypted to another machine.
            tries: how often a batch is sent before it is kept for the next run.
            sleep: waits some seconds.

        Raises:
            InputError: the address cannot be used.
        """
        self.url, self.secret, self.tries, self.sleep = url, secret, tries, sleep
        self.called = checked(url, allow_http)

    def __call__(self, name: str, alert: Alert, delivery: Delivery, entries: Sequence[Entry]) -> None:
        """Send one batch.

        Raises:
            Undelivered: it was not taken.
        """
        body = payload(name, alert, delivery, entries)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"redshank/{VERSION}",
            "X-Redshank-Delivery": delivery.id,
        }
        if self.secret is not None:
            headers["X-Redshank-Signature-256"] = signature(self.secret, body)
        problem = ""
        for number in range(1, self.tries + 1):
            problem, wait_s = self._send(body, headers)
            if not problem:
                return
            if wait_s is None:
                break
            if number < self.tries:
                self.sleep(min(LONGEST_WAIT_S, max(wait_s, 2.0 ** (number - 1))))
        raise Undelivered(
            f"{self.called} did not take delivery {delivery.id} ({len(entries)} events) of alert {name!r}: {problem}. "
            "It is kept and goes out first at the next run."
        )

    def _send(self, body: bytes, headers: dict[str, str]) -> tuple[str, float | None]:
        """Send once; return what went wrong, and how long to wait before another try, None: trying again is no use."""
        import urllib3

        try:
            answer = _pool().request(
                "POST",
                self.url,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=10, read=30),
            )
        except urllib3.exceptions.SSLError as error:
            return f"its certificate cannot be trusted ({type(error).__name__})", None
        except urllib3.exceptions.HTTPError as error:
            return f"no answer ({_plain(error)})", 0.0
        if 200 <= answer.status < 300:
            return "", 0.0
        if 300 <= answer.status < 400:
            return f"it answers {answer.status}, moved; give the new address", None
        return f"it answers {answer.status}", _pause(answer) if answer.status in BUSY else None


def checked(url: str, allow_http: bool) -> str:
    """Return what an address is called in messages: without its path, which may hold a secret.

    Raises:
        InputError: the address cannot be used; the message says why.
    """
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("--webhook takes an address such as https://desk.example/hook.")
    called = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"--webhook {called}: no name or password in the address; sign with --secret-env instead.")
    if parts.scheme == "http" and not (allow_http or _is_this_machine(host)):
        raise InputError(
            f"--webhook {called}: http sends the words unencrypted. Use https, or --allow-http in a network you trust."
        )
    return called


def payload(name: str, alert: Alert, delivery: Delivery, entries: Sequence[Entry]) -> bytes:
    """Return the body of a delivery."""
    told = {"delivery": delivery.id, "alert": name, "asked": describe(alert), "events": list(entries)}
    return msgspec.json.encode(told)


def signature(secret: str, body: bytes) -> str:
    """Return what proves that a body comes from who knows the secret: HMAC-SHA256, in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def secret_of(variable: str | None) -> str | None:
    """Return the secret that an environment variable holds.

    Raises:
        InputError: it is not set, or empty.
    """
    if variable is None:
        return None
    if not os.environ.get(variable):
        raise InputError(f"--secret-env {variable}: the environment has no such variable, or it is empty.")
    return os.environ[variable]


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _pause(answer: "urllib3.BaseHTTPResponse") -> float:
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isdigit() else 0.0


def _plain(error: Exception) -> str:
    """Return the kind of an error in words; its message would hold the whole address."""
    import re

    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__).lower().removesuffix(" error")


def _pool() -> "urllib3.PoolManager":
    import urllib3

    return urllib3.PoolManager(num_pools=1)
