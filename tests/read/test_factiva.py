"""Exports of Factiva, with codes or plain, as text and HTML, give one licensed story a document."""

import pytest

from redshank.read import About, read_stories

CODED = """HD
Envoys open talks in Geneva

BY
By Ana Duarte

WC
312 words
PD
4 March 1998
ET
10:30
SN
The Indus Wire
SC
INDW
LA
English
CY
(c) 1998 The Indus Wire. All rights reserved.

LP

GENEVA - Envoys of Norrland and Suland met on Monday.

TD

IN GENEVA the envoys spoke of prisoners.

CO nobody spoke of it. They agreed to meet again.

NS
gdip : Diplomacy | gcat : Politics
RE
swtz : Switzerland
PUB
Indus Wire Ltd
AN
Document INDW000019980304du3400001
"""
SPACED = """
HD  Envoys part
WC  12 words
PD  7 March 1998
SN  The Indus Wire
LP  The envoys parted.
RE  swtz : Switzerland
AN  Document INDW000019980307du3700002
"""
PLAIN = """World
Envoys open talks in Geneva
By Ana Duarte
312 words
4 March 1998
10:30 GMT
The Indus Wire
INDW
4
English
(c) 1998 The Indus Wire. All rights reserved.

GENEVA - Envoys of Norrland and Suland met on Monday.

IN GENEVA the envoys spoke of prisoners.

CO nobody spoke of it. They agreed to meet again.

Document INDW000019980304du3400001

Envoys part
12 words
7 March 1998
The Indus Wire
INDW
English
(c) 1998 The Indus Wire

The envoys parted.

Document INDW000019980307du3700002
"""
BODY = (
    "GENEVA - Envoys of Norrland and Suland met on Monday.\n\nIN GENEVA the envoys spoke of prisoners.\n\n"
    "CO nobody spoke of it. They agreed to meet again."
)


def coded_html():
    rows = []
    for block in (CODED + SPACED).split("\n"):
        code, _, value = block.partition("  ") if block[:2].isupper() and block[2:4] == "  " else (block, "", "")
        if code.isupper() and len(code) in (2, 3):
            rows.append(f"</td></tr><tr><td><b>{code}</b>&nbsp;</td><td>{value}")
        elif block.strip():
            rows.append(f'<p class="articleParagraph enarticleParagraph">{block}</p>')
    return f"<!DOCTYPE html><html><body><div><table><tr><td>{''.join(rows)}</td></tr></table></div></body></html>"


def plain_html():
    lines = "".join(f"<div>{line}</div>" for line in PLAIN.split("\n") if line)
    return f"<html><head><title>Factiva</title></head><body>{lines}</body></html>"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", CODED + SPACED),
        ("a.txt", (CODED + SPACED).replace("\n", "\r\n")),
        ("a.html", coded_html()),
        ("a.txt", PLAIN),
        ("a.html", plain_html()),
    ],
    ids=["coded", "crlf", "coded html", "plain", "plain html"],
)
def test_both_layouts(tmp_path, name, text):
    (tmp_path / name).write_bytes(text.encode())
    first, second = read_stories([tmp_path / name], About())
    assert first.text == f"Envoys open talks in Geneva\n\nBy Ana Duarte\n\n{BODY}"
    assert (first.title, first.publisher) == ("Envoys open talks in Geneva", "The Indus Wire")
    assert (first.published, first.source_id) == ("1998-03-04", "INDW000019980304du3400001")
    assert (second.text, second.published) == ("Envoys part\n\nThe envoys parted.", "1998-03-07")
    assert first.is_licensed
    assert second.is_licensed


def test_headlines_alone_and_a_cut_export_are_said(tmp_path):
    text = CODED.replace(BODY.split("\n")[0], "").replace("IN GENEVA the envoys spoke of prisoners.", "")
    text = text.replace("CO nobody spoke of it. They agreed to meet again.", "")
    (tmp_path / "a.txt").write_text(text + SPACED.split("RE ")[0])
    got = list(read_stories([tmp_path / "a.txt"], About()))
    assert [g.reason for g in got] == ["no-text", "broken"]


@pytest.mark.parametrize("text", ["Document 17 was lost.\n312 words\n", "HD  video\nPD  police\nAN  Document 5\n"])
def test_ordinary_texts_are_no_exports(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    (story,) = read_stories([tmp_path / "a.txt"], About())
    assert (story.text, story.is_licensed) == (text, False)
