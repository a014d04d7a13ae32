"""Make an archive of a million events from a seed, and time the questions that people put to it.

usage: prove_million.py FOLDER [EVENTS]     FOLDER must not exist, or be an archive that this script made

Prints sizes as ratios to the bare Parquet (the flat table of the events in one file, zstd) and times in milliseconds,
the median of seven. Figures: docs/archive.md.
"""

import datetime
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redshank.query.count import Plan, count
from redshank.query.filters import Query, find_ids
from redshank.query.names import Names
from redshank.records import Event, EventMention, Evidence, Party, Score, Span, Thing
from redshank.records.filed import CastMember, EventKey, StoryRow
from redshank.store import Archive, Writer, open_writer
from redshank.store.index import refresh_index
from redshank.store.parquet import connect
from redshank.store.rows import Rows, key_of
from redshank.store.text import refresh_text

EVENTS = 1_000_000
STORY_EVENTS = 4
DAYS = 3650
FIRST = datetime.date(2012, 1, 1)
TYPES = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST")
TYPES += ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "CONCEDE", "RETREAT")
STATUSES = ("happened",) * 6 + ("planned", "alleged", "negated")
SYLLABLES = tuple(a + b for a in "bdgklmnrstv" for b in "aeo")


class World:
    """The states of this world, and words of an invented language, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        """Draw the names."""
        self.random = random.Random(seed)
        names = Names()
        self.states = sorted((code, names.entities[code].name) for code in names.states if code in names.entities.by_id)
        self.random.shuffle(self.states)
        self.words = list(dict.fromkeys(self.word(self.random.randint(1, 4)) for _ in range(30_000)))
        self.word_weights = [1 / (rank + 10) for rank in range(len(self.words))]
        self.state_weights = [1 / (rank + 1) ** 1.5 for rank in range(len(self.states))]
        self.papers = [f"The {self.word(3).title()} {kind}" for kind in ("Post", "Wire", "Times") for _ in range(40)]
        self.stock: list[str] = []

    def word(self, syllables: int) -> str:
        """Return an invented word."""
        return "".join(self.random.choices(SYLLABLES, k=syllables))

    def sentence(self) -> str:
        """Return a sentence of 12 to 34 words, the frequent ones as frequent as in a language."""
        length = self.random.randint(12, 34)
        if len(self.stock) < length:
            self.stock = self.random.choices(self.words, self.word_weights, k=200_000)
        words, self.stock = self.stock[-length:], self.stock[:-length]
        return " ".join(words).capitalize() + "."

    def state(self) -> tuple[str, str]:
        """Return a state, the great ones more often."""
        return self.random.choices(self.states, self.state_weights)[0]


def make(world: World, number: int) -> Rows:
    """Return the rows of one story of four events."""
    draw = world.random
    day = (FIRST + datetime.timedelta(days=number * DAYS * STORY_EVENTS // EVENTS)).isoformat()
    story = key_of("story", number)
    paper = draw.choice(world.papers)
    pairs, at = [], 0
    for order in range(1, STORY_EVENTS + 1):
        sentence = world.sentence()
        pairs.append(event(world, story, paper, day, order, sentence, at))
        at += len(sentence) + 1
    row = StoryRow(
        id=story,
        source_id=f"story-{number}",
        publisher=paper,
        url=f"http://paper.example/{number}",
        title=world.sentence()[:60],
        published=day,
        published_value=day,
        published_basis="metadata",
        chars=at,
        events=STORY_EVENTS,
        keep="evidence",
        engine="made",
    )
    return Rows(row, None, tuple(pairs), (), (), ())


def event(world: World, story: str, paper: str, day: str, order: int, sentence: str, at: int) -> tuple[EventKey, Event]:
    """Return one event with its key."""
    draw = world.random
    parties = [party(world.state(), f"a{n}", at, sentence) for n in (1, 2)]
    kind, status = draw.choice(TYPES), draw.choice(STATUSES)
    predicate = Span(at + 10, at + 18)
    holder = parties[0].name if status == "alleged" else "narrator"
    told = Event(
        id=f"e{order}",
        type=kind,
        contexts=("military",) if draw.random() < 0.3 else (),
        cameo=f"{draw.randint(1, 20):02d}{draw.randint(0, 9)}",
        quad=draw.choice(("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")),
        frame=f"frame-{draw.randint(1, 120)}",
        status=status,  # type: ignore[arg-type]
        holder=holder,
        factuality=3.0,
        actors=(parties[0],),
        recipients=(parties[1],),
        objects=(Thing(span=Span(at, at + 5), text=sentence[:5]),) if draw.random() < 0.3 else (),
        mentions=(EventMention(span=predicate, zone="body"),),
        evidence=Evidence(span=Span(at, at + len(sentence)), text=sentence),
        predicate=predicate,
        entry=f"frame-{draw.randint(1, 120)}/verb",
        score=Score(value=round(draw.random(), 2), why="made by a seed"),
        zone="body",
        line=f"{parties[0].name} {kind.lower()} {parties[1].name}",
    )
    cast = tuple(CastMember(id=p.actor, name=p.name, kind="state", code=p.code, country=p.country) for p in parties)
    key = EventKey(
        id=key_of(story, predicate, kind, None),
        story=story,
        publisher=paper,
        published=day,
        day_from=day,
        day_to=day,
        day_basis="published",
        cast=cast,
        engine="made",
    )
    return key, told


def party(state: tuple[str, str], actor: str, at: int, sentence: str) -> Party:
    """Return a state in a role."""
    code, name = state
    return Party(actor=actor, name=name, code=code, country=code, span=Span(at, at + 6), text=sentence[:6])


def fill(path: Path, events: int) -> None:
    """Make the archive."""
    world = World(7)
    with open_writer(path, "evidence") as writer:
        for number in range(events // STORY_EVENTS):
            rows = make(world, number)
            writer.add_rows(rows)
            writer.sight(rows.story.id, rows.story.source_id, rows.story.publisher, None, rows.story.published)
            if number % 10_000 == 9_999:
                writer.commit()
                print(f"{(number + 1) * STORY_EVENTS:,} events", file=sys.stderr, flush=True)
        writer.commit()
        publish(writer)


def publish(writer: Writer) -> None:
    """Make index and full text."""
    start = time.perf_counter()
    refresh_index(writer.layout, writer.ledger)
    middle = time.perf_counter()
    refresh_text(writer.layout, writer.ledger)
    print(f"index made in {middle - start:.1f} s, full text in {time.perf_counter() - middle:.1f} s")


def size(path: Path) -> int:
    """Return the bytes of a file or of all files in a folder."""
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def median(run: Callable[[], Any], times: int = 7) -> float:
    """Return the median time of a question in milliseconds; the first run is not counted."""
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Make the archive if it is missing, then measure."""
    path = Path(sys.argv[1])
    events = int(sys.argv[2]) if len(sys.argv) > 2 else EVENTS
    if not path.exists():
        fill(path, events)
    with Archive(path) as archive:
        held = archive.rows("SELECT count(*) AS n FROM events")[0]["n"]
        bare = path.with_name(path.name + "-bare.parquet")
        with connect(archive.layout.index, read_only=True) as copy:
            copy.execute(f"COPY (FROM events ORDER BY published) TO '{bare}' (FORMAT parquet, COMPRESSION zstd)")
        unit = size(bare)
        print(f"{held:,} events; bare Parquet {unit / 1e6:.0f} MB")
        for name, part in (
            ("truth", archive.layout.truth),
            ("index.duckdb", archive.layout.index),
            ("full text", archive.layout.text),
            ("state.sqlite", archive.layout.state),
            ("whole archive", path),
        ):
            print(f"  {name}: {size(part) / 1e6:.0f} MB, {size(part) / unit:.2f} times")
        great, small = (archive.rows(RANKED, [rank])[0]["key"] for rank in (0, 100))
        for label, run in questions(archive, great, small):
            print(f"  {label}: {median(run):.1f} ms")


CELLS = """
SELECT actor_keys[1] AS a, recipient_keys[1] AS b, date_trunc('month', day_from) AS month, count(*) AS n
FROM events WHERE standing = 'current' AND NOT background GROUP BY ALL
"""
RANKED = "SELECT unnest(actor_keys) AS key, count(*) AS n FROM events GROUP BY 1 ORDER BY n DESC LIMIT 1 OFFSET ?"


def questions(archive: Archive, great: str, small: str) -> list[tuple[str, Callable[[], Any]]]:
    """Return the questions that are timed."""
    month = {"since": "2016-03-01", "until": "2016-03-30"}
    names, by_month = Names(), Plan(by=("dyad", "month"))
    word = archive.rows("SELECT sentence FROM events LIMIT 1 OFFSET 1000")[0]["sentence"].split()
    return [
        ("great actor, 30 days", lambda: find_ids(archive, Query(actor=(great,), **month, limit=50), names)),
        ("small actor, 30 days", lambda: find_ids(archive, Query(actor=(small,), **month, limit=50), names)),
        ("count by dyad and month, table", lambda: count(archive, Query(), by_month, names, limit=60)),
        ("count by dyad and month, cells with events", lambda: archive.rows(CELLS)),
        ("text, one frequent word, top 10", lambda: archive.search(word[1], 10)),
        ("text, two words, top 10", lambda: archive.search(f"{word[2]} {word[5]}", 10)),
        ("text to whole records, top 10", lambda: list(archive.filed(archive.search(word[3], 10)))),
    ]


if __name__ == "__main__":
    main()
