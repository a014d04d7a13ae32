"""Read sources, code what is new, store it. Safe to stop at any moment; run again, it goes on where it stopped."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from redshank.ingest.compact import compact
from redshank.ingest.forget import forgotten_names, without_names
from redshank.ingest.publish import EFFECT, WHY, Publisher
from redshank.read import About, read_stories
from redshank.read.sources import Source, find_sources
from redshank.records import Reading, Skipped, Story
from redshank.records.filed import Keep
from redshank.scale.pool import code_with
from redshank.settings import Settings
from redshank.store import Writer
from redshank.store.rows import key_of

if TYPE_CHECKING:
    from redshank.fetch import Fetcher

UNREAD = frozenset({"kill", "deletion"})  # a notice that takes a story back tells nothing itself


class Summary(msgspec.Struct, kw_only=True):
    """What a run came to. Changes while the run goes on."""

    stories: int = 0  # new texts that were coded
    known: int = 0  # texts that were stored already
    copies: int = 0  # further places where a stored text was met
    events: int = 0
    sources: int = 0
    unchanged: int = 0  # sources that were read to their end before and have not changed
    unchanged_stories: int = 0
    skipped: Counter[str] = msgspec.field(default_factory=Counter)  # reason -> number, new in this run
    skipped_before: int = 0
    same_id: list[str] = msgspec.field(default_factory=list)  # sources of texts that share an id with another text
    withdrawn: int = 0
    superseded: int = 0
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """How many stories were dealt with, in whatever way."""
        return self.stories + self.known + sum(self.skipped.values()) + self.skipped_before


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may set for a run beside the settings of the coding."""

    workers: int = 1
    keep: Keep | None = None  # None: the archive's policy, `offsets` for licensed texts
    supersede: bool = False  # a later text under the same id takes the place of the earlier one
    full_text: bool = False  # of a feed that gives summaries only, read the pages behind them
    contact: str | None = None  # told to the servers that are asked
    say: Callable[[str], object] | None = None  # takes a line for the user


def ingest(
    writer: Writer,
    sources: Sequence[str | Path],
    about: About,
    settings: Settings,
    choices: Choices | None = None,
    tick: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """Bring all stories of some sources into an archive.

    Args:
        writer: of the archive.
        sources: files, folders, patterns, archives, `-`.
        about: what holds for all stories.
        settings: of the coding.
        choices: of the run.
        tick: called after each story with the summary so far.

    Raises:
        ArchiveError: the disk is full; what was stored stays stored.
    """
    run = Run(writer, settings, choices or Choices(), tick)
    try:
        run.take(run.from_sources(sources, about))
    except KeyboardInterrupt:
        run.summary.interrupted = True
    run.close()
    return run.summary


def ingest_stories(
    writer: Writer,
    stories: Iterable[Story | Skipped],
    settings: Settings,
    choices: Choices | None = None,
    publisher: Publisher | None = None,
) -> Summary:
    """Bring stories into an archive that were read already: the entries of a feed.

    Args:
        writer: of the archive.
        stories: as they were read.
        settings: of the coding.
        choices: of the run.
        publisher: one for many calls: then the index is refreshed only when enough time has gone by.
    """
    run = Run(writer, settings, choices or Choices(), lambda summary: None)
    run.take(run.only_new(stories))
    run.commit()
    if publisher is None:
        run.close()
    else:
        compact(writer)
        publisher.refresh_if_due()
    return run.summary


class Run:
    """One run of `ingest`."""

    def __init__(self, writer: Writer, settings: Settings, choices: Choices, tick: Callable[[Summary], None]) -> None:
        self.writer, self.settings, self.choices, self.tick = writer, settings, choices, tick
        self.summary = Summary()
        self.publisher = Publisher(writer)
        self._forgotten = {mark.target for mark in writer.ledger.marks() if mark.kind == "name"}
        self._since = time.monotonic()
        self._waiting: dict[str, list[Story]] = {}  # source_id -> stories handed to the coder and not back yet
        self._given = self._got = 0
        # sources read to their end: how many were given by then, key, fingerprint, number of stories
        self._ended: list[tuple[int, str, str, int]] = []

    # what is read

    def from_sources(self, sources: Sequence[str | Path], about: About) -> Iterator[Story | Skipped]:
        """Give what is new in the sources; a source that has not changed since it was finished is not read."""
        for given in sources:
            if str(given).startswith(("http://", "https://")):
                self.summary.sources += 1
                from redshank.fetch import read_url

                yield from self.only_new(read_url(str(given), about, self._fetcher(), full_text=self.choices.full_text))
            else:
                yield from self._from_files(given, about)

    def _fetcher(self) -> "Fetcher":
        from redshank.fetch import Fetcher, Limits

        return Fetcher(limits=Limits(contact=self.choices.contact), say=self.choices.say)

    def _from_files(self, given: str | Path, about: About) -> Iterator[Story | Skipped]:
        for source in find_sources([given]):
            if isinstance(source, Skipped):
                self._given += 1
                yield source
                continue
            self.summary.sources += 1
            # language decides what is skipped; other settings change how a story is coded, which is for `recode`
            key = key_of(source.name, msgspec.json.encode(about).decode(), self.settings.language)
            stamp, before = fingerprint(source), self.writer.ledger.source(key)
            if stamp and before and before[0] == stamp:
                self.summary.unchanged += 1
                self.summary.unchanged_stories += before[1]
                continue
            start = self.summary.done + self._given - self._got
            yield from self.only_new(read_stories([source.name], about))
            if stamp:
                count = self.summary.done + self._given - self._got - start
                self._ended.append((self._given, key, stamp, count))

    def only_new(self, stories: Iterable[Story | Skipped]) -> Iterator[Story | Skipped]:
        """Pass on what has to be coded; note where the other texts were met."""
        for story in stories:
            if isinstance(story, Skipped):
                self._given += 1
                yield story
                continue
            self._meet(story)
            if self.writer.has(story.id) or story.id in self._coming():
                self.summary.known += 1
                self.tick(self.summary)
                continue
            if story.signal in UNREAD:
                self._notice(story)
                continue
            self._given += 1
            self._waiting.setdefault(story.source_id, []).append(story)
            yield story

    def _coming(self) -> set[str]:
        return {s.id for stories in self._waiting.values() for s in stories}

    def _meet(self, story: Story) -> None:
        """Note a place where a text was met, and whether another text has its id."""
        known = self.writer.has(story.id) or story.id in self._coming()
        if known and self.writer.sight(story.id, story.source_id, story.publisher, story.url, story.published):
            self.summary.copies += 1
        before = self.writer.name(story.id, story.publisher, story.source_id, story.url)
        if before is None or known:
            return
        if story.signal is not None:
            if self.writer.mark(before, "story", EFFECT[story.signal], WHY[story.signal], story.id):
                self.summary.withdrawn += EFFECT[story.signal] == "withdrawn"
                self.summary.superseded += EFFECT[story.signal] == "superseded"
        elif self.choices.supersede:
            why = f"a later text came under the same id, {story.source_id}"
            self.summary.superseded += self.writer.mark(before, "story", "superseded", why, story.id)
        else:
            self.summary.same_id.append(story.source_id)

    def _notice(self, story: Story) -> None:
        """Store a notice that takes a story back, uncoded."""
        reading = Reading(
            id=story.id,
            source_id=story.source_id,
            url=story.url,
            publisher=story.publisher,
            title=story.title,
            text=story.text,
        )
        self.writer.add(reading, self._keep(story), story.signal, story.replaces)
        self.writer.sight(story.id, story.source_id, story.publisher, story.url, story.published)
        self.summary.stories += 1

    # what is coded

    def take(self, stories: Iterator[Story | Skipped]) -> None:
        """Code and store."""
        for outcome in code_with(stories, self.settings, self.choices.workers):
            self._got += 1
            if isinstance(outcome, Skipped):
                self._skip(outcome)
            else:
                self._add(outcome)
            if self.writer.is_full:
                self.commit()
                self.publisher.refresh_if_due()
            self.tick(self.summary)

    def _add(self, reading: Reading) -> None:
        story = self._back(reading.source_id, reading.id)
        keep = self._keep(story) if story else None
        signal, replaces = (story.signal, story.replaces) if story else (None, None)
        names = forgotten_names(reading.text, self._forgotten)
        if names:
            reading, keep = without_names(reading, names), "offsets"
        self.summary.events += self.writer.add(reading, keep, signal, replaces)
        published = reading.published.value if reading.published else None  # often read from the text
        self.writer.sight(reading.id, reading.source_id, reading.publisher, reading.url, published)
        self.summary.stories += 1

    def _skip(self, skipped: Skipped) -> None:
        story = self._back(skipped.source_id, None)
        if self.writer.skip(skipped, story.publisher if story else None, story.published if story else None):
            self.summary.skipped[skipped.reason] += 1
        else:
            self.summary.skipped_before += 1

    def _back(self, source_id: str, story_id: str | None) -> Story | None:
        """Return the story whose outcome came back."""
        waiting = self._waiting.get(source_id, [])
        for story in waiting:
            if story_id in (None, story.id):
                waiting.remove(story)
                if not waiting:
                    del self._waiting[source_id]
                return story
        return None

    def _keep(self, story: Story) -> Keep:
        if self.choices.keep is not None:
            return self.choices.keep
        return "offsets" if story.is_licensed else self.writer.card.keep

    # what is stored

    def commit(self) -> None:
        """Store what came back, and note the sources of which all came back."""
        self.writer.commit()
        done = [entry for entry in self._ended if entry[0] <= self._got]
        self._ended = [entry for entry in self._ended if entry[0] > self._got]
        for _, key, stamp, count in done:
            self.writer.ledger.finish_source(key, stamp, count)

    def close(self) -> None:
        """Store the rest, let corrections and withdrawals take effect, publish the index."""
        self.commit()
        compact(self.writer)
        withdrawn, superseded = self.publisher.publish()
        self.summary.withdrawn += withdrawn
        self.summary.superseded += superseded
        self.summary.seconds = time.monotonic() - self._since
        self.tick(self.summary)


def fingerprint(source: Source) -> str:
    """Return what tells a changed file from an unchanged one; empty for what cannot be told."""
    if source.path is None:
        return ""
    stat = source.path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}"
