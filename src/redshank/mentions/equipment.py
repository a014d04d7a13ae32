"""Spot weapons and platforms: designations, names with words for arms beside them, and plain nouns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from redshank.lexicon.equipment import EquipmentHit, EquipmentLexicon
from redshank.records import Mention, Sentence

PREMODIFIERS = frozenset({"compound", "nmod", "amod", "nummod", "appos", "punct", "dep", "poss"})
QUOTES = " \"'“”‘’"
WEAK_BEFORE = 4  # tokens around a weak name in which a word for arms speaks for it


def find_equipment(text: str, sentences: Sequence[Sentence], lexicon: EquipmentLexicon) -> tuple[Mention, ...]:
    """Return the weapons and platforms of a story, one mention for "Iskander-M missile systems".

    Args:
        text: the story.
        sentences: its parsed sentences.
        lexicon: families, patterns and nouns.
    """
    if not sentences:
        return ()
    starts = [s.span.start for s in sentences]
    held: dict[int, list[EquipmentHit]] = {}
    for hit in lexicon.find(text):
        at = bisect_right(starts, hit.span.start) - 1
        if at >= 0 and sentences[at].span.holds(hit.span):
            held.setdefault(at, []).append(hit)
    known = _sure_families(held)
    found = [m for at, hits in sorted(held.items()) for m in _of_sentence(text, sentences[at], hits, lexicon, known)]
    return tuple(msgspec.structs.replace(m, id=f"mq{k}") for k, m in enumerate(found, 1))


def _sure_families(held: dict[int, list[EquipmentHit]]) -> frozenset[str]:
    return frozenset(h.family.id for hits in held.values() for h in hits if h.family is not None and not h.needs)


def _of_sentence(
    text: str, sentence: Sentence, hits: Sequence[EquipmentHit], lexicon: EquipmentLexicon, known: frozenset[str]
) -> Iterator[Mention]:
    tokens = Tokens(sentence)
    kept = [h for h in hits if h.noun is None or _is_thing(tokens, h)]
    is_armed = any(not h.needs for h in kept)
    kept = [
        h
        for h in kept
        if not h.needs or is_armed or (h.family is not None and h.family.id in known) or _is_carried(tokens, h, lexicon)
    ]
    taken = -1
    for k, hit in enumerate(kept):
        if hit.span.start < taken:
            continue
        last = tokens.last_of(hit)
        if last is None:
            continue
        head = last
        if hit.noun is None:
            follower = kept[k + 1] if k + 1 < len(kept) else None
            if follower is not None and follower.noun is not None and _is_next(text, hit, follower):
                head = tokens.last_of(follower) or last
                taken = follower.span.end
            head = _carrier(tokens, head, lexicon)
        elif head + 1 < len(sentence.tokens) and sentence.tokens[head + 1].text.lower() in lexicon.carriers:
            head = _carrier(tokens, head, lexicon)
        yield Mention(
            id="",
            kind="equipment",
            form="noun" if hit.noun is not None else "name",
            span=hit.span,
            sentence=sentence.index,
            head=head,
            entries=(hit.family.id,) if hit.family is not None else (hit.noun.id,) if hit.noun is not None else (),
            rule=f"{hit.how}:{hit.rule}",
        )


class Tokens:
    """The tokens of a sentence, by place in the text."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.starts = [t.start for t in sentence.tokens]

    def at(self, place: int) -> int | None:
        """Return the token that covers a place in the text."""
        i = bisect_right(self.starts, place) - 1
        return i if i >= 0 and place < self.sentence.tokens[i].end else None

    def last_of(self, hit: EquipmentHit) -> int | None:
        """Return the last token of a hit."""
        return self.at(hit.span.end - 1)

    def word(self, i: int) -> str:
        """Return a word in small letters; nothing beyond the sentence."""
        return self.sentence.tokens[i].text.lower() if 0 <= i < len(self.sentence.tokens) else ""


def _is_thing(tokens: Tokens, hit: EquipmentHit) -> bool:
    """Say whether a noun is used as a noun, and for the thing that we mean."""
    first, last = tokens.at(hit.span.start), tokens.last_of(hit)
    if first is None or last is None or hit.noun is None:
        return False
    tag = tokens.sentence.tokens[last].tag
    if first == last and not tag.startswith(("NN", "JJ", "FW")):
        return False
    if first == last and tag.startswith("NNP") and _is_inside_name(tokens, last):
        return False
    return tokens.word(last + 1) not in hit.noun.not_before and tokens.word(first - 1) not in hit.noun.not_after


def _is_inside_name(tokens: Tokens, i: int) -> bool:
    """Say whether a capital word stands among other capital words: "Shell Oil", "the Weapons Bureau"."""
    if tokens.sentence.zone in {"headline", "subhead"}:
        return False
    words = tokens.sentence.tokens
    return any(
        0 <= k < len(words)
        and words[k].tag.startswith("NNP")
        and words[k].text[:1].isupper()
        and words[i].text[:1].isupper()
        for k in (i - 1, i + 1)
    ) or (i > 0 and words[i].text[:1].isupper() and not words[i].text.isupper())


def _is_carried(tokens: Tokens, hit: EquipmentHit, lexicon: EquipmentLexicon) -> bool:
    last = tokens.last_of(hit)
    return last is not None and tokens.word(last + 1) in lexicon.carriers


def _is_next(text: str, hit: EquipmentHit, follower: EquipmentHit) -> bool:
    """Say whether the noun follows the designation at once, or behind one word: "Iskander-M ballistic missiles"."""
    between = text[hit.span.end : follower.span.start]
    if "," in between or "(" in between:
        return False
    words = between.strip(QUOTES).split()
    return len(words) <= 1 and (
        not words
        or words[0]
        in {
            "s",
            "class",
            "type",
            "mobile",
            "tactical",
            "combat",
            "military",
            "short-range",
            "long-range",
            "medium-range",
        }
    )


def _carrier(tokens: Tokens, head: int, lexicon: EquipmentLexicon) -> int:
    """Climb from a designation to the noun that it describes, when that noun only says what sort of thing it is."""
    words = tokens.sentence.tokens
    while (
        head + 1 < len(words) and words[head + 1].text.lower() in lexicon.carriers and words[head].dep in PREMODIFIERS
    ):
        head += 1
    return head
