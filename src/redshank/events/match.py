"""Match the triggers of the lexicon against the predicates of a sentence."""

import msgspec

from redshank.events.fillers import MARK, Board
from redshank.grammar.clause import LightCarrier, Slots, carrier, slots, surface_subjects
from redshank.grammar.form import is_negated
from redshank.grammar.tree import is_noun, is_verb, kids_with
from redshank.lexicon.frames import Condition, Frames, Part, Trigger

PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
NOMINAL = frozenset({"poss", "modifier", "subject", "complement"})  # slots that a noun keeps to itself


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger that fired on a token, with the slots of the predicate."""

    trigger: Trigger
    token: int
    slots: dict[str, tuple[int, ...]]
    carrier: int | None = None  # the verb that carries a noun's act


def matches(board: Board, frames: Frames) -> tuple[Match, ...]:
    """Return the best trigger for each token that has one."""
    lemmas = frames.lemmas
    found = [
        m
        for token in board.sentence.tokens
        if (token.lemma in lemmas or (token.tag in PARTICIPLES and token.text.lower() in lemmas))
        and (m := _match_at(board, token.i, frames)) is not None
    ]
    return tuple(m for m in found if not _idiom_over(board, m, found))


def _idiom_over(board: Board, match: Match, found: list[Match]) -> bool:
    """A noun that is part of a verb's idiom ("opened fire", "signed an agreement") is no event of its own."""
    if not is_noun(board.sentence, match.token):
        return False
    for other in found:
        if other.token == match.token or not is_verb(board.sentence, other.token):
            continue
        if other.trigger.frame.deed is not None and match.trigger.frame.deed is None:
            continue  # what an act is about stays a deed: "called off the talks"; but "renewed its pledge" is one act
        for condition in other.trigger.conditions:
            heads = other.slots.get(condition.slot, ())
            measured = any(match.token in _measured(board, k) for k in heads)
            if condition.forbidden or (match.token not in heads and not measured):
                continue
            if match.trigger.lemma in condition.words:
                return True
    return False


def _match_at(board: Board, i: int, frames: Frames) -> Match | None:
    sentence = board.sentence
    token = sentence.tokens[i]
    part = _part(board, i)
    if part is None:
        return None
    candidates = frames.triggers(token.lemma, part)
    if token.tag in PARTICIPLES and (token.dep in {"acomp", "oprd"} or kids_with(sentence, i, "auxpass")):
        # "was concerned about", "is willing to": participles that are adjectives in the lexicon.
        candidates = (*frames.triggers(token.text.lower(), "adjective"), *candidates)
    if not candidates:
        return None
    own = _through_measures(board, slots(sentence, i))
    carried: LightCarrier | None = None
    if part == "noun":
        carried = carrier(sentence, i)
        if carried is not None and carried.how == "object" and sentence.tokens[carried.verb].lemma not in board.light:
            carried = None
        if carried is not None:
            own = _with_carrier(own, carried)
    trailing = part == "verb" and bool(kids_with(sentence, i, "prt"))
    for trigger in candidates:
        if _fits(board, i, trigger, own, trailing):
            if trigger.particle is not None and "object" not in own and trigger.particle in own:
                own = {**own, "object": own[trigger.particle]}  # "turned down the plan", read as a preposition
            if trigger.part == "adjective" and is_verb(sentence, i):
                own = {**own, "subject": surface_subjects(sentence, i), "object": ()}
            return Match(trigger=trigger, token=i, slots=own, carrier=carried.verb if carried else None)
    return None


def _measured(board: Board, k: int) -> tuple[int, ...]:
    """Return what a counting noun counts: "talks" of "a round of talks"."""
    if board.sentence.tokens[k].lemma not in board.measures:
        return ()
    return tuple(
        p
        for prep in kids_with(board.sentence, k, "prep")
        if board.sentence.tokens[prep].lemma == "of"
        for p in kids_with(board.sentence, prep, "pobj")
    )


def _through_measures(board: Board, own: Slots) -> Slots:
    """Add the prepositions of what an object counts: "held a round of talks with Peru"."""
    inner = [p for k in own.get("object", ()) for p in _measured(board, k)]
    if not inner:
        return own
    joined = dict(own)
    for p in inner:
        for name, heads in slots(board.sentence, p).items():
            if name not in NOMINAL:
                joined.setdefault(name, heads)
    return joined


def _with_carrier(own: Slots, carried: LightCarrier) -> Slots:
    joined = dict(own)
    for name, heads in carried.slots.items():
        if name not in joined and name not in {"object", "complement", "attribute"}:
            joined[name] = heads
    return joined


def _part(board: Board, i: int) -> Part | None:
    token = board.sentence.tokens[i]
    if is_verb(board.sentence, i):
        if token.dep in {"aux", "auxpass"}:
            return None
        if token.dep == "amod" and token.head > i:
            return None  # "Armenian-backed militias", "suspected rebels": a mark of the noun, no act
        return "verb"
    if is_noun(board.sentence, i):
        return None if token.tag.startswith("NNP") and board.actor_at(i) is not None else "noun"
    if token.tag.startswith("JJ") or token.dep == "acomp":
        return "adjective"
    return None


def _fits(board: Board, i: int, trigger: Trigger, own: Slots, trailing: bool) -> bool:
    """Say whether a trigger fits; the cheap questions come first. `trailing`: the verb has a particle."""
    for prep in trigger.preps:
        if prep not in own:
            return False
    for condition in trigger.conditions:
        if condition.slot not in own and not condition.forbidden:
            return False
    if trigger.particle is None:
        if trailing and trigger.part == "verb" and not trigger.preps:
            return False
    elif not _has_particle(board, i, trigger.particle):
        return False
    if trigger.negated and not is_negated(board.sentence, i):
        return False
    return all(_holds(board, condition, own) for condition in trigger.conditions)


def _has_particle(board: Board, i: int, particle: str) -> bool:
    sentence = board.sentence
    for k in kids_with(sentence, i, "prt", "advmod", "prep", "acomp", "oprd", "intj"):
        if sentence.tokens[k].lemma != particle:
            continue
        # "took soldiers in Kabul": a preposition; only where no object stands before it has the parser mistaken it.
        if not (sentence.tokens[k].dep == "prep" and kids_with(sentence, k, "pobj") and kids_with(sentence, i, "dobj")):
            return True
    return False


def _has_to(board: Board, k: int) -> bool:
    """Say whether it is an infinitive that somebody else is to carry out: "told Laos to", not "wants to"."""
    head = board.sentence.tokens[k].head
    if not kids_with(board.sentence, k, "nsubj") and not kids_with(board.sentence, head, "dobj", "nsubjpass"):
        return False
    return any(board.sentence.tokens[a].lemma == "to" for a in kids_with(board.sentence, k, "aux"))


def _holds(board: Board, condition: Condition, own: Slots) -> bool:
    heads = own.get(condition.slot, ())
    if condition.forbidden and condition.slot == "modifier":
        return not any(_is_one_of(board, k, condition.words) for k in heads)
    if condition.forbidden:
        return not heads or not all(_is_one_of(board, k, condition.words) for k in heads)
    return any(_is_one_of(board, k, condition.words) for k in heads)


def _is_one_of(board: Board, k: int, words: frozenset[str]) -> bool:
    sentence = board.sentence
    token = sentence.tokens[k]
    if token.lemma in words or token.text.lower() in words:
        return True
    # "It" is as often a thing or a charge as an actor: "denied it" refuses nobody entry.
    if "@actor" in words and token.lemma != "it" and any(tie < MARK for _, tie in board.actors_in(k)):
        return True
    if "@place" in words and k in board.places:
        return True
    if "@equipment" in words and (k in board.things or any(d in board.things for d in sentence.kids[k])):
        return True
    if "@clause" in words and is_verb(sentence, k):
        return True
    if "@infinitive" in words and token.tag == "VB" and _has_to(board, k):
        return True
    if "@subjunctive" in words and token.tag == "VB" and not kids_with(sentence, k, "aux"):
        return True
    # "a barrage of sanctions", "dozens of tanks": the noun behind "of" is the one that counts.
    return any(_is_one_of(board, p, words) for p in _measured(board, k))
