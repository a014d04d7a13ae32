"""Turn HTML fragments and XML bodies into plain paragraphs with a blank line between them.

This is for the body of a feed's entry, a mail or an agency's file; whole web pages go through read/html.py. The scanner
is our own because html.parser takes quadratic time on unclosed comments and tags, which a hostile feed can send.
"""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl"),
        *("dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "head", "header", "hl1", "hl2", "hr", "html", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul", "block", "body.content", "nitf"),
    }
)
HIDDEN = frozenset(
    {
        *("script", "style", "template", "noscript", "svg", "iframe", "object", "select", "textarea"),
        *("figcaption", "media", "math", "title"),
    }
)
TAG = re.compile(r"""<(/?)([a-zA-Z][\w:.-]{0,60})((?:"[^"]{0,5000}"|'[^']{0,5000}'|[^'"<>]){0,2000}+)>""")
SPACE = re.compile(r"[ \t\r\f\v\u00a0]*\n[ \t\r\f\v\u00a0\n]*|[ \t\r\f\v\u00a0]+")
ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});")


class Paragraphs:
    """Collects words; a block begins a new paragraph, two line breaks do too, one keeps the line."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._now: list[str] = []

    def add(self, text: str) -> None:
        """Add running text."""
        self._now.append(SPACE.sub(" ", text))

    def line(self) -> None:
        """Add a line break."""
        self._now.append("\n")

    def end(self) -> None:
        """End the paragraph."""
        text = re.sub(r" *\n *", "\n", re.sub(r"  +", " ", "".join(self._now)))
        self._done += [p.strip() for p in re.split(r"\n{2,}", text) if p.strip()]
        self._now = []

    def text(self) -> str:
        """Return all paragraphs."""
        self.end()
        return "\n\n".join(self._done)


def has_markup(text: str) -> bool:
    """Say whether a text holds a tag or an entity."""
    return ANY_TAG.search(text) is not None


def to_paragraphs(markup: str) -> str:
    """Return the words of an HTML fragment; scripts, styles, comments and captions are left out."""
    out = Paragraphs()
    at, end = 0, len(markup)
    lowered = markup.lower() if markup.isascii() else "".join(c.lower() if c.isascii() else c for c in markup)
    while at < end:
        less = markup.find("<", at)
        if less < 0:
            out.add(unescape(markup[at:]))
            break
        if less > at:
            out.add(unescape(markup[at:less]))
        at = _take_tag(markup, lowered, less, out)
    return out.text()


def _take_tag(markup: str, lowered: str, at: int, out: Paragraphs) -> int:
    """Act on what begins with `<` here, and return where it ends."""
    if markup.startswith("<!--", at):
        return _after(lowered, "-->", at + 4)
    if markup.startswith("<![CDATA[", at):
        close = markup.find("]]>", at)
        out.add(markup[at + 9 : close if close >= 0 else len(markup)])
        return close + 3 if close >= 0 else len(markup)
    if markup.startswith(("<!", "<?"), at):
        return _after(lowered, ">", at)
    tag = TAG.match(markup, at)
    if tag is None:
        out.add("<")
        return at + 1
    name = tag[2].lower()
    if name in HIDDEN and not tag[1] and not tag[3].endswith("/"):
        close = lowered.find(f"</{name}", tag.end())
        return _after(lowered, ">", close) if close >= 0 else len(markup)
    _mark(name, out)
    return tag.end()


def _mark(name: str, out: Paragraphs) -> None:
    if name == "br":
        out.line()
    elif name in BLOCKS:
        out.end()


def _after(text: str, words: str, at: int) -> int:
    found = text.find(words, at)
    return found + len(words) if found >= 0 else len(text)


def element_text(element: Element) -> str:
    """Return the words of an XML body (NITF, XHTML) as paragraphs; goes as deep as it must without recursion."""
    out = Paragraphs()
    for kind, value in _walk(element):
        if kind == "text":
            out.add(value)
        else:
            _mark(value, out)
    return out.text()


def _walk(root: Element) -> Iterator[tuple[str, str]]:
    """Give texts and the names of tags as they open and close."""
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        name = local(element)
        if is_done:
            yield "tag", name if name != "br" else ""
            if element.tail and element is not root:
                yield "text", element.tail
            continue
        stack.append((element, True))
        if name in HIDDEN:
            continue
        yield "tag", name
        if element.text:
            yield "text", element.text
        stack.extend((child, False) for child in reversed(element))


def local(element: Element) -> str:
    """Return the name of an element without its namespace; comments and instructions have none."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else "script"
