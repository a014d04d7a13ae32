"""Count events by dyad, month, type ... A Query and a Plan in, rows and what they rest on out."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.query.basis import ALLEGED, UNNAMED, Basis, basis_of
from redshank.query.coverage import READ, stories_read
from redshank.query.days import first_day, last_day
from redshank.query.filters import Query, condition
from redshank.query.names import Names
from redshank.query.parts import MUTUAL, Part
from redshank.query.periods import CALLED, PERIODS, between, moved, start_of
from redshank.query.plan import KEYS, LISTS, NO_DYAD, PAIRS, Plan, checked
from redshank.query.precision import ratio_interval
from redshank.query.weights import capped
from redshank.records.errors import InputError

if TYPE_CHECKING:
    from redshank.store import Archive

MOST_PERIODS = 20_000


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A count: rows with these columns, and what they rest on. None stands where no story was read."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    basis: Basis
    total: int  # how many rows there are, also where only the first were asked for

    def dicts(self) -> list[dict[str, Any]]:
        """Return each row by its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def count(
    archive: "Archive", query: Query, plan: Plan, names: Names | None = None, limit: int | None = None
) -> Counted:
    """Count the events that answer a question.

    A count is 0 only where stories were read in that period; where none were, it is None. What is recalled from long
    before is left out unless the question asks for it.

    Args:
        archive: to ask.
        query: which events.
        plan: how to count.
        names: what the words of the question mean.
        limit: give only so many rows, those of the keys with most events first; the grid of thousands of dyads by
            hundreds of months takes far longer to hand over than to count.
    """
    names, plan = names or Names(), checked(plan)
    leaves_out = query.background is None and not plan.with_background
    told = msgspec.structs.replace(query, background=False) if leaves_out else query
    publishers = _publishers(told, plan)
    basis = basis_of(archive, query, publishers, _events(archive, query, plan, names), leaves_out=leaves_out)
    weights = capped(basis.reports, plan.max_share, apart=(UNNAMED,)) if plan.max_share is not None else {}
    basis = msgspec.structs.replace(
        basis, weights=weights, rowless=_rowless(archive, _events(archive, told, plan, names), plan, names)
    )
    grid = _grid(archive, told, plan, publishers)
    sql, values = _counted(_events(archive, _earlier(told, plan), plan, names), plan, weights or {}, names)
    return _finished(archive, _on_grid(sql, values, grid, plan, basis, told, limit), plan, basis)


def _publishers(query: Query, plan: Plan) -> tuple[str, ...]:
    """Return whose stories count as read: the panel, the publishers asked for, or those of both; none: everybody's."""
    asked = [p.lower() for p in query.publisher]
    panel = [p.lower() for p in plan.panel]
    return tuple(p for p in panel if p in asked) if asked and panel else tuple(asked or panel)


def _events(archive: "Archive", query: Query, plan: Plan, names: Names) -> Part:
    """Return the condition on events: the question's, and that a publisher of the panel carried the story."""
    sql, values = condition(archive, query, names)
    if not plan.panel:
        return sql, values
    carried = f"story IN (SELECT story FROM {READ} WHERE list_contains(?, lower(publisher)))"
    return f"{sql} AND {carried}", [*values, [p.lower() for p in plan.panel]]


def _rowless(archive: "Archive", events: Part, plan: Plan, names: Names) -> int:
    """Count the events that name nothing that is counted by, and so stand in no row."""
    missing = [NO_DYAD if d == "dyad" else f"len({LISTS[d]}) = 0" for d in plan.by if d == "dyad" or d in LISTS]
    if not missing:
        return 0
    sql, values = events
    source = f"SELECT {_whole(plan)} FROM events WHERE {sql}"
    rows = archive.rows(
        f"SELECT count(*) AS n FROM ({source}) WHERE {' OR '.join(missing)}", [*_frames(plan, names), *values]
    )
    return int(rows[0]["n"])


def _earlier(query: Query, plan: Plan) -> Query:
    """Let the question begin earlier by the periods of the baseline."""
    if plan.baseline is None or plan.unit is None or query.since is None:
        return query
    start = moved(start_of(first_day(query.since), plan.unit), plan.unit, -plan.baseline)
    return msgspec.structs.replace(query, since=start.isoformat())


# the periods, and what was read in them


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Periods with the stories read in each; by publisher where that is counted by."""

    periods: tuple[date | None, ...]
    publishers: tuple[str | None, ...]
    stories: tuple[int, ...]


def _grid(archive: "Archive", query: Query, plan: Plan, publishers: Sequence[str]) -> Grid:
    """Return every period from the first to the last in which stories were read, or that is asked for."""
    since = first_day(query.since) if query.since else None
    until = last_day(query.until) if query.until else None
    start = None
    if plan.unit and since:
        start = moved(start_of(since, plan.unit), plan.unit, -(plan.baseline or 0))
    counted = stories_read(archive, plan.unit, start or since, until, publishers, apart="publisher" in plan.by)
    read = {(period, who): stories for period, who, stories in counted}
    periods: list[date | None] = [None]
    if plan.unit:
        days = [p for p, _ in read if p is not None]
        first, last = start or min(days, default=None), until or max(days, default=None)
        periods = list(between(first, last, plan.unit)) if first and last else []
        if len(periods) > MOST_PERIODS:
            raise InputError(
                f"{len(periods):,} periods are too many. Give --since and --until, or count by a longer one."
            )
    voices = list(dict.fromkeys(w for _, w in read)) or [None]
    cells = [(p, w, read.get((p, w), 0)) for p in periods for w in voices]
    return Grid(
        periods=tuple(c[0] for c in cells), publishers=tuple(c[1] for c in cells), stories=tuple(c[2] for c in cells)
    )


# the counts


def _counted(events: Part, plan: Plan, weights: dict[str, float], names: Names) -> Part:
    """Return SQL that counts the events by each key, and by period."""
    condition_sql, values = events
    picked = [f"coalesce(publisher, '{UNNAMED}') AS voice", f"{ALLEGED} AS is_alleged"]
    picked += [f'{KEYS[k]} AS "key_{k}"' for k in plan.keys]
    if plan.unit:
        picked.append(f"CAST(date_trunc('{plan.unit}', day_from) AS DATE) AS period")
    source = _taken_apart(f"SELECT {_whole(plan)} FROM events WHERE {condition_sql}", plan)
    weigh = "1.0"
    if weights:
        weigh = "coalesce(list_extract(?, list_position(?, voice)), 1.0)"
    keys = "".join(f'"key_{k}", ' for k in plan.keys)
    period = "period" if plan.unit else "CAST(NULL AS DATE)"
    sql = (
        f"SELECT {keys}{period} AS period, count(*) AS reports, count(*) FILTER (is_alleged) AS alleged, "
        f"sum({weigh}) AS weighted FROM (SELECT {', '.join(picked)} FROM ({source})) GROUP BY ALL"
    )
    weighing = [list(weights.values()), list(weights)] if weights else []
    return sql, [*weighing, *_frames(plan, names), *values]


def _whole(plan: Plan) -> str:
    """Return the columns of an event; for dyads those who act with each other are each other's recipients."""
    if "dyad" not in plan.by:
        return "*"
    return f"* REPLACE (CASE WHEN {MUTUAL} THEN actor_keys ELSE recipient_keys END AS recipient_keys)"


def _frames(plan: Plan, names: Names) -> list[list[str]]:
    """Return the parameter that `_whole` needs."""
    return [names.mutual] if "dyad" in plan.by else []


def _taken_apart(source: str, plan: Plan) -> str:
    """Give an event once for each actor, recipient, mode ... that is counted by, one list after the other."""
    for key in plan.keys:
        if key in LISTS:
            source = f"SELECT *, unnest({LISTS[key]}) AS one_{key} FROM ({source})"
        elif key == "dyad" and plan.directed:
            source = f"SELECT *, unnest(actor_keys) AS dyad_by FROM ({source})"
            source = f"SELECT *, unnest(recipient_keys) AS dyad_to FROM ({source})"
            source = f"SELECT *, dyad_by || ':' || dyad_to AS one_dyad FROM ({source}) WHERE dyad_by <> dyad_to"
        elif key == "dyad":
            source = f"SELECT *, unnest({PAIRS}) AS one_dyad FROM ({source})"
    return source


def _on_grid(
    sql: str, values: list[Any], grid: Grid, plan: Plan, basis: Basis, query: Query, limit: int | None
) -> Part:
    """Return SQL that puts the counts on the grid of keys seen and periods covered; its last column is their number."""
    keys = [f'"key_{k}"' for k in plan.keys]
    named = ", ".join(keys) or "1 AS all_in_one"
    by_voice = "publisher" in plan.by
    on = "".join(f"AND g.{k} IS NOT DISTINCT FROM c.{k} " for k in keys)
    voice = '(c."key_publisher" IS NOT DISTINCT FROM r.voice)' if by_voice else "true"
    order = "".join(f"{k} NULLS LAST, " for k in keys)
    enough = ""
    if limit is not None and keys:
        periods = len(dict.fromkeys(grid.periods)) or 1
        enough = f" ORDER BY total DESC NULLS LAST, {order.rstrip(', ')} LIMIT {limit // periods + 1}"
    seen = (
        f"SELECT {named}, sum(weighted) AS total FROM counted GROUP BY ALL"
        if keys
        else "SELECT 1 AS all_in_one, 0 AS total"
    )
    same = " AND ".join(f"c.{k} IS NOT DISTINCT FROM k.{k}" for k in keys) or "true"
    picked = "".join(f"coalesce(g.{k}, c.{k}) AS {k}, " for k in keys)
    sums = ""
    if plan.baseline is not None:
        over = (
            f"OVER (PARTITION BY {', '.join([*keys, '1'])} ORDER BY period "
            f"ROWS BETWEEN {int(plan.baseline)} PRECEDING AND 1 PRECEDING)"
        )
        sums = f", sum(reports) {over} AS before, count(*) FILTER (stories > 0) {over} AS covered"
        sums += f", sum(stories) {over} AS read_before"
    after = _after(query, plan)
    number = (
        f"(SELECT count(*) FROM (SELECT r.period FROM seen c JOIN read r ON {voice}) {after})"
        f" + (SELECT count(*) FROM (SELECT c.period FROM counted c ANTI JOIN read r"
        f" ON r.period IS NOT DISTINCT FROM c.period AND {voice}) {after})"
    )
    return (
        f"WITH counted AS MATERIALIZED ({sql}), read AS (SELECT unnest(?::DATE[]) AS period, "
        "unnest(?::VARCHAR[]) AS voice, unnest(?::BIGINT[]) AS stories), "
        f"seen AS MATERIALIZED ({seen}), kept AS MATERIALIZED (SELECT * FROM seen{enough}), "
        f"grid AS (SELECT c.*, r.period, r.stories FROM kept c JOIN read r ON {voice}), "
        f"wanted AS (SELECT c.*, k.total FROM counted c JOIN kept k ON {same}), joined AS (SELECT {picked}"
        "coalesce(g.period, c.period) AS period, coalesce(g.stories, 0) AS stories, "
        "coalesce(c.reports, CASE WHEN g.stories > 0 THEN 0 END) AS reports, "
        "coalesce(c.alleged, CASE WHEN g.stories > 0 THEN 0 END) AS alleged, "
        "coalesce(c.weighted, CASE WHEN g.stories > 0 THEN 0 END) AS weighted, coalesce(g.total, c.total) AS total "
        f"FROM grid g FULL JOIN wanted c ON g.period IS NOT DISTINCT FROM c.period {on}), "
        f"filled AS (SELECT *{sums} FROM joined) SELECT {', '.join(_columns(plan, basis).values())}, {number} "
        f"FROM filled {after} ORDER BY total DESC NULLS LAST, {order}period NULLS LAST"
        f"{f' LIMIT {int(limit)}' if limit is not None else ''}",
        [*values, list(grid.periods), list(grid.publishers), list(grid.stories)],
    )


def _columns(plan: Plan, basis: Basis) -> dict[str, str]:
    """Return the columns of the answer, each with its SQL."""
    found = {d: CALLED[d] if d in PERIODS else f'"key_{d}"' for d in plan.by}
    found["count"] = "weighted" if basis.weights else "reports"
    if basis.weights:
        found["reports"] = "reports"
    found |= {"alleged": "alleged", "stories": "stories"}
    if plan.per_stories:
        found["rate"] = f"{int(plan.per_stories)} * {found['count']} / nullif(stories, 0)"
    if plan.baseline is not None:
        found |= {"before": "before", "ratio": "covered", "ratio_low": "read_before", "ratio_high": "reports"}
    return found


def _after(query: Query, plan: Plan) -> str:
    """Leave out the periods that were read for the baseline only."""
    if plan.unit is None or query.since is None:
        return ""
    return f"WHERE period >= DATE '{start_of(first_day(query.since), plan.unit).isoformat()}' OR period IS NULL"


def _finished(archive: "Archive", part: Part, plan: Plan, basis: Basis) -> Counted:
    """Read the rows; work out changes, for which the last four columns bring the figures."""
    sql, values = part
    columns = tuple(_columns(plan, basis))
    numbered = archive.index.cursor().execute(sql, values).fetchall()
    total = numbered[0][-1] if numbered else 0
    rows = [row[:-1] for row in numbered]
    if plan.baseline is not None:
        at = columns.index("stories")
        rows = [(*row[:-4], *_change(plan, row[at], *row[-4:])) for row in rows]
    return Counted(columns=columns, rows=rows, basis=basis, total=total)


def _change(
    plan: Plan, stories: int, before: int | None, covered: int, read_before: int | None, now: int | None
) -> tuple[float | None, ...]:
    """Return the mean of the periods before, the ratio to it, and its interval; None where not all were covered."""
    wanted = plan.baseline or 0
    if now is None or before is None or covered < wanted or not stories:
        return None, None, None, None
    exposure = (read_before or 0) / stories if plan.per_stories else wanted
    if not now + before:
        return 0.0, None, None, None
    low, high = ratio_interval(now, before, exposure)
    return before / wanted, exposure * now / before if before else None, low, high
