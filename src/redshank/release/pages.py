"""The pages of a release: codebook, README, citation, summary of changes. Knowledge and counts in, text out."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from redshank.lexicon.files import home, read_toml
from redshank.ontology.types import Ontology
from redshank.query.precision import precisions
from redshank.records.errors import InputError
from redshank.release.changes import Changes

DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
SHOWN = 50  # changes listed in changes.md; CHANGES.csv has all


class TableEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[table]]` of data/release/codebook.toml."""

    name: str
    about: str
    columns: dict[str, str]


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/release/codebook.toml."""

    table: tuple[TableEntry, ...]
    act: dict[str, str]
    deed: dict[str, str]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the publisher of a release says of it."""

    version: str
    date: str  # ISO
    title: str
    authors: tuple[str, ...] = ()  # "Family, Given", or the name of a body
    doi: str | None = None
    license: str | None = None  # SPDX id


def load_words() -> Words:
    """Read what a release says of itself."""
    return read_toml(home() / "release" / "codebook.toml", Words)


def codebook(words: Words, ontology: Ontology) -> str:
    """Return codebook.md: tables, types, modes, contexts, statuses, precision."""
    types = [
        (f"`{t.id}`", t.about, t.quad, ", ".join(t.modes) or "none", "" if t.intensity is None else f"{t.intensity:g}")
        for t in ontology.type
    ]
    measured = [(f"`{t.id}`", precisions()[t.id].told()) for t in ontology.type if t.id in precisions()]
    parts = [
        "# Codebook\n\nLists are joined with `; ` in CSV. An empty cell means that the text does not say, "
        "never zero or no. Cells that a spreadsheet would run as a formula begin with an apostrophe in CSV.",
        *(f"## {t.name}\n\n{t.about}\n\n{_rows(('column', ''), _ticked(t.columns))}" for t in words.table),
        f"## Types\n\nPLOVER, edition {ontology.edition}.\n\n"
        + _rows(("type", "an actor ...", "quad", "modes", "intensity"), types),
        f"Contexts: {', '.join(ontology.contexts)}.\n\nSectors: {', '.join(ontology.sectors)}.",
        "## Status of an act\n\n" + _rows(("status", ""), _ticked(words.act)),
        "## Status of a deed\n\nA deed is what was promised, asked, refused or alleged; it need not have happened.\n\n"
        + _rows(("status", ""), _ticked(words.deed)),
        "## Precision\n\nShare of the events of a type that were right, on the developers' own stories, with its 95 % "
        "interval. It may be lower on your sources: judge a sample of this release.\n\n"
        + _rows(("type", "precision"), measured),
    ]
    return "\n\n".join(parts) + "\n"


def readme(about: About, manifest: dict[str, Any]) -> str:
    """Return README.md of the release: what a row is, and how not to misuse counts."""
    first, last = manifest["period"]
    named = {row["publisher"] for row in manifest["coverage"] if row["publisher"]}
    files = [(f"`{name}`", words) for name, words in FILES.items()]
    template = (home() / "release" / "readme.md").read_text(encoding="utf-8")
    return template.format(
        title=about.title,
        version=about.version,
        events=f"{manifest['counts']['events']:,}",
        stories=f"{manifest['counts']['stories']:,}",
        period=f"from {first} to {last}" if first else "on days that are not known",
        publishers=f"{len(named):,} named publishers" if named else "publishers that are not named",
        redshank=manifest["redshank"],
        asked=manifest["asked"],
        files=_rows(("file", ""), files),
        license=about.license or "not stated by the publisher",
    )


FILES = {
    "events.parquet": "one row a report of an act; the same in `events.csv`",
    "claims.parquet": "who says what; the same in `claims.csv`",
    "transfers.csv": "candidate deals in arms",
    "restrictions.csv": "sanctions, bans, closures",
    "tellings.csv": "every telling of a deal or measure, with its sentence",
    "stories.csv": "what was read",
    "codebook.md": "what each column, type and status means",
    "CHANGES.csv": "what changed since the release before, by event id; summed up in `changes.md`",
    "manifest.json": "hashes, engine, filters, coverage, precision",
}


def changes_page(changes: Changes, about: About, notes: Sequence[str] = ()) -> str:
    """Return changes.md: how much changed, why, and the first changes one by one."""
    if changes.previous is None:
        return f"# Changes in {about.version}\n\nThis is the first release.\n"
    counts = changes.counts
    fields = Counter(c.field for c in changes.changes if c.field)
    reasons = Counter(c.reason for c in changes.changes if c.change == "withdrawn")
    listed = [
        (f"`{c.event}`", c.change, c.field or "", _short(c.old), _short(c.new), c.reason or "")
        for c in changes.changes
        if c.change != "added"
    ]
    parts = [
        f"# Changes in {about.version} since {changes.previous}",
        f"{counts['added']:,} events added, {counts['changed']:,} changed, {counts['withdrawn']:,} withdrawn. "
        "All stand in `CHANGES.csv`.",
        *notes,
    ]
    if reasons:
        parts.append("## Why events were withdrawn\n\n" + _rows(("reason", "events"), _counted(reasons)))
    if fields:
        parts.append("## Fields that changed\n\n" + _rows(("field", "events"), _counted(fields)))
    if listed:
        more = f"\nand {len(listed) - SHOWN:,} more in `CHANGES.csv`.\n" if len(listed) > SHOWN else ""
        heads = ("event", "change", "field", "old", "new", "reason")
        parts.append("## One by one\n\n" + _rows(heads, listed[:SHOWN]) + more)
    return "\n\n".join(p.rstrip("\n") for p in parts) + "\n"


def citation(about: About) -> str:
    """Return CITATION.cff, version 1.2.0 of the format. JSON strings are YAML strings."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this data set, please cite it as below."',
        "type: dataset",
        f"title: {json.dumps(about.title, ensure_ascii=False)}",
        f"version: {json.dumps(about.version)}",
        f"date-released: {about.date}",
        "authors:",
        *_authors(about.authors),
    ]
    if about.doi:
        lines.append(f"doi: {json.dumps(about.doi)}")
    if about.license:
        lines.append(f"license: {json.dumps(about.license)}")
    return "\n".join(lines) + "\n"


def check_about(about: About) -> About:
    """Return what is said of a release in the form that CITATION.cff wants.

    Raises:
        InputError: DOI or licence is none.
    """
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", about.doi) if about.doi else None
    if doi is not None and not DOI.fullmatch(doi):
        raise InputError(f"--doi {about.doi!r} is no DOI. Write it as 10.5281/zenodo.1234567.")
    if about.license is not None and not SPDX.fullmatch(about.license):
        raise InputError(f"--license {about.license!r} is no SPDX id. Write for example CC-BY-4.0 or CC0-1.0.")
    return msgspec.structs.replace(about, doi=doi)


def _authors(authors: Sequence[str]) -> Iterator[str]:
    if not authors:
        yield '  - name: "Not stated"'
    for author in authors:
        family, comma, given = (part.strip() for part in author.partition(","))
        if comma and given:
            yield f"  - family-names: {json.dumps(family, ensure_ascii=False)}"
            yield f"    given-names: {json.dumps(given, ensure_ascii=False)}"
        else:
            yield f"  - name: {json.dumps(family, ensure_ascii=False)}"


def _ticked(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"`{name}`", text) for name, text in words.items()]


def _counted(counts: "Counter[Any]") -> list[tuple[str, str]]:
    return [(str(name), f"{n:,}") for name, n in sorted(counts.items(), key=lambda c: (-c[1], str(c[0])))]


def _short(value: str | None) -> str:
    words = " ".join((value or "").split())
    return words if len(words) <= 60 else words[:59] + "…"


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown."""
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [heads, ["---"] * len(heads), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
