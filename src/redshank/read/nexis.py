"""Read exports of Nexis, old ("1 of 25 DOCUMENTS") and new (Nexis Uni, "End of Document"): text, HTML or Word."""

import re
from collections.abc import Iterator, Sequence

from redshank.read.about import About
from redshank.read.dates import written_day
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

COUNT = re.compile(r"^[ \t]*(?:Document[ \t]+)?\d{1,6}[ \t]+of[ \t]+\d{1,6}[ \t]+DOCUMENTS?[ \t\r]*$", re.MULTILINE)
END = re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.MULTILINE)
HINT = re.compile(r"of\s+\d{1,6}\s+DOCUMENTS?\b|End of Document")
LENGTH = re.compile(r"^[ \t]*length:\s*[\d,]+\s+words", re.MULTILINE | re.IGNORECASE)
BODY = re.compile(r"^[ \t]*(?:BODY:|Body[ \t\r]*$)", re.MULTILINE)
TAG = re.compile(r"([A-Z][A-Z-]{2,24}|[A-Z][a-z]+(?:-[A-Z]?[a-z]+){0,2}):(?:\s+(.*)|$)")
TAGS = frozenset(
    {
        *("section", "length", "headline", "byline", "dateline", "highlight", "body"),
        *("load-date", "language", "publication-type", "journal-code", "subject", "country", "state"),
        *("city", "company", "organization", "person", "ticker", "industry", "geographic"),
        *("graphic", "series", "type", "source", "copyright", "url", "acc-no"),
        *("document-type", "isbn", "issn", "correction", "correction-date", "category", "title"),
        *("notes", "edition", "columns"),
    }
)
AFTER_BODY = frozenset({*TAGS} - {"body", "correction", "notes", "title", "series", "source", "type", "category"})
COPYRIGHT = re.compile(r"(?:Copyright\b|©|\(c\)\s*(?:Copyright\s*)?\d{4})", re.IGNORECASE)
RIGHTS = re.compile(r"all rights reserved\.?$", re.IGNORECASE)
YEARS = re.compile(r"^(?:Copyright|©|\(c\)|\s|\d{4}|[-,])+", re.IGNORECASE)
DAY_LINE_WORDS = 9  # a line with more words than "Wednesday, 4 March 1998 10:30 AM GMT" is no date but a title with one
LISTED = re.compile(r"\s*\d{1,4}\.\s+\S")
COVER = re.compile(
    r"\s*(?:User Name|Date and Time|Job Number|Documents? \(\d+\)|Client/Matter|Search (?:Terms|Type)|Narrowed by"
    r"|Content Type|Page \d+ of \d+)\b"
)


def may_be_export(text: str) -> bool:
    """Say quickly whether a closer look is worth it."""
    return HINT.search(text) is not None


def looks_like_export(text: str) -> bool:
    """Say whether a plain text is an export of Nexis."""
    return BODY.search(text) is not None and (
        COUNT.search(text) is not None or (END.search(text) is not None and LENGTH.search(text) is not None)
    )


def read_export(text: str, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the documents of an export. Its texts are licensed, and marked so."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    documents = END.split(text) if END.search(text) else COUNT.split(text)
    documents = [d for d in documents if LENGTH.search(d) or BODY.search(d)]
    for number, document in enumerate(documents, start=1):
        fields = _fields(COUNT.sub("", document))
        where = f"{name}, document {number}" + (f" ({fields.title})" if fields.title else "")
        if not fields.text:
            why = f"{where}: it has no body. Export the full text of the documents."
            yield Skipped(source_id=f"{name}:{number}", line=number, reason="no-text", message=why)
        else:
            yield make_story(fields, about, f"{name}:{number}", line=number, where=where)


def _fields(document: str) -> Fields:
    lines = document.split("\n")
    start = next((i for i, line in enumerate(lines) if _tag(line)), len(lines))
    head, tagged = lines[:start], _tagged(lines[start:])
    title, publisher, published = _head(head)
    copyright_line = next((line.strip() for line in lines if COPYRIGHT.match(line.strip())), None)
    return Fields(
        text=tagged.get("body", ""),
        title=tagged.get("headline") or title,
        byline=tagged.get("byline"),
        dateline=tagged.get("dateline"),
        published=published or written_day(tagged.get("load-date", "")),
        publisher=publisher or _holder(copyright_line),
        url=tagged.get("url"),
        is_licensed=True,
    )


def _tag(line: str) -> tuple[str, str] | None:
    """Return the tag at the head of a line and what follows it: "LENGTH: 312 words", "Body"."""
    line = line.strip()
    if line == "Body":
        return "body", ""
    if line in ("Classification", "Notes", "Graphic"):
        return line.lower(), ""
    found = TAG.match(line)
    if found is None or found[1].lower() not in TAGS:
        return None
    return found[1].lower(), (found[2] or "").strip()


def _tagged(lines: Sequence[str]) -> dict[str, str]:
    """Return what stands under each tag, as paragraphs. Within the body only the tags that can follow it count."""
    found: dict[str, list[str]] = {}
    now = ""
    for line in lines:
        tag = _tag(line)
        if tag and (now != "body" or tag[0] in AFTER_BODY or tag[0] in ("classification", "notes", "graphic")):
            now = tag[0]
            found.setdefault(now, []).append(tag[1])
        elif now:
            found[now].append("" if now == "body" and COPYRIGHT.match(line.strip()) and len(line) < 120 else line)
    return {tag: _paragraphs(value) if tag == "body" else _first(value) for tag, value in found.items()}


def _paragraphs(lines: Sequence[str]) -> str:
    """Join lines that were broken at the edge of the page; a blank or an indented line begins a paragraph."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            blocks.append([])
            continue
        if re.match(r"[ \t]{2,}\S", line) and blocks[-1]:
            blocks.append([])
        blocks[-1].append(line.strip())
    return "\n\n".join(" ".join(block) for block in blocks if block)


def _first(lines: Sequence[str]) -> str:
    """Return the first paragraph on one line."""
    return _paragraphs(lines).split("\n\n", 1)[0]


def _head(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Return title, publisher and day as they stand above the tags.

    In the old layout: copyright, publisher, day, and a HEADLINE tag below. In the new one: title, publisher, day,
    copyright. The page of the export's own cover stands above the first.
    """
    filled = [i for i, line in enumerate(lines) if line.strip() and not COVER.match(line) and not LISTED.match(line)]
    day = next((i for i in reversed(filled) if _is_day(lines[i])), None)
    if day is None:
        return None, None, None
    above = [i for i in filled if i < day and not COPYRIGHT.match(lines[i].strip()) and not RIGHTS.search(lines[i])]
    if not above:
        return None, None, written_day(lines[day])
    publisher = lines[above[-1]].strip()
    return _title(lines, above[:-1]), publisher, written_day(lines[day])


def _is_day(line: str) -> bool:
    return len(line.split()) <= DAY_LINE_WORDS and written_day(line) is not None and not COPYRIGHT.match(line.strip())


def _title(lines: Sequence[str], above: Sequence[int]) -> str | None:
    """Return the lines that stand together right above the publisher."""
    words: list[str] = []
    last = above[-1] if above else 0
    for i in reversed(above):
        if last - i > 1:
            break
        words.insert(0, lines[i].strip())
        last = i
    return " ".join(words) or None


def _holder(line: str | None) -> str | None:
    """Return whose copyright it is."""
    holder = RIGHTS.sub("", YEARS.sub("", line)).strip(" .,") if line else ""
    return holder or None
