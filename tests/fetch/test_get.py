"""One URL: statuses, redirects, limits, and every bad server that we could think of."""

import gzip
import threading
import time
import zlib

import msgspec
import pytest

from fetch.site import QUICK
from redshank.fetch import address
from redshank.fetch.answers import Failed, Fetched, Unchanged
from redshank.fetch.get import get, read_content_type, read_retry_after


def limits(**changes):
    return msgspec.structs.replace(QUICK, **changes)


def fails(url, reason, *words, **changes):
    """Get a URL, check that it fails so, in one line that names it and says these words."""
    failed = get(url, limits=limits(**changes))
    assert isinstance(failed, Failed), failed
    assert failed.reason == reason, failed
    assert "\n" not in failed.message
    assert failed.message.startswith(failed.url)
    for word in words:
        assert word in failed.message
    return failed


def test_page_with_what_its_headers_say(site):
    url = site.put("/a", "<p>text", Content_Type='Text/HTML; Charset="ISO-8859-1"', ETag='"7"', Last_Modified="Monday")
    got = get(url, limits=QUICK)
    assert isinstance(got, Fetched)
    assert (got.body, got.content_type, got.charset) == (b"<p>text", "text/html", "iso-8859-1")
    assert (got.etag, got.modified, got.moved_to, got.is_public) == ('"7"', "Monday", None, False)


def test_we_say_who_we_are_and_what_we_have(site):
    got = get(site.put("/a", status=304), etag='"7"', modified="Monday", limits=QUICK)
    assert isinstance(got, Unchanged)
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("redshank/")
    assert headers["User-Agent"].endswith(" (+https://desk.example/bot)")
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "Monday")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "client"),
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "missing"),
        (410, "gone"),
        (451, "forbidden"),
        (429, "busy"),
        (500, "server"),
        (503, "busy"),
        (300, "server"),
    ],
)
def test_statuses(site, status, reason):
    assert fails(site.put("/a", status=status), reason).status == status


def test_retry_after_is_told(site):
    assert fails(site.put("/a", status=429, Retry_After="90"), "busy", "90 s").retry_after_s == 90


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:10:00 GMT", 100.0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
        ("99999999999", 7 * 86_400.0),
        ("soon", None),
        ("²", None),
    ],
)
def test_retry_after_forms(value, seconds):
    assert read_retry_after(value, now=500.0) == seconds


@pytest.mark.parametrize(
    ("value", "kind", "charset"),
    [
        (None, None, None),
        ("text/html", "text/html", None),
        ("text/html;charset=UTF-8;x=1", "text/html", "utf-8"),
        (";", None, None),
    ],
)
def test_content_type_forms(value, kind, charset):
    assert read_content_type(value) == (kind, charset)


def test_permanent_redirects_tell_the_new_url(site):
    site.put("/new", "here")
    site.lead("/old", "/middle", 301)
    site.lead("/middle", "/new", 308)
    assert get(site.url("/old"), limits=QUICK).moved_to == site.url("/new")


def test_a_move_is_known_up_to_the_first_redirect_for_now(site):
    site.put("/new", "here")
    site.lead("/old", "/middle", 301)
    site.lead("/middle", "/new", 302)
    got = get(site.url("/old"), limits=QUICK)
    assert (got.url, got.moved_to) == (site.url("/new"), site.url("/middle"))
    assert get(site.url("/middle"), limits=QUICK).moved_to is None


def test_circle_is_told_by_name(site):
    site.lead("/a", "/b")
    site.lead("/b", "/a")
    a, b = site.url("/a"), site.url("/b")
    fails(a, "circle", f"{a} -> {b} -> {a}")


def test_too_many_redirects(site):
    for n in range(9):
        site.lead(f"/{n}", f"/{n + 1}")
    fails(site.url("/0"), "redirects", "more than 3", most_redirects=3)
    assert len(site.asked) == 4


def test_redirect_that_names_no_place(site):
    fails(site.put("/a", status=302), "server", "names no place")


def test_redirect_with_an_odd_address(site):
    site.put("/caf%C3%A9?q=a%20b", "here")
    site.lead("/a", "/café?q=a b".encode().decode("latin-1"))
    assert get(site.url("/a"), limits=QUICK).body == b"here"


@pytest.mark.parametrize(
    "url",
    ["ftp://courier.example/a", "courier.example/a", "file:///etc/passwd", "http://", "http://[::1", "http://a:b/"],
)
def test_only_whole_web_urls(url):
    fails(url, "refused")


def test_redirect_to_another_scheme(site):
    fails(site.lead("/a", "file:///etc/passwd"), "refused", "only http and https")


def test_no_way_from_https_to_http():
    from redshank.fetch.address import read_target
    from redshank.fetch.answers import Trouble
    from redshank.fetch.get import _next
    from redshank.fetch.wire import Answer

    here = read_target("https://courier.example/a")
    answer = Answer(status=301, headers=(("Location", "http://courier.example/a"),))
    with pytest.raises(Trouble, match="from https to http"):
        _next(here, answer, [here.url], QUICK)


@pytest.mark.parametrize("host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "100.100.100.200"])
def test_metadata_addresses_are_never_asked(host):
    fails(f"http://{host}/latest/meta-data", "refused", "metadata")


@pytest.mark.parametrize(
    ("ip", "kind"),
    [
        ("8.8.8.8", "public"),
        ("2606:4700::1111", "public"),
        ("10.0.0.1", "private"),
        ("127.0.0.1", "private"),
        ("0.0.0.0", "private"),
        ("::1", "private"),
        ("fd12::1", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "private"),
        ("fe80::1%eth0", "metadata"),
        ("169.254.169.254", "metadata"),
    ],
)
def test_kinds_of_addresses(ip, kind):
    assert address.kind_of(ip) == kind


@pytest.fixture
def public(monkeypatch):
    """Take 127.0.0.1 for an address of the open internet."""
    real = address.kind_of
    monkeypatch.setattr(address, "kind_of", lambda ip: "public" if ip == "127.0.0.1" else real(ip))


def test_no_way_from_a_public_page_into_a_private_network(site, public):
    site.lead("/a", site.url("/secret", host="127.0.0.2"))
    fails(site.url("/a"), "refused", "private network")
    assert site.paths() == ["/a"]


def test_a_private_url_that_the_user_gave_is_fine(site):
    assert get(site.put("/a", "x"), limits=QUICK).body == b"x"
    assert get(site.url("/a"), limits=QUICK, may_be_private=False).reason == "refused"
    assert get(site.url("/a"), limits=limits(allow_private=True), may_be_private=False).body == b"x"


def test_password_goes_to_its_origin_only_and_is_never_shown(site):
    site.put("/b", status=404)
    site.lead("/a", "/b", 301)
    failed = get(f"http://editor:secret@127.0.0.1:{site.port}/a", limits=QUICK)
    assert "secret" not in failed.message
    assert [h.get("Authorization") for _, h in site.asked] == ["Basic ZWRpdG9yOnNlY3JldA=="] * 2
    site.lead("/a", f"http://localhost:{site.port}/b")
    get(f"http://editor:secret@127.0.0.1:{site.port}/a", limits=QUICK)
    assert "Authorization" not in site.asked[-1][1]


def test_unknown_host():
    fails("http://nowhere.invalid/feed", "name", "nowhere.invalid")


def test_closed_port(site):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    fails(f"http://127.0.0.1:{port}/", "connection", str(port))


def test_no_tls_where_https_is_asked(site):
    failed = get(f"https://127.0.0.1:{site.port}/", limits=QUICK)
    assert failed.reason in ("tls", "connection")


def silent(handler):
    handler.server.site.over.wait(2)


def test_silent_server(site):
    site.pages["/a"] = silent
    fails(site.url("/a"), "timeout", "try later", read_s=0.03)


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.site.over.wait(0.005):
        handler.wfile.write(b"x")


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.site.over.wait(0.005):
        handler.wfile.write(b"x")


@pytest.mark.parametrize("how", [drip, drip_headers])
def test_server_that_drips_meets_the_deadline(site, how):
    site.pages["/a"] = how
    fails(site.url("/a"), "timeout", "not finished after 0.05 s", total_s=0.05)


def test_stop_ends_a_request(site):
    site.pages["/a"] = drip
    stop = threading.Event()
    threading.Timer(0.02, stop.set).start()
    begun = time.monotonic()
    assert get(site.url("/a"), limits=QUICK, stop=stop).reason == "stopped"
    assert time.monotonic() - begun < 0.3


def stream(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def test_server_that_never_ends(site):
    site.pages["/a"] = stream
    fails(site.url("/a"), "too-large", "0.1 MB")


def test_two_gigabytes_announced_are_not_begun(site):
    site.put("/a", b"x", Content_Length="2000000000")
    fails(site.url("/a"), "too-large")


def test_gzip(site):
    packed = gzip.compress(b"news ") + gzip.compress(b"again") + b"\0\0"
    assert get(site.put("/a", packed, Content_Encoding="gzip"), limits=QUICK).body == b"news again"
    assert get(site.put("/a", zlib.compress(b"news"), Content_Encoding="deflate"), limits=QUICK).body == b"news"


def test_gzip_bomb(site):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < QUICK.most_bytes
    fails(site.put("/a", bomb, Content_Encoding="gzip"), "too-large", "gzip bomb")


def test_broken_gzip(site):
    fails(site.put("/a", b"no gzip at all", Content_Encoding="gzip"), "packing")
    fails(site.put("/a", gzip.compress(b"news" * 99)[:-9], Content_Encoding="gzip"), "cut")


def test_unknown_packing(site):
    fails(site.put("/a", b"x", Content_Encoding="br"), "packing", "'br'")


def test_closed_in_the_middle(site):
    site.put("/a", b"half", Content_Length="1000")
    fails(site.url("/a"), "cut", "closed in the middle")


def cut_chunk(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"400\r\nhalf")


def test_closed_in_the_middle_of_a_chunk(site):
    site.pages["/a"] = cut_chunk
    fails(site.url("/a"), "cut")


def whole_chunks(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"4\r\nnews\r\n5\r\nagain\r\n0\r\n\r\n")


def test_chunks(site):
    site.pages["/a"] = whole_chunks
    assert get(site.url("/a"), limits=QUICK).body == b"newsagain"


@pytest.mark.parametrize("raw", [b"", b"HELO mail.example\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000])
def test_no_http_at_all(site, raw):
    site.pages["/a"] = lambda handler: handler.wfile.write(raw)
    assert fails(site.url("/a"), "connection").status is None
