"""Find the paragraphs of a text, be they one a line or wrapped at the seventieth column."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from redshank.records import Span

BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]\s]*$")
WIDEST = 110  # no typewriter, printer or mail program wraps wider
MARKS = "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u200b\u2060"
BULLET = re.compile(r"[•*·▪►‣–—-]\s|\d{1,2}[.)]\s")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not empty: its span without outer blanks, its indent, and whether a blank line is above."""

    start: int
    end: int
    indent: int
    after_blank: bool


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph: its span, its words and how it stands on the page."""

    span: Span
    text: str
    after_blank: bool

    @property
    def words(self) -> int:
        """Return the number of words."""
        return len(self.text.split())

    @property
    def is_ended(self) -> bool:
        """Say whether it ends as a sentence does."""
        return bool(TERMINAL.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Say whether this is running text, and no heading, label or row of a table."""
        return (self.is_ended and self.words >= 5) or self.words > 30


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into its lines, the empty ones left out."""
    found: list[Line] = []
    start, blank = 0, True
    for end, following in _breaks(text):
        raw = text[start:end]
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            found.append(Line(start + indent, start + indent + len(body), _columns(raw[:indent]), blank))
        blank = not body
        start = following
    return tuple(found)


def _breaks(text: str) -> Iterator[tuple[int, int]]:
    for hit in BREAK.finditer(text):
        yield hit.start(), hit.end()
    yield len(text), len(text)


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(4))


def is_shouted(text: str) -> bool:
    """Say whether the text is all in capitals, as old wire copy is."""
    sample = text[:3000]
    upper = sum(map(str.isupper, sample))
    return upper > 40 and upper > 9 * sum(map(str.islower, sample))


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How the text was set: wrapped at which width, from which margin."""

    wrapped: bool
    width: int
    margin: int
    shouted: bool
    indented: bool  # paragraphs begin with an indent, so that a line without one goes on


def layout_of(text: str, lines: Sequence[Line]) -> Layout:
    """Tell wrapped text from text with one paragraph a line by what its lines end and begin with."""
    shouted = is_shouted(text)
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    running = [(a, b) for a, b in pairs if _runs_on(text, a, b, shouted)]
    lengths = sorted(a.end - a.start + a.indent for a, _ in running)
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    wrapped = bool(running) and len(running) >= 0.3 * len(pairs) and 30 <= width <= WIDEST
    margins = Counter(b.indent for _, b in running)
    margin = margins.most_common(1)[0][0] if margins else min((line.indent for line in lines), default=0)
    starts = sum(b.indent >= margin + 2 for _, b in pairs)
    indented = starts >= 2 and starts >= 0.04 * len(pairs)
    return Layout(wrapped=wrapped, width=width, margin=margin, shouted=shouted, indented=indented)


def _runs_on(text: str, a: Line, b: Line, shouted: bool) -> bool:
    """Say whether a sentence surely goes on from one line to the next."""
    if TERMINAL.search(text, max(a.start, a.end - 4), a.end) or a.end - a.start < 25:
        return False
    if shouted:
        return 45 <= a.end - a.start <= WIDEST and b.indent <= a.indent
    return text[b.start].islower()


def _goes_on(text: str, group: Sequence[Line], b: Line, layout: Layout) -> bool:
    """Say whether line `b` belongs to the paragraph that these lines began."""
    a = group[-1]
    if b.after_blank:
        return False
    ended = bool(TERMINAL.search(text, max(a.start, a.end - 4), a.end))
    if not layout.wrapped:
        if (
            not ended
            and 45 <= a.end - a.start <= WIDEST
            and b.indent <= layout.margin
            and (len(group) > 1 or a.indent >= b.indent + 2)
        ):
            return True  # a few wrapped lines among the rows of a table
        return _runs_on(text, a, b, layout.shouted) and not layout.shouted and a.end - a.start > 40
    if b.indent >= layout.margin + 2 or (b.indent < layout.margin - 1) or BULLET.match(text, b.start, b.end):
        return False
    if a.end - a.start > layout.width + 15:
        return False  # a headline that was never wrapped, over a text that was
    if (layout.indented and len(group) + a.indent > 1) or (
        not ended and (len(group) > 1 or a.indent >= layout.margin + 2)
    ):
        return True
    first_word = text[b.start : b.end].split(maxsplit=1)[0]
    free = layout.width - (a.indent + a.end - a.start) - 1 - len(first_word)
    if layout.shouted:
        return free <= 12 or not (ended or free > layout.width * 0.4)
    if text[b.start].islower():
        return True
    return free <= (8 if ended else 14)


def paragraphs_of(text: str) -> tuple[tuple[Paragraph, ...], Layout]:
    """Join lines into paragraphs; the newlines inside a wrapped paragraph stay where they are."""
    lines = lines_of(text)
    layout = layout_of(text, lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(text, groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_paragraph(text, g) for g in groups), layout


def _paragraph(text: str, group: Sequence[Line]) -> Paragraph:
    span = Span(group[0].start, group[-1].end)
    return Paragraph(span=span, text=span.of(text), after_blank=group[0].after_blank)
