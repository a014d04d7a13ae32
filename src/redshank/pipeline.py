"""The road a story takes: every stage once, in order."""

from collections.abc import Iterable, Iterator, Sequence

from redshank.events import find_events, find_registers
from redshank.kit import Kit
from redshank.mentions import find_mentions
from redshank.merge import join_story
from redshank.own import code_own
from redshank.parse import parse
from redshank.read import check_language
from redshank.records import Notice, Reading, Skipped, Story, Zone
from redshank.resolve import resolve
from redshank.settings import Settings
from redshank.speakers import find_claims
from redshank.zone import zone


def read_story(story: Story, kit: Kit) -> Reading | Skipped:
    """Read one story and return everything it says, with the evidence.

    Args:
        story: the text and what is known about it.
        kit: model and knowledge, loaded once.

    Returns:
        the reading, or why there is none.
    """
    notices = check_language(story, kit.settings.language)
    if isinstance(notices, Skipped):
        return notices
    return read_zones(story, zone(story, kit.folders), kit, notices)


def read_zones(story: Story, zones: Sequence[Zone], kit: Kit, notices: Sequence[Notice] = ()) -> Reading:
    """Read a story whose zones are known."""
    sentences = parse(story, zones, kit.analyzer, kit.entities.name_words)
    mentions = find_mentions(story, zones, sentences, kit.entities, kit.gazetteer, kit.equipment, kit.folders)
    predications = find_events(sentences, mentions, kit.frames, kit.cues, kit.mapping, kit.contexts, kit.backoff)
    claims = find_claims(story.text, zones, sentences, mentions, kit.speech, kit.cues)
    registers = find_registers(sentences, mentions, kit.registers, kit.frames, kit.cues)
    facts = resolve(
        story,
        zones,
        sentences,
        mentions,
        predications,
        claims,
        entities=kit.entities,
        gazetteer=kit.gazetteer,
        equipment=kit.equipment,
        ontology=kit.ontology,
        mapping=kit.mapping,
        registers=registers,
        register_words=kit.registers,
        folders=kit.folders,
    )
    reading = join_story(
        story,
        zones,
        facts,
        notices,
        kit.provenance,
        kit.dispute_words,
        kit.lines,
        kit.registers.called,
        kit.settings.min_score,
    )
    return code_own(reading, sentences, kit.codebooks, kit.frames)


def code_stories(stories: Iterable[Story | Skipped], kit: Kit | None = None) -> Iterator[Reading | Skipped]:
    """Read story after story; a story that cannot be read comes out as `Skipped`, in its place.

    Args:
        stories: from `redshank.read`; what is skipped there is handed on.
        kit: model and knowledge; made with default settings when left out.
    """
    kit = kit or Kit(Settings())
    for story in stories:
        yield story if isinstance(story, Skipped) else _safely(story, kit)


def _safely(story: Story, kit: Kit) -> Reading | Skipped:
    try:
        return read_story(story, kit)
    except RecursionError:  # a tree deeper than Python's stack; no news sentence needs one
        return Skipped(
            source_id=story.source_id,
            reason="too-deep",
            message=f"{story.source_id}: a sentence nests too deeply to be parsed; split the text into paragraphs",
        )
