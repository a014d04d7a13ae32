"""Read exports of Factiva: with codes (HD, PD, SN, LP, TD, AN), or as plain articles; both end in "Document ..."."""

import re
from collections.abc import Iterator, Sequence

from redshank.read.about import About
from redshank.read.dates import written_day
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

END = re.compile(r"^[ \t]*(?:AN[ \t]+)?Document[ \t]+([A-Za-z0-9]{6,12}\d{8}[a-z0-9]{6,12})[ \t]*$", re.MULTILINE)
HINT = re.compile(r"\bDocument\s+(?:</?\w[^>]{0,200}>\s*)?[A-Za-z0-9]{6,12}\d{8}[a-z0-9]{6,12}")
FRONT = ("CLM", "SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX")
TEXTS = ("LP", "TD")
BACK = ("CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DLN")
CODE = re.compile(rf"[ \t]*({'|'.join((*FRONT, *TEXTS, *BACK))})(?:[ \t]+(\S.*)|[ \t]*)$")
NEEDED = ("HD", "PD")
CODED = re.compile(r"\S+ : \S|\|")  # "swtz : Switzerland": without it "IN GENEVA ..." is a sentence
WORDS = re.compile(r"[\d,]{1,9} words$")
TIME = re.compile(r"\d{1,2}:\d{2}(?:\s*(?:GMT|[AP]M))?$")
COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b)", re.IGNORECASE)
BYLINE = re.compile(r"by\s+\S", re.IGNORECASE)
FRONT_LINES = 14  # a plain article has no more lines between its title and its text


def may_be_export(text: str) -> bool:
    """Say quickly whether a closer look is worth it."""
    return HINT.search(text) is not None


def looks_like_export(text: str) -> bool:
    """Say whether a plain text is an export of Factiva."""
    if _joined(text) is None:
        return False
    lines = [line.strip() for line in text.splitlines()]
    return any(WORDS.match(line.removeprefix("WC").strip()) for line in lines)


def read_export(text: str, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the documents of an export. Its texts are licensed, and marked so."""
    parts = END.split(_joined(text) or "")
    for number, (document, accession) in enumerate(zip(parts[::2], parts[1::2], strict=False), start=1):
        lines = document.split("\n")
        fields = _tagged(lines, accession) or _plain(lines, accession)
        where = f"{name}, document {number} ({accession})"
        if not fields.text:
            why = f"{where}: it has no text. Export the full articles, not the headlines."
            yield Skipped(source_id=accession, line=number, reason="no-text", message=why)
        else:
            yield make_story(fields, about, accession, line=number, where=where)
    rest = parts[-1].strip()
    if re.search(r"^[ \t]*(?:WC\s+)?[\d,]{1,9} words$", rest, re.MULTILINE):
        why = f"{name}: the last document does not end; the export was cut. Export it again."
        yield Skipped(source_id=name, reason="broken", message=why)


def _joined(text: str) -> str | None:
    """Return the text with its ends of documents each on one line, None if there are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = re.sub(r"^([ \t]*AN)[ \t]*\n\s*(?=Document )", r"\1 ", text, flags=re.MULTILINE)
    return text if END.search(text) else None


def _tagged(lines: Sequence[str], accession: str) -> Fields | None:
    """Read the layout with codes; None if this is not it."""
    found: dict[str, list[str]] = {}
    now = ""
    for i, line in enumerate(lines):
        code = CODE.match(line)
        if code and _is_code(code[1], code[2] or _next(lines, i), now):
            now = code[1]
            found.setdefault(now, []).append(code[2] or "")
        elif now:
            found[now].append(line)
    if any(code not in found for code in NEEDED):
        return None
    body = [_paragraphs(found[code]) for code in TEXTS if code in found]
    return Fields(
        text="\n\n".join(p for p in body if p),
        title=_line(found["HD"]),
        byline=_line(found.get("BY", ())),
        published=written_day(_line(found["PD"]) or ""),
        publisher=_line(found.get("SN", ())),
        id=accession,
        is_licensed=True,
    )


def _is_code(code: str, value: str, now: str) -> bool:
    """Say whether a line begins with a code rather than with a word in capitals: codes come in a fixed order."""
    if now in TEXTS:
        return code in BACK + TEXTS and (
            code in ("PUB", "AN", "TD", "IPC", "ART", "RF") or CODED.search(value) is not None
        )
    if now in BACK:
        return code in BACK
    return True


def _next(lines: Sequence[str], at: int) -> str:
    return next((line.strip() for line in lines[at + 1 : at + 6] if line.strip()), "")


def _plain(lines: Sequence[str], accession: str) -> Fields:
    """Read the layout of plain articles: title, author, words, day, time, newspaper, code, language, copyright."""
    filled = [(i, line.strip()) for i, line in enumerate(lines) if line.strip()]
    at = next((n for n, (_, line) in enumerate(filled) if WORDS.match(line)), None)
    if at is None:
        return Fields(text="", id=accession, is_licensed=True)
    above = [line for _, line in filled[:at]]
    byline = above.pop() if len(above) > 1 and BYLINE.match(above[-1]) else None
    below = filled[at + 1 : at + 1 + FRONT_LINES]
    day = next((n for n, (_, line) in enumerate(below) if written_day(line)), None)
    after = [line for _, line in below[(day if day is not None else -1) + 1 :] if not TIME.match(line)]
    rights = next((i for i, line in below if COPYRIGHT.match(line)), None)
    start = rights + 1 if rights is not None else (below[min(4, len(below) - 1)][0] + 1 if below else len(lines))
    return Fields(
        text=_paragraphs(lines[start:]),
        title=above[-1] if above else None,
        byline=byline,
        published=written_day(below[day][1]) if day is not None else None,
        publisher=after[0] if after else None,
        id=accession,
        is_licensed=True,
    )


def _paragraphs(lines: Sequence[str]) -> str:
    """Join the lines of each paragraph; paragraphs have a blank line between them, or each stands on its own line."""
    text = "\n".join(line.strip() for line in lines).strip()
    has_blank = "\n\n" in text
    blocks = re.split(r"\n{2,}", text) if has_blank else text.split("\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())


def _line(lines: Sequence[str]) -> str | None:
    return " ".join(" ".join(lines).split()) or None
