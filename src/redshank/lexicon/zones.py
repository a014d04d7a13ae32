"""The words that give away which part of the page a line is: `data/zones.toml`, read with a strict schema."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from redshank.lexicon.files import found, home, read_toml
from redshank.records import ZoneKind
from redshank.records.errors import DataError

FILE = "zones.toml"

Where = Literal["start", "whole", "anywhere", "pattern"]


class Cue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Phrases that make a paragraph a certain kind of zone, with lines that prove it."""

    id: str
    kind: ZoneKind
    where: Where  # where in the paragraph the phrase must stand; a pattern is a regular expression
    phrases: tuple[str, ...]
    max_words: int = 60  # a longer paragraph is not judged by this cue
    opens: bool = False  # a heading: the short lines under it are of its kind too
    closes: bool = False  # a heading of the footer: all that follows is of its kind
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()
    note: str = ""


class ZoneWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names and small words that datelines, bylines and credits are made of."""

    months: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    no_date: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()  # small words inside names of places and persons
    agencies: frozenset[str] = frozenset()  # news agencies and broadcasters, as datelines and sign-offs name them
    photo_agencies: frozenset[str] = frozenset()
    photo_words: frozenset[str] = frozenset()  # "images", "pictures": words in the names of picture desks
    photo_labels: frozenset[str] = (
        frozenset()
    )  # "photo:", "photo by": a name after it is a credit, a sentence is a caption
    caption_signs: frozenset[str] = frozenset()
    byline_roles: frozenset[str] = frozenset()
    label_words: frozenset[str] = frozenset()  # capitals before a colon that name no place: UPDATE, ANALYSIS
    stamp_words: frozenset[str] = frozenset()  # words of a time stamp besides dates: published, updated, gmt


class ZoneCues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything in `zones.toml`."""

    words: ZoneWords = ZoneWords()
    cue: tuple[Cue, ...] = ()


def lay_over(below: ZoneCues, above: ZoneCues) -> ZoneCues:
    """Add the words of `above`; its cues replace those of the same id."""
    cues = {c.id: c for c in below.cue} | {c.id: c for c in above.cue}
    names = ZoneWords.__struct_fields__
    words = {n: getattr(below.words, n) | getattr(above.words, n) for n in names}
    return ZoneCues(words=ZoneWords(**words), cue=tuple(cues.values()))


@cache
def _load(folders: tuple[Path, ...]) -> ZoneCues:
    cues = ZoneCues()
    for path in found(folders, FILE):
        cues = lay_over(cues, read_toml(path, ZoneCues))
    if not cues.cue:
        raise DataError(f"No {FILE} with cues in {', '.join(map(str, folders))}. Is the installation complete?")
    return cues


def load_zone_cues(folders: Sequence[Path] = ()) -> ZoneCues:
    """Load the cues from every folder that has a `zones.toml`: ours first, the user's over it; none given: ours."""
    return _load(tuple(folders) or (home(),))
