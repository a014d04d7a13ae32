"""The manifest of a release: from what, by what and how it was made, what it holds. An archive in, a dict out."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query import Query, describe
from redshank.query.coverage import READ
from redshank.query.precision import precisions
from redshank.release.changes import Changes
from redshank.release.pages import About
from redshank.release.tables import Content
from redshank.version import VERSION

if TYPE_CHECKING:
    from redshank.store import Archive

MANIFEST = "manifest.json"
FORMAT = "redshank.release/1"


def manifest_of(content: Content, about: About, query: Query, rows: dict[str, int], changes: Changes) -> dict[str, Any]:
    """Return the manifest, but for the hashes of the files."""
    archive = content.archive
    stories = [r["id"] for r in archive.rows("SELECT id FROM stories WHERE standing = 'current' ORDER BY id")]
    return {
        "format": FORMAT,
        "title": about.title,
        "version": about.version,
        "date": about.date,
        "authors": list(about.authors),
        "doi": about.doi,
        "license": about.license,
        "redshank": VERSION,
        "filters": filters_given(query),
        "asked": describe(query),
        "counts": rows,
        "period": _period(archive),
        "changes": {"previous": changes.previous, **changes.counts},
        "source": {
            "keep": archive.card.keep,
            "stories": len(stories),
            "stories_sha256": hashlib.sha256("\n".join(stories).encode()).hexdigest(),
            "truth": _truth(archive),
        },
        "made_with": archive.engines(),
        "precision": {
            kind: {"right": p.right, "judged": p.judged, "measured": p.is_measured} for kind, p in precisions().items()
        },
        "coverage": _coverage(content),
        "files": {},
    }


def filters_given(query: Query) -> dict[str, Any]:
    """Return the filters of a question that are not left as they are."""
    plain, given = Query(), msgspec.to_builtins(query)
    return {name: value for name, value in given.items() if getattr(query, name) != getattr(plain, name)}


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _period(archive: "Archive") -> list[str | None]:
    row = archive.rows("SELECT min(published) AS a, max(published) AS b FROM stories WHERE standing = 'current'")[0]
    return [day.isoformat() if day else None for day in (row["a"], row["b"])]


def _truth(archive: "Archive") -> list[dict[str, Any]]:
    """Return the files of the archive that were read, with the hashes under which it stored them."""
    ledger = archive.ledger()
    try:
        files = ledger.files()
    finally:
        ledger.close()
    return [{"file": f"{f.name}/{f.month}/{f.unit}.parquet", "rows": f.rows, "sha256": f.sha256} for f in files]


def _coverage(content: Content) -> list[dict[str, Any]]:
    """Return by publisher and month how many stories were read and skipped, and how many released events they gave."""
    month = "coalesce(strftime(published, '%Y-%m'), 'undated')"
    rows = content.rows(
        f"""
        WITH read AS (
            SELECT publisher, {month} AS month, count(DISTINCT r.story) AS stories, 0 AS skipped, 0 AS events
            FROM {READ} r WHERE r.story IN (SELECT id FROM stories WHERE standing = 'current') GROUP BY ALL
        ), gone AS (
            SELECT publisher, {month} AS month, 0 AS stories, count(*) AS skipped, 0 AS events FROM skips GROUP BY ALL
        ), coded AS (
            SELECT publisher, {month} AS month, 0 AS stories, 0 AS skipped, count(*) AS events FROM events
            WHERE id IN (SELECT id FROM released) GROUP BY ALL
        )
        SELECT publisher, month, CAST(sum(stories) AS BIGINT) AS stories, CAST(sum(skipped) AS BIGINT) AS skipped,
            CAST(sum(events) AS BIGINT) AS events
        FROM (FROM read UNION ALL FROM gone UNION ALL FROM coded) GROUP BY publisher, month
        ORDER BY publisher NULLS FIRST, month
        """
    )
    names = ("publisher", "month", "stories", "skipped", "events")
    return [dict(zip(names, row, strict=True)) for row in rows]
