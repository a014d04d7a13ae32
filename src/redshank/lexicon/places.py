"""The words that tell places from persons and bodies: data/places.toml."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, home, read_toml


class PlaceCues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands around place names. Single words are in small letters."""

    inside: frozenset[str]
    moving: frozenset[str]
    kinds: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    roads: frozenset[str]
    features: frozenset[str]
    stop: frozenset[str]
    surnames: frozenset[str]
    first_names: frozenset[str]
    acting_nouns: frozenset[str]
    land_nouns: frozenset[str]
    located_verbs: frozenset[str]
    relations: frozenset[str]
    land_verbs: frozenset[str]
    parties: frozenset[str]
    contests: frozenset[str]
    minding: frozenset[str]
    carriers: frozenset[str]
    leaving: frozenset[str]
    pressing: frozenset[str]
    raids: frozenset[str]
    voicing: frozenset[str]
    giving: frozenset[str]
    getting: frozenset[str]
    telling: frozenset[str]
    joining: frozenset[str]
    occasions: frozenset[str]
    vessels: frozenset[str]
    at_a_desk: frozenset[str]
    openings: tuple[str, ...]
    divisions: frozenset[str]
    abbreviations: dict[str, int]  # as written -> GeoNames id
    postal: dict[str, int]
    adjectives: dict[str, int]
    classes: dict[str, frozenset[str]]  # kind of place -> classes of the gazetteer


def load_place_cues(folders: Sequence[Path] = ()) -> PlaceCues:
    """Load our words and lay a user's over them: a list that a later file gives takes the place of the earlier one.

    Raises:
        LexiconError: a file is no TOML or has an unknown or missing key.
    """
    return _load(tuple(folders))


@cache
def _load(folders: tuple[Path, ...]) -> PlaceCues:
    cues = read_toml(home() / "places.toml", PlaceCues)
    for path in found(folders, "places.toml"):
        cues = read_toml(path, PlaceCues)
    return cues
