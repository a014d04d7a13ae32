"""Read datelines: "GENEVA, March 3 (Reuters) - " into its places, its date and its agency."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

import msgspec

from redshank.lexicon.zones import ZoneWords, load_zone_cues
from redshank.records import Span

REACH = 160  # no dateline is longer
SEPARATOR = re.compile(r"\s*(?:-{2,3}|[—–―‒-])(?=\s|$)|\s*--|(?<=[\w.)])[—―]|\s*:(?=\s)")
CHUNK = re.compile(r"[^,;/|()\[\]]+")
WORD = re.compile(r"[^\W\d_][^\s,;/|()]*", re.UNICODE)
DAY = r"(?:3[01O]|[12][0-9lO]|0?[0-9lO])"
NUMERIC_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
MONTH_FIRST = re.compile(
    rf"(?P<month>[^\W\d_]{{3,9}})\.?,?\s*(?P<day>{DAY})(?:st|nd|rd|th)?\b(?:,?\s+'?(?P<year>\d{{4}}|\d{{2}}))?"
)
DAY_FIRST = re.compile(
    rf"\b(?P<day>{DAY})(?:st|nd|rd|th)?\s+(?P<month>[^\W\d_]{{3,9}})\b\.?(?:,?\s+'?(?P<year>\d{{4}}|\d{{2}}))?"
)
MONTH_YEAR = re.compile(r"(?P<month>[^\W\d_]{3,9})\.?,?(?:\s+(?P<year>\d{4}))?")
BRACKETS = re.compile(r"\s*(?:\[[^\[\]]{1,160}\]\s*)+")
STARTS = re.compile(r"\*{0,6}[^\W\d_]|\(")
CNN_STYLE = re.compile(r"\(([^()]{2,30})\)\s*(?=[\w\"“'‘])")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a story was filed, and by whom, each as the words that say so."""

    span: Span  # all of it, with the dash
    places: tuple[Span, ...] = ()
    date: Span | None = None
    agency: Span | None = None


@lru_cache(maxsize=1024)
def _is_month(word: str, months: frozenset[str]) -> bool:
    """Take "Narch" and "Macrh" for March: a slip of the keyboard must not lose the date."""
    word = word.lower()
    if word in months:
        return True
    return len(word) > 2 and bool(get_close_matches(word, months, n=1, cutoff=0.74))


def find_date(text: str, start: int, end: int, words: ZoneWords) -> Span | None:
    """Find the day (or the month, or the weekday) that a stretch of a dateline names."""
    numeric = NUMERIC_DATE.search(text, start, end)
    if numeric:
        return Span(numeric.start(), numeric.end())
    for shape in (DAY_FIRST, MONTH_FIRST):
        for hit in shape.finditer(text, start, end):
            if _is_month(hit["month"], words.months):
                return Span(hit.start(), hit.end())
    for hit in MONTH_YEAR.finditer(text, start, end):
        word = hit["month"].lower()
        if word in words.weekdays or word in words.months:
            return Span(hit.start(), hit.end())
    plain = text[start:end].lower()
    for phrase in words.no_date:
        at = plain.find(phrase)
        if at >= 0:
            return Span(start + at, start + at + len(phrase))
    return None


def is_agency(text: str, words: ZoneWords) -> bool:
    """Say whether this is the name of a news agency or a broadcaster."""
    return " ".join(text.lower().strip(" .,()-—–").split()) in words.agencies


def is_name(text: str, words: ZoneWords, *, capitals: bool) -> bool:
    """Say whether this looks like the name of a place: a few words, all capitalised but the small ones."""
    particles = words.particles
    tokens = text.split()
    if not 1 <= len(tokens) <= 6 or any(t[0].isdigit() for t in tokens):
        return False
    big = [t for t in tokens if not (t.lower() in particles and t != tokens[0])]
    if not big or not all(t[0].isupper() for t in big):
        return False
    return not capitals or any(t.isupper() and sum(c.isalpha() for c in t) > 1 for t in big)


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;-—–.(*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-—–)"):
        end -= 1
    return Span(start, end) if start < end else None


def _pieces(text: str, start: int, end: int, date: Span | None) -> Iterator[Span]:
    """Give what stands between the commas and brackets, the date left out."""
    stretches = [(start, end)] if date is None else [(start, date.start), (date.end, end)]
    for a, b in stretches:
        for hit in CHUNK.finditer(text, a, b):
            piece = _strip(text, hit.start(), hit.end())
            if piece:
                yield piece


def _read(text: str, span: Span, head: Span, words: ZoneWords) -> Dateline:
    """Sort the pieces of a head into places, date and agency."""
    date = find_date(text, head.start, head.end, words)
    places: list[Span] = []
    agency: Span | None = None
    for piece in _pieces(text, head.start, head.end, date):
        bracketed = text[: piece.start].rstrip().endswith("(")
        late = date is not None and piece.start >= date.end
        closing = bracketed and date is None and text[piece.end : head.end].strip() == ")"
        if is_agency(piece.of(text), words) or closing or (late and (bracketed or agency is None)):
            agency = piece
        elif not late and is_name(piece.of(text), words, capitals=False):
            places.extend(_split_places(text, piece))
        elif bracketed:
            agency = piece
    # "WASHINGTON (AP) —" names its agency; "HAVANA (CUBA), May 3 —" names its country, which stands before the date.
    return Dateline(span=span, places=tuple(places), date=date, agency=agency)


def _split_places(text: str, piece: Span) -> Iterator[Span]:
    """Split "PARIS and LONDON" and "MOSCOW - KAZAN" into their towns."""
    start = piece.start
    for hit in re.finditer(r"\s+(?:and|AND|&|[-–—])\s+", piece.of(text)):
        yield Span(start, piece.start + hit.start())
        start = piece.start + hit.end()
    yield Span(start, piece.end)


def dateline(text: str, span: Span, words: ZoneWords | None = None) -> Dateline | None:
    """Read what is known to be a dateline: a zone of that kind, or a field that came apart from the text."""
    words = words or load_zone_cues().words
    end = span.end
    tags = text.find("[", span.start, end)
    head_end = tags if tags > span.start else end
    head = _strip(text, span.start, head_end)
    if head is None:
        return None
    if text[head.end : head.end + 1] == ")":
        head = Span(head.start, head.end + 1)
    return _read(text, span, head, words)


def find_dateline(
    text: str, span: Span, words: ZoneWords | None = None, *, first: bool = True, shouted: bool = False
) -> Dateline | None:
    """Find a dateline at the start of a paragraph, or nothing.

    Args:
        text: the story.
        span: the paragraph.
        words: months, agencies and small words; ours if left out.
        first: this may be the first paragraph of the body, where a bare "LONDON —" is enough.
        shouted: the story is all in capitals, which then prove nothing.
    """
    words = words or load_zone_cues().words
    stop = min(span.end, span.start + REACH)
    if not STARTS.match(text, span.start):
        return None
    for hit in islice(SEPARATOR.finditer(text, span.start, stop), 5):
        if hit.end() >= span.end or hit.start() == span.start:
            continue
        if _opens(text, span, hit, words, first=first, shouted=shouted):
            behind = _date_behind(text, hit, stop, words)
            if behind is None and _is_dated_heading(text, span.start, hit, words):
                continue
            last = behind or hit
            end = _after_tags(text, last.end(), span.end)
            return _read(text, Span(span.start, end), Span(span.start, last.start()), words)
    return _agency_only(text, span, words) if first else None


def is_dateline(text: str, span: Span, words: ZoneWords | None = None) -> bool:
    """Say whether a line is a dateline and nothing else: "DUSHANBE, Nov 14 (Pamir Dispatch)"."""
    words = words or load_zone_cues().words
    if not STARTS.match(text, span.start) or not 2 <= len(span.of(text).split()) <= 12:
        return False
    date = find_date(text, span.start, span.end, words)
    if date is None or date.start == span.start or not any(c.isdigit() for c in date.of(text)):
        return False
    head, tail = text[span.start : date.start].strip(), text[date.end : span.end].strip(" ,.-–—")
    signed = not tail or is_agency(tail, words) or (tail[0] == "(" and tail[-1] == ")")
    return signed and head.endswith(",") and _dated(text, span.start, date.end, date, words, strict=True)


def _date_behind(text: str, sep: re.Match[str], stop: int, words: ZoneWords) -> re.Match[str] | None:
    """Go on to the second dash of "KANSAS CITY, Mo. - March 13 -"."""
    nxt = SEPARATOR.search(text, sep.end(), stop)
    if nxt is None:
        return None
    date = find_date(text, sep.end(), nxt.start(), words)
    return (
        nxt
        if date and not text[sep.end() : date.start].strip(" ,") and len(text[date.end : nxt.start()].split()) < 3
        else None
    )


def _is_dated_heading(text: str, start: int, sep: re.Match[str], words: ZoneWords) -> bool:
    """Refuse "ZURICH INTERBANK RATES - APR 7": the date behind the dash shows the heading of a table."""
    if any(c.isdigit() for c in text[start : sep.start()]):
        return False
    date = find_date(text, sep.end(), min(len(text), sep.end() + 12), words)
    return date is not None and not text[sep.end() : date.start].strip() and any(c.isdigit() for c in date.of(text))


def _agency_only(text: str, span: Span, words: ZoneWords) -> Dateline | None:
    """Take "(CNN) The minister ..." without any dash."""
    hit = CNN_STYLE.match(text, span.start, span.end)
    if hit and is_agency(hit[1], words):
        end = hit.start() + len(hit[0].rstrip())
        return Dateline(span=Span(span.start, end), agency=Span(hit.start(1), hit.end(1)))
    return None


def _after_tags(text: str, start: int, stop: int) -> int:
    """Take the tags of monitored broadcasts into the dateline: "-- [REPORT] [TEXT]"."""
    hit = BRACKETS.match(text, start, stop)
    if hit and hit.end() < stop:
        return hit.start() + len(hit[0].rstrip())
    return start


def _opens(text: str, span: Span, sep: re.Match[str], words: ZoneWords, *, first: bool, shouted: bool) -> bool:
    """Say whether what stands before this dash or colon is a dateline."""
    head = text[span.start : sep.start()]
    date = find_date(text, span.start, sep.start(), words)
    mark = sep[0].strip()
    if len(head.split()) > 14 or re.search(r"[.!?][\"”']?\s+[a-z]|[\"“”]", head):
        return False
    if date is not None:
        return _dated(text, span.start, sep.start(), date, words, strict=mark == ":")
    pieces = list(_pieces(text, span.start, sep.start(), None))
    if not pieces:
        return False
    names = [p.of(text) for p in pieces]
    bracketed = head.rstrip().endswith(")")
    if bracketed and is_agency(names[-1], words):
        return all(is_name(n, words, capitals=False) for n in names[:-1])
    if (mark == ":" and (not first or shouted)) or any(
        w.lower().strip(".") in words.label_words for w in names[0].split()
    ):
        return False
    if not all(is_name(n, words, capitals=False) for n in names) or len(head.split()) > 7:
        return False
    if bracketed and (first or not shouted) and is_name(names[0], words, capitals=True) and not shouted:
        return mark != ":"
    after = text[sep.end() : sep.end() + 3].lstrip()[:1]
    if not first or shouted or not (after.isupper() or after.isdigit() or after in "\"“‘'<$"):
        return False
    if is_agency(names[-1], words) and len(names) > 1:
        return True
    shout = is_name(names[0], words, capitals=True) and names[0].isupper()
    return shout or (
        mark in {"—", "–", "--", "―"} and len(head.split()) <= 4 and names[0].lower() not in words.label_words
    )


def _dated(text: str, start: int, end: int, date: Span, words: ZoneWords, *, strict: bool) -> bool:
    """Check the names before and behind the date: "TULSA, Okla., April 1, Reuter" but not "On May 3 the army"."""
    before = [p.of(text) for p in _pieces(text, start, date.start, None)]
    behind = [p.of(text) for p in _pieces(text, date.end, end, None)]
    if not before or len(before) > 5 or len(behind) > 2:
        return False
    if all(w.lower() in words.particles and not w.isupper() for w in before[0].split()):
        return False
    above = text[start : date.start].rstrip()
    if above[-1:] not in set(",(.;-–—/") and not (len(above.split()) < 3 and above.isupper()):
        return False  # "Since the May 3 vote", "PORT SUBSIDY ENDS JULY 1 -"
    if not any(c.isdigit() for c in date.of(text)) and text[start : date.start].rstrip()[-1:] not in {",", "("}:
        return False  # "PACT MAY DISRUPT MARKET - FARMERS" names no month
    # A colon or a bare dash after a loose "May" is how headings are made, too.
    if strict and not is_name(before[0], words, capitals=True):
        return False
    if sum(len(b.split()) for b in before) > 8 or not before[0][0].isalpha():
        return False
    loose = all(is_name(b, words, capitals=False) or (len(b.split()) <= 3 and b[0].isalpha()) for b in before)
    named = is_name(before[0], words, capitals=False) or len(before[0].split()) <= 2
    return loose and named and all(len(b.split()) <= 6 for b in behind)
