"""Spot place names: the longest names of the gazetteer that the words around them let stand."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from redshank.gazetteer import Entry, Gazetteer, fold
from redshank.lexicon.entities import Entities
from redshank.lexicon.places import PlaceCues, load_place_cues
from redshank.mentions.place_context import Seen, is_dateline, weigh
from redshank.mentions.place_lines import dateline_names, unparsed_names, written_so
from redshank.records import Mention, Sentence, Span, Zone

LONGEST = 6  # words in a name
THRESHOLD = 4.7
SURE = 6.5


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A name that stands in the text and may be a place."""

    sentence: Sentence
    first: int
    last: int
    folded: str
    weight: float
    rule: str

    @property
    def span(self) -> Span:
        """Where the name stands in the story."""
        return Span(self.sentence.tokens[self.first].start, self.sentence.tokens[self.last].end)


def find_places(
    text: str,
    zones: Sequence[Zone],
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    entities: Entities,
    *,
    cues: PlaceCues | None = None,
    adjectives: bool = False,
) -> tuple[Mention, ...]:
    """Find every mention of a place, in the order of the text.

    Args:
        text: the story's text.
        zones: its zones; datelines are read although they are not parsed.
        sentences: its parsed sentences.
        gazetteer: the places that we know.
        entities: persons and bodies, whose names are no places; states, whose adjectives are none either.
        cues: the words that tell places from persons and bodies; None: ours.
        adjectives: also give "Russian" and "Russians", as form "adjective".
    """
    cues = cues or load_place_cues()
    names = _Names(text, entities)
    spots: list[Spot] = []
    for sentence in sentences:
        spots.extend(_spots(text, sentence, gazetteer, cues, names))
    kept = _kept(spots)
    drafts = [_named(spot) for spot in kept]
    if adjectives:
        taken = {(s.sentence.index, k) for s in kept for k in range(s.first, s.last + 1)}
        drafts.extend(_adjectives(sentences, names, cues, taken))
    drafts.extend(dateline_names(text, zones, sentences, gazetteer, cues))
    drafts.extend(unparsed_names(text, zones, sentences, gazetteer, cues))
    drafts.sort(key=lambda m: m.span)
    return tuple(msgspec.structs.replace(m, id=f"mp{k}") for k, m in enumerate(drafts, 1))


class _Names:
    """What the entities say of the words of a story: who is a person, what a body, what an adjective."""

    def __init__(self, text: str, entities: Entities) -> None:
        self.entities = entities
        self.persons: dict[int, int] = {}  # start -> end; also palaces: no place begins here
        self.bodies: dict[int, int] = {}
        for hit in entities.find(text):
            named = {entities[f.entity].family for f in hit.forms if f.use == "name"}
            seat = "metonym" in hit.uses and hit.uses <= {"metonym", "name"} and not named & {"state", "bloc"}
            if seat or (hit.uses == {"name"} and named == {"person"}):
                self.persons[hit.span.start] = hit.span.end
            elif hit.uses == {"name"} and not named & {"state", "bloc", "person"} and " " in hit.span.of(text):
                self.bodies[hit.span.start] = hit.span.end
        self._known: dict[str, bool] = {}

    def body_around(self, span: Span) -> bool:
        """Say whether the span lies inside the longer name of a body."""
        return any(
            a <= span.start and span.end <= b and (a, b) != (span.start, span.end) for a, b in self.bodies.items()
        )

    def is_adjective(self, words: str) -> bool:
        """Say whether the words are the adjective or the people of a state, and not its name."""
        known = self._known.get(words)
        if known is None:
            forms = [f for f in self.entities.lookup(words) if self.entities[f.entity].family == "state"]
            uses = {f.use for f in forms}
            known = self._known[words] = bool(uses & {"adjective", "people"}) and "name" not in uses
        return known


def _spots(text: str, sentence: Sentence, gazetteer: Gazetteer, cues: PlaceCues, names: _Names) -> Iterator[Spot]:
    """Give, from left to right, the longest names that could be places, each weighed by what stands around it."""
    i = 0
    tokens = sentence.tokens
    while i < len(tokens):
        if tokens[i].start in names.persons:
            end = names.persons[tokens[i].start]
            while i < len(tokens) and tokens[i].start < end:
                i += 1
            continue
        if not _may_open(tokens[i].text):
            i += 1
            continue
        found = _longest(text, sentence, i, gazetteer, cues)
        if found is None:
            i += 1
            continue
        last, folded, entries = found
        seen = weigh(Seen(text=text, sentence=sentence, first=i, last=last, entries=entries, cues=cues), gazetteer)
        is_body = names.bodies.get(tokens[i].start) == tokens[last].end
        if seen.rule != "road" and not is_body and not names.is_adjective(text[tokens[i].start : tokens[last].end]):
            spot = Spot(sentence=sentence, first=i, last=last, folded=folded, weight=seen.weight, rule=seen.rule)
            inside = seen.rule == "name" and names.body_around(spot.span)
            yield msgspec.structs.replace(spot, rule="embedded") if inside else spot
        i = last + 1


def _may_open(word: str) -> bool:
    return word[:1].isupper() or (word[:3].lower() in {"al-", "el-"} and word[3:4].isupper())


def _longest(
    text: str, sentence: Sentence, i: int, gazetteer: Gazetteer, cues: PlaceCues
) -> tuple[int, str, tuple[Entry, ...]] | None:
    tokens = sentence.tokens
    ends = [i]
    for k in range(i + 1, min(len(tokens), i + LONGEST)):
        if tokens[k].text[:1].isupper():
            ends.append(k)
        elif tokens[k].text.lower() not in cues.joining and tokens[k].text.lower() not in cues.kinds:
            break
        elif tokens[k].text.lower() in cues.kinds:
            ends.append(k)
            break
    for last in reversed(ends):
        words = text[tokens[i].start : tokens[last].end]
        short = cues.abbreviations.get(words)
        if short is not None and (not words.isupper() or "." in words or _behind_comma(sentence, i)):
            entry = gazetteer.by_id(short)
            if entry is not None:
                return last, fold(entry.name), (entry,)
        if words in cues.postal and _behind_comma(sentence, i):
            entry = gazetteer.by_id(cues.postal[words])
            return None if entry is None else (last, fold(entry.name), (entry,))
        folded = fold(words)
        if len(folded) < 2:
            continue
        if words.isupper() and words.isalpha() and 3 < len(words) <= 6 and not _shouted(text, sentence, i, last):
            continue
        entries = tuple(e for e in gazetteer.folded(folded) if written_so(words, e))
        if folded.startswith("the ") and not any(e.name.startswith("The ") for e in entries):
            continue
        if entries:
            return last, folded, entries
    return None


def _shouted(text: str, sentence: Sentence, first: int, last: int) -> bool:
    """Say whether capitals are no sign of a short form here: a dateline, or a line all in capitals."""
    tokens = sentence.tokens
    if is_dateline(text, tokens[last].end):
        return True
    beside = [tokens[k].text for k in (first - 1, last + 1) if 0 <= k < len(tokens)]
    return any(len(w) > 1 and w.isalpha() and w.isupper() for w in beside) or (
        first == 0 and sentence.zone == "headline"
    )


def _behind_comma(sentence: Sentence, i: int) -> bool:
    return i >= 2 and sentence.tokens[i - 1].text in {",", "("} and sentence.tokens[i - 2].text[:1].isupper()


def _kept(spots: Sequence[Spot]) -> list[Spot]:
    """Keep what is weighty enough; a name that is a place for sure once may be so elsewhere in the story."""
    sure = {s.folded for s in spots if s.weight >= SURE and s.rule != "person"}
    people = {s.folded for s in spots if s.rule == "person"} - sure
    kept: list[Spot] = []
    longer = {s.folded for s in spots if s.rule == "longer"} - sure
    for spot in spots:
        weight = spot.weight + (2.0 if spot.folded in sure else 0.0) - (3.0 if spot.folded in people else 0.0)
        weight -= 1.5 if spot.folded in longer else 0.0
        if spot.rule != "person" and weight >= THRESHOLD:
            kept.append(spot)
    return kept


def _named(spot: Spot) -> Mention:
    return Mention(
        id="",
        kind="place",
        form="name",
        span=spot.span,
        sentence=spot.sentence.index,
        head=_head(spot.sentence, spot.first, spot.last),
        rule="embedded" if spot.rule == "longer" else spot.rule,
    )


def _head(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of the name whose own head lies outside it."""
    for k in range(last, first - 1, -1):
        if not first <= sentence.tokens[k].head <= last or sentence.tokens[k].head == k:
            return k
    return last


def _adjectives(
    sentences: Iterable[Sentence], names: _Names, cues: PlaceCues, taken: set[tuple[int, int]]
) -> Iterator[Mention]:
    for sentence in sentences:
        tokens = sentence.tokens
        i = 0
        while i < len(tokens):
            size = _adjective_size(sentence, i, names, cues) if (sentence.index, i) not in taken else 0
            if size:
                span = Span(tokens[i].start, tokens[i + size - 1].end)
                head = i + size - 1
                yield Mention(
                    id="",
                    kind="place",
                    form="adjective",
                    span=span,
                    sentence=sentence.index,
                    head=head,
                    rule="adjective",
                )
            i += size or 1


def _adjective_size(sentence: Sentence, i: int, names: _Names, cues: PlaceCues) -> int:
    tokens = sentence.tokens
    if not tokens[i].text[:1].isupper():
        return 0
    for size in (2, 1):
        words = " ".join(t.text for t in tokens[i : i + size])
        if i + size <= len(tokens) and (words in cues.adjectives or names.is_adjective(words)):
            return size
    return 0
