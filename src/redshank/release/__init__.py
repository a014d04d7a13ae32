"""Publish a version of an archive. An archive in, a folder out, with what changed since the last."""
