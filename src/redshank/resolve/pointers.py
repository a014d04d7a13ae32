"""Whom a pronoun or a pointing noun means: the most prominent actor before it that fits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from redshank.lexicon.entities import Entities
from redshank.records import Mention, Sentence
from redshank.resolve.cast import GENERIC, PERSON, Cast, Member
from redshank.resolve.standing import GENDERS, MANY, NEUTER, is_plural, main_subject, same_clause

REACH = 3  # sentences that a pronoun looks back over
MEMORY = 12  # sentences over which a role is remembered
Fits = Callable[[Member], bool]


def is_person(member: Member) -> bool:
    """Say whether "he" may mean the actor."""
    return member.kind == PERSON or (member.kind == GENERIC and not member.is_plural and bool(member.office))


def antecedent(
    cast: Cast, mention: Mention, sentence: Sentence, sentences: Mapping[int, Sentence], rank: int
) -> tuple[Member, float, str] | None:
    """Find the actor that a pronoun means, with a score and the reason."""
    word = sentence.tokens[mention.head].text.lower()
    if word in GENDERS:
        gender = GENDERS[word]
        fits: Fits = partial(_is_he, gender=gender)
    elif word in MANY:
        fits = _is_many
    elif word in NEUTER:
        return _neuter(cast, mention, sentence, sentences, rank)
    else:
        return None
    if word in GENDERS and _stranger_between(cast, sentence, sentences):
        return None
    found = _best(cast, mention, sentence, rank, fits)
    return (found, 0.75, f"{word!r} after {found.name}") if found else None


def _stranger_between(cast: Cast, sentence: Sentence, sentences: Mapping[int, Sentence]) -> bool:
    """Say whether this sentence or the one before is about a person who is no actor: "he" is that person."""
    for index in (sentence.index, sentence.index - 1):
        near = sentences.get(index)
        subject = main_subject(near) if near is not None else None
        if near is None or subject is None:
            continue
        if near.tokens[subject].tag == "NNP" and (index, subject) not in cast.heads:
            return True
    return False


def _is_he(member: Member, gender: str) -> bool:
    return is_person(member) and member.gender in {None, gender}


def _is_many(member: Member) -> bool:
    return member.is_plural or member.kind in {"armed_group", "institution"}


def _is_it(member: Member) -> bool:
    return not is_person(member) and not member.is_plural


def _neuter(
    cast: Cast, mention: Mention, sentence: Sentence, sentences: Mapping[int, Sentence], rank: int
) -> tuple[Member, float, str] | None:
    token = sentence.tokens[mention.head]
    found = _best(cast, mention, sentence, rank, _is_it, same_sentence=True)
    if found:
        return found, 0.7, f"{token.text!r} after {found.name} in the sentence"
    if rank != 3 and token.tag != "PRP$":
        return None
    before = sentences.get(mention.sentence - 1)
    if before is None or before.zone != sentence.zone:
        return None
    subject = main_subject(before)
    if subject is None:
        return None
    leader = cast.at.get((before.index, subject))
    if leader is None:
        # A thing was spoken of ("the plan ... it"): no actor is meant.
        return None
    if _is_it(leader):
        return leader, 0.7, f"{token.text!r} after {leader.name}, subject of the sentence before"
    if rank == 3 and is_person(leader) and before.index + 1 == sentence.index:
        # "It did, however, promise" after what a leader said: the slip for his government.
        return leader, 0.5, f"{token.text!r} after the words of {leader.name}: the wrong gender, the last to speak"
    return None


def _best(
    cast: Cast, mention: Mention, sentence: Sentence, rank: int, fits: Fits, same_sentence: bool = False
) -> Member | None:
    best: tuple[float, Member] | None = None
    is_owner = sentence.tokens[mention.head].tag == "PRP$"
    gender = GENDERS.get(sentence.tokens[mention.head].text.lower())
    for member in cast:
        if not member.seen or not fits(member):
            continue
        last = member.seen[-1]
        away = mention.sentence - last.sentence
        last_rank = _prominence(member)[1]
        if away > (0 if same_sentence else REACH) or (last_rank == 0 and (same_sentence or away)):
            continue
        is_argument = away == 0 and last.rank > 0 and not is_owner and last.head != mention.head
        if is_argument and same_clause(sentence, last.head, mention.head):
            continue
        value = last_rank * 1.5 - away * 2 + len(member.seen) * 0.2
        value += 1.5 if last_rank == (3 if is_owner else rank) else 0
        value += 1 if last.paragraph == sentence.paragraph else 0
        value += 1.5 if member.gender and member.gender == gender else 0
        value += last.span.start / 1e6  # of two alike, the nearer
        if best is None or value > best[0]:
            best = value, member
    return best[1] if best else None


def pointed_at(
    cast: Cast, mention: Mention, sentence: Sentence, entities: Entities
) -> tuple[tuple[Member, ...], str] | None:
    """Find the actors that "the alliance" or "both sides" means."""
    word = sentence.tokens[mention.head].text.lower()
    entry = entities.anaphora.get(word) or entities.anaphora.get(sentence.tokens[mention.head].lemma)
    if entry is None:
        return None
    near = [m for m in cast if m.seen and mention.sentence - m.seen[-1].sentence <= REACH + 2]
    if entry.many and "state" in entry.kinds and cast.joined is not None:
        pair = tuple(_state_of(cast, m) for m in cast.joined) if "person" not in entry.kinds else cast.joined
        return pair, f"{word!r} after {' and '.join(m.name for m in pair)}"
    if entry.many:
        recent = sorted(_candidates(cast, near, entry.kinds), key=_prominence, reverse=True)
        pair = _pair(recent)
        return (pair, f"{word!r} after {' and '.join(m.name for m in pair)}") if pair else None
    fitting = [m for m in near if (m.kind in entry.kinds or word in m.words) and _prominence(m)[1]]
    best = max(fitting, key=_prominence, default=None)
    return ((best,), f"{word!r} after {best.name}") if best else None


def _state_of(cast: Cast, member: Member) -> Member:
    """Return the state that somebody acts for: "both countries" after their presidents."""
    if member.kind == "state" or member.country not in cast.entities.by_id:
        return member
    state = cast.of_entity(cast.entities[str(member.country)])
    if not state.seen:
        state.seen.append(member.seen[-1])
    return state


def _prominence(member: Member) -> tuple[int, int, int]:
    """Return how near and how prominent an actor is: the last sentence, the best rank in it, the last place."""
    last = member.seen[-1]
    rank = max(s.rank for s in member.seen if s.sentence == last.sentence)
    return last.sentence, rank, last.span.start


def _candidates(cast: Cast, near: Iterable[Member], kinds: Sequence[str]) -> list[Member]:
    """Return the actors of these kinds; "both countries" are also those whose presidents were named."""
    found: dict[str, Member] = {}
    for member in near:
        if member.kind in kinds or (PERSON in kinds and member.kind == GENERIC and member.office):
            found[member.key] = member
        elif "state" in kinds and "person" not in kinds and member.country in cast.entities.by_id:
            state = cast.of_entity(cast.entities[member.country])
            if not state.seen or _prominence(state) < _prominence(member):
                state.seen.append(member.seen[-1])
            found[state.key] = state
    return list(found.values())


def _pair(recent: Iterable[Member]) -> tuple[Member, ...]:
    """Return the last two actors of one kind, in the order of the text."""
    found: list[Member] = []
    for member in recent:
        is_other = all(member.code != m.code or member.code is None for m in found)
        if is_other and (not found or (member.kind == "state") == (found[0].kind == "state")):
            found.append(member)
        if len(found) == 2:
            return tuple(sorted(found, key=lambda m: m.seen[-1].span.start))
    return ()


def earlier_role(cast: Cast, mention: Mention, sentence: Sentence, words: frozenset[str]) -> Member | None:
    """Find who "the president" or "the rebels" are: the last actor whom the story called so."""
    many = is_plural(sentence, mention)
    fitting = [m for m in cast if m.seen and m.words & words and mention.sentence - m.seen[-1].sentence <= MEMORY]
    # "The health ministry" is not the foreign ministry of the sentence before.
    own = frozenset(
        t.lemma for t in sentence.tokens if t.head == mention.head and t.dep == "compound" and t.tag == "NN"
    )
    fitting = [m for m in fitting if not own or own & m.words]
    # A group is many and one: "Farabundo Marti guerrillas", "the rebels".
    fitting = [m for m in fitting if m.is_plural == many or m.kind in {"armed_group", "institution"}]
    return max(fitting, key=lambda m: m.seen[-1].span.start, default=None)
