"""Bring stories into an archive and keep it in order. Sources in, units on the disk and a summary out."""

from redshank.ingest.run import Summary, ingest

__all__ = ["Summary", "ingest"]
