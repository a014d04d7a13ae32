"""A copy in PostgreSQL says what the archive says, and a second push changes nothing."""

import tomllib
from importlib.resources import files

import msgspec
import pytest
from adbc_driver_postgresql import dbapi

from redshank.records.errors import InputError, RedshankError
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text
from redshank.tell import extras
from redshank.tell.postgresql import TABLES, hidden, place_of, push
from redshank.tell.tables import columns_of, comments, select_of


def ask(url, sql):
    with dbapi.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def store(path, readings):
    with open_writer(path) as writer:
        for reading in readings:
            writer.add(reading)
            writer.sight(reading.id, reading.source_id, reading.publisher)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    return path


def counts(pushed):
    return {p.table: (p.added, p.changed, p.unchanged, p.removed) for p in pushed}


@pytest.fixture
def schema(request):
    return "t_" + request.node.name.removeprefix("test_")[:40]


@pytest.mark.slow
def test_every_row_arrives_and_a_second_push_changes_nothing(west, postgres, schema):
    with Archive(west) as archive:
        first, second = push(archive, postgres, schema), push(archive, postgres, schema)
        for one, again in zip(first, second, strict=True):
            total = archive.rows(f"SELECT count(DISTINCT id) AS n FROM {one.table}")[0]["n"]
            assert (one.added, one.changed, one.unchanged, one.removed) == (total, 0, 0, 0)
            assert (again.added, again.changed, again.unchanged, again.removed) == (0, 0, total, 0)
            columns = columns_of(archive, one.table)
            ours = archive.index.cursor().execute(f"SELECT * FROM ({select_of(one.table, columns)}) ORDER BY id")
            listed = ", ".join(f'"{c.name}"' for c in columns)
            theirs = ask(postgres, f"SELECT {listed} FROM {schema}.{one.table} ORDER BY id")
            assert [tuple(row) for row in theirs] == ours.fetchall()


@pytest.mark.slow
def test_lists_are_lists_and_columns_are_explained(west, postgres, schema):
    with Archive(west) as archive:
        push(archive, postgres, schema)
    found = ask(postgres, f"SELECT count(*) FROM {schema}.events WHERE 'RUS' = ANY(actor_keys)")
    assert found[0][0] > 0
    kinds = ask(
        postgres,
        "SELECT column_name::text, data_type::text FROM information_schema.columns "
        f"WHERE table_schema = '{schema}' AND table_name = 'events'",
    )
    assert {("modes", "ARRAY"), ("day_from", "date"), ("background", "boolean")} <= {tuple(k) for k in kinds}
    missing = ask(
        postgres,
        "SELECT a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        f"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{schema}' AND c.relkind = 'r' "
        "AND a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL",
    )
    assert missing == []


@pytest.mark.slow
def test_what_is_withdrawn_changes_and_what_is_forgotten_goes(west, bundled, postgres, schema):
    withdrawn, forgotten = bundled["sanctions"], bundled["expulsion"]
    with Archive(west) as archive:
        before = counts(push(archive, postgres, schema))
    with open_writer(west) as writer:
        writer.mark(withdrawn.id, "story", "withdrawn", "killed by the agency")
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
    from redshank.ingest.forget import forget_story

    with open_writer(west) as writer, Archive(west) as archive:
        forget_story(writer, archive, forgotten.id, "asked to")
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    with Archive(west) as archive:
        after = counts(push(archive, postgres, schema))
    events = before["events"][0]
    assert after["events"] == (0, len(withdrawn.events), events - len(withdrawn.events) - len(forgotten.events),
                               len(forgotten.events))  # fmt: skip
    assert after["stories"][1] == after["stories"][3] == after["sightings"][3] == 1
    standing = ask(postgres, f"SELECT DISTINCT standing, reason FROM {schema}.events WHERE story = '{withdrawn.id}'")
    assert [tuple(s) for s in standing] == [("withdrawn", "killed by the agency")]
    assert ask(postgres, f"SELECT 1 FROM {schema}.stories WHERE id = '{forgotten.id}'") == []


@pytest.mark.slow
def test_events_that_a_new_engine_no_longer_finds_go_and_another_archive_is_left_alone(
    bundled, tmp_path, postgres, schema
):
    reading = bundled["sanctions"]
    fewer = msgspec.structs.replace(reading, events=reading.events[1:])
    for name, readings in (("one", [reading]), ("other", [bundled["summit"]]), ("again", [fewer])):
        with Archive(store(tmp_path / name, readings)) as archive:
            pushed = counts(push(archive, postgres, schema))
    assert pushed["events"][3] == 1
    held = ask(postgres, f"SELECT count(*) FROM {schema}.events WHERE story = '{bundled['summit'].id}'")
    assert held[0][0] == len(bundled["summit"].events)


@pytest.mark.slow
def test_an_older_table_gets_the_columns_that_it_lacks(west, postgres, schema):
    with Archive(west) as archive:
        push(archive, postgres, schema)
        with dbapi.connect(postgres) as connection, connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {schema}.events DROP COLUMN line")
            connection.commit()
        pushed = counts(push(archive, postgres, schema))
    assert pushed["events"][1] > 0
    assert ask(postgres, f"SELECT count(*) FROM {schema}.events WHERE line <> ''")[0][0] > 0


@pytest.mark.slow
def test_a_push_that_fails_changes_nothing(west, postgres, schema):
    with dbapi.connect(postgres) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
        cursor.execute(f"CREATE TABLE {schema}.sightings (id integer)")
        connection.commit()
    with Archive(west) as archive, pytest.raises(RedshankError, match="Nothing was changed") as told:
        push(archive, postgres, schema)
    assert "s3cret" not in str(told.value)
    assert ask(postgres, f"SELECT to_regclass('{schema}.events') IS NULL")[0][0]


@pytest.mark.slow
def test_the_command_prints_counts(west, postgres, redshank):
    first = redshank("push", west, postgres, "--schema", "by_command")
    assert first.code == 0, first.err
    assert "by_command.events: " in first.out
    again = redshank("push", west, postgres, "--schema", "by_command")
    assert "0 added, 0 changed" in again.out
    assert "s3cret" not in first.out + first.err


def test_a_server_that_is_not_there_is_told_without_the_password(archive_path, redshank, tmp_path):
    for url in (
        "postgresql://me:s3cret%21word@127.0.0.1:1/db",
        f"postgresql://me@/db?host={tmp_path}&password=s3cret%21word",
        "postgresql://me:s3cret%21word@127.0.0.1:1/db?nonsense",
    ):
        ran = redshank("push", archive_path, url)
        assert ran.code == 1
        assert "Nothing was changed" in ran.err
        assert "s3cret" not in ran.err
        assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("url", ["mysql://localhost/db", "localhost"])
def test_only_postgresql_is_taken(archive_path, url):
    with Archive(archive_path) as archive, pytest.raises(InputError, match="postgresql://"):
        push(archive, url)


@pytest.mark.parametrize("schema", ["pg_catalog", "1st", 'x"; DROP TABLE y', ""])
def test_a_schema_has_a_plain_name(archive_path, schema):
    with Archive(archive_path) as archive, pytest.raises(InputError, match="--schema"):
        push(archive, "postgresql://localhost/db", schema)


def test_passwords_are_hidden_and_places_are_told():
    url = "postgresql://me:p%40ss@db.example:6543/news?sslmode=require"
    assert hidden("auth failed for p@ss and p%40ss", url) == "auth failed for *** and ***"
    assert place_of(url) == "db.example:6543, database news"


def test_every_column_has_a_comment_and_no_comment_is_left_over(archive_path):
    told = tomllib.loads(files("redshank.data").joinpath("postgresql.toml").read_text(encoding="utf-8"))
    with Archive(archive_path) as archive:
        for table in TABLES:
            names = {c.name for c in columns_of(archive, table)}
            assert names <= comments(table).keys()
            assert told[table].keys() - {"table"} <= names


def test_a_missing_extra_says_how_to_install_it(archive_path, monkeypatch):
    monkeypatch.setattr(extras.importlib, "import_module", _missing)
    with Archive(archive_path) as archive, pytest.raises(RedshankError, match=r"pip install 'redshank\[postgres\]'"):
        push(archive, "postgresql://localhost/db")


def _missing(name):
    raise ImportError(name)
