"""Run the pipeline in this process or in several; a story that kills its worker becomes a Skipped record."""

import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from redshank.kit import Kit
from redshank.pipeline import code_stories
from redshank.records import Reading, Skipped, Story
from redshank.settings import Settings

UNIT = 16
AHEAD = 4  # units waiting per worker, so that memory stays small on any input

_kit: Kit | None = None


def code_with(stories: Iterable[Story | Skipped], settings: Settings, workers: int = 1) -> Iterator[Reading | Skipped]:
    """Code stories with some processes; one process means this one.

    Args:
        stories: what `read` gives.
        settings: choices for coding.
        workers: processes; each loads the model once.
    """
    if workers == 1:
        yield from code_stories(stories, Kit(settings))
        return
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    yield from _spread(_units(stories), settings, workers)


def _units(stories: Iterable[Story | Skipped]) -> Iterator[tuple[Story | Skipped, ...]]:
    source = iter(stories)
    while unit := tuple(islice(source, UNIT)):
        yield unit


def _spread(
    units: Iterator[tuple[Story | Skipped, ...]], settings: Settings, workers: int
) -> Iterator[Reading | Skipped]:
    pool = _pool(settings, workers)
    waiting: list[tuple[tuple[Story | Skipped, ...], Future[tuple[Reading | Skipped, ...]]]] = []
    try:
        for unit in units:
            waiting.append((unit, pool.submit(_work, unit)))
            if len(waiting) >= workers * AHEAD:
                outcome, pool = _collect(waiting, pool, settings, workers)
                yield from outcome
        while waiting:
            outcome, pool = _collect(waiting, pool, settings, workers)
            yield from outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _collect(
    waiting: list[tuple[tuple[Story | Skipped, ...], Future[tuple[Reading | Skipped, ...]]]],
    pool: ProcessPoolExecutor,
    settings: Settings,
    workers: int,
) -> tuple[tuple[Reading | Skipped, ...], ProcessPoolExecutor]:
    """Take the oldest unit; when its worker died, code its stories one at a time to find the guilty one."""
    unit, future = waiting.pop(0)
    try:
        return future.result(), pool
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
        outcome = tuple(_alone(story, settings) for story in unit)
        fresh = _pool(settings, workers)
        for k, (other, _) in enumerate(waiting):
            waiting[k] = (other, fresh.submit(_work, other))
        return outcome, fresh


def _alone(story: Story | Skipped, settings: Settings) -> Reading | Skipped:
    if isinstance(story, Skipped):
        return story
    with _pool(settings, 1) as pool:
        try:
            return pool.submit(_work, (story,)).result()[0]
        except BrokenProcessPool:
            return Skipped(
                source_id=story.source_id,
                reason="killed-worker",
                message=f"{story.source_id}: coding this story killed its process twice; please send us the text",
            )


def _pool(settings: Settings, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=workers, mp_context=get_context("spawn"), initializer=_start, initargs=(settings,)
    )


def _start(settings: Settings) -> None:
    global _kit  # one kit a worker process, loaded once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out the work
    _kit = Kit(settings)


def _work(unit: tuple[Story | Skipped, ...]) -> tuple[Reading | Skipped, ...]:
    return tuple(code_stories(unit, _kit))
