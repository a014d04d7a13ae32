"""The linear back-off: numbers that turn the signs of a sentence into a type. Trained by `make train`."""

import math
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Literal
from zlib import crc32

import msgspec

from redshank.lexicon.files import found
from redshank.lexicon.frames import Frames
from redshank.records.errors import LexiconError

Use = Literal["off", "propose", "veto", "both"]

BUCKETS = 1 << 18  # so many that two signs seldom share one
NONE = "NONE"
FILE = "backoff.msgpack"


class Signs:
    """What the data files know about a word: its classes, and the families of frames that it may trigger."""

    def __init__(self, frames: Frames) -> None:
        classes: dict[str, set[str]] = {}
        families: dict[str, set[str]] = {}
        for name, words in frames.classes.items():
            for word in words:
                classes.setdefault(word, set()).add(name)
        for entry in frames.entries:
            for text in (*entry.verbs, *entry.nouns, *entry.adjectives):
                families.setdefault(text.removeprefix("not ").split()[0], set()).add(entry.family)
        self.classes = {word: tuple(sorted(names)) for word, names in classes.items()}
        self.families = {word: tuple(sorted(names)) for word, names in families.items()}


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """The likeliest type, how likely it is, how likely it is that nothing is done to anybody, and what spoke for it."""

    type: str
    probability: float
    none: float
    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # the signs that spoke most for no event


class BackoffFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/backoff.msgpack: buckets with their weights as small whole numbers, one scale for all."""

    types: tuple[str, ...]
    scale: float
    bias: tuple[float, ...]
    propose: float  # a type at least so likely is proposed
    veto: float  # where no event is at least so likely, a weak frame is dropped
    buckets: bytes  # four bytes each, little end first
    weights: bytes  # a signed byte for each bucket and type


class Backoff:
    """Weights by bucket and type; the sum over the signs of a sentence decides."""

    def __init__(self, held: BackoffFile, signs: Signs, use: Use = "both") -> None:
        self.types, self.bias, self.scale = held.types, held.bias, held.scale
        self.least, self.most_none = held.propose, held.veto
        self.signs = signs
        self.proposes, self.vetoes = use in {"propose", "both"}, use in {"veto", "both"}
        buckets = (int.from_bytes(held.buckets[k : k + 4], "little") for k in range(0, len(held.buckets), 4))
        self._rows = {b: k for k, b in enumerate(buckets)}
        self._weights = memoryview(held.weights).cast("b")

    def without(self, entry: str) -> "Backoff":
        """Return the same model less one type, named as `explain` names it: `backoff/TYPE`."""
        poorer = copy(self)
        dropped = entry.partition("/")[2]
        poorer.bias = tuple(-math.inf if t == dropped else b for t, b in zip(self.types, self.bias, strict=True))
        return poorer

    def guess(self, signs: Sequence[str]) -> Guess:
        """Return the likeliest type of a sentence with these signs, and how likely it is that there is none."""
        n = len(self.types)
        rows = [(s, self._weights[k * n : k * n + n]) for s in signs if (k := self._rows.get(bucket(s))) is not None]
        norm = self.scale / math.sqrt(max(len(signs), 1))
        scores = [b + norm * sum(row[k] for _, row in rows) for k, b in enumerate(self.bias)]
        top = max(scores)
        shares = [math.exp(s - top) for s in scores]
        total = sum(shares)
        none = self.types.index(NONE)
        best = max((k for k in range(n) if k != none), key=lambda k: shares[k])
        return Guess(
            type=self.types[best],
            probability=shares[best] / total,
            none=shares[none] / total,
            because=_loudest(rows, best),
            against=_loudest(rows, none),
        )


def _loudest(rows: Sequence[tuple[str, memoryview]], k: int) -> tuple[str, ...]:
    return tuple(sign for sign, row in sorted(rows, key=lambda pair: (-pair[1][k], pair[0]))[:3] if row[k] > 0)


def bucket(sign: str) -> int:
    """Return the bucket of a sign: the same on every machine."""
    return crc32(sign.encode()) % BUCKETS


def load_backoff(folders: Sequence[Path], frames: Frames, use: Use) -> Backoff | None:
    """Read the last data/backoff.msgpack of the folders; None where it is not wanted or there is none.

    Raises:
        LexiconError: the file is damaged.
    """
    paths = list(found(folders, FILE))
    if use == "off" or not paths:
        return None
    return Backoff(read_backoff(paths[-1]), Signs(frames), use)


def read_backoff(path: Path) -> BackoffFile:
    """Decode the file.

    Raises:
        LexiconError: it is damaged.
    """
    try:
        held = msgspec.msgpack.decode(path.read_bytes(), type=BackoffFile)
    except msgspec.DecodeError as error:
        raise LexiconError(f"{path}: damaged: {error}. Run `make train` or install redshank again.") from None
    if len(held.weights) * 4 != len(held.buckets) * len(held.types) or NONE not in held.types:
        raise LexiconError(f"{path}: damaged: weights do not fit. Run `make train` or install redshank again.")
    return held
