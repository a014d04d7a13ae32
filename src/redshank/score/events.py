"""Predict a set of event sentences, in the edition of the set."""

from typing import Any

from redshank.grammar.dateline import find_dateline
from redshank.kit import Kit
from redshank.ontology.editions import Edition, load_edition
from redshank.pipeline import read_zones
from redshank.records import Event, Party, Reading, Span, Story, Zone

NOT_WRITTEN = frozenset({"denied", "hypothetical", "negated"})


def predict(row: dict[str, Any], kit: Kit, edition: str = "v2", dated: bool = True) -> dict[str, Any]:
    """Return {id, events: [{source, target, type}]} for one row, every event but the denied and hypothetical.

    Args:
        row: a gold line with `id` and `text`; a `date` of 2000-01-01 is a placeholder and is not used.
        kit: model and knowledge.
        edition: v2, gsr2016 or draft2021.
        dated: whether to use the row's date.
    """
    text = str(row["text"])
    day = row.get("date") if dated else None
    published = str(day) if day and day != "2000-01-01" else None
    story = Story(id=str(row["id"]), text=text, source_id=str(row["id"]), published=published)
    reading = read_zones(story, zones_of(text), kit)
    table = load_edition(kit.folders, edition)
    return {
        "id": row["id"],
        "events": [_written(e, reading, table, kit) for e in reading.events if e.status not in NOT_WRITTEN],
    }


def zones_of(text: str) -> list[Zone]:
    """Take the row as one paragraph of a story, its dateline apart."""
    whole = Span(0, len(text))
    front = find_dateline(text, whole)
    if front is None:
        return [Zone(kind="body", span=whole)]
    return [Zone(kind="dateline", span=front.span), Zone(kind="body", span=Span(front.span.end, len(text)))]


def _written(event: Event, reading: Reading, edition: Edition, kit: Kit) -> dict[str, Any]:
    frame = kit.frames.frame(event.frame)
    family = _act_family(event, frame.family if frame else "")
    bodies = {a.id: a.plover for a in reading.actors}
    out: dict[str, Any] = {
        "source": codes_of(event.actors, bodies, edition),
        "target": codes_of(event.recipients, bodies, edition),
        "type": edition.type_of(event.type, event.modes, event.frame, family),
    }
    if out["type"] in edition.symmetric:
        out["source"] = [*out["source"], *(c for c in out["target"] if c not in out["source"])]
        out["target"] = []
    if edition.pairs and not out["target"] and len(out["source"]) > 1:
        out["reciprocal"] = True
    return out


def _act_family(event: Event, family: str) -> str:
    """A bare deed in the future is a promise, whatever its own family."""
    return "promise" if event.deed is not None and event.deed.status in {"promised", "planned"} else family


def codes_of(parties: tuple[Party, ...], bodies: dict[str, str | None], edition: Edition) -> list[str]:
    """Return the codes of the parties as the edition writes them, each once.

    Args:
        parties: of one side of an event.
        bodies: the manual's code of a body, by the id of the actor.
        edition: which bodies have a code of their own.
    """
    found: list[str] = []
    for party in parties:
        body = bodies.get(party.actor)
        kept = party.code if party.code in edition.own else None
        code = kept or edition.bodies.get(body or "") or party.country or party.code or ""
        if code and code not in found:
            found.append(code)
    return found
