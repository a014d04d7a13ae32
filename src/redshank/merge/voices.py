"""Claims as sides of a dispute: who holds them, what they are about, where they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from redshank.lexicon.disputes import DisputeWords
from redshank.records import Actor, Claim, ClaimStatus, Quantity, Side, Span

WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
STEM = 5  # letters by which "bombed" and "bombing" are one word
POINTING = re.compile(
    r"\b(?:the|that|this|these|those|such|its|his|her|their)\s+(?:\w+\s+){0,2}?(\w+)\b", re.IGNORECASE
)
SUCH = re.compile(r"\b(?:any|no|every|all) such (\w+)", re.IGNORECASE)  # points back whatever its noun
DIGITS = re.compile(r"(?<![\w.-])\d[\d,]*\b(?! ?(?:%|km|miles?|kilomet|mm|tons?|dollars))")
ARTICLE = re.compile(r"^(?:the|an?) ")
PRONOUNS = frozenset({"he", "she", "it", "they"})
OFFICIAL = frozenset({"GOV", "MIL"})
REBEL = frozenset({"REB", "OPP", "PRM"})
BARE = frozenset({"it", "that", "this", "so", "all", "them", "everything", "any"})


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with the party that makes it."""

    claim: Claim
    party: str  # country or code of the party, else the actor, else its words
    words: frozenset[str]  # stems of what it is about, without names of parties
    text: str  # the content, without a tag inside it
    whole: str  # the words from its first to its last
    start: int
    end: int
    about: frozenset[str]  # parties that the content names
    number: float | None  # the first number in the content

    @property
    def status(self) -> ClaimStatus:
        """How it is said."""
        return self.claim.status

    def side(self) -> Side:
        """Return the claim as one side of a dispute."""
        content = self.claim.content
        span = Span(min(p.start for p in content), max(p.end for p in content))
        holder = self.claim.source.name if self.claim.source is not None else self.claim.holder
        return Side(record=self.claim.id, holder=holder, span=span, text=self.whole)


def voices(
    text: str,
    claims: Iterable[Claim],
    actors: Sequence[Actor],
    quantities: Sequence[Quantity],
    words: DisputeWords,
) -> tuple[Voice, ...]:
    """Return the claims that have a source and a content, in the order of the text."""
    by_id = {a.id: a for a in actors}
    counts = [q for q in quantities if q.si is None]  # of people and things, not of miles
    names = {w.lower()[:STEM] for a in actors for m in a.mentions for w in WORD.findall(m.of(text)) if w[0].isupper()}
    found = [
        Voice(
            claim=claim,
            party=_party(claim, by_id),
            words=stems(_said(text, claim), words) - names,
            text=_said(text, claim),
            whole=text[min(p.start for p in claim.content) : max(p.end for p in claim.content)],
            start=min(p.start for p in claim.content),
            end=max(p.end for p in claim.content),
            about=frozenset(
                a.country or a.code or a.id
                for a in actors
                if any(part.holds(m) for part in claim.content for m in a.mentions)
            ),
            number=_number(text, claim, counts),
        )
        for claim in claims
        if claim.source is not None and claim.content
    ]
    return tuple(sorted(found, key=lambda v: v.start))


def _number(text: str, claim: Claim, counts: Sequence[Quantity]) -> float | None:
    """Return the first number of people or things in a content; a bare number counts, a year does not."""
    known = next((q.value for q in counts if any(p.holds(q.span) for p in claim.content)), None)
    if known is not None:
        return known
    for part in claim.content:
        for match in DIGITS.finditer(part.of(text)):
            value = float(match[0].replace(",", ""))
            if "," in match[0] or not 1900 <= value <= 2100:
                return value
    return None


def _said(text: str, claim: Claim) -> str:
    return " ... ".join(" ".join(p.of(text).split()) for p in claim.content)


def _party(claim: Claim, actors: Mapping[str, Actor]) -> str:
    source = claim.source
    assert source is not None
    actor = actors.get(source.actor or "")
    words = source.name.lower()
    if actor is not None and actor.kind != "generic":
        return actor.country or actor.code or actor.id
    if actor is None or not (words in PRONOUNS or actor.name.lower() in words):
        return _bare(words)
    official = bool(OFFICIAL & set(actor.sectors)) and not REBEL & set(actor.sectors)
    if official and actor.country is not None and source.kind == "named":  # "the army's spokesman"
        return actor.country
    return _bare(actor.name.lower() if words in PRONOUNS else words)


def _bare(words: str) -> str:
    """Return a party's words without the article, so that "a colonel" and "the colonel" are one."""
    return ARTICLE.sub("", words)


def stems(text: str, words: DisputeWords) -> frozenset[str]:
    """Return the stems of the words that tell what a text is about."""
    return frozenset([w.lower()[:STEM] for w in WORD.findall(text)]) - _empty(words.empty)


def points_back(voice: Voice, nouns: Sequence[str]) -> bool:
    """Say whether the content only points at what was said: "the figure as a fairy tale", "it", "that story"."""
    first = voice.text.split()[0].lower().strip(",.;:\"“”'") if voice.text.split() else ""
    if first in BARE and len(voice.text.split()) <= 4:
        return True
    return pointed_at(voice, nouns) is not None


def pointed_at(voice: Voice, nouns: Sequence[str]) -> str | None:
    """Return the noun by which the content points at what was said before; None where it does not."""
    start = voice.text[:60]
    named = (m[1].lower() for m in POINTING.finditer(start) if m[1].lower() in nouns)
    return next(named, None) or next((m[1].lower() for m in SUCH.finditer(start)), None)


def between(text: str, a: Voice, b: Voice) -> str:
    """Return the words between two claims, and the cue of the later one's sentence."""
    first, last = sorted((a, b), key=lambda v: v.start)
    cue = last.claim.cue
    end = max(last.start, cue.end if cue is not None else last.start)
    return text[first.end : end]


def is_contrasted(text: str, a: Voice, b: Voice, words: DisputeWords) -> bool:
    """Say whether a word of contrast stands between two claims, near by."""
    gap = between(text, a, b)
    if len(gap) > NEAR or gap.count("\n\n") > 1:
        return False
    return _any_of(words.contrast).search(gap) is not None


@cache
def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def _empty(words: Sequence[str]) -> frozenset[str]:
    return frozenset(w[:STEM] for w in words)


NEAR = 250  # characters
