"""What a claim amounts to: by the class of its cue, by what is said, and by who says it of whom."""

from collections.abc import Sequence

import msgspec

from redshank.grammar import is_verb, kids_with, subtree
from redshank.grammar.clause import is_passive, subjects
from redshank.grammar.form import is_negated, mark_of
from redshank.grammar.governed import is_harm
from redshank.grammar.own_act import is_own_act
from redshank.grammar.own_standing import own_standing
from redshank.grammar.standing_record import DONE
from redshank.lexicon.cues import Cues
from redshank.lexicon.speech import Speech, SpeechVerbs
from redshank.records import ClaimStatus, Mention, Sentence, Span
from redshank.speakers.kinds import kind_of
from redshank.speakers.sources import source_span
from redshank.speakers.standing import OPEN_MARKS, status_of_content
from redshank.speakers.uses import Content


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the claims of a sentence are read by."""

    speech: Speech
    cues: Cues
    mentions: tuple[Mention, ...]  # the actors of the sentence


def status_of(
    sentence: Sentence, verb: int, use: SpeechVerbs, content: Content | None, who: int | None, rules: Rules
) -> ClaimStatus:
    """Return what the speaker does with the content: by the class of the cue, then by what is said of whom.

    Args:
        sentence: where it is said.
        verb: the cue.
        use: the class of the cue in this use.
        content: what is said; None for a bare quotation.
        who: the token that heads the speaker.
        rules: words of saying, words of status, the actors of the sentence.
    """
    head = content.head if content else None
    if is_negated(sentence, verb):
        return use.negated or ("hypothetical" if use.status == "asserted" else use.status)
    if use.status == "promised" and head is not None and is_harm(sentence, head, rules.cues):
        return "threatened"
    if use.status == "requested" and head is not None and mark_of(sentence, head) in OPEN_MARKS:
        return "hypothetical"  # "asked whether"
    if use.status == "denied" and head is not None and content is not None and content.way == "object":
        asked = rules.speech.noun(sentence.tokens[head].lemma)
        return "refused" if asked in {"requested", "offered", "demanded"} else "denied"
    if use.status == "alleged" and content is not None and _is_untrue(sentence, content, rules.cues):
        return "denied"  # "called the report a lie"
    if use.status != "asserted" or use.topic:
        return use.status
    if content is not None and content.way == "what":
        return "alleged"  # "what he said were flights": the narrator will not say so
    if head is not None and _accuses(sentence, head, who, rules):
        return "alleged"
    own = head is not None and (is_own_act(sentence, head, who) or _same_actor(sentence, head, who, rules.mentions))
    return status_of_content(
        sentence,
        head,
        cues=rules.cues,
        is_own=own,
        coming=use.own_future,
        presses=use.presses,
        is_past=sentence.tokens[verb].tag in {"VBD", "VBN"},
    )


def _is_untrue(sentence: Sentence, content: Content, cues: Cues) -> bool:
    """Say whether a thing is called a lie."""
    named = (t.lemma for t in sentence.tokens if any(s.holds(t.span) for s in content.spans))
    return content.way == "name" and any(lemma in cues.falsehood for lemma in named)


def _accuses(sentence: Sentence, content: int, who: int | None, rules: Rules) -> bool:
    """Say whether a party tells of harm that another party did: what it says of its opponent is alleged."""
    if who is None:
        return False
    speaking = _entries(source_span(sentence, who), rules.mentions)
    if not speaking or kind_of(sentence, who, rules.speech) != "named":
        return False
    for verb in (k for k in subtree(sentence, content) if is_verb(sentence, k) and is_harm(sentence, k, rules.cues)):
        found = own_standing(sentence, verb, rules.cues)
        doing = [e for k in subjects(sentence, verb) for e in _entries(sentence.tokens[k].span, rules.mentions)]
        if found.status in DONE and doing and not set(doing) & set(speaking):
            return True
    return False


def _entries(span: Span, mentions: Sequence[Mention]) -> set[str]:
    """Return the ids of the parties that the words name, best guess each."""
    return {e for m in mentions if m.span.overlaps(span) for e in m.entries[:1]}


def _same_actor(sentence: Sentence, content: int, who: int | None, mentions: Sequence[Mention]) -> bool:
    """Say whether the speaker's words name the state that acts: "a Japanese spokesman said Tokyo would"."""
    if who is None or is_passive(sentence, content):
        return False
    speaking = _entries(source_span(sentence, who), mentions)
    doing = {e for k in kids_with(sentence, content, "nsubj") for e in _entries(sentence.tokens[k].span, mentions)}
    return bool(speaking & doing)
