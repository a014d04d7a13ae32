"""`redshank doctor`: what is installed, what is missing, and the command that mends it."""

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import click

CORE = (
    *("spacy", "msgspec", "click", "rich", "pyahocorasick", "py3langid", "lemminflect", "zstandard", "duckdb"),
    *("tantivy", "feedparser", "warcio", "pypdf", "defusedxml", "urllib3", "protego"),
)
EXTRAS = (
    ("trafilatura", "html"),
    ("pandas", "pandas"),
    ("polars", "polars"),
    ("pyarrow", "arrow"),
    ("mcp", "mcp"),
    ("adbc-driver-postgresql", "postgres"),
)


@click.command("doctor")
def command() -> None:
    """Check the installation line by line. Exit code 1 if anything that coding needs is missing."""
    well = True
    for ok, needed, line in _lines():
        click.echo(("ok       " if ok else "MISSING  " if needed else "absent   ") + line)
        well = well and (ok or not needed)
    sys.exit(0 if well else 1)


def _lines() -> Iterator[tuple[bool, bool, str]]:
    from redshank.version import VERSION

    yield sys.version_info >= (3, 11), True, f"Python {sys.version.split()[0]} (3.11 or newer is needed)"
    yield True, True, f"redshank {VERSION}"
    for name in CORE:
        yield _package(name, f"pip install {name}", needed=True)
    yield _model()
    yield _gazetteer()
    for name, extra in EXTRAS:
        yield _package(name, f"pip install 'redshank[{extra}]'", needed=False)


def _package(name: str, mend: str, needed: bool) -> tuple[bool, bool, str]:
    try:
        return True, needed, f"{name} {version(name)}"
    except PackageNotFoundError:
        return False, needed, f"{name}: {mend}"


def _model() -> tuple[bool, bool, str]:
    from redshank.parse.analyzer import MODEL, check_hashes, model_folder
    from redshank.records.errors import ModelError

    try:
        return True, True, f"{MODEL}, all files official ({check_hashes(model_folder())})"
    except ModelError as error:
        return False, True, str(error)


def _gazetteer() -> tuple[bool, bool, str]:
    from redshank.gazetteer import open_gazetteer
    from redshank.records.errors import RedshankError

    try:
        return True, True, f"gazetteer {open_gazetteer().version}"
    except RedshankError as error:
        return False, True, str(error)
