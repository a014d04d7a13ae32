"""Say which columns of a table feed which of our fields, before the stories are read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from redshank.read.about import About
from redshank.read.sources import Source, find_sources


def show_mappings(sources: Sequence[str | Path], about: About) -> Iterator[str]:
    """Give one line for each kind of table among the sources: what was guessed, and how to say it otherwise."""
    seen: set[tuple[str, ...]] = set()
    for source in find_sources(sources):
        columns = _columns(source) if isinstance(source, Source) else ()
        if not columns or columns in seen:
            continue
        seen.add(columns)
        from redshank.read.columns import guess_fields

        pairs = ", ".join(f"{name}={column}" for name, column in guess_fields(columns, about))
        yield f"{source_name(source)}: {pairs or 'no column that we know'} (another choice: --field NAME=COLUMN)"


def source_name(source: object) -> str:
    """Return the name of a source."""
    return str(getattr(source, "name", source))


def _columns(source: Source) -> tuple[str, ...]:
    """Return the columns of a table or the keys of the first record of a file of lines; empty for other files."""
    import csv
    import io

    import msgspec

    from redshank.read.sources import open_source
    from redshank.read.table import find_delimiter
    from redshank.read.text import decode

    if source.path is None or source.ending not in (".csv", ".tsv", ".tab", ".jsonl", ".ndjson"):
        return ()
    try:
        with open_source(source) as stream:
            head = stream.readline(1_000_000)
        text = decode(head).text
        if source.ending in (".jsonl", ".ndjson"):
            return tuple(msgspec.json.decode(head, type=dict[str, msgspec.Raw]))
        return tuple(next(csv.reader(io.StringIO(text), delimiter=find_delimiter(text, source.name)), ()))
    except (OSError, EOFError, msgspec.MsgspecError, csv.Error):
        return ()  # the reader itself will say what is wrong
