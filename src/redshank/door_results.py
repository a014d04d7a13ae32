"""What an archive answers in Python: rows, frames, records, a table in a notebook."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from redshank.door import _extra
from redshank.query import Names, Query, describe, find_ids
from redshank.query.claims import claim_totals, claims_select
from redshank.query.count import Counted
from redshank.query.find import rows_of_ids, select
from redshank.query.phrases import number
from redshank.query.plan import BY
from redshank.query.sql import Answer, closed_connection, run_sql
from redshank.query.why import why_empty
from redshank.records.filed import Filed, FiledClaim
from redshank.store import Archive

if TYPE_CHECKING:
    import duckdb
    from pandas import DataFrame as PandasFrame
    from polars import DataFrame as PolarsFrame
    from pyarrow import Table as ArrowTable

Question: TypeAlias = "tuple[duckdb.DuckDBPyConnection, str, list[Any]]"
PREVIEW = 50  # rows that a notebook shows
LISTS = frozenset(f for f in Query.__struct_fields__ if getattr(Query(), f) == ())


class Result:
    """What an archive answers: rows, a frame of pandas or polars, an Arrow table."""

    def _question(self) -> "Question":
        """Return where to ask, the SQL and its parameters."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in order; the same when nothing is found."""
        connection, sql, values = self._question()
        return tuple(connection.sql(sql, params=values).columns)

    @property
    def why(self) -> str | None:
        """One sentence that says why nothing was found; None where something was."""
        return None if len(self) else "Nothing is found."

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict a row."""
        connection, sql, values = self._question()
        cursor = connection.execute(sql, values)
        names = [d[0] for d in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def df(self) -> "PandasFrame":
        """Return a pandas frame. Needs the extra `pandas`."""
        pandas = _extra("pandas", "pandas")
        connection, sql, values = self._question()
        frame = connection.execute(sql, values).df()
        if pandas.Series(["a"]).dtype != object:  # pandas 3: DuckDB leaves columns without any word as objects
            kinds = zip(frame.columns, connection.sql(sql, params=values).types, strict=True)
            frame = frame.astype({name: "str" for name, kind in kinds if str(kind) == "VARCHAR"})
        return frame

    def pl(self) -> "PolarsFrame":
        """Return a polars frame. Needs the extras `polars` and `arrow`."""
        polars = _extra("polars", "polars")
        return cast("PolarsFrame", polars.from_arrow(self.arrow()))

    def arrow(self) -> "ArrowTable":
        """Return an Arrow table. Needs the extra `arrow`."""
        _extra("pyarrow", "arrow")
        connection, sql, values = self._question()
        return connection.sql(sql, params=values).to_arrow_table()

    pandas, polars = df, pl

    def _repr_html_(self) -> str:
        """Show the first rows in a notebook."""
        from redshank.query.html import plain_table

        rows = [tuple(row.values()) for row in self.rows()[:PREVIEW]]
        return plain_table(self.columns, rows) + f'<p class="rs-dim">{escape(repr(self))}</p>'


class Events(Result):
    """The events that answer a question; iteration gives each in full, as a `Filed`."""

    def __init__(self, archive: Archive, query: Query, names: Names) -> None:
        self.archive, self.query, self.names = archive, query, names

    def _question(self) -> "Question":
        return self.archive.index.cursor(), *select(self.archive, self.query, self.names)

    @cached_property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return find_ids(self.archive, self.query, self.names)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Filed]:
        """Give each event in full."""
        return self.archive.filed(self.ids)

    @property
    def why(self) -> str | None:
        """One sentence that says why nothing was found; None where something was."""
        return None if self.ids else why_empty(self.archive, self.query, self.names)

    def __repr__(self) -> str:
        """Say how many there are, and what was asked."""
        return f"{number(len(self), 'event')}: {describe(self.query)}" if self.ids else f"no event: {self.why}"

    def _repr_html_(self) -> str:
        """Show the first events with their sentences, for a notebook."""
        from redshank.query.html import notebook

        more = f" (the first {PREVIEW} are shown)" if len(self) > PREVIEW else ""
        return notebook(rows_of_ids(self.archive, self.ids[:PREVIEW]), f"{self!r}{more}")


class Claims(Result):
    """The claims that answer a question; iteration gives each in full."""

    def __init__(self, archive: Archive, query: Query, names: Names) -> None:
        self.archive, self.query, self.names = archive, query, names

    def _question(self) -> "Question":
        return self.archive.index.cursor(), *claims_select(self.archive, self.query, self.names)

    @cached_property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return [row["id"] for row in self.rows()]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.ids)

    def __iter__(self) -> Iterator[FiledClaim]:
        """Give each claim in full, by publication."""
        return self.archive.claims("list_contains(?, id)", [self.ids])

    @property
    def why(self) -> str | None:
        """One sentence that says why nothing was found; None where something was."""
        if self.ids:
            return None
        if not claim_totals(self.archive, Query(), self.names).claims:
            return "The archive holds no claims."
        return f"No claim matches: {describe(self.query).removeprefix('events ')}."

    def __repr__(self) -> str:
        """Say how many there are, and what was asked."""
        asked = describe(self.query).removeprefix("events ").replace("all events", "all")
        return f"{number(len(self), 'claim')}: {asked}" if self.ids else f"no claim: {self.why}"


class Count(Result):
    """A count, and what it rests on."""

    def __init__(self, archive: Archive, counted: Counted, query: Query, names: Names) -> None:
        self.archive, self.counted, self.query, self.names = archive, counted, query, names
        self.basis = counted.basis

    def _question(self) -> "Question":
        """Put the rows into a table with the right types, also when there are none."""
        from redshank.store.parquet import connect

        kinds = {c: _kind(c, self.basis.weights) for c in self.counted.columns}
        lists = ", ".join(f'unnest(?::{kind}[]) AS "{name}"' for name, kind in kinds.items())
        columns = [list(c) for c in zip(*self.counted.rows, strict=True)] or [[] for _ in kinds]
        connection = connect()
        connection.execute(f"CREATE TABLE counted AS SELECT {lists}", columns)
        return connection, "FROM counted", []

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in order."""
        return self.counted.columns

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.counted.rows)

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict a row; None where no story was read."""
        return self.counted.dicts()

    @property
    def why(self) -> str | None:
        """One sentence that says why nothing was counted; None where something was."""
        return None if self.basis.events else why_empty(self.archive, self.query, self.names)

    def __repr__(self) -> str:
        """Say what the count rests on."""
        return "\n".join(self.basis.lines(by_type="type" in self.columns)) if self.basis.events else str(self.why)


class SqlResult(Result):
    """What a statement gives."""

    def __init__(self, archive: Archive, statement: str, parameters: Sequence[Any]) -> None:
        self.archive, self.statement, self.parameters = archive, statement, parameters
        self.answer: Answer = run_sql(archive, statement, parameters)

    def _question(self) -> "Question":
        return closed_connection(self.archive), self.statement, list(self.parameters)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in order."""
        return self.answer.columns

    def rows(self) -> list[dict[str, Any]]:
        """Return one dict a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.answer.rows]

    @property
    def why(self) -> str | None:
        """One sentence when there are no rows."""
        return None if self.answer.rows else "The statement gives no rows."

    def __repr__(self) -> str:
        """Say how many rows there are."""
        return number(len(self), "row")


def _kind(column: str, weights: dict[str, float] | None) -> str:
    """Return the DuckDB type of a column of a count."""
    if column in BY:
        return "VARCHAR"
    whole = {"reports", "alleged", "stories"} | (set() if weights else {"count"})
    return "BIGINT" if column in whole else "DOUBLE"
