"""Words of saying: verbs, nouns and phrases that tell who speaks, and how far they stand behind what they say."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from redshank.lexicon.files import found, home, read_toml
from redshank.records import ClaimStatus
from redshank.records.errors import LexiconError

FILE = "speech.toml"
WORD = re.compile(r"\w+|-")
Shape = Literal["clause", "infinitive", "gerund", "object", "quote", "name", "as", "hearer"]
PhraseKind = Literal["before_source", "before_name"]


class SpeechVerbs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[verbs]]`: verbs of saying that behave alike."""

    id: str
    status: ClaimStatus
    negated: ClaimStatus | None = None
    takes: tuple[Shape, ...]
    prepositions: tuple[str, ...] = ()
    own_future: ClaimStatus = "promised"
    presses: bool = False
    main_only: bool = False
    topic: bool = False
    unless: tuple[str, ...] = ()
    lemmas: tuple[str, ...]
    fires: tuple[str, ...] = ()
    note: str = ""


class SpeechNouns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[nouns]]`: nouns of saying, and the prepositions that bring their content."""

    id: str
    status: ClaimStatus
    prepositions: tuple[str, ...] = ()
    alone: bool = False
    lemmas: tuple[str, ...]
    fires: tuple[str, ...] = ()
    note: str = ""


class SpeechPhrases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[phrases]]`: fixed words before a source ("according to") or before a name ("so-called")."""

    id: str
    kind: PhraseKind
    status: ClaimStatus
    words: tuple[str, ...]
    fires: tuple[str, ...] = ()
    note: str = ""


class SpeechWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A plain list of words: documents, roles, bodies, anonymity, carriers, adding."""

    id: str
    lemmas: tuple[str, ...]
    status: ClaimStatus | None = None  # of documents: what they do with what they tell
    note: str = ""


class SpeechFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/speech.toml."""

    verbs: tuple[SpeechVerbs, ...] = ()
    nouns: tuple[SpeechNouns, ...] = ()
    phrases: tuple[SpeechPhrases, ...] = ()
    documents: tuple[SpeechWords, ...] = ()
    roles: tuple[SpeechWords, ...] = ()
    bodies: tuple[SpeechWords, ...] = ()
    anonymity: tuple[SpeechWords, ...] = ()
    carriers: tuple[SpeechWords, ...] = ()
    adding: tuple[SpeechWords, ...] = ()


class SpeechExample(msgspec.Struct, frozen=True, kw_only=True):
    """A marked-up proof of an entry of speech.toml."""

    id: str
    marked: str


class Speech:
    """Words of saying by lemma; a verb with a particle is one lemma ("point out")."""

    def __init__(self, file: SpeechFile) -> None:
        self.file = file
        verbs: dict[str, list[SpeechVerbs]] = {}
        for entry in file.verbs:
            for lemma in entry.lemmas:
                held = verbs.setdefault(lemma, [])
                if entry not in held:
                    held.append(entry)
        self._verbs = {lemma: tuple(entries) for lemma, entries in verbs.items()}
        self._nouns = {lemma: entry for entry in file.nouns for lemma in entry.lemmas}
        self._documents = {lemma: entry for entry in file.documents for lemma in entry.lemmas}
        self._roles = frozenset(lemma for entry in file.roles for lemma in entry.lemmas)
        self._bodies = frozenset(lemma for entry in file.bodies for lemma in entry.lemmas)
        self._anonymity = frozenset(lemma for entry in file.anonymity for lemma in entry.lemmas)
        self._carriers = frozenset(lemma for entry in file.carriers for lemma in entry.lemmas)
        self._adding = frozenset(lemma for entry in file.adding for lemma in entry.lemmas)
        self.verb_lemmas = frozenset(self._verbs)
        self.verb_heads = frozenset(lemma.split()[0] for lemma in self._verbs)  # "turn" of "turn down" too
        # The tokenizer takes "so-called" apart.
        self.phrases: dict[str, list[tuple[tuple[str, ...], SpeechPhrases]]] = {}
        for phrases in file.phrases:
            for words in phrases.words:
                split = tuple(WORD.findall(words))
                self.phrases.setdefault(split[0], []).append((split, phrases))

    def examples(self) -> Iterator[SpeechExample]:
        """Give every example, with the id of its entry."""
        for verbs in self.file.verbs:
            yield from (SpeechExample(id=verbs.id, marked=marked) for marked in verbs.fires)
        for nouns in self.file.nouns:
            yield from (SpeechExample(id=nouns.id, marked=marked) for marked in nouns.fires)
        for phrases in self.file.phrases:
            yield from (SpeechExample(id=phrases.id, marked=marked) for marked in phrases.fires)

    def verb(self, lemma: str) -> ClaimStatus | None:
        """Return what somebody does who uses this verb: asserts, promises, denies ... None: no verb of saying."""
        entries = self._verbs.get(lemma)
        return entries[0].status if entries else None

    def noun(self, lemma: str) -> ClaimStatus | None:
        """Return the same for a noun of saying."""
        entry = self._nouns.get(lemma)
        return entry.status if entry else None

    def uses(self, lemma: str) -> tuple[SpeechVerbs, ...]:
        """Return every class that a verb belongs to, in the order of the file."""
        return self._verbs.get(lemma, ())

    def noun_entry(self, lemma: str) -> SpeechNouns | None:
        """Return the class of a noun of saying."""
        return self._nouns.get(lemma)

    def is_document(self, lemma: str) -> bool:
        """Say whether the noun is something written or broadcast, which can speak."""
        return lemma in self._documents

    def document_status(self, lemma: str) -> ClaimStatus | None:
        """Return what a document does with what it tells: an indictment alleges."""
        entry = self._documents.get(lemma)
        return entry.status if entry else None

    def is_role(self, lemma: str) -> bool:
        """Say whether the noun names people only by what they are: officials, witnesses, a diplomat."""
        return lemma in self._roles

    def is_body(self, lemma: str) -> bool:
        """Say whether one could go and ask there, however it is named: police, a ministry, a spokesman."""
        return lemma in self._bodies

    def hides(self, lemma: str) -> bool:
        """Say whether the word tells who a nameless source is or why it has no name."""
        return lemma in self._anonymity

    def is_carrier(self, lemma: str) -> bool:
        """Say whether the verb is light beside a noun of saying ("issued a statement")."""
        return lemma in self._carriers

    def goes_on(self, lemma: str) -> bool:
        """Say whether the participle goes on with the speech that stands before it ("..., adding that")."""
        return lemma in self._adding


Entry = TypeVar("Entry", SpeechVerbs, SpeechNouns, SpeechPhrases, SpeechWords)


def load_speech(folders: Sequence[Path] = ()) -> Speech:
    """Read data/speech.toml of every folder, ours first; a later class of the same id replaces an earlier one."""
    return _load(tuple(folders) or (home(),))


@cache
def _load(folders: tuple[Path, ...]) -> Speech:
    file = SpeechFile()
    for path in found(folders, FILE):
        above = read_toml(path, SpeechFile)
        _check(path, above)
        file = SpeechFile(
            verbs=_lay(file.verbs, above.verbs),
            nouns=_lay(file.nouns, above.nouns),
            phrases=_lay(file.phrases, above.phrases),
            documents=_lay(file.documents, above.documents),
            roles=_lay(file.roles, above.roles),
            bodies=_lay(file.bodies, above.bodies),
            anonymity=_lay(file.anonymity, above.anonymity),
            carriers=_lay(file.carriers, above.carriers),
            adding=_lay(file.adding, above.adding),
        )
    if not file.verbs:
        raise LexiconError(f"No {FILE} with verbs in {', '.join(map(str, folders))}. Is the installation complete?")
    return Speech(file)


def _lay(below: Iterable[Entry], above: Iterable[Entry]) -> tuple[Entry, ...]:
    entries = {entry.id: entry for entry in below}
    entries.update({entry.id: entry for entry in above})
    return tuple(entries.values())


def _check(path: Path, file: SpeechFile) -> None:
    for entry in file.verbs:
        if not entry.takes and not entry.prepositions:
            raise LexiconError(f"{path}, verbs {entry.id!r}: takes no content. Fill `takes` or `prepositions`.")
    for kind, entries in (("verbs", file.verbs), ("nouns", file.nouns), ("phrases", file.phrases)):
        ids = [entry.id for entry in entries]
        twice = next((i for i in ids if ids.count(i) > 1), None)
        if twice is not None:
            raise LexiconError(f"{path}, {kind}: the id {twice!r} stands twice. Give one of the two another id.")
        empty = next((e.id for e in entries if not (e.words if isinstance(e, SpeechPhrases) else e.lemmas)), None)
        if empty is not None:
            raise LexiconError(f"{path}, {kind} {empty!r}: names no word. Fill its list or remove the entry.")
