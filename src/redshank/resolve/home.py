"""When a story was written and which country it is about: what decides where words alone do not."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from redshank.gazetteer import Entry, Gazetteer
from redshank.grammar import kids_with
from redshank.lexicon.entities import Entities
from redshank.lexicon.entity_records import FIRST, LAST, Entity, Period
from redshank.records import Mention, Published, Sentence

LANDS = frozenset({"state", "institution", "armed_group"})  # a company or a paper stands for no land
TOWNS = frozenset({"city", "admin1", "admin2"})
STANDS_IN = frozenset({"in", "of", "from", "at"})
LEAST_PEOPLE = 100_000
OUTWEIGHS = 10
LEADING_SHARE = 0.6  # of the words that name countries, for one to be the story's country


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


def story_country(counted: Counter[str], entities: Entities) -> Entity | None:
    """Return the state that the story is about, when one stands out."""
    ranked = counted.most_common(1)
    if not ranked or ranked[0][1] < LEADING_SHARE * sum(counted.values()):
        return None
    return entities.get(ranked[0][0])


def owning_town(mention: Mention, sentence: Sentence, gazetteer: Gazetteer, hosted: Collection[str]) -> Entry | None:
    """Return the town or province of "Shanghai police", "police in Tijuana", if no other of its name rivals it.

    Args:
        mention: the people.
        sentence: where they are named.
        gazetteer: the places.
        hosted: nouns for people whom a town hosts rather than employs ("diplomats in Geneva").
    """
    words = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end and t.i < mention.head]
    names = [t for t in words if t.tag in {"NNP", "NNPS"}]
    if names and names == words[: len(names)]:
        for stop in range(len(names), 0, -1):
            found = town_named(" ".join(t.text for t in names[:stop]), gazetteer)
            if found is not None:
                return found
    if sentence.tokens[mention.head].lemma.lower() in hosted:
        return None
    for head in standing_in(sentence, mention.head):
        found = town_named(_name_ending(sentence, head), gazetteer)
        if found is not None:
            return found
    return None


def standing_in(sentence: Sentence, noun: int) -> Iterator[int]:
    """Give the heads of what people stand in: "police in Tijuana", "Kurds of Turkey's southeast"."""
    for k in kids_with(sentence, noun, "prep"):
        if sentence.tokens[k].text.lower() in STANDS_IN:
            for head in kids_with(sentence, k, "pobj"):
                yield from kids_with(sentence, head, "poss")
                yield head


def lands_of_towns(sentences: Iterable[Sentence], gazetteer: Gazetteer) -> Counter[str]:
    """Count the countries of the towns that a story names, for a story that names no country."""
    counted: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.tag != "NNP" or token.dep == "compound":
                continue
            found = town_named(_name_ending(sentence, token.i), gazetteer)
            if found is not None and found.country:
                counted[found.country] += 1
    return counted


def _name_ending(sentence: Sentence, head: int) -> str:
    """Return the run of name words that ends at `head`."""
    first = head
    while first and sentence.tokens[first - 1].tag == "NNP" and sentence.tokens[first - 1].head == head:
        first -= 1
    return " ".join(t.text for t in sentence.tokens[first : head + 1])


def town_named(name: str, gazetteer: Gazetteer) -> Entry | None:
    """Return the town or province of this name that outweighs all of that name in other lands."""
    places = [e for e in gazetteer.candidates(name) if e.place_class in TOWNS and e.country]
    largest = max(places, key=lambda e: e.population, default=None)
    if largest is None or largest.population < LEAST_PEOPLE:
        return None
    rival = max((e.population for e in places if e.country != largest.country), default=0)
    return largest if largest.population >= OUTWEIGHS * rival else None
