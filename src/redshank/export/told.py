"""Events with what a row needs of their stories. Ids in, Told out, a batch at a time."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.records.filed import Filed

if TYPE_CHECKING:
    from redshank.store import Archive

BATCH = 2000
SEEN = (
    "SELECT story, publisher, url, published FROM sightings WHERE list_contains(?, story) ORDER BY story, published, id"
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the story was met."""

    publisher: str | None = None
    url: str | None = None
    published: str | None = None


class StoryFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says of the story."""

    id: str
    source_id: str = ""
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_value: str | None = None
    published_basis: str = "unknown"
    engine: str = ""
    chars: int = 0
    keep: str = "full"
    seen: tuple[Seen, ...] = ()

    @property
    def reports(self) -> int:
        """Return how often the story was met: once at least."""
        return max(1, len(self.seen))

    @property
    def publishers(self) -> int:
        """Return how many publishers brought it: one at least."""
        return max(1, len({s.publisher for s in self.seen if s.publisher}))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event and its story."""

    filed: Filed
    story: StoryFacts

    @property
    def id(self) -> str:
        """Return the event's id in the archive."""
        return self.filed.key.id

    @property
    def number(self) -> int:
        """Return the id as a positive whole number of 63 bits, for formats that know numbers only."""
        return number_of(self.id)

    @property
    def words(self) -> str:
        """Return the sentence; empty where only offsets are kept."""
        return self.filed.event.evidence.text

    @property
    def pointer(self) -> str:
        """Say where the sentence stands, for a row that may not hold its words."""
        span = self.filed.event.evidence.span
        return f"story {self.story.id} [{span.start}:{span.end}]" + (f" {self.story.url}" if self.story.url else "")


def number_of(key: str) -> int:
    """Return an id of the archive as a positive whole number."""
    return int(key, 16) & 0x7FFF_FFFF_FFFF_FFFF


def told(archive: "Archive", ids: Sequence[str]) -> Iterator[Told]:
    """Give events with their stories, in the order of the ids."""
    for start in range(0, len(ids), BATCH):
        batch = list(archive.filed(ids[start : start + BATCH]))
        stories = story_facts(archive, [f.key.story for f in batch])
        for filed in batch:
            yield Told(filed=filed, story=stories.get(filed.key.story) or StoryFacts(id=filed.key.story))


def story_facts(archive: "Archive", keys: Sequence[str]) -> dict[str, StoryFacts]:
    """Return what is said of some stories, by id."""
    rows = archive.stories(keys)
    seen: dict[str, list[Seen]] = {}
    for row in archive.rows(SEEN, [list(dict.fromkeys(keys))]):
        place = Seen(publisher=row["publisher"], url=row["url"], published=_day(row["published"]))
        seen.setdefault(row["story"], []).append(place)
    return {key: _facts(row, tuple(seen.get(key, ()))) for key, row in rows.items()}


def _facts(row: dict[str, Any], seen: tuple[Seen, ...]) -> StoryFacts:
    return StoryFacts(
        id=row["id"],
        source_id=row["source_id"],
        publisher=row["publisher"],
        url=row["url"],
        title=row["title"] if row["keep"] != "offsets" else None,
        published=_day(row["published"]),
        published_value=row["published_value"],
        published_basis=row["published_basis"],
        engine=row["engine"],
        chars=row["chars"],
        keep=row["keep"],
        seen=seen,
    )


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
