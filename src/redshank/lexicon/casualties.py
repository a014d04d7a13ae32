"""Words of harm: `data/casualties.toml`, read with a strict schema."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, home, read_toml
from redshank.records.errors import LexiconError

FILE = "casualties.toml"


class HarmKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of harm and the words that tell it."""

    id: str
    done_to: tuple[str, ...] = ()  # verbs whose object suffers
    does: tuple[str, ...] = ()  # verbs whose subject suffers
    loses: tuple[str, ...] = ()  # verbs whose subject suffers when the object is `claimed`: "lost their lives"
    states: tuple[str, ...] = ()  # "left 12 dead", "seven are missing"
    counted: tuple[str, ...] = ()  # nouns that a number counts: deaths, refugees
    claims: tuple[str, ...] = ()  # verbs that take lives
    claimed: tuple[str, ...] = ()
    people_only: bool = False  # the verbs are also said of things: drive
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


class HarmWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything in `casualties.toml`."""

    kind: tuple[HarmKind, ...] = ()
    unreal: tuple[str, ...] = ()  # verbs under which nothing has happened
    modals: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    finders: tuple[str, ...] = ()  # verbs that take a state: leave, be, find
    tolls: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()  # nouns that "no" makes a count of nobody: casualties
    fighting: tuple[str, ...] = ()  # men of whose losses their own army speaks

    def all_cues(self) -> frozenset[str]:
        """Return every word that may tell of a casualty."""
        lists = (w for k in self.kind for w in (*k.done_to, *k.does, *k.states, *k.counted, *k.claims, *k.loses))
        return frozenset((*lists, *self.tolls, *self.losses))

    def speaks_of(self, lemma: str, *, noun: bool = False) -> bool:
        """Say whether a word tells of harm, so that a bare number beside it counts persons; as a noun: "40 dead"."""
        deeds = () if noun else tuple(v for k in self.kind for v in (*k.done_to, *k.does))
        return lemma in deeds or any(lemma in k.states for k in self.kind) or lemma in self.tolls


@cache
def _load(folders: tuple[Path, ...]) -> HarmWords:
    words = HarmWords()
    for path in found(folders, FILE):
        above = read_toml(path, HarmWords)
        kinds = {k.id: k for k in words.kind} | {k.id: k for k in above.kind}
        lists = {n: (*getattr(words, n), *getattr(above, n)) for n in HarmWords.__struct_fields__ if n != "kind"}
        words = HarmWords(kind=tuple(kinds.values()), **lists)
    if not words.kind:
        raise LexiconError(f"No {FILE} with kinds in {', '.join(map(str, folders))}. Is the installation complete?")
    return words


def load_harm(folders: Sequence[Path] = ()) -> HarmWords:
    """Load the words of harm from every folder: ours first, the user's over it; none given: ours."""
    return _load(tuple(folders) or (home(),))
