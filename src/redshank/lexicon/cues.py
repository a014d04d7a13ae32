"""Cues of status: verbs, nouns and adjectives that say whether what they govern happened."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml


class CueEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[cue]]` of data/statuses.toml: a class of governing words and what becomes of the clause below."""

    id: str
    status: str  # of the governed clause; "" leaves it as it is
    factuality: float
    negated_status: str = ""  # when the governing word itself is negated
    negated_factuality: float = 0.0
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    note: str = ""


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/statuses.toml."""

    light: tuple[str, ...] = ()
    cue: tuple[CueEntry, ...]


class Cues:
    """Governing words by lemma."""

    def __init__(self, entries: Sequence[CueEntry], light: frozenset[str] = frozenset()) -> None:
        self.entries = tuple(entries)
        self.light = light  # verbs that only carry a noun's act: "launched an attack"
        self._verbs = {v: e for e in entries for v in e.verbs}
        self._nouns = {n: e for e in entries for n in e.nouns}
        self._adjectives = {a: e for e in entries for a in e.adjectives}

    def of(self, lemma: str, tag: str) -> CueEntry | None:
        """Return the class of a governing word."""
        if tag.startswith("VB"):
            return self._verbs.get(lemma)
        if tag.startswith("NN"):
            return self._nouns.get(lemma)
        return self._adjectives.get(lemma)


def load_cues(folders: Sequence[Path]) -> Cues:
    """Read data/statuses.toml of every folder; a later class of the same id replaces an earlier one."""
    entries: dict[str, CueEntry] = {}
    light: set[str] = set()
    for path in found(folders, "statuses.toml"):
        table = read_toml(path, CueFile)
        entries |= {entry.id: entry for entry in table.cue}
        light.update(table.light)
    return Cues(tuple(entries.values()), frozenset(light))
