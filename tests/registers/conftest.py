"""Small archives whose stories tell of deals and measures, written by hand."""

import pytest

from redshank.records import Published, Reading, Restriction, Span, Transfer
from redshank.records.claim import Claim, Source
from redshank.records.register import Called, RegisterStep
from redshank.records.resolved import Quantity, When
from redshank.store import open_writer
from redshank.store.index import refresh_index
from redshank.store.rows import key_of
from redshank.store.text import refresh_text


class Page:
    """A story in the making: sentences are added, and what they tell."""

    def __init__(self, published, *sentences, publisher=None):
        self.published, self.publisher = published, publisher
        self.text = " ".join(sentences)
        self.transfers, self.restrictions, self.claims = [], [], []
        self.times, self.quantities = [], []

    def span(self, words):
        start = self.text.index(words)
        return Span(start, start + len(words))

    def step(self, stage, words, sentence, when=None, holder="narrator"):
        return RegisterStep(stage=stage, span=self.span(words), sentence=self.span(sentence), when=when, holder=holder)

    def transfer(self, supplier, recipient, item, *steps, kind="transfer", **more):
        last = steps[-1]
        self.transfers.append(
            Transfer(
                id=f"r{len(self.transfers) + 1}",
                kind=kind,
                supplier=supplier,
                recipient=recipient,
                item=item,
                stage=last.stage,
                when=last.when,
                holder=last.holder,
                eligible=last.stage in {"contracted", "in delivery", "delivered"},
                steps=steps,
                span=last.sentence,
                text=last.sentence.of(self.text),
                **more,
            )
        )
        return self

    def restriction(self, senders, targets, measure, *steps, **more):
        last = steps[-1]
        self.restrictions.append(
            Restriction(
                id=f"s{len(self.restrictions) + 1}",
                sender=senders[0] if senders else None,
                target=targets[0] if targets else None,
                senders=senders,
                targets=targets,
                measure=measure,
                stage=last.stage,
                holder=last.holder,
                steps=steps,
                span=last.sentence,
                text=last.sentence.of(self.text),
                **more,
            )
        )
        return self

    def claim(self, status, source, content):
        span = self.span(source)
        self.claims.append(
            Claim(
                id=f"c{len(self.claims) + 1}",
                source=Source(name=source, span=span),
                cue=None,
                content=(self.span(content),),
                status=status,
            )
        )
        return self

    def time(self, words, value, day):
        self.times.append(
            When(
                id=f"t{len(self.times) + 1}", span=self.span(words), text=words, type="DATE", value=value, earliest=day
            )
        )
        return self

    def number(self, words, value, of):
        self.quantities.append(Quantity(id=f"n{len(self.quantities) + 1}", span=self.span(words), value=value, of=of))
        return self

    def called(self, code, name, words):
        return Called(by=code, name=name, text=words, span=self.span(words))

    def reading(self):
        return Reading(
            id=key_of(self.text),
            source_id="test",
            publisher=self.publisher,
            published=Published(value=self.published, basis="metadata") if self.published else None,
            text=self.text,
            transfers=tuple(self.transfers),
            restrictions=tuple(self.restrictions),
            claims=tuple(self.claims),
            times=tuple(self.times),
            quantities=tuple(self.quantities),
        )


@pytest.fixture
def page():
    """Return a function that begins a story."""
    return Page


@pytest.fixture
def keep(tmp_path):
    """Return a function that puts stories into an archive."""

    def store(*pages, keep=None, marks=()):
        path = tmp_path / "deals"
        with open_writer(path, keep) as writer:
            for page in pages:
                reading = page.reading()
                writer.add(reading)
                writer.sight(reading.id, "test", reading.publisher, None, page.published)
            for page in marks:
                writer.mark(page.reading().id, "story", "withdrawn", "killed by the agency")
            writer.commit()
            refresh_index(writer.layout, writer.ledger)
            refresh_text(writer.layout, writer.ledger)
        return path

    return store
