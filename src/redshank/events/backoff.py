"""The linear back-off: a type where no frame codes but an actor acts on another; a veto on weak frames."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from redshank.events.draft import Draft
from redshank.events.fillers import Board
from redshank.events.match import Match, matches
from redshank.events.roles import ranked, under
from redshank.grammar.clause import Slots, slots, subjects
from redshank.grammar.standing import Standing, standing
from redshank.grammar.tree import is_verb, kids_with
from redshank.lexicon.backoff import Backoff, Guess, Signs
from redshank.lexicon.cues import Cues
from redshank.lexicon.frames import Frames
from redshank.records import Predication, Role

FAMILY = "backoff"
ZONES = frozenset({"body", "headline", "standfirst"})
REAL = frozenset({"happened", "ongoing", "attempted", "planned"})
JOINT = frozenset({"CONSULT"})  # whoever is named there meets: all of them are actors
STATES = frozenset({"be", "have", "become", "remain"})  # verbs of being, not of doing
MASKS = frozenset({"ACTOR", "NAME", "NUM"})
PREFERRED = ("object", "dative", "to", "with", "against", "on", "from", "for")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A verb by which an actor acts on another, and how it stands."""

    verb: int
    standing: Standing
    agents: tuple[Role, ...]
    recipients: tuple[Role, ...]


def propose(board: Board, model: Backoff, frames: Frames, cues: Cues) -> Predication | None:
    """Return what the model takes the sentence for, where an actor acts on another and it is sure enough.

    Args:
        board: a sentence in which no frame gave a coding: none fired, or what fired found no party.
        model: the weights and their thresholds.
        frames: the lexicon of frames.
        cues: words of saying, planning, wishing; what they govern is not the deed itself.
    """
    found = candidate(board, cues)
    if found is None:
        return None
    guess = model.guess(signs_of(board, matches(board, frames), model.signs, cues))
    return _predication(board, found, guess) if guess.probability >= model.least else None


def candidate(board: Board, cues: Cues) -> Candidate | None:
    """Return the first verb that tells of a deed between two parties, whatever the deed is."""
    if board.sentence.zone not in ZONES or not board.actors:
        return None
    for verb in acting(board):
        lemma = board.sentence.tokens[verb].lemma
        if lemma in STATES or cues.of(lemma, "VB") is not None:
            continue
        stands = standing(board.sentence, verb, cues)
        agents, recipients = _parties(board, verb)
        if stands.status in REAL and (recipients or len({r.mention for r in agents}) > 1):
            return Candidate(verb=verb, standing=stands, agents=agents, recipients=recipients)
    return None


def vetoed(board: Board, drafts: Sequence[Draft], model: Backoff, frames: Frames, cues: Cues) -> Guess | None:
    """Return the guess that speaks against the weak frames of a sentence; None where they may stand."""
    if not any(is_weak(d) for d in drafts):
        return None
    guess = model.guess(signs_of(board, matches(board, frames), model.signs, cues))
    return guess if guess.none >= model.most_none else None


def is_weak(draft: Draft) -> bool:
    """Say whether a coding rests on a bare word: no particle, preposition or filled slot made sure of its sense."""
    return draft.coding.type is not None and draft.node.match.trigger.weight == 0


def acting(board: Board) -> tuple[int, ...]:
    """Return the verbs that an actor is the subject of, the main one first."""
    sentence = board.sentence
    found = [
        t.i
        for t in sentence.tokens
        if is_verb(sentence, t.i)
        and t.dep not in {"aux", "auxpass"}
        and any(board.actors_in(k) for k in subjects(sentence, t.i))
    ]
    return tuple(sorted(found, key=lambda i: (sentence.tokens[i].dep != "ROOT", i)))


def _parties(board: Board, verb: int) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Return who acts, and on whom: what stands in the slots comes before what stands below."""
    heads = subjects(board.sentence, verb)
    own = slots(board.sentence, verb)
    agents = tuple(board.party("agent", m, "subject") for k in heads for m, _ in board.actors_in(k))
    barred = frozenset(r.mention for r in agents)
    near = [
        tuple(board.party("recipient", m, slot) for k in own.get(slot, ()) for m, _ in board.actors_in(k))
        for slot in PREFERRED
    ]
    near = [tuple(r for r in group if r.mention not in barred) for group in near]
    return agents, ranked([*near, *under(board, verb, barred, frozenset(r.head for r in agents))])


def _predication(board: Board, found: Candidate, guess: Guess) -> Predication:
    roles = (*found.agents, *found.recipients)
    if guess.type in JOINT:
        roles = tuple(msgspec.structs.replace(r, name="agent") for r in roles if r.rank == 0)
    status = found.standing.status
    return Predication(
        id="",
        sentence=board.sentence.index,
        head=found.verb,
        span=board.sentence.tokens[found.verb].span,
        frame=FAMILY,
        family=FAMILY,
        type=guess.type,
        status="happened" if status == "planned" else status,  # type: ignore[arg-type]
        factuality=found.standing.factuality,
        background=found.standing.past_perfect and found.standing.speech is None,
        roles=roles,
        entry=f"{FAMILY}/{guess.type}",
        why=f"no frame gives a coding; the back-off gives {guess.probability:.2f} by {', '.join(guess.because)}",
        needs_recipient=True,
        symmetric=guess.type in JOINT,
    )


# --- signs ---------------------------------------------------------------------------------------------------------


def signs_of(board: Board, fired: Sequence[Match], known: Signs, cues: Cues) -> tuple[str, ...]:
    """Return what the model looks at, each sign once: words, main verb with its slots, classes, frames."""
    words = masked(board)
    found: list[str] = []
    found += [f"w:{w}" for w in words]
    found += [f"b:{'_'.join(run)}" for run in pairwise(words) if _tells(run)]
    found += [f"t:{'_'.join(run)}" for run in zip(words, words[1:], words[2:], strict=False) if _tells(run)]
    found += [f"s:{w[:4]}" for w in words if len(w) > 5 and w.islower()]
    found += [f"c:{c}" for w in words for c in known.classes.get(w, ())]
    found += [f"k:{f}" for w in words for f in known.families.get(w, ())]
    found += _verb_signs(board, known, cues)
    found += [f"f:{m.trigger.frame.id}" for m in fired]
    found += [f"F:{m.trigger.frame.family}" for m in fired]
    return tuple(dict.fromkeys(found))


def masked(board: Board) -> list[str]:
    """Return the lemmas of a sentence with actors, other names and numbers masked, so that no country is learned."""
    inside = {
        t.i
        for m in board.actors.values()
        if m.form != "pronoun"
        for t in board.sentence.tokens
        if m.span.start <= t.start and t.end <= m.span.end
    }
    words: list[str] = []
    for token in board.sentence.tokens:
        mask = _mask(token.tag, token.i in inside)
        if mask is not None:
            if mask == "NUM" or not words or words[-1] != mask:
                words.append(mask)
        elif token.text[:1].isalnum():
            words.append(token.lemma.lower())
    return words


def _tells(run: Sequence[str]) -> bool:
    """Say whether a run of words holds one that says something: "and ACTOR" is everywhere in business news."""
    return any(len(word) > 3 and word not in MASKS for word in run)


def _mask(tag: str, is_actor: bool) -> str | None:
    if is_actor:
        return "ACTOR"
    if tag.startswith("NNP"):
        return "NAME"
    return "NUM" if tag == "CD" else None


def _verb_signs(board: Board, known: Signs, cues: Cues) -> Iterator[str]:
    """Give the signs of the main verb that an actor is the subject of: slots, their words and classes, standing."""
    verbs = acting(board)
    yield f"T:{min(len(verbs), 3)}"
    yield f"A:{min(len(board.actors), 4)}"
    if not verbs:
        return
    sentence, verb = board.sentence, verbs[0]
    lemma = sentence.tokens[verb].lemma.lower()
    stands = standing(sentence, verb, cues)
    yield f"T:{stands.status}"
    yield f"T:{stands.modal}"
    yield f"m:{lemma}"
    yield from (f"K:{f}" for f in known.families.get(lemma, ()))
    yield from (f"m+:{lemma}_{sentence.tokens[k].lemma}" for k in kids_with(sentence, verb, "prt"))
    yield from _slot_signs(board, lemma, slots(sentence, verb), known)


def _slot_signs(board: Board, lemma: str, held: Slots, known: Signs) -> Iterator[str]:
    for slot, heads in held.items():
        if slot == "subject":
            continue
        yield f"m:{lemma}_{slot}"
        for k in heads[:2]:
            own = board.sentence.tokens[k].lemma.lower()
            word = _mask(board.sentence.tokens[k].tag, bool(board.actors_in(k))) or own
            yield f"m:{lemma}_{slot}_{word}"
            yield from (f"m~{slot}_{w}" for w in dict.fromkeys((word, own)))
            for c in known.classes.get(own, ()):
                yield f"m@{slot}_{c}"
                yield f"m@{lemma}_{slot}_{c}"
