"""Carry the scene on: where and when an act took place whose own sentence does not say it, but the telling does.

A story sets its scene in the dateline and in its sentences, and goes on without naming it again. An act takes over the
place and the day of its sentence or of the act told just before; an act of those who are at home where the dateline
stands is there. What is recalled, and what foreigners do elsewhere, takes over nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from redshank.grammar.clause import is_passive
from redshank.grammar.timex_clause import head_in, verb_of
from redshank.grammar.tree import ancestors, first_conjunct, kids_with
from redshank.lexicon.entities import Entities
from redshank.lexicon.places import load_place_cues
from redshank.records import Event, EventPlace, EventTime, Facts, Link, Place, Sentence, When
from redshank.resolve.event_time import PRECISIONS

WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
DECIDED = WORDS | {"SANCTION"}
LOCATED = frozenset({"literal", "caption"})
# Clauses that tell of another time or place than the clause above.
APART = frozenset({"relcl", "acl"})
SIDES = frozenset({"side", "border", "frontier", "there", "abroad", "bank"})
BEFORE_AFTER = frozenset({"after", "before", "since", "when", "until", "because"})


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event with the sentence and the token that tell it."""

    event: Event
    sentence: Sentence
    head: int


def spoken(kind: str, modes: Sequence[str], frame: str) -> bool:
    """Say whether an act is one of words or of decision, so that its place is where it was spoken."""
    return kind in DECIDED or frame in load_place_cues().at_a_desk or (kind == "COERCE" and "restrict" in modes)


def settle(told: Sequence[Told], text: str, facts: Facts, entities: Entities) -> tuple[Event, ...]:
    """Return the events with the places and days that the telling carries on.

    Args:
        told: the events in the order of the text.
        text: the story.
        facts: places and times.
        entities: the states, for their capitals.
    """
    first = next((p for p in facts.places if p.score.why.endswith("dateline")), None)
    dateline = first if first is not None and first.country else None
    done: list[Told] = []
    for one in told:
        event = _without_stray(one, facts, dateline)
        one = msgspec.structs.replace(one, event=event)
        event = _placed(one, done, text, facts, dateline, entities)
        event = _dated(msgspec.structs.replace(one, event=event), done, text, facts.times)
        done.append(msgspec.structs.replace(one, event=event))
    return tuple(t.event for t in done)


def _countries(event: Event) -> set[str]:
    return {p.country or p.code or "" for p in (*event.actors, *event.recipients)} - {""}


def _without_stray(one: Told, facts: Facts, dateline: Place | None) -> Event:
    """Take away a pin in a land of which the story says nothing else, from a deed of people at home elsewhere."""
    event = one.event
    place = _place(event, facts)
    if place is None or dateline is None or event.type in DECIDED | {"CONSULT"}:
        return event
    land = place.country
    named = any(p.country == land and p.name != place.name for p in facts.places)
    named |= any(a.country == land and not a.score.why.startswith(Link.BY_WAY) for a in facts.actors)
    if land is None or land == dateline.country or named:
        return event
    own = {a.id: a.country for a in facts.actors}
    given = tuple(p for p in event.recipients if p.linked_by not in {Link.PLACE, Link.OWN_COUNTRY})
    if {own.get(p.actor) for p in (*event.actors, *given)} - {None, dateline.country}:
        return event
    # Who has no country of its own had lent that of the place; at home it is the country of the story.
    actors = tuple(msgspec.structs.replace(p, country=dateline.country) for p in event.actors)
    return msgspec.structs.replace(event, place=None, actors=actors, recipients=given)


def _place(event: Event, facts: Facts) -> Place | None:
    held = event.place
    return None if held is None else next((p for p in facts.places if p.id == held.place), None)


def _placed(
    one: Told, done: Sequence[Told], text: str, facts: Facts, dateline: Place | None, entities: Entities
) -> Event:
    event, sentence = one.event, one.sentence
    if event.place is not None or sentence.zone != "body":
        return event
    elsewhere = [p for p in facts.places if p.role in LOCATED and sentence.span.holds(p.span)]
    before = _last_of(done, one, text)
    if before is not None and before.event.place is not None and before.event.place.basis != "dateline":
        same = before.sentence.index == sentence.index
        names = {before.event.place.place}
        if not [p for p in elsewhere if p.id not in names] and _goes_on(before.event, event):
            basis = "sentence" if same else "story"
            return msgspec.structs.replace(event, place=msgspec.structs.replace(before.event.place, basis=basis))
    if dateline is None or event.background or [p for p in elsewhere if p.country != dateline.country]:
        return event
    if any(t.lemma in SIDES for t in sentence.tokens):
        return event  # "on the Uzbek side": somewhere else
    if [p for p in elsewhere if p.precision != "country" and p.id != dateline.id]:
        return event  # a place that we do not know is a place all the same
    here = _says_here(sentence, one.head)
    lead = "\n" not in text[dateline.span.end : sentence.span.start].strip(" \n")
    if _is_past(event, facts) or not (
        here or _at_home(event, dateline, entities) or (lead and _came_there(event, dateline))
    ):
        return event
    return msgspec.structs.replace(event, place=EventPlace(place=dateline.id, name=dateline.name, basis="dateline"))


def _last_of(done: Sequence[Told], one: Told, text: str) -> Told | None:
    """Return the act told just before, in the same paragraph."""
    last = next((t for t in reversed(done) if t.sentence.zone == "body"), None)
    if last is None or "\n" in text[last.sentence.span.end : one.sentence.span.start]:
        return None
    return last


def _goes_on(before: Event, event: Event) -> bool:
    """Say whether two acts belong to one scene: neither recalled without the other, and a party in common."""
    if before.background != event.background:
        return False
    mine, theirs = _countries(event), _countries(before)
    return bool(mine & theirs) or not mine or not theirs


def _at_home(event: Event, dateline: Place, entities: Entities) -> bool:
    """Say whether those who act are at the dateline: people of the land; its government where it has its seat."""
    lands = {p.country for p in event.actors}
    if event.type == "CONSULT" or (event.holder != NARRATOR and event.type not in DECIDED):
        return False  # leaders travel; what a party tells of others need not be where it speaks
    if event.type in ARMED and {p.country for p in event.recipients} - {dateline.country, None}:
        return False  # an army fights foreigners elsewhere
    if not event.actors:
        return event.type not in DECIDED and {p.country for p in event.recipients} == {dateline.country}
    if lands != {dateline.country}:
        return False
    if event.type in DECIDED and not any(set(p.sectors) & AT_THE_SEAT or not p.sectors for p in event.actors):
        return False  # what others of the land say need not be said there
    governing = any("GOV" in p.sectors or not p.sectors for p in event.actors)
    return not governing or _is_seat(dateline, entities)


def _says_here(sentence: Sentence, head: int) -> bool:
    """Say whether the clause of the act says "here": the place of the dateline."""
    return any(
        sentence.tokens[k].text.lower() == "here"
        for at in (head, sentence.tokens[head].head)
        for k in kids_with(sentence, at, "advmod")
    )


def _came_there(event: Event, dateline: Place) -> bool:
    """Say whether the lead tells what foreigners did at the dateline: met or signed there, hit people of the land."""
    lands = {p.country or p.code for p in event.actors} - {None}
    if event.type in JOINT:
        return len(lands) > 1 or dateline.country in lands
    hit = {p.country for p in event.recipients}
    return event.type in FORCE and dateline.country in hit and dateline.country not in lands


AT_THE_SEAT = frozenset({"GOV", "MIL", "JUD", "LEG", "COP", "PTY", "OPP"})
JOINT = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})
FORCE = frozenset({"ASSAULT"})


def _is_past(event: Event, facts: Facts) -> bool:
    """Say whether the act is told as older than the days of the story."""
    told = facts.published.value or facts.published.earliest if facts.published is not None else None
    if event.when is None or not event.when.latest or not told:
        return False
    try:
        return date.fromisoformat(told[:10]) - date.fromisoformat(event.when.latest[:10]) > RECENT
    except ValueError:
        return False


RECENT = timedelta(days=7)
ARMED = frozenset({"ASSAULT", "MOBILIZE"})
NARRATOR = "narrator"


def _is_seat(place: Place, entities: Entities) -> bool:
    """Say whether a place is the capital of its state."""
    forms = [f for name in {place.name, place.text, place.text.title()} for f in entities.lookup(name)]
    return any(
        f.use in {"capital", "metonym"} and (entities[f.entity].country or entities[f.entity].code) == place.country
        for f in forms
    )


# --- days ------------------------------------------------------------------------------------------------------------


def _dated(one: Told, done: Sequence[Told], text: str, times: Sequence[When]) -> Event:
    event, sentence = one.event, one.sentence
    if event.when is not None or event.status not in {"happened", "ongoing"} or sentence.zone != "body":
        return event
    if not _is_told_past(sentence, one.head):
        return event
    day = _only_day(sentence, times)
    if day is not None and _governs(sentence, day, one.head) and not _stands_apart(sentence, one.head):
        return msgspec.structs.replace(event, when=_time(day, "sentence"))
    if day is not None or any(sentence.span.holds(t.span) and t.earliest for t in times):
        return event
    before = _last_of(done, one, text)
    if before is None or before.event.when is None or event.background:
        return event
    if {p.country or p.code for p in before.event.actors} != {p.country or p.code for p in event.actors}:
        return event  # another party's answer may come on another day
    when = before.event.when
    if when.precision not in {"day", "time"} or before.event.background or _stands_apart(sentence, one.head):
        return event
    return msgspec.structs.replace(event, when=msgspec.structs.replace(when, basis="story"))


def _time(when: When, basis: str) -> EventTime:
    return EventTime(
        time=when.id,
        value=when.value,
        earliest=when.earliest,
        latest=when.latest,
        precision=when.precision,
        basis=basis,
    )


def _only_day(sentence: Sentence, times: Sequence[When]) -> When | None:
    """Return the day that the sentence names, if it names one only and looks back on it."""
    inside = [t for t in times if sentence.span.holds(t.span) and t.type in {"DATE", "TIME"} and t.earliest]
    if len({(t.earliest, t.latest) for t in inside}) != 1:
        return None
    first = inside[0]
    fine = first.precision in PRECISIONS and PRECISIONS.index(first.precision) <= PRECISIONS.index("day")
    return first if fine and first.direction != "future" else None


def _governs(sentence: Sentence, day: When, head: int) -> bool:
    """Say whether a day stands in the clause of the act, or in the one it is joined to without a doer of its own."""
    at = head_in(sentence, day.span)
    verb = verb_of(sentence, at) if at is not None else None
    if verb is None or verb == head:
        return verb == head
    below = head
    for above in ancestors(sentence, head):
        token = sentence.tokens[below]
        if token.dep in {"relcl", "ccomp", "parataxis"}:
            return False
        if token.dep == "conj" and kids_with(sentence, below, "nsubj", "nsubjpass"):
            return False
        if above == verb:
            return True
        below = above
    return False


def _is_told_past(sentence: Sentence, head: int) -> bool:
    """Say whether the word tells what was done: a past tense, a participle joined to one, a noun below one."""
    token = sentence.tokens[head]
    aux = {sentence.tokens[k].lemma for k in kids_with(sentence, head, "aux")}
    if aux & {"have", "will", "would", "may", "might", "could", "can", "should", "must"}:
        return False
    if token.tag == "VBD" or (token.tag == "VBN" and is_passive(sentence, head)):
        return True
    if token.tag in {"VB", "VBG", "VBN"} or token.tag.startswith("NN"):
        above = token.head
        return above != head and _is_told_past(sentence, above) and token.dep not in {"xcomp"}
    return False


def _stands_apart(sentence: Sentence, head: int) -> bool:
    """Say whether a clause of its own tells it, one about a noun or one of another time."""
    at = first_conjunct(sentence, head)
    for _ in range(6):
        token = sentence.tokens[at]
        marks = {sentence.tokens[k].lemma for k in kids_with(sentence, at, "mark", "advmod")}
        if token.dep in APART or (token.dep == "advcl" and marks & BEFORE_AFTER):
            return True
        if token.dep == "pcomp" and sentence.tokens[token.head].lemma in BEFORE_AFTER:
            return True
        if token.dep == "pobj" and sentence.tokens[token.head].lemma in BEFORE_AFTER:
            return True
        if token.head == at:
            return False
        at = token.head
    return False
