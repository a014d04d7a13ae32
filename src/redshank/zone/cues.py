"""Judge one paragraph by its words alone: the cues of `data/zones.toml` and the shapes of bylines and credits."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from redshank.lexicon.zones import Cue, ZoneCues, ZoneWords, load_zone_cues

FOLD = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u200e": None, "\u200f": None, "\ufeff": None}
)
NAME = re.compile(r"[^\W\d_][\w.'’-]*")
BYLINE = re.compile(
    r"(?:by|story by|text by|words by|analysis by|interview by|opinion by|report by|from)\s*:?\s+(?=\S)", re.IGNORECASE
)
PERSON = r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|van|von|al|bin)){1,3}"
BARE_NAME = re.compile(rf"(?=[A-Z][a-zà-ÿ'’.-]){PERSON}")
POSTED = re.compile(rf"{PERSON} in (?:[A-Z][\w'-]+ ?){{1,3}}(?:(?:,|and|&) ?{PERSON} in (?:[A-Z][\w'-]+ ?){{1,3}})*")
ROW = re.compile(r"\S[ \t]{3,}\S|(?<![\d.])\d+\.\d+(?![\d.])|\bnil\b|--|[a-z]{3}\d", re.IGNORECASE)
STAMP_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+")


class Judge(msgspec.Struct, frozen=True):
    """The cues, compiled."""

    words: ZoneWords
    rules: tuple[tuple[re.Pattern[str], Cue], ...]
    photo_agencies: frozenset[str]
    photo_words: frozenset[str]
    labels: re.Pattern[str]
    signs: re.Pattern[str]
    roles: re.Pattern[str]
    stamp: frozenset[str]
    dates: frozenset[str]
    particles: frozenset[str]
    agencies: frozenset[str]


def fold(text: str) -> str:
    """Lower the case, straighten the quotes and make every blank one space."""
    return " ".join(text.translate(FOLD).lower().split())


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


def _rule(cue: Cue) -> re.Pattern[str]:
    """Compile one cue; every rule is tried at the start of the folded text."""
    if cue.where == "pattern":
        return re.compile("|".join(f"(?:{p})" for p in cue.phrases))
    if cue.where == "whole":
        return re.compile(rf"[^\w#]*(?:{_any(cue.phrases)})[^\w#]*$")
    if cue.where == "anywhere":
        return re.compile(rf".*(?:{_any(cue.phrases)})", re.DOTALL)
    return re.compile(rf"[*>»▪•#\s\[-]*(?:{_any(cue.phrases)})(?!(?<=\w)\w)")


@cache
def load_judge(folders: tuple[Path, ...]) -> Judge:
    """Load and compile the cues of these folders once."""
    return compile_cues(load_zone_cues(folders))


def compile_cues(cues: ZoneCues) -> Judge:
    """Compile the cues."""
    w = cues.words
    return Judge(
        words=w,
        rules=tuple((_rule(c), c) for c in cues.cue),
        photo_agencies=w.photo_agencies,
        photo_words=w.photo_words,
        labels=re.compile(rf"\W*(?:{_any(w.photo_labels)})(?:\s*[:©]\s*|(?<=by|of)\s+)"),
        signs=re.compile(rf"(?<!\w)(?:{_any(w.caption_signs)})"),
        roles=re.compile(rf"(?:^|[\s,])(?:{_any(w.byline_roles)})(?:$|[\s,.])"),
        stamp=w.stamp_words | w.months | w.weekdays,
        dates=w.months,
        particles=w.particles,
        agencies=w.agencies,
    )


def cue_of(judge: Judge, text: str) -> Cue | None:
    """Return the first cue that fires on this paragraph."""
    if len(text) > 1500:
        return None
    folded = fold(text)
    count = folded.count(" ") + 1
    for pattern, cue in judge.rules:
        if count <= cue.max_words and pattern.match(folded):
            return cue
    return None


def is_stamp(judge: Judge, text: str) -> bool:
    """Say whether the line is only a date and time: "Published March 3, 1998, 14:05 GMT"."""
    if ROW.search(text):
        return False
    folded = fold(text)
    tokens = STAMP_TOKEN.findall(folded)
    if not 2 <= len(tokens) <= 24 or not any(t.isdigit() for t in tokens):
        return False
    if not (any(t in judge.dates for t in tokens) or re.search(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", folded)):
        return False
    return all((t.isdigit() and _is_clock_or_date(t)) or t in judge.stamp for t in tokens)


def _is_clock_or_date(digits: str) -> bool:
    """Say whether a number may be a day, a month, a year, or an hour of the clock: 3, 1998, 1405, but not 347."""
    return len(digits) < 3 or (len(digits) == 4 and digits < "2400")


def is_names(judge: Judge, text: str, most: int = 12) -> bool:
    """Say whether the words are all names: capitalised, but for the small words inside names."""
    tokens = [t.strip("()[].,;&|/©-–—:\"“”'’") for t in text.split()]
    tokens = [t for t in tokens if t]
    if not 1 <= len(tokens) <= most or not NAME.match(tokens[0]):
        return False
    return all(t[0].isupper() or t.lower() in judge.particles for t in tokens) and tokens[0][0].isupper()


def is_byline(judge: Judge, text: str, *, bare: bool, shouted: bool = False) -> bool:
    """Say whether the line names who wrote the story.

    Args:
        judge: the cues.
        text: the line.
        bare: a name without "By" is enough, as under a headline.
        shouted: the story is in capitals, which then prove nothing.
    """
    line = " ".join(text.translate(FOLD).split())
    hit = BYLINE.match(line)
    if hit:
        rest = line[hit.end() :]
        ended = rest.endswith((".", "!", "?")) and not rest.endswith(("Jr.", "Sr."))
        if ended and (shouted or len(rest.split()) > 4):
            return False
        if not ended and len(rest.split()) <= 9 and judge.roles.search(rest.lower()) and not shouted:
            return True
        names = re.split(r"\s[|·•]\s|,|\s[—–-]+\s", rest)
        most = 6 if shouted else 14
        first = is_names(judge, names[0], most) and not names[0].split()[0].isdigit()
        short = len(line.split()) <= 24
        return first and short and all(_is_detail(judge, n) for n in names[1:])
    if not bare or len(line.split()) > 12 or line.endswith((".", "!", "?", ":")):
        return False
    if line.lower().strip(" -—–()") in judge.agencies or POSTED.fullmatch(line):
        return True
    head = re.split(r",|\s[|·•/]\s|\s[—–-]+\s", line)
    if not is_names(judge, head[0], 6):
        return False
    if judge.roles.search(line.lower()):
        return True
    return len(head) > 1 and head[-1].strip().lower() in judge.agencies


def _is_detail(judge: Judge, text: str) -> bool:
    """Accept what stands behind the name: another name, an agency, a role, a town, a date."""
    text = text.strip()
    return (
        not text
        or is_names(judge, text, 8)
        or bool(judge.roles.search(text.lower()))
        or is_stamp(judge, text)
        or text[0].isdigit()
        or "@" in text
    )


def is_person(text: str) -> bool:
    """Say whether the line is nothing but two to four capitalised words: a name under a headline."""
    return bool(BARE_NAME.fullmatch(text.strip()))


def is_credit(judge: Judge, text: str) -> bool:
    """Say whether the line names who took or owns a picture."""
    line = text.strip()
    inner = line[1:-1].strip() if line[:1] in "([" and line[-1:] in ")]" else line
    if len(inner.split()) > 14 or not inner:
        return False
    folded = fold(inner)
    label = judge.labels.match(folded)
    if label:
        return _is_owner(judge, " ".join(inner.split())[label.end() :])
    if inner.endswith((".", "!", "?", ":")):
        return False
    first, *_, last = folded.split() if " " in folded else (folded, folded)
    if (
        last in judge.photo_words
        and len(folded.split()) <= 3
        and (first in judge.photo_words or judge.labels.match(first + ":") or first in judge.photo_agencies)
    ):
        return " " in folded
    return _is_signed(judge, inner.removeprefix("©").strip())


def _is_owner(judge: Judge, rest: str) -> bool:
    """Judge what stands behind "Photo:": names are a credit, a sentence is a caption."""
    count = len(rest.split())
    return 0 < count <= 9 and is_names(judge, rest, 9) and (count <= 3 or not rest.rstrip().endswith("."))


def _is_signed(judge: Judge, inner: str) -> bool:
    """Judge "Name | Agency", "Name/Agency", "AGENCY/Name", "Name, Agency", "Agency via Agency"."""
    parts = [p.strip() for p in re.split(r"\s*[|/]\s*|\s+via\s+|\s*,\s+|\s+[-–—]\s+", inner) if p.strip()]
    if not parts or not all(is_names(judge, p, 6) for p in parts):
        return False
    owned = any(p.lower() in judge.photo_agencies for p in parts)
    worded = any(p.split()[-1].lower().strip(".") in judge.photo_words for p in parts)
    if len(parts) == 1:
        only = parts[0].lower()
        return (owned and (" " in only or "/" in inner)) or (
            worded and any(only.startswith(a + " ") for a in judge.photo_agencies)
        )
    pictured = any(re.match(r"(?:ap|afp|reuters|epa|pa|upi) (?:photo|file|pictures?)", p.lower()) for p in parts)
    marked = "|" in inner or "/" in inner or " via " in inner or pictured
    return (owned or worded or pictured) and (marked or len(inner.split()) <= 5)


def is_bracketed_name(judge: Judge, text: str) -> bool:
    """Say whether brackets hold nothing but names: "(Levant Photo)", "(A.D./Jorge Tapia)", "(Archive)"."""
    return text.startswith("(") and all(is_names(judge, part, 5) for part in text.strip("() ").split("/"))


def is_caption(judge: Judge, text: str) -> bool:
    """Say whether the words speak of a picture: "pictured", "(L)", "file photo"."""
    return len(text) < 600 and bool(judge.signs.search(fold(text)))
