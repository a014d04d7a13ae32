"""Fill the roles of one predicate from its slots, then from its subtree."""

from collections.abc import Iterable, Sequence

import msgspec

from redshank.events.fillers import MARK, Board
from redshank.events.match import Match
from redshank.grammar.tree import first_conjunct, is_verb, kids_with
from redshank.records import Mention, Role

AGENT_VERB = "subject"
AGENT_NOUN = "subject | poss | by | modifier | host | of"
RECIPIENT_VERB = "object | dative | to | with | against | on | from | for"
RECIPIENT_NOUN = "against | on | with | to | of | for | from | between"
THING_SLOTS = ("object", "with", "of")


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """Who fills agent and recipient, and whether something else stands in the agent's place."""

    agents: tuple[Role, ...] = ()
    recipients: tuple[Role, ...] = ()  # by rank: the slots of the frame in their order
    blocked: bool = False


def wanted(match: Match, role: str, verb: bool) -> tuple[str, ...]:
    """Return the slots in which a frame looks for a role, in order of preference."""
    frame = match.trigger.frame
    table = frame.roles if verb else {**frame.noun_roles}
    default = ""
    if role == "agent":
        default = AGENT_VERB if verb else AGENT_NOUN
    elif role == "recipient":
        default = RECIPIENT_VERB if verb else RECIPIENT_NOUN
    elif role in frame.roles:
        default = frame.roles[role]
    return tuple(s.strip() for s in table.get(role, default).split("|") if s.strip())


def fill(board: Board, match: Match) -> Parties:
    """Return the agents and recipients of a predicate by its slots alone."""
    verb = is_verb(board.sentence, match.token)
    agents, blocked = _agents(board, match, verb)
    barred = {r.mention for r in agents}
    found = [
        tuple(r for r in _slot_parties(board, match, "recipient", slot) if r.mention not in barred)
        for slot in wanted(match, "recipient", verb)
    ]
    # "blocked the transit of EU-sanctioned goods from Mali": who only marks a thing stands behind who is named.
    named = [tuple(r for r in group if "marked" not in r.path) for group in found]
    marking = [tuple(r for r in group if "marked" in r.path) for group in found]
    affected = (_affected(board, match, barred),) if verb else ()
    hit = (_hit(board, match, barred),) if verb else ()
    return Parties(agents=agents, recipients=ranked([*named, *affected, *marking, *hit]), blocked=blocked)


def _affected(board: Board, match: Match, barred: set[str | None]) -> tuple[Role, ...]:
    """Return who is the object of the clause above: "angered Chad by closing the border"."""
    token = board.sentence.tokens[match.token]
    if token.dep != "pcomp" or board.sentence.tokens[token.head].lemma != "by":
        return ()
    above = board.sentence.tokens[token.head].head
    return _objects_of(board, above, "object of the clause above", barred)


def _hit(board: Board, match: Match, barred: set[str | None]) -> tuple[Role, ...]:
    """Return who is hit by what comes of it, or should be: "closed it, trapping 90 Syrians", "to deter Iran"."""
    return tuple(
        role
        for k in kids_with(board.sentence, match.token, "advcl")
        if k > match.token and _results(board, k)
        for role in _objects_of(board, k, "object of what came of it", barred)
    )


def _objects_of(board: Board, verb: int, path: str, barred: set[str | None]) -> tuple[Role, ...]:
    return tuple(
        board.party("recipient", m, path)
        for k in kids_with(board.sentence, verb, "dobj", "nsubjpass")
        for m, tie in board.actors_in(k)
        if tie < MARK and m.id not in barred
    )


def _results(board: Board, k: int) -> bool:
    """Say whether the clause tells what came of the act, or should: a participle behind a comma, an infinitive."""
    token = board.sentence.tokens[k]
    if token.tag == "VB":
        return any(board.sentence.tokens[a].lemma == "to" for a in kids_with(board.sentence, k, "aux"))
    return token.tag == "VBG" and board.sentence.tokens[k - 1].text == "," and not kids_with(board.sentence, k, "mark")


def ranked(groups: Iterable[Sequence[Role]]) -> tuple[Role, ...]:
    """Number groups of recipients by preference; who stands in an earlier group is not named again."""
    found: list[Role] = []
    seen: set[str | None] = set()
    rank = 0
    for group in groups:
        fresh = [r for r in group if r.mention not in seen]
        if not fresh:
            continue
        seen.update(r.mention for r in fresh)
        found.extend(msgspec.structs.replace(r, name="recipient", rank=rank) for r in fresh)
        rank += 1
    return tuple(found)


def regroup(roles: Sequence[Role]) -> list[tuple[Role, ...]]:
    """Return ranked roles as groups again."""
    return [tuple(r for r in roles if r.rank == k) for k in sorted({r.rank for r in roles})]


def _agents(board: Board, match: Match, verb: bool) -> tuple[tuple[Role, ...], bool]:
    blocked = False
    slots = wanted(match, "agent", verb)
    if not verb and match.trigger.frame.symmetric:
        # "talks between A and B", "A's meeting with B", "A said at a meeting with B": all of them meet.
        occasion = ("host",) if match.trigger.frame.family == "consult" else ()
        slots = tuple(s for s in slots if s != "host")
        both = [r for s in dict.fromkeys((*slots, *occasion)) for r in _slot_parties(board, match, "agent", s)]
        return _unique(both), False
    for slot in slots:
        found = _slot_parties(board, match, "agent", slot)
        if found:
            return found, False
        if slot == "subject" and match.slots.get("subject"):
            blocked = True
    return (), blocked


def _slot_parties(board: Board, match: Match, name: str, slot: str) -> tuple[Role, ...]:
    roles: list[Role] = []
    for head in match.slots.get(slot, ()):
        if is_verb(board.sentence, head):
            continue
        pair = board.hyphened(head) if slot == "modifier" else ()
        for mention, tie in (*((m, MARK) for m in pair), *board.actors_in(head)):
            if slot == "modifier" and mention.form not in {"adjective", "name", "noun"}:
                continue
            if name == "recipient" and board.sentence.tokens[mention.head].tag == "PRP$":
                continue  # "freed its prisoners": whose they are is no recipient
            path = slot if tie < MARK else f"{slot}, marked by it"
            roles.append(board.party(name, mention, path))
    return _unique(roles)


def under(board: Board, token: int, barred: frozenset[str | None], skip: frozenset[int]) -> list[tuple[Role, ...]]:
    """Return the actors in the subtree of a predicate, nearest first, as a last resort; conjuncts come together."""
    found = [m for m, _ in board.actors_under(token, skip) if m.id not in barred and m.form != "pronoun"]
    groups: list[tuple[Role, ...]] = []
    for mention in found:
        if any(_joined(board, other, mention) for other in found):
            continue
        group = [mention, *(m for m in found if _joined(board, mention, m))]
        groups.append(_unique([board.party("recipient", m, "subtree") for m in group]))
    return groups


def _joined(board: Board, a: Mention, b: Mention) -> bool:
    if a.head == b.head and a is not b:
        return b in board.sharers.get(a.head, ()) and a.span < b.span  # "the ministers of Britain and France"
    token = board.sentence.tokens[b.head]
    return token.dep == "conj" and first_conjunct(board.sentence, b.head) == a.head and a.head != b.head


def _unique(roles: list[Role]) -> tuple[Role, ...]:
    seen: set[str | None] = set()
    kept = []
    for role in roles:
        if role.mention not in seen:
            seen.add(role.mention)
            kept.append(role)
    return tuple(kept)


def things(board: Board, match: Match) -> tuple[Role, ...]:
    """Return what was supplied, signed, used: the noun phrases that are no parties."""
    verb = is_verb(board.sentence, match.token)
    found: list[Role] = []
    for name in ("object", "instrument"):
        for slot in wanted(match, name, verb):
            for head in match.slots.get(slot, ()):
                if is_verb(board.sentence, head):
                    continue
                if board.actor_at(head) is None or head in board.things:
                    found.append(board.role(name, head, slot))
            if found:
                break
    return tuple(found)
