"""A small press, written by hand: two papers, three months, of which one was not read."""

import itertools

import pytest

from redshank.query import Names
from redshank.records import Claim, Event, Reading, Skipped, Span
from redshank.records.claim import Source
from redshank.records.event import Deed, EventPlace, EventTime, Evidence, Party, Thing
from redshank.records.resolved import Actor, Equipment, Place, Published
from redshank.records.span import Score
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text

PEOPLE = {
    "RUS": ("Russia", "RUS", "RUS", ()),
    "UKR": ("Ukraine", "UKR", "UKR", ()),
    "BLR": ("Belarus", "BLR", "BLR", ()),
    "POL": ("Poland", "POL", "POL", ()),
    "NATO": ("North Atlantic Treaty Organization", "NATO", None, ("MIL",)),
    "army": ("Russian army", "RUS", "RUS", ("MIL",)),
    "Putin": ("Vladimir Putin", "RUS", "RUS", ("GOV",)),
    "officials": ("officials", None, None, ()),
}
SURE = Score(value=1.0, why="by hand")
numbers = itertools.count(1)


def party(key):
    name, code, country, sectors = PEOPLE[key]
    return Party(actor=key, name=name, code=code, country=country, sectors=sectors, span=Span(0, 4), text=name)


def event(kind, actors, recipients=(), sentence="They met.", **more):
    """Make an event; `when` is (earliest, latest), `place` a name of PLACES, `arms` of ARMS."""
    when, place, arms = more.pop("when", None), more.pop("place", None), more.pop("arms", None)
    told = EventTime(time=None, value=when[0], earliest=when[0], latest=when[1], basis="syntax") if when else None
    deed = more.pop("deed", None)
    return Event(
        **{"id": "e1", "quad": "verbal cooperation", "frame": "meet", "status": "happened", "holder": "narrator"}
        | {"factuality": 3.0, "entry": "meet/meet", "zone": "body", "score": Score(value=0.8, why="by hand")}
        | more,
        type=kind,
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        objects=(Thing(span=Span(0, 4), text=arms, equipment=arms),) if arms else (),
        when=told,
        deed=Deed(frame="supply", status=deed, span=Span(0, 4), text="They") if deed else None,
        place=EventPlace(place=place, name=place, basis="syntax") if place else None,
        evidence=Evidence(span=Span(0, len(sentence)), text=sentence),
        predicate=Span(5, 8),
    )


PLACES = {
    "Brest": ("city", "city", "BLR", 52.1, 23.7),
    "Belarus": ("country", "country", "BLR", 52.1, 23.8),
    "Antipodes": ("facility", "point", "NZL", 0.0, 179.9),
}
ARMS = {"Iskander-M": ("Iskander-M", "ballistic missile system"), "rifles": (None, "small arms")}


def reading(publisher, day, *events, claims=()):
    """Make the reading of a story that tells these events, each in a sentence of its own."""
    text, moved = "", []
    for number, one in enumerate(events, 1):
        start = len(text)
        text += one.evidence.text + " "
        moved.append(replaced(one, f"e{number}", start))
    key = f"{next(numbers):016x}"
    return Reading(
        id=key,
        source_id=f"{key}.txt",
        publisher=publisher,
        title=f"Story of {day}",
        published=Published(value=day, basis="metadata") if day else None,
        text=text or "Nothing happened.",
        events=tuple(moved),
        claims=tuple(claims),
        actors=tuple(
            Actor(id=k, name=n, kind="state", code=c, country=s, sectors=x, mentions=(Span(0, 4),), score=SURE)
            for k, (n, c, s, x) in PEOPLE.items()
        ),
        places=tuple(
            Place(
                id=n,
                name=n,
                text=n,
                score=SURE,
                span=Span(0, 4),
                place_class=k,
                country=c,
                latitude=lat,
                longitude=lon,
                precision=p,
            )
            for n, (k, p, c, lat, lon) in PLACES.items()
        ),
        equipment=tuple(Equipment(id=n, designation=d, equipment_class=k) for n, (d, k) in ARMS.items()),
    )


def replaced(one, key, start):
    import msgspec

    at = Span(start, start + len(one.evidence.text))
    return msgspec.structs.replace(
        one,
        id=key,
        evidence=Evidence(span=at, text=one.evidence.text),
        predicate=Span(start + 5, start + 8),
    )


def claim(key, name, actor, *events, status="asserted"):
    source = Source(name=name, span=Span(0, 4), actor=actor)
    return Claim(id=key, source=source, cue=None, content=(Span(0, 4),), status=status, events=events)


def press():
    """Give the stories: January and March were read, February was not."""
    yield reading(
        "Alpha",
        "2024-01-10",
        event(
            "CONSULT",
            ["RUS"],
            ["BLR"],
            "They met in Brest.",
            place="Brest",
            modes=("visit",),
            score=Score(value=0.9, why=""),
        ),
        event(
            "AGREE",
            ["Putin"],
            ["BLR"],
            "They will send missiles.",
            arms="Iskander-M",
            deed="promised",
            contexts=("military",),
        ),
        event(
            "ASSAULT",
            ["army"],
            ["UKR"],
            "They shot =1+1 first.",
            status="alleged",
            holder="Ukraine",
            speakers=("Ukraine",),
        ),
        claims=(claim("c1", "Ukraine", "UKR", "e3"), claim("c2", "Vladimir Putin", "Putin", "e2", status="promised")),
    )
    yield reading(
        "Alpha",
        "2024-01-20",
        event(
            "ASSAULT", ["UKR"], ["RUS"], "They struck <back> hard.", when=("2024-01-19", "2024-01-19"), place="Belarus"
        ),
        event("CONSULT", ["RUS"], ["BLR"], "They had met before.", when=("1999-12-01", "1999-12-31"), background=True),
        event(
            "ACCUSE",
            ["NATO"],
            ["RUS"],
            "They spoke of rifles.",
            holder="officials",
            speakers=("officials",),
            arms="rifles",
        ),
        claims=(claim("c1", "officials", "officials", "e3"),),
    )
    yield reading("Beta", "2024-03-05", event("CONSULT", ["BLR", "POL"], ["POL", "BLR"], place="Antipodes"))
    yield reading("Beta", "2024-03-06")


@pytest.fixture(scope="session")
def press_path(tmp_path_factory):
    """The archive of the small press; for reading only."""
    path = tmp_path_factory.mktemp("press") / "press"
    with open_writer(path) as writer:
        for one in press():
            writer.add(one)
            writer.sight(one.id, one.source_id, one.publisher, None, one.published.value)
        writer.skip(
            Skipped(source_id="x.txt", reason="language", message="it looks like 'de', not en"), "Beta", "2024-03-07"
        )
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    return path


@pytest.fixture
def archive(press_path):
    """The small press, opened."""
    with Archive(press_path) as opened:
        yield opened


@pytest.fixture
def together(tmp_path):
    """An archive of one story: two who meet, and two who attack side by side."""
    with open_writer(tmp_path / "together") as writer:
        attack = event("ASSAULT", ["RUS", "BLR"], sentence="They fought.", frame="attack")
        writer.add(reading("Alpha", "2024-01-10", event("CONSULT", ["NATO", "POL"]), attack))
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
    with Archive(tmp_path / "together") as opened:
        yield opened


@pytest.fixture(scope="session")
def names():
    """The names that a question may use."""
    return Names()
