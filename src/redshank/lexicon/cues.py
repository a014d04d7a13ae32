"""Cues of status: verbs, nouns, adjectives and adverbs that say whether what they govern happened."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records.errors import LexiconError

WORDS = ("light", "series", "factive", "harm", "flows", "falsehood", "states")  # plain lists of data/statuses.toml


class CueEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[cue]]` of data/statuses.toml: a class of governing words and what becomes of what stands below."""

    id: str
    status: str  # of the governed act; "" leaves it as it is
    deed: str = ""  # of the governed deed, where it is not the same
    factuality: float
    negated_status: str = ""  # when the governing word itself is negated
    negated_deed: str = ""
    negated_factuality: float = 0.0
    outcome: bool = False  # the words tell how it went: nothing is so while they are still to come
    infinitive: str = ""  # what an infinitive below a verb of saying is: "told them to leave"
    own_future: str = ""  # what a coming act of the speaker's own amounts to
    verbs: tuple[str, ...] = ()  # govern clauses
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()  # govern a noun: a verb, or a word with its preposition ("threat of")
    subjects: tuple[str, ...] = ()  # verbs that say so of their subject: "the raid failed"
    fires: tuple[str, ...] = ()
    note: str = ""


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/statuses.toml."""

    light: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    factive: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    falsehood: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    values: dict[str, float] = {}
    cue: tuple[CueEntry, ...] = ()


class Cues:
    """Governing words by lemma, and the factuality of each form of a predicate."""

    def __init__(
        self,
        entries: Sequence[CueEntry],
        light: frozenset[str] = frozenset(),
        series: frozenset[str] = frozenset(),
        factive: frozenset[str] = frozenset(),
        harm: frozenset[str] = frozenset(),
        flows: frozenset[str] = frozenset(),
        falsehood: frozenset[str] = frozenset(),
        states: frozenset[str] = frozenset(),
        values: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.entries = tuple(entries)
        self.light = light  # verbs that only carry a noun's act: "launched an attack"
        self.series = series  # nouns that only count another's acts: "a wave of raids"
        self.factive = factive  # verbs whose negation leaves the clause below as it is: "does not regret"
        self.harm = harm  # verbs of what hurts: a coming act of the speaker's own is a threat
        self.flows = flows  # nouns of what flows or goes on by consent: stopped, it is suspended
        self.falsehood = falsehood  # what calls a thing untrue: "it was a lie that"
        self.states = states  # verbs whose simple present tells what goes on: "troops surround the town"
        self._values = dict(values)
        self._verbs = {v: e for e in entries for v in e.verbs}
        self._nouns = {n: e for e in entries for n in e.nouns}
        self._adjectives = {a: e for e in entries for a in e.adjectives}
        self._adverbs = {a: e for e in entries for a in e.adverbs}
        self._by_id = {e.id: e for e in entries}
        self._objects = {o: e for e in entries for o in e.objects}
        self._subjects = {s: e for e in entries for s in e.subjects}

    def of(self, lemma: str, tag: str) -> CueEntry | None:
        """Return the class of a word that governs a clause."""
        if tag.startswith("VB"):
            return self._verbs.get(lemma)
        if tag.startswith("NN"):
            return self._nouns.get(lemma)
        return self._adjectives.get(lemma)

    def over_noun(self, words: str) -> CueEntry | None:
        """Return the class of what governs a noun: a verb ("foil"), or a word with its preposition ("threat of")."""
        return self._objects.get(words)

    def over_subject(self, lemma: str) -> CueEntry | None:
        """Return the class of a verb that says how its subject went: "the raid failed"."""
        return self._subjects.get(lemma)

    def named(self, name: str) -> CueEntry | None:
        """Return a class by its id."""
        return self._by_id.get(name)

    def adverb(self, lemma: str) -> CueEntry | None:
        """Return the class of an adverb: "reportedly", "nearly"."""
        return self._adverbs.get(lemma)

    def value(self, form: str) -> float:
        """Return the factuality of a form of predicate: finite, future, possible ...

        Raises:
            LexiconError: data/statuses.toml has no such value.
        """
        try:
            return self._values[form]
        except KeyError:
            raise LexiconError(f"statuses.toml: [values] has no {form!r}. Add it, from -3 to 3.") from None


def load_cues(folders: Sequence[Path]) -> Cues:
    """Read data/statuses.toml of every folder; a later class or value of the same name replaces an earlier one."""
    entries: dict[str, CueEntry] = {}
    words: dict[str, set[str]] = {name: set() for name in WORDS}
    values: dict[str, float] = {}
    for path in found(folders, "statuses.toml"):
        table = read_toml(path, CueFile)
        entries |= {entry.id: entry for entry in table.cue}
        values |= table.values
        for name, held in words.items():
            held.update(getattr(table, name))
    return Cues(tuple(entries.values()), values=values, **{name: frozenset(held) for name, held in words.items()})
