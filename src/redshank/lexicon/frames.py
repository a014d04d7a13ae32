"""Frames: what verbs, nouns and idioms mean, and where their roles stand. A frame carries no PLOVER code."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.records import DeedStatus
from redshank.records.errors import LexiconError

Part = Literal["verb", "noun", "adjective"]


class FrameEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[frame]]` of data/frames/*.toml."""

    id: str
    family: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    roles: dict[str, str] = {}
    noun_roles: dict[str, str] = {}
    deed: DeedStatus | None = None  # status of the deed inside; makes the frame an operator
    symmetric: bool = False
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()
    note: str = ""


class FrameFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of data/frames."""

    frame: tuple[FrameEntry, ...]


class Wordlist(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of words that triggers may ask for: `@arms`."""

    id: str
    words: tuple[str, ...]
    note: str = ""


class WordlistFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/classes.toml."""

    wordlist: tuple[Wordlist, ...] = msgspec.field(name="class")


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """What one slot must hold, or must not."""

    slot: str
    words: frozenset[str]
    forbidden: bool = False


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """One way of saying a frame: a lemma with a particle, prepositions and conditions on its slots."""

    text: str
    frame: FrameEntry
    part: Part
    lemma: str
    particle: str | None = None
    preps: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    negated: bool = False

    @property
    def weight(self) -> int:
        """More specific triggers win."""
        return (
            2 * bool(self.particle)
            + len(self.preps)
            + 3 * sum(not c.forbidden for c in self.conditions)
            + 4 * self.negated
        )

    @property
    def id(self) -> str:
        """What `explain` names: the frame and the words that fired."""
        return f"{self.frame.id}/{self.text}"


WORD = re.compile(r"^[\w'-]+$")


class Frames:
    """All triggers, by lemma and part of speech."""

    def __init__(self, entries: Sequence[FrameEntry], classes: dict[str, frozenset[str]]) -> None:
        self.entries = tuple(entries)
        self.classes = classes
        self._by_id = {e.id: e for e in entries}
        self._verbs: dict[str, list[Trigger]] = {}
        self._nouns: dict[str, list[Trigger]] = {}
        self._adjectives: dict[str, list[Trigger]] = {}
        for entry in entries:
            for part, texts in (("verb", entry.verbs), ("noun", entry.nouns), ("adjective", entry.adjectives)):
                for text in texts:
                    self._add(parse_trigger(text, entry, part, classes))  # type: ignore[arg-type]

    def _add(self, trigger: Trigger) -> None:
        table = {"verb": self._verbs, "noun": self._nouns, "adjective": self._adjectives}[trigger.part]
        held = table.setdefault(trigger.lemma, [])
        held.append(trigger)
        held.sort(key=lambda t: -t.weight)

    def triggers(self, lemma: str, part: Part) -> Sequence[Trigger]:
        """Return the triggers of a lemma, the most specific first."""
        table = {"verb": self._verbs, "noun": self._nouns, "adjective": self._adjectives}[part]
        return table.get(lemma, ())

    def frame(self, frame_id: str) -> FrameEntry | None:
        """Return a frame by its id."""
        return self._by_id.get(frame_id)

    def without(self, entry: str) -> "Frames":
        """Return the same frames less one entry, named as `explain` names it: `frame/trigger`."""
        frame_id, _, text = entry.partition("/")
        kept = []
        for e in self.entries:
            if e.id == frame_id:
                e = msgspec.structs.replace(
                    e,
                    verbs=tuple(t for t in e.verbs if t != text),
                    nouns=tuple(t for t in e.nouns if t != text),
                    adjectives=tuple(t for t in e.adjectives if t != text),
                )
            kept.append(e)
        return Frames(kept, self.classes)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Every lemma that may fire."""
        return frozenset(self._verbs) | frozenset(self._nouns) | frozenset(self._adjectives)


def parse_trigger(text: str, frame: FrameEntry, part: Part, classes: dict[str, frozenset[str]]) -> Trigger:
    """Read one trigger: `break +off =talk,relation`, `call >for`, `send @arms`, `supply of=@arms`, `not see =need`.

    Raises:
        LexiconError: a class or a sign that is not known.
    """
    words = text.split()
    negated = words[0] == "not"
    words = words[1:] if negated else words
    particle: str | None = None
    preps: list[str] = []
    conditions: list[Condition] = []
    for word in words[1:]:
        if word.startswith("+"):
            particle = word[1:]
        elif word.startswith(">"):
            preps.append(word[1:])
        elif match := re.match(r"^(\w*)(!?=|@)(.+)$", word):
            slot, sign, value = match.groups()
            value = "@" + value if sign == "@" else value
            conditions.append(
                Condition(slot=slot or "object", words=_words(value, frame, classes), forbidden=sign == "!=")
            )
        else:
            raise LexiconError(
                f"frame {frame.id!r}, trigger {text!r}: cannot read {word!r}; write +particle, >prep, =word or @class"
            )
    return Trigger(
        text=text,
        frame=frame,
        part=part,
        lemma=words[0],
        particle=particle,
        preps=tuple(preps),
        conditions=tuple(conditions),
        negated=negated,
    )


def _words(value: str, frame: FrameEntry, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found_words: set[str] = set()
    for word in value.split(","):
        if word in SPECIAL:
            found_words.add(word)
        elif word.startswith("@"):
            if word[1:] not in classes:
                raise LexiconError(f"frame {frame.id!r}: no class {word!r} in classes.toml")
            found_words |= classes[word[1:]]
        else:
            found_words.add(word)
    return frozenset(found_words)


# Classes that are not word lists but kinds of mention.
SPECIAL = frozenset({"@actor", "@place", "@equipment", "@clause", "@infinitive", "@subjunctive"})


def load_frames(folders: Sequence[Path]) -> Frames:
    """Read data/frames/*.toml and data/classes.toml of every folder; a later frame of the same id replaces an earlier.

    Of two triggers of the same weight the later folder's comes first: the user knows his own words.

    Raises:
        LexiconError: a file breaks the schema, or a trigger cannot be read.
    """
    classes: dict[str, frozenset[str]] = {}
    for path in found(folders, "classes.toml"):
        for entry in read_toml(path, WordlistFile).wordlist:
            classes[entry.id] = frozenset(w.lower() for w in entry.words)
    entries: dict[str, FrameEntry] = {}
    for folder in reversed(folders):
        own = {f.id: f for path in found((folder,), "frames/*.toml") for f in read_toml(path, FrameFile).frame}
        entries |= {name: frame for name, frame in own.items() if name not in entries}
    return Frames(tuple(entries.values()), classes)
