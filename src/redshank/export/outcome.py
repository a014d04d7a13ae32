"""What becomes of an event in a format: a row, a row that lost something, or none."""

from collections.abc import Mapping
from typing import Any

import msgspec

Cell = str | int | float | None


class Degraded(msgspec.Struct, frozen=True, kw_only=True):
    """A field that the format holds less exactly than the archive does."""

    field: str
    why: str


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """An event that the format cannot hold."""

    why: str


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The cells of a row by column, or the fields of an object; what is not named is empty."""

    cells: Mapping[str, Any]
    degraded: tuple[Degraded, ...] = ()


Outcome = Made | Dropped


def lost(*found: tuple[bool, str, str]) -> tuple[Degraded, ...]:
    """Return what was degraded: each item says whether, which field, and why."""
    return tuple(Degraded(field=field, why=why) for is_lost, field, why in found if is_lost)
