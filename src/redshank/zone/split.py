"""Split what shares a paragraph: the dateline before the text, the credit behind a caption, the sign-off at the end."""

import re
from collections.abc import Iterator

from redshank.records import Span, Zone, ZoneKind
from redshank.zone.cues import cue_of, is_bracketed_name, is_caption, is_credit, is_names
from redshank.zone.page import Page
from redshank.zone.paragraphs import Paragraph

BRACKETED_TAIL = re.compile(r"\s*(\([^()]{2,240}\)|\[[^\[\]]{2,240}\])\.?$")
LAST_SENTENCE = re.compile(r"(?<=[.!?…)\"”’'])\s+(?=[A-Z©(])")
DASHED_TAIL = re.compile(r"(?<=[.!?\"”’'])\s*[—–-]{1,2}\s*([A-Z][\w ./-]{1,40})$")


def split_zone(page: Page, i: int, paragraph: Paragraph, lead: int | None) -> Iterator[Zone]:
    """Give the zones of one paragraph, in order."""
    kind = page.kinds[i] or "body"
    span = paragraph.span
    if kind == "caption":
        cut = credit_at(page, paragraph)
        yield from _two(page.text, span, cut, "caption", "credit") if cut else (Zone(kind=kind, span=span),)
        return
    if kind != "body":
        yield Zone(kind=kind, span=span)
        return
    dateline = page.datelines[i]
    # "LONDON - The dollar fell": without date and agency this is a dateline only where the body begins.
    if dateline is not None and (page.filed[i] or i == lead):
        yield Zone(kind="dateline", span=dateline.span)
        span = _trim(page.text, dateline.span.end, span.end)
    cut = _signoff_at(page, span, last=i == page.last_body())
    if cut is not None and cut > span.start:
        yield from _two(page.text, span, cut, "body", "signoff")
    elif span.start < span.end:
        yield Zone(kind="body", span=span)


def _two(text: str, span: Span, cut: int, first: ZoneKind, second: ZoneKind) -> Iterator[Zone]:
    yield Zone(kind=first, span=_trim(text, span.start, cut))
    yield Zone(kind=second, span=_trim(text, cut, span.end))


def _trim(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    return Span(start, start + len(raw.strip()))


def credit_at(page: Page, paragraph: Paragraph) -> int | None:
    """Return where a credit begins behind a caption on the same line, or nothing if this is no caption."""
    text = paragraph.text
    bracketed = BRACKETED_TAIL.search(text)
    if bracketed and bracketed.start() > 0 and not text.endswith("."):
        alone = text[: bracketed.start()].endswith((".", "!", "?")) and is_bracketed_name(page.judge, bracketed[1])
        if (alone and not page.shouted) or is_credit(page.judge, bracketed[1]):
            return paragraph.span.start + bracketed.start(1)
    told = is_caption(page.judge, text)
    for hit in LAST_SENTENCE.finditer(text):
        tail = text[hit.end() :]
        named = told and not tail.endswith((".", "!", "?")) and is_names(page.judge, tail, 4)
        marked = len(tail) < 90 and is_credit(page.judge, tail) and (told or re.search(r"[:/|©]", tail))
        if named or marked:
            return paragraph.span.start + hit.end()
    return None


def _signoff_at(page: Page, span: Span, *, last: bool) -> int | None:
    """Return where a sign-off begins behind the last words of a paragraph."""
    text = span.of(page.text)
    bracketed = BRACKETED_TAIL.search(text)
    if bracketed:
        cue = cue_of(page.judge, bracketed[1])
        if (cue is not None and cue.kind == "signoff") or (last and _is_agencies(page, bracketed[1])):
            return span.start + bracketed.start(1)
    dashed = DASHED_TAIL.search(text) if last else None
    if dashed and _is_agencies(page, dashed[1]):
        return span.start + dashed.start()
    return None


def _is_agencies(page: Page, text: str) -> bool:
    names = [n for n in re.split(r"\s*[/,;|]\s*|\s+and\s+", text.lower().strip(" ()[]-–—.")) if n]
    return bool(names) and all(n in page.judge.agencies for n in names)
