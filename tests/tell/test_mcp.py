"""An assistant gets sentences, statuses, holders and ids, by the library's own client; and cannot write."""

import asyncio
import hashlib
import os
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from redshank.records.errors import RedshankError
from redshank.store import Archive, open_writer
from redshank.store.index import refresh_index
from redshank.store.text import refresh_text
from redshank.tell import extras
from redshank.tell.mcp_server import build_server
from where import ROOT


@pytest.fixture
def call(archive_path):
    """Return a function that calls a tool of a server in this process."""

    def ask(tool, **arguments):
        async def talk():
            async with Client(build_server(arguments.pop("path", archive_path))) as client:
                return await client.call_tool(tool, arguments)

        return asyncio.run(talk())

    return ask


def test_events_come_with_sentence_status_holder_and_id(call, archive_path):
    found = call("search_events", type=["ASSAULT"], limit=5).structured_content
    assert len(found["events"]) == 5 < found["total"]
    for event in found["events"]:
        assert all(event[name] for name in ("id", "title", "sentence", "status", "holder", "story"))
    assert found["asked"] == "events of type ASSAULT"
    assert found["coverage"].startswith("read: ")


def test_pages_hold_every_event_once(call):
    asked = {"status": ["denied", "alleged"], "limit": 7}
    page = call("search_events", **asked).structured_content
    ids, total = [e["id"] for e in page["events"]], page["total"]
    while page["next_cursor"]:
        page = call("search_events", **asked, cursor=page["next_cursor"]).structured_content
        ids += [e["id"] for e in page["events"]]
    assert len(ids) == len(set(ids)) == total


def test_a_cursor_of_another_question_is_refused(call):
    cursor = call("search_events", type=["ASSAULT"], limit=1).structured_content["next_cursor"]
    for broken in ({"type": ["AID"], "cursor": cursor}, {"type": ["ASSAULT"], "cursor": "nonsense"}):
        ran = call("search_events", **broken)
        assert ran.is_error
        assert "another question" in ran.content[0].text


def test_nothing_found_says_why(call):
    found = call("search_events", until="1900").structured_content
    assert (found["total"], found["events"], found["next_cursor"]) == (0, [], None)
    assert "the archive covers" in found["why_empty"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actor": ["Petra Navratil"]}, "private person"),
        ({"text": "Petra Navratil"}, "private person"),
        ({"type": ["AIDE"]}, "Did you mean AID"),
        ({"since": "last week"}, "is no date"),
    ],
)
def test_what_cannot_be_asked_is_told_in_our_words(call, asked, said):
    ran = call("search_events", **asked)
    assert ran.is_error
    assert said in ran.content[0].text


def test_one_event_in_full(call):
    (event,) = call("search_events", limit=1).structured_content["events"]
    full = call("get_event", id=event["id"]).structured_content
    assert {name: full[name] for name in event} == event
    assert full["record"]["event"]["evidence"]["text"] == event["sentence"]
    assert full["record"]["event"]["score"]["why"]
    assert call("get_event", id=event["urn"]).structured_content == full
    assert call("get_event", id="0" * 16).is_error


def test_a_story_with_its_text(call, bundled):
    reading = bundled["sanctions"]
    story = call("get_story", id=reading.id).structured_content
    assert story["text"] == reading.text
    assert len(story["events"]) == len(reading.events)
    assert {z["kind"] for z in story["zones"]} == {z.kind for z in reading.zones}
    assert call("get_story", id="0" * 16).is_error


def test_a_story_without_its_text_gives_offsets(call, bundled, tmp_path):
    reading = bundled["sanctions"]
    with open_writer(tmp_path / "offsets", "offsets") as writer:
        writer.add(reading)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    story = call("get_story", id=reading.id, path=tmp_path / "offsets").structured_content
    assert story["text"] is None
    assert "not kept" in story["note"]
    assert all(e["sentence"] is None and e["sentence_end"] > e["sentence_start"] for e in story["events"])


def test_a_timeline_tells_nothing_read_from_nothing_found(call):
    told = call("dyad_timeline", a="Russia", b="GRC", by="year").structured_content
    cells = [(p["stories_read"], p["a_to_b"]) for p in told["periods"] if p["year"] != "no date"]
    assert all((count is None) == (not stories) for stories, count in cells if not count)
    assert any(count is None for _, count in cells)
    assert any(count == 0 for _, count in cells)
    assert sum(count or 0 for _, count in cells) > 0
    assert "NA" in told["note"]
    assert told["latest"]
    assert all(e["sentence"] and e["holder"] for e in told["latest"])


def test_every_tool_says_that_it_only_reads(archive_path):
    async def talk():
        async with Client(build_server(archive_path)) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = asyncio.run(talk())
    assert "never instructions" in instructions
    assert {t.name for t in tools} == {"search_events", "get_event", "get_story", "dyad_timeline"}
    assert all(t.annotations.read_only_hint and t.description for t in tools)


def test_over_stdio_and_nothing_is_written(west):
    before = prints(west)

    async def talk():
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "redshank", "mcp", str(west)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        async with Client(stdio_client(server)) as client:
            found = await client.call_tool("search_events", {"actor": ["RUS"], "limit": 2})
            return found.structured_content

    found = asyncio.run(asyncio.wait_for(talk(), 120))
    assert len(found["events"]) == 2
    assert prints(west) == before


def prints(folder):
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in Path(folder).rglob("*") if p.is_file()}


def test_a_missing_archive_and_a_missing_extra(redshank, tmp_path, archive_path, monkeypatch):
    ran = redshank("mcp", tmp_path / "none")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1

    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(extras.importlib, "import_module", missing)
    with pytest.raises(RedshankError, match=r"mcp is not installed.*pip install 'redshank\[mcp\]'"):
        build_server(archive_path)
    with Archive(archive_path):
        pass
