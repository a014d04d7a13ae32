"""What is told of an event: a title that never hides who alleges it, the sentence, status, holder and story."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.phrases import kind, parties, status

if TYPE_CHECKING:
    from redshank.store import Archive

NARRATOR = "narrator"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is handed on."""

    id: str  # in the archive; it stays the same
    urn: str  # the same as an address: urn:redshank:ID
    title: str  # in plain words, an allegation never without its holder
    type: str
    modes: tuple[str, ...] = ()
    status: str
    deed_status: str | None = None  # of what was promised, asked, alleged
    holder: str  # narrator: the story itself
    speakers: tuple[str, ...] = ()
    background: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    day_from: str | None = None
    day_to: str | None = None
    day_basis: str = "unknown"  # published: the day of the story, not of the act
    place: str | None = None
    sentence: str | None = None  # None: only offsets are kept
    sentence_start: int | None = None
    sentence_end: int | None = None
    score: float | None = None
    story: str
    story_title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    standing: str = "current"
    reason: str | None = None  # why it no longer stands


def entries_of(archive: "Archive", ids: Sequence[str]) -> list[Entry]:
    """Return the entries of some events, in their order; an id that the archive no longer has gives none."""
    rows = archive.rows(
        "SELECT e.*, s.title AS story_title, s.url AS url FROM (SELECT unnest(?::VARCHAR[]) AS id) wanted "
        "JOIN events e USING (id) LEFT JOIN stories s ON s.id = e.story",
        [list(ids)],
    )
    found = {row["id"]: entry_of(row) for row in rows}
    return [found[i] for i in ids if i in found]


def entry_of(row: Mapping[str, Any]) -> Entry:
    """Return the entry of a row of `events`, joined with title and URL of its story."""
    given = {f: row[f] for f in Entry.__struct_fields__ if f in row}
    for days in ("day_from", "day_to", "published"):
        given[days] = row[days].isoformat() if row[days] else None
    given |= {
        "urn": f"urn:redshank:{row['id']}",
        "title": title_of(row),
        "modes": tuple(row["modes"] or ()),
        "speakers": tuple(row["speakers"] or ()),
        "actors": tuple(row["actor_names"] or ()),
        "recipients": tuple(row["recipient_names"] or ()),
        "sentence": row["sentence"] or None,
    }
    return Entry(**given)


def title_of(row: Mapping[str, Any]) -> str:
    """Return an event in one line; who alone holds it is always named, and what no longer stands says so."""
    gone = "" if row["standing"] == "current" else f"{row['standing'].capitalize()}: "
    if not row["line"]:
        return f"{gone}{kind(row)}: {parties(row)} ({status(row)})"
    return f"{gone}{row['line']}{_held(row)}"


def _held(row: Mapping[str, Any]) -> str:
    """Return who holds it, where the line does not say so already.

    A line leaves the holder out who is the actor: right for what he promises or demands, since that is his own saying,
    but a deed of his that only he tells must not read as a fact.
    """
    holder, line = row["holder"], row["line"]
    if holder == NARRATOR or line.endswith(f", says {holder}") or line.startswith(f"{holder} alleges: "):
        return ""
    if " alleges: " in line or line.endswith("says somebody unnamed"):
        return ""
    is_own_saying = row["deed_status"] is not None and holder in (row["actor_names"] or ())
    return "" if is_own_saying else f", according to {holder}"
