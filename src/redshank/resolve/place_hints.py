"""Gather what a place name's own surroundings say of it: "Town, Land", "the province of X", "Russian"."""

import re

from redshank.gazetteer import Entry, Gazetteer, fold
from redshank.lexicon.entities import Entities
from redshank.lexicon.places import PlaceCues
from redshank.records import Mention, Sentence, Span
from redshank.resolve.place_rank import Asked, candidates_of

HOLDING = frozenset({"country", "admin1", "admin2", "region"})
CHAIN = re.compile(r"\s*[,(]\s*(?:[a-z]+\s+)?")


def setting_of(
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
        wants=_wants(sentence, mention, cues),
    )


def _entries(
    words: str, mention: Mention, gazetteer: Gazetteer, entities: Entities, cues: PlaceCues
) -> tuple[Entry, ...]:
    short = cues.abbreviations.get(words) or cues.postal.get(words)
    if short is not None:
        entry = gazetteer.by_id(short)
        return () if entry is None else (entry,)
    found = () if mention.form == "adjective" else candidates_of(words, gazetteer, cues)
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
        found = tuple(
            e for e in gazetteer.candidates(name) if e.place_class in {"country", "admin1", "admin2", "region"}
        )
        if found:
            return found
    return ()


def _wants(sentence: Sentence | None, mention: Mention, cues: PlaceCues) -> frozenset[str]:
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
        if word.lower() in cues.classes:
            return cues.classes[word.lower()]
    return frozenset()
