"""Read the place names of zones that are not parsed: datelines and disclosures."""

import re
from collections.abc import Iterator, Sequence

from redshank.gazetteer import Entry, Gazetteer, fold
from redshank.lexicon.places import PlaceCues
from redshank.mentions.place_context import prominence
from redshank.records import Mention, Sentence, Span, Zone

WORD = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w))*\.?|-")
WELL_KNOWN = 5.0


def written_so(words: str, entry: Entry) -> bool:
    """Keep "US" from the town of Us, and "Us" from the United States."""
    if len(words) <= 3 and words.isalpha():
        return (
            entry.place_class == "country"
            if words.isupper()
            else entry.place_class != "country" or len(entry.name) <= 4
        )
    return True


def dateline_names(
    text: str, zones: Sequence[Zone], sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: PlaceCues
) -> Iterator[Mention]:
    """Read datelines, which are not parsed: "KYIV, Ukraine (AP) -". They hang on the sentence that follows."""
    for zone in zones:
        if zone.kind != "dateline":
            continue
        words = [m for m in WORD.finditer(text, zone.span.start, zone.span.end) if m.group() != "-"]
        after = next((s.index for s in sentences if s.span.start >= zone.span.start), 0)
        k = 0
        while k < len(words):
            size = next((n for n in (4, 3, 2, 1) if _is_dateline_name(text, words[k : k + n], n, gazetteer, cues)), 0)
            if size:
                span = Span(words[k].start(), words[k + size - 1].end())
                if text[span.end - 1] == "." and span.of(text) not in cues.abbreviations:
                    span = Span(span.start, span.end - 1)
                yield Mention(id="", kind="place", form="name", span=span, sentence=after, head=0, rule="dateline")
            k += size or 1


def unparsed_names(
    text: str, zones: Sequence[Zone], sentences: Sequence[Sentence], gazetteer: Gazetteer, cues: PlaceCues
) -> Iterator[Mention]:
    """Read disclosures, which are not parsed: "produced in Russia". Only well-known names behind a preposition."""
    for zone in zones:
        if zone.kind != "disclosure":
            continue
        before = max((s.index for s in sentences if s.span.end <= zone.span.start), default=0)
        words = list(WORD.finditer(text, zone.span.start, zone.span.end))
        for k in range(1, len(words)):
            if words[k - 1].group().lower() not in cues.inside or not words[k].group()[:1].isupper():
                continue
            for size in (3, 2, 1):
                if k + size > len(words):
                    continue
                span = Span(words[k].start(), words[k + size - 1].end())
                entries = gazetteer.candidates(span.of(text).rstrip("."))
                if any(written_so(span.of(text), e) for e in entries) and prominence(entries) >= WELL_KNOWN:
                    end = span.end - (text[span.end - 1] == ".")
                    yield Mention(
                        id="",
                        kind="place",
                        form="name",
                        span=Span(span.start, end),
                        sentence=before,
                        head=0,
                        rule="unparsed",
                    )
                    break


def _is_dateline_name(
    text: str, words: Sequence[re.Match[str]], size: int, gazetteer: Gazetteer, cues: PlaceCues
) -> bool:
    if len(words) < size or not words[0].group()[:1].isupper():
        return False
    name = text[words[0].start() : words[-1].end()]
    if "," in name or "(" in name or ")" in name:
        return False
    if name in cues.abbreviations:
        return True
    return fold(name) not in cues.stop and any(written_so(name, e) for e in gazetteer.candidates(name))
