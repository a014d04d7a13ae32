"""Hold figures against floors."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from redshank.records.errors import InputError

Figures = Mapping[str, tuple[float, float, float]]
Wanted = dict[str, float]


def read_floors(path: Path, kind: str, gold: str) -> Wanted:
    """Return the floors of one gold file: the table `[kind.gold]`, `gold` being the file's name without its end.

    Raises:
        InputError: the file is no TOML, or holds no such table of numbers.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table[kind][gold], Wanted, strict=False)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None
    except (KeyError, TypeError, msgspec.ValidationError):
        raise InputError(f"{path}: no table [{kind}.{gold}] with a number for each figure") from None


def below(figures: Figures, wanted: Wanted) -> tuple[str, ...]:
    """Name the figures on the wrong side: under their floor, over their `max_`, or not measured at all."""
    missed = []
    for name, limit in wanted.items():
        value = figures.get(name.removeprefix("max_"))
        if value is None:
            missed.append(f"{name} is no figure of this kind")
        elif name.startswith("max_") and value[0] > limit:
            missed.append(f"{name.removeprefix('max_')} {value[0]:.3f} is over {limit:g}")
        elif not name.startswith("max_") and value[0] < limit:
            missed.append(f"{name} {value[0]:.3f} is under {limit:g}")
    return tuple(missed)
