"""Speakers before or behind a colon: "Police: two held", "Two held: police", and the lines of a transcript."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from redshank.lexicon.speech import Speech
from redshank.records import Mention, Sentence, Span
from redshank.speakers.draft import Draft

TRANSCRIPT = re.compile(r"(?:[A-Z][A-Z.'’-]+ ?){1,5}")
VOICE = re.compile(r"^[ \t]*(@?[A-Za-z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}) ?:(?=\s)", re.MULTILINE)
MOST_WORDS = 5
LONGEST_HEADLINE = 18
ENDS = frozenset({".", "!", "?", "”", '"', "’", ":"})
SHORT = 3  # "UN:" and "Q:" head lists and tables


def heading_drafts(
    text: str, sentence: Sentence, mentions: Sequence[Mention], speech: Speech, voices: frozenset[str]
) -> Iterator[Draft]:
    """Give the claim that a colon or a dash makes in a headline, or a name at the head of a spoken line.

    Args:
        text: the story's text.
        sentence: one sentence, line or headline.
        mentions: actors; in a headline one of them, or a noun for a speaker, must stand beside the colon.
        speech: words of saying, with the nouns of those who speak.
        voices: names before a colon that head several lines of the text: a transcript, a chat.
    """
    words = sentence.tokens
    colon = next((t.i for t in words if t.text == ":"), 0)
    before = Span(words[0].start, words[max(colon - 1, 0)].end)
    spoken = TRANSCRIPT.fullmatch(before.of(text)) or before.of(text) in voices
    if colon and spoken and len(before) > SHORT and sentence.zone not in {"headline", "subhead"}:
        after = _rest_of_line(text, words[colon].end)
        if after is not None:
            yield _draft(sentence, before, colon, after, colon - 1)
        return
    if not _is_headline(sentence):
        return
    for mark in (t.i for t in words if t.text in {":", "-", "–", "—"} and 0 < t.i < len(words) - 1):
        before, after = Span(words[0].start, words[mark - 1].end), Span(words[mark + 1].start, words[-1].end)
        tail = len(words) - mark - 1
        if words[mark].text == ":" and mark <= MOST_WORDS and _speaks(sentence, 0, mark, mentions, speech):
            yield _draft(sentence, before, mark, after, mark - 1)
            return
        if tail <= MOST_WORDS and mark > MOST_WORDS - 2 and _speaks(sentence, mark + 1, len(words), mentions, speech):
            yield _draft(sentence, after, mark, before, len(words) - 1)
            return


def find_voices(text: str) -> frozenset[str]:
    """Return the names that stand before a colon at the head of two lines or more."""
    heads = Counter(m[1] for m in VOICE.finditer(text))
    return frozenset(name for name, times in heads.items() if times > 1)


def _is_headline(sentence: Sentence) -> bool:
    """Say whether the words stand as a headline: by their zone, or short and without a full stop."""
    if sentence.zone in {"headline", "subhead"}:
        return True
    return len(sentence.tokens) <= LONGEST_HEADLINE and sentence.tokens[-1].text not in {
        ".",
        "!",
        "?",
        "”",
        '"',
        "’",
        ":",
    }


def _rest_of_line(text: str, start: int) -> Span | None:
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    words = line.strip()
    if not words:
        return None
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(words))


def _speaks(sentence: Sentence, first: int, end: int, mentions: Sequence[Mention], speech: Speech) -> bool:
    """Say whether the words are an actor's and nothing else, or a noun for people or papers that speak."""
    words = sentence.tokens[first:end]
    span = Span(words[0].start, words[-1].end)
    known = any(
        m.kind == "actor" and m.span.start <= span.start + 4 and m.span.end >= span.end - 1
        for m in mentions
        if m.sentence == sentence.index
    )
    last = words[-1]
    noun = speech.is_role(last.lemma) or speech.is_body(last.lemma) or speech.is_document(last.lemma)
    return known or (noun and not any(t.tag.startswith(("VB", "MD", "IN")) for t in words))


def _draft(sentence: Sentence, source: Span, mark: int, content: Span, speaker: int) -> Draft:
    return Draft(
        sentence=sentence.index,
        head=mark,
        source=source,
        cue=sentence.tokens[mark].span,
        content=(content,),
        speaker=speaker,
        status="asserted",
        says=True,
    )
