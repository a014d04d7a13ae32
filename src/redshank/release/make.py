"""Publish a version of an archive as a data set: a folder of tables, codebook, manifest, citation, and what changed.

The same archive, version, date and question give the same bytes.
"""

import contextlib
import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.ask.write import cell
from redshank.ontology.types import load_ontology
from redshank.query import Names, Query
from redshank.query.write import flat
from redshank.records.errors import InputError
from redshank.release.changes import Change, Changes, changes_since
from redshank.release.manifest import MANIFEST, file_hash, filters_given, manifest_of
from redshank.release.pages import About, changes_page, check_about, citation, codebook, load_words, readme
from redshank.release.tables import KINDS, Content
from redshank.store.parquet import connect, disk_errors, quoted

if TYPE_CHECKING:
    from redshank.store import Archive

PARQUET = ("events", "claims")  # the other tables are small and go out as CSV alone
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
LONGEST = 16_000_000  # bytes of one row


class Released(msgspec.Struct, frozen=True, kw_only=True):
    """What was published."""

    folder: Path
    events: int
    stories: int
    changes: Changes


def release(
    archive: "Archive", about: About, out: Path, query: Query | None = None, previous: Path | None = None
) -> Released:
    """Publish a version as a folder of its own in `out`; it appears when it is whole.

    Args:
        archive: what is published.
        about: version, date, title, authors.
        out: the folder that holds all versions.
        query: which events; all that stand when left out. Its limit and order are not looked at.
        previous: folder of the release before; the newest one in `out` when left out.

    Raises:
        InputError: the version exists, or is no name for a folder; `previous` is no release.
    """
    about = check_about(about)
    query = query or Query()
    folder = _free(out, about.version)
    before = _release(previous) if previous else newest(out)
    names = Names()
    part = folder.with_name(f".{folder.name}.part")
    with disk_errors(folder), _whole(part, folder):
        content = Content(archive, query, names)
        rows = {name: _write(part, name, columns, rows) for name, columns, rows in content.tables()}
        changes = _changes(archive, part, before)
        _write_changes(part / "CHANGES.csv", changes)
        _text(part / "codebook.md", codebook(load_words(), load_ontology(names.folders)))
        _text(part / "CITATION.cff", citation(about))
        manifest = manifest_of(content, about, query, rows, changes)
        notes = _notes(before, query, {e["engine"] for e in manifest["made_with"]})
        _text(part / "changes.md", changes_page(changes, about, notes))
        manifest["files"] = {p.name: file_hash(p) for p in sorted(part.iterdir())}
        _text(part / "README.md", readme(about, manifest))
        manifest["files"]["README.md"] = file_hash(part / "README.md")
        manifest["files"] = dict(sorted(manifest["files"].items()))
        _text(part / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2).decode() + "\n")
    return Released(folder=folder, events=rows["events"], stories=rows["stories"], changes=changes)


def newest(out: Path) -> Path | None:
    """Return the newest release in a folder: by its date, then by its version."""
    found = [p.parent for p in out.glob(f"*/{MANIFEST}") if not p.parent.name.startswith(".")]
    return max(found, key=lambda p: (_manifest(p)["date"], _natural(p.name)), default=None)


def _natural(version: str) -> list[tuple[int, int, str]]:
    """Let 1.10 come after 1.9."""
    return [(1, int(p), "") if p.isdigit() else (0, 0, p) for p in re.findall(r"\d+|\D+", version)]


def _free(out: Path, version: str) -> Path:
    if not VERSION.fullmatch(version):
        raise InputError(f"{version!r} is no version: letters, digits and . _ + - only, for example 1.0 or 2024-06.")
    folder = out / version
    if folder.exists():
        raise InputError(f"{folder} exists already, and a release never changes. Give another version.")
    return folder


def _release(folder: Path) -> Path:
    if not (folder / MANIFEST).is_file():
        raise InputError(f"{folder} is no release: {MANIFEST} is missing in it.")
    return folder


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=dict)
        return {"date": "", "version": folder.name, **found}
    except msgspec.MsgspecError as error:
        raise InputError(f"{folder / MANIFEST} cannot be read: {error}. Restore it or move the folder away.") from None


@contextlib.contextmanager
def _whole(part: Path, folder: Path) -> Iterator[None]:
    """Make a folder under a hidden name; give it its own when all of it is there, remove it when something fails."""
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write(folder: Path, name: str, columns: tuple[str, ...], rows: Iterator[Any]) -> int:
    """Write a table as CSV, and as Parquet where it is one of the large ones; return how many rows it has."""
    lines = folder / f"{name}.ndjson"
    is_parquet = name in PARQUET
    count = 0
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream, lines.open("wb") as typed:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([cell(flat(value)) for value in row])
            if is_parquet:
                typed.write(msgspec.json.encode(dict(zip(columns, row, strict=True))) + b"\n")
            count += 1
    if is_parquet:
        _parquet(lines, columns, folder / f"{name}.parquet")
    lines.unlink()
    return count


def _parquet(lines: Path, columns: tuple[str, ...], path: Path) -> None:
    kinds = ", ".join(f"'{name}': '{KINDS.get(name, 'VARCHAR')}'" for name in columns)
    with connect() as tables:
        tables.execute("SET threads = 1")  # so that the rows lie in the file in one order
        tables.execute(
            f"COPY (SELECT * FROM read_json('{quoted(lines)}', format='newline_delimited', columns={{{kinds}}}, "
            f"maximum_object_size={LONGEST})) TO '{quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _changes(archive: "Archive", part: Path, before: Path | None) -> Changes:
    if before is None:
        return Changes(previous=None)
    old = before / "events.parquet"
    if not old.is_file():
        raise InputError(f"{before} holds no events.parquet, so that nothing can be compared. Give another --previous.")
    return changes_since(archive, old, _manifest(before)["version"], part / "events.parquet")


def _write_changes(path: Path, changes: Changes) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(Change.__struct_fields__)
        writer.writerows([cell(v) for v in msgspec.structs.astuple(change)] for change in changes.changes)


def _notes(before: Path | None, query: Query, engines: set[str]) -> list[str]:
    """Say what else is not as in the release before: what was asked for, and what coded it."""
    if before is None:
        return []
    old = _manifest(before)
    notes = []
    if old.get("filters", {}) != msgspec.to_builtins(filters_given(query)):
        notes.append("The filters are not those of the release before; events also came and went by that.")
    coded = {e["engine"] for e in old.get("made_with", ())}
    if coded != engines:
        names = (", ".join(sorted(e)) or "none" for e in (coded, engines))
        notes.append(f"Coded by another engine: {' -> '.join(names)} (`made_with` in the manifests says what differs).")
    return notes
