"""Kill an ingest again and again at random moments, and prove that nothing acknowledged is lost and nothing doubled.

usage: prove_kills.py SOURCE [--kills 25] [--stories 240] [--seed 1]

A first run without kills gives what must come out, and how long it takes. Then the same stories go into a second
archive by a process that is killed (-9) at random moments; after each kill the archive must verify clean but for an
index that lags behind, and hold every story that was acknowledged (the id of each stored story is written to a file
and synced when `commit` has returned). The last run is left to end. Units are made small, so that many kills fall into
the writing of one.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from redshank.ingest.verify import verify
from redshank.store import Archive, open_writer

CHILD = """
import os, sys
from redshank.store import writer
writer.STORIES_A_UNIT = 6
real = writer.Writer.commit
acknowledged = open(sys.argv[1], "a")

def commit(self, replaces=()):
    stories = list(self._stories)
    unit = real(self, replaces)
    acknowledged.write("".join(s + "\\n" for s in stories))
    acknowledged.flush()
    os.fsync(acknowledged.fileno())
    return unit

writer.Writer.commit = commit
if __name__ == "__main__":
    from redshank.cli import main
    main(["ingest", sys.argv[2], sys.argv[3]])
"""


def main() -> None:
    """Run the proof."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--stories", type=int, default=295)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        lines = given.source.read_text(encoding="utf-8").splitlines(keepends=True)[: given.stories]
        (desk / "stories.jsonl").write_text("".join(lines), encoding="utf-8")
        (desk / "child.py").write_text(CHILD, encoding="utf-8")
        first, whole = time_run(desk)
        expected = contents(desk / "whole")
        print(f"without kills: {len(expected['stories'])} stories, {len(expected['events'])} events", flush=True)
        before_the_end = kill_often(desk, first, whole, given.kills, random.Random(given.seed))
        if start_run(desk, "killed").wait() != 0:
            raise SystemExit("the last run failed")
        check(desk, "the end", index_too=True)
        assert contents(desk / "killed") == expected, "another content than without kills"
        print(
            f"{given.kills} kills, {before_the_end} of them before the end of the ingest: nothing lost, nothing twice"
        )


def start_run(desk: Path, name: str) -> "subprocess.Popen[bytes]":
    """Start an ingest in a process of its own."""
    argv = [sys.executable, desk / "child.py", desk / f"{name}.ack", desk / name, desk / "stories.jsonl"]
    return subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def time_run(desk: Path) -> tuple[float, float]:
    """Run without kills; return the seconds to the first acknowledgement and to the end."""
    start = time.monotonic()
    process = start_run(desk, "whole")
    ack = desk / "whole.ack"
    while process.poll() is None and not (ack.exists() and ack.stat().st_size):
        time.sleep(0.02)
    first = time.monotonic() - start
    if process.wait() != 0:
        raise SystemExit("the run without kills failed")
    return first, time.monotonic() - start


def kill_often(desk: Path, first: float, whole: float, kills: int, draw: random.Random) -> int:
    """Kill a run after a random time, check, start again; return how many kills fell before the end of the ingest.

    The time is drawn so that the ingest goes on by one part in `kills` on an average: half of the kills fall into the
    loading of the model or the first unit, the others anywhere behind.
    """
    early = 0
    longest = first + 2 * (whole - first) / kills
    for number in range(1, kills + 1):
        process = start_run(desk, "killed")
        time.sleep(draw.uniform(first / 2, longest))
        is_early = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        early += is_early
        stored = check(desk, f"kill {number}", index_too=False)
        print(f"kill {number}: {'before' if is_early else 'after'} the end, {stored} stories stored", flush=True)
    return early


def check(desk: Path, moment: str, *, index_too: bool) -> int:
    """Fail if anything acknowledged is missing, or anything is wrong; return how many stories are stored."""
    path = desk / "killed"
    if not (path / "archive.json").is_file():
        return 0
    with open_writer(path) as writer:  # sweeps away what the crash left
        files = writer.ledger.files()
    with Archive(path) as archive:
        wrong = [f for f in verify(archive) if index_too or f.kind not in ("index", "text")]
    assert not wrong, f"{moment}: {wrong[:3]}"
    acknowledged = (desk / "killed.ack").read_text(encoding="utf-8").split() if (desk / "killed.ack").exists() else []
    stored = contents(path)["stories"] if files else []
    missing = set(acknowledged) - set(stored)
    assert not missing, f"{moment}: {len(missing)} acknowledged stories are lost"
    return len(stored)


def contents(path: Path) -> dict[str, list[Any]]:
    """Return what the truth holds: ids, one entry a row, so that doubles show."""
    from redshank.store.parquet import connect, read_rows

    found: dict[str, list[Any]] = {}
    with open_writer(path) as writer:
        for table in ("stories", "events", "claims", "sightings", "skips"):
            paths = [writer.layout.file(f.name, f.month, f.unit) for f in writer.ledger.files(name=table)]
            found[table] = sorted(json.dumps(r["id"]).strip('"') for r in read_rows(connect(), paths))
    return found


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
