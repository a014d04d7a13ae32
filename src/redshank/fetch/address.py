"""From a URL to the addresses that may be asked: only the web, and no way from a public page into a private network."""

import base64
import ipaddress
import socket
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

import msgspec

from redshank.fetch.answers import Trouble

Kind = Literal["public", "private", "metadata"]

PORTS = {"http": 80, "https": 443}
PATH = "%/:@!$&'()*+,;=~-._"
# Where clouds hand their secrets to whatever runs on the machine; beside these, all link-local addresses.
METADATA = frozenset(
    map(ipaddress.ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"))
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A URL taken apart for asking. `url` never holds a password, so that it may be shown and stored."""

    url: str
    scheme: str
    host: str
    port: int
    authority: str  # the Host header
    path: str  # with the query
    authorization: str | None = None

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        return f"{self.scheme}://{self.authority}"


def read_target(url: str) -> Target:
    """Take a URL apart.

    Raises:
        Trouble: it is no http or https URL.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, name, port = parts.scheme.lower(), parts.hostname, parts.port
        host = name.encode("idna").decode("ascii") if name and ":" not in name else name
    except ValueError as error:
        raise Trouble("refused", f"this is no URL that can be asked ({error}). Check its host and port.") from error
    if scheme not in PORTS:
        raise Trouble("refused", "only http and https are fetched. Write the whole URL: https://...")
    if not host:
        raise Trouble("refused", "there is no host in this URL. Write it as https://host/path.")
    port = port or PORTS[scheme]
    authority = f"[{host}]" if ":" in host else host
    if port != PORTS[scheme]:
        authority += f":{port}"
    path = quote(parts.path or "/", safe=PATH) + (f"?{quote(parts.query, safe=PATH + '?')}" if parts.query else "")
    return Target(
        url=f"{scheme}://{authority}{path}",
        scheme=scheme,
        host=host,
        port=port,
        authority=authority,
        path=path,
        authorization=_basic(parts.username, parts.password),
    )


def plain(url: str) -> str:
    """Return a URL as it may be shown: one line, no password."""
    try:
        return read_target(url).url
    except Trouble:
        return " ".join(url.split())[:200]


def _basic(user: str | None, password: str | None) -> str | None:
    if user is None:
        return None
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")


def look_up(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host.

    Raises:
        Trouble: nobody knows it.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble("name", f"the host {host} is not known. Check its spelling and your network.") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def kind_of(address: str) -> Kind:
    """Tell the open internet from private networks and from what must never be asked."""
    ip = _inner(ipaddress.ip_address(address.partition("%")[0]))
    if ip.is_link_local or ip in METADATA:
        return "metadata"
    return "public" if ip.is_global and not ip.is_multicast else "private"


def _inner(ip: IP) -> IP:
    """Unwrap an IPv4 address that travels inside an IPv6 one."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def choose(target: Target, *, may_be_private: bool, allow_all: bool) -> tuple[tuple[str, ...], bool]:
    """Return the addresses that may be asked, and whether they are public ones.

    We connect to these very addresses: a name that is looked up twice could change its mind in between.

    Raises:
        Trouble: there is none.
    """
    known = {address: kind_of(address) for address in look_up(target.host, target.port)}
    wanted: set[Kind] = {"public"}
    if may_be_private or allow_all:
        wanted.add("private")
    if allow_all:
        wanted.add("metadata")
    good = tuple(address for address, kind in known.items() if kind in wanted)
    if good:
        return good, any(known[address] == "public" for address in good)
    if "metadata" in known.values():
        raise Trouble("refused", f"{target.host} is a link-local or metadata address. Ask another host.")
    raise Trouble(
        "refused",
        f"a public page points into a private network ({target.host}). If it is your own, give its URL yourself.",
    )
