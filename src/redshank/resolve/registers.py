"""Say who and what stands in a draft of a register: codes of the sides, items with their numbers, times, holders."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from redshank.lexicon.entities import Entities
from redshank.lexicon.equipment import EquipmentLexicon
from redshank.lexicon.registers import RegisterLexicon
from redshank.records import (
    Equipment,
    Event,
    Facts,
    Mention,
    Party,
    Quantity,
    RegisterDraft,
    RegisterStep,
    Restriction,
    Sentence,
    Transfer,
)
from redshank.resolve.event_time import when_of
from redshank.resolve.lookup import Lookup
from redshank.resolve.register_words import exemptions_in, instrument_in

CONTRACTED = frozenset({"contracted", "in delivery", "delivered"})
NARRATOR = "narrator"
UNIT_WORDS = frozenset({"each", "per", "apiece"})


def resolve_registers(
    text: str,
    sentences: Sequence[Sentence],
    drafts: Sequence[RegisterDraft],
    facts: Facts,
    lexicon: RegisterLexicon,
    equipment: EquipmentLexicon,
    entities: Entities,
) -> tuple[tuple[Transfer, ...], tuple[Restriction, ...]]:
    """Return what each draft tells; what is told twice is joined by the merge stage.

    Args:
        text: the story.
        sentences: its parsed sentences.
        drafts: from the events stage.
        facts: what the words were resolved to, events included.
        lexicon: words for instruments and exemptions.
        equipment: families, for the country that makes them.
        entities: who is who.
    """
    lookup = Lookup(text, facts, entities)
    made = _Makers(facts, equipment)
    told: list[tuple[Transfer, Guess]] = []
    for draft in drafts:
        if draft.register == "transfer":
            sentence = sentences[draft.sentence]
            before = [t for t, _ in told if sentence.span.start - t.span.end < NEXT]
            told.extend(_transfers(draft, sentences, lookup, made, lexicon, before))
    transfers = [_with_guess(t, guess, [one for one, _ in told]) for t, guess in told]
    restrictions: list[Restriction] = []
    for draft in drafts:
        if draft.register == "restriction":
            restrictions.extend(_restriction(draft, sentences, lookup, lexicon, restrictions[-1:]))
    return tuple(t for t in transfers if t is not None), tuple(restrictions)


class _Makers:
    """Which country makes what is named, by our table."""

    def __init__(self, facts: Facts, lexicon: EquipmentLexicon) -> None:
        self.families = lexicon.families
        self.mentions = {m.id: m for m in facts.mentions if m.kind == "equipment"}

    def of(self, mention: str) -> str | None:
        """Return the country whose make the mention names, or None."""
        held = self.mentions.get(mention)
        family = next((self.families[e] for e in held.entries if e in self.families), None) if held else None
        return family.country if family is not None else None


Guess = tuple[str | None, str | None]  # supplier and recipient that the words do not give, but stand nearby


def _with_guess(one: Transfer, guess: Guess, all_told: Sequence[Transfer]) -> Transfer | None:
    """Fill a side that the words leave open, unless another telling of the same item has both."""
    known = any(
        other.supplier is not None
        and other.recipient is not None
        and other.equipment == one.equipment
        and (one.supplier in {None, other.supplier} and one.recipient in {None, other.recipient})
        for other in all_told
    )
    if known or (one.supplier is not None and one.recipient is not None):
        return one
    supplier, recipient = one.supplier or guess[0], one.recipient or guess[1]
    if supplier is None and recipient is None:
        return None
    return msgspec.structs.replace(one, supplier=supplier, recipient=recipient)


def _transfers(
    draft: RegisterDraft,
    sentences: Sequence[Sentence],
    lookup: Lookup,
    made: _Makers,
    lexicon: RegisterLexicon,
    before: Sequence[Transfer],
) -> Iterator[tuple[Transfer, Guess]]:
    sentence = sentences[draft.sentence]
    event = _event_of(draft, lookup.facts.events)
    draft = _by_deed(draft, event, lexicon)
    if not draft.items:
        yield from _of_deal_before(draft, sentence, lookup, before)
    for item in draft.items:
        mention = made.mentions.get(item)
        record = _equipment_of(mention, lookup.facts.equipment) if mention is not None else None
        if mention is None or record is None:
            continue
        suppliers, recipients = _sides(draft, lookup, made.of(item), event)
        guess = _guess(suppliers, recipients, draft, lookup, made.of(item), before)
        step = _told(draft, sentence, lookup)
        counts = _counts(draft, mention, sentence, lookup)
        if draft.stage == "delivered" and 0 <= counts.get("delivered", -1) < counts.get("ordered", -1):
            draft = msgspec.structs.replace(draft, stage="in delivery")
            counts = {k: v for k, v in counts.items() if k != "delivered" or v}
            step = msgspec.structs.replace(step, stage="in delivery")
        for supplier, recipient in _pairs(suppliers, recipients):
            yield _transfer(draft, sentence, lookup, mention, record, supplier, recipient, step, counts), guess


def _of_deal_before(
    draft: RegisterDraft, sentence: Sentence, lookup: Lookup, before: Sequence[Transfer]
) -> Iterator[tuple[Transfer, Guess]]:
    """Give what "the sale", "the deal" tells of the deal told just before, for each of its items."""
    last = next((t for t in reversed(before) if t.supplier or t.recipient), None)
    if last is None:
        return
    named = {c for c in _codes(_near(draft, lookup)) if c not in {last.supplier, last.recipient}}
    if named:
        return  # another party: another deal
    step = _told(draft, sentence, lookup)
    same = [t for t in before if (t.supplier, t.recipient, t.span) == (last.supplier, last.recipient, last.span)]
    for one in {t.equipment: t for t in same}.values():
        yield (
            msgspec.structs.replace(
                one,
                **_telling(draft, step, sentence, lookup),
            ),
            (None, None),
        )


def _by_deed(draft: RegisterDraft, event: Event | None, lexicon: RegisterLexicon) -> RegisterDraft:
    """Take the stage of a deed inside an act from the act: "said they could be refitted" offers."""
    told = event.deed if event is not None and draft.gives and draft.step is None else None
    if event is None or told is None or told.predicate != draft.span:
        return draft
    stage = lexicon.stages.transfer.get(told.status)
    return msgspec.structs.replace(draft, stage=stage) if stage else draft


def _pairs(suppliers: Sequence[str], recipients: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Give each pair of sides; nothing where no side is known, or where both are one."""
    for supplier in suppliers or (None,):
        for recipient in recipients or (None,):
            if supplier is None or supplier != recipient:
                yield supplier, recipient


def _transfer(
    draft: RegisterDraft,
    sentence: Sentence,
    lookup: Lookup,
    mention: Mention,
    record: Equipment,
    supplier: str | None,
    recipient: str | None,
    step: RegisterStep,
    counts: dict[str, float],
) -> Transfer:
    return Transfer(
        id="",
        kind=draft.kind,  # type: ignore[arg-type]
        terms=draft.terms,
        supplier=supplier,
        recipient=recipient,
        item=record.designation or mention.span.of(lookup.text),
        equipment=record.id,
        item_span=mention.span,
        number=counts.get("number"),
        ordered=counts.get("ordered"),
        delivered=counts.get("delivered"),
        per_unit=counts.get("per_unit"),
        deadline=_deadline(draft, sentence, lookup),
        condition=draft.condition.of(lookup.text) if draft.condition is not None else None,
        **_telling(draft, step, sentence, lookup),
    )


def _telling(draft: RegisterDraft, step: RegisterStep, sentence: Sentence, lookup: Lookup) -> dict[str, Any]:
    """Return the fields of a transfer that its latest telling decides."""
    return {
        "stage": draft.stage,
        "when": step.when,
        "holder": step.holder,
        "eligible": draft.stage in CONTRACTED,
        "event": step.event,
        "events": (step.event,) if step.event is not None else (),
        "steps": (step,),
        "span": sentence.span,
        "text": sentence.span.of(lookup.text),
    }


def _equipment_of(mention: Mention, records: Sequence[Equipment]) -> Equipment | None:
    return next((e for e in records if mention.span in e.mentions), None)


def _code(party: Party) -> str | None:
    """Return the state of a firm, ministry or person; the code of an armed group, or of a body that belongs to none."""
    return party.code if "REB" in party.sectors and party.code else party.country or party.code


def _sides(
    draft: RegisterDraft, lookup: Lookup, maker: str | None, event: Event | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return suppliers and recipients by the words; where they leave it open, the maker or a firm supplies."""
    agents = lookup.parties(draft.roles, "agent")
    recipients = lookup.parties([r for r in draft.roles if r.rank == 0], "recipient")
    above = lookup.parties(draft.roles, "step")
    if draft.both_sides:
        both = _unique((*agents, *recipients, *above))
        if len(both) < 2:
            both += [p for p in _near(draft, lookup) if _code(p) not in {_code(b) for b in both}][:1]
        return _shared(both, above or recipients, maker, lookup)
    if draft.who == "supplier" and not agents:
        agents = above
    elif draft.who == "recipient" and not recipients:
        recipients = tuple(p for p in above if _code(p) not in {_code(a) for a in agents})
    elif draft.who is None and above:
        codes = {_code(p) for p in (*agents, *recipients)}
        free = tuple(p for p in above if _code(p) not in codes)
        if not agents and recipients:
            agents = free
        elif not recipients and agents:
            recipients = free
    if not agents and not recipients and event is not None and draft.gives:
        giver, taker = (event.recipients, event.actors) if event.type == "REQUEST" else (event.actors, event.recipients)
        agents, recipients = giver, taker
    sellers = _codes(agents)
    buyers = tuple(c for c in _codes(recipients) if c not in sellers)
    told = [c for c in _codes(_parties_of(event)) if c not in (*sellers, *buyers)]
    if bool(sellers) != bool(buyers) and len(told) == 1:
        return sellers or tuple(told), buyers or tuple(told)
    return sellers, buyers


def _guess(
    sellers: tuple[str, ...],
    buyers: tuple[str, ...],
    draft: RegisterDraft,
    lookup: Lookup,
    maker: str | None,
    before: Sequence[Transfer],
) -> Guess:
    """Return a missing side: who makes the item, the only other party of the clause, a side told just before."""
    held = (*sellers, *buyers)
    near, marks, far = (
        [c for c in _codes(_near(draft, lookup, name)) if c not in held] for name in ("near", "mark", "far")
    )
    home = lookup.facts.home
    if bool(sellers) == bool(buyers):
        return None, None
    if not sellers:
        if maker is not None and maker in (*near, *marks):
            return maker, None
        group = near or marks or far
        return (group[0] if len(group) == 1 else None), None
    if near:
        return None, near[0] if len(near) == 1 else None
    told = next((t.recipient for t in reversed(before) if t.recipient and t.recipient not in held), None)
    if told is not None:
        return None, told
    return None, home if home is not None and home not in held else far[0] if len(far) == 1 else None


def _near(draft: RegisterDraft, lookup: Lookup, name: str = "near") -> tuple[Party, ...]:
    """Return who else the clause names, those left out who only say so."""
    speakers = [c.source.span for c in lookup.claims_over(draft.span) if c.source is not None]
    roles = [r for r in draft.roles if not any(s.overlaps(r.span) for s in speakers)]
    return lookup.parties(roles, name)


def _unique(parties: Sequence[Party]) -> list[Party]:
    found: dict[str | None, Party] = {}
    for party in parties:
        found.setdefault(_code(party), party)
    return [p for c, p in found.items() if c is not None]


def _shared(
    parties: Sequence[Party], first: Sequence[Party], maker: str | None, lookup: Lookup
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell buyer and seller apart: the maker of the item or a firm sells; else who signs, asks or talks buys."""
    codes = _codes(parties)
    seller = next((c for c in codes if maker is not None and c == maker), None)
    if seller is None:
        firms = _codes([p for p in parties if lookup.actors[p.actor].kind == "company"])
        seller = next(iter(firms), None)
    if seller is None:
        buyer = next(iter(_codes(first)), codes[0] if codes else None)
        seller = next((c for c in codes if c != buyer), None)
    else:
        buyer = next((c for c in codes if c != seller), None)
    return ((seller,) if seller else ()), ((buyer,) if buyer else ())


def _told(draft: RegisterDraft, sentence: Sentence, lookup: Lookup) -> RegisterStep:
    when = when_of(sentence, draft.head, lookup.facts.times, None)
    if when is not None and _lies_ahead(when.value, draft):
        when = None
    event = _event_of(draft, lookup.facts.events)
    if when is None and event is not None and event.deed is None:
        when = event.when
    holder = event.holder if event is not None else NARRATOR
    chain = lookup.claims_over(draft.span)
    if event is None and chain and chain[-1].source is not None and chain[-1].status in {"alleged", "asserted"}:
        holder = chain[-1].source.name
    return RegisterStep(
        stage=draft.stage,
        span=draft.span,
        sentence=sentence.span,
        when=when.value if when is not None else None,
        holder=holder,
        event=event.id if event is not None else None,
    )


NOT_YET = frozenset({"talks", "requested", "offered", "promised", "approved"})


def _lies_ahead(value: str, draft: RegisterDraft) -> bool:
    return value.startswith(("FUTURE", "P")) and draft.stage in NOT_YET


def _event_of(draft: RegisterDraft, events: Sequence[Event]) -> Event | None:
    """Return the event that the same word, or the deed inside it, tells."""
    for event in events:
        if event.predicate.overlaps(draft.span):
            return event
    inside = [
        e
        for e in events
        if e.deed is not None and (e.deed.predicate is not None and e.deed.predicate.overlaps(draft.span))
    ]
    return inside[0] if inside else None


def _parties_of(event: Event | None) -> tuple[Party, ...]:
    """Return the parties of an event and of the deed inside it."""
    if event is None:
        return ()
    inside = (*event.deed.actors, *event.deed.recipients) if event.deed is not None else ()
    return (*event.actors, *event.recipients, *inside)


def _deadline(draft: RegisterDraft, sentence: Sentence, lookup: Lookup) -> str | None:
    """Return when the items are to come, for what is still to be done."""
    if draft.stage not in {*NOT_YET, "contracted", "in delivery"}:
        return None
    when = when_of(sentence, draft.head, lookup.facts.times, None)
    if when is None:
        return None
    time = next((t for t in lookup.facts.times if t.id == when.time), None)
    ahead = time is not None and time.direction == "future"
    return when.value if ahead else None


def _counts(draft: RegisterDraft, item: Mention, sentence: Sentence, lookup: Lookup) -> dict[str, float]:
    """Return the numbers of the item by what they count: ordered, delivered, told before a contract, in a unit."""
    own = [q for q in lookup.facts.quantities if sentence.span.holds(q.span) and _counts_item(q, item, sentence)]
    found: dict[str, float] = {}
    for quantity in own:
        if _per_unit(quantity, sentence, lookup.text):
            found.setdefault("per_unit", quantity.value)
            continue
        part = _part_of(quantity, sentence, lookup)
        if part is not None:
            found |= (
                {"ordered": quantity.value, "delivered": part} if draft.stage in HANDED else {"ordered": quantity.value}
            )
            continue
        name = "delivered" if draft.stage in {"delivered", "in delivery"} else "number"
        if draft.stage in {"contracted", "cancelled", "suspended"}:
            name = "ordered"
        found.setdefault(name, quantity.value)
    return found


HANDED = frozenset({"delivered", "in delivery"})
PART = re.compile(
    r"(?:\b(?P<all>last|rest|remainder|final batch)|\b(?P<some>first|half)) of (?:an? |the |its |their )?$"
)


def _part_of(quantity: Quantity, sentence: Sentence, lookup: Lookup) -> float | None:
    """Return how many of a number are meant: 49 of "49 of the 60", all of "the last of 24", 0 of "the first of"."""
    before = lookup.text[sentence.span.start : quantity.span.start]
    told = PART.search(before)
    if told is not None:
        return quantity.value if told["all"] else 0.0
    for other in lookup.facts.quantities:
        between = lookup.text[other.span.end : quantity.span.start] if other.span.end <= quantity.span.start else ""
        if re.fullmatch(r" (?:out )?of (?:an? |the |its |their |these )?", between):
            return other.value
    return None


def _counts_item(quantity: Quantity, item: Mention, sentence: Sentence) -> bool:
    """Say whether a number counts the item itself: "12 howitzers", "a dozen of the fighters"."""
    if quantity.span.overlaps(item.span):
        return True
    tokens = sentence.tokens
    number = next((t for t in tokens if t.span.overlaps(quantity.span)), None)
    if number is None:
        return False
    last = max((t.i for t in tokens if t.span.overlaps(quantity.span)), default=number.i)
    at = last
    for _ in range(4):
        if at == item.head or tokens[at].span.overlaps(item.span):
            return True
        if (
            tokens[at].dep not in {"nummod", "compound", "quantmod", "amod", "nmod", "pobj", "prep"}
            or tokens[at].head == at
        ):
            return False
        at = tokens[at].head
    return False


def _per_unit(quantity: Quantity, sentence: Sentence, text: str) -> bool:
    behind = text[quantity.span.end : min(len(text), quantity.span.end + 30)].lower().split()
    return bool(set(behind[:3]) & UNIT_WORDS)


# --- restrictions ----------------------------------------------------------------------------------------------------


def _restriction(
    draft: RegisterDraft,
    sentences: Sequence[Sentence],
    lookup: Lookup,
    lexicon: RegisterLexicon,
    before: Sequence[Restriction],
) -> Iterator[Restriction]:
    sentence = sentences[draft.sentence]
    near = [r for r in before if sentence.span.start - r.span.end < NEXT]
    senders, targets = _ends(draft, lookup, near)
    if not targets or (senders and set(senders) == set(targets)):
        return
    targets = tuple(t for t in targets if t not in senders)
    step = _told(draft, sentence, lookup)
    yield Restriction(
        id="",
        sender=senders[0] if senders else None,
        target=targets[0] if targets else None,
        senders=senders,
        targets=targets,
        measure=_direction(draft),  # type: ignore[arg-type]
        instrument=instrument_in(lookup.text, sentence.span, lexicon.instruments),
        stage=draft.stage,  # type: ignore[arg-type]
        status=draft.stage,
        since=step.when,
        exemptions=exemptions_in(lookup.text, sentence, lexicon.exemptions),
        holder=step.holder,
        event=step.event,
        events=(step.event,) if step.event is not None else (),
        steps=(step,),
        span=sentence.span,
        text=sentence.span.of(lookup.text),
    )


def _ends(
    draft: RegisterDraft, lookup: Lookup, before: Sequence[Restriction]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return senders and targets: by the slots, the word above, the clause, the measure told just before."""
    senders = _codes(lookup.parties(draft.roles, "agent"))
    targets = _codes(lookup.parties([r for r in draft.roles if r.rank == 0], "recipient"))
    above = _codes(lookup.parties(draft.roles, "step"))
    if draft.is_own and senders and set(senders) == set(targets):
        targets = ()
    if draft.who == "target":
        targets = targets or above
    elif above and not senders:
        senders = above
    elif above and not targets and senders != above:
        senders, targets = above, senders  # "Canada lifted its Haiti embargo"
    elif above and draft.step is not None and draft.who in {None, "sender"} and not set(above) & set(targets):
        senders = tuple(dict.fromkeys((*senders, *above))) if senders != above else senders
    others = [
        c for c in _codes((*_near(draft, lookup), *_near(draft, lookup, "mark"))) if c not in (*senders, *targets)
    ]
    home = lookup.facts.home
    if not targets and senders:
        told = next((r.targets for r in before if r.targets and not set(r.targets) & set(senders)), ())
        targets = (others[0],) if len(others) == 1 else told or ((home,) if home and home not in senders else ())
    elif targets and not senders:
        told = next((r.senders for r in before if r.senders and not set(r.senders) & set(targets)), ())
        senders = (others[0],) if len(others) == 1 else told or ((home,) if home and home not in targets else ())
    elif not targets and not senders and not others and before:
        senders, targets = before[-1].senders, before[-1].targets  # "include a travel ban and an asset freeze"
    elif not targets and not senders and len(others) == 1 and before:
        senders = before[-1].senders
        targets = (others[0],) if others[0] not in senders else ()
    return senders, targets


def _direction(draft: RegisterDraft) -> str:
    """Read the direction of trade from the preposition of the target: "a ban on fish from", "oil to"."""
    paths = {r.path for r in draft.roles if r.name == "recipient" and r.rank == 0}
    if draft.kind != "trade":
        return draft.kind
    return "trade import" if "from" in paths else "trade export" if "to" in paths else "trade"


NEXT = 400  # characters: a measure told within two sentences lends its sides


def _codes(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for p in parties if (c := _code(p)) is not None))
