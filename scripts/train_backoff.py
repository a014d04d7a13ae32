"""Train the linear back-off on the sentences that the project wrote: `make train`. A few minutes, no network.

Multinomial logistic regression by averaged stochastic gradient descent with fixed seeds. The two thresholds are chosen
on sentences that the weights have not seen (five folds; near-duplicates stay in one fold), never on gold. The same
sentences, data files and language model give the same bytes.

usage: train_backoff.py [--out FILE] [--every N]     --every 20 trains on each 20th sentence, for tests
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from redshank.ask.examples import read_sentence
from redshank.events.backoff import candidate, is_weak, signs_of
from redshank.events.fillers import boards
from redshank.events.find import drafts_of
from redshank.events.match import matches
from redshank.kit import Kit
from redshank.lexicon.backoff import FILE, NONE, BackoffFile, Signs, bucket
from redshank.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
# Tuned by cross-validation; docs/accuracy.md has the figures.
EPOCHS, RATE, DECAY = 25, 2.0, 3e-4
FOLDS = 5
ROWS = 12_000  # buckets kept: those with the largest weights
SURE = 0.75  # a proposal must be right so often: no less than a frame on gold
WRONG = 0.65  # a vetoed coding must be wrong so often
FEW = 20  # fewer cases than this prove nothing
NEVER = 1.01  # a threshold that nothing reaches


class Row(NamedTuple):
    """One training sentence as the model sees it, and what the frames make of it."""

    type: str
    signs: tuple[str, ...]
    is_open: bool  # no frame gives a coding, and an actor acts on another
    weak: frozenset[str]  # types given by weak frames alone


def rows_of(kit: Kit, every: int) -> Iterator[Row]:
    """Read the training sentences, file by file, in their order."""
    known = Signs(kit.frames)
    lines = [
        line
        for path in sorted((ROOT / "evaluation" / "train").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    for line in lines[::every]:
        told = json.loads(line)
        read = read_sentence(told["text"], kit)
        signs: list[str] = []
        weak: set[str] = set()
        strong, coded, is_open = False, False, False
        for board in boards(read.sentences, read.mentions, kit.frames, kit.cues):
            signs += signs_of(board, matches(board, kit.frames), known, kit.cues)
            drafts = tuple(drafts_of(board, kit.frames, kit.cues, kit.mapping))
            coded = coded or bool(drafts)
            strong = strong or any(d.coding.type is not None and not is_weak(d) for d in drafts)
            weak |= {d.coding.type for d in drafts if is_weak(d) and d.coding.type is not None}
            is_open = is_open or candidate(board, kit.cues) is not None
        yield Row(
            type=told["type"],
            signs=tuple(dict.fromkeys(signs)),
            is_open=is_open and not coded,
            weak=frozenset() if strong else frozenset(weak),
        )


def folds_of(rows: Sequence[Row]) -> np.ndarray:
    """Deal the sentences into folds; sentences that share a third of their masked word triples stay together."""
    triples = [{s for s in row.signs if s.startswith("t:") and s.count("ACTOR") < 2} for row in rows]
    held: dict[str, list[int]] = defaultdict(list)
    leader = list(range(len(rows)))

    def lead(k: int) -> int:
        while leader[k] != k:
            k = leader[k]
        return k

    for k, mine in enumerate(triples):
        shared = Counter(j for t in sorted(mine) for j in held[t])
        for j, n in sorted(shared.items()):
            if n >= max(3, 0.33 * min(len(mine), len(triples[j]))):
                leader[lead(k)] = lead(j)
        for t in mine:
            held[t].append(k)
    dealt = np.random.default_rng(5).integers(0, FOLDS, len(rows))
    return np.array([dealt[lead(k)] for k in range(len(rows))])


class Set(NamedTuple):
    """Sentences as numbers: the columns of each, and its label."""

    columns: tuple[np.ndarray, ...]
    norms: np.ndarray  # one over the root of the number of signs, known or not
    labels: np.ndarray

    def of(self, picked: np.ndarray) -> "Set":
        """Return some of the sentences."""
        return Set(tuple(self.columns[k] for k in picked), self.norms[picked], self.labels[picked])


def fit(held: Set, width: int, kinds: int) -> tuple[np.ndarray, np.ndarray]:
    """Return averaged weights and bias."""
    draw = np.random.default_rng(11)
    weights, bias = np.zeros((width, kinds)), np.zeros(kinds)
    total, total_bias, steps = np.zeros_like(weights), np.zeros_like(bias), 0
    for epoch in range(EPOCHS):
        rate = RATE / (1 + 0.15 * epoch)
        for k in draw.permutation(len(held.columns)):
            here = held.columns[k]
            norm = held.norms[k]
            mine = weights[here]
            error = shares(bias + norm * mine.sum(axis=0))
            error[held.labels[k]] -= 1.0
            weights[here] = mine * (1 - rate * DECAY) - rate * norm * error
            bias -= 0.1 * rate * error
        if epoch >= EPOCHS // 2:
            total, total_bias, steps = total + weights, total_bias + bias, steps + 1
    return total / steps, total_bias / steps


def shares(scores: np.ndarray) -> np.ndarray:
    """Turn scores into probabilities."""
    raised: np.ndarray = np.exp(scores - scores.max())
    return raised / raised.sum()


def unseen(held: Set, fold: np.ndarray, width: int, kinds: int) -> np.ndarray:
    """Return the probabilities of each sentence by weights that have not seen its fold."""
    found = np.zeros((len(held.columns), kinds))
    for f in range(FOLDS):
        weights, bias = fit(held.of(np.flatnonzero(fold != f)), width, kinds)
        for k in np.flatnonzero(fold == f):
            here = held.columns[k]
            found[k] = shares(bias + weights[here].sum(axis=0) * held.norms[k])
    return found


def threshold(values: np.ndarray, good: np.ndarray, least: float, name: str, say: Callable[[str], object]) -> float:
    """Return the lowest threshold above which at least so large a share is good."""
    for at in np.arange(0.3, 0.96, 0.05):
        above = values >= at - 1e-9
        if above.sum() >= FEW and good[above].mean() >= least:
            say(f"{name} from {at:.2f}: {int(good[above].sum())} of {int(above.sum())} good, {len(values)} sentences")
            return round(float(at), 2)
    say(f"{name}: no threshold keeps {least:.2f}")
    return NEVER


def train(every: int, say: Callable[[str], object]) -> bytes:
    """Cross-validate, choose the thresholds, train on everything; return the file."""
    rows = tuple(rows_of(Kit(Settings(backoff="off")), every))
    types = (NONE, *sorted({r.type for r in rows} - {NONE}))
    count = Counter(bucket(s) for r in rows for s in r.signs)
    used = sorted(b for b, n in count.items() if n > 1)
    place = {b: k for k, b in enumerate(used)}
    held = Set(
        tuple(np.array(sorted({place[b] for s in r.signs if (b := bucket(s)) in place}), dtype=np.int64) for r in rows),
        np.array([1.0 / np.sqrt(max(len(r.signs), 1)) for r in rows]),
        np.array([types.index(r.type) for r in rows]),
    )
    odds = unseen(held, folds_of(rows), len(used), len(types))
    right = odds.argmax(axis=1) == held.labels
    say(f"{len(rows)} sentences, {len(types)} classes, {len(used)} signs; cross-validated accuracy {right.mean():.3f}")
    best = odds[:, 1:].argmax(axis=1) + 1
    free = np.array([r.is_open for r in rows])
    propose = threshold(odds[np.arange(len(rows)), best][free], (best == held.labels)[free], SURE, "propose", say)
    weak = np.array([bool(r.weak) for r in rows])
    wrong = np.array([r.type not in r.weak for r in rows])
    veto = threshold(odds[:, 0][weak], wrong[weak], WRONG, "veto", say)
    weights, bias = fit(held, len(used), len(types))
    return msgspec.msgpack.encode(_packed(weights, bias, types, used, (propose, veto)))


def _packed(
    weights: np.ndarray, bias: np.ndarray, types: tuple[str, ...], used: Sequence[int], limits: tuple[float, float]
) -> BackoffFile:
    largest = np.abs(weights).max(axis=1)
    kept = np.sort(np.argsort(-largest, kind="stable")[:ROWS])
    scale = float(largest.max()) / 127
    return BackoffFile(
        types=types,
        scale=round(scale, 9),
        bias=tuple(round(float(b), 6) for b in bias),
        propose=limits[0],
        veto=limits[1],
        buckets=np.array([used[k] for k in kept], dtype="<u4").tobytes(),
        weights=np.round(weights[kept] / scale).astype(np.int8).tobytes(),
    )


def main() -> None:
    """Write the file and say what the folds showed."""
    parser = argparse.ArgumentParser(description="Train the linear back-off.")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "redshank" / "data" / FILE)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    made = train(given.every, print)
    given.out.write_bytes(made)
    print(f"wrote {given.out}: {len(made) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
