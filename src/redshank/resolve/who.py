"""Who is meant: one actor for all the words that name him. Mentions in, Actors and links out."""

from collections import Counter
from collections.abc import Mapping, Sequence

from redshank.gazetteer import Gazetteer
from redshank.grammar import first_conjunct, kids_with
from redshank.lexicon.entities import Entities, small
from redshank.lexicon.entity_records import Entity, Period
from redshank.records import Actor, ActorLink, Mention, Place, Published, Score, Sentence
from redshank.resolve.cast import GENERIC, PERSON, Cast, Member, Sighting
from redshank.resolve.home import Home, home_of, land_stood_in, owning_town, period_of, standing_in, story_country
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
    owner_word,
    rank_of,
    speaker_word,
)

COREFERENCE, STORY = "coreference", "story"
PRIVATE = "a person"  # named, in no office, and nothing said of what he does
ETHNIC = "ethnic"  # a people, which may live in several states
PAIR = "pair"  # two states under one name
UNKNOWN = "owner unknown"  # "its troops", and nobody knows whose


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
    reader = _Reader(text, sentences, entities, period_of(published), gazetteer)
    picked = sorted((m for m in mentions if m.kind == "actor"), key=lambda m: (m.span.start, -m.span.end))
    reader.by_head = {(m.sentence, m.head): m for m in picked}
    reader.cast.heads = frozenset(reader.by_head)
    reader.places = places
    home = home or home_of(text, sentences, picked, places, entities)
    reader.counted, reader.home = home.counted, home.state
    for mention in picked:
        reader.read(mention)
    for mention in picked:
        if mention.form == "pronoun" and small(mention.span.of(text)) in OURS:
            reader.read_speaker(mention)
    return reader.records()


class _Reader:
    """Reads the mentions of one story in order and keeps the cast."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        entities: Entities,
        period: Period | None,
        gazetteer: Gazetteer | None,
    ) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.sentences: Mapping[int, Sentence] = {s.index: s for s in sentences}
        self.entities = entities
        self.period = period
        self.cast = Cast(entities, period)
        self.home: Entity | None = None
        self.places: Sequence[Place] = ()
        self.by_head: dict[tuple[int, int], Mention] = {}
        self.counted: Counter[str] = Counter()
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
        entity = self._chosen(mention)
        if entity is None:
            return
        if entity.kind == PAIR:
            self._read_pair(mention, entity)
            return
        land = self._land_lived_in(mention, sentence, entity) if entity.kind == ETHNIC else None
        if land is not None and land[0].code != entity.country:
            self._enter(mention, sentence, *land, called(mention, sentence, self.entities))
            return
        member = self.cast.of_entity(entity)
        words = mention.span.of(self.text)
        member.words |= called(mention, sentence, self.entities)
        member.gender = member.gender or gender_of(words)
        if entity.kind == PERSON and self.period is None and mention.sectors:
            # Without a date every office is possible; the title beside the name says which one.
            member.sectors = mention.sectors
        short = mention.rule == "surname"
        why = f"{words!r} is {entity.name} ({mention.rule})"
        self._link(mention, member, COREFERENCE if short and member.seen else None, 0.85 if short else 0.95, why)

    def _land_lived_in(
        self, mention: Mention, sentence: Sentence, people: Entity
    ) -> tuple[Entity, str | None, str] | None:
        """Return the land of "Kurdish guerrillas in Turkey", or of the story when it is not about their usual home."""
        for hit in self.entities.find(mention.span.of(self.text)):
            for state in (e for e in map(self.entities.get, hit.entries) if e is not None and e.kind == "state"):
                return state, None, f"{mention.span.of(self.text)!r}: of {state.name}"
        for k in standing_in(sentence, mention.head):
            land = self.by_head.get((mention.sentence, k))
            known = self._chosen(land) if land is not None else None
            if known is not None and known.kind == "state":
                return known, None, f"{mention.span.of(self.text)!r}: in {known.name}"
        if self.home is not None and people.country not in self.counted:
            return self.home, STORY, f"the story is about {self.home.name}"
        return None

    def _read_pair(self, mention: Mention, pair: Entity) -> None:
        """Read "the two Koreas": each of them."""
        states = tuple(self.cast.of_entity(self.entities[m]) for m in pair.members if m in self.entities.by_id)
        self.pair = (mention.sentence, states)
        for state in states:
            self._link(mention, state, None, 0.9, f"{mention.span.of(self.text)!r} is {state.name} and its neighbour")

    def _chosen(self, mention: Mention) -> Entity | None:
        """Choose among what the words may mean: who is in the story already, then who held office that day."""
        known = [e for e in map(self.entities.get, mention.entries) if e is not None]
        if len(known) > 1 and (own := self._of_the_chair(mention, known)) is not None:
            return own
        if self.period is None:  # without a date the state of today comes before the one that is gone
            known.sort(key=lambda e: e.kind == "state" and e.end is not None)
        present = [e for e in known if f"entity {e.id}" in self.cast.members]
        timely = [e for e in known if e.exists_in(self.period)]
        both = [e for e in present if e in timely]
        return next(iter((*both, *present, *timely, *known)), None)

    def _of_the_chair(self, mention: Mention, known: Sequence[Entity]) -> Entity | None:
        """A leader who is the subject of the sentence is at home in his own council, not in its namesake abroad."""
        sentence = self.sentences[mention.sentence]
        for token in sentence.tokens:
            member = self.cast.at.get((mention.sentence, token.i)) if token.dep == "nsubj" else None
            if member is not None and member.entity is not None and member.entity.kind == PERSON:
                own = [e for e in known if e.country == member.country and e.kind != PERSON]
                if own:
                    return own[0]
        return None

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
        owner, linked_by, why = self._owner(mention, sentence)
        words = called(mention, sentence, self.entities)
        if owner is None and linked_by is None and self._governs(mention, sentence):
            owner, linked_by, why = self.home, STORY, f"the story is about {self.home.name}" if self.home else ""
        if owner is None and linked_by is None and is_definite(sentence, mention):
            earlier = earlier_role(self.cast, mention, sentence, words)
            if earlier is not None:
                self._link(mention, earlier, COREFERENCE, 0.7, f"{mention.span.of(self.text)!r} after {earlier.name}")
                return
            if self._point(mention, sentence):
                return
        if owner is None and linked_by is None:
            owner, linked_by, why = self._presumed_owner(mention, sentence) or (None, None, "")
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
        if member.code is None and self._is_stateless(mention):
            codes = self.entities.naming.stateless_codes
            member.code = next((codes[s] for s in mention.sectors if s in codes), None)
        if linked_by == UNKNOWN:
            linked_by = None
        self._link(mention, member, linked_by, 0.8 if linked_by is None else 0.6, why or f"known by the word {noun!r}")

    def _owner(self, mention: Mention, sentence: Sentence) -> tuple[Entity | None, str | None, str]:
        """Return to whom the people belong, and how we know when not from the words themselves."""
        chosen = self._chosen(mention)
        rootless = chosen is not None and chosen.kind in {"religious", ETHNIC} and chosen.country is None
        if chosen is not None and not (rootless and self.home is not None):
            return chosen, None, f"{mention.span.of(self.text)!r}: {chosen.name}"
        before = owning_town(mention, sentence, self.gazetteer) if self.gazetteer else None
        for town in (before, land_stood_in(mention, sentence, self.places, self.entities.naming.abroad)):
            land = self.entities.get(town.country) if town is not None else None
            if town is not None and land is not None:
                return land, None, f"{mention.span.of(self.text)!r}: {town.name}"
        word = owner_word(sentence, mention)
        if word is None:
            return None, None, ""
        member = self.cast.at.get((mention.sentence, word))
        if member is None:
            return None, UNKNOWN, ""
        owner = member.entity or self.entities.get(member.country)
        if owner is not None and owner.kind == PERSON:
            owner = self.entities.get(owner.country)
        return owner, COREFERENCE, f"owned by {member.name}"

    def _land_of(self, mention: Mention) -> Entity | None:
        """Return the land that "ethnic Turks" live in: the country of the story, their namesake apart."""
        inside = self.entities.find(mention.span.of(self.text))
        own = {self.entities[e].country for hit in inside for e in hit.entries}
        return story_country(Counter({c: n for c, n in self.counted.items() if c not in own}), self.entities)

    def _is_at_home(self, mention: Mention) -> bool:
        return bool(set(mention.sectors) & set(self.entities.naming.at_home))

    def _governs(self, mention: Mention, sentence: Sentence) -> bool:
        """Say whether it is "the federal government" of the story's country, rather than what was last spoken of."""
        tokens = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end]
        head = sentence.tokens[mention.head].lemma.lower()
        inner = any(t.text.lower() in self.entities.naming.levels for t in tokens)
        return self.home is not None and head in self.entities.naming.governments and inner

    def _is_stateless(self, mention: Mention) -> bool:
        return bool(set(mention.span.of(self.text).lower().split()) & set(self.entities.naming.stateless))

    # Persons we do not know, put in office by a title.

    def _read_stranger(self, mention: Mention, sentence: Sentence) -> None:
        words = mention.span.of(self.text)
        member, is_new = self._stranger(mention, sentence)
        member.words |= called(mention, sentence, self.entities)
        member.gender = member.gender or gender_of(words)
        owner, linked_by, why = self._chosen(mention), None, f"{words!r}: put in office by {mention.rule}"
        if owner is None and member.code is None:
            owner, linked_by, why = self._presumed_owner(mention, sentence) or (None, None, why)
        if owner is not None and member.code is None:
            self.cast.give_owner(member, owner)
        linked_by = linked_by or (None if is_new else COREFERENCE)
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

    def _presumed_owner(self, mention: Mention, sentence: Sentence) -> tuple[Entity, str | None, str] | None:
        """Return the country of who is named in the same breath, or of the story."""
        if not self._is_at_home(mention) or self._is_stateless(mention):
            return None
        first = first_conjunct(sentence, mention.head)
        member = self.cast.at.get((mention.sentence, first)) if first != mention.head else None
        if member is not None and member.kind in {PERSON, GENERIC} and self.entities.get(member.country) is not None:
            return self.entities[str(member.country)], None, f"named in one breath with {member.name}"
        home = self._land_of(mention) if mention.rule == "minority" else self.home
        return (home, STORY, f"the story is about {home.name}") if home is not None else None

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
                    mention, member, COREFERENCE, 0.6, f"{word!r} after {' and '.join(m.name for m in self.pair[1])}"
                )
            return
        found = antecedent(self.cast, mention, sentence, self.sentences, rank_of(sentence, mention))
        if found is not None:
            member, value, why = found
            member.gender = member.gender or GENDERS.get(word)
            self._link(mention, member, COREFERENCE, value, why)

    def _read_relative(self, mention: Mention, sentence: Sentence) -> None:
        i = mention.head
        for _ in range(6):
            token = sentence.tokens[i]
            if token.dep == "relcl":
                member = self.cast.at.get((mention.sentence, token.head))
                if member is not None:
                    self._link(mention, member, COREFERENCE, 0.9, f"relative to {member.name}")
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
                self._link(mention, member, COREFERENCE, 0.6, f"spoken by {member.name}")
                return

    def _point(self, mention: Mention, sentence: Sentence) -> bool:
        found = pointed_at(self.cast, mention, sentence, self.entities)
        if found is None:
            return False
        members, why = found
        if len(members) > 1:
            self.pair = (mention.sentence, members)
        for member in members:
            self._link(mention, member, COREFERENCE, 0.6, why)
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
        owner = self._chosen(mention)
        if owner is not None and member.code is None:
            self.cast.give_owner(member, owner)
        if member.name == PRIVATE:
            member.name = " ".join(mention.span.of(self.text).split())
        if member.entity is None:
            member.sectors = tuple(dict.fromkeys((*member.sectors, *mention.sectors)))
        member.words |= called(mention, sentence, self.entities)
