"""Documents made ready in processes of their own: workers that analyse batches, in the order they are given."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from indexer.collection import Collection
from indexer.pipeline.batches import Work, characters
from indexer.pipeline.entries import Prepared, Unprepared, prepared_or_not
from indexer.pipeline.processes import SPAWNING

K = TypeVar("K")
R = TypeVar("R")

SELDOM = (1_000_000, 50, 100)
"""Passages make no cycles, and every word known stays known: to look for garbage often is to look in vain."""

_worker_collection: Collection | None = None


def _start(collection: Collection) -> None:
    global _worker_collection
    _worker_collection = collection
    parent = multiprocessing.parent_process()
    if parent is not None:
        gc.set_threshold(*SELDOM)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Looks for garbage seldom in this process."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent.join()
    os._exit(1)


def prepare_batch(work: Work) -> tuple[Prepared | Unprepared, ...]:
    """What comes of a batch, in the process of the caller: over the collection that `workers` left there."""
    assert _worker_collection is not None
    return tuple(prepared_or_not(document, _worker_collection, standing) for document, standing in work)


class Workers:
    """Prepares batches in order, in other processes where there are any; the first `patience` characters here."""

    def __init__(self, executor: Executor | None, ahead: int, patience: int) -> None:
        self.reading = executor if not patience else None
        self._executor = executor
        self._ahead = ahead
        self._patience = patience

    def map(self, function: Callable[[Work], R], items: Iterable[tuple[K, Work]]) -> Iterator[tuple[K, R]]:
        """(key, function(work)) for each (key, work); a bounded number is taken ahead."""
        waiting: deque[tuple[K, Future[R]]] = deque()
        for key, value in items:
            if self._executor is None or self._patience > 0:
                self._patience -= sum(characters(document) for document, _ in value)
                yield key, function(value)
                continue
            waiting.append((key, self._executor.submit(function, value)))
            if len(waiting) > self._ahead:
                first, future = waiting.popleft()
                yield first, future.result()
        for key, future in waiting:
            yield key, future.result()


@contextmanager
def workers(jobs: int, collection: Collection, patience: int = 0) -> Iterator[Workers]:
    """So many processes; with 1 all is done in this one, and so are the first `patience` characters in any case."""
    _start(collection)
    if jobs <= 1:
        yield Workers(None, 0, 0)
        return
    with ProcessPoolExecutor(jobs, mp_context=SPAWNING, initializer=_start, initargs=(collection,)) as executor:
        yield Workers(executor, 3 * jobs, patience)
