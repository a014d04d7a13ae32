"""Code whole corpora: no crash, every skip explained, every span of every record in its place. Prints time and memory.

usage: check_corpus.py STORIES.jsonl ... [--every N]     exit code 1 if a span is misplaced
"""

import argparse
import resource
import sys
import time
from collections import Counter
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
SHOWN = 10


def main(argv: list[str]) -> int:
    """Code each file and print one line about it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args(argv)

    from laws.spans import misplaced
    from redshank.kit import Kit
    from redshank.pipeline import code_stories
    from redshank.read import About, read_stories
    from redshank.records import Skipped

    kit = Kit()
    faults = 0
    for path in given.files:
        counts: Counter[str] = Counter()
        spent = time.process_time()
        checked = 0.0
        for outcome in code_stories(islice(read_stories([path], About()), 0, None, given.every), kit):
            if isinstance(outcome, Skipped):
                counts[f"skipped, {outcome.reason}"] += 1
                counts["skips without a message"] += not outcome.message
                continue
            counts["stories"] += 1
            counts["events"] += len(outcome.events)
            counts["stories with an event"] += bool(outcome.events)
            start = time.process_time()
            wrong = misplaced(outcome)
            checked += time.process_time() - start
            for fault in wrong[: max(0, SHOWN - faults)]:
                print(f"{outcome.source_id}: {fault}", file=sys.stderr)
            faults += len(wrong)
        seconds = time.process_time() - spent - checked
        told = ", ".join(f"{n} {what}" for what, n in counts.items() if n)
        print(f"{path.name}: {told}; {seconds:.0f} s CPU, {memory():.0f} MB at most", flush=True)
    print(f"{faults} spans misplaced")
    return 1 if faults else 0


def memory() -> float:
    """Return the most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
