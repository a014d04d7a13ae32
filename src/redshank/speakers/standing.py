"""How far the speaker stands behind the content: the class of the cue, then the content's own verb."""

from redshank.grammar import kids_with
from redshank.grammar.clause import is_passive
from redshank.records import ClaimStatus, Sentence

OPEN_MODALS = frozenset({"could", "may", "might", "would"})
WILLS = frozenset({"will", "shall", "'ll"})
OPEN_MARKS = frozenset({"whether", "if"})
SELF = frozenset({"i", "we"})
THIRD = frozenset({"he", "she", "they", "it"})
STEM = 5  # letters that a name and its adjective share: Russia, Russian


def status_of_content(
    sentence: Sentence, content: int | None, speaker: int | None, *, own_future: ClaimStatus, is_past: bool
) -> ClaimStatus:
    """Tell what a plain "said" amounts to: a promise, a refusal, a denial, a possibility, or an assertion.

    Args:
        sentence: where it is said.
        content: the verb that heads the content.
        speaker: the token that heads the speaker.
        own_future: what a coming act of the speaker's own amounts to: promised, or threatened after "warned".
        is_past: the cue stands in the past, so that "would" is its "will".
    """
    if content is None:
        return "asserted"
    words = sentence.tokens
    auxiliaries = {words[k].lemma for k in kids_with(sentence, content, "aux")}
    negated = bool(kids_with(sentence, content, "neg"))
    conditional = any(words[m].lemma == "if" for k in kids_with(sentence, content, "advcl") for m in sentence.kids[k])
    if auxiliaries & WILLS or ("would" in auxiliaries and (own_future != "promised" or (is_past and not conditional))):
        if not _is_own(sentence, content, speaker):
            return "asserted"
        return "refused" if negated else own_future
    if auxiliaries & OPEN_MODALS or any(words[k].lemma in OPEN_MARKS for k in kids_with(sentence, content, "mark")):
        return "hypothetical"
    return "denied" if negated else "asserted"


def _is_own(sentence: Sentence, content: int, speaker: int | None) -> bool:
    """Say whether the content's subject is the speaker, or the state the speaker acts for, and acts."""
    if is_passive(sentence, content):
        return False
    for k in kids_with(sentence, content, "nsubj"):
        subject = sentence.tokens[k].text.lower()
        if subject in SELF:
            return True
        if speaker is None:
            return False
        near = {sentence.tokens[speaker].text.lower()} | {
            sentence.tokens[i].text.lower() for i in _modifiers(sentence, speaker)
        }
        if subject in THIRD:
            return True
        return any(len(w) >= STEM and w[:STEM] == subject[:STEM] for w in near)
    return False


def _modifiers(sentence: Sentence, i: int) -> tuple[int, ...]:
    direct = kids_with(sentence, i, "amod", "compound", "nmod", "poss")
    return direct + tuple(k for d in direct for k in _modifiers(sentence, d))
