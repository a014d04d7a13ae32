"""Write the codebook's pages from the data: one a type, with its modes, rules and frames, and examples that run.

usage: make_codebook.py [--check]     --check: exit 1 if a page is stale
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from redshank.kit import Kit
from redshank.lexicon.files import home
from redshank.lexicon.frames import FrameEntry, load_frames
from redshank.ontology import Mapping, Ontology, load_mapping, load_ontology
from redshank.ontology.mapping import Rule
from redshank.ontology.types import EventType
from redshank.pipeline import read_zones
from redshank.records import Span, Story, Zone

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "codebook"
MARK = re.compile(r"\[(\w[\w-]*):([^\]]*)\]")
BARE = "told as it is"
EACH = 2  # examples a mode
SHOWN = 14  # triggers a frame; all of them stand in the data file


def pages() -> Iterator[tuple[Path, str]]:
    """Give each page with its text: the index, then one a type."""
    ontology, mapping = load_ontology((home(),)), load_mapping((home(),))
    frames = load_frames((home(),)).entries
    yield PAGES / "README.md", index(ontology, frames)
    told = by_mode(frames)
    for kind in ontology.type:
        yield PAGES / f"{kind.id.lower()}.md", page(kind, frames, mapping, told)


def by_mode(frames: tuple[FrameEntry, ...]) -> dict[tuple[str, str], list[str]]:
    """Code the examples and return the first ones that come out with each type and mode."""
    kit = Kit()
    found: dict[tuple[str, str], list[str]] = {}
    for text in dict.fromkeys(MARK.sub(r"\2", s) for frame in frames for s in frame.fires):
        story = Story(id="example", text=text, source_id="example")
        for event in read_zones(story, [Zone(kind="body", span=Span(0, len(text)))], kit).events:
            for mode in event.modes:
                held = found.setdefault((event.type, mode), [])
                if len(held) < EACH and text not in held:
                    held.append(text)
    return found


def index(ontology: Ontology, frames: tuple[FrameEntry, ...]) -> str:
    """Return the list of types."""
    rows = "".join(
        f"| [{t.id}]({t.id.lower()}.md) | {t.about} | {t.quad} | {', '.join(t.modes) or 'none'} |\n"
        for t in ontology.type
    )
    return (
        "# Codebook, type by type\n\n"
        "Made from `src/redshank/data` by `scripts/make_codebook.py`; `redshank check` runs the examples.\n"
        "What the statuses mean and who is an actor: [../codebook.md](../codebook.md).\n\n"
        f"| type | an actor ... | quad | modes |\n|---|---|---|---|\n{rows}\n"
        f"{len(frames)} frames. Contexts: {', '.join(ontology.contexts)}.\n"
    )


def page(
    kind: EventType, frames: tuple[FrameEntry, ...], mapping: Mapping, told: dict[tuple[str, str], list[str]]
) -> str:
    """Return the page of one type."""
    rules = [r for r in mapping.rules if r.type == kind.id]
    parts = [
        f"# {kind.id}\n\nAn actor {kind.about}. {kind.quad.capitalize()}."
        + (" A recipient is required." if kind.recipient_required else ""),
        "## Modes\n\n" + "".join(f"- {m}: {' '.join(told.get((kind.id, m), ()))}\n" for m in kind.modes)
        if kind.modes
        else "No modes.",
        "## Rules\n\nThe first rule of `mapping.toml` that fits decides.\n\n"
        + "".join(rule_line(r, mapping) for r in rules),
        "## Frames",
    ]
    parts += [frame_part(f, mapping) for f in frames if type_of(f, mapping) == kind.id]
    return "\n\n".join(parts) + "\n"


def rule_line(rule: Rule, mapping: Mapping) -> str:
    """Return one rule as a line."""
    modes = (
        f", mode {', '.join(rule.modes)}" if rule.modes else f", mode by the {rule.mode_from}" if rule.mode_from else ""
    )
    deed = "any deed" if "*" in rule.deed else " or ".join(rule.deed)
    act = BARE if rule.act == ("bare",) else " / ".join(rule.act)
    note = f": {rule.note}" if rule.note else ""
    finer = sorted({c for row in mapping.fine for base, c in row.to.items() if base == rule.cameo and act != BARE})
    codes = f"{rule.cameo or 'none'}" + (f", by the deed also {', '.join(finer)}" if finer else "")
    return f"- {act}, {deed}{modes}; CAMEO {codes}{note}\n"


def type_of(frame: FrameEntry, mapping: Mapping) -> str | None:
    """Return the type that the frame gives when it happened and nothing is known of a deed inside."""
    act = frame.family if frame.deed else "bare"
    return mapping.code(act, frame.id, None if frame.deed else frame.family, frame.id, "happened").type


def frame_part(frame: FrameEntry, mapping: Mapping) -> str:
    """Return a frame with its words and examples."""
    row = mapping.frames.get(frame.id)
    facts = [f"family {frame.family}"]
    if frame.deed:
        facts.append(f"its deed is {frame.deed}")
    if row is not None and row.modes:
        facts.append(f"mode {', '.join(row.modes)}")
    if row is not None and row.cameo:
        facts.append(f"CAMEO {row.cameo}")
    words = [*frame.verbs, *frame.nouns, *frame.adjectives]
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    lines = [f"### {frame.id}", "; ".join(facts) + "."]
    lines.append("Words: " + ", ".join(f"`{w}`" for w in words[:SHOWN]) + more + ".")
    lines.append("".join(f"- {bold(s)}\n" for s in frame.fires) + "".join(f"- not: {s}\n" for s in frame.quiet))
    if frame.note:
        lines.append(frame.note)
    return "\n\n".join(line.rstrip("\n") for line in lines)


def bold(marked: str) -> str:
    """Return an example with its marks: the predicate in bold, the roles named."""
    return MARK.sub(lambda m: f"**{m[2]}** ({m[1]})", marked)


def main(argv: list[str]) -> int:
    """Write the pages, or hold them against the data."""
    stale = []
    PAGES.mkdir(parents=True, exist_ok=True)
    for path, text in pages():
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old != text:
            stale.append(path.name)
            if "--check" not in argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in argv and stale:
        print(f"stale: {', '.join(stale)}. Run: make schema")
        return 1
    print(f"{len(stale)} pages written" if stale else "docs/codebook is fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
