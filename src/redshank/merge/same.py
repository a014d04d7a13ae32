"""Join the mentions of one event within a story: told in the headline, the lead and further down, it is one event."""

import re
from collections.abc import Sequence

import msgspec

from redshank.records import Deed, Event, EventMention, Party

WORD = re.compile(r"[^\W\d_][\w-]{3,}")
FRONT = frozenset({"headline", "standfirst", "subhead"})
STOP = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "were",
        "will",
        "would",
        "about",
        "their",
        "they",
        "them",
        "which",
        "when",
        "said",
        "says",
        "over",
        "after",
        "before",
        "into",
        "also",
    ]
)


def join(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events with repeated tellings folded into one; the first telling in the body leads."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (e.zone in FRONT, e.zone == "caption", e.predicate.start)):
        at = next((k for k, other in enumerate(kept) if same(other, event)), None)
        if at is None:
            kept.append(event)
        else:
            kept[at] = _fold(kept[at], event)
    kept.sort(key=lambda e: e.predicate.start)
    return tuple(kept)


def same(a: Event, b: Event) -> bool:
    """Say whether two tellings are of one event: type, parties, deed and words agree, and no date speaks against it."""
    if a.type != b.type:
        return False
    if refers_back(b) and a.frame == b.frame and a.zone == b.zone and _codes(b.actors) <= _codes(a.actors):
        return True
    if not _sides(a.actors, b.actors) or not _recipients(a, b):
        return False
    if "caption" in (a.zone, b.zone) and a.zone != b.zone:
        return False
    if a.when and b.when and a.when.value != b.when.value and a.when.precision == b.when.precision == "day":
        return False
    if a.zone in FRONT or b.zone in FRONT:
        return (
            _deed_frame(a) == _deed_frame(b) or None in (_deed_frame(a), _deed_frame(b)) or bool(_words(a) & _words(b))
        )
    if a.evidence.span == b.evidence.span:
        return _deed_frame(a) == _deed_frame(b) and a.frame == b.frame and bool(_words(a) & _words(b))
    if a.deed is not None or b.deed is not None:
        return _deed_frame(a) == _deed_frame(b) and bool(_words(a) & _words(b))
    return a.frame == b.frame and a.modes == b.modes and bool(_words(a) & _words(b))


def refers_back(event: Event) -> bool:
    """Say whether a definite noun points at what was told before: "at the meeting, he said"."""
    before = event.evidence.text[: event.predicate.start - event.evidence.span.start].rstrip().lower()
    return event.deed is None and before.endswith(DEFINITE)


DEFINITE = (" the", "\tthe", "\nthe", " that", " this", " these", " those")


def _codes(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(p.country or p.code or p.actor for p in parties)


def _sides(a: Sequence[Party], b: Sequence[Party]) -> bool:
    return _codes(a) == _codes(b)


def _recipients(a: Event, b: Event) -> bool:
    x, y = _codes(a.recipients), _codes(b.recipients)
    return x == y or not x or not y or x < y or y < x


def _deed_frame(event: Event) -> str | None:
    return event.deed.frame if event.deed is not None else None


def _without_head(deed: Deed) -> str:
    """Return the deed's words less the one that says what is done: two requests for help are not one request."""
    if deed.predicate is None:
        return deed.text
    start, end = deed.predicate.start - deed.span.start, deed.predicate.end - deed.span.start
    return deed.text[: max(start, 0)] + " " + deed.text[max(end, 0) :]


def _words(event: Event) -> frozenset[str]:
    """Return the content words that tell what it is about, without the parties' own names."""
    spans = [_without_head(event.deed)] if event.deed is not None else [event.evidence.text]
    spans += [t.text for t in event.objects]
    names = {w.lower() for p in (*event.actors, *event.recipients) for w in WORD.findall(p.text + " " + p.name)}
    found = {w.lower().rstrip("s") for s in spans for w in WORD.findall(s)}
    return frozenset(found - names - STOP - {n.rstrip("s") for n in names})


def _fold(main: Event, other: Event) -> Event:
    mentions = tuple(
        sorted(
            {*((m.span, m.zone) for m in main.mentions), *((m.span, m.zone) for m in other.mentions)},
            key=lambda pair: pair[0].start,
        )
    )
    changes: dict[str, object] = {"mentions": tuple(EventMention(span=s, zone=z) for s, z in mentions)}
    for field in ("recipients", "objects", "place", "when", "actors"):
        if not getattr(main, field) and getattr(other, field):
            changes[field] = getattr(other, field)
    if main.deed is not None and other.deed is not None and main.deed.when is None and other.deed.when is not None:
        changes["deed"] = msgspec.structs.replace(main.deed, when=other.deed.when)
    return msgspec.structs.replace(main, **changes)


def renumber(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the events ids in the order of the text."""
    return tuple(msgspec.structs.replace(e, id=f"e{k}") for k, e in enumerate(events, 1))
