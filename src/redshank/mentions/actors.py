"""Spot actors: states, bodies, office-holders, people known by their role, and what points to them."""

from collections.abc import Iterator, Sequence

from redshank.grammar import first_conjunct
from redshank.lexicon.entities import Entities
from redshank.lexicon.entity_records import Hit
from redshank.mentions.metonyms import stands_for_state
from redshank.mentions.names import Name, align, believed, told_in_full
from redshank.mentions.persons import is_name_word, known_person, stranger
from redshank.mentions.phrases import (
    JOINING,
    STANDS_IN,
    Draft,
    Scene,
    is_modifier,
    owner_entries,
    role_at,
    role_drafts,
    sharers_before,
)
from redshank.mentions.pronouns import anaphor_draft, pronoun_draft
from redshank.mentions.roles import of_what, phrase_start
from redshank.records import Mention, Sentence, Span

NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "attr", "appos", "ROOT", "poss", "oprd"})


def find_actors(text: str, sentences: Sequence[Sentence], entities: Entities) -> tuple[Mention, ...]:
    """Find every mention of an actor, in the order of the text.

    Args:
        text: the story's text.
        sentences: its parsed sentences.
        entities: the actors we know by name and the nouns for people.
    """
    hits = entities.find(text)
    told = told_in_full(hits, entities)
    strangers: dict[str, Draft] = {}
    found: list[Mention] = []
    at = 0
    for sentence in sorted(sentences, key=lambda s: s.span):
        while at < len(hits) and hits[at].span.end <= sentence.span.start:
            at += 1
        inside = [h for h in hits[at : at + len(sentence.tokens)] if sentence.span.holds(h.span)]
        scene = _scene(sentence, inside, told, entities)
        drafts = [*_drafts(scene, strangers)]
        drafts.sort(key=lambda d: (sentence.tokens[d.first].start, sentence.tokens[d.last].end))
        found.extend([_mention(sentence, d, len(found) + k) for k, d in enumerate(drafts, 1)])
    return tuple(found)


def _scene(sentence: Sentence, hits: Sequence[Hit], told: frozenset[str], entities: Entities) -> Scene:
    names: dict[int, Name] = {}
    found = tuple(align(sentence, hits))
    # "Milo Brandt": a word that is known as a surname only is no name of its own here, the two are one stranger's
    certain = (name for name in found if not name.uses <= {"surname"})
    covered = frozenset(i for name in certain for i in range(name.first, name.last + 1))
    for name in found:
        kept = believed(sentence, name, told, entities, covered)
        if kept is not None:
            names[kept.head] = kept
    return Scene(sentence=sentence, names=names, entities=entities)


def _drafts(scene: Scene, strangers: dict[str, Draft]) -> Iterator[Draft]:
    """Read every head of the sentence: first phrases that use up the names in them, then what is left."""
    sentence = scene.sentence
    spent: set[int] = set()
    for i in _heads(scene):
        if i in spent:
            continue
        for draft, used in _phrase(scene, i, strangers):
            spent |= used
            yield draft
    for i, name in scene.names.items():
        if i not in spent:
            yield from _loose(scene, name)
    for token in sentence.tokens:
        found = pronoun_draft(sentence, token.i, scene.entities.personal)
        if found is not None:
            yield found
        elif token.i not in spent and token.i not in scene.names:
            pointing = anaphor_draft(sentence, token.i, scene.entities)
            if pointing is not None:
                yield pointing


def _heads(scene: Scene) -> list[int]:
    """Return the heads of noun phrases; owners ("Israel's") last, since the owned phrase may take them in."""
    tokens = scene.sentence.tokens
    heads = [
        t.i for t in tokens if (t.tag.startswith("NN") or t.i in scene.names) and not is_modifier(scene.sentence, t.i)
    ]
    return sorted(heads, key=lambda i: (tokens[first_conjunct(scene.sentence, i)].dep == "poss", i))


def _phrase(scene: Scene, i: int, strangers: dict[str, Draft]) -> Iterator[tuple[Draft, set[int]]]:
    """Read the phrase headed by `i`; give its mentions and the tokens they use up."""
    name = scene.names.get(i)
    word = scene.sentence.tokens[i].text
    if name is not None and name.uses <= {"surname"} and word in strangers and name.first == name.last:
        name = None  # the story has its own person of this name
    if name is not None and scene.is_kind(name, "person"):
        person = known_person(scene, name)
        yield from ((d, set(person.spent)) for d in person.drafts)
        return
    if name is not None:
        yield from _named(scene, name)
        return
    bodied = _called_by_name(scene, i)
    if bodied is not None:
        yield bodied, set(range(bodied.first, i + 1))
        return
    role = role_at(scene, i)
    if role is not None:
        yield from ((d, set(role.spent)) for d in role_drafts(scene, i, role))
        return
    person_new = stranger(scene, i)
    if person_new is not None:
        for k in range(min(person_new.name_first + 1, i), i + 1):
            strangers.setdefault(scene.sentence.tokens[k].text, person_new.drafts[0])
        yield from ((d, set(person_new.spent)) for d in person_new.drafts)
    elif word in strangers and is_name_word(scene.sentence, i):
        first = i
        while first > phrase_start(scene.sentence, i) and is_name_word(scene.sentence, first - 1):
            first -= 1
        known = strangers[word]
        yield Draft(head=i, first=first, last=i, form="name", sectors=known.sectors, rule="short-name"), {i}


def _called_by_name(scene: Scene, i: int) -> Draft | None:
    """Read "the NATO alliance", "Iraqi Kurds": the noun adds nothing to the name before it."""
    sentence = scene.sentence
    first = phrase_start(sentence, i)
    names = [n for n in scene.names_in(first, i) if "name" in n.uses or n.uses & {"adjective", "people"}]
    if not names:
        return None
    pointing = scene.entities.anaphora.get(sentence.tokens[i].text.lower())
    for name in names:
        if pointing is not None and "name" in name.uses and scene.is_kind(name, *(set(pointing.kinds) - {"state"})):
            sectors = scene.entities[name.entries[0]].sectors
            return Draft(head=i, first=first, last=i, form="name", entries=name.entries, sectors=sectors, rule="body")
    if sentence.tokens[i].tag == "NNPS" and role_at(scene, i) is None and scene.is_kind(names[0], "state"):
        return Draft(
            head=i, first=first, last=i, form="noun", entries=names[0].entries, sectors=("CVL",), rule="people"
        )
    return None


def _named(scene: Scene, name: Name) -> Iterator[tuple[Draft, set[int]]]:
    """Read a name that heads its phrase: a state, a body, a capital, a people."""
    used = set(range(name.first, name.last + 1))
    sentence = scene.sentence
    if "name" in name.uses:
        entries = tuple(dict.fromkeys(f.entity for f in name.forms if f.use == "name"))
        if any(scene.entities[e].family in {"state", "bloc"} for e in entries):
            rule = "place" if _is_inside(scene, name) else "state"
            yield Draft(head=name.head, first=name.first, last=name.last, form="name", entries=entries, rule=rule), used
            return
        first = min(phrase_start(sentence, name.head), name.first)
        owners = list(scene.names_in(first, name.first))
        owners = owners or list(sharers_before(scene, name))
        if owners and sentence.tokens[name.first - 1].text.lower() in JOINING:
            yield from _shared(scene, name, first, owners)
            owners = []
        countries = owner_entries(scene, tuple(owners))
        fitting = tuple(e for e in entries if scene.entities[e].country in countries) or entries
        start = owners[0].first if owners else name.first
        used |= set(range(start, name.first))
        sectors = scene.entities[fitting[0]].sectors
        yield (
            Draft(
                head=name.head, first=start, last=name.last, form="name", entries=fitting, sectors=sectors, rule="body"
            ),
            used,
        )
    elif "people" in name.uses or "adjective" in name.uses:
        if _shares_a_noun(scene, name):
            return  # read with the noun behind its neighbour
        if _is_people(sentence, name):
            people = _people(scene, name)
            yield people, used | set(range(people.first, people.last + 1))
        else:
            yield (
                Draft(
                    head=name.head,
                    first=name.first,
                    last=name.last,
                    form="adjective",
                    entries=name.entries,
                    rule="adjective",
                ),
                used,
            )
    elif stands_for_state(sentence, name, scene.entities):
        rule = "capital" if "capital" in name.uses else "metonym"
        yield (
            Draft(
                head=name.head,
                first=name.first,
                last=name.last,
                form="name",
                entries=name.entries,
                sectors=("GOV",),
                rule=rule,
            ),
            used,
        )


def _shared(scene: Scene, name: Name, first: int, owners: Sequence[Name]) -> Iterator[tuple[Draft, set[int]]]:
    """Read the first half of "US and British forces", where the second half is a name that we know."""
    sectors = scene.entities[name.entries[0]].sectors
    for owner in owners:
        yield (
            Draft(
                head=name.head,
                first=min(first, owner.first) if owner is owners[0] else owner.first,
                last=owner.last,
                form="noun",
                entries=owner_entries(scene, (owner,)),
                sectors=sectors,
                rule="noun",
            ),
            set(range(owner.first, owner.last + 1)),
        )


def _is_inside(scene: Scene, name: Name) -> bool:
    head = scene.sentence.tokens[first_conjunct(scene.sentence, name.head)]
    before = scene.sentence.tokens[head.head]
    return head.dep == "pobj" and before.text.lower() in scene.entities.naming.inside_words


def _is_people(sentence: Sentence, name: Name) -> bool:
    token = sentence.tokens[name.head]
    if token.tag.startswith("NN"):
        return token.tag in {"NNS", "NNPS"} or token.dep in NOMINAL
    return token.dep in NOMINAL and any(sentence.tokens[k].tag == "DT" for k in sentence.kids[name.head])


def _shares_a_noun(scene: Scene, name: Name) -> bool:
    """Say whether the name is the first half of "Thai and Malaysian police"."""
    for other in scene.names.values():
        if other.first > name.last and name in sharers_before(scene, other):
            head = scene.sentence.tokens[other.head]
            marks = "adjective" in other.uses and head.head > other.last and head.dep in {"amod", "compound", "nmod"}
            return marks or any(scene.entities[e].family == "institution" for e in other.entries)
    return False


def _people(scene: Scene, name: Name) -> Draft:
    first = min(phrase_start(scene.sentence, name.head), name.first)
    role = role_at(scene, name.head)
    before = {t.text.lower() for t in scene.sentence.tokens[first : name.first]}
    if before & set(scene.entities.naming.minorities):
        return _minority(scene, name, first)
    return Draft(
        head=name.head,
        first=first,
        last=name.last,
        form="noun",
        entries=name.entries,
        sectors=role.sectors if role else ("CVL",),
        rule="people",
    )


def _minority(scene: Scene, name: Name, first: int) -> Draft:
    """Read "ethnic Albanians in south Serbia": people of the land they live in, when it is named."""
    entries: tuple[str, ...] = ()
    last = name.last
    for i in of_what(scene.sentence, name.head, STANDS_IN):
        land = scene.names.get(i)
        if land is not None and "name" in land.uses and scene.is_kind(land, "state"):
            entries, last = land.entries, land.last
    return Draft(
        head=name.head, first=first, last=last, form="noun", entries=entries, sectors=("CVL",), rule="minority"
    )


def _loose(scene: Scene, name: Name) -> Iterator[Draft]:
    """Read a name that describes a noun which is no actor: "Western sanctions", "Israeli strike"."""
    if name.uses <= {"capital", "metonym", "surname"} and not scene.is_kind(name, "person"):
        return
    if scene.is_kind(name, "person") and scene.sentence.tokens[name.head].head in scene.names:
        # "told Putin Russia would help": two names that the parser took for one.
        yield from known_person(scene, name).drafts
        return
    yield Draft(
        head=name.head,
        first=name.first,
        last=name.last,
        form="adjective",
        entries=owner_entries(scene, (name,)),
        rule="adjective" if "adjective" in name.uses else "compound",
    )


def _mention(sentence: Sentence, draft: Draft, number: int) -> Mention:
    return Mention(
        id=f"ma{number}",
        kind="actor",
        form=draft.form,
        span=Span(sentence.tokens[draft.first].start, sentence.tokens[draft.last].end),
        sentence=sentence.index,
        head=draft.head,
        entries=draft.entries,
        sectors=draft.sectors,
        rule=draft.rule,
    )
