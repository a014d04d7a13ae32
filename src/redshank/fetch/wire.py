"""One request over one connection: never longer, never larger than its limits, whatever the server does."""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from redshank.fetch.address import Target
from redshank.fetch.answers import Limits, Trouble

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

CHUNK = 1 << 16
TICK_S = 0.2  # how soon a call to stop is heard
WITH_BODY = (200, 203)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one server said; the body is unpacked, and read only where the status promises one."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Watch:
    """Cuts the connection when the time is over or a stop is called.

    A read timeout cannot do this: a server that sends a byte every few seconds never meets it.
    """

    def __init__(self, total_s: float, stop: threading.Event | None) -> None:
        """Set the time; the watch begins when it is entered."""
        self.ends = time.monotonic() + total_s
        self.connection: HTTPConnection | None = None
        self.socket: socket.socket | None = None  # kept apart: a connection lets go of it before the body is read
        self.verdict: Trouble | None = None
        self._stop = stop
        self._total_s = total_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fetch-watch", daemon=True)

    @property
    def left_s(self) -> float:
        """Return how much time is left; never nothing, for a timeout of 0 means another thing to a socket."""
        return max(0.001, self.ends - time.monotonic())

    def _run(self) -> None:
        while not self._done.wait(TICK_S if self.verdict else min(TICK_S, self.left_s)):
            self.verdict = self.verdict or self._judge()
            line = self.socket or (self.connection.sock if self.connection else None)
            if self.verdict and line is not None:
                with suppress(OSError):
                    # Not SSLSocket.shutdown: that one takes the TLS layer away under the reading thread.
                    socket.socket.shutdown(line, socket.SHUT_RDWR)

    def _judge(self) -> Trouble | None:
        if self._stop is not None and self._stop.is_set():
            return Trouble("stopped", "stopped as asked. It is fetched at the next start.")
        if time.monotonic() >= self.ends:
            return Trouble("timeout", f"not finished after {self._total_s:g} s. It is slow or never ends; try later.")
        return None

    def check(self) -> None:
        """Raise what the watch found, if anything."""
        verdict = self.verdict or self._judge()
        if verdict:
            raise verdict

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """End; an error that the cut itself made is told as what it is."""
        self._done.set()
        self._thread.join()
        if isinstance(error, Exception) and self.verdict is not None and error is not self.verdict:
            raise self.verdict from error


class Unpacker:
    """Unpacks gzip and deflate piece by piece, and never holds more than one piece above the limit."""

    def __init__(self, most_bytes: int) -> None:
        """Start before the first byte."""
        self._left = most_bytes
        self._inflate = zlib.decompressobj(47)  # 47: gzip or zlib, as its first bytes say
        self.is_whole = True

    def feed(self, packed: bytes) -> bytes:
        """Return what these bytes unpack to.

        Raises:
            Trouble: it is too large or broken.
        """
        out = bytearray()
        while packed:
            try:
                piece = self._inflate.decompress(packed, self._left + 1)
            except zlib.error as error:
                raise Trouble("packing", "its packed body is broken. Try later; tell the publisher.") from error
            out += piece
            self._left -= len(piece)
            if self._left < 0:
                raise Trouble("too-large", "it unpacks to more than the limit (a gzip bomb?). It was not read.")
            self.is_whole = self._inflate.eof
            packed = self._inflate.unused_data if self.is_whole else self._inflate.unconsumed_tail
            if self.is_whole:
                self._inflate = zlib.decompressobj(47)
                packed = packed if packed[:2] == b"\x1f\x8b" else b""  # else padding, which some servers append
        return bytes(out)


def ask(
    target: Target,
    addresses: Sequence[str],
    headers: dict[str, str],
    limits: Limits,
    left_s: float,
    stop: threading.Event | None = None,
) -> Answer:
    """Send one GET and read the answer.

    Raises:
        Trouble: it did not come, or not within the limits.
    """
    from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError, ReadTimeoutError

    with Watch(left_s, stop) as watch:
        watch.check()
        connection = _connect(target, addresses, limits, watch)
        try:
            connection.request(
                "GET",
                target.path,
                headers={"Host": target.authority, **headers},
                preload_content=False,
                decode_content=False,
            )
            with connection.getresponse() as response:
                pairs = tuple((str(k), str(v)) for k, v in response.headers.items())
                body = _body(response, limits, watch) if response.status in WITH_BODY else b""
            return Answer(status=response.status, headers=pairs, body=body)
        except (TimeoutError, ReadTimeoutError) as error:
            raise Trouble("timeout", f"no answer within {limits.read_s:g} s. It is slow or down; try later.") from error
        except (IncompleteRead, ProtocolError, http.client.IncompleteRead) as error:
            raise Trouble("cut", "the connection was closed in the middle. Try later.") from error
        except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
            raise Trouble("connection", f"the connection failed ({_short(error)}). Try later.") from error
        finally:
            connection.close()


def _connect(target: Target, addresses: Sequence[str], limits: Limits, watch: Watch) -> "HTTPConnection":
    """Try one address after the other."""
    from urllib3.exceptions import HTTPError

    last: Exception | None = None
    for address in addresses:
        watch.check()
        connection = _connection(target, address, min(limits.connect_s, watch.left_s))
        watch.connection = connection
        try:
            connection.connect()
        except (OSError, HTTPError, ValueError) as error:
            connection.close()
            last = error
            continue
        watch.socket = connection.sock
        connection.timeout = min(limits.read_s, watch.left_s)
        return connection
    raise _no_connection(target, last, limits) from last


def _connection(target: Target, address: str, timeout_s: float) -> "HTTPConnection":
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.util.ssl_ import create_urllib3_context

    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=timeout_s)
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.load_default_certs()
    name = target.host.rstrip(".")  # the certificate must be of this name, not of the address
    return HTTPSConnection(address, target.port, timeout=timeout_s, ssl_context=context, server_hostname=name)


def _no_connection(target: Target, error: Exception | None, limits: Limits) -> Trouble:
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    is_late = isinstance(error, (ConnectTimeoutError, TimeoutError)) and not isinstance(error, NewConnectionError)
    if is_late:
        return Trouble("timeout", f"no connection within {limits.connect_s:g} s. It is slow or down; try later.")
    if isinstance(error, ssl.SSLError) or "certificate" in str(error).lower():
        why = _short(error)
        return Trouble("tls", f"the secure connection to {target.host} failed ({why}). Check the URL and your clock.")
    return Trouble("connection", f"{target.host} takes no connection on port {target.port}. It is down, or mistyped.")


def _short(error: Exception | None) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _body(response: "HTTPResponse", limits: Limits, watch: Watch) -> bytes:
    """Read the body piece by piece, and stop where it is too much."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Trouble("packing", f"it is packed as {packing[:40]!r}, which was not asked for. Tell the publisher.")
    unpacker = Unpacker(limits.most_bytes) if packing not in ("", "identity") else None
    out, received = bytearray(), 0
    too_large = Trouble("too-large", f"it is larger than {_size(limits.most_bytes)}. It was not read; raise the limit.")
    if (response.length_remaining or 0) > limits.most_bytes:
        raise too_large
    while chunk := response.read1(CHUNK):
        received += len(chunk)
        if received > limits.most_bytes:
            raise too_large
        out += unpacker.feed(chunk) if unpacker else chunk
        watch.check()
    watch.check()  # a connection that we cut ourselves looks like one that has ended
    if unpacker and not unpacker.is_whole:
        raise Trouble("cut", "the connection was closed in the middle of the packed body. Try later.")
    return bytes(out)


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB"
