"""How names of weapons are written: records of families, nouns and hits, variants, hyphens, plurals."""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from redshank.lexicon.equipment_rows import GroupRow, NounRow
from redshank.records import Span

# Signs that writers and pages use for the hyphen, and spaces that must not break: read as the plain ones.
PLAIN = str.maketrans({"‐": "-", "‑": "-", "–": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
# What may follow a designation: T-72B3, F-16C/D, S-300PMU-2, Iskander-M, Mirage 2000-5.
VARIANT = re.compile(
    r"(?:[A-Z]{1,3}\d{0,2}[A-Z]{0,2}|[A-Z]?[a-z]{0,2}(?=[-/]))?(?:[-/](?:[A-Z]{1,3}\d{0,2}|\d{1,2}[A-Z]{0,2}))?(?![A-Za-z0-9])"
)
SPACED_VARIANT = re.compile(r" (?:Mk\.? ?(?:[IVX]+|\d{1,2})|Block (?:[IVX]+|\d{1,3})|PAC-\d|II|III|IV)(?!\w)")
PLURAL = re.compile(r"(?:s|['’]?s)(?!\w)")
OPENING = frozenset("\"'“‘«")
CLOSING = frozenset("\"'”’»")
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


def opens(flat: str, start: int, is_noun: bool) -> bool:
    """Say whether a word may start here: not inside another, and no name behind a hyphen ("AC-130", "un-Kalibr")."""
    before = flat[start - 1]
    return not before.isalnum() and (is_noun or before not in "-." or start < 2 or not flat[start - 2].isalnum())


def families_of(group: GroupRow) -> Iterator[Family]:
    """Give the families of a group; what a row leaves out, the group says."""
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


def written(family: Family) -> Iterator[Name]:
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
        # "Su 25" is the aircraft; "AT 16" and "A 50" are words before a number.
        spaced = (surface.replace("-", " "),) if any(c.islower() for c in surface.split("-")[0]) else ()
        return (surface, surface.replace("-", ""), *spaced)
    return (surface,)


def named_hit(flat: str, start: int, end: int, name: Name) -> EquipmentHit | None:
    """Check how a name is written, and take the variant that follows it."""
    surface = name.surface
    if not _is_written(flat[start:end], surface):
        return None
    # NATO's names are ordinary words ("Bear", "May"): alone they are names only in quotation marks.
    is_quoted = flat[max(0, start - 1) : start] in OPENING and flat[end : end + 1] in CLOSING
    if name.how == "reporting" and surface == name.family.reporting_name and not is_quoted:
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
    return EquipmentHit(
        span=Span(start, stop),
        how=name.how,
        family=family,
        designation=designation,
        kind=family.kind,
        needs=family.needs and stop == end,
        rule=family.id,
    )


def _is_written(words: str, surface: str) -> bool:
    """Say whether a name may be written so: as it stands, in capitals, or "Himars" for HIMARS."""
    if words == surface:
        return True
    if words == surface.upper() and (len(surface) > 3 or surface[-1].isdigit()):
        return True
    return len(surface) > 3 and surface.isupper() and surface.isalpha() and words == surface.capitalize()


def forms_of(row: NounRow) -> Iterator[tuple[str, Noun]]:
    """Give each written form of a row of nouns: singular, plural, with and without hyphens."""
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
