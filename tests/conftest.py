"""What all tests share: one kit, the bundled stories, and a rule about skipping."""

import io
import os
import sys
from typing import NamedTuple

import pytest

from where import SHARED, STORIES

MAY_SKIP = ("missing outside program", "missing ../shared")


@pytest.fixture(scope="session")
def kit():
    """Model and knowledge, loaded once a process."""
    from redshank.kit import Kit

    return Kit()


@pytest.fixture(scope="session")
def read(kit):
    """Return a function that codes a text."""
    from redshank.pipeline import read_story
    from redshank.read import About
    from redshank.read.story import Fields, make_story

    def code(text, **about):
        return read_story(make_story(Fields(text=text), About(**about), "test"), kit)

    return code


@pytest.fixture(scope="session")
def bundled(kit):
    """The readings of the bundled stories, by name."""
    from redshank.pipeline import read_story
    from redshank.read import About, read_stories

    return {p.stem: read_story(next(iter(read_stories([p], About()))), kit) for p in sorted(STORIES.glob("*.txt"))}


@pytest.fixture(scope="session")
def archive_path(bundled, tmp_path_factory):
    """The path of an archive of the bundled stories, with its index; for reading only."""
    from redshank.store import open_writer
    from redshank.store.index import refresh_index
    from redshank.store.text import refresh_text

    path = tmp_path_factory.mktemp("archive") / "west"
    with open_writer(path) as writer:
        for name, reading in bundled.items():
            writer.add(reading)
            published = reading.published.value if reading.published else None
            writer.sight(reading.id, f"{name}.txt", reading.publisher, reading.url, published)
        writer.commit()
        refresh_index(writer.layout, writer.ledger)
        refresh_text(writer.layout, writer.ledger)
    return path


class Ran(NamedTuple):
    """What a command wrote and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def redshank(capsys, monkeypatch):
    """Return a function that runs the real command line in this process."""
    from redshank.cli import main

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = 0
        try:
            main([str(a) for a in arguments])
        except SystemExit as end:
            code = end.code or 0
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def shared():
    """The folder beside the clone that holds outside gold; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("missing ../shared")
    return SHARED


def pytest_terminal_summary(terminalreporter):
    """Count what was skipped and why."""
    for why, count in sorted(_reasons(terminalreporter).items()):
        allowed = "" if why.startswith(MAY_SKIP) else "   NOT ALLOWED: a test must run or name an outside program"
        terminalreporter.write_line(f"skipped {count}: {why}{allowed}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In CI a skip that is not allowed fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or exitstatus:
        return
    if not all(why.startswith(MAY_SKIP) for why in _reasons(reporter)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _reasons(reporter):
    counts: dict[str, int] = {}
    for report in reporter.stats.get("skipped", ()):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        why = why.removeprefix("Skipped: ")
        counts[why] = counts.get(why, 0) + 1
    return counts
