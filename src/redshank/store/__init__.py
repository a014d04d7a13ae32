"""Keep what was coded and find it again. Readings in, an archive on the disk; ids, SQL or words in, records out."""

from redshank.store.archive import Archive
from redshank.store.writer import Writer, open_writer

__all__ = ["Archive", "Writer", "open_writer"]
