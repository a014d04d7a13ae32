"""Words by which claims of one story are held against each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from redshank.lexicon.files import found, read_toml


class DisputeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/disputes.toml; the file tells what each list is for."""

    contrast: tuple[str, ...] = ()
    smaller: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    counted: tuple[tuple[str, ...], ...] = ()
    figures: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    turned_down: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def load_disputes(folders: Sequence[Path]) -> DisputeWords:
    """Read data/disputes.toml of every folder; later lists add to earlier ones."""
    lists: dict[str, list[Any]] = {name: [] for name in DisputeWords.__struct_fields__}
    for path in found(folders, "disputes.toml"):
        table = read_toml(path, DisputeWords)
        for name, held in lists.items():
            held += [w for w in getattr(table, name) if w not in held]
    return DisputeWords(**{name: tuple(held) for name, held in lists.items()})
