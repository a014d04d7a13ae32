"""How far the speaker stands behind the content: the class of the cue, then the content's own verb."""

from redshank.grammar import kids_with
from redshank.grammar.form import is_infinitive, mark_of
from redshank.grammar.governed import governor_negated, own_future
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing_record import Standing
from redshank.grammar.tree import is_noun
from redshank.lexicon.cues import Cues
from redshank.records import ClaimStatus, Sentence

OPEN_MARKS = frozenset({"whether", "if"})
# Classes of data/statuses.toml that make of "said it ..." what they name, when the act is the speaker's own.
OWN: dict[str, ClaimStatus] = {"plan": "planned", "refuse": "refused"}


def status_of_content(
    sentence: Sentence,
    content: int | None,
    *,
    cues: Cues,
    is_own: bool,
    coming: ClaimStatus,
    presses: bool,
    is_past: bool,
) -> ClaimStatus:
    """Tell what a plain "said" amounts to: a promise, a refusal, a denial, a possibility, or an assertion.

    Args:
        sentence: where it is said.
        content: the verb that heads the content.
        cues: the governing words of data/statuses.toml.
        is_own: the content's subject is the speaker, or the state the speaker acts for.
        coming: what a coming act of the speaker's own amounts to: promised, or threatened after "warned".
        presses: the cue insists, so that "must" demands.
        is_past: the cue stands in the past, so that "would" is its "will".
    """
    if content is None:
        return "asserted"
    found = own_standing(sentence, content, cues)
    if found.deed == "demanded":
        return "demanded"
    if mark_of(sentence, content) in OPEN_MARKS:
        return "hypothetical"
    if found.modal == "future" or (found.modal == "would" and (is_past or coming != "promised")):
        return _coming(sentence, content, found, coming, is_own, cues)
    if found.modal == "necessary" and presses and not found.negated:
        return "demanded"
    if found.modal == "necessary" and not found.negated:
        return "asserted"
    if found.modal in {"possible", "would"} or found.status == "hypothetical":
        return "hypothetical"
    if found.status == "planned" or _is_to(sentence, content):
        return "planned"
    if is_own and (meant := _meant(sentence, content, cues)) is not None:
        return meant
    if found.status == "alleged":
        return "alleged"
    return "denied" if _is_denied(sentence, content, found) or _denies(sentence, content, cues) else "asserted"


def _is_to(sentence: Sentence, content: int) -> bool:
    """Say whether it is laid down for later: "the rest is to be mapped by the spring"."""
    token = sentence.tokens[content]
    below = kids_with(sentence, content, "xcomp")
    return token.lemma == "be" and token.tag in {"VBZ", "VBP", "VBD"} and any(is_infinitive(sentence, k) for k in below)


def _is_denied(sentence: Sentence, content: int, found: Standing) -> bool:
    """Say whether it is said not to be so; "nobody had come" and "heard nothing" only tell that there was none."""
    plain = kids_with(sentence, content, "neg", "expl", "preconj") or any(
        sentence.tokens[k].lemma == "never" for k in kids_with(sentence, content, "advmod")
    )
    return found.negated and bool(plain)


def _coming(
    sentence: Sentence, content: int, found: Standing, coming: ClaimStatus, is_own: bool, cues: Cues
) -> ClaimStatus:
    likely = any(cues.adverb(sentence.tokens[k].lemma) for k in kids_with(sentence, content, "advmod"))
    if likely:
        return "hypothetical"
    if not is_own:
        return "asserted"
    made: ClaimStatus = own_future(sentence, content, found, coming, cues)  # type: ignore[assignment]
    if made == "promised" and found.modal == "would" and found.condition is not None:
        return "hypothetical"  # "said it would welcome them if they came"
    return made


def _meant(sentence: Sentence, content: int, cues: Cues) -> ClaimStatus | None:
    """Read what the speaker says of his own mind: "intended to", "was ready to", "saw no need to"."""
    token = sentence.tokens[content]
    below = [k for k in kids_with(sentence, content, "xcomp", "ccomp", "acomp", "dobj", "attr") if k > content]
    entry = cues.of(token.lemma, token.tag)
    if entry is not None and entry.id in OWN and any(sentence.tokens[k].dep in {"xcomp", "dobj"} for k in below):
        return "refused" if governor_negated(sentence, content) and entry.id != "refuse" else OWN[entry.id]
    for k in below:
        word = sentence.tokens[k]
        if word.tag[:2] == "JJ" or (is_noun(sentence, k) and kids_with(sentence, k, "acl", "prep")):
            inner = cues.of(word.lemma, word.tag)
            if inner is not None and inner.id in {"offer", "need"}:
                negated = governor_negated(sentence, k)
                if inner.id == "need":
                    return "refused" if negated else None
                return "refused" if negated else "offered"
    return None


def _denies(sentence: Sentence, content: int, cues: Cues) -> bool:
    """Say whether the content calls something untrue: "there was no truth in", "it was a lie that"."""
    for k in kids_with(sentence, content, "attr", "acomp", "dobj", "nsubj"):
        word = sentence.tokens[k]
        if word.lemma in cues.falsehood:
            return True
    return False
