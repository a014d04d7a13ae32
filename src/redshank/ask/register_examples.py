"""Run the marked-up examples of data/registers.toml: each must fire at its stage with its sides, or stay quiet."""

from collections.abc import Iterator

from redshank.ask.examples import Example, Problem, unmark
from redshank.events import find_registers
from redshank.kit import Kit
from redshank.mentions import find_mentions
from redshank.parse import parse
from redshank.pipeline import read_zones
from redshank.records import Mention, RegisterDraft, Span, Story, Zone

SIDES = frozenset({"supplier", "recipient", "sender", "target"})


def check_registers(kit: Kit) -> Iterator[Problem]:
    """Run every example of the two registers."""
    for name, marked, fires in kit.registers.examples():
        example = unmark(marked)
        where = f"register {name!r}, {'fires' if fires else 'quiet'}: {example.text}"
        complaint = _missing(example, kit) if fires else _told(example, kit)
        if complaint is not None:
            yield Problem(where=where, message=complaint)


def _missing(example: Example, kit: Kit) -> str | None:
    """Return what no draft has of what is marked; None where one has it all."""
    drafts, mentions = _drafts(example, kit)
    if not drafts:
        return "nothing fires"
    complaints = [tuple(_complaints(example, d, mentions)) for d in drafts]
    best = min(complaints, key=len)
    return "; ".join(best) or None


def _complaints(example: Example, draft: RegisterDraft, mentions: dict[str, Mention]) -> Iterator[str]:
    items = [mentions[i].span for i in draft.items]
    for label, span in example.marks:
        words = span.of(example.text)
        if label in SIDES:
            if not any(r.span.overlaps(span) for r in draft.roles):
                yield f"no {label} {words!r}"
        elif label == "item":
            if not any(s.overlaps(span) for s in items):
                yield f"no item {words!r}"
        elif draft.stage not in {label, label.replace("-", " ")} and not _is_step(draft, span, example):
            yield f"{words!r} should be {label}, is {draft.stage}"


def _is_step(draft: RegisterDraft, span: Span, example: Example) -> bool:
    """Say whether the mark stands at the plain word, and another mark of the example tells the stage above it."""
    others = {label.replace("-", " ") for label, s in example.marks if s != span and label not in SIDES | {"item"}}
    return draft.span.overlaps(span) and draft.stage in others


def _drafts(example: Example, kit: Kit) -> tuple[tuple[RegisterDraft, ...], dict[str, Mention]]:
    text = example.text
    story = Story(id="example", text=text, source_id="example")
    sentences = parse(story, [_body(text)], kit.analyzer, kit.entities.name_words)
    zones = (_body(text),)
    mentions = find_mentions(story, zones, sentences, kit.entities, kit.gazetteer, kit.equipment, kit.folders)
    drafts = find_registers(sentences, mentions, kit.registers, kit.frames, kit.cues)
    return drafts, {m.id: m for m in mentions}


def _told(example: Example, kit: Kit) -> str | None:
    story = Story(id="example", text=example.text, source_id="example")
    reading = read_zones(story, [_body(example.text)], kit)
    deal = next((t for t in reading.transfers if t.supplier and t.recipient), None)
    if deal is not None:
        return f"gives a transfer of {deal.item} from {deal.supplier} to {deal.recipient}"
    measure = next((r for r in reading.restrictions if r.senders and r.targets), None)
    return f"gives a restriction of {measure.sender} on {measure.target}" if measure is not None else None


def _body(text: str) -> Zone:
    return Zone(kind="body", span=Span(0, len(text)))
