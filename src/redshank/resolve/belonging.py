"""To whom people belong that are known by a role: by their own words, the place they stand in, or the story."""

from collections import Counter
from collections.abc import Mapping, Sequence

from redshank.gazetteer import Gazetteer
from redshank.grammar import first_conjunct
from redshank.lexicon.entities import Entities
from redshank.lexicon.entity_records import Entity, Period
from redshank.records import Link, Mention, Place, Sentence
from redshank.resolve.cast import GENERIC, PERSON, Cast
from redshank.resolve.home import Home, land_stood_in, owning_town, standing_in, story_country
from redshank.resolve.standing import owner_word

ETHNIC = "ethnic"  # a people, which may live in several states
UNKNOWN = "owner unknown"  # "its troops", and nobody knows whose


class Belonging:
    """What the words of a mention may mean, and whose people they are."""

    def __init__(
        self,
        text: str,
        sentences: Mapping[int, Sentence],
        mentions: Sequence[Mention],
        entities: Entities,
        cast: Cast,
        period: Period | None,
        gazetteer: Gazetteer | None,
        places: Sequence[Place],
        home: Home,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.by_head = {(m.sentence, m.head): m for m in mentions}
        self.entities = entities
        self.cast = cast
        self.period = period
        self.gazetteer = gazetteer
        self.places = places
        self.home = home

    def chosen(self, mention: Mention) -> Entity | None:
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

    def land_lived_in(
        self, mention: Mention, sentence: Sentence, people: Entity
    ) -> tuple[Entity, str | None, str] | None:
        """Return the land of "Kurdish guerrillas in Turkey", or of the story when it is not about their usual home."""
        for hit in self.entities.find(mention.span.of(self.text)):
            for state in (e for e in map(self.entities.get, hit.entries) if e is not None and e.kind == "state"):
                return state, None, f"{mention.span.of(self.text)!r}: of {state.name}"
        for k in standing_in(sentence, mention.head):
            land = self.by_head.get((mention.sentence, k))
            known = self.chosen(land) if land is not None else None
            if known is not None and known.kind == "state":
                return known, None, f"{mention.span.of(self.text)!r}: in {known.name}"
        if self.home.state is not None and people.country not in self.home.counted:
            return self.home.state, Link.STORY, f"the story is about {self.home.state.name}"
        return None

    def owner(self, mention: Mention, sentence: Sentence) -> tuple[Entity | None, str | None, str]:
        """Return to whom the people belong, and how we know when not from the words themselves."""
        chosen = self.chosen(mention)
        rootless = chosen is not None and chosen.kind in {"religious", ETHNIC} and chosen.country is None
        if chosen is not None and not (rootless and self.home.state is not None):
            return chosen, None, f"{mention.span.of(self.text)!r}: {chosen.name}"
        before = owning_town(mention, sentence, self.gazetteer) if self.gazetteer else None
        for town in (before, land_stood_in(mention, sentence, self.places, self.entities.naming.abroad)):
            land = self.entities.get(town.country) if town is not None else None
            if town is not None and land is not None:
                return land, None, f"{mention.span.of(self.text)!r}: {town.name}"
        word = owner_word(sentence, mention)
        if word is None and self.home.state is not None and self._governs(mention, sentence):
            return self.home.state, Link.STORY, f"the story is about {self.home.state.name}"
        if word is None:
            return None, None, ""
        member = self.cast.at.get((mention.sentence, word))
        if member is None:
            return None, UNKNOWN, ""
        owner = member.entity or self.entities.get(member.country)
        if owner is not None and owner.kind == PERSON:
            owner = self.entities.get(owner.country)
        return owner, Link.COREFERENCE, f"owned by {member.name}"

    def presumed_owner(self, mention: Mention, sentence: Sentence) -> tuple[Entity, str | None, str] | None:
        """Return the country of who is named in the same breath, or of the story."""
        if not self._is_at_home(mention) or self.is_stateless(mention):
            return None
        first = first_conjunct(sentence, mention.head)
        member = self.cast.at.get((mention.sentence, first)) if first != mention.head else None
        if member is not None and member.kind in {PERSON, GENERIC} and self.entities.get(member.country) is not None:
            return self.entities[str(member.country)], None, f"named in one breath with {member.name}"
        home = self._land_of(mention) if mention.rule == "minority" else self.home.state
        return (home, Link.STORY, f"the story is about {home.name}") if home is not None else None

    def _governs(self, mention: Mention, sentence: Sentence) -> bool:
        """Say whether it is "the federal government" of the story's country, rather than what was last spoken of."""
        tokens = [t for t in sentence.tokens if mention.span.start <= t.start < mention.span.end]
        head = sentence.tokens[mention.head].lemma.lower()
        inner = any(t.text.lower() in self.entities.naming.levels for t in tokens)
        return head in self.entities.naming.governments and inner

    def _land_of(self, mention: Mention) -> Entity | None:
        """Return the land that "ethnic Turks" live in: the country of the story, their namesake apart."""
        inside = self.entities.find(mention.span.of(self.text))
        own = {self.entities[e].country for hit in inside for e in hit.entries}
        return story_country(Counter({c: n for c, n in self.home.counted.items() if c not in own}), self.entities)

    def _is_at_home(self, mention: Mention) -> bool:
        return bool(set(mention.sectors) & set(self.entities.naming.at_home))

    def is_stateless(self, mention: Mention) -> bool:
        """Say whether the words deny them a country: "international aid agencies"."""
        return bool(set(mention.span.of(self.text).lower().split()) & set(self.entities.naming.stateless))
