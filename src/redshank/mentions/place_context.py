"""Weigh whether a name stands for a place here: how well known it is, and what stands before and behind it."""

import math
import re
from collections.abc import Sequence

import msgspec

from redshank.gazetteer import Entry, Gazetteer
from redshank.gazetteer.entry import ALTERNATE, STRIPPED
from redshank.lexicon.places import PlaceCues
from redshank.records import Sentence, Token

OWN = frozenset(
    {"region", "sea", "strait", "lake", "river", "island", "mountain", "desert", "base", "port", "facility"}
)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A name with the sentence around it."""

    text: str
    sentence: Sentence
    first: int
    last: int
    entries: tuple[Entry, ...]
    cues: PlaceCues

    @property
    def words(self) -> str:
        """Return the name as written."""
        return self.text[self.sentence.tokens[self.first].start : self.sentence.tokens[self.last].end]


DATELINE = re.compile(
    r"(?:, ?[A-Z][\w. ]{1,22})?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{1,40}\)\s*)?(?:--|[-–—―]|:)\s"
)


def is_dateline(text: str, end: int) -> bool:
    """Say whether what follows a name in capitals makes it a dateline: "ATHENS, Greece (AP) - "."""
    return DATELINE.match(text, end) is not None


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """How much speaks for a place, and what the name is part of."""

    weight: float
    rule: str  # name | embedded | longer | person | road | dateline


def weigh(seen: Seen, gazetteer: Gazetteer) -> Weighed:
    """Add up what speaks for and against a place."""
    tokens = seen.sentence.tokens
    known = prominence(seen.entries)
    weight = known + _form(seen)
    behind, before = _behind(seen), _before(seen)
    rule = "name"
    if before == "person" or (behind == "person" and known < 10):
        return Weighed(weight=-9.0, rule="person")
    if behind == "road":
        return Weighed(weight=-9.0, rule="road")
    if behind == "body" or before == "body":
        rule = "embedded"
    if before == "name" or behind == "name":
        weight -= 1.0 if known >= 7 else 3.0
        rule = "longer" if before == "name" and behind is None else "embedded"
    if seen.words.isupper() and is_dateline(seen.text, tokens[seen.last].end):
        return Weighed(weight=weight + 4.0, rule="dateline")
    weight += _preposition(seen)
    if _in_chain(seen, gazetteer):
        weight += 3.0
    if seen.first == 0 and tokens[seen.last].tag not in {"NNP", "NNPS"} and known < 9:
        weight -= 3.0
    if _speaks(seen) and known < 7:
        weight -= 2.0
    return Weighed(weight=weight, rule=rule)


def prominence(entries: Sequence[Entry]) -> float:
    """Say how well known the best-known place of this name is: about the decimal logarithm of its people."""
    return max((_known(e) for e in entries), default=0.0)


def _known(entry: Entry) -> float:
    kind = entry.place_class
    if kind in {"country", "continent"}:
        return 10.0
    if kind in OWN:
        return 6.5
    size = math.log10(entry.population + 10)
    if kind == "admin1":
        return size + (1.0 if entry.rank < ALTERNATE else 0.0 if entry.rank == ALTERNATE else -1.0)
    if kind == "admin2":
        return size - (0.5 if entry.rank < STRIPPED else 2.5)
    return size - (1.0 if entry.rank else 0.0)


def _form(seen: Seen) -> float:
    """Judge the name itself: several words are seldom a chance, a lone everyday word often is."""
    tokens = seen.sentence.tokens[seen.first : seen.last + 1]
    lower = seen.words.lower().strip(".")
    if len(tokens) == 1:
        if lower in seen.cues.stop:
            return -6.0
        if lower in seen.cues.surnames:
            return -2.5
        if _describes(seen):
            return -4.0
        return 0.0 if tokens[0].tag in {"NNP", "NNPS"} else -1.5
    if tokens[-1].text.lower().strip(".") in seen.cues.features:
        return 2.0
    return 0.8


def _describes(seen: Seen) -> bool:
    """Say whether the name of a sea or region only describes a thing: "the Baltic enclave", "Pacific nations"."""
    tokens = seen.sentence.tokens
    token = tokens[seen.last]
    if token.i + 1 >= len(tokens) or not any(e.place_class in OWN for e in seen.entries):
        return False
    return token.dep in {"amod", "compound", "nmod"} and tokens[token.head].text[:1].islower()


def _preposition(seen: Seen) -> float:
    """Judge the words before: "in X", "the town of X", "northern X"."""
    tokens, cues = seen.sentence.tokens, seen.cues
    k = seen.first - 1
    gain = 0.0
    while k >= 0 and (tokens[k].text.lower() in cues.directions or tokens[k].text.lower() in {"the", "both"}):
        gain += 0.7 if tokens[k].text.lower() in cues.directions else 0.0
        k -= 1
    name = tokens[seen.last]
    if name.dep == "dobj" and tokens[name.head].lemma in cues.located_verbs:
        return gain + 1.5
    if k < 0:
        return gain
    word = tokens[k].text.lower()
    if word in cues.inside:
        return gain + 2.3
    if word in cues.moving or word == "at":
        return gain + 1.0
    if word == "of" and k > 0:
        return gain + (3.0 if tokens[k - 1].text.lower() in cues.kinds | cues.directions else 0.3)
    return gain + (1.0 if word in cues.kinds else 0.0)


def _is_name(token: Token) -> bool:
    return token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()


def _before(seen: Seen) -> str | None:
    """Say what the word before makes of the name: a person, a part of a body's name, a longer name."""
    if seen.first == 0:
        return None
    tokens, cues = seen.sentence.tokens, seen.cues
    token = tokens[seen.first - 1]
    word = token.text.lower().strip(".")
    if word in cues.vessels and _is_name(tokens[seen.first]):
        return "person"
    if not token.text[:1].isupper() and word not in cues.titles:
        if word in {"of", "for"} and seen.first > 1 and tokens[seen.first - 2].text.lower() in cues.bodies:
            return "body" if tokens[seen.first - 2].text[:1].isupper() else None
        return None
    if word in cues.directions:
        return None
    if token.text[:1].isupper() and (word in cues.first_names or word in cues.titles):
        return "person" if prominence(seen.entries) < 10 or word in cues.first_names else "name"
    if len(word) == 1 and token.text[:1].isupper():
        return "person"
    if word in cues.bodies and _is_name(token):
        return "name"
    return "name" if _is_name(token) and tokens[seen.first].tag in {"NNP", "NNPS"} else None


def _behind(seen: Seen) -> str | None:
    """Say what the words behind make of the name: the head of a body's name, a road, a family name."""
    tokens, cues = seen.sentence.tokens, seen.cues
    last_word = tokens[seen.last].text.lower().strip(".")
    if seen.last > seen.first and last_word in cues.roads and last_word not in cues.features:
        return "road"
    k = seen.last + 1
    if k >= len(tokens):
        return None
    token = tokens[k]
    word = token.text.lower().strip(".")
    if not token.text[:1].isupper():
        return None
    if word in cues.roads:
        return "road"
    if word in cues.titles or not _is_name(token):
        return None
    run: list[str] = []
    while k < len(tokens) and _is_name(tokens[k]) and len(run) < 6:
        run.append(tokens[k].text.lower().strip("."))
        k += 1
    if any(w in cues.titles for w in run) and not any(w in cues.bodies for w in run):
        return None
    if any(w in cues.bodies for w in run):
        return "body"
    if last_word in cues.first_names and seen.first == seen.last:
        return "person"
    return "name"


def _in_chain(seen: Seen, gazetteer: Gazetteer) -> bool:
    """Say whether the name stands in "Town, Land": a land that holds a place of this name."""
    tokens, cues = seen.sentence.tokens, seen.cues
    k = seen.last + 1
    if k + 1 >= len(tokens) or tokens[k].text not in {",", "("}:
        return False
    for last in range(min(len(tokens), k + 4) - 1, k, -1):
        words = seen.text[tokens[k + 1].start : tokens[last].end]
        key = cues.abbreviations.get(words) or cues.postal.get(words)
        around = (
            {key} if key else {e.key for e in gazetteer.candidates(words) if e.place_class in {"country", "admin1"}}
        )
        lands = {e.country for e in gazetteer.candidates(words) if e.place_class == "country"}
        if any(e.admin1 in around or (e.country in lands and e.place_class != "country") for e in seen.entries):
            return True
    return False


def _speaks(seen: Seen) -> bool:
    token = seen.sentence.tokens[seen.last]
    if token.dep not in {"nsubj", "poss"}:
        return False
    return token.dep == "poss" or seen.sentence.tokens[token.head].lemma in seen.cues.voicing
