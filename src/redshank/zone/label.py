"""Label every paragraph by its cues, its shape and its neighbours; then split off what shares a line."""

import re
from collections.abc import Sequence
from pathlib import Path

from redshank.lexicon.zones import Cue
from redshank.records import Part, Span, Story, Zone, ZoneKind
from redshank.zone.cues import cue_of, is_byline, is_caption, is_credit, is_names, is_person, is_stamp, load_judge
from redshank.zone.front import label_front
from redshank.zone.page import Page
from redshank.zone.paragraphs import BULLET, Paragraph, paragraphs_of
from redshank.zone.split import credit_at, split_zone

PART_KINDS: dict[str, ZoneKind] = {"title": "headline", "byline": "byline", "dateline": "dateline"}
QUOTED = re.compile(r"[\"“”]|\b(?:said|told|says|added)\b", re.IGNORECASE)
SUBHEAD_WORDS = 10
CAPTION_WORDS = 60
MARKUP = re.compile(r"#{1,6}\s+\S|\*\*[^*]+\*\*$")


def zone(story: Story, folders: Sequence[Path] = ()) -> tuple[Zone, ...]:
    """Label the parts of a story's page; every line that is not empty lies in exactly one zone.

    Args:
        story: the story.
        folders: where `zones.toml` is looked for, ours first; ours alone if left out.
    """
    judge = load_judge(tuple(folders))
    paragraphs, layout = paragraphs_of(story.text)
    page = Page(judge, _apart(story, paragraphs), shouted=layout.shouted, text=story.text)
    _label_parts(page, story.parts)
    _label_cues(page)
    _label_sections(page)
    label_front(page)
    _label_pictures(page)
    _label_subheads(page)
    _label_back(page)
    lead = page.first_body()
    return tuple(z for i, p in enumerate(page.paragraphs) for z in split_zone(page, i, p, lead))


def _apart(story: Story, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Cut paragraphs at the borders of parts, which are never joined with the text below them."""
    borders = {part.span.end for part in story.parts if part.field in PART_KINDS}
    found: list[Paragraph] = []
    for p in paragraphs:
        start = p.span.start
        for border in sorted(b for b in borders if p.span.start < b < p.span.end):
            found.append(_cut(story.text, start, border, p.after_blank))
            start = border
        found.append(_cut(story.text, start, p.span.end, p.after_blank))
    return tuple(p for p in found if p.text)


def _cut(text: str, start: int, end: int, after_blank: bool) -> Paragraph:
    raw = text[start:end]
    words = raw.strip()
    start += len(raw) - len(raw.lstrip())
    return Paragraph(span=Span(start, start + len(words)), text=words, after_blank=after_blank)


def _label_parts(page: Page, parts: Sequence[Part]) -> None:
    """Label what arrived as a field of its own."""
    for part in parts:
        kind = PART_KINDS.get(part.field)
        for i, p in enumerate(page.paragraphs):
            if kind and part.span.overlaps(p.span):
                page.kinds[i] = kind


def _label_cues(page: Page) -> None:
    """Label what its own words give away."""
    for i, p in enumerate(page.paragraphs):
        if page.kinds[i] is None and not page.filed[i]:
            cue = cue_of(page.judge, p.text)
            if cue is not None:
                page.kinds[i] = cue.kind
            elif is_credit(page.judge, p.text):
                page.kinds[i] = "credit"


def _cue_at(page: Page, i: int) -> Cue | None:
    return cue_of(page.judge, page.paragraphs[i].text) if page.kinds[i] in ("related", "boilerplate") else None


def _label_sections(page: Page) -> None:
    """Give the short lines under "Related stories" its kind, and all that follows "About the author" its own."""
    ended = len(page)
    seen_text = 0
    for i in range(len(page)):
        cue = _cue_at(page, i)
        seen_text += page.is_running(i)
        if cue is None or i >= ended:
            continue
        if cue.closes and seen_text and not _much_text_below(page, i):
            ended = i
            for k in range(i + 1, len(page)):
                page.kinds[k] = page.kinds[k] or cue.kind
        elif cue.kind == "related":
            _label_links(page, i, cue)


def _much_text_below(page: Page, i: int) -> bool:
    """Say whether the story goes on below a footer's heading, which then was none."""
    below = sum(p.words for k, p in enumerate(page.paragraphs) if k > i and page.is_running(k))
    above = sum(p.words for k, p in enumerate(page.paragraphs) if k < i and page.is_running(k))
    return below > 120 and below > above


def _label_links(page: Page, i: int, cue: Cue) -> None:
    """Label the headlines that stand under a related heading, or directly under a related line."""
    for k in range(i + 1, min(len(page), i + 12)):
        p = page.paragraphs[k]
        near = cue.opens or (page.is_spaced and not p.after_blank)
        if page.kinds[k] is not None or not near or p.is_prose or p.words > 22 or page.datelined[k]:
            return
        # A lone line with text under it is a subhead, unless it stands in the list.
        if cue.opens and p.after_blank and page.is_running(k + 1 if k + 1 < len(page) else None) and k > i + 1:
            return
        page.kinds[k] = "related"


def _label_pictures(page: Page) -> None:
    """Find captions: by their own words, or because a credit stands under them."""
    last = page.last_body()
    for i, p in enumerate(page.paragraphs):
        if (
            page.kinds[i] in (None, "standfirst")
            and p.words <= CAPTION_WORDS
            and not QUOTED.search(p.text)
            and not page.datelined[i]
        ):
            signed = i != last and credit_at(page, p) is not None
            if signed or is_caption(page.judge, p.text):
                page.kinds[i] = "caption"
    for i in range(1, len(page)):
        p = page.paragraphs[i]
        if (
            page.kinds[i - 1] == "caption"
            and page.kinds[i] is None
            and not p.after_blank
            and p.words <= 5
            and is_names(page.judge, p.text)
        ):
            page.kinds[i] = "credit"
        if page.kinds[i] == "credit" and page.kinds[i - 1] in (None, "standfirst") and _is_captioned(page, i):
            page.kinds[i - 1] = "caption"


def _is_captioned(page: Page, credit: int) -> bool:
    """Say whether the paragraph above a credit is the caption, and not the text that the picture interrupts."""
    p = page.paragraphs[credit - 1]
    if p.words > CAPTION_WORDS or page.datelined[credit - 1] or p.words < 3:
        return False
    if page.first_body() is None or (page.kinds[credit - 1] == "standfirst" and page.is_heading_like(credit - 1, 12)):
        return False
    if not page.paragraphs[credit].after_blank:
        return not re.search(r"[\"“”]", p.text) or is_caption(page.judge, p.text) or credit - 1 == page.first_body()
    return not QUOTED.search(p.text) and p.words <= 45


def _label_subheads(page: Page) -> None:
    """Find the short lines between two running paragraphs."""
    for i in page.free():
        p = page.paragraphs[i]
        marked = bool(MARKUP.match(p.text))
        if not marked and not page.is_heading_like(i, SUBHEAD_WORDS) and not _is_labelled(p):
            continue
        before, after = page.neighbour(i, -1), page.neighbour(i, 1)
        opened = before is not None and (
            page.is_running(before) or page.kinds[before] in ("headline", "byline", "standfirst", "dateline")
        )
        if (
            opened
            and page.is_running(after)
            and (marked or (p.text[0].isupper() or p.text[0].isdigit() or p.text[0] in "\"“'‘¿¡"))
        ):
            page.kinds[i] = "subhead"


def _is_labelled(p: Paragraph) -> bool:
    """Accept "Key points:" as a subhead."""
    return p.words <= 5 and p.text.endswith(":")


def _label_back(page: Page) -> None:
    """Label what stands below the last running paragraph: names, dates and scraps of the page."""
    running = [i for i in range(len(page)) if page.is_running(i)]
    if len(running) < 2:
        return
    _label_house_notes(page, running)
    for i in range(running[-1] + 1, len(page)):
        p = page.paragraphs[i]
        if page.kinds[i] is not None:
            continue
        if is_byline(page.judge, p.text, bare=True, shouted=page.shouted) or (
            is_person(p.text) and p.after_blank and not page.shouted
        ):
            page.kinds[i] = "signoff" if is_agency_line(page, p.text) else "byline"
        elif p.after_blank and is_stamp(page.judge, p.text):
            page.kinds[i] = "dateline"
        elif is_agency_line(page, p.text):
            page.kinds[i] = "signoff"
        elif (
            len(running) > 2
            and p.words <= 6
            and not p.is_ended
            and not any(c.isdigit() for c in p.text)
            and not BULLET.match(p.text)
        ):
            page.kinds[i] = "boilerplate"


def _label_house_notes(page: Page, running: Sequence[int]) -> None:
    """Label the publisher's own sentences that stand under the sign-off."""
    signed = [i for i, kind in enumerate(page.kinds) if kind == "signoff" and any(k < i for k in running)]
    for i in running:
        p = page.paragraphs[i]
        if signed and i > signed[0] and p.words <= 40 and not QUOTED.search(p.text):
            page.kinds[i] = "boilerplate"


def is_agency_line(page: Page, text: str) -> bool:
    """Say whether the line is the name of an agency alone: "(AFP)", "REUTER", "AP/dpa"."""
    names = [n for n in re.split(r"\s*[/,;|]\s*|\s+and\s+", text.lower().strip(" ()[]-–—./*")) if n]
    return bool(names) and all(n in page.judge.agencies for n in names)
