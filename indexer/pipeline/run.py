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
from indexer.document import Document, IndexEntry, Metadata, Passage
from indexer.engines.base import Writer
from indexer.pipeline.batches import Batch, Draft, Work, batches, characters
from indexer.pipeline.collection_change import described_anew
from indexer.pipeline.compaction import entry_of
from indexer.pipeline.entries import Prepared, Unprepared, prepared_or_not
from indexer.pipeline.manifest import Changes, SourceFile
from indexer.pipeline.near_duplicate_groups import Groups, packed
from indexer.pipeline.reading import read_file
from indexer.pipeline.reading_workers import ReadingPool
from indexer.pipeline.standing import document_digest, place_key, standing
from indexer.pipeline.words_met import WordsMet
from indexer.readers.sidecars.sidecars import Sidecars
from indexer.storage.store_writer import StoreWriter
from indexer.terms import words

SMALL_BYTES = 300_000
"""Files that come to less than this are done in this process; starting others would take longer."""

SMALL_CHARACTERS = 100_000
"""Of changed files so much text is analysed here before other processes are started: most of them says what it said."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of files done, of all there are to do, and the file whose documents came last."""

    done: int
    known: int
    file: str = ""


K = TypeVar("K")
R = TypeVar("R")

Report = Callable[[Progress], None]

NO_SIDECARS = Sidecars({}, {})


class Outgrown(Exception):
    """There are more passages than the run was to take."""


@dataclass
class Run:
    """The state of one run. `open_writer` opens the engine's writer of the new generation; of more than `most` passages
    (0 for any number) the run makes nothing and raises Outgrown.

    Of passages it knows those `_written`, with an entry from the one place they have; those `_shared`, which stand in
    several places; and those that `_left` a place. `_former` are the documents of changed files, with their digests,
    until they are met again.
    """

    store: StoreWriter
    open_writer: Callable[[], Writer]
    collection: Collection
    jobs: int
    report: Report
    sidecars: Sidecars = NO_SIDECARS
    most: int = 0
    _names: set[str] = field(default_factory=set)
    _written: set[str] = field(default_factory=set)
    _shared: set[str] = field(default_factory=set)
    _left: set[str] = field(default_factory=set)
    _former: dict[str, bytes] = field(default_factory=dict)
    _progress: Progress = Progress(0, 0)

    def __post_init__(self) -> None:
        self._groups = Groups(self.store)
        self._words = WordsMet(self.store)
        self._before = self.store.counts()[2] if self.most else 0

    @property
    def written(self) -> int:
        """How many passages have an entry from this run."""
        return len(self._written | self._shared)

    def carry_out(self, changes: Changes, described: bool = True) -> None:
        """Take out what is gone, put in what is new, then settle passages that stand in several places; where documents
        are not `described` as the collection file has it by now, do that too."""
        for file in changes.touched:
            self.store.touch_file(file.key, file.mtime)
        if changes.nothing and described:
            return
        with seldom_collecting(), self.open_writer() as writer:
            self._leave(changes)
            # What was there comes first, so that no new file takes its documents' ids away.
            self._index(changes, writer)
            self._forget(self._former)
            if not described:
                self._shared |= described_anew(self.store, self.collection)
            orphans = self.store.orphans(self._left)
            for passage_id in orphans:
                writer.delete(passage_id)
            writer.commit()
        self._settle(self._shared | (self._left - orphans - self._written))
        self._groups.settle(orphans)
        self._words.settle()
        self.store.drop_passages(orphans)

    def _leave(self, changes: Changes) -> None:
        self._forget(self.store.digests(changes.gone))
        for key in changes.gone:
            self.store.forget_file(key)
        self._former = self.store.digests(file.key for file in changes.changed)

    def _forget(self, documents: Iterable[str]) -> None:
        for document in documents:
            self._left |= self.store.forget_document(document)

    def _index(self, changes: Changes, writer: Writer) -> None:
        files = (*changes.changed, *changes.new)
        self._progress = Progress(0, sum(file.size for file in files))
        self.report(self._progress)
        jobs = self.jobs if self._progress.known >= SMALL_BYTES else 1
        patience = SMALL_CHARACTERS if sum(file.size for file in changes.new) < SMALL_BYTES else 0
        with _workers(jobs, self.collection, patience) as workers, ReadingPool(jobs, executor=workers.reading) as pool:
            read = ((batch, batch.work) for batch in self._read(files, pool))
            for batch, prepared in workers.map(_prepare, read):
                for draft, made in zip(batch.drafts, prepared, strict=True):
                    self._take(draft, made, batch.file.key, writer)
                self._advance(batch)

    def _advance(self, batch: Batch) -> None:
        self._progress = Progress(self._progress.done + batch.size, self._progress.known, batch.file.name)
        self.report(self._progress)

    def _read(self, files: Sequence[SourceFile], pool: ReadingPool) -> Iterator[Batch]:
        """Read files, some ahead, and note what came of them; gives what is to be done for their documents."""
        read = partial(read_file, pool, self.sidecars)
        for file, found in zip(files, pool.map(read, files), strict=True):
            self.store.put_file(found.row(file))
            yield from batches(file, self._drafts(found.documents, file))

    def _drafts(self, documents: Iterable[Document], file: SourceFile) -> Iterator[Draft]:
        """The documents but for those that stand in the index as they are."""
        key = file.key
        for document in self._named(documents, file.name):
            digest = document_digest(document, key)
            if self._former.get(document.id) == digest:
                del self._former[document.id]
            else:
                yield Draft(document, digest, standing(self.store, document.id))

    def _named(self, documents: Iterable[Document], path: str) -> Iterator[Document]:
        """Documents whose ids are theirs alone: a second `doc-1` becomes `doc-1@letters/b.md`."""
        for document in documents:
            name, number = document.id, 1
            while name in self._names or (name not in self._former and self.store.has_document(name)):
                name = f"{document.id}@{path}" + (f"#{number}" if number > 1 else "")
                number += 1
            self._names.add(name)
            yield document if name == document.id else replace(document, id=name)

    def _take(self, draft: Draft, made: Prepared | Unprepared, file: str, writer: Writer) -> None:
        if isinstance(made, Unprepared):
            self.store.note_file(file, f"{draft.document.id}: {made.reason}")
        else:
            self._keep(draft, made, file, writer)

    def _keep(self, draft: Draft, prepared: Prepared, file: str, writer: Writer) -> None:
        self._former.pop(prepared.document.id, None)
        self.store.forget_document(prepared.document.id)
        self.store.put_document(prepared.document, file, draft.digest)
        over = dict(draft.standing)
        for passage, about, finished, bands in prepared.rows():
            if finished is None:
                over.pop(place_key(passage, about, prepared.document))
            self._keep_place(passage, about, finished, bands, writer)
        self._left.update(over.values())

    def _keep_place(
        self, passage: Passage, about: Metadata, finished: IndexEntry | None, bands: tuple[int, ...], writer: Writer
    ) -> None:
        """Keep a passage at a place; one without an entry is already found by it."""
        length = words(finished.texts["body_w"]) if finished else 0
        alone = self.store.put_place(passage, about, length, packed(bands))
        if finished:
            self._words.keep(finished.texts)
        if finished and alone:
            self._written.add(passage.id)
            if self.most and self._before + len(self._written) > self.most:
                raise Outgrown
            self._groups.keep(passage.id)
            writer.put(finished)
        elif finished or passage.id in self._written:
            self._shared.add(passage.id)

    def _settle(self, passage_ids: Iterable[str]) -> None:
        """Make the entries of passages whose places changed again, from all their places."""
        chosen = sorted(passage_ids)
        if not chosen:
            return
        with self.open_writer() as writer:
            for passage_id in chosen:
                writer.put(entry_of(self.store, passage_id))
            writer.commit()


# What runs in a worker: plain functions over the collection that `_start` left there.

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


def _prepare(work: Work) -> tuple[Prepared | Unprepared, ...]:
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
def _workers(jobs: int, collection: Collection, patience: int) -> Iterator[Workers]:
    _start(collection)
    if jobs <= 1:
        yield Workers(None, 0, 0)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(collection,)) as executor:
        yield Workers(executor, 3 * jobs, patience)
