"""Read NewsML-G2: each newsItem of a file is a story, a message that takes one back, or skipped."""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from redshank.read.about import About
from redshank.read.dates import iso_of
from redshank.read.markup import element_text, has_markup, local, to_paragraphs
from redshank.read.nitf import TAKEN_BACK, nitf_fields, texts, with_outer
from redshank.read.signals import find_signal
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

DATES = ("contentcreated", "firstcreated", "versioncreated")
CORRECTION = "correction"  # of the scheme sig:


def read_newsml(root: Element, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read the items of a file in their order."""
    items = [e for e in root.iter() if local(e) == "newsitem"]
    for number, item in enumerate(items, start=1):
        yield _read_item(item, name, number, about)
    if not items:
        why = f"{name}: this file only lists items that lie elsewhere. Read the files of the items."
        yield Skipped(source_id=name, reason="no-text", message=why)


def _read_item(item: Element, name: str, number: int, about: About) -> Story | Skipped:
    fields = _fields(item)
    source_id = fields.id or f"{name}:{number}"
    where = f"{name}, item {number} ({fields.id or 'no guid'})"
    if not fields.text:
        why = f"{where}: it has no text; it may be a picture or a list, or its text lies in another file."
        return Skipped(source_id=source_id, line=number, reason="no-text", message=why)
    return make_story(fields, about, source_id, line=number, where=where)


def _fields(item: Element) -> Fields:
    """Take the fields of an item: its own data first, those of the NITF within it where they are missing."""
    guid = item.get("guid") or None
    title = _first(item, "headline") or _first(item, "slugline")
    note = _first(item, "ednote")
    signal = _signal(item, note)
    outer = Fields(
        text=_body(item),
        title=title,
        byline=_first(item, "by"),
        dateline=_first(item, "dateline"),
        published=iso_of(next((d for tag in DATES if (d := _first(item, tag))), None)),
        publisher=_first(item, "creditline") or _provider(item),
        url=_link(item),
        id=guid,
        signal=signal,
        replaces=guid if signal else None,
    )
    nitf = next((e for e in item.iter() if local(e) == "nitf"), None)
    if nitf is not None:
        outer = with_outer(nitf_fields(nitf), outer)
    if signal and not outer.text:
        outer = with_outer(Fields(text=note or title or ""), outer)
    return outer


def _signal(item: Element, note: str | None) -> Literal["correction", "kill"] | None:
    """Tell what an item does: its status, its signal, or the wire words of its note to editors.

    A withheld item counts as taken back: by the standard no version of it may be published.
    """
    for element in item.iter():
        code = (element.get("qcode") or element.get("uri") or "").lower().replace("/", ":").rsplit(":", 1)[-1]
        if local(element) == "pubstatus" and code in TAKEN_BACK:
            return "kill"
        if local(element) == "signal" and code == CORRECTION:
            return "correction"
    told = find_signal(None, note)[0] if note else None
    return told if told in ("correction", "kill") else None


def _body(item: Element) -> str:
    """Return the fullest text in the item: inline XML, or inline data as plain text or HTML. NITF is read apart."""
    found = []
    for element in item.iter():
        kind = local(element)
        if kind == "inlinexml" and not any(local(child) == "nitf" for child in element):
            pages = [e for e in element.iter() if local(e) == "body"]
            found.append("\n\n".join(map(element_text, pages)) if pages else element_text(element))
        elif kind == "inlinedata" and "text" in (element.get("contenttype") or "text"):
            data = "".join(element.itertext())
            found.append(to_paragraphs(data) if has_markup(data) else data.strip())
    return max(found, key=len, default="")


def _first(item: Element, name: str) -> str | None:
    return next((" ".join(t.split()) for t in texts(item, name)), None)


def _provider(item: Element) -> str | None:
    """Return the name of the provider, or the code that stands for it."""
    for element in item.iter():
        if local(element) in ("provider", "infosource"):
            code = element.get("literal") or (element.get("qcode") or "").rpartition(":")[2]
            if name := _first(element, "name") or code:
                return name
    return None


def _link(item: Element) -> str | None:
    """Return the address of the page where the story stands, if the item names it."""
    for element in item.iter():
        if local(element) == "link" and (element.get("href") or "").startswith("http"):
            return element.get("href")
    return None
