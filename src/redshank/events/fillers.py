"""Which mention stands in a slot: the actor itself, or the one that owns or marks the thing named there."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from redshank.grammar.tree import conjuncts, core_phrase, kids_with, noun_phrase, phrase_span, span_of, subtree
from redshank.lexicon.cues import Cues
from redshank.lexicon.frames import Frames
from redshank.records import Mention, Role, Sentence

# Lower is better: the noun is the actor; it belongs to one; it is marked by an adjective.
WHOLE, OWNER, MARK = 0, 1, 2


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Classes of words that the search for fillers needs."""

    light: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    warners: frozenset[str] = frozenset()


class Board:
    """The mentions of one sentence, by the token that heads them."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], words: Words) -> None:
        self.sentence = sentence
        self.light, self.measures, self.means = words.light, words.measures, words.means
        self.warners = words.warners
        self.actors: dict[int, Mention] = {}
        self.sharers: dict[int, tuple[Mention, ...]] = {}  # "Indian and Pakistani troops": two actors, one head
        self.things: dict[int, Mention] = {}
        self.places: frozenset[int] = frozenset(m.head for m in mentions if m.kind == "place" and m.head >= 0)
        for mention in mentions:
            if mention.head < 0:
                continue
            if mention.kind == "actor":
                self.actors.setdefault(mention.head, mention)
                self.sharers[mention.head] = (*self.sharers.get(mention.head, ()), mention)
            elif mention.kind == "equipment":
                self.things.setdefault(mention.head, mention)
        self._inside: dict[int, Mention] = {}
        starts = [t.start for t in sentence.tokens] if self.actors else []
        for held in self.actors.values():
            k = bisect_left(starts, held.span.start)
            while k < len(starts) and sentence.tokens[k].end <= held.span.end:
                self._inside[k] = held
                k += 1

    def actor_at(self, token: int) -> Mention | None:
        """Return the actor that the token heads, or stands in as its last word."""
        found = self.actors.get(token)
        if found is not None:
            return found
        inside = self._inside.get(token)
        return inside if inside is not None and inside.form != "adjective" and inside.head >= token else None

    def actors_in(self, token: int) -> tuple[tuple[Mention, int], ...]:
        """Return the actors that the noun phrase at `token` names, with how closely they are tied to it."""
        whole = self.actor_at(token)
        if whole is not None and whole.form == "name":
            return ((whole, WHOLE),)
        # "its neighbours Chad and Niger": the names beside a noun say who is meant.
        named = tuple(
            (m, WHOLE)
            for k in kids_with(self.sentence, token, "appos")
            for c in conjuncts(self.sentence, k)
            if (m := self.actor_at(c)) is not None and m.form == "name"
        )
        if named:
            return named
        if whole is not None and whole.form != "adjective":
            return tuple((m, WHOLE) for m in self.sharers.get(whole.head, (whole,)) if m.form != "adjective")
        phrase = core_phrase(self.sentence, token)
        found = [(m, OWNER if self._owns(m.head) else MARK) for k in phrase if (m := self.actors.get(k)) is not None]
        if found:
            return tuple(sorted(found, key=lambda pair: pair[1])[:1])
        below = [
            (m, OWNER)
            for k in kids_with(self.sentence, token, "prep")
            if self.sentence.tokens[k].lemma in {"of", "from", "with", "by", "between"}
            for p in kids_with(self.sentence, k, "pobj")
            for c in conjuncts(self.sentence, p)
            if (m := self.actor_at(c)) is not None
        ]
        return tuple(below) or self._users(token)

    def hyphened(self, token: int) -> tuple[Mention, ...]:
        """Return both halves of "Franco-German" or "U.S.-South Korean" before a noun, given the token of either."""
        for one in self.actors.values():
            dash = next((t.i for t in self.sentence.tokens if t.start == one.span.end and t.text in {"-", "–"}), None)
            if dash is None or dash + 1 >= len(self.sentence.tokens):
                continue
            start = self.sentence.tokens[dash + 1].start
            for other in self.actors.values():
                if other.span.start == start and token in {one.head, other.head}:
                    return one, other
        return ()

    def _users(self, token: int) -> tuple[tuple[Mention, int], ...]:
        """Return who used a thing, by the participle behind it: "a drone launched by the rebels"."""
        return tuple(
            (m, OWNER)
            for clause in kids_with(self.sentence, token, "acl")
            for k in kids_with(self.sentence, clause, "agent")
            for p in kids_with(self.sentence, k, "pobj")
            if (m := self.actor_at(p)) is not None
        )

    def _owns(self, token: int) -> bool:
        return self.sentence.tokens[token].dep == "poss"

    def actors_under(self, token: int, barred: frozenset[int]) -> tuple[tuple[Mention, int], ...]:
        """Return the actors in the subtree of a predicate, nearest first, clauses of others left out."""
        found: list[tuple[Mention, int]] = []
        for k in subtree(self.sentence, token):
            if k in self.actors and k not in barred and not self._apart(k, token):
                found.extend((m, self._distance(k, token)) for m in self.sharers[k])
        found.sort(key=lambda pair: (pair[0].form == "adjective", pair[1], pair[0].span.start))
        return tuple(found)

    def _apart(self, k: int, above: int) -> bool:
        """Say whether a clause of somebody else's stands between: "a missile named so by NATO, which replaced ..."."""
        while k != above and self.sentence.tokens[k].head != k:
            token = self.sentence.tokens[k]
            if token.lemma == "accord" and token.dep == "prep":
                return True  # "according to officials": who says so is nobody to whom it is done
            purpose = token.dep == "advcl" and token.tag == "VB"  # "fired to disperse the crowd"
            if token.dep in {"relcl", "acl", "advcl", "parataxis"} and not purpose:
                return True
            k = self.sentence.tokens[k].head
        return False

    def _distance(self, k: int, above: int) -> int:
        steps = 0
        while k != above and self.sentence.tokens[k].head != k:
            k = self.sentence.tokens[k].head
            steps += 1
        return steps

    def role(self, name: str, token: int, path: str) -> Role:
        """Return a role filled by the noun phrase at `token`, whoever it is."""
        span = span_of(self.sentence, noun_phrase(self.sentence, token))
        return Role(name=name, sentence=self.sentence.index, head=token, span=span, path=path)

    def party(self, name: str, mention: Mention, path: str) -> Role:
        """Return a role filled by an actor."""
        return Role(
            name=name,
            sentence=self.sentence.index,
            head=mention.head,
            span=mention.span,
            path=path,
            mention=mention.id,
        )

    def clause(self, name: str, token: int, path: str) -> Role:
        """Return a role filled by a clause."""
        span = phrase_span(self.sentence, token)
        return Role(name=name, sentence=self.sentence.index, head=token, span=span, path=path)


def boards(
    sentences: Sequence[Sentence],
    mentions: Iterable[Mention],
    frames: Frames,
    cues: Cues,
    light: frozenset[str] = frozenset(),
) -> tuple[Board, ...]:
    """Lay out the mentions by sentence; `light`: more verbs whose prepositions belong to their object."""
    classes = frames.classes
    words = Words(
        light=cues.light | light,
        measures=classes.get("measures", frozenset()),
        means=classes.get("means", frozenset()),
        warners=classes.get("warners", frozenset()),
    )
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    return tuple(Board(s, by_sentence.get(s.index, ()), words) for s in sentences)
