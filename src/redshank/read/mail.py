"""Read mail: single messages (.eml) and mailboxes (.mbox), one story a message. Attachments are not looked at."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import BinaryIO

from redshank.read.about import About
from redshank.read.charset import decode_declared
from redshank.read.dates import iso_of
from redshank.read.markup import to_paragraphs
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

LARGEST_MAIL = 50_000_000  # bytes, attachments and all
LONGEST_LINE = 1_000_000
MOST_PARTS = 1_000
DEEPEST = 50  # parts within each other; the library goes down by recursion
QUOTED_FROM = re.compile(rb">+From ")
FROM_LINE = re.compile(rb"From \S.*\d{4}\s*$|From \S+\s*$")
NESTED = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


def read_mail(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read a file that is one message."""
    raw = stream.read(LARGEST_MAIL + 1)
    if not raw.strip():
        yield Skipped(source_id=name, reason="empty", message=f"{name}: the file is empty.")
    else:
        yield _read(raw, name, name, None, about)


def read_mbox(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the messages of a mailbox one after the other; one is in memory at a time."""
    number = 0
    for number, raw in enumerate(split_mbox(stream), start=1):
        yield _read(raw, f"{name}:{number}", f"{name}, message {number}", number, about)
    if not number:
        yield Skipped(source_id=name, reason="empty", message=f"{name}: there are no messages in this mailbox.")


def split_mbox(stream: BinaryIO) -> Iterator[bytes]:
    """Split a mailbox at its "From " lines; of a message that is too long only so much is kept as shows it."""
    lines: list[bytes] = []
    size, after_blank, started = 0, True, False
    while line := stream.readline(LONGEST_LINE):
        if after_blank and line.startswith(b"From ") and FROM_LINE.match(line):
            if lines:
                yield b"".join(lines)
            lines, size, started, after_blank = [], 0, True, False
            continue
        after_blank = not line.strip()
        if size <= LARGEST_MAIL and (started or line.strip()):
            size += len(line)
            lines.append(line[1:] if QUOTED_FROM.match(line) else line)
    if lines:
        yield b"".join(lines)


def _read(raw: bytes, source_id: str, where: str, line: int | None, about: About) -> Story | Skipped:
    """Make a story of one message."""

    def skip(reason: str, message: str) -> Skipped:
        return Skipped(source_id=source_id, line=line, reason=reason, message=f"{where}: {message}")

    if len(raw) > LARGEST_MAIL:
        return skip("too-large", f"the message is longer than {LARGEST_MAIL // 1_000_000} MB. Save its text as .txt.")
    if len(NESTED.findall(raw)) > DEEPEST:
        return skip("nested", f"the message has more than {DEEPEST} parts of parts. Save its text as .txt.")
    try:
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        text = body_of(message)
    except (MessageError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        return skip("broken", f"the message cannot be taken apart ({error}). Save its text as .txt.")
    if not message.keys():
        return skip("broken", "this is no mail: it has no header. If it is plain text, name it .txt.")
    if not text.strip():
        return skip("no-text", "the message has no text; attachments are not read. Save them, and read the files.")
    sender, address = parseaddr(header(message, "From") or "")
    own = (header(message, "Message-ID") or "").strip("<> ") or None
    fields = Fields(
        text=text,
        title=header(message, "Subject"),
        published=iso_of(header(message, "Date")),
        publisher=sender or address or None,
        id=own,
        language=None,
    )
    return make_story(fields, about, own or source_id, line=line, where=where)


def header(message: Message, name: str) -> str | None:
    """Return a header on one line, its encoded words decoded."""
    value = message.get(name)
    if value is None:
        return None
    try:
        chunks = decode_header(value)
    except (MessageError, ValueError, LookupError):
        return " ".join(str(value).split()) or None
    words = ""
    for chunk, charset in chunks:
        words += decode_declared(chunk, charset).text if isinstance(chunk, bytes) else str(chunk)
    return " ".join(words.split()) or None


def body_of(message: Message) -> str:
    """Return the text of a message: its plain part, else its HTML part as paragraphs."""
    html = ""
    for number, part in enumerate(_parts(message)):
        if number > MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind == "text/plain" and (text := _words(part)).strip():
            return text
        if kind == "text/html" and not html:
            html = to_paragraphs(_words(part))
    return html


def _parts(message: Message) -> Iterator[Message]:
    """Give the parts that are shown: no attachments, no messages that were attached."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
            continue
        inner = part.get_payload()
        if isinstance(inner, list):
            stack.extend(p for p in reversed(inner) if isinstance(p, Message))
        else:
            yield part


def _words(part: Message) -> str:
    """Decode a part; lines that were broken for the way ("format=flowed") are joined."""
    raw = part.get_payload(decode=True)
    text = decode_declared(raw, part.get_content_charset()).text if isinstance(raw, bytes) else ""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<!^-- ) \n(?!\n)", " ", text)
    return text
