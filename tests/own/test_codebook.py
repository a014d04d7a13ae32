"""Codebooks of a user's own: what selects an event, where fields come from, what is wrong with a folder."""

import json
import re
import tomllib

import msgspec
import pytest

from redshank.ask.codebooks import check_examples, check_references, read_plain
from redshank.kit import Kit
from redshank.ontology.codebook import unmarked
from redshank.records.errors import LexiconError
from redshank.settings import Settings
from where import ROOT

SEA = ROOT / "docs" / "examples" / "incidents_at_sea"


@pytest.fixture(scope="module")
def sea():
    """The worked example laid over our data."""
    return Kit(Settings(data=(SEA,)))


def own(kit, text):
    """Return what the codebooks make of a text, as words: "sea:BOARDING vessel=patrol"."""
    found = [o for e in read_plain(text, kit).events for o in e.own]
    return [
        " ".join((f"{o.codebook}:{'/'.join((o.type, *o.modes))}", *(f"{f.name}={f.value}" for f in o.fields)))
        for o in found
    ]


def test_the_worked_example_is_in_order(sea):
    assert [*check_references(sea), *check_examples(sea)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Danish sailors boarded a Polish trawler.", ["sea:BOARDING target=fishing flag=POL"]),
        ("Denmark threatened to seize Polish trawlers.", []),  # a threat is told by its deed
        ("Denmark will seize Polish trawlers.", []),
        ("Denmark seized a Polish bank.", []),
        ("Denmark denied that its sailors had boarded a Polish trawler.", []),
        # The ship of the joined clause belongs to what is done there.
        ("Denmark seized a Polish bank and praised a ship of Norway.", []),
    ],
)
def test_what_selects_an_event(sea, text, expected):
    assert own(sea, text) == expected


def test_every_field_points_at_its_words(sea):
    text = "An Indian destroyer came within 200 yards of a Chinese survey ship."
    reading = read_plain(text, sea)
    (coding,) = reading.events[0].own
    told = {f.name: (f.value, f.span.of(text)) for f in coding.fields}
    assert told["distance"] == ("200 yard", "200 yards")
    assert told["vessel"] == ("naval", "destroyer")
    assert told["target"] == ("research", "survey ship")
    assert told["flag"][0] == "CHN"


def test_without_a_codebook_nothing_is_added(read):
    reading = read("Argentina seized a Chinese trawler with 29 sailors.")
    assert reading.events
    assert all(e.own == () for e in reading.events)


BOOK = """id = "mine"
title = "Mine"
[[type]]
id = "TAKING"
about = "something is taken"
from = [{ frames = ["seize-property"] }]
fires = ["Argentina [TAKING:seized] a Chinese trawler."]
"""


def laid(tmp_path, text, name="mine"):
    """Return a kit with a codebook laid over our data."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "codebook.toml").write_text(text, encoding="utf-8")
    return Kit(Settings(data=(folder,)))


def test_two_codebooks_code_the_same_event(sea, tmp_path):
    (tmp_path / "codebook.toml").write_text(BOOK, encoding="utf-8")
    both = Kit(Settings(data=(SEA, tmp_path)))
    assert own(both, "Argentina seized a Chinese trawler.") == [
        "sea:SEIZURE target=fishing flag=CHN",
        "mine:TAKING",
    ]


def test_of_two_codebooks_with_one_id_the_later_wins(tmp_path):
    for name, kind in (("a", "TAKING"), ("b", "GRAB")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "codebook.toml").write_text(BOOK.replace("TAKING", kind), encoding="utf-8")
    kit = Kit(Settings(data=(tmp_path / "a", tmp_path / "b")))
    assert own(kit, "Argentina seized a Chinese trawler.") == ["mine:GRAB"]


@pytest.mark.parametrize(
    ("condition", "there"),
    [
        ('families = ["coerce"]', True),
        ('families = ["assault"]', False),
        ('types = ["COERCE"], modes = ["seize"]', True),
        ('types = ["ASSAULT"]', False),
        ('statuses = ["happened"]', True),
        ('statuses = ["alleged"]', False),
        ('predicate = ["seize"]', True),
        ('predicate = ["board"]', False),
        ('words = ["@vessel"]', True),
        ('words = ["lorry"]', False),
        ('families = ["coerce"], without = ["trawler"]', False),
        ('equipment = ["frigate"]', True),
        ('equipment = ["tank"]', False),
        ('actor = { countries = ["ARG"] }', True),
        ('actor = { countries = ["CHN"] }', False),
        ('recipient = { countries = ["CHN"], words = ["trawler"] }', True),
        ('recipient = { words = ["frigate"] }', False),
        ('actor = { sectors = ["MIL"] }', True),
        ('deeds = ["seize-property"]', False),
    ],
)
def test_conditions(tmp_path, condition, there):
    kit = laid(tmp_path, BOOK.replace('frames = ["seize-property"]', condition))
    made = own(kit, "An Argentine frigate seized a Chinese trawler.")
    assert made == (["mine:TAKING"] if there else [])


def test_a_deed_selects_what_was_only_threatened(tmp_path):
    kit = laid(tmp_path, BOOK.replace("frames", "deeds"))
    assert own(kit, "Iran threatened to seize British tankers.") == ["mine:TAKING"]


FIELD = '\n[[field]]\nname = "what"\nabout = "x"\n'


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ('role = "actor"\nvalue = "country"', "ARG"),
        ('role = "recipient"\nvalue = "country"', "CHN"),
        ('equipment = ["frigate"]', "frigate"),
        ('equipment = ["frigate"]\nwithin = "recipient"', None),
        ('unit = ["sailor"]', "29 sailor"),
        ('words = { boat = ["trawler"], ship = ["frigate"] }\nwithin = "recipient"', "boat"),
        ('words = { boat = ["trawler"] }\ntypes = ["TAKING"]', "boat"),
    ],
)
def test_fields(tmp_path, field, told):
    kit = laid(tmp_path, BOOK + FIELD + field)
    made = own(kit, "An Argentine frigate seized a Chinese trawler with 29 sailors.")
    assert made == ["mine:TAKING" + (f" what={told}" if told else "")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("about =", "abuot ="), "abuot"),
        (('id = "TAKING"', 'id = "TAK ING"'), "is no name"),
        (('{ frames = ["seize-property"] }', "{}"), "without a condition"),
        (('[{ frames = ["seize-property"] }]', "[]"), "`from` is empty"),
        (("[TAKING:seized]", "seized"), "mark the words"),
        (("[TAKING:seized]", "[TAKING/fast:seized]"), "no mode 'fast'"),
        (("Chinese", "[colour=red:Chinese]"), "no type or field 'colour'"),
        (('fires = ["Argentina [TAKING:seized] a Chinese trawler."]', "fires = []"), "no example"),
        (('frames = ["seize-property"]', 'words = ["@boats"]'), "no list '@boats'"),
        (('frames = ["seize-property"]', "actor = {}"), "without a condition"),
        ((BOOK[BOOK.index("[[type]]") :], BOOK[BOOK.index("[[type]]") :] * 2), "stands there twice"),
    ],
)
def test_what_is_wrong_in_a_codebook_is_named(tmp_path, change, said):
    kit = laid(tmp_path, BOOK.replace(*change))
    with pytest.raises(LexiconError, match=re.escape(said)) as error:
        _ = kit.codebooks
    assert "codebook.toml" in str(error.value)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("", "give one of"),
        ('role = "actor"\nunit = ["metre"]', "give one of"),
        ('role = "captain"', "captain"),
        ('role = "object"\nvalue = "country"', "`value` goes with"),
        ('role = "actor"\nwithin = "actor"', "`within` goes with"),
        ('role = "actor"\ntypes = ["GIVING"]', "no type 'GIVING'"),
        ('words = { a = ["ship"], b = ["ship"] }', "'ship' stands under two values"),
    ],
)
def test_what_is_wrong_in_a_field_is_named(tmp_path, field, said):
    kit = laid(tmp_path, BOOK + FIELD + field)
    with pytest.raises(LexiconError, match=re.escape(said)):
        _ = kit.codebooks


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('frames = ["sieze"]', "frames: there is no 'sieze'"),
        ('deeds = ["sieze"]', "deeds: there is no 'sieze'"),
        ('families = ["grab"]', "families: there is no 'grab'"),
        ('types = ["GRAB"]', "types: there is no 'GRAB'"),
        ('modes = ["grab"]', "modes: there is no 'grab'"),
        ('statuses = ["denied"]', "statuses: there is no 'denied'"),
        ('contexts = ["sea"]', "contexts: there is no 'sea'"),
        ('equipment = ["rowing boat"]', "equipment: there is no 'rowing boat'"),
        ('actor = { sectors = ["NAVY"] }', "sectors: there is no 'NAVY'"),
        ('actor = { countries = ["Iran"] }', "countries: there is no 'Iran'"),
        ('frames = ["quiet-death"]', "gives no PLOVER event"),
    ],
)
def test_check_names_what_does_not_exist(tmp_path, condition, said):
    problems = list(check_references(laid(tmp_path, BOOK.replace('frames = ["seize-property"]', condition))))
    assert len(problems) == 1
    assert said in problems[0].message
    assert problems[0].where == "codebook 'mine', type 'TAKING'"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[TAKING:seized] a Chinese trawler", "[TAKING:praised] a Chinese poet"), "no TAKING at 'praised'"),
        (('trawler."]', 'trawler."]\nquiet = ["Chile seized a Danish ship."]'), "gives TAKING by seize-property"),
    ],
)
def test_check_runs_the_examples(tmp_path, change, said):
    problems = list(check_examples(laid(tmp_path, BOOK.replace(*change))))
    assert len(problems) == 1
    assert said in problems[0].message


def test_the_markup_comes_off():
    text, marks = unmarked("Spain [A/b/c:took] a [colour=red:red] ship.")
    assert text == "Spain took a red ship."
    assert [(m.name, m.modes, m.value, text[m.start : m.end]) for m in marks] == [
        ("A", ("b", "c"), None, "took"),
        ("colour", (), "red", "red"),
    ]


def test_check_command_counts_codebooks(redshank):
    ran = redshank("check", "--no-examples", "--data", SEA)
    assert ran.code == 0, ran.out
    assert "1 codebooks" in ran.err


def test_the_story_is_coded_as_the_docs_say(redshank):
    page = (ROOT / "docs" / "codebook-of-your-own.md").read_text(encoding="utf-8")
    told = json.loads(re.search(r"```json\n(.+?)```", page, re.S)[1])
    ran = redshank("code", "--format", "jsonl", "--data", SEA, SEA / "story.txt")
    assert json.loads(ran.out)["events"][0]["own"] == told["own"]
    page = redshank("code", "--format", "csv", "--data", SEA, SEA / "story.txt").out
    assert "sea:BOARDING,sea.target=tanker; sea.flag=GRC" in page
    assert "sea:BOARDING" in redshank("code", "--data", SEA, SEA / "story.txt").out
    assert "sea:BOARDING" in redshank("code", "--format", "html", "--data", SEA, SEA / "story.txt").out
    assert "own: sea:BOARDING" in redshank("explain", "--data", SEA, SEA / "story.txt", "e1").out


def test_the_toml_of_the_docs_is_that_of_the_example():
    page = (ROOT / "docs" / "codebook-of-your-own.md").read_text(encoding="utf-8")
    whole = tomllib.loads((SEA / "codebook.toml").read_text(encoding="utf-8"))
    for block in re.findall(r"```toml\n(.+?)```", page, re.S):
        told = tomllib.loads(block)
        for field in told.get("field", []):
            assert set(field.get("words", {})) <= set(
                next(f for f in whole["field"] if f["name"] == field["name"]).get("words", {})
            )
        for kind in told.get("type", []):
            if "id" in kind:
                assert kind["from"] == next(t for t in whole["type"] if t["id"] == kind["id"])["from"]


def test_score_holds_the_floors(redshank, tmp_path):
    gold = tmp_path / "gold.jsonl"
    rows = (SEA / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold.write_text("\n".join((rows[1], rows[-1])), encoding="utf-8")
    floors = tmp_path / "floors.toml"
    floors.write_text("[own.gold]\ntype_f1 = 0.5\nmax_alarms = 0\n", encoding="utf-8")
    ran = redshank("score", "own", gold, "--data", SEA, "--floors", floors)
    assert ran.code == 0, ran.err
    assert "all floors hold" in ran.err
    floors.write_text("[own.gold]\ntype_f1 = 1.5\nmax_exact = 0.2\nbeauty = 1\n", encoding="utf-8")
    ran = redshank("score", "own", gold, "--data", SEA, "--floors", floors)
    assert ran.code == 1
    for said in ("type_f1 1.000 is under 1.5", "exact 1.000 is over 0.2", "beauty is no figure"):
        assert said in ran.err
    floors.write_text("[times.gold]\n", encoding="utf-8")
    assert "no table [own.gold]" in redshank("score", "own", gold, "--data", SEA, "--floors", floors).err


def test_score_own_needs_a_codebook(redshank):
    ran = redshank("score", "own", SEA / "gold.jsonl")
    assert ran.code == 1
    assert "--data DIR" in ran.err


def test_a_reading_with_codings_survives_json(sea):
    reading = read_plain("Danish sailors boarded a Polish trawler.", sea)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=type(reading)) == reading
