"""The manifest beside an export: from what, by what, what is in it and what is not. Reports in, JSON out."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.export.form import Form, Job
from redshank.export.kinds import KINDS
from redshank.export.report import Report
from redshank.export.tables import Layout
from redshank.gazetteer import open_gazetteer
from redshank.query import Query, describe
from redshank.store.layout import write_whole
from redshank.version import VERSION

if TYPE_CHECKING:
    pass

FORMAT = "redshank.export/1"
NEVER_TOLD = "no row of this export has it"
NOTICES = (
    "The names and order of columns are facts about the formats; no record of GDELT, POLECAT, ICEWS, ACLED, UCDP or "
    "SIPRI is in these files, and none of them has a part in what the files say.",
    "Sentences belong to their publishers.",
)


def write_manifest(
    path: Path,
    job: Job,
    forms: Mapping[str, tuple[Form, Report]],
    left_out: Mapping[str, int],
    beside: Sequence[Path],
    made: str | None,
) -> None:
    """Write the manifest.

    Args:
        path: where.
        job: what was exported.
        forms: the formats, each with what it came to.
        left_out: how many events the default filter left out, by reason.
        beside: other files of the export.
        made: the date that the user gives it.
    """
    out = sum(left_out.values())
    told = {
        "format": FORMAT,
        "redshank": VERSION,
        "made": made,
        "archive": job.opened.path.resolve().name,
        "asked": describe(job.asked),
        "filters": _given(job.asked),
        "include": sorted(job.include),
        "events": {"asked": len(job.ids), "left_out": dict(sorted(left_out.items())), "kept": len(job.ids) - out},
        "formats": {name: _format(name, form, report, job) for name, (form, report) in forms.items()},
        "files": {p.name: file_facts(p) for p in beside},
        "made_with": job.opened.engines(),
        "notices": [open_gazetteer().notice, *NOTICES],
    }
    write_whole(path, msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")


def file_facts(path: Path) -> dict[str, Any]:
    """Return size and hash of a file."""
    with path.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "bytes": path.stat().st_size}


def _given(query: Query) -> dict[str, Any]:
    """Return the filters that were given."""
    plain, given = Query(), msgspec.structs.asdict(query)
    return {name: value for name, value in given.items() if value != getattr(plain, name)}


def _format(name: str, form: Form, report: Report, job: Job) -> dict[str, Any]:
    kind = KINDS[name]
    layout = job.tables.format[kind.layout] if kind.layout else None
    return {
        "edition": kind.edition,
        "files": {p.name: file_facts(p) for p in form.files},
        "written": report.written,
        "dropped": dict(sorted(report.dropped.items())),
        "degraded": [{"field": f, "why": why, "rows": n} for (f, why), n in sorted(report.degraded.items())],
        "empty": empty_columns(layout, report.columns) if layout else {},
        **({"mentions_empty": job.tables.format["gdelt_mentions"].empty} if name == "gdelt" else {}),
    }


def empty_columns(layout: Layout, filled: Iterable[str]) -> dict[str, str]:
    """Return the columns that are empty in every row, each with the reason."""
    held = set(filled)
    return {c: layout.empty.get(c, NEVER_TOLD) for c in (*layout.columns, *layout.ours) if c not in held}
