"""What the words of a question mean: actors by name or code, sectors, types, equipment. Words in, codes out."""

import difflib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import get_args

import msgspec

from redshank.lexicon.entities import Entities, load_entities, plain, small
from redshank.lexicon.entity_records import Entity
from redshank.lexicon.equipment import EquipmentLexicon, load_equipment
from redshank.lexicon.files import found, home, read_toml
from redshank.lexicon.frames import FrameFile
from redshank.ontology.types import Ontology, load_ontology
from redshank.records.errors import InputError
from redshank.records.event import ActStatus, DeedStatus

STATUSES = tuple(dict.fromkeys((*get_args(ActStatus), *get_args(DeedStatus))))
WORDS = ("capital", "metonym", "adjective", "people", "surname")  # what stands for a name, where no name is so written


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the words of a question mean: one of these codes or names, of one of these sectors."""

    codes: tuple[str, ...] = ()  # of states, bodies, groups
    names: tuple[str, ...] = ()  # of persons and institutions, which bear the code of their state
    sectors: tuple[str, ...] = ()


class Names:
    """The names that a question may use; each list is loaded when it is first needed."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = tuple(folders) or (home(),)
        self._known: dict[str, Who] = {}

    @cached_property
    def entities(self) -> Entities:
        """Actors with their names and codes."""
        return load_entities(self.folders)

    @cached_property
    def equipment(self) -> EquipmentLexicon:
        """Weapons and platforms."""
        return load_equipment(self.folders)

    @cached_property
    def ontology(self) -> Ontology:
        """Types, modes, contexts and sectors."""
        return load_ontology(self.folders)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code of a state, body or group."""
        return frozenset(e.code for e in self.entities.by_id.values() if e.code)

    @cached_property
    def states(self) -> frozenset[str]:
        """Every code of a state."""
        return frozenset(e.code for e in self.entities.by_id.values() if e.code and e.family == "state")

    @cached_property
    def mutual(self) -> list[str]:
        """Frames of what parties do with each other: where no recipient is named, each is the other's."""
        files = [read_toml(path, FrameFile) for path in found(self.folders, "frames/*.toml")]
        return sorted({frame.id for file in files for frame in file.frame if frame.symmetric})

    def who(self, words: str) -> Who:
        """Return whom the words mean: a code, a name, a sector, or `RUS/MIL`.

        Raises:
            InputError: nobody is known by them; the message names what is near.
        """
        if words not in self._known:
            self._known[words] = self._who(words)
        return self._known[words]

    def _who(self, words: str) -> Who:
        name, sign, sector = words.partition("/")
        if sign:
            who = self._who(name.strip()) if name.strip() else Who()
            return msgspec.structs.replace(who, sectors=self.sectors(sector))
        if words in self.states or words in self.codes:
            return Who(codes=(words,))
        if words.upper() in self.ontology.sectors:
            return Who(sectors=(words.upper(),))
        named = self._named(words)
        if named is not None:
            return named
        if words.upper() in self.codes:
            return Who(codes=(words.upper(),))
        raise InputError(
            f"no actor is known as {words!r}.{near(words, self._actor_names())} "
            "A code works too: RUS, NATO, RUS/MIL (a country and a sector), MIL (a sector)."
        )

    def is_known(self, words: str) -> bool:
        """Say whether somebody is known by these words."""
        try:
            return bool(self.who(words))
        except InputError:
            return False

    def _named(self, words: str) -> Who | None:
        spelled = small(plain(words))
        forms = self.entities.forms.get(spelled) or self.entities.forms.get(spelled.removeprefix("the "), ())
        for uses in (("name",), WORDS):
            meant = [self.entities[f.entity] for f in forms if f.use in uses]
            if meant:
                return self._of(meant)
        return None

    def _of(self, meant: Iterable[Entity]) -> Who:
        """Take persons and institutions by their names: the code that they bear is that of their whole state."""
        by_name = [e for e in meant if e.family in {"person", "institution"}]
        by_code = [e.code for e in meant if e not in by_name and e.code]
        return Who(codes=tuple(dict.fromkeys(by_code)), names=tuple(dict.fromkeys(e.name for e in by_name)))

    def _actor_names(self) -> Iterable[str]:
        return (n for e in self.entities.by_id.values() for n in (e.name, *e.names[:3], e.code or ""))

    def country(self, words: str) -> tuple[str, ...]:
        """Return the codes of the country that the words name."""
        codes = tuple(c for c in self.who(words).codes if c in self.states)
        if not codes:
            raise InputError(f"{words!r} is no country.{near(words, self.states)} Give a name or an alpha-3 code.")
        return codes

    def sectors(self, words: str) -> tuple[str, ...]:
        """Return the sector of that code."""
        return (self._one_of(words.upper().strip(), self.ontology.sectors, "sector"),)

    def type(self, words: str) -> str:
        """Return the event type of that name, however it is written."""
        return self._one_of(words.upper(), [t.id for t in self.ontology.type], "event type")

    def mode(self, words: str) -> str:
        """Return the mode of that name."""
        return self._one_of(words.lower(), sorted({m for t in self.ontology.type for m in t.modes}), "mode")

    def context(self, words: str) -> str:
        """Return the context of that name."""
        return self._one_of(words.lower().replace(" ", "_"), self.ontology.contexts, "context")

    def status(self, words: str) -> str:
        """Return the status of an act or a deed of that name."""
        return self._one_of(words.lower(), STATUSES, "status")

    def _one_of(self, words: str, known: Sequence[str], what: str) -> str:
        if words not in known:
            raise InputError(f"no {what} {words!r}.{near(words, known)} There are: {', '.join(known)}.")
        return words

    def things(self, words: str) -> tuple[str, ...]:
        """Return what the equipment may be called in an event, in small letters: its designation or its class.

        Raises:
            InputError: no weapon or platform is known so.
        """
        lower = words.lower().strip()
        families = [n.family.name.lower() for n in self.equipment.names.get(lower, ())]
        noun = self.equipment.nouns.get(lower)
        kinds = [*([lower] if lower in self.equipment.kinds else []), *([noun.kind] if noun else [])]
        if not families and not kinds:
            families = self._shaped(words)
        if not families and not kinds:
            known = (*self.equipment.kinds, *(n for names in self.equipment.names.values() for n in [names[0].surface]))
            raise InputError(
                f"no equipment is known as {words!r}.{near(words, known)} Give a designation (Iskander-M), "
                "another name of it (SS-26) or a class (ballistic missile)."
            )
        return tuple(dict.fromkeys((lower, *families, *kinds)))

    def _shaped(self, words: str) -> list[str]:
        """Return designations that the grammar of designations knows: variants, ships, hull numbers."""
        return [h.designation.lower() for h in self.equipment.find(words) if h.designation and h.span.start == 0]


def near(words: str, known: Iterable[str]) -> str:
    """Return a question that names what is spelled nearly so, or nothing."""
    spelled = {small(plain(k)): k for k in known if k}
    matches = [spelled[k] for k in difflib.get_close_matches(small(plain(words)), spelled, 3, 0.75)]
    return f" Did you mean {' or '.join(matches)}?" if matches else ""
