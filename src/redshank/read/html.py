"""Read web pages through trafilatura, which is an extra: `pip install 'redshank[html]'`."""

import re

import msgspec

from redshank.read.about import About
from redshank.read.story import Fields, make_story
from redshank.records import Skipped, Story

OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
TAG = re.compile(
    r"</?(?:p|div|span|br|a|h[1-6]|article|section|meta|link|script|ul|li|table|td|img)\b[^<>]*>", re.IGNORECASE
)
MISSING = "This is HTML, and reading HTML needs an extra. Install it: pip install 'redshank[html]'"


class Page(msgspec.Struct, kw_only=True):
    """What we take from trafilatura's answer."""

    text: str | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    hostname: str | None = None
    sitename: str | None = msgspec.field(default=None, name="source-hostname")
    source: str | None = None
    language: str | None = None


def looks_like_html(text: str) -> bool:
    """Say whether a text is a web page, whatever its file is called."""
    head = text[:20_000]
    if OPENING.match(head):
        return True
    tags = len(TAG.findall(head))
    return tags >= 5 and tags > len(head) / 400


def read_html(text: str, name: str, about: About) -> Story | Skipped:
    """Extract the story of a page with its title, date and publisher."""
    try:
        import trafilatura
    except ImportError:
        return Skipped(source_id=name, reason="extra", message=f"{name}: {MISSING}")
    answer = trafilatura.extract(
        text, output_format="json", with_metadata=True, include_comments=False, include_tables=False, url=about.url
    )
    page = msgspec.json.decode(answer, type=Page) if answer else Page()
    if not page.text:
        return Skipped(
            source_id=name, reason="no-text", message=f"{name}: no story was found on this page. Save its text as .txt."
        )
    fields = Fields(
        text=page.text,
        title=_plain(page.title),
        byline=page.author,
        published=page.date,
        publisher=page.sitename or page.hostname,
        url=page.source,
        language=None,
    )
    return make_story(fields, about, name)


def _plain(title: str | None) -> str | None:
    return " ".join(title.split()) if title else None
