"""Records as sides of a dispute."""

import msgspec

from redshank.records import Claim, Event, Side, Span


def of_event(event: Event) -> Side:
    """Return an event as a side: the words of its deed, else its sentence."""
    actor = event.actors[0].name if event.actors and event.holder == "narrator" else event.holder
    if event.deed is not None:
        return Side(record=event.id, holder=actor, span=event.deed.span, text=event.deed.text)
    return Side(record=event.id, holder=event.holder, span=event.evidence.span, text=event.evidence.text)


def of_act(event: Event) -> Side:
    """Return a request or its answer as a side: whoever asks or answers holds it, told by whom it may be."""
    side = of_event(event)
    return msgspec.structs.replace(side, holder=event.actors[0].name) if event.actors else side


def of_claim(text: str, claim: Claim) -> Side:
    """Return a claim as a side: its content from the first to the last word."""
    span = Span(min(p.start for p in claim.content), max(p.end for p in claim.content))
    holder = claim.source.name if claim.source is not None else claim.holder
    return Side(record=claim.id, holder=holder, span=span, text=span.of(text))
