"""Claims made by nouns of saying and by fixed phrases: "the claim that", "according to", "so-called"."""

from collections.abc import Iterator

from redshank.grammar import kids_with, subtree
from redshank.grammar.clause import is_passive, surface_subjects
from redshank.lexicon.speech import Speech, SpeechNouns, SpeechPhrases
from redshank.records import Sentence, Span
from redshank.speakers.draft import Draft, runs
from redshank.speakers.sources import source_span
from redshank.speakers.uses import opens_with


def noun_drafts(sentence: Sentence, speech: Speech) -> Iterator[Draft]:
    """Give the claims that nouns of saying make."""
    for token in sentence.tokens:
        if token.tag not in {"NN", "NNS"}:
            continue
        entry = speech.noun_entry(token.lemma)
        if entry is None:
            continue
        found = _content(sentence, token.i, entry)
        if found is None:
            continue
        spans, head, behind = found
        who = _owner(sentence, token.i, speech)
        if spans and (who is not None or entry.alone):
            last = sentence.tokens[behind if behind is not None else token.i]
            yield Draft(
                sentence=sentence.index,
                head=token.i,
                source=None if who is None else source_span(sentence, who),
                cue=Span(token.start, last.end),
                content=spans,
                content_head=head,
                speaker=who,
                status=entry.status,
                rule=f"noun/{entry.id}",
            )


def _content(sentence: Sentence, noun: int, entry: SpeechNouns) -> tuple[tuple[Span, ...], int, int | None] | None:
    for k in kids_with(sentence, noun, "acl", "ccomp", "relcl"):
        if k > noun and opens_with(sentence, k, "that", "to", "whether") and is_content(sentence, k):
            return runs(sentence, subtree(sentence, k)), k, None
    for k in kids_with(sentence, noun, "prep"):
        inner = kids_with(sentence, k, "pobj", "pcomp")
        if sentence.tokens[k].lemma in entry.prepositions and inner and k > noun:
            return (
                runs(sentence, (t for i in inner for t in subtree(sentence, i))),
                inner[0],
                k if k == noun + 1 else None,
            )
    return None


def is_content(sentence: Sentence, clause: int) -> bool:
    """Tell "the claim that it fired" from "the claim that came late", which only says which claim is meant."""
    if sentence.tokens[clause].dep != "relcl":
        return True
    return any(sentence.tokens[k].tag == "TO" for k in kids_with(sentence, clause, "aux"))


def _owner(sentence: Sentence, noun: int, speech: Speech) -> int | None:
    """Return whose claim it is: "Iran's claim", "the claim by Iran", "Iran made the claim"."""
    for k in kids_with(sentence, noun, "poss"):
        return k
    for k in kids_with(sentence, noun, "prep"):
        if sentence.tokens[k].lemma in {"by", "from"}:
            return next(iter(kids_with(sentence, k, "pobj")), None)
    head = sentence.tokens[noun].head
    if sentence.tokens[noun].dep == "dobj" and speech.is_carrier(sentence.tokens[head].lemma):
        return next(iter(surface_subjects(sentence, head)), None) if not is_passive(sentence, head) else None
    return None


def phrase_drafts(sentence: Sentence, speech: Speech) -> Iterator[Draft]:
    """Give the claims that fixed phrases make."""
    lower = [t.text.lower() for t in sentence.tokens]
    for at, first in enumerate(lower):
        for words, entry in speech.phrases.get(first, ()):
            if tuple(lower[at : at + len(words)]) == words:
                read = _after_phrase if entry.kind == "before_source" else _after_name
                yield from read(sentence, at, at + len(words) - 1, entry)


def _after_phrase(sentence: Sentence, first: int, last: int, entry: SpeechPhrases) -> Iterator[Draft]:
    who = next(iter(kids_with(sentence, last, "pobj", "dobj", "pcomp")), None)
    if who is None:
        return
    top = first
    while sentence.tokens[top].dep in {"prep", "pcomp", "pobj"} and sentence.tokens[top].head != top:
        top = sentence.tokens[top].head
        if sentence.tokens[top].tag[:2] == "VB":
            break
    tag = set(range(first, last + 1)) | set(subtree(sentence, who))
    while sentence.tokens[top].dep in {"advcl", "xcomp", "acl", "relcl", "conj"} and top > first:
        top = sentence.tokens[top].head
    spans = runs(sentence, (t for t in subtree(sentence, top) if t not in tag))
    if top not in tag and spans:
        words = sentence.tokens
        yield Draft(
            sentence=sentence.index,
            head=first,
            source=source_span(sentence, who),
            cue=Span(words[first].start, words[last].end),
            content=spans,
            content_head=top,
            speaker=who,
            status=entry.status,
        )


def _after_name(sentence: Sentence, first: int, last: int, entry: SpeechPhrases) -> Iterator[Draft]:
    head = sentence.tokens[last].head
    spans = runs(sentence, range(last + 1, head + 1)) if head > last else ()
    if spans:
        words = sentence.tokens
        yield Draft(
            sentence=sentence.index,
            head=last,
            source=None,
            cue=Span(words[first].start, words[last].end),
            content=spans[:1],
            content_head=head,
            status=entry.status,
        )
