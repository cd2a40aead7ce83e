"""One run over changed files: workers read and analyse, this process writes a generation that nobody sees yet."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from indexer.collection import Collection
from indexer.document import Document
from indexer.engines.base import Writer
from indexer.pipeline.entries import Prepared, entry, merged, prepare_document
from indexer.pipeline.manifest import Changes, SourceFile
from indexer.pipeline.near_duplicate_groups import Groups
from indexer.pipeline.reading import read_file
from indexer.pipeline.reading_workers import ReadingPool
from indexer.readers.sidecars.sidecars import Sidecars
from indexer.storage.document_store import Store
from indexer.terms import words

BATCH_CHARACTERS = 200_000
"""How much text one worker takes at a time: a second or two of work."""

SMALL_BYTES = 300_000
"""Files that come to less than this are done in this process; starting others would take longer."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of files done, of all there are to do, and the file whose documents came last."""

    done: int
    known: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of a file that are prepared together, and how many of its bytes they stand for."""

    file: SourceFile
    size: int


K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

Report = Callable[[Progress], None]

NO_SIDECARS = Sidecars({}, {})


class Outgrown(Exception):
    """There are more passages than the run was to take."""


@dataclass
class Run:
    """The state of one run. `open_writer` opens the engine's writer of the new generation; of more than `most` passages
    (0 for any number) the run makes nothing and raises Outgrown."""

    store: Store
    open_writer: Callable[[], Writer]
    collection: Collection
    jobs: int
    report: Report
    sidecars: Sidecars = NO_SIDECARS
    most: int = 0
    _names: set[str] = field(default_factory=set)
    _written: set[str] = field(default_factory=set)
    _shared: set[str] = field(default_factory=set)
    _progress: Progress = Progress(0, 0)

    def __post_init__(self) -> None:
        self._groups = Groups(self.store)
        self._before = self.store.counts()[2] if self.most else 0

    def carry_out(self, changes: Changes) -> None:
        """Take out what is gone, put in what is new, then settle passages that stand in several places."""
        with self.open_writer() as writer:
            left = self._forget([*(file.key for file in changes.changed), *changes.gone])
            # What was there comes first, so that no new file takes its documents' ids away.
            self._index((*changes.changed, *changes.new), writer)
            orphans = self.store.orphans(left)
            for passage_id in orphans:
                writer.delete(passage_id)
            writer.commit()
        for file in changes.touched:
            self.store.touch_file(file.key, file.mtime)
        self._settle(self._shared | (left - orphans - self._written))
        self._groups.settle(orphans)
        self.store.drop_passages(orphans)
        self.store.commit()

    def _forget(self, keys: Iterable[str]) -> set[str]:
        return {passage for key in keys for passage in self.store.forget_file(key)}

    def _index(self, files: Sequence[SourceFile], writer: Writer) -> None:
        size = sum(file.size for file in files)
        self._progress = Progress(0, size)
        self.report(self._progress)
        jobs = 1 if size < SMALL_BYTES else self.jobs
        with _workers(jobs, self.collection) as workers, ReadingPool(jobs, executor=workers.executor) as pool:
            for batch, prepared in workers.map(_prepare, self._read(files, pool)):
                for document in prepared:
                    self._keep(document, batch.file.key, writer)
                self._advance(batch)

    def _advance(self, batch: "Batch") -> None:
        self._progress = Progress(self._progress.done + batch.size, self._progress.known, batch.file.name)
        self.report(self._progress)

    def _read(self, files: Sequence[SourceFile], pool: ReadingPool) -> Iterator[tuple["Batch", tuple[Document, ...]]]:
        """Read files, some ahead, and note what came of them; gives their documents in batches."""
        read = partial(read_file, pool, self.sidecars)
        for file, found in zip(files, pool.map(read, files), strict=True):
            documents = tuple(self._named(found.documents, file.name))
            self.store.put_file(found.row(file))
            batches = list(_batches(documents)) or [()]
            yield from (
                (Batch(file, share), batch)
                for share, batch in zip(_shares(file.size, len(batches)), batches, strict=True)
            )

    def _named(self, documents: Iterable[Document], path: str) -> Iterator[Document]:
        """Documents whose ids are theirs alone: a second `doc-1` becomes `doc-1@letters/b.md`."""
        for document in documents:
            name, number = document.id, 1
            while name in self._names or self.store.has_document(name):
                name = f"{document.id}@{path}" + (f"#{number}" if number > 1 else "")
                number += 1
            self._names.add(name)
            yield document if name == document.id else replace(document, id=name)

    def _keep(self, prepared: Prepared, key: str, writer: Writer) -> None:
        self.store.put_document(prepared.document, key)
        rows = zip(prepared.passages, prepared.metadata, prepared.entries, prepared.bands, strict=True)
        for passage, about, finished, bands in rows:
            if self.store.put_place(passage, about, words(finished.texts["body_w"])):
                self._written.add(passage.id)
                if self.most and self._before + len(self._written) > self.most:
                    raise Outgrown
                self._groups.keep(passage.id, bands)
                writer.put(finished)
            else:
                self._shared.add(passage.id)

    def _settle(self, passage_ids: Iterable[str]) -> None:
        """Make the entries of passages whose places changed again, from all their places."""
        chosen = sorted(passage_ids)
        if not chosen:
            return
        with self.open_writer() as writer:
            for passage_id in chosen:
                places = self.store.places(passage_id)
                writer.put(merged([entry(p.passage, p.metadata, p.document) for p in places]))
            writer.commit()


def _shares(size: int, parts: int) -> Iterator[int]:
    """A size in so many parts as equal as whole numbers can be; together they are the size."""
    return (size * (number + 1) // parts - size * number // parts for number in range(parts))


def _batches(documents: Sequence[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in groups of about BATCH_CHARACTERS."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(len(block.text) for block in document.blocks)
        if size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


# What runs in a worker: plain functions over the collection that `_start` left there.

_worker_collection: Collection | None = None


def _start(collection: Collection) -> None:
    global _worker_collection
    _worker_collection = collection
    parent = multiprocessing.parent_process()
    if parent is not None:
        # Passages make no cycles, and every word known stays known: to look for garbage often is to look in vain.
        gc.set_threshold(100_000, 50, 100)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent.join()
    os._exit(1)


def _prepare(documents: tuple[Document, ...]) -> tuple[Prepared, ...]:
    assert _worker_collection is not None
    return tuple(prepare_document(document, _worker_collection) for document in documents)


class Workers:
    """Maps functions over keyed values in order, in other processes where there are any."""

    def __init__(self, executor: Executor | None, ahead: int) -> None:
        self.executor = executor
        self._ahead = ahead

    def map(self, function: Callable[[T], R], items: Iterable[tuple[K, T]]) -> Iterator[tuple[K, R]]:
        """(key, function(value)) for each (key, value); a bounded number of values is taken ahead."""
        if self.executor is None:
            yield from ((key, function(value)) for key, value in items)
            return
        waiting: deque[tuple[K, Future[R]]] = deque()
        for key, value in items:
            waiting.append((key, self.executor.submit(function, value)))
            if len(waiting) > self._ahead:
                first, future = waiting.popleft()
                yield first, future.result()
        for key, future in waiting:
            yield key, future.result()


@contextmanager
def _workers(jobs: int, collection: Collection) -> Iterator[Workers]:
    if jobs <= 1:
        _start(collection)
        yield Workers(None, 0)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(collection,)) as executor:
        yield Workers(executor, 3 * jobs)
