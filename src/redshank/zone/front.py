"""Label what stands above the story: headline, standfirst, byline, date."""

from redshank.grammar.dateline import is_dateline
from redshank.records import ZoneKind
from redshank.zone.cues import is_byline, is_caption, is_person, is_stamp
from redshank.zone.page import Page
from redshank.zone.paragraphs import BULLET

DEEPEST = 10  # paragraphs; further down nothing is front matter


def label_front(page: Page) -> None:
    """Find the headline and what lies between it and the first paragraph of the body."""
    _top_dates(page)
    headline = _headline(page)
    if headline is None:
        _stamps(page, 0)
        return
    page.kinds[headline] = "headline"
    _stamps(page, headline + 1)
    lead = _lead(page, headline)
    for i in range(headline + 1, lead):
        if page.kinds[i] is None:
            page.kinds[i] = _front_kind(page, i)


def _top_dates(page: Page) -> None:
    """Label the date lines that stand above everything else."""
    for i, p in enumerate(page.paragraphs[:2]):
        if page.kinds[i] is None and not _is_date_line(page, i):
            return
        page.kinds[i] = page.kinds[i] or "dateline"
        if p.is_prose:
            return


def _is_date_line(page: Page, i: int) -> bool:
    p = page.paragraphs[i]
    return is_stamp(page.judge, p.text) or is_dateline(page.text, p.span, page.judge.words)


def _stamps(page: Page, start: int) -> None:
    """Label bylines and date lines above the first running paragraph, or directly under it."""
    running = [i for i in range(len(page)) if page.is_running(i)]
    last = running[-1] if running else len(page)
    for i in range(start, min(len(page), start + DEEPEST, last)):
        p = page.paragraphs[i]
        if page.kinds[i] is not None:
            continue
        if _is_date_line(page, i):
            page.kinds[i] = "dateline"
        elif not page.datelined[i] and is_byline(page.judge, p.text, bare=True, shouted=page.shouted):
            page.kinds[i] = "byline"
        elif p.is_prose and (page.datelined[i] or p.words > 45):
            return


def _headline(page: Page) -> int | None:
    """Return the headline: a field of the source, or the first free line, if it looks like one."""
    if "headline" in page.kinds:
        return page.kinds.index("headline")
    free = page.free()
    if len(free) < 2:
        return None
    i = free[0]
    p = page.paragraphs[i]
    if page.datelined[i] or p.words > 35 or BULLET.match(p.text) or is_stamp(page.judge, p.text):
        return None
    if is_byline(page.judge, p.text, bare=False, shouted=page.shouted):
        return None
    if page.is_heading_like(i, 35) or p.text.rstrip("\"'”’»)").endswith(("!", "?")):
        return i
    # "Troops leave Grozny." with a full stop is a headline when the byline or the dateline follows it.
    below = i + 1
    follows = (
        page.datelined[below] or page.kinds[below] == "byline" or is_stamp(page.judge, page.paragraphs[below].text)
    )
    followed = follows or is_byline(page.judge, page.paragraphs[below].text, bare=False, shouted=page.shouted)
    return i if p.words <= 16 and followed and not page.paragraphs[i].text.endswith((":", ";")) else None


def _lead(page: Page, headline: int) -> int:
    """Return where the body begins: at the dateline, under the byline, or under the lines that are no sentences."""
    stop = min(len(page), headline + DEEPEST)
    above = range(headline + 1, stop)
    for i in above:
        if page.datelined[i] and page.kinds[i] is None:
            if _is_short_front(page, headline + 1, i):
                return i
            break
    marks = [i for i in above if page.kinds[i] in ("byline", "dateline") and _is_short_front(page, headline + 1, i)]
    if marks and any(page.is_running(i) for i in range(marks[-1] + 1, len(page))):
        return marks[-1] + 1
    lead = headline + 1
    while lead < stop and _is_deck(page, lead):
        lead += 1
    return lead


def _is_short_front(page: Page, start: int, end: int) -> bool:
    """Say whether so little text stands here that it can be a standfirst."""
    free = [page.paragraphs[i] for i in range(start, end) if page.kinds[i] is None]
    points = [p for p in free if BULLET.match(p.text)]
    return len(free) - len(points) <= 3 and all(p.words <= 50 for p in free) and sum(p.words for p in free) <= 130


def _is_deck(page: Page, i: int) -> bool:
    """Say whether the line under the headline is a second headline or one of its bullet points."""
    if page.kinds[i] is not None:
        return True
    p = page.paragraphs[i]
    if not any(page.is_running(k) for k in range(i + 1, len(page))) or page.datelined[i]:
        return False
    if BULLET.match(p.text):
        return p.words <= 40
    return page.is_heading_like(i, 40) and not is_caption(page.judge, p.text)


def _front_kind(page: Page, i: int) -> ZoneKind | None:
    text = page.paragraphs[i].text
    if is_caption(page.judge, text):
        return "caption"
    after = page.kinds[i + 1] if i + 1 < len(page) else None
    if after == "credit" and not page.is_heading_like(i, 30):
        return "caption"
    if is_person(text) and not page.shouted:
        return "byline"
    return "standfirst"
