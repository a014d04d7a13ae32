"""What sort of source speaks: one with a name, one known only by a role, or a text; and how the nameless are told."""

from redshank.grammar import kids_with, span_of, subtree
from redshank.lexicon.speech import Speech
from redshank.records import Sentence, SourceKind, Span

ONE = frozenset({"a", "an", "one", "another", "some", "several", "many", "few", "two", "three", "most"})
PRONOUNS = frozenset({"one", "those", "some", "many", "others", "several", "another", "both", "most", "few"})
BEHIND = ("relcl", "acl", "prep", "amod", "advcl", "appos")


def kind_of(sentence: Sentence, head: int, speech: Speech) -> SourceKind:
    """Return the kind of a source by the noun that heads it.

    A person known only by a role is unnamed ("officials", "a diplomat"); a body, an office or a name is named, for one
    could go and ask there; what is written or broadcast is a document.
    """
    token = sentence.tokens[head]
    if speech.is_document(token.lemma):
        return "document"
    if token.tag in {"NNP", "NNPS", "PRP", "PRP$"}:
        return "named"
    if token.lemma in PRONOUNS or speech.is_role(token.lemma):
        return "unnamed"
    if speech.is_body(token.lemma) or token.tag not in {"NN", "NNS"}:
        return "named"
    before = {sentence.tokens[k].lemma for k in sentence.kids[head] if k < head}
    indefinite = bool(before & ONE) or any(sentence.tokens[k].tag == "CD" for k in sentence.kids[head])
    bare_plural = token.tag == "NNS" and not any(
        sentence.tokens[k].dep in {"det", "poss"} or sentence.tokens[k].tag in {"NNP", "NNPS"}
        for k in sentence.kids[head]
    )
    return "unnamed" if indefinite or bare_plural else "named"


def description_of(sentence: Sentence, head: int, verb: int | None, speech: Speech) -> Span | None:
    """Return the words on who a nameless source is, or why it is not named.

    Args:
        sentence: where it speaks.
        head: the token that heads the source.
        verb: the cue, where it is a verb: "said, speaking on condition of anonymity".
        speech: words of saying, with those of anonymity.
    """
    beside = [k for k in kids_with(sentence, head, *BEHIND) if k > head]
    if verb is not None:
        beside += [k for k in kids_with(sentence, verb, "advcl", "prep", "acl") if k != head]
    for k in beside:
        tokens = subtree(sentence, k)
        if any(speech.hides(sentence.tokens[t].lemma) for t in tokens):
            return span_of(sentence, tokens)
    return None
