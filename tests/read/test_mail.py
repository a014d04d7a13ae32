"""Mails and mailboxes give one story a message, attachments left out."""

import io
import sys

import pytest

from redshank.read import About, read_stories
from redshank.records import Skipped, Story

HEAD = (
    b"From: Indus Wire <desk@wire.test>\r\nTo: a@b.test\r\n"
    b"Date: Mon, 04 Mar 2024 10:30:00 +0100\r\nMessage-ID: <1@wire.test>\r\n"
)
PLAIN = HEAD + b"Subject: Envoys open talks\r\n\r\nEnvoys met in Geneva.\r\n\r\nThey parted.\r\n"
PARTS = (
    HEAD
    + b"Subject: =?utf-8?q?Talks_in_Bogot=C3=A1?=\r\n =?iso-8859-1?q?_and_Canc=FAn?=\r\nMIME-Version: 1.0\r\n"
    + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n'
    + b"Content-Disposition: attachment; filename=a.txt\r\n\r\nAttached words.\r\n"
    + b'--x\r\nContent-Type: multipart/alternative; boundary="y"\r\n\r\n--y\r\n'
    + b"Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    + b"<p>Talks in Bogot=E1.</p><style>p</style><p>They parted.</p>\r\n--y--\r\n"
    + b"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nInner words.\r\n--x--\r\n"
)


def read(tmp_path, raw, name="a.eml"):
    (tmp_path / name).write_bytes(raw)
    return list(read_stories([tmp_path / name], About()))


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_plain_mail(tmp_path, name):
    (story,) = read(tmp_path, PLAIN, name)
    assert story.text == "Envoys open talks\n\nEnvoys met in Geneva.\n\nThey parted.\n"
    assert (story.publisher, story.title, story.source_id) == ("Indus Wire", "Envoys open talks", "1@wire.test")
    assert story.published == "2024-03-04T10:30:00+01:00"


def test_html_encoded_words_and_attachments(tmp_path):
    (story,) = read(tmp_path, PARTS)
    assert story.text == "Talks in Bogotá and Cancún\n\nTalks in Bogotá.\n\nThey parted."


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        (b"iso-8859-1", "Bogotá said so.".encode("latin-1")),
        (b"iso-8859-1", "Bogotá said so.".encode()),
        (b"utf-8", "Bogotá said so.".encode("cp1252")),
        (b"us-ascii", "Bogotá said so.".encode()),
        (b"no-such", "Bogotá said so.".encode()),
        (b"base64", "Bogotá said so.".encode()),
        (b"utf-16", "Bogotá said so.".encode("utf-16")),
    ],
)
def test_charsets(tmp_path, charset, raw):
    (story,) = read(tmp_path, HEAD + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\n" + raw)
    assert story.text == "Bogotá said so."


def test_flowed_lines_are_joined(tmp_path):
    raw = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\nEnvoys met \r\nin Geneva.\r\n\r\nThey parted.\r\n"
    assert read(tmp_path, raw)[0].text == "Envoys met in Geneva.\n\nThey parted.\n"


BOX = (
    b"From desk@wire.test Mon Mar  4 10:30:00 2024\n"
    + PLAIN.replace(b"\r\n", b"\n").replace(b"They parted.", b">From Geneva they flew.\n\nFrom there, nobody knows.")
    + b"\nFrom desk@wire.test Mon Mar  4 11:30:00 2024\nSubject: empty\nFrom: x\n\n\n"
    + b"\nFrom desk@wire.test Mon Mar  4 12:30:00 2024\n"
    + PARTS.replace(b"\r\n", b"\n")
)


@pytest.mark.parametrize("name", ["a.mbox", "a.txt", "a"])
def test_a_mailbox_is_split_at_its_from_lines_only(tmp_path, name):
    first, second, third = read(tmp_path, BOX, name)
    assert first.text.endswith("Geneva.\n\nFrom Geneva they flew.\n\nFrom there, nobody knows.\n\n")
    assert (second.reason, second.line) == ("no-text", 2)
    assert third.title == "Talks in Bogotá and Cancún"


def test_a_mail_on_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(PLAIN))))
    (story,) = read_stories(["-"], About())
    assert isinstance(story, Story)
    assert story.title == "Envoys open talks"


DEEP = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (i, i) for i in range(3000))


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.eml", b"", "empty"),
        ("a.mbox", b"", "empty"),
        ("a.eml", HEAD + b"Subject: x\r\n\r\n", "no-text"),
        ("a.eml", b"\r\nno header", "broken"),
        ("a.eml", HEAD + DEEP, "nested"),
        ("a.eml", HEAD + b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nwords", "no-text"),
        ("a.eml", HEAD + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!", "no-text"),
        ("a.eml", HEAD + b"Subject: " + b"y" * 2_000 + b"\r\n\r\n" + b"x" * 6_000_000, "too-long"),
    ],
)
def test_bad_mails_are_skipped_with_their_reason(tmp_path, name, raw, reason):
    (skipped,) = read(tmp_path, raw, name)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason


def test_a_letter_that_begins_with_a_colon_is_no_mail(tmp_path):
    text = b"Subject: the talks. Envoys met.\n\nFrom: here to there.\n"
    assert read(tmp_path, text, "a.txt")[0].text == text.decode()
