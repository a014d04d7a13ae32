"""Read an archive: the published index for questions, the truth for whole records. Never writes."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.records import Event, Reading
from redshank.records.errors import ArchiveError
from redshank.records.filed import (
    EventKey,
    Filed,
    FiledClaim,
    FiledRestriction,
    FiledTransfer,
    Rest,
    StoryRow,
)
from redshank.store.columns import records_of
from redshank.store.layout import Card, Layout, read_card
from redshank.store.ledger import Ledger
from redshank.store.parquet import connect, read_rows
from redshank.store.rows import fill, reading_of
from redshank.store.text import search_text

if TYPE_CHECKING:
    import duckdb

BATCH = 2000


class Archive:
    """An archive, opened for reading; also while another process writes to it."""

    def __init__(self, path: str | Path) -> None:
        """Open the archive.

        Raises:
            ArchiveError: there is none, it is of a newer version, or it has no index yet.
        """
        self.layout = Layout(Path(path))
        self.card: Card = read_card(self.layout)
        self._index: duckdb.DuckDBPyConnection | None = None
        self._reader: duckdb.DuckDBPyConnection | None = None

    @property
    def path(self) -> Path:
        """The folder of the archive."""
        return self.layout.path

    @property
    def index(self) -> "duckdb.DuckDBPyConnection":
        """The published index, opened read-only at the first question."""
        if self._index is None:
            if not self.layout.index.is_file():
                raise ArchiveError(f"{self.path} has no index yet. Make it: redshank index {self.path}")
            self._index = connect(self.layout.index, read_only=True)
        return self._index

    def close(self) -> None:
        """Close the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def __enter__(self) -> "Archive":
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the index."""
        self.close()

    def ledger(self) -> Ledger:
        """Open the ledger: decisions, saved queries, marks."""
        return Ledger(self.layout.state)

    # questions to the index

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows that a statement gives on the index."""
        cursor = self.index.cursor().execute(sql, list(parameters))
        names = [d[0] for d in cursor.description or ()]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]

    def search(self, words: str, limit: int = 1000) -> list[str]:
        """Return the ids of the events whose sentences hold the words, best first."""
        return [key for key, _ in search_text(self.layout, words, limit)]

    # whole records from the truth

    def filed(self, ids: Sequence[str]) -> Iterator[Filed]:
        """Give events in full, in the order of the ids; an id that is unknown gives nothing."""
        for start in range(0, len(ids), BATCH):
            yield from self._filed_batch(ids[start : start + BATCH])

    def _filed_batch(self, ids: Sequence[str]) -> Iterator[Filed]:
        where = self.rows(
            "SELECT id, unit, month, standing, reason, story FROM events WHERE list_contains(?, id)", [list(ids)]
        )
        stands = {row["id"]: row for row in where}
        files = sorted({(row["month"], row["unit"]) for row in where})
        paths = [self.layout.file("events", month, unit) for month, unit in files]
        found: dict[str, Filed] = {}
        marks = ", ".join("?" * len(ids))  # IN is handed down to the files, list_contains is not
        for row in self._truth(paths, f"WHERE id IN ({marks})", list(ids)):
            key, event = records_of("events", row)
            if key.id in stands:
                found[key.id] = _filed(key, event, stands[key.id])
        yield from (found[i] for i in ids if i in found)

    def _truth(self, paths: Iterable[Path], where: str, parameters: Sequence[Any]) -> Iterator[dict[str, Any]]:
        """Read files of the truth; files that a writer has just replaced are passed over."""
        self._reader = self._reader or connect()
        return read_rows(self._reader, [p for p in paths if p.is_file()], where, parameters)

    def event(self, key: str) -> Filed | None:
        """Return one event by its id."""
        return next(self.filed([key]), None)

    def story(self, key: str) -> StoryRow | None:
        """Return the row of a story, with the rest of its reading."""
        for row in self._of_story("stories", key):
            (story,) = records_of("stories", row)
            assert isinstance(story, StoryRow)
            return story
        return None

    def stories(self, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return what the index says of some stories, by id: publisher, url, title, published, source_id ..."""
        found: dict[str, dict[str, Any]] = {}
        for start in range(0, len(keys), BATCH):
            batch = list(dict.fromkeys(keys[start : start + BATCH]))
            found |= {r["id"]: r for r in self.rows("SELECT * FROM stories WHERE list_contains(?, id)", [batch])}
        return found

    def text(self, key: str) -> str | None:
        """Return the text of a story, where it is kept."""
        for row in self._of_story("texts", key):
            return str(row["text"])
        return None

    def reading(self, key: str) -> Reading | None:
        """Return the reading of a story as `redshank code` gave it; without words that are not kept."""
        story = self.story(key)
        if story is None:
            return None
        parts = {
            table: [records_of(table, row)[1] for row in self._of_story(table, key, "story")]
            for table in ("events", "claims", "transfers", "restrictions")
        }
        return reading_of(story, self.text(key), **parts)

    def _of_story(self, table: str, key: str, column: str = "id") -> list[dict[str, Any]]:
        where = self.rows("SELECT unit, month FROM stories WHERE id = ?", [key])
        paths = [self.layout.file(table, row["month"], row["unit"]) for row in where]
        return list(self._truth(paths, f"WHERE {column} = ?", [key]))

    def claims(self, where: str = "true", parameters: Sequence[Any] = ()) -> Iterator[FiledClaim]:
        """Give claims in full; `where` is a condition on the columns of the index's table `claims`."""
        for row in self._register("claims", where, parameters):
            key, claim = records_of("claims", row)
            yield FiledClaim(key=key, claim=claim)

    def transfers(self, where: str = "true", parameters: Sequence[Any] = ()) -> Iterator[FiledTransfer]:
        """Give candidate transfers in full."""
        for row in self._register("transfers", where, parameters):
            key, transfer = records_of("transfers", row)
            yield FiledTransfer(key=key, transfer=transfer)

    def restrictions(self, where: str = "true", parameters: Sequence[Any] = ()) -> Iterator[FiledRestriction]:
        """Give restrictions in full."""
        for row in self._register("restrictions", where, parameters):
            key, restriction = records_of("restrictions", row)
            yield FiledRestriction(key=key, restriction=restriction)

    def _register(self, table: str, where: str, parameters: Sequence[Any]) -> Iterator[dict[str, Any]]:
        """Give the rows of a table whose rows in the index fulfil a condition, by publication, standing ones only."""
        found = self.rows(
            f"SELECT id, unit, month FROM {table} WHERE standing = 'current' AND ({where}) ORDER BY published, id",
            parameters,
        )
        order = {row["id"]: number for number, row in enumerate(found)}
        paths = sorted({self.layout.file(table, row["month"], row["unit"]) for row in found})
        rows = [row for row in self._truth(paths, "", []) if row["id"] in order]
        yield from sorted(rows, key=lambda row: order[row["id"]])

    def engines(self) -> list[dict[str, Any]]:
        """Return each engine that coded stories: version, model, lexicon, mapping, gazetteer, overlays."""
        rows = self.rows(
            "SELECT engine, count(*) AS stories, min(id) AS example FROM stories WHERE standing = 'current' "
            "GROUP BY engine ORDER BY engine"
        )
        made = []
        for row in rows:
            story = self.story(row["example"])
            provenance = msgspec.json.decode(story.rest, type=Rest).provenance if story else None
            known = msgspec.to_builtins(provenance) if provenance else {}
            made.append({"engine": row["engine"], "stories": row["stories"], **known})
        return made

    # words that were attached

    def with_words(self, filed: Filed) -> Filed:
        """Put the words back into an event of which only offsets are kept, if its text was attached."""
        text = self.text(filed.key.story)
        if text is None:
            return filed
        return Filed(
            key=fill(filed.key, text), event=fill(filed.event, text), standing=filed.standing, reason=filed.reason
        )


def _filed(key: EventKey, event: Event, row: dict[str, Any]) -> Filed:
    return Filed(key=key, event=event, standing=row["standing"], reason=row["reason"])
