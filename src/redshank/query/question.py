"""What may be asked of the events of an archive, as one record."""

from typing import Literal

import msgspec


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question to an archive. Values of one field are alternatives; all fields that are given must hold."""

    actor: tuple[str, ...] = ()  # names or codes: Russia, RUS, Vladimir Putin, NATO, RUS/MIL, MIL
    to: tuple[str, ...] = ()  # the recipient, likewise
    dyad: tuple[str, ...] = ()  # "RUS,UKR" or "RUS:UKR" from the first to the second; "RUS-UKR" either way
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()  # of the act, or of its deed
    says: tuple[str, ...] = ()  # who holds it, speaks of it, or is the source of a claim that tells it
    holder: tuple[str, ...] = ()  # who alone is committed to it; "narrator": the story itself
    equipment: tuple[str, ...] = ()  # designation, another name of it, or class
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()  # where it took place
    publisher: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    near: tuple[float, float, float] | None = None  # latitude, longitude, kilometres
    since: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD, of the act; both ends included
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    text: str | None = None  # words of the sentence
    min_score: float = 0.0
    background: bool | None = None  # what is recalled from long before: None, with it; False, without; True, only it
    limit: int | None = None
    offset: int = 0
    standing: Literal["current", "all"] = "current"
    directed: bool = True  # False: actor and recipient may change places
    order: Literal["date", "newest", "score", "relevance"] = "date"
