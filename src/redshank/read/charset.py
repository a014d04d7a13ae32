"""Decode what declares its charset (HTTP, XML, HTML, mail). The bytes win where the declaration cannot be true."""

import codecs
import re

from redshank.read.text import MAGIC, UTF16_MARKS, UTF32_MARKS, Decoded, decode

XML_ENCODING = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
MIXED = re.compile("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")  # "caf" with a Cyrillic letter: the wrong charset
WRITTEN_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}  # as browsers read them


def declared_in(raw: bytes) -> tuple[str, ...]:
    """Return the charsets that the head of an XML or HTML file names."""
    head = raw[:4096]
    found = (XML_ENCODING.match(head.removeprefix(codecs.BOM_UTF8)), META_CHARSET.search(head))
    return tuple(m[1].decode("ascii", "replace") for m in found if m)


def decode_declared(raw: bytes, *declared: str | None) -> Decoded:
    """Decode bytes that say what charset they are in.

    What is valid UTF-8 and not plain ASCII is UTF-8, whatever is declared: no other text looks so by chance. Then what
    is declared, unless it fails or mixes alphabets within words; then UTF-8 with a few damaged letters; then a guess.

    Args:
        raw: the bytes.
        declared: names of charsets, the most trusted first; unknown ones are passed over.
    """
    if raw.startswith((*MAGIC, *UTF16_MARKS, *UTF32_MARKS, codecs.BOM_UTF8)) or b"\x00" in raw[:8192]:
        return decode(raw)
    names = [n for n in map(_known, declared) if n]
    if any(n.startswith("iso2022") for n in names) and b"\x1b" in raw:
        names = [n for n in names if n.startswith("iso2022")]  # its letters are ASCII bytes
    elif _valid(raw, "utf-8") is not None:
        return decode(raw)
    for name in names:
        text = _valid(raw, name)
        if text is not None and len(MIXED.findall(text)) <= len(text) / 2000:
            return Decoded(text=text, encoding=name)
    whole = len(MULTIBYTE.findall(raw))
    if whole > 3 * sum(b >= 0x80 for b in MULTIBYTE.sub(b"", raw)):
        return Decoded(text=raw.decode("utf-8", "replace"), encoding="utf-8")
    return decode(raw)


def _known(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name.strip(" \"'")).name if name else None
    except (LookupError, ValueError):
        return None
    return WRITTEN_AS.get(found, found) if found else None


def _valid(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, LookupError, ValueError):  # LookupError: codecs such as base64 decode no text
        return None
