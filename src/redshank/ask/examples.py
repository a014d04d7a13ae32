"""Run the marked-up examples of the lexicon: each must fire, or stay quiet, as its entry says."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from redshank.events import find_events
from redshank.grammar.standing import standing
from redshank.kit import Kit
from redshank.lexicon.frames import FrameEntry
from redshank.mentions.actors import find_actors
from redshank.mentions.equipment import find_equipment
from redshank.parse import parse
from redshank.records import Claim, Mention, Predication, Sentence, Span, Story, Zone
from redshank.speakers import find_claims

MARK = re.compile(r"\[(\w[\w-]*):([^\]]*)\]")
ROLES = frozenset({"agent", "recipient", "object", "instrument", "content", "speaker"})


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the spans that its markup names."""

    text: str
    marks: tuple[tuple[str, Span], ...]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that `redshank check` found wrong."""

    where: str
    message: str


def unmark(marked: str) -> Example:
    """Take the markup out of a sentence: "[agent:Hungary] [happened:sold] grain" and what it says."""
    text = ""
    at = 0
    marks: list[tuple[str, Span]] = []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((match[1], Span(len(text), len(text) + len(match[2]))))
        text += match[2]
        at = match.end()
    return Example(text=text + marked[at:], marks=tuple(marks))


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine makes of one example."""

    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    predications: tuple[Predication, ...]


def read_sentence(text: str, kit: Kit) -> Read:
    """Run the stages up to events on one sentence."""
    story = Story(id="example", text=text, source_id="example")
    zone = Zone(kind="body", span=Span(0, len(text)))
    sentences = parse(story, [zone], kit.analyzer, kit.entities.name_words)
    found = (*find_actors(text, sentences, kit.entities), *find_equipment(text, sentences, kit.equipment))
    mentions = tuple(msgspec.structs.replace(m, id=f"m{k}") for k, m in enumerate(found, 1))
    predications = find_events(sentences, mentions, kit.frames, kit.cues, kit.mapping, kit.contexts)
    return Read(text=text, sentences=sentences, mentions=mentions, predications=predications)


def check_frames(kit: Kit) -> Iterator[Problem]:
    """Run every example of every frame."""
    for entry in kit.frames.entries:
        for marked in entry.fires:
            yield from _check_fires(entry, marked, kit)
        for sentence in entry.quiet:
            yield from _check_quiet(entry, sentence, kit)


def check_cues(kit: Kit) -> Iterator[Problem]:
    """Run every example of data/statuses.toml: each marked word must stand as its mark says."""
    for entry in kit.cues.entries:
        for marked in entry.fires:
            example = unmark(marked)
            sentences = _parsed(example, kit)
            for status, span in example.marks:
                found = [standing(s, t.i, kit.cues).label for s in sentences for t in s.tokens if t.span.overlaps(span)]
                if status not in found:
                    word, told = span.of(example.text), ", ".join(found) or "no word"
                    message = f"{word!r} should be {status}, is {told}"
                    yield Problem(where=f"cue {entry.id!r}, fires: {example.text}", message=message)


def check_speech(kit: Kit) -> Iterator[Problem]:
    """Run every example of data/speech.toml: a claim must have the marked source, cue and content."""
    for entry in kit.speech.examples():
        example = unmark(entry.marked)
        claims = find_claims(example.text, [_body(example)], _parsed(example, kit), (), kit.speech, kit.cues)
        if not any(_claims_as_marked(claim, example) for claim in claims):
            message = "no claim has the marked source, cue and content"
            yield Problem(where=f"speech {entry.id!r}, fires: {example.text}", message=message)


def _body(example: Example) -> Zone:
    return Zone(kind="body", span=Span(0, len(example.text)))


def _parsed(example: Example, kit: Kit) -> tuple[Sentence, ...]:
    story = Story(id="example", text=example.text, source_id="example")
    return parse(story, [_body(example)], kit.analyzer)


def _claims_as_marked(claim: Claim, example: Example) -> bool:
    told = {"source": [claim.source.span] if claim.source else [], "cue": [claim.cue] if claim.cue else []}
    told["content"] = list(claim.content)
    wanted = {role: [span for name, span in example.marks if name == role] for role in told}
    if any(len(told[role]) != len(wanted[role]) for role in told):
        return False
    return all(a.overlaps(b) for role in told for a, b in zip(told[role], wanted[role], strict=True))


def _check_fires(entry: FrameEntry, marked: str, kit: Kit) -> Iterator[Problem]:
    example = unmark(marked)
    read = read_sentence(example.text, kit)
    views = [v for p in read.predications for v in _views(p) if v.frame == entry.id]
    where = f"frame {entry.id!r}, fires: {example.text}"
    if not views:
        fired = ", ".join(sorted({v.frame for p in read.predications for v in _views(p)})) or "nothing"
        yield Problem(where=where, message=f"the frame does not fire; fired: {fired}")
        return
    complaints = min((tuple(_complaints(example, v)) for v in views), key=len)
    for complaint in complaints:
        yield Problem(where=where, message=complaint)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One frame of a predication: the act's own or the deed's inside it."""

    frame: str
    spans: tuple[Span, ...]
    statuses: tuple[str, ...]
    roles: tuple[tuple[str, Span], ...]


def _views(p: Predication) -> Iterator[View]:
    roles = tuple((r.name, r.span) for r in p.roles)
    content = p.content
    if content is None:
        yield View(frame=p.frame, spans=(p.span,), statuses=(p.status,), roles=roles)
        return
    inner = tuple((r.name, r.span) for r in content.roles)
    held = (*roles, ("content", content.span))
    yield View(frame=p.frame, spans=(p.span, content.span), statuses=(p.status, content.status), roles=(*held, *inner))
    if content.frame is not None and content.frame != p.frame:
        yield View(frame=content.frame, spans=(content.span,), statuses=(content.status,), roles=(*held, *inner))


def _complaints(example: Example, view: View) -> Iterator[str]:
    for label, span in example.marks:
        words = span.of(example.text)
        if label in ROLES:
            if not any(name == label and span.overlaps(s) for name, s in view.roles):
                yield f"no {label} {words!r}; found {_told(example.text, view)}"
            continue
        if not any(span.overlaps(s) for s in view.spans):
            yield f"the predicate is not {words!r}"
        if label not in view.statuses:
            yield f"{words!r} should be {label}, is {' / '.join(view.statuses)}"


def _told(text: str, view: View) -> str:
    return "; ".join(f"{name} {span.of(text)!r}" for name, span in view.roles) or "no roles"


def _check_quiet(entry: FrameEntry, sentence: str, kit: Kit) -> Iterator[Problem]:
    read = read_sentence(unmark(sentence).text, kit)
    for p in read.predications:
        if p.type is not None and p.frame == entry.id and p.status not in {"negated", "denied", "hypothetical"}:
            yield Problem(where=f"frame {entry.id!r}, quiet: {sentence}", message=f"fires {p.type} by {p.entry}")


def mapped(kit: Kit) -> Sequence[Problem]:
    """Hold the mapping against the ontology and the frames: no mode, context, type or frame that does not exist."""
    found: list[Problem] = []
    types = {t.id: t for t in kit.ontology.type}
    modes = {m for t in kit.ontology.type for m in t.modes}
    frames = {f.id for f in kit.frames.entries}
    families = {f.family for f in kit.frames.entries}
    for k, rule in enumerate(kit.mapping.rules, 1):
        where = f"mapping.toml, rule {k} ({'/'.join(rule.act)} + {'/'.join(rule.deed)})"
        if rule.type and rule.type not in types:
            found.append(Problem(where=where, message=f"no type {rule.type!r} in plover.toml"))
        found += [
            Problem(where=where, message=f"no mode {m!r} of {rule.type} in plover.toml")
            for m in rule.modes
            if rule.type in types and m not in types[rule.type].modes
        ]
    for row in kit.mapping.frames.values():
        where = f"mapping.toml, frame {row.frame!r}"
        if row.frame not in frames:
            found.append(Problem(where=where, message="no such frame in data/frames"))
        found += [
            Problem(where=where, message=f"no mode {m!r} in plover.toml")
            for m in (*row.modes, row.threat, row.ask)
            if m and m not in modes
        ]
        found += [
            Problem(where=where, message=f"no context {c!r} in plover.toml")
            for c in row.contexts
            if c not in kit.ontology.contexts
        ]
    found += _fine(kit)
    found += [
        Problem(where=f"contexts.toml, {c.id!r}", message="no such context in plover.toml")
        for c in kit.contexts.entries
        if c.id not in kit.ontology.contexts
    ]
    known = set(kit.mapping.families) | {a for r in kit.mapping.rules for a in (*r.act, *r.deed)}
    found += [
        Problem(where=f"family {f!r}", message="no rule of mapping.toml speaks of it") for f in sorted(families - known)
    ]
    return found


def _fine(kit: Kit) -> Iterator[Problem]:
    """Hold the finer CAMEO codes against rules and frames: each leads from a code of a rule, within its root."""
    given = {r.cameo for r in kit.mapping.rules if "bare" not in r.act}
    frames = {f.id for f in kit.frames.entries}
    families = {f.family for f in kit.frames.entries}
    for k, row in enumerate(kit.mapping.fine, 1):
        where = f"mapping.toml, fine {k} ({row.note or ', '.join(row.to.values())})"
        for base, finer in row.to.items():
            if base not in given:
                yield Problem(where=where, message=f"no rule for an act gives CAMEO {base!r}")
            if not (finer.isdigit() and len(finer) in {3, 4} and finer[:2] == base[:2]):
                yield Problem(where=where, message=f"{finer!r} is no CAMEO code of the root {base[:2]}")
        for name in (*row.frames, *row.acts):
            if name not in frames:
                yield Problem(where=where, message=f"no frame {name!r} in data/frames")
        for family in row.families:
            if family not in families:
                yield Problem(where=where, message=f"no family {family!r} in data/frames")
        if not (row.deed or row.frames or row.families or row.acts):
            yield Problem(where=where, message="a row without a condition; change the rule's own code")
