"""From frame and status to PLOVER type, modes and CAMEO code. The only place where a code is given."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from redshank.lexicon.files import found, read_toml
from redshank.ontology.cameo import Deed, FineRow, fine_row


class FrameRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a frame adds to the rule of its family: modes, contexts, a finer CAMEO code."""

    frame: str
    modes: tuple[str, ...] = ()
    threat: str = ""
    ask: str = ""
    contexts: tuple[str, ...] = ()
    cameo: str = ""


class FamilyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the deeds of a family have in common when they are asked for or threatened."""

    family: str
    ask: str = ""  # mode of REQUEST and REJECT
    threat: str = ""  # mode of THREATEN
    note: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the table; the first that fits decides."""

    act: tuple[str, ...]  # families of the operator; "bare" for a deed without one
    deed: tuple[str, ...] = ("*",)  # families of the deed; "none" where no deed is known, "*" any
    status: tuple[str, ...] = ("happened", "ongoing", "ended", "attempted", "planned", "alleged")
    type: str  # "" : no event of its own
    modes: tuple[str, ...] = ()
    mode_from: str = ""  # frame | ask | threat
    cameo: str = ""
    cameo_from: str = ""  # frame
    needs_recipient: bool = False
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    note: str = ""


class MappingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/mapping.toml."""

    rule: tuple[Rule, ...] = ()
    family: tuple[FamilyRow, ...] = ()
    frame: tuple[FrameRow, ...] = ()
    fine: tuple[FineRow, ...] = ()


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of the table."""

    type: str | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    needs_recipient: bool = False
    rule: int = -1
    fine: FineRow | None = None


NOTHING = Coding(type=None)
BARE = "bare"  # a deed told without an operator


class Mapping:
    """The table, ready to be asked."""

    def __init__(
        self,
        rules: Sequence[Rule],
        families: Sequence[FamilyRow],
        frames: Sequence[FrameRow],
        fine: Sequence[FineRow] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.fine = tuple(fine)
        self.families = {f.family: f for f in families}
        self.frames = {f.frame: f for f in frames}

    def code(self, act: str, act_frame: str, deed: str | None, deed_frame: str | None, status: str) -> Coding:
        """Return the coding of an act.

        Args:
            act: family of the operator, or "bare".
            act_frame: frame of the operator; for a bare deed the deed's own frame.
            deed: family of the deed inside, or of the bare deed itself.
            deed_frame: its frame.
            status: the standing of the act (of the deed itself where it is bare).
        """
        for k, rule in enumerate(self.rules):
            if act in rule.act and status in rule.status and _fits(rule.deed, deed):
                coding = self._coding(k, rule, act_frame, deed, deed_frame)
                return coding if act == BARE else self._finer(coding, act_frame, deed, deed_frame)
        return NOTHING

    def _finer(self, coding: Coding, act_frame: str, deed: str | None, deed_frame: str | None) -> Coding:
        if coding.cameo is None:
            return coding
        done = self.code(BARE, deed_frame or "", deed, deed_frame, "happened").cameo
        row = fine_row(self.fine, coding.cameo, act_frame, Deed(frame=deed_frame, family=deed, cameo=done))
        return coding if row is None else msgspec.structs.replace(coding, cameo=row.to[coding.cameo], fine=row)

    def _coding(self, k: int, rule: Rule, act_frame: str, deed: str | None, deed_frame: str | None) -> Coding:
        if not rule.type:
            return Coding(type=None, rule=k)
        row = self.frames.get(deed_frame or "")
        own = self.frames.get(act_frame)
        family = self.families.get(deed or "")
        modes = rule.modes
        if rule.mode_from == "frame":
            modes = own.modes if own and own.modes else (row.modes if row else ())
        elif rule.mode_from == "ask":
            mode = (own.ask if own else "") or (row.ask if row else "") or (family.ask if family else "")
            modes = (mode,) if mode else rule.modes
        elif rule.mode_from == "threat":
            mode = (row.threat if row else "") or (family.threat if family else "") or (own.threat if own else "")
            modes = (mode,) if mode else rule.modes
        cameo = rule.cameo
        if rule.cameo_from == "frame":
            cameo = (own.cameo if own else "") or (row.cameo if row else "") or rule.cameo
        contexts = dict.fromkeys((*(own.contexts if own else ()), *(row.contexts if row else ())))
        return Coding(
            type=rule.type,
            modes=modes,
            contexts=tuple(contexts),
            cameo=cameo or None,
            needs_recipient=rule.needs_recipient,
            rule=k,
        )


def _fits(wanted: tuple[str, ...], deed: str | None) -> bool:
    return "*" in wanted or (deed or "none") in wanted


def load_mapping(folders: Sequence[Path]) -> Mapping:
    """Read data/mapping.toml of every folder; an overlay's rules come before ours, its rows replace ours."""
    rules: list[Rule] = []
    families: dict[str, FamilyRow] = {}
    frames: dict[str, FrameRow] = {}
    fine: list[FineRow] = []
    for path in found(folders, "mapping.toml"):
        table = read_toml(path, MappingFile)
        rules = [*table.rule, *rules]
        fine = [*table.fine, *fine]
        families |= {f.family: f for f in table.family}
        frames |= {f.frame: f for f in table.frame}
    return Mapping(rules, tuple(families.values()), tuple(frames.values()), fine)
