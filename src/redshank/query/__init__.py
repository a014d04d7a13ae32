"""Ask an archive. A Query in, events, claims and counts out, and in plain words what was asked."""

from redshank.query.filters import Query, describe, find_ids, where
from redshank.query.names import Names

__all__ = ["Names", "Query", "describe", "find_ids", "where"]
