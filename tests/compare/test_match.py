"""A table of one's own against our events: what was planted is found, and nothing else."""

import csv
import io
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redshank.compare.match import match
from redshank.compare.match_pairs import assign
from redshank.compare.match_table import read_mine
from redshank.records.errors import InputError

HEAD = "case,date,actor,target,type,place,lat,lon\n"
PLANTED = (
    "visit,2024-01-06,Russia,Belarus,CONSULT,Brest,52.1,23.7",  # a day later
    "shots,2024-01-12,Russian Federation,Ukraine,190,,,",
    "strike,2024-03-20,Russia,Ukraine,ASSAULT,,,",  # ours names no recipient, but the place is Ukraine
    "seat,2024-04-03,Lithuania,Poland,CONSULT,,,",  # ours has both as actors
    "late,2024-03-12,Russia,Belarus,CONSULT,,,",  # eight days late
    "kind,2024-04-02,Poland,Belarus,CONSULT,,,",  # ours is an accusation
    "far,2024-01-19,Russia,Belarus,CONSULT,Vitebsk,55.2,30.2",  # 600 km off
    "who,2024-01-12,Russia,Poland,ASSAULT,,,",
    "unread,2024-02-15,Russia,Belarus,CONSULT,,,",
)


@pytest.fixture
def table(write):
    def make(rows=PLANTED, head=HEAD, name="mine.csv"):
        return write(name, head + "\n".join(rows) + "\n")

    return make


def matched(archive, path, parties, **more):
    mine = read_mine(path, parties)
    return match(archive, mine.events, names=parties.names, **more)


def outcome_of(found):
    return {r.mine.id: r for r in found.rows if r.mine and r.outcome != "another report"}


def test_planted_matches_are_found_and_planted_others_are_not(curlew, parties, table):
    found = matched(curlew, table(), parties)
    rows = outcome_of(found)
    hits = {k for k, r in rows.items() if r.outcome == "matched"}
    assert hits == {"visit", "shots", "strike", "seat"}
    assert "8 days apart" in rows["late"].why and "ACCUSE, not CONSULT" in rows["kind"].why
    assert "km apart" in rows["far"].why and rows["who"].why == "only RUS in common"
    unread = {k for k, r in rows.items() if r.why.startswith("no stories read then")}
    assert unread == {"unread", "late"}  # nothing was published from 12 to 15 March either
    assert (rows["visit"].fit.days_apart, rows["shots"].fit.score) == (1, 1)
    assert found.count("another report") == 1  # the same visit, told again
    assert found.not_read == 2 and "4 matched, 1 more report of these, 5 only mine (2 of them" in found.summary()


def test_only_ours_is_what_the_table_covers(curlew, parties, table):
    found = matched(curlew, table(PLANTED[:2] + PLANTED[8:]), parties)
    # neither the later ones, outside its days, nor the visit of 5 January, a further report
    assert found.count("only ours") == 1
    (one,) = [r for r in found.rows if r.outcome == "only ours"]
    assert curlew.event(one.ours).key.day_from == "2024-01-19"


def test_more_days_and_kilometres_on_request(curlew, parties, table):
    rows = outcome_of(matched(curlew, table(), parties, days=9, km=700))
    assert rows["late"].outcome == rows["far"].outcome == "matched"


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(len(PLANTED))))
def test_the_order_of_the_rows_changes_nothing(order, curlew_path, names, tmp_path_factory):
    from redshank.compare.feeds_parties import Parties
    from redshank.store import Archive

    def pairs(rows):
        path = tmp_path_factory.mktemp("order") / "mine.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        with Archive(curlew_path) as archive:
            found = matched(archive, path, Parties(names))
        return {(r.outcome, r.mine.id if r.mine else None, r.ours, r.why) for r in found.rows}

    assert pairs([PLANTED[n] for n in order]) == pairs(PLANTED)


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from("abcde")), st.integers(1, 9), max_size=20))
def test_each_is_used_once_and_no_pair_is_left(scores):
    found = assign(scores)
    assert len(set(found.values())) == len(found) and all(pair in scores for pair in found.items())
    left = [(a, k) for a, k in scores if a not in found and k not in found.values()]
    assert not left


def test_an_exchange_saves_a_row():
    # the best pair alone would leave row 1 with nothing
    assert assign({(0, "a"): 0.9, (0, "b"): 0.8, (1, "a"): 0.85}) == {0: "b", 1: "a"}
    names = [f"r{n}" for n in range(6)]
    scores = {(n, k): 0.5 for n in range(6) for k in "abc"}
    shuffled = random.Random(3).sample(range(6), 6)
    again = {(shuffled[n], k): s for (n, k), s in scores.items()}
    rank = {shuffled[n]: names[n] for n in range(6)}
    first = {names[n]: k for n, k in assign(scores, names).items()}
    assert {rank[n]: k for n, k in assign(again, [rank[n] for n in range(6)]).items()} == first


def test_the_columns_are_guessed_shown_and_overridable(parties, write):
    path = write("m.csv", "When?;Wer;Wen;Notes\n05.01.2024;Russia;Belarus;x\n")
    with pytest.raises(InputError, match=r"no column for the date .*--fields date=COLUMN"):
        read_mine(path, parties)
    mine = read_mine(path, parties, {"date": "When?", "actor": "Wer", "to": "Wen"})
    assert mine.fields == (("date", "When?"), ("actor", "Wer"), ("to", "Wen"), ("text", "Notes"))
    assert mine.events[0].day == "2024-01-05" and mine.events[0].recipients == ("BLR",)
    for wrong, said in (({"date": "Wann"}, "no such column"), ({"dat": "When?"}, "there is no field 'dat'")):
        with pytest.raises(InputError, match=said):
            read_mine(path, parties, wrong)
    with pytest.raises(InputError, match="no column for parties or places"):
        read_mine(write("n.csv", "date,note\n2024-01-05,x\n"), parties)


def test_bad_rows_are_counted_and_named(parties, write):
    rows = ["03/04/2024,Russia,Belarus,CONSULT", "soon,Russia,Belarus,CONSULT", "ragged,row", ",Russia,Belarus,CONSULT"]
    rows += ["05/06/2024,Narnia,Belarus,FROBNICATE"] * 2
    mine = read_mine(write("m.csv", "date,actor,target,type\n" + "\n".join(rows) + "\n"), parties)
    said = "\n".join(mine.lines)
    assert [e.day for e in mine.events] == ["2024-03-04", "2024-05-06", "2024-05-06"]
    assert "month first is assumed; --day-first" in said
    assert "types not known, and so not compared: FROBNICATE (2)." in said and "parties not known: Narnia (2)." in said
    assert "3 rows skipped: line 3: no date in 'soon'; line 4: 2 cells" in said and "line 5: no date" in said
    first = read_mine(write("m.csv", "date,actor\n03/04/2024,Russia\n"), parties, order="day").events[0]
    assert first.day == "2024-04-03"


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"", "is empty"), (b"date,actor\n", "no rows below the header"), (b"\x89PNG\r\n\x1a\n", "A table in CSV or TSV")],
)
def test_what_is_no_table(raw, said, parties, write):
    with pytest.raises(InputError, match=said):
        read_mine(write("m.csv", raw), parties)


def test_unknown_parties_match_nobody_but_their_own_words(curlew, parties, table):
    found = matched(curlew, table(["x,2024-01-12,Russia,Narnia,ASSAULT,,,"]), parties)
    assert [r.outcome for r in found.rows if r.mine] == ["only mine"] and not found.count("only ours")


def test_a_row_without_parties_matches_by_its_place(curlew, parties, write):
    path = write("m.csv", "date,type,country\n2024-03-20,ASSAULT,Ukraine\n2024-03-20,ASSAULT,Poland\n")
    assert [r.outcome for r in matched(curlew, path, parties).rows][:2] == ["matched", "only mine"]


def test_one_party_and_a_type_that_is_only_near_are_too_little(curlew, parties, write):
    path = write("m.csv", "date,actor,to,type\n2024-01-12,Russia,,COERCE\n2024-01-12,Russia,Ukraine,COERCE\n")
    alone, pair = matched(curlew, path, parties).rows[:2]
    assert alone.outcome == "only mine" and "ASSAULT, not COERCE" in alone.why
    assert pair.outcome == "matched" and pair.fit.score < 0.9


def test_the_command(curlew_path, table, redshank, tmp_path):
    ran = redshank("match", curlew_path, table())
    assert ran.code == 0, ran.err
    assert "id=case, date=date, actor=actor, to=target" in ran.err and "4 matched" in ran.out
    assert "according to Ukraine" in ran.out  # an allegation never without its holder
    ran = redshank("match", curlew_path, table(), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    shots = next(r for r in rows if r["my_id"] == "shots")
    assert (shots["outcome"], shots["holder"], shots["status"]) == ("matched", "Ukraine", "alleged")
    assert shots["sentence"] == "They shot =1+1 first." and shots["url"].startswith("https://curlew.example/")
    assert "4 matched" in ran.err
    ran = redshank("match", curlew_path, table(), "--format", "jsonl", "--out", tmp_path / "o.jsonl")
    lines = [json.loads(x) for x in (tmp_path / "o.jsonl").read_text().splitlines()]
    assert all(line["holder"] for line in lines if line["our_id"])
    ran = redshank("match", curlew_path, table(), "--actor", "Poland")
    assert ran.code == 0 and "1 matched" in ran.out
    ran = redshank("match", curlew_path, table(["x,2031-01-05,Russia,Belarus,CONSULT,,,"]))
    assert ran.code == 3 and "none of 1 rows matches" in ran.err
    assert redshank("match", curlew_path, table(), "--fields", "date").code == 2


def test_cells_that_a_spreadsheet_would_run_are_guarded(curlew_path, table, redshank):
    rows = ["=1+1,2024-01-05,Russia,Belarus,CONSULT,,,"]
    ran = redshank("match", curlew_path, table(rows), "--format", "csv")
    assert "'=1+1" in ran.out
