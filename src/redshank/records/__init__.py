"""Every record that crosses a stage border. Nothing of ours goes in; all other rooms build on it."""

from redshank.records.claim import Claim, ClaimStatus, Dispute, Source
from redshank.records.event import ActStatus, Content, Deed, DeedStatus, Event, EventMention, EventPlace, EventTime, Evidence, Party, Predication, Role, Thing
from redshank.records.reading import Facts, Notice, Provenance, Reading, Restriction, SCHEMA, Transfer
from redshank.records.resolved import Actor, ActorLink, Casualty, Conversion, Equipment, Fact, Place, PlaceChoice, PlaceRole, Published, Quantity, When
from redshank.records.sentence import Mention, MentionForm, MentionKind, Sentence, Token
from redshank.records.span import Score, Span
from redshank.records.story import Part, Skipped, Story, Zone, ZoneKind

__all__ = [
    "ActStatus",
    "Actor",
    "ActorLink",
    "Casualty",
    "Claim",
    "ClaimStatus",
    "Content",
    "Conversion",
    "Deed",
    "DeedStatus",
    "Dispute",
    "Equipment",
    "Event",
    "EventMention",
    "EventPlace",
    "EventTime",
    "Evidence",
    "Fact",
    "Facts",
    "Mention",
    "MentionForm",
    "MentionKind",
    "Notice",
    "Part",
    "Party",
    "Place",
    "PlaceChoice",
    "PlaceRole",
    "Predication",
    "Provenance",
    "Published",
    "Quantity",
    "Reading",
    "Restriction",
    "Role",
    "SCHEMA",
    "Score",
    "Sentence",
    "Skipped",
    "Source",
    "Span",
    "Story",
    "Thing",
    "Token",
    "Transfer",
    "When",
    "Zone",
    "ZoneKind",
]
