"""Readers of other people's files: each layout, and what is broken in them."""

import gzip
import io
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.layouts import ACLED, GED, ICEWS, POLECAT, day, gdelt_columns, gdelt_line, lines_of
from redshank.compare.feeds import Feed
from redshank.compare.feeds_dates import days_of, order_of
from redshank.compare.feeds_formats import load_feeds
from redshank.records.errors import InputError


def read(path, parties, wanted=None):
    feed = Feed(path, parties, wanted)
    return feed, list(feed.events())


@pytest.mark.parametrize("width", [61, 58, 57])
def test_gdelt_is_known_by_its_width(width, write, parties):
    assert len(gdelt_columns(width)) == width
    lines = [
        gdelt_line("2024-01-05", "RUS", "BLR", "042", width, ActionGeo_CountryCode="BO", ActionGeo_Lat="52.1"),
        gdelt_line("2024-01-06", "ROM", "", "0311", width, Actor2KnownGroupCode="NAT"),
        gdelt_line("2024-01-07", "EUR", "RUS", "010", width, Actor1KnownGroupCode="EEC"),
    ]
    feed, found = read(write("20240105.export.CSV", "\n".join(lines) + "\n"), parties)
    assert feed.format.id == "gdelt" and not feed.has_header
    assert [(e.actors, e.recipients, e.type) for e in found] == [
        (("RUS",), ("BLR",), "CONSULT"),
        (("ROU",), ("NATO",), "AGREE"),
        (("EUR",), ("RUS",), None),
    ]
    assert found[0].day == "2024-01-05" and found[0].country == "BLR" and found[0].latitude == 52.1
    assert not feed.types  # a statement is known, and no event


def test_gdelt_packed_and_broken(write, parties):
    good = gdelt_line("2024-01-05", "RUS", "BLR", "042")
    text = "\n".join([good, "half\ta line", gdelt_line("0000-00-00", "RUS", "BLR", "042"), good]) + "\n"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("20240105.export.CSV", text)
    for name, raw in (("a.zip", held.getvalue()), ("a.gz", gzip.compress(text.encode())), ("a.CSV", text)):
        feed, found = read(write(name, raw), parties)
        assert len(found) == 2, name
        (line,) = feed.tally.lines(name)
        assert "2 rows skipped: line 2: 2 cells instead of 61; line 3: no date in '00000000'" in line


def test_gdelt_with_a_header_from_a_query(write, parties):
    row = {"GLOBALEVENTID": 1, "SQLDATE": 20240105, "Actor1CountryCode": "RUS", "EventCode": "190"}
    feed, found = read(
        write("q.csv", lines_of(["GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "EventCode"], [row], ",")), parties
    )
    assert feed.has_header and [e.type for e in found] == ["ASSAULT"]


@pytest.mark.parametrize("intensity", ["Intensity", "Event Intensity"])
def test_polecat(intensity, write, parties):
    columns = [intensity if c == "Intensity" else c for c in POLECAT]
    row = {
        "Event ID": "E1",
        "Event Date": "2024-01-05",
        "Event Type": "CONSULT",
        "Actor Name": "Alyaksandr Lukashenka; Vladimir Putin",
        "Actor Country": "BLR; RUS",
        "Recipient Name": "North Atlantic Treaty Organization",
        "Recipient Country": "None",
        "Country": "BLR",
        "Latitude": "None",
    }
    text = lines_of([*columns, "Headline"], [row | {"Headline": "Talks"}], "\t").replace("\n", "\t\t\n")  # excess tabs
    feed, (found,) = read(write("p.txt", text), parties)
    assert feed.format.id == "polecat" and not feed.tally.broken
    assert (found.actors, found.recipients, found.type) == (("BLR", "RUS"), ("NATO",), "CONSULT")
    assert found.latitude is None and found.country == "BLR" and found.text == "Talks"


def test_icews_keeps_repeated_ids_and_knows_countries_by_name(write, parties):
    row = {
        "Event ID": 7,
        "Event Date": "2014-03-02",
        "Source Country": "Russian Federation",
        "Target Country": "Ukraine",
    }
    row |= {
        "Source Name": "Military (Russia)",
        "Target Name": "Citizen (Ukraine)",
        "CAMEO Code": "190",
        "Country": "Ukraine",
    }
    feed, found = read(write("i.tab", lines_of(ICEWS, [row, row | {"CAMEO Code": "999"}], "\t")), parties)
    assert feed.format.id == "icews" and [e.id for e in found] == ["7", "7"]
    assert found[0].actors == ("RUS",) and found[0].recipients == ("UKR",) and found[0].country == "UKR"
    assert [e.type for e in found] == ["ASSAULT", None] and feed.types == {"999": 1}


@pytest.mark.parametrize("written", ["2024-01-12", "12 January 2024", "12-Jan-2024"])
def test_acled_and_an_older_set_of_columns(written, write, parties):
    row = {
        "event_id_cnty": "UKR1",
        "data_id": "1",
        "event_date": written,
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Military Forces of Russia (2000-) Air Force",
        "actor2": "Civilians (Ukraine)",
        "country": "Ukraine",
        "location": "Lark Town",
        "latitude": 49.5,
        "longitude": 36.1,
    }
    for columns in (
        ACLED,
        ["data_id", *(c for c in ACLED if c not in ("disorder_type", "civilian_targeting", "tags"))],
    ):
        feed, (found,) = read(write("a.csv", lines_of(columns, [row], ",")), parties)
        assert feed.format.id == "acled" and not feed.format.directed
        assert (found.day, found.actors, found.recipients) == ("2024-01-12", ("RUS",), ("UKR",))
        assert (found.type, found.country, found.longitude) == ("ASSAULT", "UKR", 36.1)


def test_ged_by_numbers_of_states_and_by_names(write, parties):
    row = {
        "id": 1,
        "type_of_violence": 1,
        "side_a": "Government of Russia (Soviet Union)",
        "side_b": "Government of Ukraine",
    }
    row |= {
        "date_start": "2024-01-05 00:00:00.000",
        "date_end": "2024-01-09 00:00:00.000",
        "gwnoa": 365,
        "gwnob": "369.0",
    }
    old = row | {"date_start": "1989-05-01", "date_end": "1989-05-01"}
    nameless = row | {"gwnoa": "", "gwnob": "", "side_b": "The Larks"}
    feed, found = read(write("ged.csv", lines_of(GED, [row, old, nameless], ",")), parties)
    assert feed.format.id == "ged" and {e.type for e in found} == {"ASSAULT"}
    assert (found[0].actors, found[0].recipients, found[0].day, found[0].day_to) == (
        ("RUS",),
        ("UKR",),
        "2024-01-05",
        "2024-01-09",
    )
    assert found[1].actors == ("SUN",) and found[2].actors == ("RUS",) and found[2].recipients == ()
    assert parties.unknown["The Larks"] == 1


def test_a_quote_that_never_closes_costs_its_rows_and_says_so(write, parties):
    rows = [{"event_date": f"2024-01-0{n}", "event_type": "Battles", "actor1": "x", "location": "y"} for n in (1, 2)]
    text = lines_of(ACLED, rows, ",") + '"2024-01-03,open quote\nand more\n'
    feed, found = read(write("a.csv", text), parties)
    assert len(found) == 2 and "lines 4 to 5" in feed.tally.lines("a.csv")[0]


def test_other_encodings(write, parties):
    row = {
        "event_date": "2024-01-05",
        "event_type": "Battles",
        "actor1": "Military Forces of Côte d'Ivoire",
        "location": "é",
    }
    text = lines_of(ACLED, [row], ",")
    feed, (found,) = read(write("a.csv", text.encode("cp1252")), parties)
    assert found.actors == ("CIV",) and found.place == "é"
    assert "read as cp1252" in feed.tally.lines("a.csv")[0]
    _, (found,) = read(write("b.csv", text.encode("utf-16")), parties)
    assert found.place == "é"
    _, (found,) = read(write("c.csv", text.encode("utf-8-sig")), parties)
    assert found.place == "é"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"%PDF-1.7 something", "table in CSV or TSV"),
        (b"just words", "no table"),
        (b"a,b,c\n1,2,3\n", "no format that we know"),
        (gzip.compress(b"abc" * 5000, mtime=0)[:40], "Is the file whole?"),
    ],
)
def test_what_is_no_feed(raw, said, write, parties):
    with pytest.raises(InputError, match=said):
        list(Feed(write("x", raw), parties).events())


def test_a_wrong_choice_names_the_columns_that_are_missing(write, parties):
    path = write("x.csv", "event_date,event_kind,actor1,location\n2024-01-01,a,b,c\n")
    with pytest.raises(InputError, match="event_type"):
        Feed(path, parties, "acled")
    with pytest.raises(InputError, match="61 or 58 or 57 columns"):
        Feed(path, parties, "gdelt")


def test_the_table_of_types_holds_types_only(names):
    feeds, known = load_feeds(), {t.id for t in names.ontology.type}
    assert {*feeds.cameo} - {"none"} == known
    assert {*feeds.words} <= known and all(set(f.covers) <= known for f in feeds.format)
    assert all(code in names.codes for code in feeds.groups.values())
    assert set(feeds.guess) >= {"date", "actor", "to", "type", "place", "lat", "lon"}
    weights = msgspec.structs.asdict(feeds.match)
    assert sum(weights[w] for w in ("time", "parties", "type", "place")) == pytest.approx(1)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *(("042", "CONSULT"), ("0356", "CONCEDE"), ("036", "AGREE"), ("1124", "ACCUSE"), ("116", "SANCTION")),
        *(("191", "COERCE"), ("193", "ASSAULT"), ("1712", "ASSAULT"), ("1711", "COERCE"), ("010", None), ("77", None)),
    ],
)
def test_cameo_codes(code, kind):
    assert load_feeds().type_of_cameo(code) == kind


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("20240203", "2024-02-03", "2024-02-03"),
        ("2024-02-03T10:00:00Z", "2024-02-03", "2024-02-03"),
        ("03.02.2024", "2024-02-03", "2024-02-03"),
        ("25/02/2024", "2024-02-25", "2024-02-25"),
        ("3 February 2024", "2024-02-03", "2024-02-03"),
        ("Feb 3, 2024", "2024-02-03", "2024-02-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("02/03/24", "2024-02-03", "2024-02-03"),
    ],
)
def test_dates(cell, first, last):
    assert days_of(cell) == (day(first), day(last))


@pytest.mark.parametrize("cell", ["", "soon", "2024-13-01", "31/31/2024", "2024-02-30", "00000000"])
def test_no_dates(cell):
    assert days_of(cell) is None


def test_which_comes_first_is_told_from_the_column():
    assert order_of(["03/04/2024", "25/04/2024"]) == ("day", None)
    assert order_of(["03/04/2024", "04/25/2024"]) == ("month", None)
    order, said = order_of(["03/04/2024"])
    assert order == "month" and "month first is assumed; --day-first" in said
    assert "mix" in order_of(["25/04/2024", "04/25/2024"])[1]
    assert order_of(["03/04/2024"], "day") == ("day", None)
    assert days_of("03/04/2024", "day")[0] == day("2024-04-03")


@given(st.dates(min_value=day("1970-01-01"), max_value=day("2068-12-31")))
def test_every_day_is_read_in_each_way_of_writing_it(one):
    for form in ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"):
        assert days_of(one.strftime(form)) == (one, one)
    assert days_of(one.strftime("%d/%m/%y"), "day") == (one, one)
    assert days_of(one.strftime("%m/%d/%Y"), "month") == (one, one)
