"""Weapons and platforms: families, designations and nouns, from `data/equipment/*.toml`; found by one automaton."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from redshank.lexicon.equipment_rows import EquipmentFile, GroupRow, NounRow, PatternRow
from redshank.lexicon.files import found, home, read_toml
from redshank.records import Span
from redshank.records.errors import LexiconError

PATTERN = "equipment/*.toml"
UNITS = "units.toml"
# Signs that writers and pages use for the hyphen, and spaces that must not break: read as the plain ones.
PLAIN = str.maketrans({"‐": "-", "‑": "-", "–": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
# What may follow a designation: T-72B3, F-16C/D, S-300PMU-2, Iskander-M, Mirage 2000-5.
VARIANT = re.compile(
    r"(?:[A-Z]{1,3}\d{0,2}[A-Z]{0,2}|[A-Z]?[a-z]{0,2}(?=[-/]))?(?:[-/](?:[A-Z]{1,3}\d{0,2}|\d{1,2}[A-Z]{0,2}))?(?![A-Za-z0-9])"
)
SPACED_VARIANT = re.compile(r" (?:Mk\.? ?(?:[IVX]+|\d{1,2})|Block (?:[IVX]+|\d{1,3})|PAC-\d|II|III|IV)(?!\w)")
PLURAL = re.compile(r"(?:s|['’]?s)(?!\w)")
How = Literal["name", "alias", "reporting", "pattern", "ship", "class"]


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One weapon or platform that we know."""

    id: str
    name: str
    kind: str
    also: tuple[str, ...] = ()
    reporting_name: str | None = None
    code: str | None = None
    country: str | None = None
    needs: bool = False


class Noun(msgspec.Struct, frozen=True, kw_only=True):
    """A word or phrase for a class of things, in one of its two numbers."""

    id: str
    lemma: str
    kind: str
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One written name of a family."""

    surface: str
    family: Family
    how: How


class EquipmentHit(msgspec.Struct, frozen=True, kw_only=True):
    """Where a name, a pattern or a noun stands in a text."""

    span: Span
    how: How | Literal["noun"]
    family: Family | None = None
    noun: Noun | None = None
    designation: str | None = None  # the family's name with the variant that the text gives
    kind: str
    needs: bool = False
    rule: str = ""


class EquipmentLexicon:
    """All families, patterns and nouns; `find` gives what a text holds."""

    def __init__(self, files: Sequence[EquipmentFile]) -> None:
        groups: dict[str, GroupRow] = {}
        patterns: dict[str, PatternRow] = {}
        nouns: dict[str, NounRow] = {}
        for file in files:
            groups.update((g.id, g) for g in file.group)
            patterns.update((p.id, p) for p in file.pattern)
            nouns.update((n.id, n) for n in file.noun)
        self.groups, self.patterns, self.noun_rows = groups, patterns, nouns
        self.carriers = frozenset(w for f in files for w in f.carriers)
        self.name_verbs = frozenset(w for f in files for w in f.name_verbs)
        self.ship_prefixes = tuple(dict.fromkeys(w for f in files for w in f.ship_prefixes))
        self.ship_kinds = tuple(dict.fromkeys(w for f in files for w in f.ship_kinds))
        self.hull_prefixes = tuple(dict.fromkeys(w for f in files for w in f.hull_prefixes))
        self.families: dict[str, Family] = {f.id: f for g in groups.values() for f in _families(g)}

    @cached_property
    def nouns(self) -> dict[str, Noun]:
        """Each written noun, singular and plural, in small letters."""
        return {surface: noun for row in self.noun_rows.values() for surface, noun in _forms(row)}

    @cached_property
    def names(self) -> dict[str, tuple[Name, ...]]:
        """Each written name of a family, in small letters."""
        held: dict[str, list[Name]] = {}
        for family in self.families.values():
            for name in _written(family):
                held.setdefault(name.surface.lower(), []).append(name)
        return {key: tuple(names) for key, names in held.items()}

    @cached_property
    def automaton(self) -> Any:
        """The automaton over all names and nouns; built when first needed."""
        import ahocorasick

        built = ahocorasick.Automaton()
        for key in {*self.names, *self.nouns}:
            built.add_word(key, (len(key), key))
        built.make_automaton()
        return built

    @cached_property
    def shapes(self) -> re.Pattern[str]:
        """All patterns of designations in one expression; the group that matched names the pattern."""
        parts = [f"(?P<p{i}>{p.pattern})" for i, p in enumerate(self.patterns.values())]
        ships = "|".join(map(re.escape, self.ship_prefixes)) or r"(?!)"
        kinds = "|".join(map(re.escape, self.ship_kinds)) or r"(?!)"
        hulls = "|".join(map(re.escape, self.hull_prefixes)) or r"(?!)"
        no = r"(?!(?:The|An?|Its|Their|His|Her|Two|Three|Four|One|New|First|Each|This|That)\b)"
        word = rf"{no}[A-Z][\w'’.-]*[\w]"
        parts.append(
            rf"(?P<ship>(?:{ships}) (?:(?:the|la|le|El|Al) )?{word}(?:(?: (?:de|of|the|da|del|la))* {word}){{0,3}})"
        )
        parts.append(rf"(?P<ofclass>(?:{kinds})s? of the (?P<cls1>{word}(?: {word})?)[- ]class)")
        parts.append(rf"(?P<inclass>(?P<cls2>{word}(?: {word})?)[- ]class(?= (?:[\w-]+ ){{0,3}}?(?:{kinds})))")
        parts.append(rf"(?P<hull>(?:{hulls})[- ]\d{{1,4}})")
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?=s?(?!\w))")

    def find(self, text: str) -> tuple[EquipmentHit, ...]:
        """Find all names, designations and nouns at word borders, longest first, none overlapping."""
        flat = text.translate(PLAIN)
        hits = [*self._listed(flat), *self._shaped(flat)]
        hits.sort(key=lambda h: (h.span.start, -h.span.end, h.how == "noun", h.how in {"pattern", "class"}))
        kept: list[EquipmentHit] = []
        for hit in hits:
            if not kept or hit.span.start >= kept[-1].span.end:
                kept.append(hit)
        return tuple(kept)

    def _listed(self, flat: str) -> Iterator[EquipmentHit]:
        lower = flat.lower()
        if len(lower) != len(flat):  # a letter whose small form is longer: keep the offsets
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
        for last, (length, key) in self.automaton.iter(lower):
            start, end = last + 1 - length, last + 1
            if start and not _opens(flat, start, key in self.nouns):
                continue
            noun = self.nouns.get(key)
            if noun is not None and (end == len(flat) or not flat[end].isalnum()):
                yield EquipmentHit(span=Span(start, end), how="noun", noun=noun, kind=noun.kind, rule=noun.id)
            for name in self.names.get(key, ()):
                hit = _named(flat, start, end, name)
                if hit is not None:
                    yield hit
                    break

    def _shaped(self, flat: str) -> Iterator[EquipmentHit]:
        rows = tuple(self.patterns.values())
        for match in self.shapes.finditer(flat):
            group = next(
                g for g in ("ship", "ofclass", "inclass", "hull", *(f"p{i}" for i in range(len(rows)))) if match[g]
            )
            span = Span(match.start(), match.end())
            if group == "ship":
                yield EquipmentHit(span=span, how="ship", designation=match[0], kind="warship", rule="ship")
            elif group == "hull":
                yield EquipmentHit(span=span, how="ship", designation=match[0], kind="warship", rule="hull")
            elif group in {"ofclass", "inclass"}:
                said = match["cls1"] or match["cls2"]
                noun = self._ship_noun(match[0] if group == "ofclass" else flat[match.end() : match.end() + 60])
                family = next((n.family for n in self.names.get(f"{said.lower()} class", ())), None)
                kind = family.kind if family else noun.kind if noun else "warship"
                yield EquipmentHit(
                    span=span, how="class", family=family, designation=f"{said} class", kind=kind, rule="class"
                )
            else:
                row = rows[int(group[1:])]
                yield EquipmentHit(
                    span=span, how="pattern", designation=match[0], kind=row.kind, needs=row.needs, rule=row.id
                )

    def _ship_noun(self, words: str) -> Noun | None:
        hit = re.search("|".join(map(re.escape, self.ship_kinds)), words)
        return self.nouns.get(hit[0]) if hit else None


def _opens(flat: str, start: int, is_noun: bool) -> bool:
    """Say whether a word may start here: not inside another, and no name behind a hyphen ("AC-130", "un-Kalibr")."""
    before = flat[start - 1]
    return not before.isalnum() and (is_noun or before not in "-." or start < 2 or not flat[start - 2].isalnum())


def _families(group: GroupRow) -> Iterator[Family]:
    for row in group.family:
        yield Family(
            id=row.name.lower().replace(" ", "-"),
            name=row.name,
            kind=row.kind or group.kind,
            also=row.also,
            reporting_name=row.nato,
            code=row.code,
            country=row.country or group.country,
            needs=group.needs if row.needs is None else row.needs,
        )


def _written(family: Family) -> Iterator[Name]:
    """Give the ways to write a family's names: SS-26, SS-26 Stone, Su-25, Su 25, Su25."""
    both = f"{family.code} {family.reporting_name}" if family.code and family.reporting_name else None
    for surface, how in (
        (family.name, "name"),
        *((a, "alias") for a in family.also),
        (family.code, "reporting"),
        (family.reporting_name, "reporting"),
        (both, "reporting"),
    ):
        if surface:
            for form in _hyphens(surface):
                yield Name(surface=form, family=family, how=how)  # type: ignore[arg-type]


def _hyphens(surface: str) -> tuple[str, ...]:
    if surface.endswith(" class"):
        return (surface, f"{surface[:-6]}-class")
    if re.fullmatch(r"[A-Za-z/]{1,5}-\d+\w*", surface) and len(surface) > 3:
        return (surface, surface.replace("-", ""), surface.replace("-", " "))
    return (surface,)


def _named(flat: str, start: int, end: int, name: Name) -> EquipmentHit | None:
    """Check how a name is written, and take the variant that follows it."""
    written, surface = flat[start:end], name.surface
    if not (written == surface or (written == surface.upper() and (len(surface) > 3 or surface[-1].isdigit()))):
        if not (len(surface) > 3 and written == surface.capitalize() and surface.isupper() and surface.isalpha()):
            return None
    family, designation = name.family, name.family.name
    stop = end
    if not surface.endswith("class"):
        tail = VARIANT.match(flat, end) if surface[-1].isdigit() or (end < len(flat) and flat[end] in "-/") else None
        spaced = SPACED_VARIANT.match(flat, tail.end() if tail else end)
        stop = spaced.end() if spaced else tail.end() if tail else end
    if stop < len(flat) and (flat[stop].isalnum() and not PLURAL.match(flat, stop)):
        return None
    if name.how == "name" and stop > end:
        designation += flat[end:stop]
    weak = (
        family.needs
        or (name.how == "reporting" and surface == family.reporting_name)
        or " " in written
        and surface not in {written}
    )
    return EquipmentHit(
        span=Span(start, stop),
        how=name.how,
        family=family,
        designation=designation,
        kind=family.kind,
        needs=weak and stop == end,
        rule=family.id,
    )


def _forms(row: NounRow) -> Iterator[tuple[str, Noun]]:
    for word in row.words:
        noun = Noun(
            id=row.id,
            lemma=word,
            kind=row.kind,
            not_before=frozenset(row.not_before),
            not_after=frozenset(row.not_after),
        )
        for form in (word,) if row.same else (plural(word),) if row.plural_only else (word, plural(word)):
            yield form, noun
            if "-" in form:
                yield form.replace("-", " "), noun


def plural(word: str) -> str:
    """Return the regular plural of a noun or of the last noun of a phrase."""
    if word.endswith("man") and not word.endswith("human"):
        return f"{word[:-3]}men"
    if word.endswith("y") and word[-2:-1] not in {*"aeiou"}:
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "ch", "sh", "edo")):
        return f"{word}es"
    return f"{word}s"


@cache
def _load(folders: tuple[Path, ...]) -> EquipmentLexicon:
    files = [(p, read_toml(p, EquipmentFile)) for p in found(folders, PATTERN) if p.name != UNITS]
    if not any(f.noun for _, f in files):
        raise LexiconError(f"No {PATTERN} with nouns in {', '.join(map(str, folders))}. Is the installation complete?")
    for path, file in files:
        for row in file.pattern:
            try:
                re.compile(row.pattern)
            except re.error as error:
                raise LexiconError(f"{path}, pattern {row.id!r}: {error}. Mend the regular expression.") from None
    return EquipmentLexicon([f for _, f in files])


def load_equipment(folders: Sequence[Path] = ()) -> EquipmentLexicon:
    """Load weapons and platforms from every folder: ours first, the user's over them; none given: ours."""
    return _load(tuple(folders) or (home(),))
