"""Where quotations stand: pairs of marks inside a paragraph, tolerant of marks that were lost."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.records import Span, Zone

MARK = re.compile(r"''|``|[\"“”„«»‘’]|(?<!\w)'(?=\w)|(?<=[\w.,!?])'(?!\w)")
SURE_OPEN = frozenset({"“", "„", "«", "``"})
SURE_CLOSE = frozenset({"”", "»"})
STRAIGHT = frozenset({'"', "''"})
SINGLE = frozenset({"‘", "'"})
SPOKEN = frozenset({"body", "headline", "standfirst", "subhead", "caption", "correction"})


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between two quote marks; `span` holds the words, `outer` the marks too."""

    span: Span
    outer: Span
    zone: int
    closed: bool


def find_quotes(text: str, zones: Sequence[Zone]) -> tuple[Quote, ...]:
    """Return the quotations of a story, outermost only, in the order of the text."""
    return tuple(quote for k, zone in enumerate(zones) if zone.kind in SPOKEN for quote in _in_zone(text, k, zone.span))


def _in_zone(text: str, zone: int, where: Span) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, where.start, where.end):
        if opened is None:
            opened = mark if _opens(text, mark, where) else None
        elif _reopens(text, opened, mark, where):  # the mark that should have closed was lost, or a paragraph ended
            end = text.rfind("\n", opened.end(), mark.start())
            if end > 0:
                yield _quote(zone, opened, end, end, closed=False)
            opened = mark
        elif _closes(text, opened, mark, where):
            inner = opened.end() + len(text[opened.end() : mark.start()].rstrip(" ,\u00a0"))
            if inner > opened.end():
                yield _quote(zone, opened, inner, mark.end(), closed=True)
            opened = None
    if opened is not None and opened.group() not in SINGLE:
        end = text.find("\n", opened.end(), where.end)
        end = where.end if end < 0 else end
        if end - opened.end() > 1:
            yield _quote(zone, opened, end, end, closed=False)


def _quote(zone: int, opened: re.Match[str], inner_end: int, outer_end: int, *, closed: bool) -> Quote:
    return Quote(span=Span(opened.end(), inner_end), outer=Span(opened.start(), outer_end), zone=zone, closed=closed)


def _opens(text: str, mark: re.Match[str], where: Span) -> bool:
    sign = mark.group()
    if sign in SURE_OPEN or sign == "‘":
        return True
    if sign in SURE_CLOSE or sign == "’":
        return False
    return _looks_open(text, mark, where)


def _looks_open(text: str, mark: re.Match[str], where: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > where.start else " "
    after = text[mark.end() : mark.end() + 1]
    return (before.isspace() or before in "([—–-/:") and after != "" and not after.isspace()


def _reopens(text: str, opened: re.Match[str], mark: re.Match[str], where: Span) -> bool:
    sign, first = mark.group(), opened.group()
    if first in SINGLE:
        return sign in SURE_OPEN or (sign in STRAIGHT and _looks_open(text, mark, where))
    if first in STRAIGHT:
        return sign in STRAIGHT and _looks_open(text, mark, where)
    return sign in SURE_OPEN


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], where: Span) -> bool:
    sign, first = mark.group(), opened.group()
    if first in SINGLE:
        after = text[mark.end() : mark.end() + 1] if mark.end() < where.end else " "
        return sign in {"’", "'"} and not after.isalnum()
    if sign in SINGLE or sign == "’":
        return False
    return sign in STRAIGHT or sign in SURE_CLOSE
