"""Which events an export holds unless asked for more: what took place, lately, and not on an opponent's word alone."""

from typing import Literal

from redshank.export.parties import NARRATOR, member_of
from redshank.export.tables import Tables
from redshank.records import Party
from redshank.records.filed import CastMember, Filed

REAL = ("happened", "ongoing", "ended")
Include = Literal["attempted", "planned", "negated", "alleged", "background", "stages", "all"]
Teller = Literal["story", "own side", "other side", "third side", "unknown"]
# what an act that did not take place needs to be let in, and how it is called when it is not
UNREAL: dict[str, tuple[str, str]] = {
    "attempted": ("attempted", "attempted, not done"),
    "planned": ("planned", "planned, not done"),
    "hypothetical": ("planned", "hypothetical"),
    "negated": ("negated", "the text says that it did not happen"),
    "denied": ("negated", "denied"),
    "alleged": ("alleged", "only alleged"),
}
INCLUDES: dict[Include, str] = {
    "attempted": "acts that were tried and failed",
    "planned": "acts that are planned or only thought of",
    "negated": "acts that the text says did not happen, or that are denied",
    "alleged": "acts that are only alleged, or told by the other side alone",
    "background": "acts recalled from long before the story",
    "stages": "arms deals at every stage, not only from the contract on (sipri)",
    "all": "all of these",
}


def teller(filed: Filed, tables: Tables) -> Teller:
    """Say who alone is committed to an event: the story, the side that acted, the other side, or somebody else.

    Government and opposition of one state bear the same code; whether they speak for a state tells them apart.
    """
    event, key = filed.event, filed.key
    if event.holder == NARRATOR:
        return "story"
    if event.holder in {p.name for p in event.actors}:
        return "own side"
    member = member_of(event.holder, filed)
    code = key.holder_code or (member.code if member else None)
    country = key.holder_country or (member.country if member else None)
    if any(_is_side(member, code, p, tables) for p in event.recipients):
        return "other side"
    if any(_is_side(member, code, p, tables) for p in event.actors):
        return "own side"
    if code or country:
        return "other side" if _shares(country, (*event.recipients, *event.actors)) else "third side"
    return "unknown"


def _is_side(member: CastMember | None, code: str | None, party: Party, tables: Tables) -> bool:
    """Say whether the holder stands on the side of a party."""
    if member is not None and member.name == party.name:
        return True
    sectors = member.sectors if member is not None else ()
    return code is not None and code == party.code and _for_state(sectors, tables) == _for_state(party.sectors, tables)


def _for_state(sectors: tuple[str, ...], tables: Tables) -> bool:
    """Say whether somebody with these sectors speaks for the state; a state itself has none."""
    armed = tables.armed
    return not set(sectors) & set(armed.against) and (not sectors or bool(set(sectors) & {*armed.state, "LEG", "JUD"}))


def _shares(country: str | None, parties: tuple[Party, ...]) -> bool:
    """Say whether the holder is of the country of a party: within a country it is the other side, not a third one."""
    return country is not None and any(country == p.country for p in parties)


def left_out(filed: Filed, include: frozenset[str], tables: Tables) -> str | None:
    """Return why an event is left out; None: it is exported."""
    event = filed.event

    def wanted(what: str) -> bool:
        return what in include or "all" in include

    if event.status not in REAL:
        what, why = UNREAL[event.status]
        if not wanted(what):
            return f"{why} (--include {what})"
    if event.background and not wanted("background"):
        return "recalled from long before (--include background)"
    if teller(filed, tables) == "other side" and not wanted("alleged"):
        return "told by the other side alone (--include alleged)"
    return None


def unfit(filed: Filed, tables: Tables) -> str | None:
    """Return why a format without a column for holder or status may not hold an event, whatever is asked for."""
    if filed.event.status not in REAL:
        return f"status {filed.event.status}: the format has no column for it"
    if teller(filed, tables) not in ("story", "own side"):
        return "told by somebody else alone: the format has no column for who says so"
    return None
