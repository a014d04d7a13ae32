"""Who says so: source, cue and content of every attribution. Sentences in, Claims out."""

from redshank.speakers.find import find_claims

__all__ = ["find_claims"]
