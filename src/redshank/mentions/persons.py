"""Persons by name: office-holders we know, and strangers whom a title or an apposition puts in office."""

import msgspec

from redshank.lexicon.entities import Entities
from redshank.mentions.names import Name
from redshank.mentions.phrases import Draft, Scene, appositions, owner_entries, owners_before, role_at
from redshank.mentions.roles import Noun, noun_at, of_what, phrase_start, sectors_of
from redshank.records import Sentence

NAME_TAGS = frozenset({"NNP", "NNPS", "FW"})
LONGEST_NAME = 6


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person as named in a sentence: the mention, and the tokens that it uses up."""

    drafts: tuple[Draft, ...]
    spent: frozenset[int]
    name_first: int


def known_person(scene: Scene, name: Name) -> Person:
    """Read the phrase around the name of an office-holder."""
    sentence, entities = scene.sentence, scene.entities
    first = min(phrase_start(sentence, name.head), name.first)
    noun = noun_at(sentence, first, name.first - 1, entities) if first < name.first else None
    owners = owners_before(scene, first, noun.first if noun else name.first)
    spent, last = set(range(first if noun else name.first, name.last + 1)), name.last
    for i in of_what(sentence, name.head, frozenset({"of"})):
        held = scene.names.get(i)
        if held is not None and not owners:
            owners, last = ((held,),), held.last
            spent |= set(range(name.last, held.last + 1))
    countries = owner_entries(scene, owners[0]) if owners else ()
    entries = _ranked(name, countries, noun, entities)
    if owners and not noun:
        first = name.first if owners[0][0].first > name.first else owners[0][0].first
        spent |= set(range(first, name.last + 1))
    elif not noun:
        first = name.first
    draft = Draft(
        head=name.head,
        first=first,
        last=last,
        form="name",
        entries=entries,
        sectors=sectors_of(sentence, first, noun, entities) if noun else (),
        rule="surname" if name.uses <= {"surname"} else "person",
    )
    return Person(drafts=(draft,), spent=frozenset(spent), name_first=name.first)


def _ranked(name: Name, countries: tuple[str, ...], noun: Noun | None, entities: Entities) -> tuple[str, ...]:
    """Put first the persons whose country and office are those of the words before the name."""

    def rank(entry: str) -> tuple[bool, bool]:
        entity = entities[entry]
        office = noun.office if noun else None
        return (
            bool(countries) and entity.country not in countries and entity.code not in countries,
            office is not None and office not in {o.office for o in entity.offices},
        )

    persons = [e for e in name.entries if entities[e].kind == "person"]
    fitting = [e for e in persons if not rank(e)[0]] or persons
    return tuple(sorted(fitting, key=rank))


def stranger(scene: Scene, h: int) -> Person | None:
    """Read a name that we do not know but that a title or an apposition puts in office."""
    sentence, entities = scene.sentence, scene.entities
    if (
        _is_title_case(sentence)
        or sentence.tokens[h].text.rstrip(".") in entities.naming.firms
        or not is_name_word(sentence, h)
        or sentence.tokens[h].text.lower() in entities.title_words
    ):
        return None
    first = phrase_start(sentence, h)
    start = h
    while start > first and h - start < LONGEST_NAME and is_name_word(sentence, start - 1):
        if noun_at(sentence, first, start - 1, entities) is not None:
            break
        start -= 1
    noun = noun_at(sentence, first, start - 1, entities) if start > first else None
    if noun is not None and _speaks_of_people(noun):
        return _titled(scene, h, first, start, noun)
    return _described(scene, h, start)


def _speaks_of_people(noun: Noun) -> bool:
    return noun.titled or noun.known


def _titled(scene: Scene, h: int, first: int, start: int, noun: Noun) -> Person:
    owners = owners_before(scene, first, noun.first)
    last, spent = h, set(range(first, h + 1))
    for i in of_what(scene.sentence, h, frozenset({"of"})):
        held = scene.names.get(i)
        if held is not None and not owners:
            owners, last = ((held,),), held.last
            spent |= set(range(h, held.last + 1))
    draft = Draft(
        head=h,
        first=first,
        last=last,
        form="name",
        entries=owner_entries(scene, owners[0]) if owners else (),
        sectors=sectors_of(scene.sentence, first, noun, scene.entities),
        rule="title",
    )
    return Person(drafts=(draft,), spent=frozenset(spent), name_first=start)


def _described(scene: Scene, h: int, start: int) -> Person | None:
    """Read "Javed Sarwar, a spokesman for the ministry": the apposition says who it is."""
    for i in appositions(scene.sentence, h):
        if scene.sentence.tokens[i].tag[:2] != "NN":
            continue
        role = role_at(scene, i)
        if role is None or not role.known:
            continue
        draft = Draft(
            head=h,
            first=start,
            last=h,
            form="name",
            entries=owner_entries(scene, role.owners[0]) if role.owners else (),
            sectors=role.sectors,
            rule="appos",
        )
        return Person(drafts=(draft,), spent=frozenset(range(start, h + 1)), name_first=start)
    return None


def _is_title_case(sentence: Sentence) -> bool:
    """Say whether a headline writes every word large: there a large letter makes no name."""
    if sentence.zone not in {"headline", "subhead"}:
        return False
    words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text.isalpha()]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def is_name_word(sentence: Sentence, i: int) -> bool:
    """Say whether the token can be part of a person's name."""
    token = sentence.tokens[i]
    # "al-Sadr": the tokenizer cuts it in three, and its first part is small.
    joined = (
        i + 1 < len(sentence.tokens)
        and sentence.tokens[i + 1].start == token.end
        and "-" in sentence.tokens[i + 1].text
    )
    return token.tag in NAME_TAGS and (token.text[:1].isupper() or "-" in token.text or joined)
