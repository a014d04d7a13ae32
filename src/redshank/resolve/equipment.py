"""Join mentions of weapons and platforms: one record a designation, with second names and stated facts."""

from collections.abc import Sequence

import msgspec

from redshank.lexicon.equipment import EquipmentHit, EquipmentLexicon
from redshank.records import Equipment, Fact, Mention, Sentence, Span
from redshank.resolve.equipment_facts import Holder, facts_of, given_names


def resolve_equipment(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], lexicon: EquipmentLexicon
) -> tuple[Equipment, ...]:
    """Return the weapons and platforms of a story, q1, q2 ...: a record a designation, a record a generic class.

    Args:
        text: the story.
        sentences: its parsed sentences.
        mentions: all mentions; actors and quantities fill the facts.
        lexicon: families, patterns and nouns.
    """
    hits = {h.span: h for h in lexicon.find(text)}
    drafts: dict[str, list[tuple[Mention, EquipmentHit]]] = {}
    for mention in mentions:
        hit = hits.get(mention.span) if mention.kind == "equipment" else None
        if hit is not None:
            drafts.setdefault(_key(hit), []).append((mention, hit))
    named = _aliases_joined(text, sentences, drafts, lexicon)
    holders = [
        Holder(
            key=key, mentions=tuple(m for m, _ in held), name=held[0][1].designation, noun=held[0][1].noun is not None
        )
        for key, held in named.items()
    ]
    facts = facts_of(text, sentences, mentions, holders, lexicon)
    names = given_names(text, sentences, holders, lexicon)
    return tuple(
        msgspec.structs.replace(_record(text, held, facts.get(key, ()), names.get(key, ())), id=f"q{k}")
        for k, (key, held) in enumerate(named.items(), 1)
    )


Held = list[tuple[Mention, EquipmentHit]]


def _key(hit: EquipmentHit) -> str:
    if hit.noun is not None:
        return f"noun:{hit.noun.id}"
    return f"name:{_spelling(hit.designation or hit.rule)}"


def _spelling(designation: str) -> str:
    return designation.lower().replace(" ", "").replace("-", "")


def _aliases_joined(
    text: str, sentences: Sequence[Sentence], drafts: dict[str, Held], lexicon: EquipmentLexicon
) -> dict[str, Held]:
    """Put "SS-26 Stone" to Iskander-M: a second name of a family goes to the only record that names it outright."""
    own: dict[str, list[str]] = {}
    for key, held in drafts.items():
        for _, hit in held:
            if hit.family is not None and hit.how == "name" and key not in own.setdefault(hit.family.id, []):
                own[hit.family.id].append(key)
    joined: dict[str, Held] = {}
    for key, held in drafts.items():
        for mention, hit in held:
            records = own.get(hit.family.id, []) if hit.family is not None and hit.how in {"alias", "reporting"} else []
            joined.setdefault(records[0] if len(records) == 1 else key, []).append((mention, hit))
    return dict(sorted(joined.items(), key=lambda item: min(m.span.start for m, _ in item[1])))


def _record(text: str, held: Held, facts: tuple[Fact, ...], names: tuple[str, ...]) -> Equipment:
    held = sorted(held, key=lambda pair: pair[0].span.start)
    named = next((h for _, h in held if h.how not in {"alias", "reporting"}), held[0][1])
    family = named.family
    written = tuple(m.span.of(text) for m, h in held if h.how in {"alias", "reporting"})
    aliases = tuple(dict.fromkeys(n for n in (*names, *written) if n != named.designation))
    spans: tuple[Span, ...] = tuple(m.span for m, _ in held)
    return Equipment(
        id="",
        designation=None if named.noun is not None else named.designation,
        aliases=aliases,
        reporting_name=family.reporting_name if family is not None else None,
        equipment_class=named.kind,
        mentions=spans,
        facts=facts,
    )
