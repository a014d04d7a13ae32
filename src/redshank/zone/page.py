"""The page while it is being labelled: paragraphs, and the kind of each as far as it is known."""

import re
from collections.abc import Sequence

from redshank.grammar.dateline import Dateline, find_dateline
from redshank.records import ZoneKind
from redshank.zone.cues import Judge
from redshank.zone.paragraphs import BULLET, Paragraph

TABLE = re.compile(r"\S(?:[ \t]{3,}|\.{4,})\S")
NOT_TEXT = frozenset({"related", "boilerplate", "caption", "credit"})


class Page:
    """Paragraphs and their kinds; a kind that is None is free, and ends as body."""

    def __init__(self, judge: Judge, paragraphs: Sequence[Paragraph], *, text: str, shouted: bool) -> None:
        """Start with nothing labelled."""
        self.judge = judge
        self.paragraphs = tuple(paragraphs)
        self.text = text
        self.shouted = shouted
        self.kinds: list[ZoneKind | None] = [None] * len(self.paragraphs)
        found = tuple(self._find_dateline(p) for p in self.paragraphs)
        self.datelines = found
        self.is_spaced = 2 * sum(p.after_blank for p in self.paragraphs) > len(self.paragraphs)
        self.datelined = tuple(d is not None for d in found)
        self.filed = tuple(d is not None and bool(d.date or d.agency) for d in found)

    def _find_dateline(self, paragraph: Paragraph) -> Dateline | None:
        """Ask more of a line without date and agency: "ECONOMIC SPOTLIGHT - Debt" is a headline."""
        found = find_dateline(
            self.text,
            paragraph.span,
            self.judge.words,
            first=paragraph.is_prose or paragraph.words >= 14,
            shouted=self.shouted,
        )
        return found if found and (found.date or found.agency or paragraph.words > 10) else None

    def __len__(self) -> int:
        """Return the number of paragraphs."""
        return len(self.paragraphs)

    def free(self) -> tuple[int, ...]:
        """Return the paragraphs that have no kind yet."""
        return tuple(i for i, kind in enumerate(self.kinds) if kind is None)

    def first_body(self) -> int | None:
        """Return the first paragraph of the body."""
        return next((i for i, kind in enumerate(self.kinds) if kind in (None, "body")), None)

    def last_body(self) -> int | None:
        """Return the last paragraph of the body."""
        return next((i for i in range(len(self) - 1, -1, -1) if self.kinds[i] in (None, "body")), None)

    def neighbour(self, i: int, step: int) -> int | None:
        """Return the next paragraph of running text before or after this one, pictures and links passed over."""
        i += step
        while 0 <= i < len(self.paragraphs):
            if self.kinds[i] not in NOT_TEXT:
                return i
            i += step
        return None

    def is_running(self, i: int | None) -> bool:
        """Say whether this paragraph is free running text."""
        return i is not None and self.kinds[i] in (None, "body") and self.paragraphs[i].is_prose

    def is_heading_like(self, i: int, most: int) -> bool:
        """Say whether this is a short line that does not end as a sentence does."""
        p = self.paragraphs[i]
        if p.text.split()[-1].lower() in self.judge.particles:
            return False
        return (
            p.words <= most
            and not TABLE.search(p.text)
            and not self.datelined[i]
            and not BULLET.match(p.text)
            and (not p.is_ended or p.text.rstrip("\"'”’»)").endswith("?"))
        )
