"""An alert tells what is new, once, in titles that never hide who alleges it, and on nobody private."""

import msgspec
import pytest

from redshank.query import Names, Query
from redshank.records.errors import InputError
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text
from redshank.tell.alerts import Alert, add_alert, alerts_of, feed_of, remove_alert, run_alert
from redshank.tell.entries import entries_of, title_of
from redshank.tell.persons import Wording

FORCE = Query(type=("ASSAULT",))


@pytest.fixture(scope="module")
def names():
    return Names()


@pytest.fixture
def desk(west):
    """An archive that may be written to, and its ledger."""
    with Archive(west) as archive:
        ledger = archive.ledger()
        yield archive, ledger
        ledger.close()


def refuse(*_):
    raise InputError("the receiver is away")


def test_what_is_new_is_told_once(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    handed = []
    first = run_alert(archive, ledger, "force", names, hand_on=handed.append)
    again = run_alert(archive, ledger, "force", names, hand_on=handed.append)
    assert len(first.new) == first.matching > 0
    assert [t.new for t in handed] == [first.new]
    assert again.new == ()
    assert again.matching == first.matching


def test_a_story_that_comes_later_is_new(tmp_path, bundled, names):
    path = tmp_path / "grows"
    keep(path, bundled["naval_incident"])
    with Archive(path) as archive:
        ledger = archive.ledger()
        add_alert(archive, ledger, "all", Query(), names, from_now=True)
        assert run_alert(archive, ledger, "all", names).new == ()
    keep(path, bundled["sanctions"])
    with Archive(path) as archive:
        told = run_alert(archive, archive.ledger(), "all", names)
    assert {entry.story for entry in told.new} == {bundled["sanctions"].id}


def keep(path, reading, keep=None):
    with open_writer(path, keep) as writer:
        writer.add(reading)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)


def test_the_limit_leaves_the_others_for_the_next_run(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    first = run_alert(archive, ledger, "force", names, limit=3)
    rest = run_alert(archive, ledger, "force", names)
    assert len(first.new) == 3
    assert first.left == len(rest.new)
    assert not {e.id for e in first.new} & {e.id for e in rest.new}


def test_what_is_not_handed_on_is_told_again(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    with pytest.raises(InputError, match="away"):
        run_alert(archive, ledger, "force", names, hand_on=refuse)
    assert run_alert(archive, ledger, "force", names).new


def test_a_batch_that_is_not_taken_is_kept_and_sent_first(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    first = run_alert(archive, ledger, "force", names, limit=2, deliver=refuse)
    assert first.undelivered == "the receiver is away"
    kept = alerts_of(ledger)["force"].waiting
    assert [set(batch.events) for batch in kept] == [{e.id for e in first.new}]
    sent = []
    second = run_alert(archive, ledger, "force", names, limit=1, deliver=lambda *told: sent.append(told))
    assert [delivery.id for _, _, delivery, _ in sent] == [kept[0].id, sent[1][2].id]
    assert [len(entries) for *_, entries in sent] == [2, 1]
    assert (second.sent, second.undelivered) == (2, None)
    assert alerts_of(ledger)["force"].waiting == ()


def test_the_ledger_holds_a_query_that_others_can_read(desk, names):
    archive, ledger = desk
    query = Query(type=("SANCTION",), dyad=("USA,RUS",), near=(54.7, 25.3, 50.0), directed=False)
    add_alert(archive, ledger, "watch", query, names)
    assert msgspec.json.decode(ledger.saved("queries")["watch"], type=Query) == query


def test_a_name_is_taken_once_and_free_again_after_it_was_removed(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    run_alert(archive, ledger, "force", names)
    with pytest.raises(InputError, match="already"):
        add_alert(archive, ledger, "force", FORCE, names)
    remove_alert(ledger, "force")
    with pytest.raises(InputError, match="no alert"):
        run_alert(archive, ledger, "force", names)
    add_alert(archive, ledger, "force", FORCE, names)
    assert run_alert(archive, ledger, "force", names).new


def test_an_unknown_alert_names_what_is_near(desk, names):
    archive, ledger = desk
    add_alert(archive, ledger, "force", FORCE, names)
    with pytest.raises(InputError, match="Did you mean force"):
        run_alert(archive, ledger, "forse", names)


@pytest.mark.parametrize("name", ["", " x", "x" * 101, "a\nb"])
def test_a_name_is_short_and_plain(desk, names, name):
    with pytest.raises(InputError, match="cannot be called"):
        add_alert(*desk, name, FORCE, names)


@pytest.mark.parametrize(
    "query",
    [
        Query(actor=("Petra Navratil",)),
        Query(to=("petra navratil",)),
        Query(says=("petra navratil",)),
        Query(holder=("navratil",)),
        Query(dyad=("RUS,Petra Navratil",)),
        Query(text="Petra Navratil"),
        Query(text='"Petra Navratil" missile'),
        Query(text="Navratil"),
        Query(text="michael hollister"),
        Query(text="Andrew Baker"),
    ],
)
def test_no_alert_by_a_private_name(desk, names, query):
    with pytest.raises(InputError, match=r"not for a private person|no actor is known"):
        add_alert(*desk, "private", query, names)
    assert alerts_of(desk[1]) == {}


@pytest.mark.parametrize(
    "query",
    [
        Query(actor=("Russia", "Vladimir Putin", "NATO", "RUS/MIL", "MIL")),
        Query(says=("officials", "narrator", "senior officials"), holder=("residents",)),
        Query(dyad=("Ukraine-Russia",)),
        Query(text="missile strike OR drone -airport"),
        Query(text='"prime minister" Putin'),
        Query(text="cyberattack Tallinn"),
        Query(text="mark will grant"),
    ],
)
def test_those_who_act_in_public_may_be_asked_for(desk, names, query):
    add_alert(*desk, "public", query, names)


def test_a_name_in_small_letters_is_known_by_how_the_stories_write_it(names):
    Wording(names).check("zelwerowicz", ["Residents fear zelwerowicz mines."])
    with pytest.raises(InputError, match="private"):
        Wording(names).check("zelwerowicz", ["A neighbour, Zelwerowicz, was hurt.", "Then Zelwerowicz left."])


def test_each_title_names_who_alleges(archive_path):
    with Archive(archive_path) as archive:
        rows = archive.rows("SELECT * FROM events WHERE holder <> 'narrator' OR status = 'alleged'")
        assert len(rows) > 20
        for row in rows:
            title = title_of(row)
            assert row["holder"] in title or "somebody unnamed" in title, (title, row["holder"])


def test_a_deed_that_only_its_doer_tells_does_not_read_as_a_fact(archive_path):
    with Archive(archive_path) as archive:
        row = archive.rows("SELECT * FROM events WHERE type = 'ASSAULT' AND len(actor_names) > 0 LIMIT 1")[0]
    row |= {"line": "Ruritania shelled Freedonia", "holder": "Ruritania", "actor_names": ["Ruritania"]}
    row |= {"status": "happened", "deed_status": None}
    assert title_of(row) == "Ruritania shelled Freedonia, according to Ruritania"
    assert title_of({**row, "deed_status": "promised"}) == "Ruritania shelled Freedonia"


def test_where_no_words_are_kept_a_title_is_made_of_the_codes(tmp_path, bundled):
    keep(tmp_path / "offsets", bundled["sanctions"], "offsets")
    with Archive(tmp_path / "offsets") as archive:
        ids = [r["id"] for r in archive.rows("SELECT id FROM events ORDER BY id")]
        for entry in entries_of(archive, ids):
            assert entry.sentence is None
            assert entry.title.startswith(entry.type)
            assert entry.holder == "narrator" or entry.holder in entry.title


def test_a_feed_holds_what_was_told_last_and_says_what_was_withdrawn(west, bundled, names):
    story = bundled["sanctions"].id
    with Archive(west) as archive:
        ledger = archive.ledger()
        add_alert(archive, ledger, "all", Query(), names)
        told = run_alert(archive, ledger, "all", names)
        feed = feed_of(archive, ledger, "all", told.alert)
        assert len(feed.entries) == 100 < len(told.new)
        assert feed == feed_of(archive, ledger, "all", told.alert, told.new)
    with open_writer(west) as writer:
        writer.mark(story, "story", "withdrawn", "killed by the agency")
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
    with Archive(west) as archive:
        ids = [r["id"] for r in archive.rows("SELECT id FROM events WHERE story = ?", [story])]
        assert all(e.title.startswith("Withdrawn: ") for e in entries_of(archive, ids))


def test_an_alert_is_a_query():
    assert issubclass(Alert, Query)
