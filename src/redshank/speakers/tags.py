"""Tags that the parser lost: "The president, a source told Reuters, is ready", "it must disarm, insisted the envoy".

What stands between commas around a verb of saying is read by its shape where the tree gave the verb no content, or the
wrong speaker.
"""

from collections.abc import Iterator

import msgspec

from redshank.grammar import kids_with, subtree
from redshank.grammar.form import FINITE
from redshank.lexicon.speech import Speech
from redshank.records import Sentence
from redshank.speakers.uses import uses_of

STOPS = frozenset({",", ";", "—", "–", "-", "(", ")", ".", ":"})
CLOSERS = frozenset({"”", '"', "’", "'", "''", "»"})
BEFORE_TAG = frozenset({",", "—", "–", "(", "-", ";"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
PHRASE = NOUNS | {"DT", "JJ", "JJR", "JJS", "POS", "PRP$", "CD", "HYPH", "VBG", "VBN"}
RELATIVE = frozenset({"who", "which", "that", "whom", "what"})
LONGEST_TAIL = 9  # words between the verb and the comma that ends its tag: "told reporters in Geneva on Friday"


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag by its shape: the verb, who speaks, and the tokens of the tag and of what is said."""

    verb: int
    speaker: int
    tag: tuple[int, ...]
    content: tuple[int, ...]
    inverted: bool


def find_tags(sentence: Sentence, speech: Speech) -> Iterator[Tag]:
    """Give the tags of a sentence, in order."""
    for token in sentence.tokens:
        if token.i == 0 or token.lemma not in speech.verb_heads or not _is_past(sentence, token.i):
            continue
        uses = uses_of(sentence, token.i, speech)
        use = (uses.taking("quote") or uses.taking("clause")) if uses is not None else None
        if uses is None or use is None or use.topic:
            continue
        hears = uses.taking("hearer") is not None  # "the envoy, a lawyer, told reporters"
        found = (None if hears else _inverted(sentence, token.i)) or _plain(sentence, token.i)
        if found is not None and _says_something(sentence, found.content):
            yield found


def _is_past(sentence: Sentence, i: int) -> bool:
    """Say whether the verb is finite, or was taken for a participle: "a sergeant estimated;"."""
    tag = sentence.tokens[i].tag
    after = sentence.tokens[i + 1].text if i + 1 < len(sentence.tokens) else "."
    return tag in FINITE or (tag == "VBN" and after in {",", ";", "."} and bool(kids_with(sentence, i, "nsubj")))


def _inverted(sentence: Sentence, verb: int) -> Tag | None:
    """Read ", insisted an Israeli communique"."""
    words = sentence.tokens
    own = any(k < verb for k in kids_with(sentence, verb, "nsubj"))  # "the envoy, a lawyer, said"
    if own or words[verb - 1].text not in BEFORE_TAG | CLOSERS:
        return None
    last = verb
    while last + 1 < len(words) and (words[last + 1].tag in PHRASE or words[last + 1].lemma == "of"):
        last += 1
    speaker = next((k for k in range(last, verb, -1) if words[k].tag in NOUNS), None)
    after = words[last + 1].text if last + 1 < len(words) else "."
    if speaker is None or (
        after not in STOPS | CLOSERS and words[min(last + 1, len(words) - 1)].tag not in {"IN", "WP"}
    ):
        return None
    if words[speaker].tag == "PRP" and words[speaker].lemma in {"it", "they", "them"} and last > verb + 1:
        return None
    start = _segment_start(sentence, verb)
    return Tag(
        verb=verb,
        speaker=speaker,
        tag=tuple(range(verb, last + 1)),
        content=tuple(range(start, verb)),
        inverted=True,
    )


def _plain(sentence: Sentence, verb: int) -> Tag | None:
    """Read ", a source close to the talks told Reuters,"."""
    words = sentence.tokens
    subject = next((k for k in reversed(kids_with(sentence, verb, "nsubj")) if k < verb), None)
    if subject is None:
        subject = next((k for k in range(verb - 1, -1, -1) if words[k].tag in NOUNS), None)
    if subject is None or subject > verb or words[subject].lemma in RELATIVE:
        return None
    first = min(t for t in subtree(sentence, subject) if t <= subject)
    if first == 0 or words[first - 1].text not in BEFORE_TAG | CLOSERS:
        return None
    last = verb
    while last + 1 < len(words) and words[last + 1].text not in STOPS | CLOSERS:
        last += 1
        if last - verb > LONGEST_TAIL or words[last].tag in FINITE | {"MD", "TO"} or words[last].lemma == "that":
            return None
    start, end = _segment_start(sentence, first), _segment_end(sentence, last)
    return Tag(
        verb=verb,
        speaker=subject,
        tag=tuple(range(first, last + 1)),
        content=tuple(t for t in range(start, end) if not first <= t <= last),
        inverted=False,
    )


def _segment_start(sentence: Sentence, i: int) -> int:
    return next((k + 1 for k in range(i - 1, -1, -1) if sentence.tokens[k].text == ";"), 0)


def _segment_end(sentence: Sentence, i: int) -> int:
    return next((k for k in range(i, len(sentence.tokens)) if sentence.tokens[k].text == ";"), len(sentence.tokens))


def _says_something(sentence: Sentence, content: tuple[int, ...]) -> bool:
    return any(sentence.tokens[t].tag in FINITE | {"MD", "VB"} for t in content)
