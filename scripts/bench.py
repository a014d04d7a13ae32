"""Measure the CPU of `code` as a ratio to spaCy's full small pipeline on the same text, in one run, on one thread.

usage: bench.py [STORIES.jsonl] [--stories N]     default: the bundled stories, three times over

The two take turns block by block, so that a machine that slows down slows both. spaCy's pipeline is whole (tagger,
parser, attribute ruler, lemmatizer, entities) and gets each story as one text, in batches.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ROOT / "src" / "redshank" / "data" / "stories"
BLOCK = 25
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def stories(path: Path | None, most: int) -> list[Any]:
    """Read the stories to measure on."""
    from redshank.read import About, read_stories
    from redshank.records import Story

    found: Iterable[Any] = read_stories([path or BUNDLED], About())
    kept = [s for s in islice(found, most) if isinstance(s, Story)]
    return kept if path else kept * 3


def blocks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Give the stories in blocks."""
    for start in range(0, len(items), BLOCK):
        yield items[start : start + BLOCK]


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds that a piece of work took."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Timed:
    """The analyzer, with a watch on what the model itself costs."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.model = inner.model
        self.seconds = 0.0

    def split(self, texts: Sequence[str]) -> Iterator[Any]:
        """Split texts and count the time."""
        return self._watched(self.inner.split(texts))

    def words(self, texts: Sequence[str]) -> Iterator[Any]:
        """Parse texts and count the time."""
        return self._watched(self.inner.words(texts))

    def _watched(self, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            start = time.process_time()
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.seconds += time.process_time() - start
            yield item


STAGES = ("find_mentions", "find_events", "find_registers", "find_claims", "resolve", "join_story")


def watch_stages(pipeline: Any) -> dict[str, float]:
    """Put a watch on each stage behind the model; the seconds are filled in as stories are read."""
    seconds = dict.fromkeys(STAGES, 0.0)

    def watched(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return work(*args, **kwargs)
            finally:
                seconds[name] += time.process_time() - start

        return run

    for name in STAGES:
        setattr(pipeline, name, watched(name, getattr(pipeline, name)))
    return seconds


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", nargs="?", type=Path)
    parser.add_argument("--stories", dest="most", type=int, default=2000)
    given = parser.parse_args(argv)
    os.environ.update(dict.fromkeys(THREADS, "1"))  # before numpy is loaded

    import spacy

    from redshank import pipeline
    from redshank.kit import Kit
    from redshank.parse.analyzer import model_folder

    seconds = watch_stages(pipeline)
    code_stories = pipeline.code_stories
    kit = Kit()
    timed = Timed(kit.analyzer)
    kit.__dict__["analyzer"] = timed
    chosen = stories(given.stories, given.most)
    list(code_stories(chosen[:3], kit))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    nlp = spacy.load(model_folder())
    list(nlp.pipe(s.text for s in chosen[:3]))
    timed.seconds = 0.0
    seconds.update(dict.fromkeys(STAGES, 0.0))
    ours = theirs = 0.0
    for block in blocks(chosen):
        ours += spent(lambda block=block: list(code_stories(block, kit)))
        theirs += spent(lambda block=block: list(nlp.pipe((s.text for s in block), batch_size=BLOCK)))
    characters = sum(len(s.text) for s in chosen)
    print(f"{len(chosen)} stories, {characters:,} characters, one thread")
    print(f"code                          {ours:8.2f} s   {ours / len(chosen) * 1000:7.2f} ms a story")
    print(f"spaCy's full small pipeline   {theirs:8.2f} s   {theirs / len(chosen) * 1000:7.2f} ms a story")
    print(f"ratio code / spaCy            {ours / theirs:8.3f}     (floor 0.8, aim 0.4)")
    rest = (ours - timed.seconds) / timed.seconds
    print(f"besides the model / model     {rest:8.3f}     (floor 0.6, aim 0.25)")
    for name, took in seconds.items():
        print(f"  {name:27} {took / timed.seconds:8.3f}     of the model")
    print(f"memory of code after 3 stories {memory:7.0f} MB; peak of this run with both loaded {peak():.0f} MB")
    cold()
    return 0


def cold() -> None:
    """Compare one short story from a cold start with importing spaCy, loading the whole model and parsing it."""
    from redshank.parse.analyzer import model_folder

    story = BUNDLED / "expulsion.txt"
    parse = f"import spacy, pathlib; spacy.load({str(model_folder())!r})(pathlib.Path({str(story)!r}).read_text())"
    ours = best([sys.executable, "-m", "redshank", "code", "--format", "jsonl", str(story)])
    theirs = best([sys.executable, "-c", parse])
    print(
        f"cold start, one story         {ours:8.2f} s   spaCy {theirs:.2f} s   ratio {ours / theirs:.3f}   (floor 1.5)"
    )


def best(command: list[str]) -> float:
    """Return the least CPU seconds of three runs of a command."""
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(found)


def peak() -> float:
    """Return the most memory that this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
