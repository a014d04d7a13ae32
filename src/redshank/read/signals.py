"""Tell a message that withdraws or corrects a story from a story. The words stand in data/signals.toml."""

import re
from functools import cache
from typing import Literal

import msgspec

from redshank.lexicon.files import home, read_toml

Signal = Literal["correction", "kill", "deletion"]
FIRST_LINES = 2
HEAD = 1500  # characters in which a notice says that it is one
URL = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]")
SLUG = re.compile(r"[A-Z][\w&]*(?:[-/][\w&]+)+$")


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of data/signals.toml."""

    signal: Signal
    words: tuple[str, ...]
    needs_notice: bool = False  # these words also head ordinary stories
    ends: str = ""  # the last word of the line
    fires: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


class SignalFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """data/signals.toml."""

    before: tuple[str, ...]
    notice: tuple[str, ...]
    named_by: tuple[str, ...]
    signal: tuple[Words, ...]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with its pattern."""

    words: Words
    pattern: re.Pattern[str]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All of the file, ready for use."""

    rules: tuple[Rule, ...]
    notice: re.Pattern[str]
    named: re.Pattern[str]


@cache
def load_rules() -> Rules:
    """Read the words once."""
    table = read_toml(home() / "signals.toml", SignalFile)
    before = rf"(?:(?:{_any(table.before)})(?: \d+)?\s*[:,–—-]+\s*)?"
    return Rules(
        rules=tuple(Rule(words=entry, pattern=_pattern(entry, before)) for entry in table.signal),
        notice=re.compile(rf"(?<!\w)(?:{_any(table.notice)})(?:(?<=:)|(?!\w))", re.IGNORECASE),
        named=re.compile(rf"(?<!\w)(?:{_any(table.named_by)})\s*:?\s*([\w.:/-]*\d[\w.:/-]*\w)", re.IGNORECASE),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _pattern(entry: Words, before: str) -> re.Pattern[str]:
    """Match the words at the head of a line, then their mark; the rest of the line is the group `rest`.

    A slug may stand in front ("BC-Norrland-Radar, STORY KILLED"): nothing in it has a space.
    """
    slug = r"(?:[A-Z][\w&]*(?:-[\w&]+)+,\s*)?"
    mark = r"(?P<tight>[-–—])(?=\S)|\s*[:;]|\s+[-–—]|\)|\s*$"
    ends = rf"(?=.*\b{re.escape(entry.ends)}$)" if entry.ends else ""
    return re.compile(rf"{slug}{before}\(?(?:{_any(entry.words)})(?:{mark}){ends}\s*(?P<rest>.*)$")


def find_signal(title: str | None, text: str) -> tuple[Signal | None, str | None]:
    """Return what a message does to an earlier story, and which one if it names it."""
    rules = load_rules()
    head = text[:HEAD].lstrip()
    lines = [line.strip() for line in ((title or ""), *head.split("\n", 8)[:8]) if line.strip()][: FIRST_LINES + 1]
    for line in lines[: FIRST_LINES + bool(title)]:
        for rule in rules.rules:
            found = rule.pattern.match(line) if len(line) < 400 else None
            if found and _holds(rule, found, head.replace(line, "", 1), rules.notice):
                return rule.words.signal, _named(head, rules.named)
    return None, None


def _holds(rule: Rule, found: re.Match[str], text: str, notice: re.Pattern[str]) -> bool:
    """Ask more of words that also head ordinary stories: a notice, a slug, or the tight dash of the wire."""
    rest = found["rest"].strip()
    if rule.words.ends:
        return len(rest.split()) <= 3
    if rest.isupper() and found["tight"]:
        return notice.search(text) is not None
    if not rule.words.needs_notice:
        return True
    if not rest or SLUG.match(rest) or notice.search(text):
        return True
    return bool(found["tight"]) and rest[0].isupper() and not rest.isupper() and len(rest.split()) > 1


def _named(text: str, named: re.Pattern[str]) -> str | None:
    """Return the story that a notice names: by its id, or by the only address in it."""
    if found := named.search(text):
        return found[1]
    addresses = set(URL.findall(text))
    return addresses.pop() if len(addresses) == 1 else None
