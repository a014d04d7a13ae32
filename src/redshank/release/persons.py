"""Persons without public office go out by role: names of a story in, names or roles out. Sentences stay."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.export.parties import role_of
from redshank.export.tables import load_tables
from redshank.records.resolved import Actor
from redshank.registers.records import Deal, Measure
from redshank.registers.tellings import truth_rows

if TYPE_CHECKING:
    from redshank.store import Archive


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of the rest of a reading."""

    actors: tuple[Actor, ...] = ()


class Persons:
    """Who must not be named, by story."""

    def __init__(self, archive: "Archive") -> None:
        self._by_name: dict[str, dict[str, str]] = {}
        self._by_id: dict[tuple[str, str], str] = {}
        tables = load_tables()
        stories = [r["id"] for r in archive.rows("SELECT id FROM stories WHERE standing = 'current'")]
        for row in truth_rows(archive, "stories", stories):
            for actor in msgspec.json.decode(row["rest"], type=Cast).actors:
                if actor.kind == "person" and not actor.office:
                    role = role_of(actor.sectors, actor.country, tables)
                    self._by_name.setdefault(row["id"], {})[actor.name] = role
                    self._by_id[row["id"], actor.id] = role

    def name(self, story: str, name: str | None, actor: str | None = None) -> str | None:
        """Return a name of a story as it is published."""
        role = self._by_id.get((story, actor or ""))
        return role or (self._by_name.get(story, {}).get(name, name) if name else name)

    def value(self, story: str, value: Any) -> Any:
        """Return a cell that holds a name, or several, as it is published."""
        if isinstance(value, list):
            return [self.name(story, v) for v in value]
        return self.name(story, value)

    def line(self, story: str, words: str | None) -> str | None:
        """Return plain words with the roles in place of the names."""
        for name, role in sorted(self._by_name.get(story, {}).items(), key=lambda n: -len(n[0])):
            words = words.replace(name, role) if words else words
        return words

    def row(self, row: Deal | Measure) -> Deal | Measure:
        """Return a row of a register as it is published."""
        roles = {n: r for t in row.tellings for n, r in self._by_name.get(t.story, {}).items()}

        def public(name: str) -> str:
            return roles.get(name, name)

        tellings = tuple(
            msgspec.structs.replace(t, holder=public(t.holder), denied_by=_each(t.denied_by, public))
            for t in row.tellings
        )
        changed = msgspec.structs.replace(
            row, holder=public(row.holder), denied_by=_each(row.denied_by, public), tellings=tellings
        )
        if isinstance(changed, Deal):
            figures = tuple(msgspec.structs.replace(f, holder=public(f.holder)) for f in changed.figures)
            return msgspec.structs.replace(changed, figures=figures)
        called = tuple(msgspec.structs.replace(c, by=public(c.by)) for c in changed.called)
        return msgspec.structs.replace(changed, called=called)


def _each(names: Sequence[str], public: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(public(name) for name in names))
