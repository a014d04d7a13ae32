"""Events made by hand, so that a test says all that it needs."""

import msgspec

from redshank.export.told import Seen, StoryFacts, Told
from redshank.records import Deed, Event, EventPlace, Evidence, Party, Place, Score, Span
from redshank.records.filed import CastMember, EventKey, Filed

SENTENCE = "Police in Arcadia arrested two fishermen on Monday."
SURE = Score(value=0.9, why="made")


def party(name, code=None, country=None, sectors=(), actor="a1", text=None, span=(0, 6)):
    """Return a party of an event."""
    return Party(
        actor=actor, name=name, code=code, country=country, sectors=sectors, span=Span(*span), text=text or name
    )


def member(name, kind, actor="a1", code=None, country=None, sectors=(), office=None):
    """Return an actor of the cast."""
    return CastMember(id=actor, name=name, kind=kind, code=code, country=country, sectors=sectors, office=office)


PHL = party("Philippine police", "PHL", "PHL", ("COP",), "a1")
CHN = party("China", "CHN", "CHN", (), "a2", span=(27, 32))
CAST = (
    member("Philippine police", "institution", "a1", "PHL", "PHL", ("COP",)),
    member("China", "state", "a2", "CHN", "CHN"),
)


def place(precision="city", **more):
    """Return a place."""
    given = {
        "id": "pl1",
        "span": Span(10, 17),
        "text": "Kharkiv",
        "name": "Kharkiv",
        "geonameid": "706483",
        "latitude": 49.98,
        "longitude": 36.25,
        "country": "UKR",
        "admin1": "Kharkiv Oblast",
        "admin2": "Kharkiv Raion",
        "precision": precision,
        "where_prec": 1,
        "geo_precision": 1,
        "priogrid": 201673,
        "score": SURE,
    }
    return Place(place_class="city", **{**given, **more})


def deed(status="promised", **more):
    """Return a deed."""
    return Deed(frame=None, status=status, span=Span(0, 6), text="to give", **more)


def told(key=None, story=None, **event):
    """Return an event with its story; what is not given is that of an arrest by Philippine police."""
    given = {
        "id": "e1",
        "type": "COERCE",
        "modes": ("arrest",),
        "contexts": ("legal",),
        "cameo": "173",
        "quad": "material conflict",
        "frame": "arrest",
        "status": "happened",
        "holder": "narrator",
        "factuality": 3.0,
        "actors": (PHL,),
        "recipients": (CHN,),
        "evidence": Evidence(span=Span(0, len(SENTENCE)), text=SENTENCE),
        "predicate": Span(18, 26),
        "entry": "arrest/arrest",
        "score": SURE,
        "zone": "body",
    }
    about = {
        "id": "00000000000000ff",
        "story": "00000000000000aa",
        "published": "2014-05-08",
        "day_from": "2014-05-06",
        "day_to": "2014-05-06",
        "day_basis": "text",
        "cast": CAST,
        "engine": "made",
    }
    facts = StoryFacts(
        id="00000000000000aa",
        publisher="Cape Wire",
        url="https://cape.example/1",
        title="Arrests at sea",
        published="2014-05-08",
        chars=400,
        seen=(Seen(publisher="Cape Wire", url="https://cape.example/1", published="2014-05-08"),),
    )
    filed = Filed(key=EventKey(**{**about, **(key or {})}), event=Event(**{**given, **event}))
    return Told(filed=filed, story=msgspec.structs.replace(facts, **(story or {})))


def at(where):
    """Return the fields that put an event at a place."""
    return {"key": {"place_at": where}, "place": EventPlace(place="pl1", name=where.name, basis="syntax")}
