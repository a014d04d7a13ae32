"""Publish what was stored: bring index and full text up to date, and let corrections and withdrawals take effect."""

import time

from redshank.records.filed import Standing
from redshank.store import Archive, Writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text
from redshank.store.writer import name_of

LEAST_SECONDS = 60.0  # between two refreshes during a run
SHARE = 20  # a refresh may take one part in so many of the time
DAYS_BACK = 30  # how old a story may be that a notice without an id takes back
EFFECT: dict[str, Standing] = {"kill": "withdrawn", "deletion": "withdrawn", "correction": "superseded"}
WHY = {
    "kill": "withdrawn by its publisher",
    "deletion": "deleted at its source",
    "correction": "a corrected version was published",
}
SAME_TITLE = f"""
SELECT id FROM stories
WHERE id <> $id AND signal IS NULL AND lower(trim(title)) = $title AND publisher IS NOT DISTINCT FROM $publisher
  AND ($published IS NULL OR published IS NULL OR
       published BETWEEN CAST($published AS DATE) - {DAYS_BACK} AND CAST($published AS DATE))
ORDER BY published DESC LIMIT 1
"""


class Publisher:
    """Keeps the index of an archive fresh while a writer works."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._last = time.monotonic()
        self._cost = 0.0

    def refresh_if_due(self) -> bool:
        """Publish when enough time has gone by that it costs little."""
        if time.monotonic() - self._last < max(LEAST_SECONDS, SHARE * self._cost):
            return False
        self.publish()
        return True

    def refresh(self) -> None:
        """Bring index and full text up to date."""
        start = time.monotonic()
        refresh_index(self.writer.layout, self.writer.ledger)
        refresh_text(self.writer.layout, self.writer.ledger)
        self._last = time.monotonic()
        self._cost = self._last - start

    def publish(self) -> tuple[int, int]:
        """Refresh, and refresh again if a notice took a story back; return how many were withdrawn and superseded."""
        self.refresh()
        counts = apply_signals(self.writer)
        if any(counts):
            self.writer.commit()
            self.refresh()
        return counts


def apply_signals(writer: Writer) -> tuple[int, int]:
    """Set tombstones on the stories that stored notices take back; return how many were withdrawn and superseded."""
    withdrawn = superseded = 0
    with Archive(writer.layout.path) as archive:
        notices = archive.rows("SELECT * FROM stories WHERE signal IS NOT NULL AND standing = 'current'")
        for notice in notices:
            target = _target(writer, archive, notice)
            if target is None or target == notice["id"]:
                continue
            standing = EFFECT[notice["signal"]]
            if writer.mark(target, "story", standing, WHY[notice["signal"]], notice["id"]):
                withdrawn += standing == "withdrawn"
                superseded += standing == "superseded"
    return withdrawn, superseded


def _target(writer: Writer, archive: Archive, notice: dict[str, object]) -> str | None:
    """Return the story that a notice means: by the id or URL that it names, else by publisher and headline."""
    if notice["replaces"]:
        return writer.ledger.named(name_of(_text(notice["publisher"]), str(notice["replaces"])))
    title = plain_title(str(notice["title"] or ""))
    if not title:
        return None
    named = {k: notice[k] for k in ("id", "publisher", "published")} | {"title": title}
    found = archive.index.cursor().execute(SAME_TITLE, named).fetchone()
    return str(found[0]) if found else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def plain_title(title: str) -> str:
    """Return a headline without the word of the trade in front of it: CORRECTED, KILL, WITHDRAWAL."""
    head, sign, rest = title.partition(":")
    if not sign:
        head, sign, rest = title.partition("-")
    words = head.replace("*", " ").split()
    is_mark = bool(words) and bool(sign) and head.upper() == head and len(words) <= 3
    return (rest if is_mark else title).strip().lower()
