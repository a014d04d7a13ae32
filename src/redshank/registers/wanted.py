"""Which rows of a register are asked for: by stage, party, item, measure and day. Rows in, those that match out."""

from collections.abc import Callable, Sequence
from typing import TypeVar, get_args

import msgspec

from redshank.query.days import first_day
from redshank.query.names import Names, near
from redshank.records.errors import InputError
from redshank.records.register import Measure as MeasureName
from redshank.records.register import RestrictionStage, TransferStage
from redshank.registers.records import Deal, Measure, Wanted

Row = TypeVar("Row", bound=Deal | Measure)
STAGES = {"transfers": get_args(TransferStage), "restrictions": get_args(RestrictionStage)}
MEASURES: tuple[str, ...] = get_args(MeasureName)


def family(item: str | None, names: Names) -> tuple[str, str | None]:
    """Return the family of a designation and its class; of a plain noun the class twice; "arms" for no item."""
    if item is None:
        return "arms", None
    lower = item.lower().strip()
    known = names.equipment.names.get(lower)
    if known:
        return known[0].family.name, known[0].family.kind
    noun = names.equipment.nouns.get(lower)
    if noun is not None:
        return noun.kind, noun.kind
    hits = [h for h in names.equipment.find(item) if h.span.start == 0]
    if hits and hits[0].family:
        return hits[0].family.name, hits[0].kind
    kinds = [h.kind for h in names.equipment.find(item)]
    if kinds and not any(h.designation for h in names.equipment.find(item)):
        return kinds[-1], kinds[-1]  # "medium-range missiles"
    return item, kinds[0] if kinds else None


def may_be(words: str, item_class: str | None, names: Names) -> bool:
    """Say whether words may mean an item of a class: "jets" may be fighter aircraft, "lorries" may not."""
    hits = [h.kind for h in names.equipment.find(words)]
    return item_class is not None and any(item_class == k or item_class.endswith(f" {k}") for k in hits)


def matching(rows: Sequence[Row], wanted: Wanted, names: Names) -> list[Row]:
    """Return the rows that answer all of what is asked.

    Raises:
        InputError: a name, item, stage or measure is not known; the message says what is near.
    """
    tests = _tests(wanted, names)
    return [row for row in rows if all(test(row) for test in tests)]


def why_none(rows: Sequence[Row], wanted: Wanted, names: Names, what: str) -> str:
    """Return one sentence that says why no row matches: the filter without which most would."""
    if not rows:
        return f"No story of the archive tells of {what}."
    given = [f for f in Wanted.__struct_fields__ if getattr(wanted, f)]
    plain = Wanted()
    found = {f: len(matching(rows, msgspec.structs.replace(wanted, **{f: getattr(plain, f)}), names)) for f in given}
    best = max(given, key=lambda f: found[f])
    if not found[best]:
        return f"None of the {len(rows):,} {what} answers all of it, and dropping one option does not help."
    return f"None of the {len(rows):,} {what} answers all of it; without --{best} {found[best]:,} would."


def check_stages(stages: Sequence[str], register: str) -> tuple[str, ...]:
    """Return the stages as the register writes them: "in-delivery" is "in delivery"."""
    return tuple(_one_of(s, STAGES[register], "stage") for s in stages)


def _one_of(words: str, known: Sequence[str], what: str) -> str:
    written = words.lower().replace("-", " ").replace("_", " ").strip()
    if written not in known:
        raise InputError(f"no {what} {words!r}.{near(written, known)} There are: {', '.join(known)}.")
    return written


def _tests(wanted: Wanted, names: Names) -> list[Callable[[Deal | Measure], bool]]:
    tests: list[Callable[[Deal | Measure], bool]] = []
    for party in ("supplier", "recipient", "sender", "target"):
        if words := getattr(wanted, party):
            codes = {c for w in words for c in _codes(w, names, party)}
            tests.append(lambda row, party=party, codes=codes: getattr(row, party, None) in codes)  # type: ignore[misc]
    if wanted.stage:
        tests.append(lambda row: row.stage in wanted.stage)
    if wanted.measure:
        kinds = {_one_of(m, MEASURES, "measure") for m in wanted.measure}
        tests.append(lambda row: getattr(row, "measure", None) in kinds)
    if wanted.item:
        things = {t for w in wanted.item for t in _things(w, names)}
        tests.append(lambda row: isinstance(row, Deal) and _is_item(row, things))
    if wanted.since:
        day = first_day(wanted.since).isoformat()
        tests.append(lambda row: (row.last_told or "") >= day)
    return tests


def _codes(words: str, names: Names, option: str) -> tuple[str, ...]:
    codes = names.who(words).codes
    if not codes:
        raise InputError(f"--{option} {words!r} is no state, body or group. Give a name or a code: Poland, POL, NATO.")
    return codes


def _things(words: str, names: Names) -> tuple[str, ...]:
    """Return the ways in which an item may be written; "arms" is what stories say that name no item."""
    return ("arms",) if words.lower() in {"arms", "weapons"} else names.things(words)


def _is_item(deal: Deal, things: set[str]) -> bool:
    called = {w.lower() for w in (deal.item, deal.item_class or "", *deal.items)}
    return any(
        c == t or c.startswith(f"{t}-") or c.endswith(f" {t}") or c == f"{t} system" for c in called for t in things
    )
