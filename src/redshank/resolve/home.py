"""When a story was written and which country it is about: what decides where words alone do not."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import msgspec

from redshank.gazetteer import Entry, Gazetteer
from redshank.grammar import kids_with
from redshank.lexicon.entities import Entities
from redshank.lexicon.entity_records import FIRST, LAST, Entity, Period
from redshank.records import Mention, Place, Published, Sentence

LANDS = frozenset({"state", "institution", "armed_group"})  # a company or a paper stands for no land
TOWNS = frozenset({"city", "admin1", "admin2"})
STANDS_IN = frozenset({"in", "of", "from", "at"})
DEEPEST = 6  # steps down from a noun to the place in its phrase
LEAST_PEOPLE = 100_000
OUTWEIGHS = 10
LEADING_SHARE = 0.6  # of the words that name countries, for one to be the story's country
LEAST_SHARE, LEAD = 0.35, 1.5  # or this share, and so many times the next
DATELINE = 2  # what the place of filing counts
FILED_SHARE = 0.7  # of the leading country's words, for the place of filing to be the story's country


def period_of(published: Published | None) -> Period | None:
    """Return the days on which the story may have appeared, or None when nothing is known."""
    if published is None:
        return None
    if published.value:
        day = published.value[:10]
        return Period(earliest=(day + FIRST[len(day) :]), latest=(day + LAST[len(day) :]))
    if published.earliest and published.latest:
        return Period(earliest=published.earliest[:10], latest=published.latest[:10])
    return None


def countries_of(text: str, mentions: Sequence[Mention], entities: Entities) -> Counter[str]:
    """Count how often the words of the story name each country, by whatever belongs to it."""
    counted: Counter[str] = Counter()
    for hit in entities.find(text):
        for entry in hit.entries[:1]:
            country = entities[entry].country
            if country and entities[entry].family in LANDS and entities[entry].kind != "ethnic":
                counted[country] += 1
    for mention in mentions:
        if mention.rule == "person":
            counted.update(c for e in mention.entries[:1] if (c := entities[e].country))
        if mention.rule == "place":  # what is told happens there
            counted.update(c for e in mention.entries[:1] if (c := entities[e].country))
    return counted


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What a story is about: how much it speaks of each country, and the state that stands out, if one does."""

    counted: Counter[str]
    state: Entity | None


def home_of(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], places: Sequence[Place], entities: Entities
) -> Home:
    """Find the country that a story is about.

    A name or demonym counts one, and once more in the headline; a town that is meant as a place counts one; the
    place of filing counts two, and its country needs to stand out less.
    """
    counted = countries_of(text, mentions, entities)
    for sentence in sentences:
        if sentence.zone == "headline":
            counted.update(countries_of(sentence.span.of(text), (), entities))
    filed: str | None = None
    for place in places:
        if place.country is None or place.role not in {"literal", "caption"}:
            continue
        if place.score.why.endswith("dateline"):
            filed = filed or place.country
        elif place.place_class in TOWNS:
            counted[place.country] += 1
    if filed is not None:
        counted[filed] += DATELINE
    return Home(counted=counted, state=story_country(counted, entities, filed))


def story_country(counted: Counter[str], entities: Entities, filed: str | None = None) -> Entity | None:
    """Return the state that the story is about, when one stands out.

    Args:
        counted: how much it speaks of each.
        entities: the states.
        filed: the country of the dateline; it needs to stand out less.
    """
    ranked = counted.most_common(2)
    if not ranked:
        return None
    total = sum(counted.values())
    (first, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    if most >= LEADING_SHARE * total or (most >= LEAST_SHARE * total and most >= LEAD * second):
        return entities.get(first)
    if filed is not None and counted[filed] > DATELINE and counted[filed] >= most * FILED_SHARE:
        return entities.get(filed)
    return None


def owning_town(mention: Mention, sentence: Sentence, gazetteer: Gazetteer) -> Entry | None:
    """Return the town or province that stands before the noun ("Shanghai police") if no other rivals it."""
    words = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end and t.i < mention.head]
    names = [t for t in words if t.tag in {"NNP", "NNPS"}]
    if names and names == words[: len(names)]:
        for stop in range(len(names), 0, -1):
            found = town_named(" ".join(t.text for t in names[:stop]), gazetteer)
            if found is not None:
                return found
    return None


def land_stood_in(
    mention: Mention, sentence: Sentence, places: Sequence[Place], hosted: Collection[str]
) -> Place | None:
    """Return the place inside the phrase of "police in Tijuana", "tribesmen in the mountains east of Sanaa".

    Args:
        mention: the people; soldiers may stand in a land that is not theirs.
        sentence: where they are named.
        places: the resolved places of the story.
        hosted: nouns for people whom a place hosts rather than employs ("diplomats in Geneva").
    """
    if "MIL" in mention.sectors or sentence.tokens[mention.head].lemma.lower() in hosted:
        return None
    inside = set(_phrase_below(sentence, mention.head))
    for place in places:
        if place.country is None or place.role != "literal" or not sentence.span.holds(place.span):
            continue
        if any(t.i in inside for t in sentence.tokens if place.span.start <= t.start < place.span.end):
            return place
    return None


def _phrase_below(sentence: Sentence, i: int, depth: int = 0) -> Iterator[int]:
    for k in kids_with(sentence, i, "prep", "pobj", "advmod", "npadvmod", "poss"):
        first_step = sentence.tokens[k].text.lower() in STANDS_IN or (depth == 0 and sentence.tokens[k].dep == "poss")
        if depth == 0 and not first_step:
            continue
        if depth < DEEPEST:
            yield k
            yield from _phrase_below(sentence, k, depth + 1)


def standing_in(sentence: Sentence, noun: int) -> Iterator[int]:
    """Give the heads of what people stand in: "police in Tijuana", "Kurds of Turkey's southeast"."""
    for k in kids_with(sentence, noun, "prep"):
        if sentence.tokens[k].text.lower() in STANDS_IN:
            for head in kids_with(sentence, k, "pobj"):
                yield from kids_with(sentence, head, "poss")
                yield head


def town_named(name: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the town or province of this name that outweighs all of that name in other lands."""
    places = [e for e in gazetteer.candidates(name) if e.place_class in TOWNS and e.country]
    largest = max(places, key=lambda e: e.population, default=None)
    if largest is None or largest.population < LEAST_PEOPLE:
        return None
    rival = max((e.population for e in places if e.country != largest.country), default=0)
    return largest if largest.population >= OUTWEIGHS * rival else None
