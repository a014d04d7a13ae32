"""Full text: a tantivy index over the sentences of the events, made from the truth and brought up to date by unit."""

import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from redshank.records.errors import ArchiveError, InputError
from redshank.store.layout import Layout, write_whole
from redshank.store.ledger import Ledger, key_of_number, number
from redshank.store.parquet import connect, disk_errors, files_sql

if TYPE_CHECKING:
    import tantivy

BUFFER = 64_000_000  # bytes that the writer may hold
STAMP = "units-1.txt"  # the number goes up with the schema: an index of another one is made again


def schema() -> "tantivy.Schema":
    """Return what is indexed: the words of a sentence, whose event it is, in which unit, on which day."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=False)
    builder.add_text_field("unit", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sentence", stored=False, tokenizer_name="en_stem", index_option="position")
    return builder.build()


def refresh_text(layout: Layout, ledger: Ledger, *, afresh: bool = False) -> None:
    """Bring the full-text index up to date with the ledger."""
    import tantivy

    units = {unit.id for unit in ledger.units()}
    held = set() if afresh else _held(layout)
    if held == units and layout.text.is_dir():
        return
    with disk_errors(layout.text):
        if afresh or not held:
            shutil.rmtree(layout.text, ignore_errors=True)
        layout.text.mkdir(exist_ok=True)
        index = tantivy.Index(schema(), path=str(layout.text))
        try:
            writer = index.writer(BUFFER, 1)
            # also those to come: a crash may have left them in the index and not on the list
            for unit in sorted(held ^ units):
                writer.delete_documents_by_term("unit", unit)
            for file in ledger.files(name="events"):
                if file.unit not in held:
                    _add(writer, layout, file.unit, file.month)
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:  # tantivy's word for every failure, a full disk too
            raise OSError(str(error)) from error
        write_whole(layout.text / STAMP, "\n".join(sorted(units)).encode())


def _held(layout: Layout) -> set[str]:
    stamp = layout.text / STAMP
    return set(stamp.read_text(encoding="utf-8").split()) if stamp.is_file() else set()


def _add(writer: Any, layout: Layout, unit: str, month: str) -> None:
    import tantivy

    connection = connect()
    cursor = connection.execute(
        f"SELECT id, evidence.text FROM {files_sql([layout.file('events', month, unit)])} WHERE evidence.text <> ''"
    )
    while batch := cursor.fetchmany(5000):
        for key, sentence in batch:
            writer.add_document(tantivy.Document(id=number(key), unit=unit, sentence=sentence))


def search_text(layout: Layout, words: str, limit: int) -> list[tuple[str, float]]:
    """Return the ids of the events whose sentences hold the words, best first, with their rank scores.

    Args:
        layout: of the archive.
        words: words that must all stand in the sentence; "a phrase", OR, -word and brackets as tantivy reads them.
        limit: how many at most.

    Raises:
        InputError: the query cannot be read.
        ArchiveError: there is no text index.
    """
    import tantivy

    if not (layout.text / "meta.json").is_file():
        raise ArchiveError(f"{layout.path} has no text index yet. Make it: redshank index {layout.path}")
    index = tantivy.Index.open(str(layout.text))
    try:
        query = index.parse_query(words, ["sentence"], conjunction_by_default=True)
    except ValueError as error:
        raise InputError(f"--text {words!r} cannot be read: {error}. Put phrases in double quotes.") from None
    searcher = index.searcher()
    found = searcher.search(query, limit, count=False).hits
    return [(key_of_number(searcher.doc(address)["id"][0]), float(score)) for score, address in found]


def has_text(layout: Layout, units: Sequence[str]) -> bool:
    """Say whether the text index holds exactly these units."""
    return _held(layout) == set(units)
