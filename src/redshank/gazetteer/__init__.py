"""Which places bear a name, and where they lie. A file built from packages, read as it lies on the disk."""

from redshank.gazetteer.entry import Entry
from redshank.gazetteer.fold import fold
from redshank.gazetteer.store import Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "fold", "open_gazetteer"]
