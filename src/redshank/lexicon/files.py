"""Find and decode data files: ours first, a user's overlays after them."""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from redshank.records.errors import LexiconError

T = TypeVar("T")


def home() -> Path:
    """Return the folder of the data that the package carries."""
    return Path(str(files("redshank").joinpath("data")))


def found(folders: Sequence[Path], pattern: str) -> Iterator[Path]:
    """Give the files of each folder that match, ours first, in the order of their names."""
    for folder in folders:
        yield from sorted(folder.glob(pattern))


def read_toml(path: Path, shape: type[T]) -> T:
    """Decode one TOML file into a record.

    Raises:
        LexiconError: it is no TOML, or a key is unknown, missing or of the wrong type.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), shape)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not valid TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise LexiconError(f"{path}: {error}. Compare the entry with its neighbours or run `redshank check`.") from None


def read_rows(path: Path, shape: type[T], lists: frozenset[str] = frozenset()) -> Iterator[T]:
    """Decode a CSV file, one record a row; cells named in `lists` are split at `|`, empty cells left out.

    Raises:
        LexiconError: naming the file and the line.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            cells = {k: (v.split("|") if k in lists else v) for k, v in row.items() if v}
            try:
                yield msgspec.convert(cells, shape, strict=False)
            except msgspec.ValidationError as error:
                raise LexiconError(f"{path}, line {reader.line_num}: {error}") from None
