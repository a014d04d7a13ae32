"""Who is meant: one actor for all the words that name him. Mentions in, Actors and links out."""

from collections.abc import Mapping, Sequence

from redshank.gazetteer import Gazetteer
from redshank.grammar import first_conjunct, kids_with
from redshank.lexicon.entities import Entities, small
from redshank.lexicon.entity_records import Entity
from redshank.records import Actor, ActorLink, Link, Mention, Place, Published, Score, Sentence
from redshank.resolve.belonging import ETHNIC, UNKNOWN, Belonging
from redshank.resolve.cast import GENERIC, PERSON, Cast, Member, Sighting
from redshank.resolve.home import Home, home_of, period_of
from redshank.resolve.pointers import antecedent, earlier_role, pointed_at
from redshank.resolve.standing import (
    GENDERS,
    MANY,
    OURS,
    called,
    gender_of,
    is_definite,
    is_plural,
    names_in,
    noun_of,
    office_of,
    rank_of,
    speaker_word,
)

PRIVATE = "a person"  # named, in no office, and nothing said of what he does
PAIR = "pair"  # two states under one name


def resolve_actors(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Entities,
    published: Published | None,
    gazetteer: Gazetteer | None = None,
    places: Sequence[Place] = (),
    home: Home | None = None,
) -> tuple[tuple[Actor, ...], tuple[ActorLink, ...]]:
    """Join the mentions of a story into actors.

    A mention that points to several actors ("both sides") has a link to each; one that cannot be resolved has none.

    Args:
        text: the story's text.
        sentences: its parsed sentences.
        mentions: its mentions; those that name no actor are passed over.
        entities: the actors we know.
        published: when the story appeared; offices and states are those of that day. None: those of every decade.
        gazetteer: where towns lie, for "Shanghai police"; None: towns that are no capitals give no country.
        places: the resolved places of the story.
        home: the country that the story is about; found here when left out.
    """
    picked = sorted((m for m in mentions if m.kind == "actor"), key=lambda m: (m.span.start, -m.span.end))
    home = home or home_of(text, sentences, picked, places, entities)
    period = period_of(published)
    by_index = {s.index: s for s in sentences}
    cast = Cast(entities, period)
    cast.heads = frozenset((m.sentence, m.head) for m in picked)
    whose = Belonging(text, by_index, picked, entities, cast, period, gazetteer, places, home)
    reader = _Reader(text, by_index, entities, cast, whose)
    for mention in picked:
        reader.read(mention)
    for mention in picked:
        if mention.form == "pronoun" and small(mention.span.of(text)) in OURS:
            reader.read_speaker(mention)
    return reader.records()


class _Reader:
    """Reads the mentions of one story in order and keeps the cast."""

    def __init__(
        self, text: str, sentences: Mapping[int, Sentence], entities: Entities, cast: Cast, whose: Belonging
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.entities = entities
        self.cast = cast
        self.whose = whose
        self.pair: tuple[int, tuple[Member, ...]] = (-1, ())  # the last two that were spoken of together
        self.strangers: dict[str, Member] = {}  # persons we do not know, by family name
        self.links: list[tuple[Mention, Member, str | None, float, str]] = []

    def read(self, mention: Mention) -> None:
        """Resolve one mention and enter it in the cast."""
        sentence = self.sentences[mention.sentence]
        if mention.form == "pronoun":
            self._read_pronoun(mention, sentence)
        elif mention.rule in {"title", "appos", "short-name"}:
            self._read_stranger(mention, sentence)
        elif mention.form == "noun":
            self._read_people(mention, sentence)
        else:
            self._read_name(mention, sentence)

    def records(self) -> tuple[tuple[Actor, ...], tuple[ActorLink, ...]]:
        """Write the cast and the links as records."""
        members = sorted((m for m in self.cast if m.seen), key=lambda m: m.seen[0].span)
        numbers = {m.key: k for k, m in enumerate(members, 1)}
        for member in members:
            member.seen.sort(key=lambda s: s.span)
        links = sorted(self.links, key=lambda link: link[0].span)
        return (
            tuple(m.record(numbers[m.key]) for m in members),
            tuple(
                ActorLink(
                    mention=mention.id,
                    actor=f"a{numbers[member.key]}",
                    linked_by=linked_by,
                    score=Score(value=value, why=why),
                )
                for mention, member, linked_by, value, why in links
            ),
        )

    def _link(self, mention: Mention, member: Member, linked_by: str | None, value: float, why: str) -> None:
        sentence = self.sentences[mention.sentence]
        member.seen.append(Sighting(mention, sentence.paragraph, rank_of(sentence, mention)))
        if mention.form != "adjective":
            self.cast.at.setdefault((mention.sentence, mention.head), member)
            self._remember_pair(mention, sentence, member)
        self.links.append((mention, member, linked_by, value, why))

    def _remember_pair(self, mention: Mention, sentence: Sentence, member: Member) -> None:
        """Note two of different states that are named in one breath: who "the two countries" will be."""
        first = first_conjunct(sentence, mention.head)
        other = self.cast.at.get((mention.sentence, first)) if first != mention.head else None
        if other is not None and None not in {other.country, member.country} and other.country != member.country:
            self.cast.joined = (other, member)

    # Names that the entities know.

    def _read_name(self, mention: Mention, sentence: Sentence) -> None:
        entity = self.whose.chosen(mention)
        if entity is None:
            return
        if entity.kind == PAIR:
            self._read_pair(mention, entity)
            return
        land = self.whose.land_lived_in(mention, sentence, entity) if entity.kind == ETHNIC else None
        if land is not None and land[0].code != entity.country:
            self._enter(mention, sentence, *land, called(mention, sentence, self.entities))
            return
        member = self.cast.of_entity(entity)
        words = mention.span.of(self.text)
        member.words |= called(mention, sentence, self.entities)
        member.gender = member.gender or gender_of(words)
        if entity.kind == PERSON and self.whose.period is None and mention.sectors:
            # Without a date every office is possible; the title beside the name says which one.
            member.sectors = mention.sectors
        short = mention.rule == "surname"
        why = f"{words!r} is {entity.name} ({mention.rule})"
        self._link(mention, member, Link.COREFERENCE if short and member.seen else None, 0.85 if short else 0.95, why)

    def _read_pair(self, mention: Mention, pair: Entity) -> None:
        """Read "the two Koreas": each of them."""
        states = tuple(self.cast.of_entity(self.entities[m]) for m in pair.members if m in self.entities.by_id)
        self.pair = (mention.sentence, states)
        for state in states:
            self._link(mention, state, None, 0.9, f"{mention.span.of(self.text)!r} is {state.name} and its neighbour")

    # People known by a role.

    def _read_people(self, mention: Mention, sentence: Sentence) -> None:
        if mention.rule == "anaphor":
            self._point(mention, sentence)
            return
        beside = self._apposed(mention, sentence)
        if beside is not None:
            self._enrich(beside, mention, sentence)
            self._link(mention, beside, None, 0.85, f"{mention.span.of(self.text)!r} stands beside {beside.name}")
            return
        owner, linked_by, why = self.whose.owner(mention, sentence)
        words = called(mention, sentence, self.entities)
        if owner is None and linked_by is None and is_definite(sentence, mention):
            earlier = earlier_role(self.cast, mention, sentence, words)
            if earlier is not None:
                self._link(
                    mention, earlier, Link.COREFERENCE, 0.7, f"{mention.span.of(self.text)!r} after {earlier.name}"
                )
                return
            if self._point(mention, sentence):
                return
        if owner is None and linked_by is None:
            owner, linked_by, why = self.whose.presumed_owner(mention, sentence) or (None, None, "")
        owners = [owner]
        if owner is not None and owner.kind == PAIR:
            owners = [self.entities[m] for m in owner.members if m in self.entities.by_id]
        for one in owners:
            self._enter(mention, sentence, one, linked_by, why, words)

    def _enter(
        self,
        mention: Mention,
        sentence: Sentence,
        owner: Entity | None,
        linked_by: str | None,
        why: str,
        words: frozenset[str],
    ) -> None:
        name = mention.span.of(self.text)
        noun = noun_of(mention, sentence)
        key = f"people {owner.id if owner else ''} {noun} {' '.join(mention.sectors)}"
        member = self.cast.of_people(key, " ".join(name.split()), GENERIC, mention.sectors)
        member.words |= words
        member.is_plural = is_plural(sentence, mention)
        member.gender = gender_of(name)
        member.office = office_of(mention, sentence, self.entities) or member.office
        if owner is not None and member.code is None:
            self.cast.give_owner(member, owner)
        if member.code is None and self.whose.is_stateless(mention):
            codes = self.entities.naming.stateless_codes
            member.code = next((codes[s] for s in mention.sectors if s in codes), None)
        if linked_by == UNKNOWN:
            linked_by = None
        self._link(mention, member, linked_by, 0.8 if linked_by is None else 0.6, why or f"known by the word {noun!r}")

    # Persons we do not know, put in office by a title.

    def _read_stranger(self, mention: Mention, sentence: Sentence) -> None:
        words = mention.span.of(self.text)
        member, is_new = self._stranger(mention, sentence)
        member.words |= called(mention, sentence, self.entities)
        member.gender = member.gender or gender_of(words)
        owner, linked_by, why = self.whose.chosen(mention), None, f"{words!r}: put in office by {mention.rule}"
        if owner is None and member.code is None:
            owner, linked_by, why = self.whose.presumed_owner(mention, sentence) or (None, None, why)
        if owner is not None and member.code is None:
            self.cast.give_owner(member, owner)
        linked_by = linked_by or (None if is_new else Link.COREFERENCE)
        self._link(mention, member, linked_by, 0.8 if linked_by is None else 0.6, why)

    def _stranger(self, mention: Mention, sentence: Sentence) -> tuple[Member, bool]:
        """Return the person of this family name or of the office beside it, and whether the name is new."""
        surname = sentence.tokens[mention.head].text
        if surname in self.strangers:
            return self.strangers[surname], False
        name = self._public_name(mention, mention.span.of(self.text))
        beside = self._apposed(mention, sentence)
        if beside is not None and beside.entity is None:
            beside.kind, beside.name = PERSON, name
            for word in names_in(mention, sentence, self.entities):
                self.strangers.setdefault(word, beside)
            return beside, True
        member = self.cast.of_people(f"stranger {surname}", name, PERSON, mention.sectors)
        for word in names_in(mention, sentence, self.entities):
            self.strangers.setdefault(word, member)
        return member, True

    def _public_name(self, mention: Mention, words: str) -> str:
        """Return the name of a person who acts for the public; the role alone of a private one."""
        if set(mention.sectors) & set(self.entities.naming.public):
            return " ".join(words.split())
        role = [w for w in words.split() if w.islower()]
        return " ".join(role) or PRIVATE

    # What points elsewhere.

    def _read_pronoun(self, mention: Mention, sentence: Sentence) -> None:
        if mention.rule == "relative":
            self._read_relative(mention, sentence)
            return
        word = small(mention.span.of(self.text))
        if word == "both" and self.cast.joined is not None:
            self.pair = (mention.sentence, self.cast.joined)
        if word in MANY and self.pair[0] in {mention.sentence, mention.sentence - 1}:
            for member in self.pair[1]:
                self._link(
                    mention,
                    member,
                    Link.COREFERENCE,
                    0.6,
                    f"{word!r} after {' and '.join(m.name for m in self.pair[1])}",
                )
            return
        found = antecedent(self.cast, mention, sentence, self.sentences, rank_of(sentence, mention))
        if found is not None:
            member, value, why = found
            member.gender = member.gender or GENDERS.get(word)
            self._link(mention, member, Link.COREFERENCE, value, why)

    def _read_relative(self, mention: Mention, sentence: Sentence) -> None:
        i = mention.head
        for _ in range(6):
            token = sentence.tokens[i]
            if token.dep == "relcl":
                member = self.cast.at.get((mention.sentence, token.head))
                if member is not None:
                    self._link(mention, member, Link.COREFERENCE, 0.9, f"relative to {member.name}")
                return
            i = token.head

    def read_speaker(self, mention: Mention) -> None:
        """Resolve "we" and "I" to whoever speaks the sentence."""
        for index in (mention.sentence, mention.sentence + 1, mention.sentence - 1):
            sentence = self.sentences.get(index)
            if sentence is None or sentence.zone != self.sentences[mention.sentence].zone:
                continue
            i = speaker_word(sentence, mention.head if index == mention.sentence else -1, self.entities.naming.speech)
            member = self.cast.at.get((index, i)) if i is not None else None
            if member is not None:
                self._link(mention, member, Link.COREFERENCE, 0.6, f"spoken by {member.name}")
                return

    def _point(self, mention: Mention, sentence: Sentence) -> bool:
        found = pointed_at(self.cast, mention, sentence, self.entities)
        if found is None:
            return False
        members, why = found
        if len(members) > 1:
            self.pair = (mention.sentence, members)
        for member in members:
            self._link(mention, member, Link.COREFERENCE, 0.6, why)
        return True

    # Small questions about a mention.

    def _apposed(self, mention: Mention, sentence: Sentence) -> Member | None:
        token = sentence.tokens[mention.head]
        near = [token.head] if token.dep == "appos" else []
        near.extend(kids_with(sentence, mention.head, "appos"))
        for i in near:
            member = self.cast.at.get((mention.sentence, i))
            if member is not None and member.is_plural == is_plural(sentence, mention):
                return member
        return None

    def _enrich(self, member: Member, mention: Mention, sentence: Sentence) -> None:
        owner = self.whose.chosen(mention)
        if owner is not None and member.code is None:
            self.cast.give_owner(member, owner)
        if member.name == PRIVATE:
            member.name = " ".join(mention.span.of(self.text).split())
        if member.entity is None:
            member.sectors = tuple(dict.fromkeys((*member.sectors, *mention.sectors)))
        member.words |= called(mention, sentence, self.entities)
