"""Secure connections: to the host that was meant, checked against the certificates of the system."""

import shutil
import ssl
import subprocess
import threading
from http.server import ThreadingHTTPServer

import pytest

from fetch.site import QUICK, Handler, Site
from redshank.fetch.answers import Fetched
from redshank.fetch.get import get


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if shutil.which("openssl") is None:
        pytest.skip("missing outside program openssl")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    subprocess.run([*command, *names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # a client that refuses the certificate hangs up
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
    thread.start()
    yield server.site
    server.site.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_the_system_knows(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secure.put("/a", "news")
    got = get(f"https://localhost:{secure.port}/a", limits=QUICK)
    assert isinstance(got, Fetched), got
    assert got.body == b"news"


def test_a_certificate_of_another_host(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    failed = get(f"https://127.0.0.1:{secure.port}/a", limits=QUICK)
    assert failed.reason == "tls"
    assert secure.asked == []


def test_a_certificate_that_nobody_knows(secure):
    failed = get(f"https://localhost:{secure.port}/a", limits=QUICK)
    assert failed.reason == "tls"
    assert "\n" not in failed.message


def test_no_way_back_to_http(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secure.lead("/a", f"http://localhost:{secure.port}/b")
    assert get(f"https://localhost:{secure.port}/a", limits=QUICK).reason == "refused"


def test_a_stop_during_a_secure_answer(secure, certificate, monkeypatch):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not secure.over.wait(0.005):
            handler.wfile.write(b"x")

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secure.pages["/a"] = drip
    stop = threading.Event()
    threading.Timer(0.05, stop.set).start()
    assert get(f"https://localhost:{secure.port}/a", limits=QUICK, stop=stop).reason == "stopped"
