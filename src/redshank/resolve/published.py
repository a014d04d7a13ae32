"""The day a story was published: given, read off the page, or inferred with reasons; never the day of processing."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from redshank.grammar.timex import Timex, find_timexes, tense_near
from redshank.grammar.timex_calendar import bounds, safe_date
from redshank.records import Mention, Published, Sentence, Span, Story, Zone

URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
TOP_PARAGRAPHS = 6  # a line with the date stands this high on the page
BESIDES = 25  # and holds hardly more than the date: "Published:", "10:30 GMT"
NEAR = 70  # how near "54 years ago" and "1953" stand when one explains the other
BYLINES = frozenset({"byline", "dateline"})
PICTURED = frozenset({"caption", "credit", "headline", "boilerplate", "related", "correction"})
TOLD_ZONES = frozenset({"body", "headline", "standfirst"})
ARCHIVE = re.compile(r"\b(?:file|archive|undated|library)\b", re.IGNORECASE)


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """The times of a story by the zone in which they stand."""

    text: str
    url: str | None
    zones: tuple[Zone, ...]
    times: tuple[tuple[Timex, str], ...]  # with the kind of zone

    def within(self, *kinds: str) -> tuple[Timex, ...]:
        return tuple(t for t, kind in self.times if kind in kinds)

    def words(self, timex: Timex) -> str:
        return timex.span.of(self.text)


def infer_published(
    story: Story, zones: Sequence[Zone], sentences: Sequence[Sentence] = (), mentions: Sequence[Mention] = ()
) -> Published:
    """Tell when a story was published, and why we think so.

    In this order: what was given with it; the dateline; a line with the date at the top; the address; the caption of
    its photograph with the first weekday told; the latest day that the text has behind it.
    """
    if given := _given(story):
        return given
    page = _page(story, zones)
    for read in (_dateline, _top_line, _address, _caption, _body):
        if found := read(page):
            return found
    return Published(value=None, basis="unknown", why=("Neither the page nor the text names a day.",))


def _given(story: Story) -> Published | None:
    if not story.published:
        return None
    value = story.published[:10]
    covered = bounds(value)
    if covered is None:
        return None
    why = f"Given with the story: {story.published}."
    return _published(value, covered[0], covered[1], "metadata", why)


def _published(value: str | None, earliest: date | None, latest: date | None, basis: str, *why: str) -> Published:
    return Published(
        value=value,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
        basis=basis,
        why=why,
    )


def _page(story: Story, zones: Sequence[Zone]) -> _Page:
    times = tuple((t, _zone_of(t.span, zones)) for t in find_timexes(story.text))
    return _Page(text=story.text, url=story.url, zones=tuple(zones), times=times)


def _zone_of(span: Span, zones: Sequence[Zone]) -> str:
    for zone in zones:
        if zone.span.start <= span.start < zone.span.end:
            return zone.kind
    return "body"


def _full(timex: Timex) -> date | None:
    """Return the day that an expression names with its year."""
    if timex.kind == "calendar" and timex.year and timex.month and timex.day:
        return safe_date(timex.year, timex.month, timex.day)
    return None


def _dateline(page: _Page) -> Published | None:
    """Read "GENEVA, March 3 (Reuters)"; the year may have to come from elsewhere."""
    for timex in page.within("dateline"):
        words = page.words(timex)
        if day := _full(timex):
            return _published(day.isoformat(), day, day, "dateline", f"The dateline says {words!r}.")
        if timex.kind == "calendar" and timex.month and timex.day:
            return _without_year(page, timex)
    return None


def _without_year(page: _Page, timex: Timex) -> Published:
    """Find the year of a dateline: from the address, from "54 years ago" beside a year, from the latest date told."""
    words, month, day = page.words(timex), timex.month or 1, timex.day or 1
    said = f"The dateline says {words!r}"
    address = _url_day(page)
    if address and (address.month, address.day) == (month, day):
        why = f"{said}; the year stands in the address."
        return _published(address.isoformat(), address, address, "dateline", why)
    if counted := _counted_day(page, month, day):
        found, reason = counted
        return _published(found.isoformat(), found, found, "inferred", f"{said}; {reason}")
    if latest := _latest_told(page):
        year = latest[0].year
        there = safe_date(year, month, day)
        if there and there < latest[0]:
            there = safe_date(year + 1, month, day)
        if there:
            basis = "dateline" if latest[2] else "inferred"
            why = f"{said}; the year is that of {latest[1]!r}, the latest date that the text has behind it."
            return _published(there.isoformat(), there, there if latest[2] else None, basis, why)
    return Published(value=None, basis="dateline", why=(f"{said}, but nothing in the text gives a year.",))


def _counted_day(page: _Page, month: int, day: int) -> tuple[date, str] | None:
    """Use "54 years ago, in July 1953": the story is of 2007; of several sums the one that fits the weekday told."""
    weekday = _first_weekday(page)
    latest = _latest_told(page)
    floor = latest[0].year if latest else 0
    found: list[tuple[bool, int, int, date, str]] = []
    for one, years in _spans_of_years(page):
        for other, _ in page.times:
            if other.kind != "calendar" or not other.year or other is one or other.unit is not None:
                continue
            there = safe_date(other.year + years, month, day)
            if there is None or there.year < floor:
                continue
            gap = (there.isoweekday() - (weekday.weekday or 1)) % 7 if weekday else 9
            apart = max(one.span.start - other.span.end, other.span.start - one.span.end)
            if apart < NEAR or gap <= 1:
                reason = f"{page.words(one)!r} beside {page.words(other)!r} makes it {there.year}."
                found.append((gap > 1, there.year - floor, apart, there, reason))
    return min(found)[3:] if found else None


def _spans_of_years(page: _Page) -> list[tuple[Timex, int]]:
    """Return "54 years ago" and its like with the number of years."""
    found = []
    for timex, _ in page.times:
        if timex.rule.startswith("ago +") and timex.year is not None:
            found.append((timex, -timex.year))
        elif timex.rule == "ago" and timex.unit == "Y" and timex.count and not timex.is_vague:
            found.append((timex, int(timex.count)))
    return found


def _latest_told(page: _Page) -> tuple[date, str, bool] | None:
    """Return the latest date of the text that lies behind it, its words, and whether it names the day."""
    found: list[tuple[date, str, bool]] = []
    for timex in page.within("body", "caption", "headline", "standfirst", "subhead"):
        if timex.kind != "calendar" or not timex.year or timex.decade or timex.unit:
            continue
        if tense_near(page.text, timex.span) == "future" and not timex.day:
            continue
        day = safe_date(timex.year, timex.month or 1, timex.day or 1)
        if day and not _lies_ahead(page, timex):
            found.append((day, page.words(timex), timex.day is not None))
    return max(found) if found else None


def _lies_ahead(page: _Page, timex: Timex) -> bool:
    """Say whether the words make the date a deadline or a plan."""
    if tense_near(page.text, timex.span) == "future":
        return True
    before = page.text[max(0, timex.span.start - 12) : timex.span.start].lower().split()
    return bool(before) and before[-1] in ("by", "until", "till")


def _top_line(page: _Page) -> Published | None:
    """Read a line with the date near the top: "Friday, January 4, 2019"."""
    for zone in page.zones[:TOP_PARAGRAPHS]:
        inside = [t for t, _ in page.times if zone.span.holds(t.span)]
        rest = len(zone.span) - sum(len(t.span) for t in inside)
        is_sentence = zone.span.of(page.text).rstrip().endswith((".", "!", "?"))
        if zone.kind not in BYLINES and (zone.kind in PICTURED or rest > BESIDES or is_sentence):
            continue
        for timex in inside:
            if day := _full(timex):
                why = f"A line at the top of the page says {page.words(timex)!r}."
                return _published(day.isoformat(), day, day, "dateline", why)
    return None


def _url_day(page: _Page) -> date | None:
    hit = URL_DAY.search(page.url) if page.url else None
    return safe_date(int(hit[1]), int(hit[2]), int(hit[3])) if hit else None


def _address(page: _Page) -> Published | None:
    day = _url_day(page)
    if day is None:
        return None
    return _published(day.isoformat(), day, day, "url", f"The address of the page holds the date: {page.url}.")


def _caption(page: _Page) -> Published | None:
    """Take a photograph's date as the earliest day, and the first weekday told in the past on or after it."""
    dated = [(day, t) for t in page.within("caption") if (day := _full(t))]
    if not dated:
        return None
    shot, timex = max(dated, key=lambda d: d[0])
    lower = f"The caption is dated {page.words(timex)!r}; a photograph is not younger than its story."
    told = _latest_told(page)
    weekday = _first_weekday(page)
    zone = next(z for z in page.zones if z.kind == "caption" and z.span.start <= timex.span.start < z.span.end)
    if (told and told[0] > shot) or weekday is None or ARCHIVE.search(zone.span.of(page.text)):
        floor = max(shot, told[0]) if told else shot
        return _published(None, floor, None, "inferred", lower)
    first = shot + timedelta(days=((weekday.weekday or 1) - shot.isoweekday()) % 7)
    reason = (
        f"{page.words(weekday)!r} is told as past, without a date: the first one on or after the caption's day is "
        f"{first.isoformat()}, and a bare weekday lies less than a week back."
    )
    return _published(first.isoformat(), first, first + timedelta(days=6), "inferred", lower, reason)


def _first_weekday(page: _Page) -> Timex | None:
    """Return the first bare weekday of the story that its sentence tells as past."""
    for timex in page.within(*TOLD_ZONES):
        bare = timex.kind == "weekday" and timex.shift is None and timex.weekday
        if bare and tense_near(page.text, timex.span) == "past":
            return timex
    return None


def _body(page: _Page) -> Published | None:
    """Give the latest day told as past for the earliest day that the story can have."""
    told = _latest_told(page)
    if told is None:
        return None
    why = f"The text has {told[1]!r} behind it, so it is not older."
    return _published(None, told[0], None, "inferred", why)
