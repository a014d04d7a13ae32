"""When an event took place: the time that its own clause gives, and never the day of the story in disguise."""

from collections.abc import Sequence

from redshank.grammar.timex_clause import chain, head_in
from redshank.grammar.tree import first_conjunct, is_verb, kids_with
from redshank.lexicon.times import load_time_words
from redshank.records import EventTime, Sentence, When

# How a time may date a predicate, the surest first: in its own clause, through the verb that carries it, through the
# verb that it is joined to.
OWN, CARRIED, SHARED = 0, 1, 2
CARRIES = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "prep", "conj", "compound", "amod", "poss", "agent"})
PRECISIONS = ("time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century")
NAMING = frozenset({"nummod", "amod", "compound", "nmod", "poss"})  # "the 1942 treaty": dates the treaty


def when_of(
    sentence: Sentence, predicate_token: int, times: Sequence[When], speech_token: int | None = None
) -> EventTime | None:
    """Return the time that dates a predicate, or None where the sentence gives it none.

    Args:
        sentence: the sentence that the predicate stands in.
        predicate_token: the predicate, a verb or a noun.
        times: the story's times; those of other sentences are passed over.
        speech_token: the verb of saying above the predicate; a time that hangs on it dates the saying, not the deed.
            When the saying itself is the event, pass it as `predicate_token`.
    """
    found: list[tuple[int, int, int, int, When]] = []
    for time in times:
        if not sentence.span.overlaps(time.span) or not _dates(time):
            continue
        head = head_in(sentence, time.span)
        if head is None or _contradicts(sentence, predicate_token, time) or _is_border(sentence, head):
            continue
        rank = _rank(sentence, head, predicate_token, speech_token)
        if rank is not None:
            found.append((_plainness(time), rank, _coarseness(time), abs(head - predicate_token), time))
    if not found:
        return None
    _, rank, _, _, time = min(found, key=lambda f: f[:4])
    basis = "speech" if predicate_token == speech_token else "syntax" if rank == OWN else "sentence"
    return EventTime(
        time=time.id,
        value=time.value,
        earliest=time.earliest,
        latest=time.latest,
        precision=time.precision,
        basis=basis,
    )


def _dates(time: When) -> bool:
    """Leave out how often and how long: "after six weeks" dates nothing, "within months" does."""
    return time.type in ("DATE", "TIME") or (time.type == "DURATION" and time.direction is not None)


def _contradicts(sentence: Sentence, predicate: int, time: When) -> bool:
    """Say whether a deed told as past would lie ahead, or one that "will" be done behind."""
    aux = [sentence.tokens[k] for k in kids_with(sentence, predicate, "aux", "auxpass")]
    if time.direction == "future":
        token = sentence.tokens[predicate]
        done = any(a.tag == "VBD" or a.lemma == "have" for a in aux)
        return token.tag == "VBD" or (token.tag == "VBN" and done)
    return time.direction == "past" and any(a.lemma in ("will", "shall", "would") for a in aux)


def _is_border(sentence: Sentence, head: int) -> bool:
    """Say whether the time only bounds the deed: "until last week refused"."""
    token = sentence.tokens[head]
    not_dating = load_time_words().tense.not_dating
    over = sentence.tokens[token.head]
    return token.lemma in not_dating or (token.dep in ("pobj", "pcomp") and over.lemma in not_dating)


def _plainness(time: When) -> int:
    """Prefer a day to "now" and both to a stretch."""
    if time.value.endswith("_REF"):
        return 1
    return 0 if time.type in ("DATE", "TIME") else 2


def _coarseness(time: When) -> int:
    """Prefer the finer of two: "five years ago, in September 1993"."""
    return PRECISIONS.index(time.precision) if time.precision in PRECISIONS else len(PRECISIONS)


def _rank(sentence: Sentence, time: int, predicate: int, speech: int | None) -> int | None:
    """Say how surely a time dates the predicate; None where it dates something else."""
    clause = _clause_of(sentence, time, predicate)
    if clause == predicate:
        return OWN
    if clause is None or clause == speech:
        return None
    if not is_verb(sentence, predicate):
        return CARRIED if _is_carried(sentence, predicate, clause) else None
    if sentence.tokens[clause].tag == "VBG" and sentence.tokens[clause].head == predicate:
        return CARRIED if sentence.tokens[clause].dep == "xcomp" else None  # "stopped shooting at noon"
    if _is_means(sentence, predicate, clause):
        return SHARED
    joined = first_conjunct(sentence, predicate) == clause and time < predicate
    return SHARED if joined and not kids_with(sentence, predicate, "nsubj", "nsubjpass") else None


def _is_means(sentence: Sentence, predicate: int, clause: int) -> bool:
    """Say whether a gerund tells how the deed above was done, at the same time: "angered Oslo last week by closing"."""
    token = sentence.tokens[predicate]
    over = sentence.tokens[token.head]
    return token.dep == "pcomp" and over.lemma == "by" and over.head == clause


def _clause_of(sentence: Sentence, time: int, predicate: int) -> int | None:
    """Climb from the time to the predicate or the first verb; None where the time only names a thing."""
    if time == predicate:
        return None
    below = time
    for i in chain(sentence, time):
        if i == predicate:
            return i
        if is_verb(sentence, i):
            token = sentence.tokens[i]
            return token.head if token.dep in ("aux", "auxpass") else i
        if sentence.tokens[below].dep in NAMING and below == time:
            return None
        below = i
    return None


def _is_carried(sentence: Sentence, noun: int, clause: int) -> bool:
    """Say whether the verb carries the noun within its own clause: "carried out an attack on Monday"."""
    i = noun
    while i != clause:
        token = sentence.tokens[i]
        if token.dep not in CARRIES or token.head == i:
            return False
        i = token.head
    return True
