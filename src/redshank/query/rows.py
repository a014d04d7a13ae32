"""Events of an archive as the flat rows of `redshank code --format csv`. Filed events in, rows out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.ask.rows import COLUMNS, Row, rows
from redshank.records import Published, Reading
from redshank.records.filed import Filed

if TYPE_CHECKING:
    from redshank.store import Archive

ARCHIVE_COLUMNS = ("id", *COLUMNS)
BATCH = 1000


def flat_rows(archive: "Archive", events: Iterable[Filed]) -> Iterator[tuple[Any, ...]]:
    """Give one row for each event: its id in the archive, then the columns of `redshank code --format csv`."""
    left = iter(events)
    while batch := list(islice(left, BATCH)):
        stories = archive.stories([f.key.story for f in batch])
        for filed in batch:
            yield filed.key.id, *msgspec.structs.astuple(flat_row(filed, stories.get(filed.key.story, {})))


def flat_row(filed: Filed, story: dict[str, Any]) -> Row:
    """Return the row of one event.

    The event's sentence takes the place of the story's text: every word that a row holds stands in it, or is not told.
    """
    sentence = filed.event.evidence
    place = filed.key.place_at
    reading = Reading(
        id=filed.key.story,
        source_id=story.get("source_id") or "",
        url=story.get("url"),
        publisher=filed.key.publisher,
        published=Published(value=story.get("published_value"), basis=story.get("published_basis") or "unknown"),
        text=" " * sentence.span.start + sentence.text,
        places=(place,) if place else (),
        events=(filed.event,),
    )
    row = next(iter(rows([reading])))
    return row if row.deed_condition else msgspec.structs.replace(row, deed_condition=None)
