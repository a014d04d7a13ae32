"""How to count: by what, in which unit, for whom. The words of `redshank count` in, a checked Plan out."""

import msgspec

from redshank.query.periods import PERIODS
from redshank.records.errors import InputError

PLAIN = {
    "type": "type",
    "status": "status",
    "quad": "quad",
    "holder": "holder",
    "place": "place",
    "country": "place_country",
    "publisher": "publisher",
}
LISTS = {"actor": "actor_keys", "to": "recipient_keys", "mode": "modes", "equipment": "equipment"}
# Either way an event counts once for a pair, whoever is named first.
PAIRS = (
    "list_distinct(flatten(list_transform(actor_keys, lambda a: list_transform(list_filter(recipient_keys, "
    "lambda r: r <> a), lambda r: least(a, r) || '-' || greatest(a, r)))))"
)
# A state with itself is no dyad; --by actor,to counts it.
NO_DYAD = "(len(actor_keys) = 0 OR len(recipient_keys) = 0 OR (len(actor_keys) = 1 AND actor_keys = recipient_keys))"
BY = ("dyad", *LISTS, *PLAIN, *PERIODS)
KEYS = PLAIN | {name: f"one_{name}" for name in ("dyad", *LISTS)}


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How to count."""

    by: tuple[str, ...] = ()
    directed: bool = True
    per_stories: int | None = None  # events for each so many stories read
    panel: tuple[str, ...] = ()  # publishers; only what they publish is counted, and counts as read
    with_background: bool = False  # count what is recalled from long before too
    max_share: float | None = None  # the largest share that one publisher may have
    baseline: int | None = None  # periods before that a period is held against

    @property
    def unit(self) -> str | None:
        """The period counted by, if any."""
        return next((d for d in self.by if d in PERIODS), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """What is counted by beside the period."""
        return tuple(d for d in self.by if d not in PERIODS)


def checked(plan: Plan) -> Plan:
    """Return the plan, if it can be counted by.

    Raises:
        InputError: it cannot; the message says why.
    """
    unknown = [d for d in plan.by if d not in BY]
    if unknown:
        raise InputError(f"--by {unknown[0]!r} is not known. There are: {', '.join(BY)}.")
    if len(plan.by) > 3 or len(set(plan.by)) < len(plan.by):
        raise InputError("--by takes up to three different words, for example --by dyad,month.")
    if len([d for d in plan.by if d in PERIODS]) > 1:
        raise InputError(f"--by takes one period only, one of {', '.join(PERIODS)}.")
    if plan.baseline is not None and plan.unit is None:
        raise InputError("--baseline compares periods. Add one to --by, for example --by dyad,month --baseline 12.")
    if plan.max_share is not None and not 0 < plan.max_share <= 1:
        raise InputError(f"--max-publisher-share {plan.max_share:g}: a share lies above 0 and is 1 at most, as 0.25.")
    return plan
