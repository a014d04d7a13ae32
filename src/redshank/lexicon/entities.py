"""Every named actor we know, found in a text by one automaton. Text in, Hits out."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from redshank.lexicon.entity_files import (
    read_anaphora,
    read_entities,
    read_naming,
    read_nouns,
    read_personal,
)
from redshank.lexicon.entity_records import Entity, Form, Hit, Noun, Period, Title, Use
from redshank.lexicon.entity_rows import AnaphorRow, NamingFile
from redshank.records import Span

DATA = Path(__file__).resolve().parent.parent / "data"
# Letters are compared one for one, so that a hit's place is a place in the text.
PLAIN = {0x2018: "'", 0x2019: "'", 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x0A: " ", 0x0D: " ", 0x09: " ", 0x131: "i"}
LIGATURES = {0xD8: "O", 0xF8: "o", 0x110: "D", 0x111: "d", 0x141: "L", 0x142: "l"}


@cache
def _plain_letter(code: int) -> str:
    letter = unicodedata.normalize("NFD", chr(code))[0]
    return PLAIN.get(code) or LIGATURES.get(code) or letter


class _Letters(dict[int, str]):
    """A translation table that fills itself: accents off, quotes and spaces made plain."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if code < 128 and code not in PLAIN else _plain_letter(code)
        return self[code]


LETTERS = _Letters()
ARTICLE = "the "


def plain(text: str) -> str:
    """Return the text without accents and with plain quotes and spaces, of the same length."""
    return text.translate(LETTERS)


def small(text: str) -> str:
    """Return the text in small letters, of the same length."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def written_as(surface: str, words: str) -> bool:
    """Say whether a form may be written so: as it stands, in capitals, or "Nato" for NATO."""
    if words == surface:
        return True
    if surface.islower():
        return True
    if words.isupper() and words == surface.upper():
        return True
    return len(surface) >= 4 and surface.isupper() and surface.isalpha() and words == surface.capitalize()


def bare(surface: str) -> str:
    """Return the form without its article: "the West" is found only behind "the", and marked without it."""
    return surface[len(ARTICLE) :] if surface[: len(ARTICLE)].lower() == ARTICLE else surface


SHORT = 200  # characters; a phrase is not worth keeping the hits of


class Entities:
    """The entities, their forms, and the nouns and titles by which people are known."""

    def __init__(self, folders: Sequence[Path] = (DATA,)) -> None:
        self.folders = tuple(folders)
        self.by_id: dict[str, Entity] = read_entities(folders)
        nouns, titles, modifiers = read_nouns(folders)
        self.nouns: dict[str, Noun] = nouns
        self.titles: dict[str, Title] = titles
        self._last: tuple[str, tuple[Hit, ...]] | None = None
        self.modifiers: dict[str, tuple[str, ...]] = modifiers
        self.naming: NamingFile = read_naming(folders)
        self.anaphora: dict[str, AnaphorRow] = read_anaphora(folders)
        self.personal: frozenset[str] = read_personal(folders)

    def __getitem__(self, entity: str) -> Entity:
        return self.by_id[entity]

    def get(self, entity: str | None) -> Entity | None:
        """Return the entity of this id, if there is one."""
        return self.by_id.get(entity) if entity else None

    @cached_property
    def forms(self) -> dict[str, tuple[Form, ...]]:
        """All forms by their plain small letters."""
        found: dict[str, list[Form]] = {}
        for entity in self.by_id.values():
            for form in self._forms_of(entity):
                key = small(plain(form.surface))
                held = found.setdefault(key, [])
                if form not in held:
                    held.append(form)
        return {key: tuple(held) for key, held in found.items()}

    def _forms_of(self, entity: Entity) -> Iterator[Form]:
        words: tuple[tuple[Use, Sequence[str]], ...] = (
            ("name", full_names(entity)),
            ("adjective", entity.adjectives),
            ("people", entity.people),
            ("capital", entity.capital),
            ("metonym", entity.metonyms),
            ("surname", self.surnames(entity)),
        )
        for use, surfaces in words:
            for surface in surfaces:
                if len(surface) > 1 and "$" not in surface:
                    strict = surface if _is_word_without_accents(surface, entity) else None
                    yield Form(surface=plain(surface), entity=entity.id, use=use, accented=strict)

    def surnames(self, entity: Entity) -> tuple[str, ...]:
        """Return the family name of a person, with and without what belongs to it, and aliases of one word."""
        if entity.kind != "person":
            return ()
        short = tuple(n for n in entity.names[1:] if " " not in n)
        return tuple(dict.fromkeys((*self._family_names(entity), *short)))

    @cached_property
    def given_names(self) -> frozenset[str]:
        """First words of the names of persons where the family name stands last."""
        return frozenset(
            e.name.split()[0]
            for e in self.by_id.values()
            if e.kind == "person" and e.country not in self.naming.surname_first and " " in e.name
        )

    def _family_names(self, entity: Entity) -> tuple[str, ...]:
        parts = [p for p in entity.name.split() if p.strip(".,").lower() not in self.naming.suffixes]
        if len(parts) < 2:
            return ()
        # "John Lee" of Hong Kong bears his family name last: his first word is a given name elsewhere.
        western = parts[0] in self.given_names
        if entity.country in self.naming.surname_first and "-" not in parts[-1] and not western:
            return (parts[0],) if parts[0] not in entity.names else ()
        first = len(parts) - 1
        while first > 1 and parts[first - 1].lower() in self.naming.particles:
            first -= 1
        last = parts[-1]
        bare = (last[3:],) if last[:3].lower() in {"al-", "el-"} else ()
        return tuple(dict.fromkeys((" ".join(parts[first:]), last, *bare)))

    @cached_property
    def automaton(self) -> Any:
        """The automaton over all forms; built when first needed."""
        import ahocorasick

        found = ahocorasick.Automaton()
        for key, forms in self.forms.items():
            found.add_word(key, (len(key), forms))
        found.make_automaton()
        return found

    def find(self, text: str) -> tuple[Hit, ...]:
        """Find all forms in the text, longest first at each place, at word borders, none overlapping."""
        if self._last is not None and self._last[0] == text:
            return self._last[1]  # three stages ask for the same story
        flat = plain(text)
        if not self.forms:
            return ()
        found: list[tuple[int, int, tuple[Form, ...]]] = []
        for last, (length, forms) in self.automaton.iter(small(flat)):
            start, end = last + 1 - length, last + 1
            if (start and flat[start - 1].isalnum()) or (end < len(flat) and flat[end].isalnum()):
                continue
            if forms[0].surface[:4].lower() == ARTICLE:
                start += len(ARTICLE)
            words = flat[start:end]
            fitting = tuple(
                f for f in forms if written_as(bare(f.surface), words) and f.accented in {None, text[start:end]}
            )
            if fitting:
                found.append((start, end, fitting))
        hits = tuple(_longest(found))
        if len(text) > SHORT:
            self._last = (text, hits)
        return hits

    def lookup(self, words: str) -> tuple[Form, ...]:
        """Return the forms that are written exactly so."""
        flat = plain(words)
        return tuple(f for f in self.forms.get(small(flat), ()) if written_as(f.surface, flat))

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Every word that is part of a name, in capitals; for evening out all-capitals copy."""
        return frozenset(
            word.upper()
            for forms in self.forms.values()
            for f in forms
            for word in f.surface.split()
            if word[:1].isupper()
        )

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The last word of every title, in small letters."""
        return frozenset(words.split()[-1].rstrip(".") for words in self.titles)

    @cached_property
    def last_words(self) -> frozenset[str]:
        """The last word of every noun, title and modifier: most words of a text are none, and need no closer look."""
        found: set[str] = set()
        for words in (*self.nouns, *self.titles, *self.modifiers):
            last = words.split()[-1]
            found.update((last, last.split("-")[-1], last.rstrip(".")))
        return frozenset(found)

    def best(self, entries: Sequence[str], period: Period | None) -> Entity | None:
        """Return the entity that these words mean in the period: the first that existed then, else the first."""
        known = [self.by_id[e] for e in entries if e in self.by_id]
        return next((e for e in known if e.exists_in(period)), known[0] if known else None)


def full_names(entity: Entity) -> tuple[str, ...]:
    """Return the names of an entity; a person's aliases of one word count as family names."""
    if entity.kind != "person":
        return entity.names
    return tuple(n for k, n in enumerate(entity.names) if k == 0 or " " in n)


def _is_word_without_accents(surface: str, entity: Entity) -> bool:
    """Say whether the form becomes another word when its accents are dropped; states and persons do not."""
    return entity.family not in {"state", "person"} and " " not in surface and plain(surface) != surface


def _longest(found: list[tuple[int, int, tuple[Form, ...]]]) -> Iterator[Hit]:
    end = -1
    for start, stop, forms in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= end:
            yield Hit(span=Span(start, stop), forms=forms)
            end = stop


@cache
def load_entities(folders: tuple[Path, ...] = (DATA,)) -> Entities:
    """Load the entities of these folders once per process; ours first, then overlays."""
    return Entities(folders)
