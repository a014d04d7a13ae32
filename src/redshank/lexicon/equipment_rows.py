"""The rows of `data/equipment/*.toml`: groups of families, patterns of designations, nouns, prefixes of ships."""

import msgspec


class FamilyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One weapon or platform as it is written in a group; what it leaves out, the group says."""

    name: str
    also: tuple[str, ...] = ()  # other names and codes: GRAU index, maker's number, export name
    nato: str | None = None  # reporting name given by NATO
    code: str | None = None  # code given by NATO or the Pentagon: SS-26, SA-11
    country: str | None = None
    kind: str | None = None
    needs: bool | None = None  # the name is an ordinary word or name too: believed only beside words for arms


class GroupRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Families of one class, with sentences that prove them."""

    id: str
    kind: str  # the class, in plain words
    country: str | None = None  # alpha-3 of the land that designed it
    needs: bool = False
    family: tuple[FamilyRow, ...] = ()
    fires: tuple[str, ...] = ()  # designations in square brackets
    quiet: tuple[str, ...] = ()
    note: str = ""


class PatternRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of writing designations that also covers families we do not list."""

    id: str
    kind: str
    country: str | None = None
    pattern: str  # a regular expression, case-sensitive; hyphens are plain when it is tried
    needs: bool = False
    fires: tuple[str, ...]
    quiet: tuple[str, ...] = ()
    note: str = ""


class NounRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for a class of things."""

    id: str
    kind: str
    words: tuple[str, ...]  # singular, small letters; the plural is made by rule
    same: bool = False  # the plural is the singular: aircraft
    plural_only: bool = False  # only the plural means the thing: arms, fighters
    not_before: tuple[str, ...] = ()  # the next word that makes it something else
    not_after: tuple[str, ...] = ()  # the word in front that makes it something else
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    note: str = ""


class EquipmentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that one file of `data/equipment` may hold."""

    group: tuple[GroupRow, ...] = ()
    pattern: tuple[PatternRow, ...] = ()
    noun: tuple[NounRow, ...] = ()
    carriers: tuple[str, ...] = ()  # nouns that a designation describes: systems, batteries, planes
    ship_prefixes: tuple[str, ...] = ()  # USS, HMS
    ship_kinds: tuple[str, ...] = ()  # nouns that may follow "-class"
    hull_prefixes: tuple[str, ...] = ()  # DDG, CVN
    name_verbs: tuple[str, ...] = ()  # named, known, designated: they give a thing a second name
    replace_verbs: tuple[str, ...] = ()
    carry_verbs: tuple[str, ...] = ()  # "can carry nuclear warheads"
    range_words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()  # what a weapon has a number of: missiles, tubes, crew
