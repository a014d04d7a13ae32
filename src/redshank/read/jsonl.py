"""Read JSONL: one story a line. A bad line is skipped, named and counted; the run goes on."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from redshank.read.about import About
from redshank.read.columns import BadRecord, fields_of
from redshank.read.ninjs import looks_like_ninjs, read_ninjs
from redshank.read.story import make_story
from redshank.read.text import decode
from redshank.records import Skipped, Story

LONGEST_LINE = 40_000_000  # bytes; a longer line is no story and would only fill the memory
READER = msgspec.json.Decoder(dict[str, object])


def read_jsonl(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the lines of a file one after the other; nothing is kept in memory but one line."""
    number = 0
    while True:
        raw = stream.readline(LONGEST_LINE)
        if not raw:
            return
        number += 1
        if len(raw) >= LONGEST_LINE and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST_LINE)
            yield _skip(
                name,
                number,
                "too-long",
                f"The line is longer than {LONGEST_LINE // 1_000_000} MB. One line must be one story.",
            )
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield read_line(raw, name, number, about)


def read_line(raw: bytes, name: str, number: int, about: About) -> Story | Skipped:
    """Read one line."""
    try:
        record = READER.decode(raw)
    except UnicodeDecodeError:
        return _reread(raw, name, number, about)
    except msgspec.ValidationError:
        return _skip(name, number, "wrong-type", 'The line should be an object such as {"text": "..."}.')
    except RecursionError:
        return _skip(name, number, "broken", "The line is nested too deep to be a story.")
    except msgspec.DecodeError as error:
        return _skip(name, number, "broken", f"The line is not valid JSON: {error}.")
    if looks_like_ninjs(record) and about.column("text") is None:
        return read_ninjs(record, f"{name}:{number}", about, line=number, where=f"{name}, line {number}")
    try:
        fields = fields_of(record, about)
    except BadRecord as bad:
        return _skip(name, number, bad.reason, bad.message)
    return make_story(fields, about, fields.id or f"{name}:{number}", line=number, where=f"{name}, line {number}")


def _reread(raw: bytes, name: str, number: int, about: About) -> Story | Skipped:
    """Read a line of another encoding, if that is all that is wrong with it."""
    decoded = decode(raw)
    if decoded.reason is None and decoded.encoding != "utf-8":
        return read_line(decoded.text.encode("utf-8"), name, number, about)
    return _skip(name, number, "encoding", "The line is not UTF-8. Save the file as UTF-8.")


def _skip(name: str, number: int, reason: str, message: str) -> Skipped:
    return Skipped(source_id=name, line=number, reason=reason, message=f"{name}, line {number}: {message}")
