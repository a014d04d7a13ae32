"""Read the entity files: states, leaders, bodies, groups, nouns for people. Strict, and overlays win by id."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from redshank.lexicon.entity_records import Entity, Noun, Office, Term, Title
from redshank.lexicon.entity_rows import (
    AgentFile,
    AnaphorFile,
    AnaphorRow,
    BodyFile,
    BodyRow,
    LeaderRow,
    NamingFile,
    StateRow,
)
from redshank.records.errors import LexiconError

TOML_FILES = ("regions", "organisations", "institutions", "groups")
# What a TOML entry is when it does not say so itself.
KINDS = {"regions": "bloc", "organisations": "igo", "institutions": "institution", "groups": "armed_group"}
LIST_CELLS = ("names", "adjectives", "people", "capital", "metonyms", "sectors", "aliases")

Row = TypeVar("Row", bound=msgspec.Struct)


def _list(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def read_csv(path: Path, row: type[Row]) -> Iterator[Row]:
    """Read one table; cells that hold lists are split at `|`, empty cells left out."""
    with path.open(encoding="utf-8", newline="") as file:
        for line, cells in enumerate(csv.DictReader(file), 2):
            if None in cells or None in cells.values():
                raise LexiconError(f"{path}, line {line}: the number of cells is not that of the header. Quote commas.")
            yield _convert({k: _cell(k, v) for k, v in cells.items() if v.strip()}, row, f"{path}, line {line}")


def _cell(column: str, value: str) -> object:
    if column in LIST_CELLS:
        return tuple(part.strip() for part in value.split("|") if part.strip())
    return value.strip()


def read_toml(path: Path, shape: type[Row]) -> Row:
    """Read one TOML file into its record."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: not valid TOML ({error}). Mend that line.") from None
    return _convert(found, shape, str(path))


def _convert(value: object, shape: type[Row], where: str) -> Row:
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise LexiconError(f"{where}{_entry(value, str(error))}: {error}. Mend or remove the entry.") from None


def _entry(value: Any, message: str) -> str:
    """Name the entry that `$.entity[12]` in a message of msgspec points at."""
    try:
        table, number = message.split("`$.")[1].split("]")[0].split("[")
        row = value[table][int(number)]
        return f", {table} {row.get('code') or row.get('nouns') or row.get('words') or number!r}"
    except (IndexError, ValueError, KeyError, TypeError):
        return ""


def _existing(folders: Sequence[Path], name: str) -> Iterator[Path]:
    for folder in folders:
        path = folder / "entities" / name
        if path.is_file():
            yield path


def read_entities(folders: Sequence[Path]) -> dict[str, Entity]:
    """Read all named entities, by id; later folders win."""
    found: dict[str, Entity] = {}
    for path in _existing(folders, "states.csv"):
        found.update((e.id, e) for e in map(_state, read_csv(path, StateRow)))
    for name in TOML_FILES:
        for path in _existing(folders, f"{name}.toml"):
            for entity in _joined(_body(row, KINDS[name]) for row in read_toml(path, BodyFile).entity):
                held = found.get(entity.id)
                found[entity.id] = entity if held is None else _one_of_two(held, entity, path)
    people: dict[tuple[str, str, str, str | None], LeaderRow] = {}
    for path in _existing(folders, "leaders.csv"):
        people.update(((r.name, r.country, r.office, r.start), r) for r in read_csv(path, LeaderRow))
    for person in _persons(people.values()):
        found[person.id] = person
    return found


def _state(row: StateRow) -> Entity:
    return Entity(
        id=row.code,
        name=row.name,
        kind="state",
        family="state",
        code=row.code,
        country=row.country or row.code,
        plover=row.plover,
        sectors=row.sectors,
        names=(row.name, *row.names),
        adjectives=row.adjectives,
        people=row.people,
        capital=row.capital,
        metonyms=row.metonyms,
        start=row.start,
        end=row.end,
    )


def _body(row: BodyRow, kind: str) -> Entity:
    ambiguous = row.ambiguous
    names = (row.name, *row.names)
    return Entity(
        id=row.code or f"{row.country}:{row.name}",
        name=row.name,
        kind=row.kind or kind,
        family=kind,
        code=row.code or row.country,
        country=row.country,
        plover=row.plover,
        sectors=row.sectors,
        names=names,
        adjectives=row.adjectives,
        people=row.people,
        metonyms=row.metonyms,
        members=row.members,
        parent=row.parent,
        terms=tuple(Term(start=p.start, end=p.end, sectors=p.sectors) for p in row.period),
        start=row.start,
        end=row.end,
        ambiguous=names if ambiguous is True else () if ambiguous is False else ambiguous,
        codable=row.codable,
    )


def _one_of_two(held: Entity, entity: Entity, path: Path) -> Entity:
    """Settle a code that an earlier file has: a state keeps it and takes the names; else the later file wins."""
    if held.family != "state":
        return entity
    if not set(held.names) & set(entity.names):
        raise LexiconError(f"{path}, entity {entity.id!r} ({entity.name}): {held.name} has this code. Choose another.")
    return _join(held, entity)


def _joined(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Join entries of one file that carry the same code: the second holds the ambiguous names of the first."""
    found: dict[str, Entity] = {}
    for entity in entities:
        held = found.get(entity.id)
        found[entity.id] = entity if held is None else _join(held, entity)
    return found.values()


def _join(held: Entity, more: Entity) -> Entity:
    return msgspec.structs.replace(
        held,
        names=tuple(dict.fromkeys(held.names + more.names)),
        ambiguous=tuple(dict.fromkeys(n for n in held.ambiguous + more.ambiguous if n not in _sure(held, more))),
        adjectives=tuple(dict.fromkeys(held.adjectives + more.adjectives)),
        people=tuple(dict.fromkeys(held.people + more.people)),
        metonyms=tuple(dict.fromkeys(held.metonyms + more.metonyms)),
        terms=held.terms or more.terms,
    )


def _sure(*entities: Entity) -> frozenset[str]:
    return frozenset(n for e in entities for n in e.names if n not in e.ambiguous)


def _persons(rows: Iterable[LeaderRow]) -> Iterator[Entity]:
    grouped: dict[tuple[str, str], list[LeaderRow]] = {}
    for row in rows:
        grouped.setdefault((row.name, row.country), []).append(row)
    for (name, country), held in grouped.items():
        aliases = tuple(dict.fromkeys(a for row in held for a in row.aliases))
        offices = tuple(
            Office(office=r.office, country=r.country, start=r.start, end=r.end, sectors=r.sectors, note=r.note)
            for r in sorted(held, key=lambda r: r.start or "")
        )
        yield Entity(
            id=f"person:{name.casefold().replace(' ', '-')}:{country}",
            name=name,
            kind="person",
            family="person",
            code=country,
            country=country,
            sectors=offices[-1].sectors,
            names=(name, *aliases),
            offices=offices,
        )


def read_nouns(folders: Sequence[Path]) -> tuple[dict[str, Noun], dict[str, Title], dict[str, tuple[str, ...]]]:
    """Read nouns for people, titles and modifiers, each by its words in small letters."""
    nouns: dict[str, Noun] = {}
    titles: dict[str, Title] = {}
    modifiers: dict[str, tuple[str, ...]] = {}
    for path in _existing(folders, "agents.toml"):
        file = read_toml(path, AgentFile)
        for rows, known in ((file.unknown, False), (file.agent, True)):
            for noun in rows:
                sectors = _list(noun.sector)
                nouns.update(
                    (w.lower(), Noun(words=w.lower(), sectors=sectors, known=known, weak=noun.weak)) for w in noun.nouns
                )
        for title in file.title:
            sectors = _list(title.sectors)
            titles.update(
                (w.lower(), Title(words=w.lower(), sectors=sectors, office=title.office)) for w in title.words
            )
        for modifier in file.modifier:
            modifiers.update((w.lower(), _list(modifier.sector)) for w in modifier.words)
    return nouns, titles, modifiers


def read_naming(folders: Sequence[Path]) -> NamingFile:
    """Read how persons are called for short; the last file wins."""
    found = NamingFile()
    for path in _existing(folders, "naming.toml"):
        found = read_toml(path, NamingFile)
    return found


def read_personal(folders: Sequence[Path]) -> frozenset[str]:
    """Read the adjectives that only an actor can bear."""
    return frozenset(
        word for path in _existing(folders, "anaphora.toml") for word in read_toml(path, AnaphorFile).personal
    )


def read_anaphora(folders: Sequence[Path]) -> dict[str, AnaphorRow]:
    """Read the nouns that point back, by word."""
    found: dict[str, AnaphorRow] = {}
    for path in _existing(folders, "anaphora.toml"):
        for row in read_toml(path, AnaphorFile).anaphor:
            found.update((noun.lower(), row) for noun in row.nouns)
    return found
