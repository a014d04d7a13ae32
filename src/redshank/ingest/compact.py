"""Join small units to larger ones, so that an archive that grows a little every day does not end in a million files."""

from redshank.records.errors import ArchiveError
from redshank.store import Writer
from redshank.store.layout import sync_folder
from redshank.store.ledger import Unit, UnitFile
from redshank.store.parquet import disk_errors, files_sql, quoted, sync_file
from redshank.store.rows import key_of
from redshank.store.writer import hash_of

SMALL = 4_096  # stories; a larger unit is left alone
LARGEST = 16_384
FEWEST = 32  # small units that make it worth while


def compact(writer: Writer, fewest: int = FEWEST) -> int:
    """Join small units; return how many went into larger ones. Nothing of what they hold is changed.

    Args:
        writer: of the archive; nothing may wait to be stored.
        fewest: below this number of small units nothing is done.
    """
    small = [unit for unit in writer.ledger.units() if unit.stories < SMALL]
    if len(small) < fewest:
        return 0
    joined = 0
    for group in _groups(small):
        if len(group) > 1:
            _join(writer, group)
            joined += len(group)
    return joined


def _groups(units: list[Unit]) -> list[list[Unit]]:
    groups: list[list[Unit]] = [[]]
    for unit in units:
        if sum(u.stories for u in groups[-1]) + unit.stories > LARGEST:
            groups.append([])
        groups[-1].append(unit)
    return groups


def _join(writer: Writer, group: list[Unit]) -> None:
    ids = [unit.id for unit in group]
    new = key_of("joined", *ids)
    old = [file for unit in ids for file in writer.ledger.files(unit)]
    parts: dict[tuple[str, str], list[UnitFile]] = {}
    for file in old:
        parts.setdefault((file.name, file.month), []).append(file)
    files = [_join_files(writer, new, *part, found) for part, found in parts.items()]
    engines = {unit.engine for unit in group}
    entry = Unit(
        id=new,
        number=group[0].number,
        engine=engines.pop() if len(engines) == 1 else "",
        stories=sum(u.stories for u in group),
        events=sum(u.events for u in group),
    )
    with writer.ledger.whole():
        writer.ledger.join_units(ids, entry, files)
    for file in old:
        writer.layout.file(file.name, file.month, file.unit).unlink(missing_ok=True)


def _join_files(writer: Writer, unit: str, table: str, month: str, found: list[UnitFile]) -> UnitFile:
    paths = [writer.layout.file(table, month, file.unit) for file in found]
    path = writer.layout.file(table, month, unit)
    part = path.with_name(path.name + ".part")
    with disk_errors(path):
        writer.connection.execute(
            f"COPY (SELECT * FROM {files_sql(paths)}) TO '{quoted(part)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    sync_file(part)
    part.replace(path)
    sync_folder(path.parent)
    row = writer.connection.execute(f"SELECT count(*) FROM read_parquet('{quoted(path)}')").fetchone()
    rows, expected = int(row[0]) if row else 0, sum(file.rows for file in found)
    if rows != expected:
        path.unlink()
        raise ArchiveError(f"{path}: joining units gave {rows} rows instead of {expected}; nothing was changed.")
    return UnitFile(unit=unit, name=table, month=month, rows=rows, sha256=hash_of(path))
