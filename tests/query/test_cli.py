"""`find`, `count` and `sql` on the command line."""

import csv
import io
import json

import pytest

from redshank.ask.rows import COLUMNS


def test_find_shows_events_with_their_holders(redshank, press_path, monkeypatch):
    for columns in ("80", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        ran = redshank("find", press_path)
        assert ran.code == 0
        assert "alleged, according to Ukraine" in ran.out
        assert "2024-01-10*" in ran.out
        assert "* day of publication" in ran.out
        assert "7 events in 3 stories: all events. 1 recalled from long before" in ran.out
        assert max(map(len, ran.out.splitlines()[:-1])) <= int(columns)


def test_find_says_how_many_more(redshank, press_path):
    ran = redshank("find", press_path, "--limit", 2, "--offset", 1)
    assert "4 more: --offset 3" in ran.out


def test_find_one_event_in_full(redshank, press_path):
    line = json.loads(redshank("find", press_path, "--text", "missiles", "--format", "jsonl").out)
    ran = redshank("find", press_path, line["key"]["id"][:10])
    assert ran.code == 0
    for words in (
        "They will send missiles.",
        "Vladimir Putin",
        "Iskander-M",
        "promised",
        "by hand",
        "Story of 2024-01-10",
    ):
        assert words in ran.out
    assert json.loads(redshank("find", press_path, line["key"]["id"], "--format", "json").out) == line
    assert redshank("find", press_path, "ffff").code == 3
    assert redshank("find", press_path, line["key"]["id"], "--format", "csv").code == 2


@pytest.mark.parametrize(("form", "sign"), [("csv", ","), ("tsv", "\t")])
def test_find_writes_the_columns_of_code_and_guards_formulas(redshank, press_path, form, sign):
    ran = redshank("find", press_path, "--type", "ASSAULT", "--format", form)
    rows = list(csv.DictReader(io.StringIO(ran.out), delimiter=sign))
    assert list(rows[0]) == ["id", *COLUMNS]
    assert [r["sentence"] for r in rows] == ["They shot =1+1 first.", "They struck <back> hard."]
    assert rows[0]["predicate"] == "sho"
    assert rows[1]["place_precision"] == "country"
    assert "2 events" in ran.err


def test_a_cell_that_would_run_is_guarded(redshank, tmp_path, press_path):
    from redshank.query.write import write_table

    out = io.StringIO()
    write_table(["a"], [["=1+1"], [["x", None, "y"]], [None]], out)
    assert out.getvalue() == 'a\r\n\'=1+1\r\nx; y\r\n""\r\n'


def test_find_writes_json_html_and_parquet(redshank, press_path, tmp_path):
    assert len(json.loads(redshank("find", press_path, "--format", "json").out)) == 7
    page = redshank("find", press_path, "--format", "html").out
    assert "They <b>str</b>uck &lt;back&gt; hard." in page
    assert "according to Ukraine" in page
    out = tmp_path / "o.parquet"
    assert redshank("find", press_path, "--format", "parquet", "--out", out).code == 0
    import duckdb

    found = duckdb.sql(f"SELECT count(*) FROM '{out}'").fetchall()
    assert found == [(7,)]
    assert redshank("find", press_path, "--format", "parquet").code == 2


def test_find_lists_claims(redshank, press_path):
    ran = redshank("find", press_path, "--claims", "--says", "UKR,officials")
    assert "2 claims in 2 stories: told by UKR or officials." in ran.out
    ran = redshank("find", press_path, "--claims", "--type", "AGREE", "--format", "jsonl")
    assert [json.loads(line)["source"] for line in ran.out.splitlines()] == ["Vladimir Putin"]
    ran = redshank("find", press_path, "--claims", "--publisher", "alpha", "--format", "csv")
    assert len(ran.out.splitlines()) == 4
    assert redshank("find", press_path, "--claims", "--says", "FRA").code == 3


def test_nothing_found_is_no_error_but_said(redshank, press_path):
    ran = redshank("find", press_path, "--actor", "France")
    assert (ran.code, ran.out) == (3, "")
    assert "There are no events by France" in ran.err
    ran = redshank("find", press_path, "--actor", "France", "--format", "csv")
    assert ran.out.startswith("id,story_id,")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--actor", "Rusia"], 1, "Did you mean Russia"),
        (["--near", "here"], 2, "write LAT,LON,KM"),
        (["--score", "7"], 2, "0<=x<=1"),
        (["--since", "soon"], 1, "is no date"),
        (["--format", "xls"], 2, "xls"),
    ],
)
def test_bad_input(redshank, press_path, arguments, code, says):
    ran = redshank("find", press_path, *arguments)
    assert ran.code == code
    assert says in ran.err


def test_no_archive(redshank, tmp_path):
    for command in (["find"], ["count"]):
        ran = redshank(*command, tmp_path / "none")
        assert ran.code == 1
        assert "There is no archive" in ran.err


def test_a_bundled_story_is_found_as_it_was_read(redshank, archive_path, bundled):
    ran = redshank("find", archive_path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert len(rows) == sum(len(r.events) for r in bundled.values())
    from redshank.ask.write import to_csv

    wanted = {}
    for reading in bundled.values():
        for row in csv.DictReader(io.StringIO(to_csv([reading]))):
            wanted[row["story_id"], row["event_id"]] = row
    for row in rows:
        row.pop("id")
        assert row == wanted[row["story_id"], row["event_id"]]


def test_count_on_the_command_line(redshank, press_path, tmp_path):
    ran = redshank("count", press_path, "--by", "dyad,month", "--type", "ASSAULT")
    assert ran.code == 0
    assert "NA" in ran.out
    assert "2 reports in 2 stories: events of type ASSAULT." in ran.out
    assert "precision: ASSAULT" in ran.out
    ran = redshank("count", press_path, "--by", "dyad,month", "--type", "ASSAULT", "--format", "csv")
    assert ran.out.splitlines()[:3] == [
        "dyad,month,count,alleged,stories",
        "RUS:UKR,2024-01,1,1,2",
        "RUS:UKR,2024-02,,,0",
    ]
    assert "2 reports" in ran.err
    told = json.loads(redshank("count", press_path, "--by", "month", "--format", "json").out)
    assert told["rows"][1] == {"month": "2024-02", "count": None, "alleged": None, "stories": 0}
    assert told["basis"]["unit"] == "report"
    panel = tmp_path / "panel.txt"
    panel.write_text("# ours\nBeta\n\n", encoding="utf-8")
    ran = redshank("count", press_path, "--by", "type", "--panel", panel, "--format", "jsonl")
    assert [json.loads(line)["count"] for line in ran.out.splitlines()] == [1]


def test_count_with_all_its_options(redshank, press_path):
    ran = redshank(
        *("count", press_path, "--by", "actor,quarter", "--undirected", "--per", "1000-stories", "--with-background"),
        *("--max-publisher-share", "0.6", "--baseline", "2", "--limit", "3"),
    )
    assert ran.code == 0
    assert "weights: Alpha" in ran.out
    assert "more rows" in ran.out


def test_count_refuses_what_it_cannot_do(redshank, press_path, tmp_path):
    ran = redshank("count", press_path, "--unit", "incident")
    assert ran.code == 1
    assert "comes with copies" in ran.err
    ran = redshank("count", press_path, "--actor", "FRA")
    assert ran.code == 3
    assert "no events by FRA" in ran.err
    (tmp_path / "panel.txt").write_text("\n", encoding="utf-8")
    assert redshank("count", press_path, "--panel", tmp_path / "panel.txt").code == 1


def test_sql(redshank, press_path):
    ran = redshank("sql", press_path, "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC, type")
    assert ran.out.splitlines()[1].split() == ["CONSULT", "3"]
    ran = redshank(
        "sql", press_path, "-", "--format", "jsonl", stdin=b"SELECT published FROM stories ORDER BY 1 LIMIT 1"
    )
    assert json.loads(ran.out) == {"published": "2024-01-10"}
    ran = redshank("sql", press_path, "SELECT [1, 2] AS a, NULL AS b", "--format", "csv")
    assert ran.out == "a,b\r\n1; 2,\r\n"
    assert "events\n  id " in redshank("sql", press_path, "--schema").out
    assert redshank("sql", press_path, "SELECT 1 WHERE false").code == 3
    assert redshank("sql", press_path).code == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "COPY events TO 'x.csv'",
        "SELECT 1; SELECT 2",
        "SET lock_configuration = false",
        "SELECT * FROM read_text('x')",
        "SELECT * FROM read_csv('x')",
        "ATTACH 'x.db'",
        "EXPLAIN ANALYZE COPY events TO 'x.csv'",
        "INSTALL httpfs",
        "SELECT nonsense FROM events",
        "SELEC",
        ";",
    ],
)
def test_sql_reads_the_archive_and_nothing_else(redshank, press_path, tmp_path, monkeypatch, statement):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").write_text("secret", encoding="utf-8")
    ran = redshank("sql", press_path, statement)
    assert ran.code == 1
    assert "SQL" in ran.err
    assert "secret" not in ran.out + ran.err
    assert not (tmp_path / "x.csv").exists()
