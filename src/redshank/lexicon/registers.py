"""The words of the two registers: arms that change hands, and measures that cut somebody off."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.lexicon.frames import FrameEntry, Frames
from redshank.records import Measure, RestrictionStage, TransferKind, TransferStage, TransferTerms
from redshank.records.errors import LexiconError

FILE = "registers.toml"
Register = Literal["transfer", "restriction"]
Side = Literal["supplier", "recipient", "sender", "target"]


class TransferWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[transfer]]`: words that tell of arms changing hands."""

    id: str
    stage: TransferStage  # when told as done
    kind: TransferKind = "transfer"
    terms: TransferTerms | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    supplier: str = "subject"
    recipient: str = "to"
    item: str = "object"
    noun_supplier: str = "poss | by"
    noun_recipient: str = "to"
    noun_item: str = "of"
    both_sides: bool = False  # both parties may stand on the same side: "X and Y signed a deal for"
    owner: bool = False  # no transfer where both sides are one: "repaired its own tanks"
    loose: bool = False  # tells of a deal wherever the equipment stands in the sentence
    gives: bool = False  # who acts hands something over: an event of the same words lends its sides
    swap: str | None = None  # a preposition that turns the sides round: "leased from"
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()


class RestrictionWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[restriction]]`: words that name a measure."""

    id: str
    measure: Measure
    stage: RestrictionStage  # of the noun, when nothing above says more
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    sender: str = "subject"
    target: str = "object"
    noun_sender: str = "poss | by"
    noun_target: str = "on"
    own: bool = False  # what is cut is the sender's own: "recalled its ambassador"
    lasting: bool = False  # its verbs tell the stage themselves: "reopened the border", "has remained closed"
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()


class StepWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[step]]`: words above a deal or measure that say how far it has come."""

    id: str
    of: Register
    stage: TransferStage | RestrictionStage | Literal[""]  # "": no record
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()  # beside the noun itself: "a possible sale"
    who: Side | None = None  # which side the subject of the step is
    fires: tuple[str, ...]


class MeasureWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[measure]]`: words that say what a ban or embargo cuts; the first class that matches wins."""

    id: Measure
    words: frozenset[str]


class Instruments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name an instrument of a measure."""

    numbered: tuple[str, ...]
    packages: tuple[str, ...]
    laws: tuple[str, ...]


class Exemptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words behind which stands what a measure leaves out."""

    phrases: tuple[str, ...]


class CalledWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which a side says what a measure is."""

    verbs: frozenset[str]  # "called it a blockade"
    nouns: tuple[str, ...]  # that point back to a measure: "the move"
    says: tuple[str, ...]  # behind the measure: "it only affects"


class Stages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stage by the status of a predicate that is not told as done; "" drops it."""

    transfer: dict[str, str]
    restriction: dict[str, str]


class RegisterFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/registers.toml; a user's file may hold any part of it."""

    stages: Stages | None = None
    transfer: tuple[TransferWords, ...] = ()
    restriction: tuple[RestrictionWords, ...] = ()
    step: tuple[StepWords, ...] = ()
    measure: tuple[MeasureWords, ...] = ()
    instruments: Instruments | None = None
    exemptions: Exemptions | None = None
    called: CalledWords | None = None


class RegisterLexicon:
    """Triggers, steps and measures of both registers."""

    def __init__(self, files: Sequence[RegisterFile], classes: dict[str, frozenset[str]]) -> None:
        self.transfers = {e.id: e for f in files for e in f.transfer}
        self.restrictions = {e.id: e for f in files for e in f.restriction}
        self.steps = tuple(e for f in reversed(files) for e in f.step)
        self.measures = tuple(e for f in reversed(files) for e in f.measure)
        self.stages = _last(f.stages for f in files)
        self.instruments = _last(f.instruments for f in files)
        self.exemptions = _last(f.exemptions for f in files)
        self.called = _last(f.called for f in files)
        self.frames = {
            "transfer": Frames([_transfer_frame(e) for e in self.transfers.values()], classes),
            "restriction": Frames([_restriction_frame(e) for e in self.restrictions.values()], classes),
        }
        self.step_verbs = frozenset(v.partition("+")[0] for step in self.steps for v in step.verbs)
        self._steps: dict[tuple[str, str, str], StepWords] = {}
        for step in self.steps:
            for part, lemmas in (("verb", step.verbs), ("noun", step.nouns), ("adjective", step.adjectives)):
                for lemma in lemmas:
                    self._steps.setdefault((step.of, part, lemma), step)

    def step(self, register: Register, part: str, lemma: str) -> StepWords | None:
        """Return what a word above a deal or measure makes of it."""
        return self._steps.get((register, part, lemma))

    def measure_of(self, words: Sequence[str]) -> Measure | None:
        """Return what a measure cuts, by the words about it."""
        held = set(words)
        return next((m.id for m in self.measures if m.words & held), None)

    def examples(self) -> Iterator[tuple[str, str, bool]]:
        """Give each example with the entry it belongs to and whether it must fire."""
        entries: list[TransferWords | RestrictionWords] = [*self.transfers.values(), *self.restrictions.values()]
        for entry in entries:
            yield from ((entry.id, text, True) for text in entry.fires)
            yield from ((entry.id, text, False) for text in entry.quiet)
        for step in self.steps:
            yield from ((step.id, text, True) for text in step.fires)


Held = TypeVar("Held")


def _last(values: Iterator[Held | None]) -> Held:
    held = [v for v in values if v is not None]
    if not held:
        raise LexiconError(f"{FILE}: [stages], [instruments], [exemptions] and [called] are needed")
    return held[-1]


def _transfer_frame(entry: TransferWords) -> FrameEntry:
    return FrameEntry(
        id=entry.id,
        family="transfer",
        verbs=entry.verbs,
        nouns=entry.nouns,
        roles={"agent": entry.supplier, "recipient": entry.recipient, "object": entry.item},
        noun_roles={"agent": entry.noun_supplier, "recipient": entry.noun_recipient, "object": entry.noun_item},
        fires=(),
    )


def _restriction_frame(entry: RestrictionWords) -> FrameEntry:
    return FrameEntry(
        id=entry.id,
        family="restriction",
        verbs=entry.verbs,
        nouns=entry.nouns,
        roles={"agent": entry.sender, "recipient": entry.target, "object": "object"},
        noun_roles={"agent": entry.noun_sender, "recipient": entry.noun_target, "object": "of | on | modifier"},
        fires=(),
    )


def load_registers(folders: Sequence[Path], classes: dict[str, frozenset[str]]) -> RegisterLexicon:
    """Read data/registers.toml of every folder; a later entry of the same id replaces an earlier one.

    Raises:
        LexiconError: a file breaks the schema, or a trigger cannot be read.
    """
    return RegisterLexicon([read_toml(path, RegisterFile) for path in found(folders, FILE)], classes)
