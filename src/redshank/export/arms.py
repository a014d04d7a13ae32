"""Who bears arms: what ACLED and GED ask of a party. A Side in, a word out."""

from typing import Literal

from redshank.export.parties import Side
from redshank.export.tables import Tables
from redshank.export.told import Told

Force = Literal["state", "rebel", "militia", "unidentified", "civil", "unknown"]
ARMED: tuple[Force, ...] = ("state", "rebel", "militia", "unidentified")
NAMED = ("state", "institution", "armed_group", "alliance", "igo", "person")


def force(side: Side, tables: Tables) -> Force:
    """Say what kind of force a party is; a state that acts by force is its own armed force."""
    armed, sectors = tables.armed, set(side.sectors)
    if side.kind == "armed_group":
        return "militia" if sectors & set(armed.militia) else "rebel"
    if side.kind in ("state", "alliance") and not sectors:
        return "state"
    if sectors & set(armed.against) and sectors & {*armed.rebel, *armed.state, *armed.militia}:
        return "rebel"
    kinds: tuple[tuple[Force, tuple[str, ...]], ...] = (
        ("militia", armed.militia),
        ("unidentified", armed.unidentified),
        ("state", armed.state),
        ("civil", armed.none),
    )
    return next((kind for kind, some in kinds if sectors & set(some)), "unknown")


def is_named(side: Side) -> bool:
    """Say whether a party is somebody that can be named: a state, its forces, a group; not "gunmen"."""
    return side.code is not None and side.kind in NAMED


def side_name(side: Side, tables: Tables) -> str:
    """Return how UCDP names a party: a state by its government."""
    if force(side, tables) == "state" and side.kind != "alliance":
        state = tables.country_name(side.country)
        return f"Government of {state}" if state else side.name
    return side.name


def killed(told: Told) -> tuple[int | None, int | None]:
    """Return the least and the most people killed, where the story itself says so and once only.

    What one party says of the dead is no fact: it stays in the sentence.
    """
    found = [c for c in told.filed.key.casualties if c.kind == "killed"]
    if len(found) != 1 or found[0].holder != "narrator":
        return None, None
    return found[0].low, found[0].high
