"""Whole exports of the bundled stories, read back by programs that are not ours."""

import csv
import io
import json
import shutil
import sqlite3
import struct
import subprocess
from pathlib import Path

import pytest

from redshank.export.kinds import KINDS
from redshank.export.tables import load_tables

TABLES = load_tables()
SHEETS = [name for name, kind in KINDS.items() if kind.layout]
SCHEMAS = {
    "gdelt": "gdelt_v2_events",
    "gdelt_mentions": "gdelt_v2_mentions",
    "polecat": "polecat",
    "icews": "icews",
    "acled": "acled",
    "ged": "ucdp_ged",
    "sipri": "sipri_trade_register_2024plus",
}
FISHERMEN = "Philippine police arrested 11 Chinese fishermen"


@pytest.fixture(scope="module")
def out(archive_path, tmp_path_factory):
    """The folder of an export in all formats, with evidence."""
    from redshank.export.run import export
    from redshank.query import Query
    from redshank.store import Archive

    folder = tmp_path_factory.mktemp("export") / "out"
    with Archive(archive_path) as archive:
        export(archive, Query(), list(KINDS), folder, evidence=True, made="2020-01-01")
    return folder


@pytest.fixture(scope="module")
def manifest(out):
    """The manifest of that export."""
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def rows_of(path, separator, header):
    """Return the rows of a table as pandas reads them."""
    import pandas

    found = pandas.read_csv(path, sep=separator, header=0 if header else None, dtype=str, keep_default_na=False)
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_columns_are_those_of_the_format(name, shared):
    known = json.loads((shared / "schemas" / "columns.json").read_text(encoding="utf-8"))[SCHEMAS[name]]
    columns = [c["name"] if isinstance(c, dict) else c for c in known["columns"]]
    layout = TABLES.format[name]
    assert list(layout.columns) == columns
    assert (layout.separator, layout.header) == (known["sep"], known["header"])


@pytest.mark.parametrize("name", TABLES.format)
def test_each_empty_column_is_one_of_the_format(name):
    layout = TABLES.format[name]
    assert set(layout.empty) <= set(layout.columns)


def test_each_country_of_the_world_has_its_codes():
    assert len([s for s in TABLES.states.values() if s.fips]) > 240
    assert len(TABLES.numeric) > 240
    assert (TABLES.fips("DEU"), TABLES.fips("CHN"), TABLES.fips("ABK")) == ("GM", "CH", "GG")


@pytest.mark.parametrize("name", ["gdelt", "polecat", "icews", "acled", "ged"])
def test_pandas_reads_as_many_rows_and_columns_as_were_written(name, out, manifest):
    layout, said = TABLES.format[name], manifest["formats"][name]
    found = rows_of(out / KINDS[name].file, layout.sign, layout.header)
    assert found.shape == (said["written"], len(layout.columns))
    if layout.header:
        assert tuple(found.columns) == layout.columns


@pytest.mark.parametrize("name", SHEETS)
def test_an_empty_column_is_named_with_a_reason_and_a_filled_one_is_not(name, out, manifest):
    layout = TABLES.format[name]
    with (out / KINDS[name].file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=layout.sign))
    rows = rows[11 if name == "sipri" else 0 :][1 if layout.header else 0 :]
    columns = (*layout.columns, *layout.ours)
    empty = {c for n, c in enumerate(columns) if not any(row[n] for row in rows)}
    assert set(manifest["formats"][name]["empty"]) == empty
    assert set(layout.empty) <= empty


def test_a_row_that_a_reader_can_check(out):
    evidence = {r["id"]: r for r in csv.DictReader((out / "evidence.csv").open(encoding="utf-8", newline=""))}
    (arrest,) = [r for r in evidence.values() if FISHERMEN in r["sentence"] and r["predicate"] == "arrested"]
    layout = TABLES.format["gdelt"]
    found = rows_of(out / "gdelt.export.CSV", "\t", header=False)
    row = dict(zip(layout.columns, found[found[0] == arrest["number"]].iloc[0], strict=True))
    told = {
        "SQLDATE": "20140506",
        "Actor1Code": "PHLCOP",
        "Actor2CountryCode": "CHN",
        "EventCode": "173",
        "QuadClass": "4",
    }
    assert {c: row[c] for c in told} == told
    polecat = rows_of(out / "polecat.txt", "\t", header=True).set_index("Event ID").loc[arrest["id"]]
    assert (polecat["Event Type"], polecat["Event Mode"], polecat["Event Date"]) == ("COERCE", "arrest", "2014-05-06")
    icews = rows_of(out / "icews.tab", "\t", header=True).set_index("Event ID").loc[arrest["number"]]
    assert (icews["CAMEO Code"], icews["Source Country"], icews["Target Country"]) == ("173", "Philippines", "China")
    acled = rows_of(out / "acled.csv", ",", header=True).set_index("event_id_cnty").loc[arrest["id"]]
    assert (acled["sub_event_type"], acled["inter1"], acled["fatalities"]) == ("Arrests", "State forces", "")


def test_mentions_point_at_events(out):
    events = set(rows_of(out / "gdelt.export.CSV", "\t", header=False)[0])
    mentions = rows_of(out / "gdelt.mentions.CSV", "\t", header=False)
    assert mentions.shape[1] == 16
    assert set(mentions[0]) == events


def test_ids_of_gdelt_are_positive_whole_numbers_that_differ(out):
    ids = rows_of(out / "gdelt.export.CSV", "\t", header=False)[0]
    assert ids.is_unique
    assert all(0 < int(i) < 2**63 for i in ids)


def test_an_allegation_never_stands_without_its_holder(out):
    import pandas

    told_by = {r["id"]: r["holder"] for r in csv.DictReader((out / "evidence.csv").open(encoding="utf-8", newline=""))}
    acled = pandas.read_csv(out / "acled.csv", keep_default_na=False)
    for key, notes in zip(acled["event_id_cnty"], acled["notes"], strict=True):
        assert told_by[key] == "narrator" or f"(according to {told_by[key]})" in notes


def test_csv_and_jsonl_and_parquet_hold_the_same_events(out):
    import pandas

    from redshank.ask.rows import COLUMNS

    table = pandas.read_csv(out / "events.csv", keep_default_na=False)
    assert tuple(table.columns) == ("id", *COLUMNS)
    lines = [json.loads(line) for line in (out / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    parquet = pandas.read_parquet(out / "events.parquet")
    assert list(table["id"]) == [line["key"]["id"] for line in lines] == list(parquet["id"])
    assert [a["name"] for a in parquet["actors"][0]] == [a["name"] for a in lines[0]["event"]["actors"]]


def test_jsonl_gives_the_records_back(out):
    import msgspec

    from redshank.records.filed import Filed

    for line in (out / "events.jsonl").read_bytes().splitlines():
        assert msgspec.json.encode(msgspec.json.decode(line, type=Filed)) == line


def test_plover_is_one_object_a_line(out, manifest):
    lines = [json.loads(line) for line in (out / "plover.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == manifest["formats"]["plover"]["written"]
    assert {"id", "date", "actor", "recipient", "event", "mode", "context", "redshank"} <= lines[0].keys()


def test_geojson_shows_towns_only_as_points(out):
    found = json.loads((out / "events.geojson").read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    points = [f for f in found["features"] if f["geometry"]]
    assert points
    assert all(f["properties"]["place_precision"] in ("city", "point") for f in points)
    assert all(-180 <= f["geometry"]["coordinates"][0] <= 180 for f in points)
    assert all(f["properties"]["holder"] for f in found["features"])


def test_geopackage_by_sqlite(out, manifest):
    db = sqlite3.connect(out / "events.gpkg")
    assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert db.execute("PRAGMA user_version").fetchone() == (10300,)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    placed, unplaced = (db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("events", "unplaced"))
    assert placed + unplaced == manifest["formats"]["gpkg"]["written"]
    west, south, east, north = db.execute(
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'events'"
    ).fetchone()
    for (blob,) in db.execute("SELECT geom FROM events"):
        assert blob[:2] == b"GP"
        order, kind, longitude, latitude = struct.unpack_from("<BI2d", blob, 40)
        assert (order, kind) == (1, 1)
        assert west <= longitude <= east
        assert south <= latitude <= north


@pytest.mark.parametrize("name", ["events.gpkg", "events.geojson"])
def test_gdal_reads_the_maps(name, out):
    if shutil.which("ogrinfo") is None:
        pytest.skip("missing outside program ogrinfo")
    ran = subprocess.run(
        ["ogrinfo", "-so", "-al", out / name], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert "Point" in ran.stdout
    assert "holder" in ran.stdout


def test_networkx_reads_the_networks(out):
    import networkx

    first = networkx.read_gexf(out / "network.gexf", version="1.3")
    second = networkx.read_graphml(out / "network.graphml")
    assert first.is_directed()
    assert set(first) == set(second)
    assert first.number_of_edges() == second.number_of_edges() > 20
    for _, _, edge in first.edges(data=True):
        assert edge["holder"]
        assert edge["type"].isupper()


def test_times_of_the_network_are_days(out):
    from datetime import date
    from xml.etree import ElementTree

    edges = ElementTree.parse(out / "network.gexf").getroot().findall(".//{*}edge")
    dated = [e for e in edges if e.get("start")]
    assert dated
    assert all(date.fromisoformat(e.get("start")) <= date.fromisoformat(e.get("end")) for e in dated)


def test_regions_of_label_studio_hold_their_words(out):
    tasks = json.loads((out / "labelstudio.json").read_text(encoding="utf-8"))
    assert len({t["data"]["story"] for t in tasks}) == len(tasks)
    for task in tasks:
        units = task["data"]["text"].encode("utf-16-le")
        for item in task["predictions"][0]["result"]:
            if item["type"] == "labels":
                value = item["value"]
                assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]


def test_labels_of_the_setup_are_those_of_the_tasks(out):
    from xml.etree import ElementTree

    view = ElementTree.parse(out / "labelstudio.config.xml").getroot()
    known = {label.get("value") for label in view.findall(".//Label")}
    tasks = json.loads((out / "labelstudio.json").read_text(encoding="utf-8"))
    used = {r["value"]["labels"][0] for t in tasks for r in t["predictions"][0]["result"] if r["type"] == "labels"}
    assert used <= known


def test_deals_have_eleven_lines_above_the_header_and_the_holder_behind(out):
    import pandas

    found = pandas.read_csv(out / "sipri.csv", skiprows=11, keep_default_na=False)
    assert tuple(found.columns) == (*TABLES.format["sipri"].columns, *TABLES.format["sipri"].ours)
    assert "CANDIDATE" in (out / "sipri.csv").read_text(encoding="utf-8").splitlines()[0]
    assert all(found["Holder"])
    assert set(found["Stage"]) <= {"contracted", "in delivery", "delivered"}
    assert not any(found["TIV deal unit"])


def test_the_manifest_says_what_made_it_and_what_is_missing(out, manifest):
    import hashlib

    assert manifest["made"] == "2020-01-01"
    assert manifest["archive"] == "west"
    assert {"version", "model", "lexicon", "mapping", "gazetteer"} <= manifest["made_with"][0].keys()
    assert "GeoNames" in manifest["notices"][0]
    events = manifest["events"]
    assert events["asked"] == events["kept"] + sum(events["left_out"].values())
    for name, said in manifest["formats"].items():
        assert set(said["files"]) >= {KINDS[name].file}
        for file, facts in said["files"].items():
            assert facts["sha256"] == hashlib.sha256((out / file).read_bytes()).hexdigest()
        if name != "sipri":
            assert said["written"] + sum(said["dropped"].values()) == events["kept"]
    assert set(manifest["files"]) == {"dropped.csv", "evidence.csv"}


def test_what_was_dropped_or_degraded_is_listed(out, manifest):
    rows = list(csv.DictReader((out / "dropped.csv").open(encoding="utf-8", newline="")))
    for name, said in manifest["formats"].items():
        mine = [r for r in rows if r["format"] == name]
        assert len([r for r in mine if r["outcome"] == "dropped"]) == sum(said["dropped"].values())
        assert len([r for r in mine if r["outcome"] == "degraded"]) == sum(d["rows"] for d in said["degraded"])
    left = [r for r in rows if r["format"] == "(all)"]
    assert len(left) == sum(manifest["events"]["left_out"].values())


def test_nothing_is_left_half_written(out):
    assert not list(out.glob("*.part"))


def test_the_same_question_gives_the_same_bytes(archive_path, out, tmp_path):
    from redshank.export.run import export
    from redshank.query import Query
    from redshank.store import Archive

    with Archive(archive_path) as archive:
        export(archive, Query(), list(KINDS), tmp_path / "again", evidence=True, made="2020-01-01")
    for path in sorted(out.iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_no_path_and_no_time_in_the_files(out):
    import datetime

    today = datetime.date.today().isoformat().encode()
    for path in out.iterdir():
        if path.suffix not in (".jsonl", ".parquet", ".csv"):
            assert str(out.parent).encode() not in path.read_bytes()
            assert today not in path.read_bytes(), path.name


def test_one_format_to_a_file(archive_path, tmp_path, redshank):
    ran = redshank("export", archive_path, "--to", "csv", tmp_path / "mine.csv", "--actor", "PHL")
    assert ran.code == 0
    assert ran.out == ""
    assert "wrote" in ran.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.csv", "mine.csv.dropped.csv", "mine.csv.manifest.json"]
    said = json.loads((tmp_path / "mine.csv.manifest.json").read_text(encoding="utf-8"))
    assert said["filters"] == {"actor": ["PHL"]}
    assert said["asked"] == "events by PHL"


def test_the_recipient_is_a_filter_under_its_own_name(archive_path, tmp_path, redshank):
    assert redshank("export", archive_path, tmp_path, "--to", "jsonl", "--recipient", "CHN").code == 0
    lines = (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert events
    assert all("CHN" in {p["country"] for p in e["recipients"]} for e in events)


def test_more_is_written_when_asked_for(archive_path, tmp_path, redshank):
    assert redshank("export", archive_path, tmp_path / "a", "--to", "csv").code == 0
    assert redshank("export", archive_path, tmp_path / "b", "--to", "csv", "--include", "all").code == 0
    few, many = (len((tmp_path / n / "events.csv").read_bytes()) for n in "ab")
    assert few < many


def test_all_deals_when_asked_for(archive_path, tmp_path, redshank, out):
    arguments = ("--to", "sipri", "--include", "stages", "--include", "alleged")
    assert redshank("export", archive_path, tmp_path / "s.csv", *arguments).code == 0
    assert len((tmp_path / "s.csv").read_bytes()) > len((out / "sipri.csv").read_bytes())


def test_nothing_found_says_why(archive_path, tmp_path, redshank):
    ran = redshank("export", archive_path, tmp_path, "--to", "csv", "--since", "2090")
    assert ran.code == 3
    assert ran.err.count("redshank: ") == 1


def test_nothing_written_says_where_the_reasons_are(archive_path, tmp_path, redshank):
    ran = redshank("export", archive_path, tmp_path, "--to", "ged", "--type", "CONSULT")
    assert ran.code == 3
    assert "dropped.csv" in ran.err


def test_a_place_that_cannot_be_written(archive_path, tmp_path, redshank):
    assert redshank("export", archive_path, tmp_path / "no" / "x.csv", "--to", "csv").code == 1
    (tmp_path / "file").write_text("x")
    assert redshank("export", archive_path, tmp_path / "file", "--to", "csv", "--to", "ged").code == 1
    assert redshank("export", archive_path, tmp_path, "--to", "nonsense").code == 2


def test_an_archive_that_keeps_offsets_gives_no_words(bundled, tmp_path, redshank):
    from redshank.store import open_writer
    from redshank.store.index import refresh_index
    from redshank.store.text import refresh_text

    sentences = set()
    with open_writer(tmp_path / "bare", keep="offsets") as writer:
        for reading in bundled.values():
            writer.add(reading)
            sentences |= {e.evidence.text for e in reading.events}
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    names = [n for n in KINDS if n not in ("labelstudio",)]
    arguments = [a for n in names for a in ("--to", n)]
    assert redshank("export", tmp_path / "bare", tmp_path / "out", *arguments, "--evidence").code == 0
    for path in (tmp_path / "out").iterdir():
        held = path.read_bytes()
        assert not any(s.encode() in held for s in sentences if len(s) > 40), path.name
    ran = redshank("export", tmp_path / "bare", tmp_path / "tasks.json", "--to", "labelstudio")
    assert ran.code == 3
    assert json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8")) == []


def test_what_is_negative_stays_a_number():
    from redshank.export.cells import RowWriter

    held = io.StringIO()
    RowWriter(held, ",").write([-0.2298, -5.0, "-5", "=1+1", "@x", "plain", None])
    assert held.getvalue() == "-0.2298,-5.0,'-5,'=1+1,'@x,plain,\r\n"


def test_the_file_of_data_is_one_that_a_person_may_read():
    path = Path(__file__).parents[2] / "src" / "redshank" / "data" / "exports.toml"
    assert all(len(line) <= 140 for line in path.read_text(encoding="utf-8").splitlines())
