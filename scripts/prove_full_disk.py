"""Fill a small disk with an ingest: a clear error, a whole archive, and a rerun that finishes once there is room.

usage: prove_full_disk.py [MEGABYTES]     needs the right to mount a tmpfs (root)
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from redshank.ingest.verify import verify
from redshank.store import Archive

CHILD = """
import sys
from redshank.store import writer
writer.STORIES_A_UNIT = 40
if __name__ == "__main__":
    from redshank.cli import main
    main(["ingest", sys.argv[1], sys.argv[2]])
"""


def main() -> None:
    """Run the proof."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        disk = desk / "disk"
        disk.mkdir()
        (desk / "child.py").write_text(CHILD, encoding="utf-8")
        rows = [{"id": f"s{n}", "text": text(n), "date": f"2001-{n % 12 + 1:02d}-03"} for n in range(1200)]
        (desk / "stories.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", disk], check=True)
        try:
            full = ingest(desk)
            print(f"exit code {full.returncode}: {full.stderr.strip().splitlines()[-1]}")
            assert full.returncode == 1, full.stdout
            assert "free" in full.stderr
            assert "Traceback" not in full.stderr
            stored = whole(disk / "west", index_too=False)
            subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
            done = ingest(desk)
            assert done.returncode == 0, done.stderr
            assert whole(disk / "west", index_too=True) == len(rows)
            print(f"{stored} stories were stored when the disk was full, all {len(rows)} after the rerun; verify clean")
        finally:
            subprocess.run(["umount", disk], check=True)


def text(number: int) -> str:
    """Return a story of its own."""
    more = " ".join(f"Delegate {number * 31 + k} spoke of article {k * 7 + number}." for k in range(40))
    return f"Norway offered to mediate between Peru and Ecuador, round {number} of the talks. {more}"


def ingest(desk: Path) -> "subprocess.CompletedProcess[str]":
    """Run the ingest."""
    argv = [sys.executable, desk / "child.py", desk / "disk" / "west", desk / "stories.jsonl"]
    env = {**os.environ, "TMPDIR": str(desk)}
    return subprocess.run(argv, capture_output=True, text=True, env=env, check=False)


def whole(path: Path, *, index_too: bool) -> int:
    """Fail if anything is wrong with the archive; return how many stories it holds."""
    with Archive(path) as archive:
        wrong = [f for f in verify(archive) if index_too or not is_rest(f.kind, f.where)]
        ledger = archive.ledger()
        count = ledger.counts()[1]
        ledger.close()
    assert not wrong, wrong[:3]
    return count


def is_rest(kind: str, where: str) -> bool:
    """Say whether a finding is what a full disk may leave: an index that lags, a file that the next run removes."""
    return kind in ("index", "text") or (kind == "file" and where.endswith(".part"))


if __name__ == "__main__":
    main()
