"""A question in plain words, for the line under its answer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redshank.query.question import Query

PHRASES = {
    "actor": "by {}",
    "to": "to {}",
    "dyad": "between {}",
    "type": "of type {}",
    "mode": "in the mode {}",
    "status": "{}",
    "says": "told by {}",
    "holder": "held by {}",
    "equipment": "with {}",
    "place": "in {}",
    "country": "in {}",
    "publisher": "published by {}",
    "frame": "with the frame {}",
    "context": "in the context {}",
}


def describe(query: "Query") -> str:
    """Return what a question asks, in plain words; "all events" when it asks nothing."""
    said = [phrase.format(" or ".join(getattr(query, f))) for f, phrase in PHRASES.items() if getattr(query, f)]
    if query.near is not None:
        latitude, longitude, km = query.near
        said.append(f"within {km:g} km of {latitude:g}, {longitude:g}")
    said += _days("", query.since, query.until)
    said += _days("published ", query.published_since, query.published_until)
    if query.text:
        said.append(f"with the words {query.text}")
    if query.min_score > 0:
        said.append(f"with a score of {query.min_score:g} or more")
    if query.background is not None:
        said.append("recalled from long before" if query.background else "without what is recalled from long before")
    if not query.directed:
        said.append("in either direction")
    if query.standing == "all":
        said.append("also what no longer stands")
    return "events " + ", ".join(said) if said else "all events"


def _days(before: str, since: str | None, until: str | None) -> list[str]:
    if since and until:
        return [f"{before}from {since} to {until}"]
    if since:
        return [f"{before}from {since} on"]
    return [f"{before}up to {until}"] if until else []
