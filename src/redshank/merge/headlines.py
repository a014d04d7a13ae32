"""Headlines against the body: a fact that the body only lets somebody allege, a word lent to another mouth."""

from collections.abc import Iterator, Sequence

from redshank.merge.opposed import Opposed
from redshank.merge.sides import of_claim, of_event
from redshank.records import Claim, Event, Side, Span

FRONT = frozenset({"headline", "standfirst", "subhead"})
QUOTED = ("‘’", "“”", '""', "''")


def headlines(text: str, claims: Sequence[Claim], events: Sequence[Event]) -> Iterator[Opposed]:
    """Give headlines that tell as a fact what the body only lets somebody allege, or lend a word to another mouth."""
    for event in events:
        front = [m for m in event.mentions if m.zone in FRONT]
        bare = [m for m in front if not any(p.holds(m.span) for c in claims for p in c.content)]
        if bare and event.status in {"alleged", "denied"} and event.zone not in FRONT:
            line = _line_of(text, bare[0].span)
            head = Side(record=event.id, holder="narrator", span=line, text=line.of(text))
            yield Opposed(kind="headline", sides=(head, of_event(event)), about=event.evidence.text)
    top = [c for c in claims if c.source is not None and c.content and c.content[0].start < _end_of_headline(text)]
    for claim in top:
        for word in _quoted_words(text, claim.content[0]):
            other = _speaker_of(text, word, claims, claim)
            if other is not None:
                yield Opposed(kind="headline", sides=(of_claim(text, claim), of_claim(text, other)), about=word)


def _end_of_headline(text: str) -> int:
    end = text.find("\n")
    return end if end > 0 else 0


def _line_of(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, end if end > 0 else len(text))


def _quoted_words(text: str, span: Span) -> Iterator[str]:
    """Give single words that stand between quote marks."""
    for mark in QUOTED:
        for piece in span.of(text).split(mark[0])[1:]:
            word = piece.split(mark[1])[0].strip()
            if word.isalpha():
                yield word


def _speaker_of(text: str, word: str, claims: Sequence[Claim], but: Claim) -> Claim | None:
    """Return the claim below in which somebody else says the quoted word."""
    for claim in claims:
        source = claim.source
        if claim.id == but.id or source is None or but.source is None or source.name == but.source.name:
            continue
        if any(f"{mark[0]}{word}" in part.of(text) for part in claim.content for mark in QUOTED):
            return claim
    return None
