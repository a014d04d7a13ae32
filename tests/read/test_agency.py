"""NewsML-G2, NITF and ninjs give one story an item; what is canceled takes its story back."""

import json

import pytest

from redshank.read import About, read_stories
from redshank.records import Skipped, Story

BODY = "Envoys of Norrland and Suland met in Geneva on Monday.\n\nThey agreed to meet again."
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf><head><docdata{status}><doc-id id-string="iw-1"/><date.issue norm="19980304T103000Z"/>
<doc.copyright holder="Indus Wire"/>{note}</docdata></head>
<body><body.head><hedline><hl1>Envoys open talks</hl1><hl2>More to come</hl2></hedline><byline>By Ana Duarte</byline>
<dateline><location>GENEVA</location></dateline></body.head>
<body.content><block>{body}</block><media><media-caption>A room.</media-caption></media></body.content></body></nitf>"""
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))


def item(body="", guid="tag:wire.test,2024:1", status="usable", more="", content=None):
    content = content or f"<inlineXML>{XHTML.format(body)}</inlineXML>"
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"><itemMeta>
<provider qcode="nprov:IW"><name>Indus Wire</name></provider><versionCreated>2024-03-04T12:00:00+01:00</versionCreated>
<firstCreated>2024-03-04T10:30:00+01:00</firstCreated><pubStatus qcode="stat:{status}"/>{more}</itemMeta>
<contentMeta><contentCreated>2024-03-04T10:29:00+01:00</contentCreated><by>By Ana Duarte</by>
<headline>Envoys open talks</headline><dateline>GENEVA</dateline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


def read(tmp_path, raw, name="a.xml"):
    (tmp_path / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(read_stories([tmp_path / name], About()))


@pytest.mark.parametrize(
    "content",
    [
        None,
        f"<inlineData contenttype='text/plain'>{BODY}</inlineData>",
        f"<inlineData contenttype='text/html'><![CDATA[{PARAGRAPHS}]]></inlineData>",
        "<inlineXML>" + NITF.format(body=PARAGRAPHS, status="", note="").split('.dtd">')[1] + "</inlineXML>",
    ],
)
def test_an_item_of_newsml(tmp_path, content):
    (story,) = read(tmp_path, item(PARAGRAPHS, content=content))
    assert story.text == f"Envoys open talks\n\nBy Ana Duarte\n\nGENEVA\n\n{BODY}"
    assert (story.publisher, story.source_id) == ("Indus Wire", "tag:wire.test,2024:1")
    assert (story.published, story.signal) == ("2024-03-04T10:29:00+01:00", None)
    assert [p.field for p in story.parts] == ["title", "byline", "dateline"]


def test_a_message_of_many_items(tmp_path):
    items = item(PARAGRAPHS) + item("", guid="picture") + item("<p>The envoys parted.</p>", guid="2")
    space = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    message = f"<newsMessage {space}><header/><itemSet>{items}<packageItem guid='p'/></itemSet></newsMessage>"
    first, second, third = read(tmp_path, message)
    assert isinstance(first, Story)
    assert (second.reason, second.line, second.source_id) == ("no-text", 2, "picture")
    assert third.text.endswith("The envoys parted.")


@pytest.mark.parametrize(
    ("status", "more", "signal"),
    [
        ("usable", "", None),
        ("canceled", "", "kill"),
        ("withheld", "<edNote>Withheld until further notice.</edNote>", "kill"),
        ("usable", '<signal qcode="sig:correction"/>', "correction"),
        ("usable", "<edNote>CORRECTION: the day was Tuesday.</edNote>", "correction"),
        ("usable", '<signal qcode="sig:update"/><edNote>UPDATE 2: adds quotes.</edNote>', None),
        ("usable", "<edNote>MANDATORY KILL</edNote>", "kill"),
    ],
)
@pytest.mark.parametrize("body", [PARAGRAPHS, ""])
def test_an_item_may_take_its_story_back(tmp_path, status, more, signal, body):
    (got,) = read(tmp_path, item(body, status=status, more=more))
    if signal is None and not body:
        assert got.reason == "no-text"
    else:
        assert (got.signal, got.replaces) == (signal, "tag:wire.test,2024:1" if signal else None)


@pytest.mark.parametrize(
    ("status", "note", "signal"),
    [
        ("", "", None),
        (' management-status="canceled"', "", "kill"),
        ("", '<ed-msg info="CORRECTION: the day was Tuesday"/>', "correction"),
    ],
)
def test_nitf(tmp_path, status, note, signal):
    (story,) = read(tmp_path, NITF.format(body=PARAGRAPHS, status=status, note=note), "a.nitf")
    assert story.text == f"Envoys open talks\n\nBy Ana Duarte\n\nGENEVA\n\n{BODY}"
    assert (story.publisher, story.published) == ("Indus Wire", "1998-03-04T10:30:00+00:00")
    assert (story.source_id, story.signal, story.replaces) == ("iw-1", signal, "iw-1" if signal else None)


NINJS = {
    "uri": "urn:iw:1",
    "pubstatus": "usable",
    "headline": "Envoys open talks",
    "byline": "By Ana Duarte",
    "versioncreated": "2024-03-04T10:30:00+01:00",
    "copyrightholder": "Indus Wire",
    "body_xhtml": PARAGRAPHS,
}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"body_xhtml": None, "body_text": BODY},
        {"body_xhtml": 5, "bodies": [{"value": "x"}, 7, {"value": PARAGRAPHS}]},
        {
            "headline": None,
            "headlines": [{"role": "sub", "value": "More"}, {"role": "main", "value": "Envoys open talks"}],
        },
    ],
)
def test_ninjs(tmp_path, name, change):
    (story,) = read(tmp_path, json.dumps({**NINJS, **change}), name)
    assert story.text == f"Envoys open talks\n\nBy Ana Duarte\n\n{BODY}"
    assert (story.publisher, story.published, story.source_id) == (
        "Indus Wire",
        "2024-03-04T10:30:00+01:00",
        "urn:iw:1",
    )


@pytest.mark.parametrize(
    ("change", "signal"),
    [
        ({"pubstatus": "canceled"}, "kill"),
        ({"pubstatus": "withheld", "body_xhtml": ""}, "kill"),
        ({"ednote": "CORRECTED: the day was Tuesday"}, "correction"),
        ({"ednote": "Adds quotes"}, None),
    ],
)
def test_ninjs_may_take_a_story_back(tmp_path, change, signal):
    (story,) = read(tmp_path, json.dumps({**NINJS, **change}), "a.json")
    assert (story.signal, story.replaces) == (signal, "urn:iw:1" if signal else None)


LAUGHS = '<!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (NITF.format(body="", status="", note=""), "no-text"),
        (NITF.format(body=PARAGRAPHS, status="", note="")[:300], "broken"),
        (LAUGHS + NITF.format(body="&b;", status="", note="").split('.dtd">')[1], "unsafe"),
        ("<!DOCTYPE nitf [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><nitf>&a;</nitf>", "unsafe"),
        ("<nitf>" + "<p>" * 5_000, "broken"),
        ("<inventory><thing/></inventory>", "format"),
        ("<packageItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='p'/>", "no-text"),
        (json.dumps({"uri": "urn:iw:1", "pubstatus": "usable", "type": "picture"}), "no-text"),
    ],
)
def test_bad_files_are_skipped_with_their_reason(tmp_path, raw, reason):
    (skipped,) = read(tmp_path, raw, "a.json" if raw.startswith("{") else "a.xml")
    assert isinstance(skipped, Skipped)
    assert skipped.reason == reason


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("declared", ["UTF-8", "iso-8859-1", "us-ascii", "no-such"])
def test_the_bytes_win_over_a_wrong_prolog(tmp_path, charset, declared):
    text = NITF.format(body="<p>Bogotá&nbsp;said so.</p>", status="", note="").replace("UTF-8", declared)
    (story,) = read(tmp_path, text.encode(charset))
    assert story.text.endswith("Bogotá said so.")
