"""Finer CAMEO codes: by the deed, from the table alone; the PLOVER type stays."""

from pathlib import Path

import pytest

from redshank.ask.codebooks import read_plain
from redshank.ask.examples import mapped
from redshank.kit import Kit
from redshank.settings import Settings


def codings(kit):
    """Give every coding of an act that the frames can make, with the code that its rule gives."""
    mapping = kit.mapping
    deeds = [(d.family, d.id) for d in kit.frames.entries] + [(None, None)]
    for act in kit.frames.entries:
        families = {act.family, "refuse"} if act.deed else {"promise", "offer", "demand", "refuse"}
        for family in families:
            for deed_family, deed in deeds if act.deed else [(act.family, act.id)]:
                for status in ("happened", "negated"):
                    coding = mapping.code(family, act.id, deed_family, deed, status)
                    if coding.type is not None:
                        yield coding, mapping.rules[coding.rule].cameo


def test_every_fine_row_is_reached(kit):
    made = {(id(c.fine), base) for c, base in codings(kit) if c.fine is not None}
    for row in kit.mapping.fine:
        for base, finer in row.to.items():
            assert (id(row), base) in made, f"{base} -> {finer}, {row.note or row.deed or row.acts}"


def test_a_finer_code_stays_in_its_root_and_leaves_the_type_alone(kit):
    for coding, base in codings(kit):
        assert coding.type == kit.mapping.rules[coding.rule].type
        if coding.fine is not None:
            assert coding.cameo[:2] == base[:2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Japan promised to lend Cambodia 300 million dollars.", "0331"),
        ("Norway promised to supply Tanzania with rifles.", "0332"),
        ("Denmark offered to donate wheat to Ethiopia.", "0333"),
        ("India agreed to deploy peacekeepers in Cyprus.", "0334"),
        ("Turkey demanded that Syria extradite the general.", "1013"),
        ("Egypt refused to share intelligence with Jordan.", "1214"),
        ("Sudan asked Algeria to mediate in the dispute.", "028"),
        ("Norway offered to mediate between Sri Lanka and the Tamil rebels.", "039"),
        ("Iran rejected mediation by Algeria.", "126"),
        ("Albania refused to hold talks with Greece.", "125"),
        ("Vietnam demanded the withdrawal of Cambodia from the island.", "1056"),
        ("Cuba demanded that the United States lift sanctions.", "1054"),
        ("Libya promised to release the sailors from Greece.", "0353"),
        ("Mali and Niger reached an agreement to release prisoners.", "0353"),
        ("Iraq agreed to allow inspectors from the United Nations into the plant.", "0355"),
        ("Demonstrators in Kenya demanded the resignation of the president.", "1041"),
        ("Nigeria agreed to cut oil production.", "0342"),
        ("Burma pledged to reform its courts.", "034"),
        ("The Security Council urged India to exercise restraint.", "0256"),
        ("Italy issued an ultimatum to Abyssinia to hand over the gunmen.", "139"),
        ("Iraq threatened to shell Kuwait.", "1384"),
        ("Rebels threatened to kidnap Italian engineers in Nigeria.", "1383"),
        ("The United States threatened to impose sanctions on Libya.", "1312"),
        ("Turkey threatened to blockade Cyprus.", "1381"),
        ("Rwanda accused Congo of shelling the town.", "1123"),
        ("Chile accused Peru of torturing prisoners.", "1122"),
        # What is asked not to be done is no appeal for it.
        ("Sudan asked Kenya not to send arms to Chad.", "020"),
        # What the words do not tell stays open.
        ("Poland refused to comply with the resolution.", "120"),
    ],
)
def test_the_deed_makes_the_code_finer(kit, text, code):
    assert code in [e.cameo for e in read_plain(text, kit).events]


def laid(tmp_path: Path, text: str) -> Kit:
    """Return a kit with a mapping laid over ours."""
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    return Kit(Settings(data=(tmp_path,)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('deed = ["072"]\nto = { "033" = "0732" }', "'0732' is no CAMEO code of the root 03"),
        ('deed = ["072"]\nto = { "061" = "0612" }', "no rule for an act gives CAMEO '061'"),
        ('frames = ["suply"]\nto = { "033" = "0332" }', "no frame 'suply'"),
        ('families = ["gifts"]\nto = { "033" = "0332" }', "no family 'gifts'"),
        ('to = { "033" = "0332" }', "a row without a condition"),
    ],
)
def test_check_names_what_is_wrong_in_a_row(tmp_path, row, said):
    problems = [p for p in mapped(laid(tmp_path, f"[[fine]]\n{row}\n")) if p.where.startswith("mapping.toml, fine 1 ")]
    assert [said in p.message for p in problems] == [True]


def test_rows_of_an_overlay_come_first(tmp_path):
    kit = laid(tmp_path, '[[fine]]\nframes = ["supply-arms"]\nto = { "033" = "033" }\n')
    event = read_plain("Norway promised to supply Tanzania with rifles.", kit).events[0]
    assert (event.type, event.cameo) == ("AGREE", "033")
