"""What a user may set for a run, and nothing else."""

from pathlib import Path

import msgspec

from redshank.lexicon.backoff import Use


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Choices for coding.

    Attributes:
        data: folders laid over our data, in order; the last one wins.
        min_score: events below this score are left out.
        language: "en" codes every text as English; None skips texts that are clearly foreign.
        gazetteer: another gazetteer file than the one in the package.
        backoff: what the linear model may do: propose types, veto weak frames, both, or nothing ("off").
    """

    data: tuple[Path, ...] = ()
    min_score: float = 0.0
    language: str | None = None
    gazetteer: Path | None = None
    backoff: Use = "propose"
