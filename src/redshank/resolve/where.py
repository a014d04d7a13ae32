"""Say which places the story names, where they lie, how finely, and what each name does in its sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from redshank.gazetteer import Entry, Gazetteer, fold
from redshank.gazetteer.entry import MAIN
from redshank.lexicon.entities import Entities
from redshank.lexicon.places import PlaceCues, load_place_cues
from redshank.records import Mention, Place, PlaceChoice, PlaceRole, Score, Sentence, Span, Story, Zone
from redshank.resolve.place_rank import Asked, Ranked, candidates_of, rank, spread
from redshank.resolve.place_role import role_of

WEAKEST = 2.5  # below this score a name stays without a place
FEW = 5  # alternatives that are kept
SEAT = 10_000  # people; a hamlet of the same name is no capital
CHAIN = re.compile(r"\s*[,(]\s*(?:[a-z]+\s+)?")
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
    settings = [_setting(story.text, m, by_index.get(m.sentence), gazetteer, entities, cues) for m in named]
    ranked = _rank_all(settings, gazetteer, _home(settings, named))
    found: list[Place] = []
    for k, (mention, choices) in enumerate(zip(named, ranked, strict=True), 1):
        best = choices[0] if choices and choices[0].score >= WEAKEST else None
        role, reason = _role(story.text, by_index.get(mention.sentence), mention, best, cues, entities)
        found.append(_place(f"pl{k}", story.text, mention, best, choices, role, reason, gazetteer))
    return tuple(found)


def _setting(
    text: str,
    mention: Mention,
    sentence: Sentence | None,
    gazetteer: Gazetteer,
    entities: Entities,
    cues: PlaceCues,
) -> Asked:
    """Gather what the name's own surroundings say of it."""
    words = mention.span.of(text)
    return Asked(
        folded=fold(words),
        entries=_entries(words, mention, gazetteer, entities, cues),
        inside=_inside(text, mention.span, gazetteer, cues),
        wants=_wants(sentence, mention),
    )


def _entries(
    words: str, mention: Mention, gazetteer: Gazetteer, entities: Entities, cues: PlaceCues
) -> tuple[Entry, ...]:
    short = cues.abbreviations.get(words) or cues.postal.get(words)
    if short is not None:
        entry = gazetteer.by_id(short)
        return () if entry is None else (entry,)
    found = () if mention.form == "adjective" else candidates_of(words, gazetteer)
    if not any(e.place_class == "country" for e in found):
        found = _land_of(words, gazetteer, entities, cues) or found
    if words.isupper() and len(words) <= 3:
        return tuple(e for e in found if e.place_class == "country")
    return found


def _land_of(words: str, gazetteer: Gazetteer, entities: Entities, cues: PlaceCues) -> tuple[Entry, ...]:
    """Return the land of an adjective or a people: "Russian", "Russians"."""
    for form in (words, words.title()):
        if form in cues.adjectives:
            entry = gazetteer.by_id(cues.adjectives[form])
            return () if entry is None else (entry,)
        for known in entities.lookup(form):
            code = entities[known.entity].code
            if known.use in {"adjective", "people"} and entities[known.entity].kind == "state" and code:
                entry = gazetteer.country(code)
                if entry is not None:
                    return (entry,)
    return ()


def _inside(text: str, span: Span, gazetteer: Gazetteer, cues: PlaceCues) -> tuple[Entry, ...]:
    """Read "Town, Land": the land behind the comma."""
    opened = CHAIN.match(text, span.end)
    if opened is None:
        return ()
    rest = text[opened.end() : opened.end() + 40]
    words = re.findall(r"[^\s,;:()]+", rest)
    for size in (3, 2, 1):
        name = " ".join(words[:size]).rstrip("’'s") if size == 1 else " ".join(words[:size])
        if len(words) < size or not name[:1].isupper() or not rest.startswith(" ".join(words[:size])):
            continue
        for form in (name, name.rstrip(".")):
            key = cues.abbreviations.get(form) or cues.postal.get(form)
            if key is not None:
                entry = gazetteer.by_id(key)
                return () if entry is None else (entry,)
        found = tuple(e for e in gazetteer.candidates(name) if e.place_class in {"country", "admin1", "admin2", "region"})
        if found:
            return found
    return ()


def _wants(sentence: Sentence | None, mention: Mention) -> frozenset[str]:
    """Read the kind that stands beside the name: "the enclave of X", "X province", "the city of X"."""
    if sentence is None or not sentence.span.holds(mention.span):
        return frozenset()
    tokens = sentence.tokens
    first = mention.head
    while first > 0 and tokens[first - 1].start >= mention.span.start:
        first -= 1
    last = mention.head
    while last + 1 < len(tokens) and tokens[last + 1].end <= mention.span.end:
        last += 1
    beside = [tokens[last + 1].lemma] if last + 1 < len(tokens) else []
    if first >= 2 and tokens[first - 1].text.lower() == "of":
        beside.append(tokens[first - 2].lemma)
    elif first >= 1:
        beside.append(tokens[first - 1].lemma)
    for word in beside:
        if word.lower() in KINDS:
            return KINDS[word.lower()]
    return frozenset()


KINDS = {
    **dict.fromkeys(("province", "region", "oblast", "governorate", "state", "enclave", "exclave", "republic"), frozenset({"admin1", "region"})),
    **dict.fromkeys(("city", "town", "village", "port", "suburb", "settlement", "capital"), frozenset({"city"})),
    **dict.fromkeys(("district", "county", "parish", "municipality"), frozenset({"admin2"})),
    **dict.fromkeys(("island", "islands"), frozenset({"island"})),
    **dict.fromkeys(("river",), frozenset({"river"})),
    **dict.fromkeys(("peninsula",), frozenset({"admin1", "region"})),
}


def _home(settings: Sequence[Asked], named: Sequence[Mention]) -> tuple[Entry, ...]:
    """Return the place of the dateline when its name leaves no doubt."""
    for asked, mention in zip(settings, named, strict=True):
        if mention.rule == "dateline" and len(asked.entries) == 1:
            return asked.entries
    return ()


def _rank_all(
    settings: Sequence[Asked], gazetteer: Gazetteer, home: Sequence[Entry]
) -> list[tuple[Ranked, ...]]:
    """Rank each setting once; a name without a hint of its own takes over what the story says of it elsewhere."""
    told: dict[str, tuple[Entry, ...]] = {}
    for asked in settings:
        if _fitting(asked):
            told.setdefault(asked.folded, asked.inside)
    full = [
        msgspec.structs.replace(a, inside=a.inside if _fitting(a) else () if _is_land(a) else told.get(a.folded, ())) for a in settings
    ]
    counts = Counter(a.folded for a in full)
    order: dict[tuple[object, ...], int] = {}
    once: list[Asked] = []
    for asked in full:
        if _mark(asked) not in order:
            order[_mark(asked)] = len(once)
            once.append(msgspec.structs.replace(asked, times=counts[asked.folded]))
    ranked = rank(once, gazetteer, home)
    return [ranked[order[_mark(a)]] for a in full]


def _mark(asked: Asked) -> tuple[object, ...]:
    return asked.folded, tuple(e.key for e in asked.entries[:3]), tuple(e.key for e in asked.inside), asked.wants


def _fitting(asked: Asked) -> bool:
    """Say whether the land behind the comma holds a place of this name; "Georgia, Russia and ..." is a list of lands."""
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
        radius_km=entry.radius_km,
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
