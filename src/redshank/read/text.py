"""Turn bytes into text: UTF-8 first, UTF-16 when it shows, Windows-1252 last; what is no text is refused."""

import re

import msgspec

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF32_MARKS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
SAMPLE = 8192
MAGIC = (
    *(b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90"),
    *(b"\xd0\xcf\x11\xe0", b"SQLite format", b"PAR1", b"OggS", b"ID3", b"RIFF"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f]")
MOST_CONTROL = 0.02  # of the characters; above this share nothing is readable


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A text, or the word that says why there is none."""

    text: str = ""
    encoding: str = ""
    reason: str | None = None
    message: str = ""


def decode(raw: bytes) -> Decoded:
    """Decode bytes; newlines, marks and odd characters stay as they came, only a byte order mark goes."""
    if raw.startswith(MAGIC):
        return _binary()
    for name in _candidates(raw):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        return _checked(text.removeprefix("\ufeff"), name)
    return _binary()


def _candidates(raw: bytes) -> tuple[str, ...]:
    if raw.startswith(UTF32_MARKS):
        return ("utf-32",)
    if raw.startswith(UTF16_MARKS):
        return ("utf-16",)
    if b"\x00" in raw[:SAMPLE]:
        # English in UTF-16 without its mark: every other byte is null.
        low, high = raw[1:SAMPLE:2].count(0), raw[0:SAMPLE:2].count(0)
        half = len(raw[:SAMPLE]) // 2
        if low > 0.4 * half and high < 0.1 * half:
            return ("utf-16-le",)
        if high > 0.4 * half and low < 0.1 * half:
            return ("utf-16-be",)
        return ("utf-8",)
    return ("utf-8", "cp1252", "latin-1")


def _checked(text: str, encoding: str) -> Decoded:
    """Refuse a text that is mostly control characters; a few do no harm and stay."""
    sample = text[: 16 * SAMPLE]
    strange = len(CONTROL.findall(sample)) + sample.count("\ufffd")
    if strange > max(3, MOST_CONTROL * len(sample)):
        if sample.count("\x00") * 3 > len(sample) or encoding != "utf-8":
            return _binary()
        return Decoded(
            reason="unreadable", message="It is full of control characters. Save it again as plain UTF-8 text."
        )
    return Decoded(text=text, encoding=encoding)


def _binary() -> Decoded:
    return Decoded(reason="binary", message="This is not text. Turn it into plain text, HTML, JSONL or CSV first.")
