"""Walk through a reading and hold every span against the text."""

from collections.abc import Iterator
from typing import Any

import msgspec

from redshank.records import Reading, Span


def misplaced(reading: Reading) -> list[str]:
    """Return every span that lies outside the text, is empty, or does not slice to the words beside it."""
    return [fault for path, record in records(reading, "reading") for fault in faults(path, record, reading.text)]


def records(value: Any, path: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """Give every record inside a record, with the way to it."""
    if isinstance(value, msgspec.Struct):
        yield path, value
        if not isinstance(value, Span):
            for field in value.__struct_fields__:
                yield from records(getattr(value, field), f"{path}.{field}")
    elif isinstance(value, tuple):
        for k, item in enumerate(value):
            yield from records(item, f"{path}[{k}]")


def faults(path: str, record: msgspec.Struct, text: str) -> Iterator[str]:
    """Say what is wrong with one record."""
    if isinstance(record, Span):
        if not 0 <= record.start < record.end <= len(text):
            yield f"{path}: {record} in a text of {len(text)}"
        return
    span, words = getattr(record, "span", None), getattr(record, "text", None)
    if isinstance(span, Span) and isinstance(words, str) and span.of(text) != words:
        yield f"{path}: {span.of(text)!r} is not {words!r}"
