"""Codebooks of a user's own: types, modes and fields on our frames, coded beside PLOVER."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records.errors import LexiconError

NAME = "codebook.toml"
WORD = re.compile(r"^[A-Za-z][\w-]*$")
MARK = re.compile(r"\[([A-Za-z][\w/-]*)(?:=([^:\[\]]+))?:([^\[\]]*)\]")
Slot = Literal["actor", "recipient", "object", "clause"]
Classes = Mapping[str, frozenset[str]]


class Side(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one of the actors or recipients must be: every condition given holds, any value of each will do."""

    sectors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # in the phrase that names it: "coast guard ship"


class From(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What selects an event: every condition given holds, any value of each will do."""

    frames: tuple[str, ...] = ()  # of the act as it was done, not as promised or threatened
    families: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()  # frames of what was promised, asked, refused, threatened, alleged
    types: tuple[str, ...] = ()  # PLOVER
    modes: tuple[str, ...] = ()  # PLOVER
    statuses: tuple[str, ...] = ()  # of the act
    predicate: tuple[str, ...] = ()  # lemmas of the word that tells it
    contexts: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()  # classes named in the clause
    words: tuple[str, ...] = ()  # in the clause; "@vessel" is a list of classes.toml
    without: tuple[str, ...] = ()  # words that may not stand in the clause
    actor: Side | None = None
    recipient: Side | None = None


class ModeEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[type.mode]]`: how, within the type; an event may have several."""

    id: str
    about: str
    sources: tuple[From, ...] = msgspec.field(name="from")


class TypeEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[type]]`; the first type of the file that fits codes the event."""

    id: str
    about: str
    sources: tuple[From, ...] = msgspec.field(name="from")
    mode: tuple[ModeEntry, ...] = ()
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()
    note: str = ""


class FieldEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[field]]`: its value comes from a role, an equipment class, a quantity or a word list."""

    name: str
    about: str
    types: tuple[str, ...] = ()  # of this codebook; none: all
    within: Slot = "clause"  # where equipment and words are looked for
    role: Literal["", "actor", "recipient", "object", "instrument", "place"] = ""
    value: Literal["name", "country"] = "name"  # what a party is told by
    equipment: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()  # "metre", or what is counted: "sailor"
    words: dict[str, tuple[str, ...]] = {}


class Codebook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """codebook.toml of an overlay."""

    id: str
    title: str
    about: str = ""
    type: tuple[TypeEntry, ...]
    field: tuple[FieldEntry, ...] = ()


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One mark of an example: a type with its modes, or a field with its value."""

    name: str
    modes: tuple[str, ...]
    value: str | None
    start: int
    end: int


def unmarked(sentence: str) -> tuple[str, tuple[Marked, ...]]:
    """Take the markup out of an example: "[BOARDING/armed:boarded] a [vessel=tanker:tanker]"."""
    text, at = "", 0
    marks: list[Marked] = []
    for match in MARK.finditer(sentence):
        text += sentence[at : match.start()]
        name, *modes = match[1].split("/")
        end = len(text) + len(match[3])
        marks.append(Marked(name=name, modes=tuple(modes), value=match[2], start=len(text), end=end))
        text += match[3]
        at = match.end()
    return text + sentence[at:], tuple(marks)


def load_codebooks(folders: Sequence[Path], classes: Classes) -> tuple[Codebook, ...]:
    """Read codebook.toml of every folder; a later codebook of the same id replaces an earlier one.

    Raises:
        LexiconError: naming the file and the entry.
    """
    books: dict[str, Codebook] = {}
    for path in found(folders, NAME):
        book = read_toml(path, Codebook)
        for entry, message in _problems(book, classes):
            raise LexiconError(f"{path}, {entry}: {message}")
        books[book.id] = book
    return tuple(books.values())


def expand(words: Sequence[str], classes: Classes) -> frozenset[str]:
    """Return the words, each `@list` replaced by the words of that list of classes.toml."""
    lists = [classes[w[1:]] if w.startswith("@") else frozenset({w.lower()}) for w in words]
    return frozenset().union(*lists)


def sources_of(book: Codebook) -> Iterator[tuple[str, From]]:
    """Give every `from` of a codebook with the entry that it stands in."""
    for kind in book.type:
        for source in kind.sources:
            yield f"type {kind.id!r}", source
        for mode in kind.mode:
            for source in mode.sources:
                yield f"type {kind.id!r}, mode {mode.id!r}", source


def _problems(book: Codebook, classes: Classes) -> Iterator[tuple[str, str]]:
    """Give what is wrong inside the codebook itself; `redshank check` holds it against the rest of the data."""
    for where, ids in _names(book):
        for name in ids:
            if not WORD.match(name):
                yield where, f"{name!r} is no name: letters, digits, - and _, a letter first"
            if ids.count(name) > 1:
                yield where, f"{name!r} stands there twice"
    if not book.type:
        yield f"codebook {book.id!r}", "it has no [[type]]"
    for entry, source in sources_of(book):
        if source == From():
            yield entry, "a `from` without a condition would select every event"
        for side in (source.actor, source.recipient):
            if side == Side():
                yield entry, "an actor or recipient without a condition; give sectors, countries or words"
    for kind in book.type:
        if not kind.sources:
            yield f"type {kind.id!r}", "`from` is empty: nothing selects it"
        if not kind.fires:
            yield f"type {kind.id!r}", "it has no example: give at least one sentence in `fires`"
        yield from _marks(book, kind)
    for field in book.field:
        yield from _field(book, field)
    for entry, words in _words(book):
        for word in words:
            if word.startswith("@") and word[1:] not in classes:
                yield entry, f"no list {word!r} in classes.toml"
            if not word.strip("@ "):
                yield entry, "an empty word"


def _names(book: Codebook) -> Iterator[tuple[str, list[str]]]:
    yield "id", [book.id]
    yield "[[type]]", [t.id for t in book.type]
    yield "[[field]]", [f.name for f in book.field]
    for kind in book.type:
        yield f"type {kind.id!r}", [m.id for m in kind.mode]
    both = {t.id for t in book.type} & {f.name for f in book.field}
    yield "a type and a field share a name", [*both, *both]


def _field(book: Codebook, field: FieldEntry) -> Iterator[tuple[str, str]]:
    where = f"field {field.name!r}"
    given = [n for n in ("role", "equipment", "unit", "words") if getattr(field, n)]
    if len(given) != 1:
        yield where, f"give one of role, equipment, unit, words; there is {' and '.join(given) or 'none'}"
    if field.within != "clause" and not (field.words or field.equipment):
        yield where, "`within` goes with words or equipment only"
    if field.value != "name" and field.role not in {"actor", "recipient"}:
        yield where, "`value` goes with the role of an actor or recipient only"
    phrases = [w for words in field.words.values() for w in words]
    for word in sorted({w for w in phrases if phrases.count(w) > 1}):
        yield where, f"{word!r} stands under two values, or twice"
    for name in field.types:
        if name not in {t.id for t in book.type}:
            yield where, f"no type {name!r} in this codebook"


def _marks(book: Codebook, kind: TypeEntry) -> Iterator[tuple[str, str]]:
    fields = {f.name for f in book.field}
    types = {t.id: {m.id for m in t.mode} for t in book.type}
    for sentence in kind.fires:
        where = f"type {kind.id!r}, fires {sentence!r}"
        marks = unmarked(sentence)[1]
        if kind.id not in {m.name for m in marks}:
            yield where, f"mark the words that give the type: [{kind.id}:...]"
        for mark in marks:
            if mark.name not in fields and mark.name not in types:
                yield where, f"no type or field {mark.name!r} in this codebook"
            for mode in mark.modes:
                if mode not in types.get(mark.name, set()):
                    yield where, f"no mode {mode!r} of {mark.name}"


def _words(book: Codebook) -> Iterator[tuple[str, Sequence[str]]]:
    for entry, source in sources_of(book):
        yield entry, (*source.predicate, *source.words, *source.without)
        for side in (source.actor, source.recipient):
            if side is not None:
                yield entry, side.words
    for field in book.field:
        for words in field.words.values():
            yield f"field {field.name!r}", words
