"""The tables of a release: an archive and the ids of its events in, rows of each table out; no text of a story."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from redshank.query.filters import Names, Query, condition
from redshank.records import Claim, Span
from redshank.registers.draw import deals, measures
from redshank.registers.records import Deal, Measure
from redshank.registers.show import TELLING_COLUMNS, columns, flat, telling_rows
from redshank.release.persons import Persons

if TYPE_CHECKING:
    from redshank.store import Archive

Row = Sequence[Any]
BATCH = 1000
LISTS = frozenset(
    {"modes", "contexts", "speakers", "answers", "disputed", "objects", "equipment"}
    | {f"{side}_{what}" for side in ("actor", "recipient") for what in ("names", "codes", "countries", "sectors")}
)
ORDINARY = (
    "id, story, publisher, url, published, day_from, day_to, day_basis, type, modes, contexts, cameo, quad, intensity, "
    "frame, status, holder, holder_code, holder_country, factuality, background, speakers, answers, disputed, "
    "actor_names, actor_codes, actor_countries, actor_sectors, recipient_names, recipient_codes, recipient_countries, "
    "recipient_sectors, objects, equipment, deed_frame, deed_status, deed_type, deed_holder, place, place_basis, "
    "place_country, admin1, admin2, geonameid, latitude, longitude, place_class, place_precision, time_value, "
    "time_precision, time_basis, sentence, sentence_start, sentence_end, predicate_start, predicate_end, zone, score, "
    "line, entry, engine"
)
WORDS = ("objects", "sentence", "line")  # left out where only offsets may be passed on
SPECIAL = {
    "url": "s.url",
    "answers": (
        "(SELECT coalesce(list(o.id ORDER BY o.id), []) FROM events o WHERE o.story = e.story "
        "AND o.standing = 'current' AND list_contains(e.answers, o.seq))"
    ),
    **{word: f"CASE WHEN s.keep = 'offsets' THEN NULL ELSE e.{word} END" for word in WORDS},
}
NAMING = ("actor_names", "recipient_names", "holder", "speakers", "deed_holder")
EVENT_COLUMNS = tuple(ORDINARY.split(", "))
CLAIM_COLUMNS = (
    *("id", "story", "publisher", "published", "source", "source_kind", "source_code", "source_country", "status"),
    *("holder", "parent", "quoted", "negated", "topic", "event_ids", "content_start", "content_end", "text"),
)
STORY_COLUMNS = (
    *("id", "publisher", "url", "title", "published", "published_basis", "chars", "events", "words", "engine"),
)
KINDS = {
    **dict.fromkeys(("published", "day_from", "day_to"), "DATE"),
    **dict.fromkeys(("intensity", "factuality", "latitude", "longitude", "score"), "DOUBLE"),
    **dict.fromkeys(("background", "quoted", "negated", "topic"), "BOOLEAN"),
    **dict.fromkeys(("sentence_start", "sentence_end", "predicate_start", "predicate_end"), "INTEGER"),
    **dict.fromkeys(("content_start", "content_end", "chars"), "INTEGER"),
    **dict.fromkeys((*LISTS, "event_ids"), "VARCHAR[]"),
}


class Content:
    """What a release holds, drawn from an archive."""

    def __init__(self, archive: "Archive", query: Query, names: Names) -> None:
        """Note which events are released: all that answer the question.

        With filters, claims are kept only of these events, deals and measures only of their stories.
        """
        self.archive = archive
        self.persons = Persons(archive)
        self.cursor = archive.index.cursor()
        sql, values = condition(archive, query, names)
        self.cursor.execute(f"CREATE OR REPLACE TEMP TABLE released AS SELECT id FROM events WHERE {sql}", values)
        of_all = "SELECT count(*) FROM events WHERE standing = 'current' AND id NOT IN (SELECT id FROM released)"
        self.is_filtered = self.rows(of_all)[0][0] > 0

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
        """Give each table: its name, its columns, its rows."""
        yield "events", EVENT_COLUMNS, self.events()
        yield "claims", CLAIM_COLUMNS, self.claims()
        yield "stories", STORY_COLUMNS, self.stories()
        yield from self._registers()

    def events(self) -> Iterator[Row]:
        """Give the events, by publication."""
        named = [EVENT_COLUMNS.index(name) for name in NAMING]
        story, line = EVENT_COLUMNS.index("story"), EVENT_COLUMNS.index("line")
        picked = ", ".join(f"{SPECIAL.get(c, f'e.{c}')} AS {c}" for c in EVENT_COLUMNS)
        asked = self._stream(
            f"SELECT {picked} FROM events e JOIN stories s ON s.id = e.story WHERE e.id IN (SELECT id FROM released) "
            "ORDER BY e.published NULLS LAST, e.story, e.predicate_start, e.id"
        )
        for row in asked:
            cells = list(row)
            for column in named:
                cells[column] = self.persons.value(cells[story], cells[column])
            cells[line] = self.persons.line(cells[story], cells[line])
            yield cells

    def stories(self) -> Iterator[Row]:
        """Give every text that was read and stands."""
        yield from self._stream(
            "SELECT s.id, s.publisher, s.url, CASE WHEN s.keep = 'offsets' THEN NULL ELSE s.title END, s.published, "
            "s.published_basis, s.chars, (SELECT count(*) FROM events e WHERE e.story = s.id AND e.id IN "
            "(SELECT id FROM released)), CASE WHEN s.keep = 'offsets' THEN 'offsets' ELSE 'sentence' END, s.engine "
            "FROM stories s WHERE s.standing = 'current' ORDER BY s.published NULLS LAST, s.id"
        )

    def claims(self) -> Iterator[Row]:
        """Give the claims; their words only as far as the evidence of a released event holds them."""
        ids = {(r[1], r[2]): r[0] for r in self.rows("SELECT id, story, seq FROM claims WHERE standing = 'current'")}
        released = {r[0] for r in self.rows("SELECT id FROM released")}
        evidence = self._evidence()
        for filed in self.archive.claims("len(event_ids) > 0" if self.is_filtered else "true"):
            key, claim = filed.key, filed.claim
            told = [e for e in key.event_ids if e in released]
            if self.is_filtered and not told:
                continue
            source = claim.source
            yield (
                *(key.id, key.story, key.publisher, key.published),
                *((self.persons.name(key.story, source.name, source.actor), source.kind) if source else (None, None)),
                *(key.source_code, key.source_country, claim.status, self.persons.name(key.story, claim.holder)),
                ids.get((key.story, claim.parent or "")),
                *(claim.quoted, claim.negated, claim.topic, told),
                *(min(c.start for c in claim.content), max(c.end for c in claim.content)),
                words_in(claim, evidence.get(key.story, ())),
            )

    def _registers(self) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
        stories = self._stories_of_events() if self.is_filtered else None
        arms = [self.persons.row(d) for d in deals(self.archive, stories=stories)]
        cuts = [self.persons.row(m) for m in measures(self.archive, stories=stories)]
        yield "transfers", tuple(columns(Deal)), (list(flat(d).values()) for d in arms)
        yield "restrictions", tuple(columns(Measure)), (list(flat(m).values()) for m in cuts)
        yield "tellings", TELLING_COLUMNS, telling_rows([*arms, *cuts])

    def _stories_of_events(self) -> set[str]:
        return {r[0] for r in self.rows("SELECT DISTINCT e.story FROM events e JOIN released USING (id)")}

    def _evidence(self) -> dict[str, tuple[tuple[Span, str], ...]]:
        """Return the sentences that are given, by story."""
        held: dict[str, tuple[tuple[Span, str], ...]] = {}
        for story, start, end, sentence in self.rows(
            "SELECT DISTINCT e.story, e.sentence_start, e.sentence_end, e.sentence FROM events e JOIN stories s "
            "ON s.id = e.story WHERE s.keep <> 'offsets' AND e.id IN (SELECT id FROM released) ORDER BY ALL"
        ):
            held[story] = (*held.get(story, ()), (Span(start, end), sentence))
        return held

    def rows(self, sql: str) -> list[Row]:
        """Return what a statement gives; the table `released` holds the ids of the events."""
        found: list[Row] = self.cursor.execute(sql).fetchall()
        return found

    def _stream(self, sql: str) -> Iterator[Row]:
        """Give many rows, a batch at a time; nothing else may be asked meanwhile."""
        asked = self.cursor.execute(sql)
        while batch := asked.fetchmany(BATCH):
            yield from batch


def words_in(claim: Claim, evidence: Sequence[tuple[Span, str]]) -> str | None:
    """Return the words of a claim if the sentences that are given hold all of them."""
    parts = []
    for content in claim.content:
        held = next(((span, text) for span, text in evidence if span.holds(content)), None)
        if held is None:
            return None
        parts.append(held[1][content.start - held[0].start : content.end - held[0].start])
    return " ... ".join(parts) or None
