"""One plain line for each event: who did, promised or is said to have done what to whom, and who says so."""

from collections.abc import Sequence

import msgspec

from redshank.lexicon.lines import LineEntry
from redshank.records import Event, Party, Thing, When

NARRATOR = "narrator"
OPEN = {"attempted": "tried, as told: ", "planned": "to come: ", "hypothetical": "only possible: "}
PUT_OFF = {"negated": "did not happen: ", "denied": "denied: "}


def with_lines(events: Sequence[Event], times: Sequence[When], entries: Sequence[LineEntry]) -> tuple[Event, ...]:
    """Return the events with `line` filled.

    What is alleged opens with who alleges it; what another vouches for ends with who says so.
    """
    words = {t.id: t.text for t in times}
    return tuple(msgspec.structs.replace(e, line=line_of(e, words, entries)) for e in events)


def line_of(event: Event, words: dict[str, str], entries: Sequence[LineEntry]) -> str:
    """Return the line of one event; `words` holds the words of each time by its id."""
    entry = next((e for e in entries if e.fits(event)), None)
    if entry is None:
        entry = LineEntry(type=event.type, words=f"{event.type.lower()} towards", alone=event.type.lower(), joins=True)
    told = _core(event, entry, words)
    told = (OPEN | PUT_OFF).get(event.status, "") + told
    if event.status == "alleged":
        return f"{_holder(event)} alleges: {told}"
    if event.holder != NARRATOR and event.holder not in {p.name for p in event.actors}:
        return f"{told}, says {_holder(event)}"
    return told


def _holder(event: Event) -> str:
    return event.holder if event.holder not in {NARRATOR, "unnamed"} else "somebody unnamed"


def _core(event: Event, entry: LineEntry, words: dict[str, str]) -> str:
    actors, recipients = _names(event.actors), _names(event.recipients)
    if not actors:
        verb = f"{recipients or 'somebody'} {_agreeing(event, entry.passive or entry.alone or entry.words)}"
    else:
        verb = (
            f"{actors} {_toward(event, entry.words)} {recipients}"
            if recipients
            else (f"{actors} {entry.alone or entry.words}")
        )
    core = verb + _what(event, entry)
    return core + _when(event, words, core)


def _agreeing(event: Event, words: str) -> str:
    """Return the passive with its verb in the plural for several, or for people named by what they are."""
    names = [p.name for p in event.recipients]
    many = len(names) > 1 or any(n[:1].islower() and n.endswith("s") for n in names)
    return "were " + words.removeprefix("was ") if many and words.startswith("was ") else words


def _toward(event: Event, words: str) -> str:
    """Return the verb before the recipients: who is named by a role needs no "people of"."""
    if event.recipients[0].name[:1].isupper():
        return words
    return words.replace(" people of", "").replace(" property of", "").replace(" computers of", "")


def _what(event: Event, entry: LineEntry) -> str:
    """Return what is given, promised, asked or refused: a thing by its words, a deed behind a colon."""
    deed = event.deed
    things = deed.objects if deed is not None else event.objects
    if deed is not None and entry.joins:
        if things and entry.deed == "promised" and deed.type in GIVING and event.recipients:
            return f" {_things(things)}"
        return f": {_short(deed.text)}"
    return f" ({_things(things)})" if things else ""


GIVING = frozenset({"AID", "COOPERATE"})
LONGEST = 160  # characters of a deed's words


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " ..."


def _things(things: Sequence[Thing]) -> str:
    return ", ".join(dict.fromkeys(_short(t.text) for t in things))


def _when(event: Event, words: dict[str, str], core: str) -> str:
    """Return the deadline of what is promised, in the story's words, or the date of the act."""
    deed = event.deed
    if deed is not None and deed.when is not None and deed.when.time in words:
        told = words[deed.when.time]
        return "" if told in core else f", {told}"
    if event.when is None or deed is not None:
        return ""
    told = event.when.value.split("T")[0]
    if "X" in told or not told[:1].isdigit():  # "Monday" of a story without a date
        told = words.get(event.when.time or "", "")
    return f", {told}" if told else ""


def _names(parties: Sequence[Party]) -> str:
    names = list(dict.fromkeys(p.name for p in parties))
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
