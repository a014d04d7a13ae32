"""Parse XML of strangers: no entities of its own, nothing fetched, a limit on its size. Names lose their namespace."""

import html.entities
import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from redshank.read.charset import declared_in, decode_declared

LARGEST_XML = 100_000_000  # bytes
DEEPEST = 2_000  # elements within each other
BEFORE_ROOT = re.compile(
    r"\s*(?:<\?[^>]{0,2000}\?>|<!--(?:(?!-->).){0,20000}-->|<!DOCTYPE[^<>\[\]]{0,2000}(?:\[[^\]]{0,10000}\]\s*)?>)",
    re.DOTALL | re.IGNORECASE,
)
ROOT = re.compile(r"\s*<(?:[\w.-]{1,60}:)?([A-Za-z][\w.-]{0,60})[\s/>]")
PROLOG = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class BadXml(Exception):
    """XML that cannot or must not be read; says why."""


def root_name(head: str) -> str | None:
    """Return the name of the root element in small letters, without its prefix; None if this is no XML."""
    at = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    while before := BEFORE_ROOT.match(head, at):
        at = before.end()
    root = ROOT.match(head, at)
    return root[1].lower() if root else None


def parse_xml(raw: bytes) -> Element:
    """Parse a document, whatever charset it is truly in.

    Raises:
        BadXml: it is not well formed, too long, too deep, or defines entities.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if len(raw) > LARGEST_XML:
        raise BadXml(f"it is longer than {LARGEST_XML // 1_000_000} MB. Split it")
    decoded = decode_declared(raw, *declared_in(raw))
    if decoded.reason is not None:
        raise BadXml("it is not text")
    text = ENTITY.sub(_named_character, PROLOG.sub("", decoded.text, count=1))
    parser = DefusedXMLParser(target=_Builder())
    try:
        parser.feed(text.encode("utf-8", "replace"))
        root: Element = parser.close()
    except ParseError as error:
        raise BadXml(f"it is no valid XML ({error})") from None
    except DefusedXmlException:
        raise BadXml("it defines entities of its own, which is not safe to read") from None
    return root


def _named_character(entity: re.Match[str]) -> str:
    """Put a character for &nbsp; and its like: HTML knows them, XML does not."""
    if entity[1] in OWN or entity[1] not in html.entities.name2codepoint:
        return entity[0]
    return chr(html.entities.name2codepoint[entity[1]])


class _Builder(TreeBuilder):
    """Builds the tree and refuses one that is too deep to be a document."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attrs: Any) -> Element:
        """Go one deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadXml(f"its elements are nested more than {DEEPEST:,} deep")
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Element:
        """Go one up."""
        self._depth -= 1
        return super().end(tag)
