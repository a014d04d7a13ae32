"""People killed, wounded, missing, arrested or displaced, as the text counts them and with whose word it is."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.grammar import ancestors, core_phrase, first_conjunct, kids_with, span_of
from redshank.grammar.clause import slots, surface_subjects
from redshank.grammar.quantity import grammar, read_number, unit_named
from redshank.lexicon.casualties import HarmWords, load_harm
from redshank.records import Actor, Casualty, Claim, Facts, Quantity, Sentence, Span

TO = re.compile(r"\b(?:to|at|of|reached|hit|passed|exceeded|tops|topped|is|was|stands|stood)\b")
FROM_TO = re.compile(r"\bfrom\s+\S+\s+to\s+\S+$")
NARRATOR = "narrator"


def with_sides(casualties: Sequence[Casualty], text: str, facts: Facts) -> tuple[Casualty, ...]:
    """Return the casualties with the state or group of the victims, where the words or their own army tell it.

    Args:
        casualties: as counted.
        text: the story.
        facts: actors, their mentions and links.
    """
    actors = {a.id: a for a in facts.actors}
    # A country that only the story lends is not told: "23 soldiers" of a story about Chad.
    of_mention = {
        link.mention: actors[link.actor] for link in facts.links if link.actor in actors and link.linked_by is None
    }
    fighting = set(load_harm().fighting)
    found = []
    for one in casualties:
        told = [
            of_mention[m.id]
            for m in facts.mentions
            if m.kind == "actor" and m.id in of_mention and m.span.overlaps(one.span)
        ]
        side = next((_side(a) for a in told if _side(a)), None)
        words = {w.lower() for w in one.span.of(text).replace("-", " ").split()}
        if side is None and one.holder != NARRATOR and {w.rstrip("s") for w in words} & fighting:
            holder = next((a for a in facts.actors if a.name == one.holder), None)
            if holder is not None and "MIL" in holder.sectors:
                side = _side(holder)  # "the army said 23 soldiers were killed": its own
        found.append(msgspec.structs.replace(one, side=side))
    return tuple(found)


def _side(actor: Actor) -> str | None:
    return actor.code if "REB" in actor.sectors and actor.code else actor.country or actor.code


MASSES = frozenset({"dozen", "score", "hundred", "thousand", "million", "ten"})
FEW = frozenset({"several", "many", "some", "few"})
NO_LOW = frozenset({"up to", "less than"})
NO_HIGH = frozenset({"at least", "more than", "just over"})


COMPARED = frozenset({"fewer", "less", "more", "later"})  # "no fewer than 18" is somebody


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many, as far as the words say it."""

    low: int | None = None
    high: int | None = None
    modifier: str | None = None


def resolve_casualties(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], claims: Sequence[Claim]
) -> tuple[Casualty, ...]:
    """Return the casualties of a story, k1, k2 ...; where nothing is said there is no record.

    Args:
        text: the story.
        sentences: its parsed sentences.
        quantities: its numbers.
        claims: who says what; the innermost claim around the words holds them.
    """
    words = load_harm()
    cues = words.all_cues()
    numbers: dict[int, list[Quantity]] = {}
    at = 0
    for quantity in sorted(quantities, key=lambda q: q.span.start):
        while at < len(sentences) - 1 and sentences[at].span.end <= quantity.span.start:
            at += 1
        numbers.setdefault(at, []).append(quantity)
    found: list[Casualty] = []
    for place, sentence in enumerate(sentences):
        harmed = Harmed(text, sentence, numbers.get(place, ()), words, cues)
        found.extend(_once(harmed.casualties()))
    return tuple(msgspec.structs.replace(c, id=f"k{k}", holder=_holder(c.span, claims)) for k, c in enumerate(found, 1))


def _once(casualties: Iterator[Casualty]) -> Iterator[Casualty]:
    kept: list[Casualty] = []
    for casualty in casualties:
        if not any(k.kind == casualty.kind and k.span.overlaps(casualty.span) for k in kept):
            kept.append(casualty)
            yield casualty


def _holder(span: Span, claims: Sequence[Claim]) -> str:
    over = [
        c for c in claims if c.source is not None and any(part.holds(span) or part.overlaps(span) for part in c.content)
    ]
    if not over:
        return NARRATOR
    nearest = min(over, key=lambda c: sum(len(part) for part in c.content))
    return nearest.source.name if nearest.source is not None else NARRATOR


class Harmed:
    """The casualties of one sentence."""

    def __init__(
        self, text: str, sentence: Sentence, numbers: Sequence[Quantity], words: HarmWords, cues: frozenset[str]
    ) -> None:
        self.text, self.sentence, self.words = text, sentence, words
        self.numbers = [n for n in numbers if unit_named(n.unit) is None]
        self.cues = [t for t in sentence.tokens if t.lemma in cues or t.text.lower() in cues]
        self.last_who: str | None = None

    def casualties(self) -> Iterator[Casualty]:
        """Give the casualties in the order of their cues."""
        for token in self.cues:
            for kind in self.words.kind:
                verb = token.tag.startswith("VB")
                if verb and token.lemma in kind.done_to:
                    yield from (
                        c
                        for c in self._suffered(kind.id, token.i, "object")
                        if not kind.people_only or self._are_people(c)
                    )
                elif verb and token.lemma in kind.does:
                    yield from self._suffered(kind.id, token.i, "subject")
                elif verb and token.lemma in kind.loses:
                    things = kids_with(self.sentence, token.i, "dobj")
                    if any(self.sentence.tokens[k].lemma in kind.claimed for k in things):
                        yield from self._suffered(kind.id, token.i, "subject")
                elif verb and token.lemma in kind.claims:
                    yield from self._claimed(kind.id, token.i, kind.claimed)
                elif token.text.lower() in kind.states:
                    yield from self._in_state(kind.id, token.i)
                elif token.lemma in kind.counted and token.tag.startswith("NN"):
                    yield from self._counted(kind.id, token.i)
                elif token.lemma in self.words.losses and kind.id in {"killed", "wounded"} and self._is_none(token.i):
                    yield self._record(kind.id, self._phrase(token.i), None, Count(low=0, high=0))
                elif kind.id == "killed" and token.lemma in self.words.tolls and not verb:
                    yield from self._toll(kind.id, token.i)

    def _suffered(self, kind: str, verb: int, slot: str) -> Iterator[Casualty]:
        if self._is_unreal(verb):
            return
        held = slots(self.sentence, verb).get(slot, ()) or (
            surface_subjects(self.sentence, verb) if slot == "subject" else ()
        )
        for victim in held:
            casualty = self._casualty(kind, victim)
            if casualty is not None:
                yield casualty
        if not held and self.sentence.tokens[verb].tag in {"VBN", "VBD"}:
            yield from self._elliptic(kind, verb)

    def _elliptic(self, kind: str, state: int) -> Iterator[Casualty]:
        """Read "and five wounded": a number right before the participle."""
        number = next((n for n in self.numbers if 0 <= self.sentence.tokens[state].start - n.span.end <= 1), None)
        if number is not None:
            span = Span(number.span.start, self.sentence.tokens[state].end)
            yield self._record(kind, span, self.last_who, _count_of(number))

    def _claimed(self, kind: str, verb: int, nouns: Sequence[str]) -> Iterator[Casualty]:
        for thing in kids_with(self.sentence, verb, "dobj"):
            if self.sentence.tokens[thing].lemma in nouns:
                number = self._number(thing)
                if number is not None:
                    yield self._record(kind, self._phrase(thing), None, _count_of(number))

    def _in_state(self, kind: str, state: int) -> Iterator[Casualty]:
        token = self.sentence.tokens[state]
        if token.tag.startswith("VB") and any(token.lemma in k.done_to for k in self.words.kind):
            return
        before = next(
            (
                n
                for n in self.numbers
                if 0 <= token.start - n.span.end <= 1 or (n.span.end == token.end and n.span.start < token.start)
            ),
            None,
        )
        if before is not None:
            who = before.of if before.of and before.of.lower() not in {token.text.lower()} else self.last_who
            yield self._record(kind, Span(before.span.start, token.end), who, _count_of(before))
            return
        if token.dep == "amod" and self.sentence.tokens[token.head].tag.startswith("NN"):
            if self._number(token.head) is not None:
                casualty = self._casualty(kind, token.head)
                if casualty is not None:
                    yield casualty
            return
        head = self.sentence.tokens[token.head]
        if (
            token.dep in {"acomp", "oprd", "xcomp", "ccomp", "dobj", "advmod"}
            and head.lemma in self.words.finders
            and not self._is_unreal(head.i)
        ):
            victims = (
                kids_with(self.sentence, head.i, "dobj")
                or kids_with(self.sentence, state, "nsubj")
                or surface_subjects(self.sentence, head.i)
            )
            for victim in victims:
                casualty = self._casualty(kind, victim) if victim != state else None
                if casualty is not None:
                    yield casualty

    def _counted(self, kind: str, noun: int) -> Iterator[Casualty]:
        number = self._number(noun)
        if number is None and kind == "killed":
            yield from self._toll(kind, noun)
        if number is None and self._is_none(noun):
            yield self._record(kind, self._phrase(noun), None, Count(low=0, high=0))
        if number is not None and number.value >= 1:
            yield self._record(kind, self._phrase(noun), self._who(noun), _count_of(number))

    def _is_none(self, noun: int) -> bool:
        """Say whether the noun is denied: "no casualties", "no injuries were reported"."""
        before = {self.sentence.tokens[k].text.lower() for k in kids_with(self.sentence, noun, "det", "neg")}
        return bool(before & {"no"})

    def _toll(self, kind: str, noun: int) -> Iterator[Casualty]:
        """Read "the death toll rose to 31", "put the toll at 200"."""
        place = self.sentence.tokens[noun].end
        after = [
            n for n in self.numbers if 0 <= n.span.start - place <= 60 and TO.search(self.text[place : n.span.start])
        ]
        moved = next((n for n in self.numbers if 0 <= n.span.start - place <= 60 and self._has_moved(n, place)), None)
        if moved is not None:
            falls = read_number(moved.span.of(self.text).split()[-1]) == moved.low
            now = int(moved.low if falls and moved.low is not None else moved.value)
            yield self._record(kind, moved.span, moved.of, Count(low=now, high=now))
            return
        rise = {t.lemma for t in self.sentence.tokens if after and place <= t.start < after[-1].span.start}
        if after:
            reached = [n for n in after if self.text[: n.span.start].rstrip().endswith(" to")]
            pick = reached[0] if reached else after[-1] if "from" in rise else after[0]
            yield self._record(kind, pick.span, pick.of, _count_of(pick))

    def _has_moved(self, number: Quantity, place: int) -> bool:
        """Say whether a toll went from one figure to another: "rose from 19 to 27"."""
        told = self.text[place : number.span.end]
        return number.low is not None and FROM_TO.search(told) is not None

    def _casualty(self, kind: str, victim: int) -> Casualty | None:
        """Count the victims that a noun or a number names; things, nobody and pronouns give nothing."""
        token = self.sentence.tokens[victim]
        before = [self.sentence.tokens[k].text.lower() for k in core_phrase(self.sentence, victim)]
        if set(before) & set(self.words.nobody) and not set(before) & COMPARED:
            return (
                self._record(kind, self._phrase(victim), None, Count(low=0, high=0)) if self._is_told(victim) else None
            )
        number = self._number(victim)
        if number is not None and number.unit and unit_named(number.unit) is not None:
            return None
        if number is not None and (token.tag == "CD" or token.tag.startswith("NN") or token.tag == "JJ"):
            who = self._who(victim) if token.tag != "CD" else self.last_who
            return self._record(kind, self._phrase(victim), who, _count_of(number))
        if token.lemma in MASSES and token.tag.startswith("NN"):
            return self._record(kind, self._phrase(victim), self._of(victim), Count(modifier=token.text.lower()))
        if not self._is_person(victim):
            return None
        if token.tag in {"NN", "NNP"}:
            return self._record(kind, self._phrase(victim), self._who(victim), Count(low=1, high=1))
        vague = next((w for w in before if w in FEW), None)
        if vague is None:
            return None
        return self._record(kind, self._phrase(victim), self._who(victim), Count(modifier=vague))

    def _is_told(self, victim: int) -> bool:
        """Say whether "nobody" is told as a fact: not asked, feared or wished."""
        above = self.sentence.tokens[victim].head
        if "?" in self.text[self.sentence.span.end - 2 : self.sentence.span.end] or self._is_unreal(above):
            return False
        return self.sentence.tokens[above].tag in {"VBD", "VBN", "VBZ", "VBP"}

    def _are_people(self, casualty: Casualty) -> bool:
        return (
            any(n.span.overlaps(casualty.span) and n.unit in grammar().units.people for n in self.numbers)
            or casualty.low is None
        )

    def _is_person(self, i: int) -> bool:
        """Say whether the noun is one for people; what names it is in the data."""
        token = self.sentence.tokens[i]
        if not token.tag.startswith("NN") or token.tag == "NNP":
            return False
        word = grammar().units.singular.get(token.text.lower(), token.lemma)
        return word in grammar().units.people

    def _number(self, i: int) -> Quantity | None:
        span = self._phrase(i)
        inside = [n for n in self.numbers if span.overlaps(n.span)]
        own = self.sentence.tokens[i].span
        return next((n for n in inside if n.span.overlaps(own)), inside[-1] if inside else None)

    def _phrase(self, i: int) -> Span:
        span = span_of(self.sentence, core_phrase(self.sentence, i))
        for number in self.numbers:
            if number.span.overlaps(self.sentence.tokens[i].span) or number.span.overlaps(span):
                return Span(min(span.start, number.span.start), max(span.end, number.span.end))
        return span

    def _who(self, i: int) -> str | None:
        number = self._number(i)
        if number is not None and number.of is not None:
            self.last_who = number.of
            return number.of
        kept = [
            k
            for k in core_phrase(self.sentence, i)
            if self.sentence.tokens[k].tag not in {"CD", "DT", "RB", "RBR", "JJR", "JJS", "IN", "PDT"}
            and self.sentence.tokens[k].dep not in {"quantmod", "nummod"}
        ]
        who = span_of(self.sentence, tuple(kept)).of(self.text) if kept else None
        of = self._of(i) if self.sentence.tokens[i].tag == "CD" else None
        self.last_who = of or who or self.last_who
        return of or who

    def _of(self, i: int) -> str | None:
        for of in kids_with(self.sentence, i, "prep"):
            for noun in kids_with(self.sentence, of, "pobj"):
                if self.sentence.tokens[of].lemma == "of":
                    return span_of(self.sentence, core_phrase(self.sentence, noun)).of(self.text)
        return None

    def _is_unreal(self, verb: int) -> bool:
        """Say whether the harm is denied, feared, planned or only possible."""
        tokens = self.sentence.tokens
        chain = (verb, first_conjunct(self.sentence, verb))
        if any(kids_with(self.sentence, v, "neg") for v in chain):
            return True
        if any(tokens[k].text.lower() in self.words.modals for v in chain for k in kids_with(self.sentence, v, "aux")):
            return True
        return tokens[verb].dep in {"xcomp", "ccomp", "advcl", "acl"} and any(
            tokens[a].lemma in self.words.unreal for a in ancestors(self.sentence, verb)[:1]
        )

    def _record(self, kind: str, span: Span, who: str | None, count: Count) -> Casualty:
        return Casualty(id="", kind=kind, who=who, low=count.low, high=count.high, modifier=count.modifier, span=span)


def _count_of(number: Quantity) -> Count:
    """Turn "at least 12" into 12 and more, "up to 60" into 60 and fewer, "40 to 60" into both ends."""
    value = int(number.value)
    if number.low is not None:
        return Count(low=int(number.low), high=value, modifier=number.modifier)
    low = None if number.modifier in NO_LOW else value
    high = None if number.modifier in NO_HIGH or number.vague else value
    return Count(low=low, high=high, modifier=number.modifier)
