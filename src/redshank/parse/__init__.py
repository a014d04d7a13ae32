"""Split and parse. Zones in, Sentences out."""

from redshank.parse.analyzer import Analyzer, load_analyzer
from redshank.parse.sentences import parse

__all__ = ["Analyzer", "load_analyzer", "parse"]
