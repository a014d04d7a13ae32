"""Whose coming act a speaker tells: his own, which makes a promise or a threat, or another's."""

from redshank.grammar.clause import is_passive
from redshank.grammar.tree import kids_with
from redshank.records import Sentence

SELF = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "they", "it"})
OURS = frozenset({"our", "my"})
THEIRS = frozenset({"his", "her", "its", "their"})
STEM = 5  # letters that a name and its adjective share: Russia, Russian


def is_own_act(sentence: Sentence, content: int, speaker: int | None) -> bool:
    """Say whether the content's subject is the speaker, or the state the speaker acts for, and acts."""
    if is_passive(sentence, content):
        return False
    for k in kids_with(sentence, content, "nsubj"):
        subject = sentence.tokens[k].text.lower()
        owners = {sentence.tokens[p].text.lower() for p in kids_with(sentence, k, "poss")}
        if subject in SELF or owners & OURS:
            return True
        if speaker is None:
            return False
        near = {sentence.tokens[speaker].text.lower()} | {
            sentence.tokens[i].text.lower() for i in _modifiers(sentence, speaker)
        }
        if subject in THIRD or owners & THEIRS:
            return True
        return any(len(w) >= STEM and w[:STEM] == subject[:STEM] for w in near)
    return False


def _modifiers(sentence: Sentence, i: int) -> tuple[int, ...]:
    direct = kids_with(sentence, i, "amod", "compound", "nmod", "poss")
    return direct + tuple(k for d in direct for k in _modifiers(sentence, d))
