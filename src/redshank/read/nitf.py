"""Read NITF, the news text format of the IPTC: as a file, or as the body of a NewsML item."""

from typing import Literal
from xml.etree.ElementTree import Element

import msgspec

from redshank.read.about import About
from redshank.read.dates import iso_of
from redshank.read.markup import element_text, local
from redshank.read.signals import find_signal
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

TAKEN_BACK = frozenset({"canceled", "cancelled", "withheld"})


def read_nitf(root: Element, name: str, about: About) -> Story | Skipped:
    """Read one document."""
    fields = nitf_fields(root)
    source_id = fields.id or name
    where = f"{name} ({fields.id})" if fields.id else name
    if not fields.text:
        why = f"{where}: this NITF document has no text."
        return Skipped(source_id=source_id, reason="no-text", message=why)
    return make_story(fields, about, source_id, where=where)


def nitf_fields(root: Element) -> Fields:
    """Take the fields of a document; the text of one that is taken back may be only its note to editors."""
    own = attribute(root, "doc-id", "id-string")
    note = attribute(root, "ed-msg", "info")
    signal = _signal(attribute(root, "docdata", "management-status"), note)
    titles = [text for tag in ("hl1", "hl2") for text in texts(root, tag)][:1] or texts(root, "headline", "title")[:1]
    text = "\n\n".join(texts(root, "body.content"))
    if signal and not text:
        text = note or (titles[0] if titles else "")
    publishers = texts(root, "distributor", "copyright.holder", "doc.copyright")
    publishers += [p for p in (attribute(root, "doc.copyright", "holder"),) if p]
    day = attribute(root, "date.issue", "norm") or attribute(root, "date.release", "norm")
    return Fields(
        text=text,
        title=_line(titles),
        byline=_line(texts(root, "byline")[:1]),
        dateline=_line(texts(root, "dateline")[:1]),
        published=iso_of(day or attribute(root, "pubdata", "date.publication")),
        publisher=_line(publishers[:1]),
        url=attribute(root, "pubdata", "ex-ref"),
        id=own,
        signal=signal,
        replaces=own if signal else None,
    )


def _signal(status: str | None, note: str | None) -> Literal["correction", "kill"] | None:
    if status and status.lower() in TAKEN_BACK:
        return "kill"
    told = find_signal(None, note)[0] if note else None
    return told if told in ("correction", "kill") else None


def texts(root: Element, *names: str) -> list[str]:
    """Return the texts of all elements of these names, in the order of the document; those within each other once."""
    found: list[str] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if local(element) in names:
            if text := element_text(element):
                found.append(text)
        else:
            stack.extend(reversed(element))
    return found


def attribute(root: Element, element: str, name: str) -> str | None:
    """Return an attribute of the first element of this name that has it."""
    return next((v.strip() for e in root.iter() if local(e) == element and (v := e.get(name)) and v.strip()), None)


def with_outer(inner: Fields, outer: Fields) -> Fields:
    """Fill what the outer record leaves open from the inner one."""
    gaps = {f: getattr(inner, f) for f in Fields.__struct_fields__ if not getattr(outer, f)}
    return msgspec.structs.replace(outer, **gaps)


def _line(values: list[str]) -> str | None:
    return " ".join(" ".join(values).split()) or None
