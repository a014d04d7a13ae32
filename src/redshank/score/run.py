"""Predict a gold set with the engine, write the predictions, measure them."""

import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from redshank.kit import Kit
from redshank.records.errors import InputError
from redshank.score.figures import KINDS, measure

Row = dict[str, Any]


def read_gold(path: Path) -> tuple[Row, ...]:
    """Read the rows of a gold file.

    Raises:
        InputError: the file is missing, or a line is no JSON object.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such gold file")
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number}: not JSON: {error}") from None
        if not isinstance(row, dict):
            raise InputError(f"{path}, line {number}: a gold row is a JSON object")
        rows.append(row)
    # A second annotator's rows of the same text are for agreement, not for measuring.
    return tuple(r for r in rows if r.get("primary", True))


def predictor(kind: str, kit: Kit, edition: str, given_spans: bool) -> Callable[[Row], Row]:
    """Return the function that predicts one row of a kind."""
    if kind not in KINDS:
        raise InputError(f"no kind {kind!r}; there are: {', '.join(KINDS)}")
    module = importlib.import_module(f"redshank.score.{'places' if kind == 'metonyms' else kind}")
    if kind == "events":
        return lambda row: module.predict(row, kit, edition)
    if kind in {"places", "metonyms"}:
        return lambda row: module.predict(row, kit, given_spans=given_spans)
    return lambda row: module.predict(row, kit)


def predictions(
    kind: str, gold: tuple[Row, ...], kit: Kit, edition: str = "v2", given_spans: bool = False
) -> Iterator[Row]:
    """Give a prediction for each row; the answers in the rows are not read, but for the spans that are given."""
    predict = predictor(kind, kit, edition, given_spans)
    for row in gold:
        yield predict(row)


def score(
    kind: str, path: Path, kit: Kit, edition: str = "v2", given_spans: bool = False, out: Path | None = None
) -> dict[str, tuple[float, float, float]]:
    """Predict and measure one gold file; write the predictions where asked.

    Args:
        kind: what the gold is about.
        path: a JSONL file of gold.
        kit: model and knowledge.
        edition: the edition of an events set.
        given_spans: places at the gold's spans instead of those that we find.
        out: file for the predictions, in the form of the stand-alone scorers.
    """
    gold = read_gold(path)
    made = tuple(predictions(kind, gold, kit, edition, given_spans))
    if out is not None:
        out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    return measure(kind, gold, made)
