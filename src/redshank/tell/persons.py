"""Whom an alert may be about: those who act in public. A private person's name is refused, wherever it is written."""

import calendar
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from redshank.gazetteer import Gazetteer, open_gazetteer
from redshank.lexicon.entities import plain, small
from redshank.query import Names, Query
from redshank.query.filters import split_dyad
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.store import Archive

WORD = re.compile(r"[^\W\d_][\w'’.-]*[\w]|[^\W\d_]")
DAYS = frozenset((*calendar.day_name, *calendar.month_name))
LONGEST = 6  # words of a name that is looked up
LOOKED_AT = 200  # sentences of the archive that say how a word is written
OPERATORS = frozenset({"OR", "AND", "NOT"})
RULE = (
    "Alerts and searches are for states, bodies, groups, offices and those who hold or held one, not for a private "
    "person."
)


def refuse_private(query: Query, names: Names, archive: "Archive") -> None:
    """Let a question pass that names nobody but those who act in public.

    Raises:
        InputError: a name in it is no office-holder, leader, body or country that the entities know.
    """
    for option, words in _named(query, names):
        if option in ("says", "holder") and is_role(words, names):
            continue
        try:
            names.who(words)
        except InputError as error:
            raise InputError(f"--{option}: {error} {RULE}") from None
    if query.text:
        Wording(names).check(query.text, _sentences(archive, query.text))


def _named(query: Query, names: Names) -> Iterator[tuple[str, str]]:
    for option in ("actor", "to", "says", "holder"):
        yield from ((option, words) for words in getattr(query, option) if words.lower() != "narrator")
    for pair in query.dyad:
        first, second, _ = split_dyad(pair, names)
        yield from (("dyad", first), ("dyad", second))


def is_role(words: str, names: Names) -> bool:
    """Say whether words name people by what they are: officials, a militant leader."""
    from lemminflect import getLemma

    head = words.split()[-1] if words.split() else ""
    forms = {head, *getLemma(head, "NOUN")}
    return words.islower() and any(f in names.entities.nouns or f in names.entities.titles for f in forms)


def _sentences(archive: "Archive", text: str) -> list[str]:
    ids = archive.search(text, LOOKED_AT)
    found = archive.rows("SELECT DISTINCT sentence FROM events WHERE list_contains(?, id)", [ids])
    return [row["sentence"] for row in found if row["sentence"]]


class Wording:
    """Tells names of persons from other words of a text search, by what we know and by how the stories write them."""

    def __init__(self, names: Names) -> None:
        self.names = names

    @cached_property
    def places(self) -> Gazetteer:
        """Towns and provinces, whose names may be searched for."""
        return open_gazetteer()

    def check(self, text: str, sentences: Sequence[str]) -> None:
        """Let words pass that are no name of a private person.

        Args:
            text: the words of the search.
            sentences: sentences that they find: a word that is never written small in them is a name.

        Raises:
            InputError: they name somebody whom the entities do not know.
        """
        words = [w for w in WORD.findall(text) if w not in OPERATORS]
        public = self._public(words)
        capital = [w[0].isupper() or _is_written_large(w, sentences) for w in words]
        for at, word in enumerate(words):
            if public[at]:
                continue
            goes_on = at + 1 < len(words)
            is_pair = goes_on and not public[at + 1] and capital[at] and capital[at + 1]
            if is_pair or (goes_on and self._is_given_name(word)) or (capital[at] and not _is_ordinary(word)):
                name = f"{word} {words[at + 1]}" if goes_on and capital[at + 1] else word
                raise InputError(
                    f"--text {text!r}: {name!r} may be the name of somebody whom the entities do not know. {RULE} "
                    "Write words that are no name in small letters; for weapons and towns use --equipment and --place."
                )

    def _public(self, words: Sequence[str]) -> list[bool]:
        """Mark the words that are part of a known name: the longest run first."""
        found = [False] * len(words)
        for size in range(LONGEST, 0, -1):
            for start in range(len(words) - size + 1):
                run = range(start, start + size)
                if not any(found[i] for i in run) and self._is_public(" ".join(words[start : start + size])):
                    for i in run:
                        found[i] = True
        return found

    def _is_public(self, words: str) -> bool:
        key, entities, equipment = small(plain(words)), self.names.entities, self.names.equipment
        return (
            key in entities.forms
            or key in entities.nouns
            or key in entities.titles
            or key in equipment.names
            or key in equipment.nouns
            or (not self._is_given_name(words) and bool(self.places.candidates(words)))
        )

    def _is_given_name(self, word: str) -> bool:
        """Say whether persons are called so, and the word means nothing else as it is written here."""
        if word.capitalize() not in self.names.entities.given_names:
            return False
        return word[0].isupper() or not _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    """Say whether a word is one of the language: a noun, a verb, a day of the week ..."""
    from lemminflect import getAllLemmas

    return word.capitalize() in DAYS or bool(getAllLemmas(word.lower()))


def _is_written_large(word: str, sentences: Sequence[str]) -> bool:
    """Say whether a word never stands in small letters in some sentences, and in large ones within a sentence."""
    is_large = False
    for sentence in sentences:
        for found in re.finditer(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE):
            if found[0][0].islower():
                return False
            is_large = is_large or (found.start() > 0 and not found[0].isupper())
    return is_large
