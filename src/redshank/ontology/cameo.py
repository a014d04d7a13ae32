"""Finer CAMEO codes of verbal acts, by the deed that is promised, asked for, refused, threatened or alleged."""

from collections.abc import Sequence

import msgspec


class FineRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[fine]]` of data/mapping.toml: all conditions given must hold; the first row that fits decides.

    Attributes:
        to: from the code that the rule gives to the finer one.
        deed: beginnings of the code that the deed would have if it were done.
        frames: frames of the deed, where its family has no code of its own.
        families: family of the deed, as the rules see it.
        acts: frames of the act.
    """

    to: dict[str, str]
    deed: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    note: str = ""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules know of the deed inside an act."""

    frame: str | None
    family: str | None
    cameo: str | None  # if it were done


def fine_row(rows: Sequence[FineRow], code: str, act_frame: str, deed: Deed) -> FineRow | None:
    """Return the first row that makes the code of an act finer."""
    return next((row for row in rows if code in row.to and _fits(row, act_frame, deed)), None)


def _fits(row: FineRow, act_frame: str, deed: Deed) -> bool:
    return (
        (not row.deed or (deed.cameo or "").startswith(row.deed))
        and (not row.frames or deed.frame in row.frames)
        and (not row.families or deed.family in row.families)
        and (not row.acts or act_frame in row.acts)
    )
