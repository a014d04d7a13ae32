"""One flat row an event, with fixed columns: what CSV files and data frames hold."""

from collections.abc import Iterable, Iterator

import msgspec

from redshank.records import Event, Own, Party, Place, Reading


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a row. Lists are joined with `; `; an empty cell means that the text does not say."""

    story_id: str
    source_id: str
    publisher: str | None
    url: str | None
    published: str | None
    published_basis: str | None
    event_id: str
    type: str
    modes: str
    contexts: str
    cameo: str | None
    quad: str
    status: str
    holder: str
    factuality: float
    background: bool
    actor_names: str
    actor_codes: str
    actor_countries: str
    actor_sectors: str
    recipient_names: str
    recipient_codes: str
    recipient_countries: str
    recipient_sectors: str
    frame: str
    objects: str
    deed_frame: str | None
    deed_status: str | None
    deed_when: str | None
    deed_condition: str | None
    when: str | None
    when_earliest: str | None
    when_latest: str | None
    when_precision: str | None
    when_basis: str | None
    place: str | None
    place_geonameid: str | None
    place_country: str | None
    place_latitude: float | None
    place_longitude: float | None
    place_precision: str | None
    place_basis: str | None
    speakers: str
    answers: str
    zone: str
    predicate: str
    sentence: str
    sentence_start: int
    sentence_end: int
    score: float
    why: str
    line: str
    own: str
    own_fields: str


COLUMNS: tuple[str, ...] = Row.__struct_fields__


def rows(readings: Iterable[Reading]) -> Iterator[Row]:
    """Give one row for each event of each reading, in order."""
    for reading in readings:
        places = {p.id: p for p in reading.places}
        for event in reading.events:
            yield _row(reading, event, places)


def _row(reading: Reading, event: Event, places: dict[str, Place]) -> Row:
    place = places.get(event.place.place) if event.place else None
    deed, when, published = event.deed, event.when, reading.published
    condition = deed.condition.of(reading.text) if deed and deed.condition else None
    return Row(
        story_id=reading.id,
        source_id=reading.source_id,
        publisher=reading.publisher,
        url=reading.url,
        published=published.value if published else None,
        published_basis=published.basis if published else None,
        event_id=event.id,
        type=event.type,
        modes="; ".join(event.modes),
        contexts="; ".join(event.contexts),
        cameo=event.cameo,
        quad=event.quad,
        status=event.status,
        holder=event.holder,
        factuality=event.factuality,
        background=event.background,
        actor_names=_names(event.actors),
        actor_codes=_codes(event.actors),
        actor_countries=_countries(event.actors),
        actor_sectors=_sectors(event.actors),
        recipient_names=_names(event.recipients),
        recipient_codes=_codes(event.recipients),
        recipient_countries=_countries(event.recipients),
        recipient_sectors=_sectors(event.recipients),
        frame=event.frame,
        objects="; ".join(t.text for t in (*event.objects, *(deed.objects if deed else ()))),
        deed_frame=deed.frame if deed else None,
        deed_status=deed.status if deed else None,
        deed_when=deed.when.value if deed and deed.when else None,
        deed_condition=condition,
        when=when.value if when else None,
        when_earliest=when.earliest if when else None,
        when_latest=when.latest if when else None,
        when_precision=when.precision if when else None,
        when_basis=when.basis if when else None,
        place=event.place.name if event.place else None,
        place_geonameid=place.geonameid if place else None,
        place_country=place.country if place else None,
        place_latitude=place.latitude if place else None,
        place_longitude=place.longitude if place else None,
        place_precision=place.precision if place else None,
        place_basis=event.place.basis if event.place else None,
        speakers="; ".join(event.speakers),
        answers="; ".join(event.answers),
        zone=event.zone,
        predicate=event.predicate.of(reading.text),
        sentence=event.evidence.text,
        sentence_start=event.evidence.span.start,
        sentence_end=event.evidence.span.end,
        score=event.score.value,
        why=event.score.why,
        line=event.line,
        own="; ".join(own_words(o) for o in event.own),
        own_fields="; ".join(f"{o.codebook}.{f.name}={f.value}" for o in event.own for f in o.fields),
    )


def own_words(own: Own) -> str:
    """Return the coding by a user's codebook in one word: `sea:BOARDING/armed`."""
    return f"{own.codebook}:{'/'.join((own.type, *own.modes))}"


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(p.name for p in parties)


def _codes(parties: Iterable[Party]) -> str:
    return "; ".join(dict.fromkeys(p.code for p in parties if p.code))


def _countries(parties: Iterable[Party]) -> str:
    return "; ".join(dict.fromkeys(p.country for p in parties if p.country))


def _sectors(parties: Iterable[Party]) -> str:
    return "; ".join(dict.fromkeys(s for p in parties for s in p.sectors))
