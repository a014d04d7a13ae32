"""What an export came to, format by format: written, dropped, degraded. Outcomes in, counts and a list out."""

from collections import Counter

from redshank.export.cells import RowWriter
from redshank.export.outcome import Dropped, Outcome

HEAD = ("format", "id", "story", "outcome", "field", "reason")


class Report:
    """Counts the outcomes of one format and lists those that lost something."""

    def __init__(self, name: str, listed: RowWriter) -> None:
        self.name = name
        self.written = 0
        self.dropped: Counter[str] = Counter()
        self.degraded: Counter[tuple[str, str]] = Counter()
        self.columns: dict[str, int] = {}  # column -> rows in which it is not empty
        self._listed = listed

    def take(self, key: str, story: str, outcome: Outcome) -> None:
        """Count what became of one event or deal."""
        if isinstance(outcome, Dropped):
            self.drop(key, story, outcome.why)
            return
        self.written += 1
        for found in outcome.degraded:
            self.degraded[found.field, found.why] += 1
            self._listed.write((self.name, key, story, "degraded", found.field, found.why))
        for column, value in outcome.cells.items():
            if value not in (None, "", [], ()):
                self.columns[column] = self.columns.get(column, 0) + 1

    def drop(self, key: str, story: str, why: str) -> None:
        """Count one that is not in the file."""
        self.dropped[why] += 1
        self._listed.write((self.name, key, story, "dropped", None, why))
