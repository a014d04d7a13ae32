"""Words that put an event into one of the manual's contexts."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml


class ContextEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[context]]` of data/contexts.toml."""

    id: str
    words: tuple[str, ...]


class ContextFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/contexts.toml."""

    context: tuple[ContextEntry, ...]


class Contexts:
    """Contexts by word, and by two words in a row."""

    def __init__(self, entries: Sequence[ContextEntry]) -> None:
        self.entries = tuple(entries)
        self._by_word: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            for word in entry.words:
                self._by_word[word] = (*self._by_word.get(word, ()), entry.id)

    def of(self, lemmas: Sequence[str]) -> tuple[str, ...]:
        """Return the contexts that some words speak of, in the order of the words."""
        pairs = [f"{a} {b}" for a, b in pairwise(lemmas)]
        return tuple(dict.fromkeys(c for word in (*lemmas, *pairs) for c in self._by_word.get(word, ())))


def load_contexts(folders: Sequence[Path]) -> Contexts:
    """Read data/contexts.toml of every folder; a later context of the same id replaces an earlier one."""
    entries: dict[str, ContextEntry] = {}
    for path in found(folders, "contexts.toml"):
        entries |= {entry.id: entry for entry in read_toml(path, ContextFile).context}
    return Contexts(tuple(entries.values()))
