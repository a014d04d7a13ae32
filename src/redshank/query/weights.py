"""Hold down publishers that fill a count: each at most a given share of the whole."""

from collections.abc import Collection, Mapping


def capped(reports: Mapping[str, int], share: float, apart: Collection[str] = ()) -> dict[str, float] | None:
    """Return the weight of each publisher whose share is too large; None where too few publishers are left.

    A publisher above the share has its reports weighted so that together they are exactly that share of the weighted
    whole. Where this lifts another one above it, that one is held down too.

    Args:
        reports: how many events of the count each publisher tells.
        share: the largest share that one may have.
        apart: what is no publisher and is not held down.
    """
    over: set[str] = set()
    while True:
        others = sum(n for name, n in reports.items() if name not in over)
        left = 1 - len(over) * share
        if over and (left <= 0 or not others):
            return None
        whole = others / left if over else others
        free = {name: n for name, n in reports.items() if name not in over and name not in apart}
        more = {name for name, n in free.items() if whole and n / whole > share + 1e-12}
        if not more:
            return {name: share * whole / reports[name] for name in over}
        over |= more
