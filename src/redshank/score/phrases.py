"""Code one phrase as an actor: "four Malian soldiers" -> MLI, MIL. The phrase is read like a story of one sentence."""

from collections.abc import Sequence

import msgspec

from redshank.gazetteer import Gazetteer
from redshank.lexicon.entities import Entities
from redshank.mentions.actors import find_actors
from redshank.mentions.roles import noun_at
from redshank.parse import Analyzer, parse
from redshank.records import Actor, Mention, Published, Score, Sentence, Span, Story, Zone
from redshank.resolve.cast import Cast
from redshank.resolve.home import period_of, town_named
from redshank.resolve.who import resolve_actors

# A phrase alone may be parsed as a clause; as the subject of a plain one it is read as it stands in news.
TAIL = " said so."


def code_phrase(
    phrase: str, date: str | None, entities: Entities, analyzer: Analyzer, gazetteer: Gazetteer | None = None
) -> Actor | None:
    """Return the actor that a phrase names, or None when it names none.

    Args:
        phrase: the words, without a sentence around them.
        date: the day on which they were written, ISO; None when unknown.
        entities: the actors we know.
        analyzer: the language model.
        gazetteer: where towns lie; None: towns that are no capitals name nobody.
    """
    words = phrase.strip()
    published = Published(value=date) if date else None
    text = words + TAIL
    story = Story(id="phrase", text=text, source_id="phrase")
    sentences = parse(story, (Zone(kind="body", span=Span(0, len(text))),), analyzer)
    mentions = tuple(m for m in find_actors(text, sentences, entities) if m.span.start < len(words))
    actors, links = resolve_actors(text, sentences, mentions, entities, published, gazetteer)
    order = {m.id: _weight(m) for m in mentions}
    best = max(links, key=lambda link: order[link.mention], default=None)
    if best is None:
        return _bare_name(words, entities, published) or _bare_noun(words, sentences, entities, gazetteer)
    actor = next(a for a in actors if a.id == best.actor)
    said = next(m for m in mentions if m.id == best.mention)
    # "Beijing" is China, and its government: the words say more than the state alone.
    return actor if actor.sectors else msgspec.structs.replace(actor, sectors=said.sectors)


def _bare_name(words: str, entities: Entities, published: Published | None) -> Actor | None:
    """Read a name that in a story would need support: "the PRI"."""
    entries = tuple(dict.fromkeys(f.entity for f in entities.lookup(words.removeprefix("the ")) if f.use != "surname"))
    entity = entities.best(entries, period_of(published))
    if entity is None:
        return None
    if len({entities[e].country for e in entries}) > 1:
        shared = tuple(s for s in entity.sectors if all(s in entities[e].sectors for e in entries))
        return _nobody(words, shared)
    member = Cast(entities, period_of(published)).of_entity(entity)
    return member.record(1)


def _bare_noun(
    words: str, sentences: Sequence[Sentence], entities: Entities, gazetteer: Gazetteer | None
) -> Actor | None:
    """Read a phrase that places nobody: "two men", "he"; or only a town and its people."""
    for sentence in sentences:
        heads = [t.i for t in sentence.tokens if t.dep in {"nsubj", "ROOT"}]
        for i in heads:
            noun = noun_at(sentence, 0, i, entities)
            if noun is not None:
                return _nobody(words, noun.sectors)
            if sentence.tokens[i].tag == "PRP":
                return _nobody(words, ("UNK",))
    town = town_named(words, gazetteer) if gazetteer else None
    if town is None:
        return None
    return msgspec.structs.replace(_nobody(words, ("CVL",)), country=town.country, code=town.country)


def _nobody(words: str, sectors: tuple[str, ...]) -> Actor:
    why = "the words alone place nobody"
    return Actor(
        id="a1", name=words, kind="generic", code=None, country=None, sectors=sectors, score=Score(value=0.4, why=why)
    )


def _weight(mention: Mention) -> tuple[bool, int]:
    """Prefer names and nouns to adjectives, then the longer words."""
    return mention.form not in {"adjective", "pronoun"}, len(mention.span)


class PhraseAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer in the form that the scorer of actor phrases reads."""

    id: str
    country: str
    sectors: tuple[str, ...]


def answer(id: str, actor: Actor | None) -> PhraseAnswer:
    """Write an actor as an answer; bodies carry their PLOVER code in the place of a country."""
    if actor is None:
        return PhraseAnswer(id=id, country="", sectors=())
    country = actor.plover if actor.plover and actor.country is None else actor.country or actor.plover or actor.code
    return PhraseAnswer(id=id, country=country or "", sectors=actor.sectors)
