"""Find the words that tell of arms changing hands, and of measures that cut somebody off, sentence by sentence.

The triggers are matched as those of frames are; how far a deal or measure has come is told by the standing of its word
and by the words above it ("approved the sale of", "lifted the embargo on").
"""

from collections.abc import Iterator, Sequence

import msgspec

from redshank.events.contents import condition_of
from redshank.events.fillers import Board, boards
from redshank.events.match import Match, matches
from redshank.events.roles import fill, wanted
from redshank.grammar.clause import slots, subjects
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing import standing
from redshank.grammar.standing_record import DONE
from redshank.grammar.tree import (
    ancestors,
    conjuncts,
    first_conjunct,
    is_noun,
    is_verb,
    kids_with,
    noun_phrase,
    subtree,
)
from redshank.lexicon.cues import Cues
from redshank.lexicon.frames import Frames, Part, Trigger
from redshank.lexicon.registers import Register, RegisterLexicon, StepWords, TransferWords
from redshank.records import Mention, RegisterDraft, Role, Sentence

# Relations by which what stands above a deal or measure speaks of it.
UPWARD = frozenset({"dobj", "nsubjpass", "pobj", "prep", "xcomp", "ccomp", "pcomp", "acl", "attr", "nsubj", "compound"})
ITEM = frozenset({"compound", "nmod", "amod", "nummod", "appos", "conj", "npadvmod"})
LISTING = frozenset({"of", "including", "include", "like", "as"})
HALTS = frozenset({"suspended", "cancelled", "refused", "eased", "lifted", "evaded", "extended"})
DEEP = 6
APART = frozenset({"relcl", "advcl", "ccomp", "parataxis", "nsubj", "csubj"})
# "Sold fuel after the tanks came": what stands behind these is no part of the deal.
BARTER = frozenset({"return", "exchange"})  # "refused to open the plant in return for jets": the jets are the price
ASIDE = frozenset({"after", "before", "against", "since", "despite", "amid", "by", "because", "without", "instead"})


def find_registers(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    lexicon: RegisterLexicon,
    frames: Frames,
    cues: Cues,
) -> tuple[RegisterDraft, ...]:
    """Return every telling of a transfer or restriction, in the order of the text.

    Args:
        sentences: the parsed sentences.
        mentions: actors and equipment, from the mentions stage.
        lexicon: data/registers.toml.
        frames: the lexicon of frames, for its classes of words.
        cues: words that decide the standing of what they govern.
    """
    found: list[RegisterDraft] = []
    for board in boards(sentences, mentions, frames, cues, lexicon.step_verbs):
        if not board.actors and not board.things:
            continue
        if board.things or found:
            drafts = [d for m in matches(board, lexicon.frames["transfer"]) for d in _transfer(board, m, lexicon, cues)]
            held = {item for d in drafts for item in d.items}
            found.extend(drafts)
            found.extend(_loose(board, held, lexicon, cues))
        for match in matches(board, lexicon.frames["restriction"]):
            found.extend(_restriction(board, match, lexicon, cues))
    return tuple(sorted(found, key=lambda d: (d.sentence, d.head)))


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """How far a deal or measure has come, and by which word above it."""

    stage: str
    token: int | None = None
    words: StepWords | None = None


def _transfer(
    board: Board, match: Match, lexicon: RegisterLexicon, cues: Cues, items: tuple[str, ...] = ()
) -> Iterator[RegisterDraft]:
    entry = lexicon.transfers[match.trigger.frame.id]
    items = items or _items(board, match)
    step = _step(board, match, "transfer", entry.stage, lexicon, cues)
    if step is None or (not items and not _points_back(board, match, step)):
        return
    roles = _roles(board, match, entry, step, items)
    yield RegisterDraft(
        register="transfer",
        entry=entry.id,
        trigger=match.trigger.text,
        sentence=board.sentence.index,
        head=match.token,
        span=board.sentence.tokens[match.token].span,
        stage=step.stage,
        kind=entry.kind,
        terms=entry.terms,
        roles=roles,
        items=items,
        condition=condition_of(board, match.token)
        or (condition_of(board, step.token) if step.token is not None else None),
        step=board.sentence.tokens[step.token].lemma if step.token is not None else None,
        who=step.words.who if step.words is not None else None,
        both_sides=entry.both_sides,
        gives=entry.gives,
        is_own=entry.owner,
    )


def _loose(board: Board, held: set[str], lexicon: RegisterLexicon, cues: Cues) -> Iterator[RegisterDraft]:
    """Tie equipment that no slot holds to the nearest word of a deal in its sentence: "jets, paid for, have stood"."""
    left = [(k, m) for k, m in board.things.items() if m.id not in held]
    if not left:
        return
    words = [
        (t.i, trigger) for t in board.sentence.tokens if (trigger := _plain_trigger(board, t.i, lexicon)) is not None
    ]
    for k, mention in left:
        if any(board.sentence.tokens[a].lemma in BARTER for a in ancestors(board.sentence, k)):
            continue
        near = sorted((_steps(board, k, at), at, n) for n, (at, _) in enumerate(words))
        if not near or near[0][0] > REACH:
            continue
        at, trigger = words[near[0][2]]
        match = Match(trigger=trigger, token=at, slots=slots(board.sentence, at))
        entry = lexicon.transfers[trigger.frame.id]
        step = _step(board, match, "transfer", entry.stage, lexicon, cues)
        if step is None:
            continue
        draft = next(_transfer(board, match, lexicon, cues, items=(mention.id,)), None)
        if draft is not None:
            yield draft


REACH = 4  # steps in the tree between a thing and a word of a deal


def _plain_trigger(board: Board, i: int, lexicon: RegisterLexicon) -> Trigger | None:
    """Return a trigger of the word whose conditions only ask for equipment, or ask for nothing."""
    token = board.sentence.tokens[i]
    part: Part | None = "verb" if is_verb(board.sentence, i) else "noun" if is_noun(board.sentence, i) else None
    if part is None or token.dep in {"aux", "auxpass"}:
        return None
    for trigger in lexicon.frames["transfer"].triggers(token.lemma, part):
        plain = all(c.words == EQUIPMENT and c.slot == "object" and not c.forbidden for c in trigger.conditions)
        if (
            plain
            and lexicon.transfers[trigger.frame.id].loose
            and not trigger.preps
            and trigger.particle is None
            and not trigger.negated
        ):
            return trigger
    return None


EQUIPMENT = frozenset({"@equipment"})


def _steps(board: Board, a: int, b: int) -> int:
    """Count the steps in the tree between two tokens."""
    above = (a, *ancestors(board.sentence, a))
    other = (b, *ancestors(board.sentence, b))
    for n, k in enumerate(above):
        if k in other:
            return n + other.index(k)
    return len(board.sentence.tokens)


def _points_back(board: Board, match: Match, step: Step) -> bool:
    """Say whether the word takes up a deal told before, and says how far it has come: "the sale was approved"."""
    if step.token is None or not is_noun(board.sentence, match.token):
        return False
    return any(
        board.sentence.tokens[k].lemma in {"the", "that", "this", "its"}
        for k in kids_with(board.sentence, match.token, "det", "poss")
    )


def _marks(board: Board, items: tuple[str, ...]) -> Iterator[Role]:
    """Give the nationality that stands before an item: "Chinese ammunition"."""
    for k, thing in board.things.items():
        if thing.id in items:
            for below in noun_phrase(board.sentence, k):
                yield from (
                    board.party("mark", m, "before the item")
                    for m in board.sharers.get(below, ())
                    if m.form == "adjective"
                )


def _roles(board: Board, match: Match, entry: TransferWords, step: Step, items: tuple[str, ...]) -> tuple[Role, ...]:
    parties = fill(board, match)
    things = [m.span for m in board.things.values()]
    agents, recipients = (
        tuple(r for r in group if not any(r.span.overlaps(t) for t in things))
        for group in (parties.agents, parties.recipients)
    )
    if entry.swap is not None and match.slots.get(entry.swap):
        # "leased from": who does it is the recipient.
        lender = tuple(
            board.party("agent", m, entry.swap) for k in match.slots[entry.swap] for m, _ in board.actors_in(k)
        )
        if lender:
            agents, recipients = lender, tuple(_as(r, "recipient") for r in agents)
    return (*agents, *recipients, *_step_roles(board, step), *_near(board, match), *_marks(board, items))


def _as(role: Role, name: str) -> Role:
    return msgspec.structs.replace(role, name=name)


def _step_roles(board: Board, step: Step) -> tuple[Role, ...]:
    """Return who does what the word above tells: "Berlin approved", "the approval by parliament"."""
    if step.token is None:
        return ()
    return tuple(
        board.party("step", m, "subject of the step")
        for k in subjects(board.sentence, step.token)
        for m, _ in board.actors_in(k)
    )


# Clauses that tell something of their own: who is named in them is no side of what the clause above tells.
OTHERS = frozenset({"relcl", "advcl", "ccomp", "parataxis", "csubj", "acl"})


def _near(board: Board, match: Match) -> tuple[Role, ...]:
    """Return who else the clause names, for a side that the slots leave open; marks of nationality are `mark`."""
    sentence = board.sentence
    top = match.token
    while not is_verb(sentence, top) and sentence.tokens[top].head != top:
        top = sentence.tokens[top].head
    # An infinitive or gerund shares the parties of the verb above it: "decided to sell them to".
    while sentence.tokens[top].dep in {"xcomp", "pcomp", "acl"} and sentence.tokens[top].head != top:
        top = sentence.tokens[top].head
    found: list[Role] = []
    stack = [top]
    while stack:
        k = stack.pop()
        found += [
            board.party("mark" if m.form == "adjective" else "near", m, "the same clause")
            for m in board.sharers.get(k, ())
        ]
        for kid in sentence.kids[k]:
            token = sentence.tokens[kid]
            own = (token.dep in OTHERS and kid != match.token) or (token.dep == "conj" and is_verb(sentence, kid))
            if not own or match.token in subtree(sentence, kid):
                stack.append(kid)
    beside = {r.mention for r in found}
    found += [
        board.party("far", m, "the same sentence")
        for m in board.actors.values()
        if m.id not in beside and m.form != "adjective"
    ]
    return tuple(sorted(found, key=lambda r: r.span.start))


def _items(board: Board, match: Match) -> tuple[str, ...]:
    """Return the equipment that changes hands: in the slots of the item, else nearest below the word."""
    verb = is_verb(board.sentence, match.token)
    for slot in wanted(match, "object", verb):
        found = [m for head in match.slots.get(slot, ()) for m in _things_in(board, head)]
        if found:
            return tuple(dict.fromkeys(found))
    found = [m for m in _things_in(board, match.token)] if not verb else []
    if not found:
        under = [k for k in subtree(board.sentence, match.token) if k in board.things and not _apart(board, k, match)]
        if under:
            first = first_conjunct(board.sentence, under[0])
            found = list(_things_in(board, first if first in board.things else under[0]))
    return tuple(dict.fromkeys(found))


def _apart(board: Board, k: int, match: Match) -> bool:
    """Say whether a clause of its own, or what the arms are for, stands between a thing and the word."""
    at = k
    while at != match.token and board.sentence.tokens[at].head != at:
        token = board.sentence.tokens[at]
        if token.dep in APART or token.lemma in BARTER or (token.dep == "prep" and token.lemma in ASIDE):
            return True
        at = token.head
    return False


def _things_in(board: Board, head: int, depth: int = 0) -> Iterator[str]:
    """Give the equipment that a noun phrase names, each joined one by itself."""
    if is_verb(board.sentence, head) or depth > DEEP:
        return
    if head in board.things:
        yield board.things[head].id
    for k in board.sentence.kids[head]:
        token = board.sentence.tokens[k]
        if token.dep == "appos" and head in board.things:
            continue  # "the Iskander-M, a mobile missile system": one item
        if token.dep in ITEM:
            yield from _things_in(board, k, depth + 1)
        elif token.dep == "prep" and token.lemma in LISTING and head not in board.things:
            for p in kids_with(board.sentence, k, "pobj"):
                yield from _things_in(board, p, depth + 1)


def _step(
    board: Board, match: Match, register: Register, base: str, lexicon: RegisterLexicon, cues: Cues
) -> Step | None:
    """Return the stage; None where the words tell of no deal or measure, or deny it."""
    above = _above(board, match, register, lexicon)
    if above is not None:
        token, words = above
        if register == "transfer" and not words.stage and _is_lifted(board.sentence, token, lexicon):
            return Step(stage="approved", token=board.sentence.tokens[token].head, words=words)
        if not words.stage:
            return None
        label = _label(board, token, cues)
        if label in DONE or (words.adjectives and token in kids_with(board.sentence, match.token, "amod")):
            return Step(stage=words.stage, token=token, words=words)
        if words.stage in HALTS:
            return (
                None if label in {"negated", "denied", "attempted", "threatened"} else _moved(register, label, lexicon)
            )
        return _moved(register, label, lexicon, token, words)
    own = standing(board.sentence, match.token, cues)
    if own.governor is not None and _is_cut_off(board.sentence, match.token, own.governor):
        own = own_standing(board.sentence, match.token, cues)
    label = own.label
    if label in {"planned", "promised"} and condition_of(board, match.token) is not None:
        label = "offered"  # "would hand over its jets if"
    if label in {"happened", "ongoing", "alleged"} or (label == "ended" and register == "transfer"):
        lasting = register == "restriction" and lexicon.restrictions[match.trigger.frame.id].lasting
        return Step(stage=_done(board, match, register, base, label, lasting))
    return _moved(register, label, lexicon)


def _is_lifted(sentence: Sentence, ban: int, lexicon: RegisterLexicon) -> bool:
    """Say whether a ban on the deal is lifted: "lifted its ban on the delivery of"."""
    token = sentence.tokens[ban]
    words = lexicon.step("restriction", "verb", sentence.tokens[token.head].lemma)
    return token.dep in {"dobj", "nsubjpass"} and words is not None and words.stage == "lifted"


def _is_cut_off(sentence: Sentence, a: int, b: int) -> bool:
    """Say whether a semicolon stands between two words: each clause tells its own."""
    return any(t.text == ";" for t in sentence.tokens[min(a, b) : max(a, b)])


def _label(board: Board, token: int, cues: Cues) -> str:
    return standing(board.sentence, token, cues).label


def _done(board: Board, match: Match, register: Register, base: str, label: str, lasting: bool) -> str:
    if register == "restriction" and is_verb(board.sentence, match.token):
        return base if lasting else "adopted"
    if label == "ongoing" and base == "delivered":
        return "in delivery"
    return base


def _moved(
    register: Register,
    label: str,
    lexicon: RegisterLexicon,
    token: int | None = None,
    words: StepWords | None = None,
) -> Step | None:
    table = lexicon.stages.transfer if register == "transfer" else lexicon.stages.restriction
    stage = table.get(label, "")
    return Step(stage=stage, token=token, words=words) if stage else None


def _above(board: Board, match: Match, register: Register, lexicon: RegisterLexicon) -> tuple[int, StepWords] | None:
    """Return the nearest word that says how far it has come: beside the noun, or above the word."""
    sentence = board.sentence
    for k in kids_with(sentence, match.token, "amod", "compound"):
        words = lexicon.step(register, "adjective", sentence.tokens[k].lemma) or lexicon.step(
            register, "adjective", sentence.tokens[k].text.lower()
        )
        if words is not None:
            return k, words
    at = match.token
    for _ in range(DEEP):
        at = first_conjunct(sentence, at)
        token = sentence.tokens[at]
        if token.head == at or token.dep not in UPWARD:
            return None
        at = token.head
        if token.dep == "prep" and token.i > 0 and sentence.tokens[token.i - 1].head == token.head:
            before = sentence.tokens[token.i - 1]  # "lifted its ban on": the parser may hang "on" on the verb
            at = before.i if before.dep == "dobj" and is_noun(sentence, before.i) else at
        part = "verb" if is_verb(sentence, at) else "noun" if is_noun(sentence, at) else ""
        words = _step_at(sentence, at, part, register, lexicon) if part else None
        if words is not None:
            return at, words
    return None


def _step_at(sentence: Sentence, at: int, part: str, register: Register, lexicon: RegisterLexicon) -> StepWords | None:
    """Return what a word makes of the deal below it, with its particle ("put off") or without."""
    lemma = sentence.tokens[at].lemma
    for k in kids_with(sentence, at, "prt", "advmod", "prep"):
        words = lexicon.step(register, part, f"{lemma}+{sentence.tokens[k].lemma}")
        if words is not None:
            return words
    return lexicon.step(register, part, lemma)


def _restriction(board: Board, match: Match, lexicon: RegisterLexicon, cues: Cues) -> Iterator[RegisterDraft]:
    entry = lexicon.restrictions[match.trigger.frame.id]
    step = _step(board, match, "restriction", entry.stage, lexicon, cues)
    if step is None:
        return
    parties = fill(board, match)
    yield RegisterDraft(
        register="restriction",
        entry=entry.id,
        trigger=match.trigger.text,
        sentence=board.sentence.index,
        head=match.token,
        span=board.sentence.tokens[match.token].span,
        stage=step.stage,
        kind=_measure(board, match, lexicon) if entry.measure in {"unspecified", "trade"} else entry.measure,
        roles=(*parties.agents, *parties.recipients, *_step_roles(board, step), *_near(board, match)),
        step=board.sentence.tokens[step.token].lemma if step.token is not None else None,
        who=step.words.who if step.words is not None else None,
        is_own=entry.own,
    )


def _measure(board: Board, match: Match, lexicon: RegisterLexicon) -> str:
    """Return what a measure cuts, by the words about it: "an arms embargo", "a ban on imports of oil"."""
    base = lexicon.restrictions[match.trigger.frame.id].measure
    tokens = board.sentence.tokens
    heads = [match.token]
    for slot in ("object", "on", "of"):
        heads += [c for k in match.slots.get(slot, ()) for c in conjuncts(board.sentence, k)]
    phrase = [k for h in heads for k in noun_phrase(board.sentence, h)]
    if any(k in board.things for k in phrase):
        return "arms"
    words = [tokens[k].lemma.lower() for k in phrase]
    return lexicon.measure_of(words) or base
