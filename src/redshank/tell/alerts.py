"""Saved questions: what is new to them since they were last run. An archive in, entries out.

An event counts as told only after it was handed on, so that a crash tells it twice rather than never.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from redshank.query import Names, Query, find_ids
from redshank.query.names import near
from redshank.query.words import describe
from redshank.records.errors import InputError
from redshank.store.rows import key_of
from redshank.tell.entries import Entry, entries_of
from redshank.tell.feeds import MOST, Feed
from redshank.tell.persons import refuse_private

if TYPE_CHECKING:
    from redshank.store import Archive
    from redshank.store.ledger import Ledger

TABLE = "queries"
BATCH = 500  # events of one delivery


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A batch for a webhook that has not arrived yet; sent again, it bears the same id."""

    id: str
    events: tuple[str, ...]


class Alert(Query, frozen=True, kw_only=True, omit_defaults=True):
    """A saved question, as the ledger holds it; whoever reads it as a `Query` sees the question alone."""

    begun: str = "1970-01-01T00:00:00Z"
    waiting: tuple[Delivery, ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of an alert found."""

    name: str
    alert: Alert
    new: tuple[Entry, ...]
    matching: int  # events that answer the question in all
    left: int = 0  # new ones that the limit left for the next run
    sent: int = 0  # batches that a webhook took
    undelivered: str | None = None  # why a webhook did not take what is new


Deliver = Callable[[str, "Alert", Delivery, Sequence[Entry]], None]


def add_alert(
    archive: "Archive", ledger: "Ledger", name: str, query: Query, names: Names, *, from_now: bool = False
) -> Alert:
    """Save a question.

    Args:
        archive: the archive that will be asked.
        ledger: of the archive.
        name: what the alert is called.
        query: the question.
        names: the names that it may use.
        from_now: what answers it already counts as told.

    Raises:
        InputError: there is such an alert, or the question names a private person or something unknown.
    """
    if not name.strip() or name != name.strip() or len(name) > 100 or not name.isprintable():
        raise InputError(f"an alert cannot be called {name!r}. Give a short name, for example grey-zone.")
    if name in ledger.saved(TABLE):
        raise InputError(f"there is an alert {name!r} already. Remove it first: redshank alert remove ARCHIVE {name}")
    refuse_private(query, names, archive)
    found = find_ids(archive, query, names)
    alert = Alert(
        **{f: getattr(query, f) for f in Query.__struct_fields__},
        begun=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    _forget_told(ledger, name)
    if from_now:
        ledger.tell(name, found)
    _save(ledger, name, alert)
    return alert


def alerts_of(ledger: "Ledger") -> dict[str, Alert]:
    """Return all alerts by name."""
    return {name: msgspec.json.decode(saved, type=Alert) for name, saved in ledger.saved(TABLE).items()}


def alert_of(ledger: "Ledger", name: str) -> Alert:
    """Return the alert of that name.

    Raises:
        InputError: there is none.
    """
    alerts = alerts_of(ledger)
    if name not in alerts:
        raise InputError(f"no alert is called {name!r}.{near(name, alerts)} `redshank alert list` names them.")
    return alerts[name]


def remove_alert(ledger: "Ledger", name: str) -> None:
    """Drop an alert, and what it has told.

    Raises:
        InputError: there is none of that name.
    """
    alert_of(ledger, name)
    ledger.unsave(TABLE, name)
    _forget_told(ledger, name)


def count_new(archive: "Archive", ledger: "Ledger", name: str, alert: Alert, names: Names) -> tuple[int, int]:
    """Return how many events answer the question, and how many of them were never told."""
    found = find_ids(archive, alert, names)
    told = told_by(ledger, name).keys()
    return len(found), sum(event not in told for event in found)


def run_alert(
    archive: "Archive",
    ledger: "Ledger",
    name: str,
    names: Names,
    *,
    limit: int | None = None,
    hand_on: Callable[[Told], None] | None = None,
    deliver: Deliver | None = None,
) -> Told:
    """Find what is new to an alert, hand it on, and only then count it as told.

    Args:
        archive: the archive to ask.
        ledger: of the archive.
        name: of the alert.
        names: the names that a question may use.
        limit: how many at most; the others come with the next run.
        hand_on: takes what is new, before it counts as told.
        deliver: sends a batch to a webhook; batches that were not taken are kept and come first next time.

    Raises:
        InputError: there is no such alert, or its question names a private person by now.
    """
    alert = alert_of(ledger, name)
    refuse_private(alert, names, archive)
    found = find_ids(archive, alert, names)
    waiting = {event for batch in alert.waiting for event in batch.events}
    known = told_by(ledger, name).keys() | waiting
    fresh = [event for event in found if event not in known]
    new = fresh if limit is None else fresh[:limit]
    told = Told(
        name=name,
        alert=alert,
        new=tuple(entries_of(archive, new)),
        matching=len(found),
        left=len(fresh) - len(new),
    )
    if hand_on is not None and told.new:
        hand_on(told)
    if deliver is not None:
        alert = msgspec.structs.replace(alert, waiting=(*alert.waiting, *_batches(name, new)))
        _save(ledger, name, alert)
    ledger.tell(name, new)
    if deliver is None:
        return told
    sent, problem = _deliver_all(archive, ledger, name, alert, deliver)
    return msgspec.structs.replace(told, sent=sent, undelivered=problem)


def told_by(ledger: "Ledger", name: str) -> dict[str, int]:
    """Return the events that an alert has told, each with the number of the run."""
    return dict(ledger.db.execute("SELECT event, number FROM told WHERE query = ?", (name,)))


def feed_of(archive: "Archive", ledger: "Ledger", name: str, alert: Alert, new: Sequence[Entry] = ()) -> Feed:
    """Return the feed of an alert: what was told last, the new first, as the archive has it now."""
    told = told_by(ledger, name)
    last = max(told.values(), default=0) + 1
    numbers = told | {entry.id: last for entry in new if entry.id not in told}
    rows = archive.rows(
        "SELECT e.id FROM (SELECT unnest(?::VARCHAR[]) AS id, unnest(?::BIGINT[]) AS number) told JOIN events e "
        f"USING (id) ORDER BY number DESC, published DESC NULLS LAST, story, predicate_start, id LIMIT {MOST}",
        [list(numbers), list(numbers.values())],
    )
    entries = entries_of(archive, [row["id"] for row in rows])
    return Feed(name=name, asked=describe(alert), entries=tuple(entries), begun=alert.begun)


def _batches(name: str, events: Sequence[str]) -> list[Delivery]:
    parts = [tuple(events[start : start + BATCH]) for start in range(0, len(events), BATCH)]
    return [Delivery(id=key_of("delivery", name, *part), events=part) for part in parts]


def _deliver_all(
    archive: "Archive", ledger: "Ledger", name: str, alert: Alert, deliver: Deliver
) -> tuple[int, str | None]:
    """Send every batch in order; return how many were taken, and why the next one was not."""
    waiting = list(alert.waiting)
    while waiting:
        entries = entries_of(archive, waiting[0].events)
        try:
            if entries:  # of a story that was forgotten meanwhile nothing is left to send
                deliver(name, alert, waiting[0], entries)
        except InputError as error:
            return len(alert.waiting) - len(waiting), str(error)
        ledger.tell(name, waiting.pop(0).events)
        _save(ledger, name, msgspec.structs.replace(alert, waiting=tuple(waiting)))
    return len(alert.waiting), None


def _save(ledger: "Ledger", name: str, alert: Alert) -> None:
    ledger.save(TABLE, name, msgspec.json.encode(alert).decode())


def _forget_told(ledger: "Ledger", name: str) -> None:
    with ledger.whole():
        ledger.db.execute("DELETE FROM told WHERE query = ?", (name,))
