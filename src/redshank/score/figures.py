"""Figures for each kind of gold: counts a row, figures from counts, intervals by resampling the rows.

Each kind counts as the stand-alone scorers beside the gold do, so that anybody can check the figures with other code.
"""

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from redshank.score.align import align, codes
from redshank.score.figures_claims import (
    count_claims,
    count_disputes,
    count_statuses,
    figures_claims,
    figures_disputes,
    figures_statuses,
)
from redshank.score.figures_registers import count_registers, count_where, figures_registers, figures_where

Row = Mapping[str, Any]
Counts = Counter[str]
RESAMPLES = 1000
NARRATOR = "narrator"
SEED = 7  # the same intervals on every run


def f1(counts: Counts, name: str) -> dict[str, float]:
    """Return precision, recall and F1 from `name.hit`, `name.made` and `name.gold`."""
    hit, made, gold = counts[f"{name}.hit"], counts[f"{name}.made"], counts[f"{name}.gold"]
    p = hit / made if made else 0.0
    r = hit / gold if gold else 0.0
    return {f"{name}_p": p, f"{name}_r": r, f"{name}_f1": 2 * p * r / (p + r) if p + r else 0.0}


def share(counts: Counts, hit: str, of: str) -> float:
    """Return a share, 0 where there is nothing to share."""
    return counts[hit] / counts[of] if counts[of] else 0.0


def pairs(gold: Sequence[Row], made: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pair overlapping spans one to one, exact ones first, then the longest overlap."""
    ranked = sorted(
        (-((a["start"], a["end"]) == (b["start"], b["end"])), -over, i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(made)
        if (over := min(a["end"], b["end"]) - max(a["start"], b["start"])) > 0
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((gold[i], made[j]))
    return found


# --- events --------------------------------------------------------------------------------------------------------


def _side(side: Any) -> list[str]:
    if isinstance(side, str):
        return [side[:3]] if side else []
    return [(a.get("country_iso") or "")[:3] if isinstance(a, Mapping) else str(a or "")[:3] for a in side]


def _triples(event: Row, kind: str) -> set[tuple[str, str, str]]:
    source, target = _side(event["source"]), _side(event["target"])
    if event.get("reciprocal"):
        return {(a, b, kind) for a in source for b in source if a != b}
    if target:
        return {(a, b, kind) for a in (source or [""]) for b in target}
    return {(a, "", kind) for a in source} or {("", "", kind)}


def count_events(gold: Row, made: Row) -> Counts:
    """Count one sentence: type, dyad and triple of its first gold event."""
    counts: Counts = Counter(rows=1)
    first = gold["events"][0]
    kinds = set(first["plover2021"].split("|"))
    events = made.get("events", [])
    predicted = {e["type"] for e in events}
    counts["silent"] += not events
    counts["type.hit"] += bool(predicted & kinds)
    counts["type.good"] += len(predicted & kinds)
    counts["type.made"] += len(predicted)
    if isinstance(first["source"], str):
        return counts
    want = _triples(first, first["plover2021"].split("|")[0])
    have = {t for e in events for t in _triples(e, e["type"])}
    dyads, have_dyads = {t[:2] for t in want}, {t[:2] for t in have}
    counts.update({"triple.hit": len(want & have), "triple.made": len(have), "triple.gold": len(want)})
    counts.update({"dyad.hit": len(dyads & have_dyads), "dyad.made": len(have_dyads), "dyad.gold": len(dyads)})
    counts["exact"] += want == have
    return counts


def figures_events(counts: Counts) -> dict[str, float]:
    """Return type recall and precision, dyad and triple F1, the silent share."""
    found = {
        "type_recall": share(counts, "type.hit", "rows"),
        "type_precision": share(counts, "type.good", "type.made"),
        "silent": share(counts, "silent", "rows"),
    }
    if counts["triple.gold"]:
        found |= f1(counts, "dyad") | f1(counts, "triple") | {"exact": share(counts, "exact", "rows")}
    return found


# --- readings: the events of whole stories ---------------------------------------------------------------------------

SMALL = frozenset(
    {"the", "and", "his", "her", "its", "their", "who", "was", "were", "there", "from", "for", "with", "one"}
)


def count_readings(gold: Row, made: Row) -> Counts:
    """Count one story: events found, with the right type, with the right parties; the rest where the type is right."""
    counts: Counts = Counter(rows=1)
    want, have = gold["events"], made.get("events", [])
    for name in ("event", "type", "triple"):
        counts.update({f"{name}.made": len(have), f"{name}.gold": len(want)})
    for name, events in (("made", have), ("gold", want)):
        counts[f"attributed.{name}"] += sum(e["holder"] != NARRATOR for e in events)
    for i, j in align(want, have):
        g, m = want[i], have[j]
        counts["event.hit"] += 1
        if g["type"] != m["type"]:
            continue
        right = {side: codes(g, side) == codes(m, side) for side in ("actors", "recipients")}
        # A recipient that is marked as implied is not held against an event for which the gold names none.
        right["recipients"] |= not g["recipients"] and bool(m.get("implied"))
        right |= {field: g[field] == m[field] for field in ("status", "background")}
        right["holder"] = (g["holder"] == NARRATOR) == (m["holder"] == NARRATOR)
        counts.update(right)
        counts["type.hit"] += 1
        counts["triple.hit"] += right["actors"] and right["recipients"]
        counts["attributed.hit"] += same_holder(g, m) and g["holder"] != NARRATOR
    return counts


def same_holder(gold: Row, made: Row) -> bool:
    """Tell whether two holders are the narrator, or parties that share a word other than small ones.

    What we resolved goes by any of its wordings in the story (`holder_words`), for its name need not stand there.
    """
    if NARRATOR in {gold["holder"], made["holder"]}:
        return bool(gold["holder"] == made["holder"])
    one, other = (
        {w for text in (e["holder"], *e.get("holder_words", ())) for w in _telling(text)} for e in (gold, made)
    )
    return bool(one & other)


def _telling(text: str) -> set[str]:
    return {w for w in re.findall(r"\w{3,}", text.casefold()) if w not in SMALL}


def figures_readings(counts: Counts) -> dict[str, float]:
    """Return F1 of events, types, triples and attributed events; accuracies among events with the right type."""
    found = {k: v for name in ("event", "type", "triple") for k, v in f1(counts, name).items()}
    for field in ("actors", "recipients", "status", "holder", "background"):
        found[field] = share(counts, field, "type.hit")
    return found | {"attributed_f1": f1(counts, "attributed")["attributed_f1"]}


# --- actors --------------------------------------------------------------------------------------------------------


def count_actors(gold: Row, made: Row) -> Counts:
    """Count one phrase; rows that need an encyclopedia are left out."""
    want = {k: v[1] for k, v in gold["expect"].items() if v[0] == "=="}
    country, sector = want.get("country", want.get("cc")), want.get("code_1")
    if want.get("wiki") or (country is None and sector is None):
        return Counter()
    counts: Counts = Counter(rows=1)
    right = True
    if country is not None:
        good = (made.get("country") or "") == country
        counts.update({"country": good, "countries": 1})
        right = right and good
    if sector is not None:
        sectors = made.get("sectors") or []
        good = sector in sectors if sector else not sectors
        counts.update({"sector": good, "sectors": 1})
        right = right and good
    counts["both"] += right
    return counts


def figures_actors(counts: Counts) -> dict[str, float]:
    """Return the shares of rows whose country, sector and all are right."""
    return {
        "country": share(counts, "country", "countries"),
        "sector": share(counts, "sector", "sectors"),
        "both": share(counts, "both", "rows"),
    }


# --- places and metonyms -------------------------------------------------------------------------------------------

NEAR_KM = 161.0


def kilometres(a: Row, b: Row) -> float:
    """Return the great-circle distance between two points in kilometres (haversine)."""
    p, q, r, s = (math.radians(float(x)) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, h)))


def _located(gold: Row, made: Row) -> bool:
    if gold.get("geonameid") and str(gold["geonameid"]) == str(made.get("geonameid")):
        return True
    return made.get("lat") is not None and kilometres(gold, made) <= NEAR_KM


def count_places(gold: Row, made: Row) -> Counts:
    """Count one text: names found, and found and put within 161 km or on the same entry."""
    names, found = gold["toponyms"], made.get("toponyms", [])
    counts: Counts = Counter({"found.gold": len(names), "found.made": len(found)})
    matched = pairs(names, found)
    counts["found.hit"] += len(matched)
    placed = [g for g in names if g.get("lat") is not None]
    loose = sum(1 for g, _ in matched if g.get("lat") is None)
    right = sum(1 for g, m in matched if g.get("lat") is not None and _located(g, m))
    counts.update({"end.gold": len(placed), "end.made": len(found) - loose, "end.hit": right})
    counts.update({"acc.hit": right, "acc.of": len(placed)})
    return counts


def figures_places(counts: Counts) -> dict[str, float]:
    """Return F1 of finding, F1 end to end, and the share of gold names put right."""
    return f1(counts, "found") | f1(counts, "end") | {"accuracy_161": share(counts, "acc.hit", "acc.of")}


def count_metonyms(gold: Row, made: Row) -> Counts:
    """Count the names that stand for a government or people."""
    found = made.get("toponyms", [])
    counts: Counts = Counter({"metonym.made": sum(m.get("role") == "metonym" for m in found)})
    counts["metonym.gold"] += sum(str(g.get("type", "")).lower().startswith("metonym") for g in gold["toponyms"])
    for g, m in pairs(gold["toponyms"], found):
        counts["metonym.hit"] += m.get("role") == "metonym" and str(g.get("type", "")).lower().startswith("metonym")
    return counts


# --- times, quantities, names --------------------------------------------------------------------------------------


def count_times(gold: Row, made: Row) -> Counts:
    """Count TIMEX3 expressions as TempEval-3 does: strict and relaxed spans, and the values of relaxed pairs."""
    want = gold["timexes"]
    ignored = gold.get("ignore", [])
    have = [t for t in made.get("timexes", []) if not any(t["start"] < e and s < t["end"] for s, e in ignored)]
    counts: Counts = Counter()
    matched = pairs(want, have)
    for name, hit in (
        ("strict", sum((g["start"], g["end"]) == (m["start"], m["end"]) for g, m in matched)),
        ("relaxed", len(matched)),
        ("value", sum(g["value"] == m["value"] for g, m in matched)),
        ("type", sum(g["type"] == m["type"] for g, m in matched)),
    ):
        counts.update({f"{name}.hit": hit, f"{name}.made": len(have), f"{name}.gold": len(want)})
    return counts


def count_quantities(gold: Row, made: Row) -> Counts:
    """Count numbers: spans, and value with unit.

    Gold that leaves out vague counts ("dozens of") does not hold them against us; gold that has them counts them.
    """
    want = [q for q in gold.get("quantities") or gold.get("values") or [] if q.get("start") is not None]
    have = [q for q in made.get("quantities", []) if not q.get("vague") or pairs(want, [q])]
    matched = pairs(want, have)
    right = sum(_same_value(g, m) and str(g.get("unit")).lower() == str(m.get("unit")).lower() for g, m in matched)
    counts: Counts = Counter()
    for name, hit in (("span", len(matched)), ("value_and_unit", right)):
        counts.update({f"{name}.hit": hit, f"{name}.made": len(have), f"{name}.gold": len(want)})
    return counts


def _same_value(gold: Row, made: Row) -> bool:
    if gold.get("value") is None or made.get("value") is None:
        return False
    return math.isclose(float(gold["value"]), float(made["value"]), rel_tol=1e-6)


def count_names(gold: Row, made: Row) -> Counts:
    """Count named things by label; `arms` is Weapon and MilitaryPlatform together."""
    counts: Counts = Counter()
    groups = {"all": None, "arms": {"Weapon", "MilitaryPlatform"}}
    for name, labels in groups.items():
        want = [e for e in gold["entities"] if labels is None or e["label"] in labels]
        have = [e for e in made.get("entities", []) if labels is None or e["label"] in labels]
        hit = 0
        for label in {e["label"] for e in want}:
            hit += len(pairs([e for e in want if e["label"] == label], [e for e in have if e["label"] == label]))
        counts.update({f"{name}.hit": hit, f"{name}.made": len(have), f"{name}.gold": len(want)})
    return counts


# --- speakers, status, zones ---------------------------------------------------------------------------------------


def _chars(parts: Sequence[Sequence[int]]) -> set[int]:
    return {c for start, end in parts for c in range(start, end)}


def count_speakers(gold: Row, made: Row) -> Counts:
    """Count attributions aligned by content (then by cue): all three parts must overlap."""
    want, have = gold["attributions"], made.get("attributions", [])
    counts: Counts = Counter({"attribution.gold": len(want), "attribution.made": len(have)})
    covers = [[{k: _chars(a.get(k, [])) for k in ("content", "cue", "source")} for a in side] for side in (want, have)]
    used: set[int] = set()
    done: set[int] = set()
    for part in ("content", "cue"):
        ranked = sorted(
            (-len(g[part] & m[part]), i, j)
            for i, g in enumerate(covers[0])
            for j, m in enumerate(covers[1])
            if g[part] & m[part]
        )
        for _, i, j in ranked:
            if i in done or j in used:
                continue
            done.add(i)
            used.add(j)
            g, m = covers[0][i], covers[1][j]
            source = bool(g["source"] & m["source"]) if g["source"] else not m["source"]
            cue = bool(g["cue"] & m["cue"]) if g["cue"] else not m["cue"]
            counts["attribution.hit"] += bool(g["content"] & m["content"]) and cue and source
    return counts


def count_status(gold: Row, made: Row) -> Counts:
    """Gather what mean absolute error and correlation need."""
    have = {(e["start"], e["end"]): float(e["fact"]) for e in made.get("events", [])}
    counts: Counts = Counter()
    for event in gold["events"]:
        a, b = float(event["fact"]), have.get((event["start"], event["end"]), 0.0)
        sums = {"n": 1, "a": a, "b": b, "ab": a * b, "aa": a * a, "bb": b * b, "off": abs(a - b)}
        counts.update(sums)
    return counts


def figures_status(counts: Counts) -> dict[str, float]:
    """Return mean absolute error and Pearson's r."""
    n = counts["n"] or 1
    cov = counts["ab"] - counts["a"] * counts["b"] / n
    var = (counts["aa"] - counts["a"] ** 2 / n) * (counts["bb"] - counts["b"] ** 2 / n)
    return {"mae": counts["off"] / n, "pearson": cov / math.sqrt(var) if var > 0 else 0.0}


def count_zones(gold: Row, made: Row) -> Counts:
    """Count each line that is not empty under the kind that covers most of it."""
    counts: Counts = Counter()
    start = 0
    for line in str(gold["text"]).split("\n"):
        end = start + len(line)
        if line.strip():
            want, have = (_kind(side.get("zones", []), start, end) for side in (gold, made))
            counts.update({"lines": 1, "right": int(want == have)})
            counts.update({f"{want}.gold": 1, f"{have}.made": 1, f"{want}.hit": int(want == have)})
        start = end + 1
    return counts


def _kind(zones: Sequence[Any], start: int, end: int) -> str:
    covered: Counter[str] = Counter()
    for zone in zones:
        a, b = (zone["start"], zone["end"]) if "start" in zone else zone["span"]
        covered[zone["kind"]] += max(0, min(end, b) - max(start, a))
    kind, n = covered.most_common(1)[0] if covered else ("", 0)
    return kind if n else ""


def figures_zones(counts: Counts) -> dict[str, float]:
    """Return line accuracy and the mean F1 over the kinds in the gold."""
    kinds = [k.removesuffix(".gold") for k in counts if k.endswith(".gold")]
    scores = [f1(counts, k)[f"{k}_f1"] for k in kinds]
    return {"accuracy": share(counts, "right", "lines"), "macro_f1": sum(scores) / len(scores) if scores else 0.0}


# --- codebooks of a user's own -------------------------------------------------------------------------------------


def count_own(gold: Row, made: Row) -> Counts:
    """Count one text: types; modes and fields under their type; alarms where the gold has nothing."""
    counts: Counts = Counter(rows=1)
    want, have = _own(gold), _own(made)
    for name in ("type", "mode", "field"):
        counts.update({f"{name}.gold": len(want[name]), f"{name}.made": len(have[name])})
        counts[f"{name}.hit"] += len(want[name] & have[name])
    counts["quiet"] += not want["type"]
    counts["alarm"] += bool(not want["type"] and have["type"])
    counts["exact"] += want == have
    return counts


def _own(row: Row) -> dict[str, set[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = {"type": set(), "mode": set(), "field": set()}
    for own in row["own"]:
        kind = (own["codebook"], own["type"])
        found["type"].add(kind)
        found["mode"].update((*kind, mode) for mode in own.get("modes", ()))
        found["field"].update((*kind, f["name"], f["value"]) for f in own.get("fields", ()))
    return found


def figures_own(counts: Counts) -> dict[str, float]:
    """Return F1 of types, modes and fields, false alarms in texts that hold nothing, and texts wholly right."""
    found = {k: v for name in ("type", "mode", "field") for k, v in f1(counts, name).items()}
    return found | {"alarms": share(counts, "alarm", "quiet"), "exact": share(counts, "exact", "rows")}


def _f1s(*names: str) -> Callable[[Counts], dict[str, float]]:
    def figures(counts: Counts) -> dict[str, float]:
        return {k: v for name in names for k, v in f1(counts, name).items()}

    return figures


KINDS: dict[str, tuple[Callable[[Row, Row], Counts], Callable[[Counts], dict[str, float]]]] = {
    "events": (count_events, figures_events),
    "readings": (count_readings, figures_readings),
    "actors": (count_actors, figures_actors),
    "places": (count_places, figures_places),
    "metonyms": (count_metonyms, _f1s("metonym")),
    "times": (count_times, _f1s("strict", "relaxed", "type", "value")),
    "speakers": (count_speakers, _f1s("attribution")),
    "claims": (count_claims, figures_claims),
    "status": (count_status, figures_status),
    "statuses": (count_statuses, figures_statuses),
    "disputes": (count_disputes, figures_disputes),
    "names": (count_names, _f1s("all", "arms")),
    "quantities": (count_quantities, _f1s("span", "value_and_unit")),
    "zones": (count_zones, figures_zones),
    "registers": (count_registers, figures_registers),
    "where": (count_where, figures_where),
    "own": (count_own, figures_own),
}


def measure(kind: str, gold: Sequence[Row], made: Sequence[Row]) -> dict[str, tuple[float, float, float]]:
    """Return each figure with its 95 % interval (low, high) from resampled rows.

    Args:
        kind: one of `KINDS`.
        gold: the gold rows.
        made: the predictions, in the same order.
    """
    count, figures = KINDS[kind]
    counted = [count(g, m) for g, m in zip(gold, made, strict=True)]
    whole = figures(_sum(counted))
    draw = random.Random(SEED)
    samples = [figures(_sum(draw.choices(counted, k=len(counted)))) for _ in range(RESAMPLES if counted else 0)]
    return {name: (value, *_interval([s.get(name, 0.0) for s in samples])) for name, value in whole.items()}


def measure_types(gold: Sequence[Row], made: Sequence[Row]) -> dict[str, tuple[float, float, float]]:
    """Return the recall of each type among the rows whose main event has it, with its interval.

    Args:
        gold: rows of event gold.
        made: their predictions, in the same order.
    """
    hits: dict[str, list[bool]] = {}
    for row, coded in zip(gold, made, strict=True):
        kinds = row["events"][0]["plover2021"].split("|")
        hits.setdefault(kinds[0], []).append(bool(set(kinds) & {e["type"] for e in coded["events"]}))
    found = {}
    for kind, right in sorted(hits.items()):
        draw = random.Random(SEED)
        samples = [sum(draw.choices(right, k=len(right))) / len(right) for _ in range(RESAMPLES)]
        found[kind] = (sum(right) / len(right), *_interval(samples))
    return found


def _sum(counted: Sequence[Counts]) -> Counts:
    total: Counts = Counter()
    for counts in counted:
        for name, n in counts.items():
            total[name] += n
    return total


def _interval(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    values.sort()
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
