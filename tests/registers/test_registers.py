"""One row a deal, one row a measure: what the stories tell, side by side and never added up."""

import csv
import io
import json

import pytest

from redshank.query.names import Names
from redshank.registers.draw import deals, measures
from redshank.registers.tellings import written
from redshank.registers.wanted import family
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index

PROMISED = "Norway promised Chile six Leopard 2 tanks."
SIGNED = "Norway signed a contract to sell Chile eight Leopard 2A4 tanks."
DELIVERED = "Chile received the last of the Leopard 2 tanks from Norway."


def tank(page, published, sentence, word, stage, item="Leopard 2", publisher=None, when=None, **more):
    story = page(published, sentence, f"Printed {published}.", publisher=publisher)
    return story.transfer("NOR", "CHL", item, story.step(stage, word, sentence, when), **more)


@pytest.fixture
def three(page, keep):
    return keep(
        tank(page, "2003-02-01", PROMISED, "promised", "promised", number=6, publisher="Cape Wire"),
        tank(page, "2003-06-10", SIGNED, "signed", "contracted", "Leopard 2A4", ordered=8, publisher="Cape Wire"),
        tank(page, "2004-05-01", DELIVERED, "received", "delivered", publisher="Harbour Post"),
    )


def test_tellings_of_one_deal_become_one_row_with_its_series(three):
    with Archive(three) as archive:
        (deal,) = deals(archive)
    assert (deal.supplier, deal.recipient, deal.item) == ("NOR", "CHL", "Leopard 2")
    assert deal.stage == deal.furthest == "delivered"
    assert [t.stage for t in deal.tellings] == ["promised", "contracted", "delivered"]
    assert [t.sentence for t in deal.tellings] == [PROMISED, SIGNED, DELIVERED]
    assert [t.words for t in deal.tellings] == ["promised", "signed", "received"]
    assert (deal.first_told, deal.last_told, deal.reports, deal.publishers) == ("2003-02-01", "2004-05-01", 3, 2)
    assert deal.eligible


def test_a_long_silence_begins_another_deal(three):
    with Archive(three) as archive:
        assert [d.reports for d in deals(archive, gap=200)] == [1, 2]
        assert [d.reports for d in deals(archive, gap=0)] == [1, 1, 1]


def test_other_items_parties_and_services_are_other_deals(page, keep):
    path = keep(
        tank(page, "2003-02-01", PROMISED, "promised", "promised"),
        tank(page, "2003-02-02", "Norway promised Chile three frigates.", "promised", "promised", "frigates"),
        tank(
            page, "2003-02-03", "Norway will upgrade Leopard 2 tanks.", "upgrade", "promised", kind="upgrade or service"
        ),
    )
    with Archive(path) as archive:
        assert len(deals(archive)) == 3


def test_what_is_recalled_does_not_undo_what_came_later(page, keep):
    recalled = "Chile has long had the tanks that it ordered in 1999."
    story = page("2005-01-01", recalled).time("1999", "1999", "1999-01-01")
    story.transfer("NOR", "CHL", "Leopard 2", story.step("contracted", "ordered", recalled, "1999"))
    path = keep(tank(page, "2004-05-01", DELIVERED, "received", "delivered"), story)
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert deal.stage == "delivered"
    assert [t.stage for t in deal.tellings] == ["contracted", "delivered"]
    assert [t.when for t in deal.tellings] == ["1999", None]


def test_a_later_stage_does_not_erase_an_earlier_one(page, keep):
    ended = "Norway cancelled the sale of tanks to Chile."
    path = keep(
        tank(page, "2003-06-10", SIGNED, "signed", "contracted"),
        tank(page, "2003-09-01", ended, "cancelled", "cancelled"),
    )
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert (deal.stage, deal.furthest, deal.eligible) == ("cancelled", "contracted", True)


def test_a_refusal_is_shown_as_such_and_is_not_eligible(page, keep):
    path = keep(tank(page, "2003-01-01", "Norway refused to sell Chile tanks.", "refused", "refused"))
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert (deal.stage, deal.furthest, deal.eligible) == ("refused", "refused", False)


def test_numbers_stand_side_by_side_with_who_says_so(page, keep):
    said = "Chile said it had ordered nine tanks."
    story = page("2003-07-01", said).number("nine tanks", 9.0, "tanks")
    story.transfer("NOR", "CHL", "Leopard 2", story.step("contracted", "ordered", said, holder="Chile"))
    path = keep(tank(page, "2003-06-10", SIGNED, "signed", "contracted", ordered=8), story)
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert {(f.what, f.value, f.holder) for f in deal.figures} == {("ordered", 8, "narrator"), ("ordered", 9, "Chile")}


def test_an_accusation_keeps_its_accuser_and_is_not_eligible(page, keep):
    blamed = "Peru accused Norway of sending Chile tanks."
    denied = "Norway denied that it had sent any."
    story = page("2003-03-01", blamed, denied)
    story.claim("alleged", "Peru", "Norway of sending Chile tanks").claim("denied", "Norway denied", "it had sent any")
    story.transfer(
        "NOR", "CHL", "tanks", story.step("denied", "sent any", denied), story.step("delivered", "sending", blamed)
    )
    with Archive(keep(story)) as archive:
        (deal,) = deals(archive)
    assert (deal.stage, deal.holder, deal.eligible) == ("delivered", "Peru", False)
    assert deal.denied_by == ("Norway denied",)


def test_a_withdrawn_story_tells_nothing(page, keep):
    story = tank(page, "2003-02-01", PROMISED, "promised", "promised")
    with Archive(keep(story, marks=[story])) as archive:
        assert deals(archive) == []


def test_undated_stories_join_the_deal(page, keep):
    path = keep(
        tank(page, None, PROMISED, "promised", "promised"), tank(page, "2003-06-10", SIGNED, "signed", "contracted")
    )
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert (deal.first_told, deal.reports) == ("2003-06-10", 2)


def test_who_prints_a_copy_counts_as_publisher_not_as_report(page, keep):
    story = tank(page, "2003-02-01", PROMISED, "promised", "promised", publisher="Cape Wire")
    path = keep(story)
    with open_writer(path) as writer:
        writer.sight(story.reading().id, "copy", "Harbour Post", None, "2003-02-02")
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert (deal.reports, deal.publishers) == (1, 2)


def test_offsets_alone_give_a_row_without_words(page, keep):
    path = keep(tank(page, "2003-02-01", PROMISED, "promised", "promised"), keep="offsets")
    with Archive(path) as archive:
        (deal,) = deals(archive)
    assert (deal.tellings[0].sentence, deal.tellings[0].words) == (None, None)
    assert (deal.tellings[0].start, deal.tellings[0].end) == (0, len(PROMISED))


def test_a_measure_of_two_senders_is_a_row_for_each(page, keep):
    said = "Norway and Iceland closed their ports to Chile; Chile calls it a blockade."
    story = page("2003-02-01", said)
    story.restriction(
        ("NOR", "ISL"),
        ("CHL",),
        "transit",
        story.step("adopted", "closed", said),
        called=(story.called("CHL", "Chile", "a blockade"),),
    )
    with Archive(keep(story)) as archive:
        rows = measures(archive)
    assert sorted(r.sender for r in rows) == ["ISL", "NOR"]
    assert all(r.called[0].by == "Chile" and r.called[0].words == "a blockade" for r in rows)
    assert all(r.measure == "transit" for r in rows), "blockade is quoted, never our word"


def test_a_measure_that_was_lifted_keeps_its_series(page, keep):
    pages = []
    for day, stage, said in (
        ("2001-01-01", "adopted", "Norway banned Chilean ships."),
        ("2009-01-01", "lifted", "Norway lifted its ban."),
    ):
        story = page(day, said)
        pages.append(story.restriction(("NOR",), ("CHL",), "transit", story.step(stage, said.split()[1], said)))
    path = keep(*pages)
    with Archive(path) as archive:
        (row,) = measures(archive)
        assert (row.stage, [t.stage for t in row.tellings]) == ("lifted", ["adopted", "lifted"])
        assert len(measures(archive, gap=540)) == 2


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Mirage 2000-5", "Mirage 2000"),
        ("SS-26", "Iskander"),
        ("lorries", "truck"),
        (None, "arms"),
    ],
)
def test_items_are_filed_under_their_family(item, expected):
    assert family(item, Names())[0].startswith(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1990-10", "1990-10"),
        ("198", "1980s"),
        ("1987-W09", "1987-W09"),
        ("PXM", None),
        ("XXXX-WXX-4", None),
        (None, None),
    ],
)
def test_days_are_no_finer_than_the_text(value, expected):
    assert written(value) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--supplier", "Norway"], 1),
        (["--supplier", "NOR", "--recipient", "Chile"], 1),
        (["--item", "Leopard 2"], 1),
        (["--item", "tank"], 1),
        (["--stage", "delivered", "--eligible"], 1),
        (["--since", "2004-05"], 1),
        (["--since", "2005"], 0),
        (["--recipient", "Peru"], 0),
        (["--stage", "promised"], 0),
    ],
)
def test_filters_of_the_command(options, expected, three, redshank):
    ran = redshank("register", "transfers", three, "--format", "jsonl", *options)
    assert len(ran.out.splitlines()) == expected
    assert ran.code == (0 if expected else 3)
    assert ran.err.startswith("1 of 1" if expected else "redshank: None of the 1 transfers")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--stage", "delivery"], "There are: talks"),
        (["--supplier", "Nowhereland"], "no actor is known"),
        (["--item", "broomstick"], "no equipment is known"),
        (["--since", "soon"], "is no date"),
    ],
)
def test_wrong_filters_say_what_is_right(options, words, three, redshank):
    ran = redshank("register", "transfers", three, *options)
    assert ran.code == 1
    assert words in ran.err


def test_the_table_fits_eighty_columns(archive_path, redshank, monkeypatch):
    for width in (80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        for register in ("transfers", "restrictions"):
            ran = redshank("register", register, archive_path)
            assert ran.code == 0
            assert max(map(len, ran.out.splitlines())) <= width
            assert "1 report" in ran.out
            assert "independent" not in ran.out


def test_no_allegation_without_its_holder(archive_path, redshank):
    ran = redshank("register", "transfers", archive_path, "--supplier", "Iran", "--recipient", "SAU")
    told = " ".join(ran.out.split())
    assert "says Government of" in told
    assert "denied by" in told


def test_detail_shows_every_sentence(three, redshank):
    key = json.loads(redshank("register", "transfers", three, "--format", "jsonl").out)["id"]
    ran = redshank("register", "transfers", three, "--detail", key)
    assert ran.code == 0
    for sentence in (PROMISED, SIGNED, DELIVERED):
        assert sentence in " ".join(ran.out.split())
    assert redshank("register", "transfers", three, "--detail", "t000").code == 3


def test_csv_has_one_row_a_deal_and_tellings_one_a_telling(three, redshank):
    (row,) = csv.DictReader(io.StringIO(redshank("register", "transfers", three, "--format", "csv").out))
    assert (row["ordered"], row["number"]) == ("8 (narrator)", "6 (narrator)")
    assert row["sentence"] == DELIVERED
    rows = list(csv.DictReader(io.StringIO(redshank("register", "transfers", three, "--format", "tellings").out)))
    assert [r["stage"] for r in rows] == ["promised", "contracted", "delivered"]
    assert {r["row"] for r in rows} == {row["id"]}


def test_a_formula_in_a_cell_is_guarded(page, keep, redshank):
    said = '=HYPERLINK("x") Norway promised Chile tanks.'
    path = keep(tank(page, "2003-02-01", said, "promised", "promised"))
    ran = redshank("register", "transfers", path, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(ran.out)))["sentence"].startswith("'=")


def test_an_archive_without_deals_says_so(page, keep, redshank):
    ran = redshank("register", "restrictions", keep(tank(page, "2003-02-01", PROMISED, "promised", "promised")))
    assert ran.code == 3
    assert "No story of the archive tells of restrictions" in ran.err
