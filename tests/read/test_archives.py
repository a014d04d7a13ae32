"""Packed files are read member by member; what is packed to do harm is refused."""

import gzip
import io
import sys
import tarfile
import zipfile

import pytest
import zstandard

from redshank.read import About, archives, read_stories
from redshank.records import Skipped, Story

MEMBERS = {
    "one.txt": b"One.",
    "in/two.jsonl": b'{"text": "Two."}\n{broken\n{"text": "Three."}\n',
    "in/four.txt.gz": gzip.compress(b"Four.", mtime=0),
    "__MACOSX/._one.txt": b"\x00",
    "in/.hidden.txt": b"Hidden.",
    "../../escape.txt": b"Five.",
    "image.png": b"\x89PNG\r\n\x1a\n\x00\x00",
}


def make_zip(members=MEMBERS):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("in")
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def make_tar(members=MEMBERS):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def read(tmp_path, raw, name="a.zip"):
    (tmp_path / name).write_bytes(raw)
    return list(read_stories([tmp_path / name], About()))


PACKED = [
    ("a.zip", make_zip()),
    ("a.tar", make_tar()),
    ("a.tar.gz", gzip.compress(make_tar(), mtime=0)),
    ("a.tgz", gzip.compress(make_tar(), mtime=0)),
    ("a.tar.zst", zstandard.compress(make_tar())),
    ("unknown", make_zip()),
]


@pytest.mark.parametrize(("name", "raw"), PACKED)
def test_each_member_is_read_under_its_own_name(tmp_path, name, raw):
    got = read(tmp_path, raw, name)
    assert [s.text for s in got if isinstance(s, Story)] == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert [s.reason for s in got if isinstance(s, Skipped)] == ["broken", "binary"]
    assert got[0].source_id == f"{tmp_path / name}/one.txt"
    assert got[1].source_id == f"{tmp_path / name}/in/two.jsonl:1"
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "raw"), PACKED)
def test_on_standard_input(monkeypatch, name, raw):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
    assert [s.text for s in read_stories(["-"], About()) if isinstance(s, Story)][:2] == ["One.", "Two."]


@pytest.mark.parametrize("inner", [make_zip, make_tar])
@pytest.mark.parametrize("outer", [make_zip, make_tar])
def test_an_archive_in_an_archive_is_read_and_one_deeper_is_not(tmp_path, outer, inner):
    got = read(tmp_path, outer({"b.bin": inner({"c.txt": b"Deep."})}))
    assert [s.text for s in got] == ["Deep."]
    got = read(tmp_path, outer({"b.bin": outer({"c.bin": inner({"d.txt": b"Deeper."})}), "e.txt": b"Beside."}))
    assert [s.reason if isinstance(s, Skipped) else s.text for s in got] == ["nested", "Beside."]


def locked():
    raw = bytearray(make_zip({"one.txt": b"One.", "two.txt": b"Two."}))
    at = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)  # the entry behind that of the folder
    raw[at + 8] |= 1
    return bytes(raw)


def corrupt():
    raw = bytearray(make_zip({"one.txt": bytes(range(256)) * 10, "two.txt": b"Two."}))
    at = raw.index(b"one.txt") + 7
    raw[at : at + 40] = b"\xff" * 40
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (locked(), ["encrypted", "Two."]),
        (corrupt(), ["broken", "Two."]),
        (make_zip()[:100], ["broken"]),
        (make_zip({}), ["empty"]),
        (make_zip({".DS_Store": b"x"}), ["empty"]),
        (make_zip({"xl/workbook.xml": b"x"}), ["binary"]),
        (make_tar()[:700], ["One.", "broken"]),
        (make_tar({}), ["empty"]),
        (gzip.compress(make_tar(), mtime=0)[:200], ["broken"]),
        (b"7z\xbc\xaf\x27\x1c....", ["binary"]),
        (b"Rar!\x1a\x07....", ["binary"]),
        (b"{\\rtf1 Envoys met.}", ["binary"]),
        (b"Envoys met.", ["broken"]),
        (b"", ["empty"]),
    ],
)
def test_bad_archives_are_skipped_with_their_reason(tmp_path, raw, outcome):
    got = read(tmp_path, raw)
    assert [s.reason if isinstance(s, Skipped) else s.text for s in got][-2:] == outcome


@pytest.mark.parametrize("packed", ["zip", "tar.gz", "tar.zst"])
def test_a_bomb_is_refused(tmp_path, monkeypatch, packed):
    monkeypatch.setattr(archives, "FREE_BYTES", 1_000_000)
    monkeypatch.setattr(archives, "MOST_RATIO", 20)
    members = {"one.txt": b"One.", "bomb.jsonl": b" \n" * 20_000_000, "two.txt": b"Two."}
    pack = {"tar.gz": gzip.compress, "tar.zst": zstandard.compress}.get(packed, bytes)
    raw = make_zip(members) if packed == "zip" else pack(make_tar(members))
    got = read(tmp_path, raw, f"a.{packed}")
    assert got[-1].reason == "too-large"
    assert "zip bomb" in got[-1].message
    assert [s.text for s in got if isinstance(s, Story)] in (["One."], [])


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "FREE_BYTES", 1_000_000)
    monkeypatch.setattr(archives, "MOST_RATIO", 20)
    inner = make_zip({"bomb.jsonl": b" \n" * 20_000_000})
    got = read(tmp_path, make_zip({"b.zip": inner, "one.txt": b"One."}))
    assert got[0].reason == "too-large"
