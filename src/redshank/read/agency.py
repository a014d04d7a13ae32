"""Read the XML of news agencies: NewsML-G2 (single items, packages, messages of many) and NITF."""

from collections.abc import Iterator
from typing import BinaryIO

from redshank.read.about import About
from redshank.read.markup import local
from redshank.read.newsml import read_newsml
from redshank.read.nitf import read_nitf
from redshank.read.xmls import LARGEST_XML, BadXml, parse_xml
from redshank.records import Skipped, Story

NEWSML = frozenset({"newsitem", "newsmessage", "packageitem"})


def read_agency_xml(stream: BinaryIO, name: str, about: About) -> Iterator[Story | Skipped]:
    """Read a file of an agency; XML of another kind is skipped and named."""
    try:
        root = parse_xml(stream.read(LARGEST_XML + 1))
    except BadXml as bad:
        reason = "unsafe" if "not safe" in str(bad) else "broken"
        yield Skipped(source_id=name, reason=reason, message=f"{name}: this XML cannot be read: {bad}.")
        return
    kind = local(root)
    if kind in NEWSML and root.find("{*}NewsComponent") is None:
        yield from read_newsml(root, name, about)
    elif kind == "nitf":
        yield read_nitf(root, name, about)
    else:
        known = "RSS, Atom, NewsML-G2 and NITF"
        why = f"{name}: we do not read XML of this kind (<{kind}>), but {known}. Turn it into JSONL."
        yield Skipped(source_id=name, reason="format", message=why)
