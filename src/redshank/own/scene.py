"""An event with what its own clause says: the words, the phrases of the parties, what is named and counted there."""

from collections.abc import Iterator, Sequence

import msgspec

from redshank.grammar.tree import ancestors, is_noun, is_verb, noun_phrase, subtree
from redshank.records import Event, Party, Reading, Sentence, Span, Thing

INSIDE_A_PHRASE = frozenset({"amod", "compound", "nmod", "poss", "appos"})
OF = frozenset({"of", "from"})


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence of an event, and which of its tokens tell it."""

    event: Event
    reading: Reading
    sentence: Sentence
    family: str
    predicate: tuple[int, ...]
    clause: tuple[int, ...]
    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    object: tuple[int, ...]

    def tokens(self, slot: str) -> tuple[int, ...]:
        """Return the tokens of a slot: clause, actor, recipient or object."""
        found: tuple[int, ...] = getattr(self, slot)
        return found


def scene_of(event: Event, reading: Reading, sentences: Sequence[Sentence], family: str) -> Scene | None:
    """Return the scene of an event; None where its sentence is not at hand."""
    sentence = next((s for s in sentences if s.span == event.evidence.span), None)
    if sentence is None:
        return None
    head = next((t.i for t in sentence.tokens if t.start <= event.predicate.start < t.end), None)
    if head is None:
        return None
    actor = _phrases(sentence, event.actors)
    recipient = _phrases(sentence, event.recipients)
    things = _phrases(sentence, event.objects)
    clause = sorted({*_clause(sentence, head), *actor, *recipient, *things})
    return Scene(
        event=event,
        reading=reading,
        sentence=sentence,
        family=family,
        predicate=(head,),
        clause=tuple(clause),
        actor=actor,
        recipient=recipient,
        object=things,
    )


def spoken(scene: Scene, tokens: Sequence[int], phrases: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Give each word or phrase that stands on the tokens, and where; lemmas count, the longest phrase wins."""
    held = set(tokens)
    words = sorted((tuple(p.split()) for p in sorted(phrases)), key=len, reverse=True)
    taken: set[int] = set()
    for at in sorted(held):
        for phrase in words:
            run = range(at, at + len(phrase))
            if taken.isdisjoint(run) and held.issuperset(run) and _says(scene.sentence, at, phrase):
                taken.update(run)
                yield " ".join(phrase), Span(scene.sentence.tokens[run[0]].start, scene.sentence.tokens[run[-1]].end)
                break


def _says(sentence: Sentence, at: int, phrase: tuple[str, ...]) -> bool:
    return all(
        word in (sentence.tokens[at + k].lemma.lower(), sentence.tokens[at + k].text.lower())
        for k, word in enumerate(phrase)
    )


def covers(scene: Scene, tokens: Sequence[int], span: Span) -> bool:
    """Say whether a span lies on these tokens."""
    return any(span.overlaps(Span(scene.sentence.tokens[k].start, scene.sentence.tokens[k].end)) for k in tokens)


def _clause(sentence: Sentence, head: int) -> tuple[int, ...]:
    """Return the tokens of the predicate's clause, without the clauses that are only joined to it."""
    verb = next((k for k in (head, *ancestors(sentence, head)) if is_verb(sentence, k)), head)
    joined = [k for k in sentence.kids[verb] if sentence.tokens[k].dep == "conj" and is_verb(sentence, k)]
    apart = {k for j in joined for k in subtree(sentence, j) if head not in subtree(sentence, j)}
    return tuple(k for k in subtree(sentence, verb) if k not in apart)


def _phrases(sentence: Sentence, parties: Sequence[Party | Thing]) -> tuple[int, ...]:
    """Return the whole phrases in which the parties are named: "a Chinese coast guard ship" for "Chinese"."""
    found: set[int] = set()
    for party in parties:
        for token in sentence.tokens:
            if party.span.start <= token.start < party.span.end:
                found.add(token.i)
                found.update(noun_phrase(sentence, _top(sentence, token.i)))
    return tuple(sorted(found))


def _top(sentence: Sentence, i: int) -> int:
    """Return the noun that the phrase is about: "trawler" for "Greek", "Greece" in "the trawler from Greece"."""
    for _ in sentence.tokens:
        token = sentence.tokens[i]
        above = token.head
        if token.dep in INSIDE_A_PHRASE and is_noun(sentence, above):
            i = above
        elif (
            token.dep == "pobj"
            and sentence.tokens[above].lemma in OF
            and is_noun(sentence, sentence.tokens[above].head)
        ):
            i = sentence.tokens[above].head
        else:
            break
    return i
