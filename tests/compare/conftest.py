"""A small archive, written by hand, and other people's files in their exact layouts. All of it is invented."""

import itertools

import pytest

from redshank.compare.feeds_parties import Parties
from redshank.query import Names
from redshank.records import Event, Reading, Span
from redshank.records.event import EventPlace, EventTime, Evidence, Party
from redshank.records.resolved import Place, Published
from redshank.records.span import Score
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text

SURE = Score(value=0.9, why="by hand")
STATES = {"RUS": "Russia", "UKR": "Ukraine", "BLR": "Belarus", "POL": "Poland", "LTU": "Lithuania"}
QUADS = {"CONSULT": "verbal cooperation", "ASSAULT": "material conflict", "ACCUSE": "verbal conflict"}
CAMEO = {"CONSULT": "042", "ASSAULT": "190", "ACCUSE": "112"}
PLACES = {
    "Brest": ("city", "BLR", 52.1, 23.7),
    "Vilnius": ("city", "LTU", 54.69, 25.28),
    "Ukraine": ("country", "UKR", 49, 32),
}
numbers = itertools.count(1)


def party(code):
    return Party(actor=code, name=STATES[code], code=code, country=code, span=Span(0, 4), text=STATES[code])


def event(day, kind, actors, recipients=(), place=None, sentence="They did so.", **more):
    return Event(
        **{"status": "happened", "holder": "narrator", "quad": QUADS[kind], "cameo": CAMEO[kind], **more},
        id="e1",
        type=kind,
        frame="meet" if kind == "CONSULT" else "act",
        factuality=3.0,
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        when=EventTime(time=None, value=day, earliest=day, latest=day, basis="syntax"),
        place=EventPlace(place=place, name=place, basis="syntax") if place else None,
        evidence=Evidence(span=Span(0, len(sentence)), text=sentence),
        predicate=Span(0, 4),
        entry="act/act",
        score=SURE,
        zone="body",
    )


def reading(one):
    key = f"{next(numbers):016x}"
    places = tuple(
        Place(
            id=n,
            name=n,
            text=n,
            score=SURE,
            span=Span(0, 4),
            place_class="x",
            country=c,
            latitude=a,
            longitude=o,
            precision=p,
        )
        for n, (p, c, a, o) in PLACES.items()
    )
    day = one.when.value
    return Reading(
        id=key,
        source_id=f"{key}.txt",
        publisher="Daily Curlew",
        url=f"https://curlew.example/{key}",
        published=Published(value=day, basis="metadata"),
        text=one.evidence.text,
        places=places,
        events=(one,),
    )


def told():
    """Give the events: January, March and April were read, February was not."""
    for day in ("2024-01-05", "2024-01-19", "2024-03-04"):
        yield event(day, "CONSULT", ["RUS"], ["BLR"], "Brest", f"They met on {day}.")
    yield event("2024-01-05", "CONSULT", ["RUS"], ["BLR"], "Brest", "They met, told again.")
    yield event(
        "2024-01-12", "ASSAULT", ["RUS"], ["UKR"], None, "They shot =1+1 first.", holder="Ukraine", status="alleged"
    )
    yield event("2024-03-20", "ASSAULT", ["RUS"], [], "Ukraine", "They struck hard.")
    yield event("2024-04-02", "ACCUSE", ["POL"], ["BLR"], None, "They blamed it.")
    yield event("2024-04-03", "CONSULT", ["LTU", "POL"], [], "Vilnius", "They sat together.")
    yield event("2024-04-04", "CONSULT", ["RUS"], ["BLR"], None, "They had met long before.", background=True)


@pytest.fixture(scope="session")
def curlew_path(tmp_path_factory):
    """The path of the small archive; for reading only."""
    path = tmp_path_factory.mktemp("curlew") / "curlew"
    with open_writer(path) as writer:
        for one in map(reading, told()):
            writer.add(one)
            writer.sight(one.id, one.source_id, one.publisher, one.url, one.published.value)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    return path


@pytest.fixture
def curlew(curlew_path):
    """The small archive, opened."""
    with Archive(curlew_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def names():
    """The names of a question."""
    return Names()


@pytest.fixture
def parties(names):
    """Looks names up; a new count for each test."""
    return Parties(names)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file and returns its path."""

    def make(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make
