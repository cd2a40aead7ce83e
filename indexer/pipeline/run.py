"""One run over changed files: workers read and analyse, this process writes a generation that nobody sees yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from indexer.collection import Collection
from indexer.document import Document, IndexEntry, Metadata, Passage
from indexer.engines.base import Writer
from indexer.pipeline.batches import Batch, Draft, batches
from indexer.pipeline.collection_change import described_anew
from indexer.pipeline.compaction import entry_of
from indexer.pipeline.entries import Prepared, Unprepared
from indexer.pipeline.made import Made, not_made
from indexer.pipeline.manifest import Changes, SourceFile
from indexer.pipeline.near_duplicate_groups import Groups, packed
from indexer.pipeline.preparing import prepare_batch, seldom_collecting, workers
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


Report = Callable[[Progress], None]

NO_SIDECARS = Sidecars({}, {})


class Outgrown(Exception):
    """There are more passages than the run was to take."""


@dataclass
class Run:
    """The state of one run. `open_writer` opens the engine's writer of the new generation; of more than `most` passages
    (0 for any number) the run makes nothing and raises Outgrown. `made` has what was made of a file already, elsewhere.

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
    made: Callable[[SourceFile], Made | None] = not_made
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
        with workers(jobs, self.collection, patience) as able, ReadingPool(jobs, executor=able.reading) as pool:
            read = ((batch, batch.work) for batch in self._read(files, pool))
            for batch, prepared in able.map(prepare_batch, read):
                for draft, made in zip(batch.drafts, batch.all_made(prepared), strict=True):
                    self._take(draft, made, batch.file.key, writer)
                self._advance(batch)

    def _advance(self, batch: Batch) -> None:
        self._progress = Progress(self._progress.done + batch.size, self._progress.known, batch.file.name)
        self.report(self._progress)

    def _read(self, files: Sequence[SourceFile], pool: ReadingPool) -> Iterator[Batch]:
        """Read files, some ahead, and note what came of them; gives what is to be done for their documents."""
        for file, found in zip(files, pool.map(partial(self._found, pool), files), strict=True):
            self.store.put_file(found.outcome.row(file))
            yield from batches(file, self._drafts(found.outcome.documents, file), found.by_document())

    def _found(self, pool: ReadingPool, file: SourceFile) -> Made:
        return self.made(file) or Made(read_file(pool, self.sidecars, file))

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
