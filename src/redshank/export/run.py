"""Export the events of an archive. A question and formats in, files, a list of what is missing, and a manifest out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from redshank.export.cells import RowWriter
from redshank.export.choose import left_out
from redshank.export.evidence import Evidence
from redshank.export.form import Form, Job, open_text, part_of
from redshank.export.kinds import KINDS
from redshank.export.manifest import write_manifest
from redshank.export.report import HEAD, Report
from redshank.export.tables import load_tables
from redshank.export.told import Told, told
from redshank.query import Query, find_ids
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.store import Archive

ALL = "(all)"  # the format of what no format holds


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    """Where the files of an export go."""

    forms: dict[str, Path]
    dropped: Path
    evidence: Path
    manifest: Path


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export came to."""

    paths: Paths
    asked: int
    left_out: dict[str, int]
    reports: dict[str, Any]  # Report by format

    @property
    def written(self) -> int:
        """Return how many rows were written in all formats together."""
        return sum(cast("Report", r).written for r in self.reports.values())


def export(
    archive: "Archive",
    query: Query,
    formats: Sequence[str],
    out: Path,
    *,
    include: Iterable[str] = (),
    evidence: bool = False,
    made: str | None = None,
) -> Exported:
    """Write the events that answer a question in some formats.

    Args:
        archive: where they are.
        query: which events.
        formats: names of formats (kinds.KINDS).
        out: a folder; or a file, for one format.
        include: what the default filter would leave out (choose.INCLUDES).
        evidence: whether to write the words behind each event as well.
        made: a date for the manifest.

    Raises:
        InputError: OUT cannot be written.
    """
    wanted = frozenset((*include, *(("background",) if query.background else ())))
    job = Job(archive=archive, tables=load_tables(), query=query, include=wanted, ids=find_ids(archive, query))
    paths = paths_of(formats, out)
    try:
        return _write(job, paths, evidence, made)
    except OSError as error:
        raise InputError(
            f"{out}: cannot write: {error.strerror or error}. Make room or choose another place."
        ) from None


def paths_of(formats: Sequence[str], out: Path) -> Paths:
    """Return where the files go: one format to a file that is named with an ending, else all into a folder."""
    names = list(dict.fromkeys(formats))
    if len(names) == 1 and out.suffix and not out.is_dir():
        if not out.parent.is_dir():
            raise InputError(f"{out}: there is no folder {out.parent}. Make it first.")
        beside = [out.with_name(out.name + end) for end in (".dropped.csv", ".evidence.csv", ".manifest.json")]
        return Paths(forms={names[0]: out}, dropped=beside[0], evidence=beside[1], manifest=beside[2])
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; several formats need a folder.")
    return Paths(
        forms={n: out / KINDS[n].file for n in names},
        dropped=out / "dropped.csv",
        evidence=out / "evidence.csv",
        manifest=out / "manifest.json",
    )


def _write(job: Job, paths: Paths, evidence: bool, made: str | None) -> Exported:
    paths.manifest.parent.mkdir(parents=True, exist_ok=True)
    out: Counter[str] = Counter()
    try:
        with open_text(paths.dropped) as stream:
            listed = RowWriter(stream, ",")
            listed.write(HEAD)
            forms = {n: (KINDS[n].make(job, path), Report(n, listed)) for n, path in paths.forms.items()}
            with ExitStack() as stack:
                for form, _ in forms.values():
                    stack.enter_context(form)
                words = stack.enter_context(Evidence(job, paths.evidence)) if evidence else None
                _by_date(job, forms, words, Report(ALL, listed), out)
                _by_story(job, forms)
                for form, report in forms.values():
                    form.finish(report)
    except BaseException:
        part_of(paths.dropped).unlink(missing_ok=True)
        raise
    part_of(paths.dropped).replace(paths.dropped)
    beside = [paths.dropped, *([paths.evidence] if evidence else [])]
    write_manifest(paths.manifest, job, forms, out, beside, made)
    reports = {name: report for name, (_, report) in forms.items()}
    return Exported(paths=paths, asked=len(job.ids), left_out=dict(out), reports=reports)


Forms = Mapping[str, tuple[Form, Report]]


def _by_date(job: Job, forms: Forms, words: Evidence | None, all_of_them: Report, out: "Counter[str]") -> None:
    """Hand events to the formats that take them by date, and count those that are left out of all."""
    takers = [(form, report) for form, report in forms.values() if form.order == "date"]
    for event in told(job.opened, job.ids):
        why = left_out(event.filed, job.include, job.tables)
        if why:
            out[why] += 1
            all_of_them.drop(event.id, event.filed.key.story, why)
            continue
        if words is not None:
            words.add(event)
        _hand(event, takers)


def _by_story(job: Job, forms: Forms) -> None:
    """Hand events to the formats that take the events of a story one behind the other."""
    takers = [(form, report) for form, report in forms.values() if form.order == "story"]
    if not takers:
        return
    for event in told(job.opened, list(_ids_by_story(job))):
        if left_out(event.filed, job.include, job.tables) is None:
            _hand(event, takers)


def _ids_by_story(job: Job) -> Iterator[str]:
    rows = job.opened.rows(
        "SELECT id FROM events WHERE list_contains(?, id) ORDER BY published, story, predicate_start, id",
        [list(job.ids)],
    )
    yield from (row["id"] for row in rows)


def _hand(event: Told, takers: Iterable[tuple[Form, Report]]) -> None:
    for form, report in takers:
        report.take(event.id, event.filed.key.story, form.add(event))
