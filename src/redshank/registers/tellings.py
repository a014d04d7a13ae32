"""What a story says of a deal or measure: one telling a step, with holder, day, sentence, and who denies it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.records import Claim, Dispute, Restriction, Span, Transfer
from redshank.records.filed import FiledRestriction, FiledTransfer, RegisterKey
from redshank.records.register import RegisterStep
from redshank.records.resolved import Quantity, When
from redshank.registers.records import Figure, Telling
from redshank.store.parquet import connect, read_rows

if TYPE_CHECKING:
    from redshank.store import Archive

NARRATOR = "narrator"
FILES = 400  # read by one statement
CALENDAR = re.compile(r"\d{3}|\d{4}(-(\d{2}(-\d{2})?|W\d{2}|Q\d|H\d|SP|SU|FA|WI))?")
PRINTED = """
    SELECT id AS story, publisher FROM stories
    WHERE publisher IS NOT NULL AND id IN (SELECT unnest(?::VARCHAR[]))
    UNION SELECT story, publisher FROM sightings
    WHERE publisher IS NOT NULL AND story IN (SELECT unnest(?::VARCHAR[]))"""
# figure -> the stages whose telling gives it
COUNTS = {
    "number": frozenset({"talks", "requested", "offered", "promised", "approved", "refused", "denied"}),
    "ordered": frozenset({"contracted"}),
    "delivered": frozenset({"in delivery", "delivered"}),
    "per_unit": frozenset(),
}


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a register needs of the rest of a reading."""

    times: tuple[When, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    disputes: tuple[Dispute, ...] = ()


NOTHING = Known()


class Tellings:
    """What is known of the stories of a register; each is opened once."""

    def __init__(self, archive: "Archive", filed: Sequence[FiledTransfer] | Sequence[FiledRestriction]) -> None:
        self.archive = archive
        stories = sorted({f.key.story for f in filed})
        records = [(f.key.story, f.transfer if isinstance(f, FiledTransfer) else f.restriction) for f in filed]
        # how many records are told by a sentence
        self._shared = Counter(place for s, r in records for place in {(s, t.sentence.start) for t in r.steps})
        self.stories = archive.stories(stories)
        self._printed: dict[str, set[str]] = {}
        for row in archive.rows(PRINTED, [stories, stories]):
            self._printed.setdefault(row["story"], set()).add(row["publisher"])
        self._claims: dict[str, list[Claim]] = {}
        for found in archive.claims("story IN (SELECT unnest(?)) AND status IN ('alleged', 'denied')", [stories]):
            self._claims.setdefault(found.key.story, []).append(found.claim)
        self._events = _events(archive, stories)
        self._rests = {
            r["id"]: msgspec.json.decode(r["rest"], type=Known) for r in truth_rows(archive, "stories", stories)
        }
        self._sentences = {**self._events.sentences, **{(s, r.span.start): r.text for s, r in records if r.text}}
        self._sentences |= self._from_texts(records)

    def of(self, key: RegisterKey, record: Transfer | Restriction) -> tuple[Telling, ...]:
        """Return the tellings of one record, in the order of the text."""
        return tuple(self._telling(key, step) for step in record.steps)

    def publishers(self, stories: Iterable[str]) -> int:
        """Return how many named publishers printed any of some texts, copies word for word included."""
        return len({name for story in stories for name in self._printed.get(story, ())})

    def day_of(self, story: str, value: str | None) -> str | None:
        """Return the first day of a time of the story."""
        times = self._rest(story).times
        return next((t.earliest for t in times if t.value == value and t.earliest), None) if value else None

    def figures(self, key: RegisterKey, transfer: Transfer, counts: Callable[[str], bool]) -> tuple[Figure, ...]:
        """Return the numbers of a transfer, each with who says so.

        Args:
            key: of the transfer.
            transfer: the record, which holds one number of each sort.
            counts: says whether a word may mean the item: other tellings may give other numbers of it.
        """
        own = [
            Figure(what=what, value=value, holder=self._who_counts(key, transfer, what, value), story=key.story)
            for what in COUNTS
            if (value := getattr(transfer, what)) is not None
        ]
        return (*own, *self._others(key, transfer, counts))

    def _others(self, key: RegisterKey, transfer: Transfer, counts: Callable[[str], bool]) -> Iterator[Figure]:
        """Give numbers in sentences that tell of this transfer and no other: "Pakistan says it ordered 71"."""
        held = {getattr(transfer, what) for what in COUNTS}
        for step in transfer.steps:
            what = next((w for w, stages in COUNTS.items() if step.stage in stages), None)
            if what is None or self._shared[key.story, step.sentence.start] > 1:
                continue
            for quantity in self._rest(key.story).quantities:
                is_new = quantity.value not in held and not quantity.vague
                if is_new and quantity.of and step.sentence.holds(quantity.span) and counts(quantity.of):
                    holder = self._holder(key.story, step)[0]
                    yield Figure(what=what, value=quantity.value, holder=holder, story=key.story)

    def _telling(self, key: RegisterKey, step: RegisterStep) -> Telling:
        holder, is_accusation = self._holder(key.story, step)
        sentence = self._sentences.get((key.story, step.sentence.start))
        begin = step.sentence.start
        return Telling(
            stage=step.stage,
            date=self.day_of(key.story, step.when),
            when=written(step.when),
            holder=holder,
            is_accusation=is_accusation,
            denied_by=self._denied_by(key.story, step),
            record=key.id,
            event=self._events.ids.get((key.story, step.event or "")),
            story=key.story,
            publisher=key.publisher,
            published=key.published,
            url=self.stories.get(key.story, {}).get("url"),
            words=sentence[step.span.start - begin : step.span.end - begin] if sentence else None,
            sentence=" ".join(sentence.split()) if sentence else None,
            start=begin,
            end=step.sentence.end,
        )

    def _holder(self, story: str, step: RegisterStep) -> tuple[str, bool]:
        """Return who says so, and whether as an accusation: "accused Iran of supplying" is told by the accuser."""
        accusers = [c for c in self._claims.get(story, ()) if c.status == "alleged" and _tells(c, step.span)]
        named = next((c.source.name for c in accusers if c.source), None)
        alleged = named or self._events.accusers.get((story, step.event or ""))
        if step.holder != NARRATOR:
            return step.holder, bool(accusers)
        return alleged or ("not named" if accusers else NARRATOR), bool(alleged or accusers)

    def _denied_by(self, story: str, step: RegisterStep) -> tuple[str, ...]:
        found = []
        for claim in self._claims.get(story, ()):
            if step.stage == "denied" and claim.status == "denied" and claim.source and _tells(claim, step.span):
                found.append(claim.source.name)
        for dispute in self._rest(story).disputes:
            if dispute.kind == "denial" and dispute.sides and dispute.sides[0].span.holds(step.span):
                found += [side.holder for side in dispute.sides[1:]]
        if step.stage == "denied" and not found and not self._holder(story, step)[1] and step.holder != NARRATOR:
            found.append(step.holder)
        return tuple(dict.fromkeys(found))

    def _who_counts(self, key: RegisterKey, transfer: Transfer, what: str, value: float) -> str:
        """Return who gives a number: the holder of the step whose sentence holds it, else of a step of that stage."""
        spans = [q.span for q in self._rest(key.story).quantities if q.value == value]
        told = [s for s in transfer.steps if any(s.sentence.holds(span) for span in spans)]
        told = told or [s for s in transfer.steps if s.stage in COUNTS[what]]
        if not told:
            return transfer.holder
        return " or ".join(dict.fromkeys(self._holder(key.story, s)[0] for s in told))

    def _from_texts(self, records: Sequence[tuple[str, Transfer | Restriction]]) -> dict[tuple[str, int], str]:
        """Return the sentences that no event and no record holds, from the texts where they are kept."""
        missing: dict[str, set[Span]] = {}
        for story, record in records:
            for step in record.steps:
                if (story, step.sentence.start) not in self._sentences:
                    missing.setdefault(story, set()).add(step.sentence)
        found: dict[tuple[str, int], str] = {}
        for row in truth_rows(self.archive, "texts", sorted(missing)):
            found |= {(row["id"], span.start): span.of(row["text"]) for span in missing[row["id"]]}
        return found

    def _rest(self, story: str) -> Known:
        return self._rests.get(story, NOTHING)


def truth_rows(archive: "Archive", table: str, stories: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give the rows of some stories, some files at a time."""
    sql = "SELECT DISTINCT month, unit FROM stories WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL"
    paths = [archive.layout.file(table, r["month"], r["unit"]) for r in archive.rows(sql, [list(stories)])]
    paths = [p for p in paths if p.is_file()]
    with connect() as reader:
        for start in range(0, len(paths), FILES):
            some = paths[start : start + FILES]
            yield from read_rows(reader, some, "WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(stories)])


class Events(msgspec.Struct, frozen=True):
    """What the index says of the events of some stories."""

    ids: dict[tuple[str, str], str]  # story and id in the reading -> id in the archive
    accusers: dict[tuple[str, str], str]  # the same -> who alleges it
    sentences: dict[tuple[str, int], str]  # story and beginning -> words


def _events(archive: "Archive", stories: Sequence[str]) -> Events:
    rows = archive.rows(
        "SELECT id, story, seq, deed_status, deed_holder, actor_names, sentence, sentence_start FROM events "
        "WHERE standing = 'current' AND story IN (SELECT unnest(?))",
        [list(stories)],
    )
    accusers = {
        (r["story"], r["seq"]): r["deed_holder"] or "; ".join(r["actor_names"]) or "not named"
        for r in rows
        if r["deed_status"] == "alleged"
    }
    return Events(
        {(r["story"], r["seq"]): r["id"] for r in rows},
        accusers,
        {(r["story"], r["sentence_start"]): r["sentence"] for r in rows if r["sentence"]},
    )


def written(value: str | None) -> str | None:
    """Return a TIMEX3 value as a reader writes it: 1990-10, the 1980s; None for what is no calendar time."""
    if value is None or not CALENDAR.fullmatch(value):
        return None
    return f"{value}0s" if len(value) == 3 else value


def _tells(claim: Claim, span: Span) -> bool:
    return any(content.holds(span) for content in claim.content)
