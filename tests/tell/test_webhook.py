"""A webhook gets each batch signed, again until it takes it, and never by http over a network unasked."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from redshank.records.errors import InputError
from redshank.tell.alerts import Alert, Delivery
from redshank.tell.entries import Entry
from redshank.tell.webhook import Webhook, checked, secret_of

ENTRY = Entry(
    id="0123456789abcdef",
    urn="urn:redshank:0123456789abcdef",
    title="Freedonia shelled a post, says Ruritania",
    type="ASSAULT",
    status="happened",
    holder="Ruritania",
    story="fedcba9876543210",
)
DELIVERY = Delivery(id="d" * 16, events=(ENTRY.id,))


class Receiver:
    """A server on this machine that answers as it is told, and keeps what it got."""

    def __init__(self):
        receiver = self
        self.got, self.answers = [], []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook/secret-path"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver():
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


def send(hook):
    hook("grey", Alert(type=("ASSAULT",)), DELIVERY, [ENTRY])


def test_a_delivery_is_signed_and_has_an_id(receiver):
    send(Webhook(receiver.url, secret="k"))
    ((headers, body),) = receiver.got
    told = json.loads(body)
    assert (told["delivery"], told["alert"], told["asked"]) == (DELIVERY.id, "grey", "events of type ASSAULT")
    assert told["events"][0]["holder"] == "Ruritania"
    assert headers["X-Redshank-Delivery"] == DELIVERY.id
    assert headers["X-Redshank-Signature-256"] == "sha256=" + hmac.new(b"k", body, hashlib.sha256).hexdigest()


def test_it_is_sent_again_with_growing_pauses(receiver):
    receiver.answers = [(500, {}), (429, {"Retry-After": "7"}), (503, {})]
    pauses = []
    send(Webhook(receiver.url, sleep=pauses.append))
    assert pauses == [1.0, 7.0, 4.0]
    assert len({body for _, body in receiver.got}) == 1
    assert "X-Redshank-Signature-256" not in receiver.got[0][0]


def test_a_refusal_is_not_repeated_and_its_message_keeps_the_path_secret(receiver):
    receiver.answers = [(403, {})]
    with pytest.raises(InputError, match="answers 403") as told:
        send(Webhook(receiver.url, sleep=[].append))
    assert len(receiver.got) == 1
    assert "secret-path" not in str(told.value)


def test_a_move_is_told_and_not_followed(receiver):
    receiver.answers = [(302, {"Location": "http://elsewhere.example/"})]
    with pytest.raises(InputError, match="moved"):
        send(Webhook(receiver.url, sleep=[].append))
    assert len(receiver.got) == 1


def test_nobody_there(receiver):
    receiver.server.shutdown()
    receiver.server.server_close()
    pauses = []
    with pytest.raises(InputError, match="no answer") as told:
        send(Webhook(receiver.url, tries=3, sleep=pauses.append))
    assert pauses == [1.0, 2.0]
    assert "secret-path" not in str(told.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://localhost/x", "http://[::1]:9/x", "https://a.example"])
def test_addresses_that_may_be_used(url):
    assert checked(url, allow_http=False)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/x",
        "http://10.0.0.1/x",
        "http://127.0.0.1.example/",
        "ftp://a.example",
        "https://",
        "hook",
        "https://me:s3cret@a.example/x",
        "https://a.example:port/",
    ],
)
def test_addresses_that_may_not(url):
    with pytest.raises(InputError) as told:
        checked(url, allow_http=False)
    assert "s3cret" not in str(told.value)


def test_http_to_another_machine_on_request():
    assert checked("http://a.example/x", allow_http=True) == "http://a.example"


def test_the_secret_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("HOOK_SECRET", "k")
    assert (secret_of("HOOK_SECRET"), secret_of(None)) == ("k", None)
    monkeypatch.setenv("HOOK_SECRET", "")
    with pytest.raises(InputError, match="HOOK_SECRET"):
        secret_of("HOOK_SECRET")


def test_the_command_keeps_what_is_not_taken(receiver, west, redshank, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setenv("HOOK_SECRET", "k")
    run = ("alert", "run", west, "force", "--webhook", receiver.url, "--secret-env", "HOOK_SECRET")
    assert redshank("alert", "add", west, "force", "--type", "ASSAULT").code == 0
    receiver.answers = [(410, {})]
    failed = redshank(*run)
    assert failed.code == 1
    assert "It is kept" in failed.err
    assert "wait for their webhook" in redshank("alert", "list", west).out
    assert redshank(*run).code == 0
    first, second = (json.loads(body) for _, body in receiver.got)
    assert first == second
    assert redshank(*run).code == 3
    assert len(receiver.got) == 2
