"""The public functions: code a text, or load everything once and code many."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank import records
from redshank.kit import Kit
from redshank.lexicon.backoff import Use
from redshank.pipeline import code_stories, read_story
from redshank.read import About, Fields, make_story, read_stories
from redshank.records import Skipped, Story
from redshank.records.errors import InputError, RedshankError
from redshank.settings import Settings

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Reading(records.Reading, frozen=True, kw_only=True):
    """A reading that shows itself in a notebook and hands its events to data frames."""

    def _repr_html_(self) -> str:
        """Show the story with its sentences marked."""
        from redshank.ask.html import notebook_html

        return notebook_html(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict an event, with the columns of `--format csv`."""
        from redshank.ask.rows import rows

        return [msgspec.structs.asdict(row) for row in rows([self])]

    def to_json(self) -> str:
        """Return the reading as `redshank code --format jsonl` writes it."""
        from redshank.ask.write import encode

        return encode(self)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the events as an Arrow table. Needs the extra `arrow`."""
        pa = _extra("pyarrow", "arrow")
        from redshank.ask.rows import COLUMNS

        rows = self.rows()
        return pa.table({c: [r[c] for r in rows] for c in COLUMNS})

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the events as a pandas frame. Needs the extra `pandas`."""
        pd = _extra("pandas", "pandas")
        from redshank.ask.rows import COLUMNS

        return pd.DataFrame(self.rows(), columns=list(COLUMNS))

    def to_polars(self) -> "polars.DataFrame":
        """Return the events as a polars frame. Needs the extra `polars`."""
        pl = _extra("polars", "polars")
        from redshank.ask.rows import COLUMNS

        rows = self.rows()
        return pl.DataFrame({c: [r[c] for r in rows] for c in COLUMNS}, strict=False)


def _extra(module: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError:
        raise RedshankError(f"{module} is not installed. Install it with: pip install 'redshank[{extra}]'") from None


class Pipeline:
    """Model and knowledge loaded once; codes texts, stories and files.

    Args:
        data: folders laid over our data files, in order.
        min_score: leave out events below this score.
        language: "en" codes every text as English.
        backoff: what the linear model may do where frames are silent or weak: "off", "propose", "veto" or "both".
    """

    def __init__(
        self,
        data: Sequence[str | Path] = (),
        min_score: float = 0.0,
        language: str | None = None,
        backoff: Use = "propose",
    ) -> None:
        folders = tuple(Path(d) for d in data)
        for folder in folders:
            if not folder.is_dir():
                raise InputError(f"{folder}: no such folder; --data takes a folder laid out like redshank's own data")
        self.kit = Kit(Settings(data=folders, min_score=min_score, language=language, backoff=backoff))

    def code(
        self,
        text: str,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Reading:
        """Code one text.

        Args:
            text: the story; a headline on the first line, a blank line between paragraphs or one paragraph a line.
            published: ISO date; inferred from the text when left out.
            title: headline, when it is not part of the text.
            publisher: who published it.
            url: where.

        Raises:
            InputError: the text cannot be coded (it is empty or clearly not English); the message says what to do.
        """
        about = About(published=published, title=title, publisher=publisher, url=url)
        story = make_story(Fields(text=text, title=title), about, "text")
        outcome = story if isinstance(story, Skipped) else read_story(story, self.kit)
        if isinstance(outcome, Skipped):
            raise InputError(outcome.message)
        return shown(outcome)

    def stories(self, stories: Iterable[Story | Skipped]) -> Iterator[Reading | Skipped]:
        """Code stories that are already read."""
        for outcome in code_stories(stories, self.kit):
            yield outcome if isinstance(outcome, Skipped) else shown(outcome)

    def files(self, *sources: str | Path) -> Iterator[Reading | Skipped]:
        """Code files, folders and globs; what cannot be read comes out as `Skipped`."""
        yield from self.stories(read_stories(sources, About()))


def shown(reading: records.Reading) -> Reading:
    """Return the same reading with the methods for notebooks and data frames."""
    return Reading(**{f: getattr(reading, f) for f in records.Reading.__struct_fields__})


@cache
def _default() -> Pipeline:
    return Pipeline()


def code(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Reading:
    """Code one text with the default pipeline, which is loaded at the first call. See `Pipeline.code`."""
    return _default().code(text, published=published, title=title, publisher=publisher, url=url)
