"""From records to columns: the DuckDB type of a record's fields, so that the schema of a table stands in one place."""

import datetime
from functools import cache
from typing import Any

import msgspec

from redshank.records import Event
from redshank.records.claim import Claim
from redshank.records.filed import (
    ClaimKey,
    EventKey,
    Mark,
    RegisterKey,
    Sighting,
    SkipRow,
    StoryRow,
    TextRow,
)
from redshank.records.register import Restriction, Transfer

DATES = frozenset({"published", "day_from", "day_to"})
SCALARS = {
    msgspec.inspect.StrType: "VARCHAR",
    msgspec.inspect.LiteralType: "VARCHAR",
    msgspec.inspect.BoolType: "BOOLEAN",
    msgspec.inspect.IntType: "BIGINT",
    msgspec.inspect.FloatType: "DOUBLE",
}
# table -> the records whose fields are its columns; the second one's `id` is called `seq`
TABLES: dict[str, tuple[type, ...]] = {
    "stories": (StoryRow,),
    "texts": (TextRow,),
    "events": (EventKey, Event),
    "claims": (ClaimKey, Claim),
    "transfers": (RegisterKey, Transfer),
    "restrictions": (RegisterKey, Restriction),
    "sightings": (Sighting,),
    "skips": (SkipRow,),
    "marks": (Mark,),
}
MAIN = ("stories", "events", "claims", "transfers", "restrictions")


@cache
def columns(table: str) -> dict[str, str]:
    """Return the columns of a table of the archive with their DuckDB types, in order."""
    found: dict[str, str] = {}
    for number, record in enumerate(TABLES[table]):
        for field, name, kind in _fields(record):
            column = renamed(table, number, name)
            is_date = number == 0 and field in DATES
            found[column] = "DATE" if is_date else duckdb_type(kind)
    return found


@cache
def renamed_fields(table: str) -> dict[str, str]:
    """Return for each field of the second record the column that holds it."""
    return {name: renamed(table, 1, name) for _, name, _ in _fields(TABLES[table][1])}


def renamed(table: str, number: int, name: str) -> str:
    """Return the column of a field: what both records of a table have is told apart."""
    if number == 0:
        return name
    if name == "id":
        return "seq"
    first = {field for _, field, _ in _fields(TABLES[table][0])}
    return f"own_{name}" if name in first else name


def _fields(record: type) -> tuple[tuple[str, str, msgspec.inspect.Type], ...]:
    info = msgspec.inspect.type_info(record)
    assert isinstance(info, msgspec.inspect.StructType)
    return tuple((f.name, f.encode_name, f.type) for f in info.fields)


def duckdb_type(kind: msgspec.inspect.Type) -> str:
    """Return the DuckDB type that holds a field: a span is a list of two numbers, a record a STRUCT."""
    if isinstance(kind, msgspec.inspect.UnionType):
        inner = [t for t in kind.types if not isinstance(t, msgspec.inspect.NoneType)]
        return duckdb_type(inner[0]) if len(inner) == 1 else "VARCHAR"
    if isinstance(kind, msgspec.inspect.VarTupleType):
        return duckdb_type(kind.item_type) + "[]"
    if isinstance(kind, msgspec.inspect.StructType):
        if kind.array_like:
            return "INTEGER[]"
        inside = ", ".join(f'"{f.encode_name}" {duckdb_type(f.type)}' for f in kind.fields)
        return f"STRUCT({inside})"
    if isinstance(kind, msgspec.inspect.LiteralType) and all(isinstance(v, int) for v in kind.values):
        return "BIGINT"
    return SCALARS[type(kind)]


def row_of(table: str, key: Any, record: Any = None) -> dict[str, Any]:
    """Return one row: the key's fields, then the record's."""
    row: dict[str, Any] = msgspec.to_builtins(key)
    if record is not None:
        names = renamed_fields(table)
        row.update((names[name], value) for name, value in msgspec.to_builtins(record).items())
    return row


def records_of(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the records that a row holds; fields that an older file lacks take their defaults."""
    return tuple(_record(table, number, record, row) for number, record in enumerate(TABLES[table]))


def _record(table: str, number: int, record: type, row: dict[str, Any]) -> Any:
    given = {}
    for column, name, is_required in _plan(table, number):
        value = row.get(column)
        if value is not None or is_required:
            given[name] = value.isoformat() if isinstance(value, datetime.date) else value
    try:
        return msgspec.convert(given, record)
    except msgspec.ValidationError:  # a field inside that the file did not know yet
        return msgspec.convert(_without_unknown(given, msgspec.inspect.type_info(record)), record)


@cache
def _plan(table: str, number: int) -> tuple[tuple[str, str, bool], ...]:
    """Return column, field and whether the field must be given, for each field of a record."""
    info = msgspec.inspect.type_info(TABLES[table][number])
    assert isinstance(info, msgspec.inspect.StructType)
    return tuple((renamed(table, number, f.encode_name), f.encode_name, f.required) for f in info.fields)


def _without_unknown(value: Any, kind: msgspec.inspect.Type) -> Any:
    """Leave out what is null and has a default, however deep it lies."""
    if isinstance(kind, msgspec.inspect.UnionType):
        kind = next(t for t in kind.types if not isinstance(t, msgspec.inspect.NoneType))
    if isinstance(kind, msgspec.inspect.VarTupleType) and isinstance(value, list):
        return [_without_unknown(v, kind.item_type) for v in value]
    if isinstance(kind, msgspec.inspect.StructType) and isinstance(value, dict):
        return {
            f.encode_name: _without_unknown(value[f.encode_name], f.type)
            for f in kind.fields
            if f.encode_name in value and (f.required or value[f.encode_name] is not None)
        }
    return value
