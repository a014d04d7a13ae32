"""Find the entries that a feed says it has deleted (RFC 6721: `at:deleted-entry`)."""

from collections.abc import Iterator

from redshank.read.about import About
from redshank.read.dates import iso_of
from redshank.read.markup import element_text, local
from redshank.read.story import Fields, make_story
from redshank.read.xmls import BadXml, parse_xml
from redshank.records import Skipped, Story


def find_tombstones(text: str, name: str, about: About, publisher: str | None) -> Iterator[Story | Skipped]:
    """Give a story with the signal "deletion" for each entry that was taken back; its text is the feed's comment."""
    if "deleted-entry" not in text:
        return
    try:
        root = parse_xml(text.encode("utf-8", "replace"))
    except BadXml:
        return  # the feed's own reader says what is wrong
    for mark in root.iter():
        ref = mark.get("ref") if local(mark) == "deleted-entry" else None
        if ref:
            words = [element_text(child) for child in mark if local(child) == "comment"]
            fields = Fields(
                text=" ".join([*words, f"Deleted: {ref}"]).strip(),
                published=iso_of(mark.get("when")),
                publisher=publisher,
                signal="deletion",
                replaces=ref,
            )
            # Not the id of the entry: a reader that has seen the entry would take its end for the entry again.
            yield make_story(fields, about, f"{ref}#deleted", where=f"{name}, deleted entry {ref}")
