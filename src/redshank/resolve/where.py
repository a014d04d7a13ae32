"""Say which places the story names, where they lie, how finely, and what each name does in its sentence."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from redshank.gazetteer import Entry, Gazetteer
from redshank.gazetteer.entry import MAIN
from redshank.lexicon.entities import Entities
from redshank.lexicon.places import PlaceCues, load_place_cues
from redshank.records import Mention, Place, PlaceChoice, PlaceRole, Score, Sentence, Story, Zone
from redshank.resolve.place_hints import setting_of
from redshank.resolve.place_rank import Asked, Ranked, rank, spread
from redshank.resolve.place_role import role_of

WEAKEST = 2.5  # below this score a name stays without a place
FEW = 5  # alternatives that are kept
SEAT = 10_000  # people; a hamlet of the same name is no capital
# Class -> precision, PLOVER resolution, UCDP GED where_prec, ACLED geo_precision.
GRAINS = {
    "country": ("country", "country", 6, 3),
    "continent": ("region", "region", 7, 3),
    "region": ("region", "region", 5, 3),
    "desert": ("region", "region", 5, 3),
    "mountain": ("region", "region", 5, 3),
    "river": ("region", "region", 5, 3),
    "sea": ("sea", "region", 7, 3),
    "strait": ("sea", "region", 7, 3),
    "lake": ("region", "region", 5, 3),
    "admin1": ("admin1", "province", 4, 3),
    "admin2": ("admin2", "district", 3, 2),
    "city": ("city", "city", 1, 1),
    "base": ("point", "city", 1, 1),
    "port": ("point", "city", 1, 1),
    "facility": ("point", "city", 1, 1),
    "island": ("region", "region", 5, 2),
}
FINE = frozenset({"point", "city", "admin2"})


def resolve_places(
    story: Story,
    zones: Sequence[Zone],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    entities: Entities,
    *,
    cues: PlaceCues | None = None,
) -> tuple[Place, ...]:
    """Resolve every place mention; one id for each mention, `pl1`, `pl2` ..., in the order of the mentions.

    Args:
        story: the story.
        zones: its zones.
        sentences: its parsed sentences.
        mentions: mentions of any kind; those of kind "place" are read.
        gazetteer: the places that we know.
        entities: the states, with their adjectives and capitals.
        cues: the words around place names; None: ours.
    """
    cues = cues or load_place_cues()
    named = [m for m in mentions if m.kind == "place"]
    by_index = {s.index: s for s in sentences}
    settings = [setting_of(story.text, m, by_index.get(m.sentence), gazetteer, entities, cues) for m in named]
    ranked = _rank_all(settings, gazetteer, _home(settings, named))
    found: list[Place] = []
    for k, (mention, choices) in enumerate(zip(named, ranked, strict=True), 1):
        best = choices[0] if choices and choices[0].score >= WEAKEST else None
        role, reason = _role(story.text, by_index.get(mention.sentence), mention, best, cues, entities)
        found.append(_place(f"pl{k}", story.text, mention, best, choices, role, reason, gazetteer))
    return tuple(found)


def _home(settings: Sequence[Asked], named: Sequence[Mention]) -> tuple[Entry, ...]:
    """Return the place of the dateline when its name leaves no doubt."""
    for asked, mention in zip(settings, named, strict=True):
        if mention.rule == "dateline" and len(asked.entries) == 1:
            return asked.entries
    return ()


def _rank_all(settings: Sequence[Asked], gazetteer: Gazetteer, home: Sequence[Entry]) -> list[tuple[Ranked, ...]]:
    """Rank each setting once; a name without a hint of its own takes over what the story says of it elsewhere."""
    told: dict[str, tuple[Entry, ...]] = {}
    for asked in settings:
        if _fitting(asked):
            told.setdefault(asked.folded, asked.inside)
    full = [_settled(a, told) for a in settings]
    counts = Counter(a.folded for a in full)
    order: dict[tuple[object, ...], int] = {}
    once: list[Asked] = []
    for asked in full:
        if _mark(asked) not in order:
            order[_mark(asked)] = len(once)
            once.append(msgspec.structs.replace(asked, times=counts[asked.folded]))
    ranked = rank(once, gazetteer, home)
    return [ranked[order[_mark(a)]] for a in full]


def _settled(asked: Asked, told: dict[str, tuple[Entry, ...]]) -> Asked:
    if _fitting(asked):
        return asked
    inside = () if _is_land(asked) else told.get(asked.folded, ())
    outside = () if inside or _is_land(asked) else asked.inside
    return msgspec.structs.replace(asked, inside=inside, outside=outside)


def _mark(asked: Asked) -> tuple[object, ...]:
    return (
        asked.folded,
        tuple(e.key for e in asked.entries[:3]),
        tuple(e.key for e in asked.inside + asked.outside),
        asked.wants,
    )


def _fitting(asked: Asked) -> bool:
    """Say whether the land behind the comma holds a place of this name; "Georgia, Russia and ..." is a list."""
    if _is_land(asked):
        lands = tuple(e for e in asked.inside if e.place_class == "admin1")
        return any(e.admin1 in {i.key for i in lands} for e in asked.entries)
    return any(_fits(e, asked.inside) for e in asked.entries)


def _is_land(asked: Asked) -> bool:
    return any(e.place_class == "country" and e.rank == MAIN for e in asked.entries)


def _fits(entry: Entry, inside: Sequence[Entry]) -> bool:
    keys = {e.key for e in inside}
    lands = {e.country for e in inside if e.place_class == "country"}
    return entry.admin1 in keys or entry.admin2 in keys or (entry.country in lands and entry.place_class != "country")


def _is_capital(entry: Entry, words: str, entities: Entities) -> bool:
    """Say whether the place is the seat of a state, so that its name can stand for the government."""
    if entry.capital:
        return True
    if entry.place_class not in {"city", "admin1"} or entry.population < SEAT:
        return False
    forms = [f for name in dict.fromkeys((words, entry.name)) for f in entities.lookup(name)]
    return any(f.use in {"capital", "metonym"} and entities[f.entity].country == entry.country for f in forms)


def _role(
    text: str,
    sentence: Sentence | None,
    mention: Mention,
    best: Ranked | None,
    cues: PlaceCues,
    entities: Entities,
) -> tuple[PlaceRole, str]:
    if sentence is None:
        return "literal", "outside the sentences"
    entry = best.entry if best else None
    capital = entry is not None and _is_capital(entry, mention.span.of(text), entities)
    return role_of(sentence, mention, entry, cues, capital=capital)


def _place(
    place_id: str,
    text: str,
    mention: Mention,
    best: Ranked | None,
    choices: Sequence[Ranked],
    role: PlaceRole,
    reason: str,
    gazetteer: Gazetteer,
) -> Place:
    words = mention.span.of(text)
    shares = spread(choices)
    if best is None:
        why = f"no place of this name is near enough to what the story says; {role}: {reason}"
        return Place(id=place_id, span=mention.span, text=words, name=words, role=role, score=Score(value=0.0, why=why))
    entry = best.entry
    precision, resolution, where_prec, geo_precision = GRAINS[entry.place_class]
    return Place(
        id=place_id,
        span=mention.span,
        text=words,
        name=entry.name,
        geonameid=entry.geonameid,
        latitude=entry.latitude,
        longitude=entry.longitude,
        radius_km=None if entry.radius_km is None else float(entry.radius_km),
        country=entry.country,
        admin1=_name_of(entry.key if entry.place_class == "admin1" else entry.admin1, gazetteer),
        admin2=_name_of(entry.key if entry.place_class == "admin2" else entry.admin2, gazetteer),
        place_class=entry.place_class,
        precision=precision,
        resolution=resolution,
        where_prec=where_prec,
        geo_precision=geo_precision,
        priogrid=prio_cell(entry.latitude, entry.longitude) if precision in FINE else None,
        role=role,
        score=Score(value=round(shares[0], 3), why=f"{best.why}; {role}: {reason}"),
        alternatives=tuple(_alternatives(choices[1 : 1 + FEW], shares[1:])),
    )


def _name_of(key: int | None, gazetteer: Gazetteer) -> str | None:
    entry = None if key is None else gazetteer.by_id(key)
    return None if entry is None else entry.name


def _alternatives(choices: Sequence[Ranked], shares: Sequence[float]) -> Iterator[PlaceChoice]:
    for choice, share in zip(choices, shares, strict=False):
        entry = choice.entry
        yield PlaceChoice(name=entry.name, geonameid=entry.geonameid, country=entry.country, score=round(share, 3))


def prio_cell(latitude: float, longitude: float) -> int:
    """Return the cell of the PRIO-GRID, half a degree wide, counted from the south-west corner of the world."""
    row = min(359, int((latitude + 90) * 2))
    column = min(719, int((longitude + 180) * 2))
    return row * 720 + column + 1
