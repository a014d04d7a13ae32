"""Weapons and platforms: families, designations and nouns, from `data/equipment/*.toml`; found by one automaton."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from redshank.lexicon.equipment_names import (
    PLAIN,
    EquipmentHit,
    Family,
    Name,
    Noun,
    families_of,
    forms_of,
    named_hit,
    opens,
    plural,
    written,
)
from redshank.lexicon.equipment_rows import EquipmentFile, GroupRow, NounRow, PatternRow
from redshank.lexicon.files import found, home, read_toml
from redshank.records import Span
from redshank.records.errors import LexiconError

__all__ = ["EquipmentHit", "EquipmentLexicon", "Family", "Name", "Noun", "load_equipment", "plural"]

PATTERN = "equipment/*.toml"
UNITS = "units.toml"


class EquipmentLexicon:
    """All families, patterns and nouns; `find` gives what a text holds."""

    def __init__(self, files: Sequence[EquipmentFile]) -> None:
        self._last: tuple[str, tuple[EquipmentHit, ...]] | None = None
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
        self.replace_verbs = frozenset(w for f in files for w in f.replace_verbs)
        self.carry_verbs = frozenset(w for f in files for w in f.carry_verbs)
        self.range_words = frozenset(w for f in files for w in f.range_words)
        self.parts = frozenset(w for f in files for w in f.parts)
        self.ship_prefixes = tuple(dict.fromkeys(w for f in files for w in f.ship_prefixes))
        self.ship_kinds = tuple(dict.fromkeys(w for f in files for w in f.ship_kinds))
        self.hull_prefixes = tuple(dict.fromkeys(w for f in files for w in f.hull_prefixes))
        self.families: dict[str, Family] = {f.id: f for g in groups.values() for f in families_of(g)}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Every class that a thing may be given."""
        families = {f.kind for f in self.families.values()} | {p.kind for p in self.patterns.values()}
        return frozenset(k for k in families | {n.kind for n in self.noun_rows.values()} if k) | {*self.ship_kinds}

    @cached_property
    def nouns(self) -> dict[str, Noun]:
        """Each written noun, singular and plural, in small letters."""
        return {surface: noun for row in self.noun_rows.values() for surface, noun in forms_of(row)}

    @cached_property
    def names(self) -> dict[str, tuple[Name, ...]]:
        """Each written name of a family, in small letters."""
        held: dict[str, list[Name]] = {}
        for family in self.families.values():
            for name in written(family):
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
        months = "January|February|March|April|May|June|July|August|September|October|November|December"
        day = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{months})"
        kind = "|".join(map(re.escape, sorted(set(self.ship_kinds) - {"boat", "carrier"}, key=len, reverse=True)))
        parts.append(
            rf"(?P<named>(?:{kind}) {day}"
            rf"(?P<called>{word}(?:(?: (?:de|of|the|da|del|la))* {word}){{0,2}}(?![- ]class)))"
        )
        parts.append(rf"(?P<ofclass>(?:{kinds})s? of the (?P<cls1>{word}(?: {word})?)[- ]class)")
        parts.append(rf"(?P<inclass>(?P<cls2>{word}(?: {word})?)[- ]class(?= (?:[\w-]+ ){{0,3}}?(?:{kinds})))")
        parts.append(rf"(?P<hull>(?:{hulls})[- ]\d{{1,4}})")
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?=s?(?!\w))")

    def find(self, text: str) -> tuple[EquipmentHit, ...]:
        """Find all names, designations and nouns at word borders, longest first, none overlapping."""
        if self._last is not None and self._last[0] == text:
            return self._last[1]  # two stages ask for the same story
        flat = text.translate(PLAIN)
        hits = [*self._listed(flat), *self._shaped(flat)]
        hits.sort(key=lambda h: (h.span.start, -h.span.end, h.how == "noun", h.how in {"pattern", "class"}))
        kept: list[EquipmentHit] = []
        for hit in hits:
            if not kept or hit.span.start >= kept[-1].span.end:
                kept.append(hit)
        self._last = (text, tuple(kept))
        return self._last[1]

    def _listed(self, flat: str) -> Iterator[EquipmentHit]:
        lower = flat.lower()
        if len(lower) != len(flat):  # a letter whose small form is longer: keep the offsets
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
        for last, (length, key) in self.automaton.iter(lower):
            start, end = last + 1 - length, last + 1
            if start and not opens(flat, start, key in self.nouns):
                continue
            noun = self.nouns.get(key)
            if noun is not None and (end == len(flat) or not flat[end].isalnum()):
                yield EquipmentHit(span=Span(start, end), how="noun", noun=noun, kind=noun.kind, rule=noun.id)
            for name in self.names.get(key, ()):
                hit = named_hit(flat, start, end, name)
                if hit is not None:
                    yield hit
                    break

    def _shaped(self, flat: str) -> Iterator[EquipmentHit]:
        rows = tuple(self.patterns.values())
        for match in self.shapes.finditer(flat):
            group = next(
                g
                for g in ("ship", "named", "ofclass", "inclass", "hull", *(f"p{i}" for i in range(len(rows))))
                if match[g]
            )
            span = Span(match.start(), match.end())
            if group == "ship":
                yield EquipmentHit(span=span, how="ship", designation=match[0], kind="warship", rule="ship")
            elif group == "named":
                noun = self._ship_noun(match[0])
                kind = noun.kind if noun else "warship"
                yield EquipmentHit(span=span, how="ship", designation=match["called"], kind=kind, rule="named")
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
