"""Clauses, paths, negation, over our own Sentence. What several stages need lives here."""

from redshank.grammar.tree import (
    ancestors,
    conjuncts,
    core_phrase,
    first_conjunct,
    is_noun,
    is_verb,
    kids_with,
    noun_phrase,
    phrase_span,
    span_of,
    subtree,
)

__all__ = [
    "ancestors",
    "conjuncts",
    "core_phrase",
    "first_conjunct",
    "is_noun",
    "is_verb",
    "kids_with",
    "noun_phrase",
    "phrase_span",
    "span_of",
    "subtree",
]
