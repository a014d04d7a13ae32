"""Read stories. Files, folders, patterns or standard input in, Stories out, and a Skipped for each that is none."""

from redshank.read.about import About
from redshank.read.language import check_language, foreign_language
from redshank.read.run import read_stories
from redshank.read.story import Fields, make_story

__all__ = ["About", "Fields", "check_language", "foreign_language", "make_story", "read_stories"]
