"""The embedded default engine: Whoosh keeps the terms on disk, `evaluate` asks the questions.

Whoosh's own query parser, analyzers and scoring are not used: terms come finished, and the score is the one of
`base.BM25`. What Whoosh gives is its index: segments, merging, deletion, and a commit that is all or nothing.

Threads: a lock. Whoosh lets no two threads read at once, since all matchers of a segment move one place in one file; so
`whoosh_postings` alone touches the reader and lets one read at a time. What it has read are finished lists, which all
may use. A reader for each thread would hold every passage's lengths and dates once more.

Whoosh keeps its table of segments as a pickle, which may run anything when it is read: an index from somebody whom you
would not let run a program on your machine is not to be opened. Make it anew from the documents.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from whoosh import columns, fields, formats, index
from whoosh.filedb import filestore

from indexer.document import IndexEntry
from indexer.engines.base import BM25, SCORE_DIGITS, most_frequent, once, page_of, sort_key
from indexer.engines.evaluate import Evaluator
from indexer.engines.finding import Bits, Finder, bits_of, numbers_of
from indexer.engines.whoosh_postings import WhooshPostings
from indexer.query import Filter, Hit, Query, Results, SearchRequest
from indexer.schema import FIELDS, KEYWORD_FIELDS, TEXT_FIELDS
from indexer.terms import Terms, length, places

WRITER_MEMORY_MB = 256

MOST_LEAVES = 5_000
"""Words, phrases and patterns of which it is remembered which passages have them."""


class FinishedTerms(fields.FieldType):  # type: ignore[misc]
    """A field that takes finished terms as they are."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=False)

    def index(self, value: Terms, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one value, as Whoosh takes them."""
        table: dict[str, list[int]] = defaultdict(list)
        for term, position in places(value):
            table[term].append(position)
        for term in sorted(table):
            found = table[term]
            yield term.encode(), len(found), float(len(found)), self.format.encode(found)


class FinishedValues(fields.FieldType):  # type: ignore[misc]
    """A field of whole values, which are in an entry or not."""

    def __init__(self, unique: bool = False) -> None:
        super().__init__(formats.Existence(), None, scorable=False, unique=unique)

    def index(self, value: Sequence[str], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of one value, as Whoosh takes them."""
        return ((item.encode(), 1, 1.0, b"") for item in sorted(set(value)))


def _schema() -> fields.Schema:
    kinds = {"text": FinishedTerms, "bag": FinishedTerms, "keyword": FinishedValues}
    schema = {field.name: kinds[field.kind]() for field in FIELDS}
    return fields.Schema(id=fields.ID(unique=True), entry=fields.COLUMN(columns.VarBytesColumn()), **schema)


def open_engine(path: Path, bm25: BM25) -> "WhooshEngine":
    """The engine over what was committed at `path`."""
    return WhooshEngine(path, bm25)


def open_writer(path: Path) -> "WhooshWriter":
    """A writer at `path`, which is made if it is not there."""
    return WhooshWriter(path)


def lag(path: Path) -> int:
    """As EngineModule.lag: the living alone count here."""
    return 0


def merge(path: Path) -> bool:
    """As EngineModule.merge: there is nothing to do."""
    return False


class OwnFolder(filestore.FileStorage):  # type: ignore[misc]
    """A folder that is one run's alone, so that it needs no lock on its drive, which may have none."""

    def lock(self, name: str) -> threading.Lock:
        """A lock within this process."""
        return threading.Lock()


class WhooshWriter:
    """One Whoosh writer, opened for one commit."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        folder = OwnFolder(str(path))
        self._index = folder.open_index() if folder.index_exists() else folder.create_index(_schema())
        self._fresh = self._index.doc_count_all() == 0
        self._writer = self._index.writer(limitmb=WRITER_MEMORY_MB)
        self._put: set[str] = set()
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._open:
            self._writer.cancel()
        self._index.close()

    def put(self, entry: IndexEntry) -> None:
        """As Writer.put."""
        once(entry.id, self._put)
        if not self._fresh:
            self._writer.delete_by_term("id", entry.id)
        self._put.add(entry.id)
        values: dict[str, object] = {name: entry.texts.get(name, "") for name in TEXT_FIELDS}
        values |= {name: entry.keywords.get(name, ()) for name in KEYWORD_FIELDS}
        lengths = [length(entry.texts.get(name, "")) for name in TEXT_FIELDS]
        record = json.dumps([entry.id, entry.dates, entry.order, lengths]).encode()
        self._writer.add_document(id=entry.id, entry=record, **values)

    def delete(self, passage_id: str) -> None:
        """As Writer.delete."""
        once(passage_id, self._put)
        self._writer.delete_by_term("id", passage_id)

    def commit(self) -> None:
        """As Writer.commit."""
        self._open = False  # a commit that fails has closed the writer too
        self._writer.commit()


class WhooshEngine:
    """Answers from one opened reader, whose postings are kept once decoded."""

    def __init__(self, path: Path, bm25: BM25) -> None:
        self._index = index.open_dir(str(path))
        self._postings = WhooshPostings(self._index.reader())
        self._bm25 = bm25
        postings, leaf = self._postings, lru_cache(maxsize=MOST_LEAVES)(self._leaf)
        self._finder = Finder(bits_of(postings.numbers()), leaf, lambda ids: bits_of(postings.numbers_of(ids)))

    def count(self) -> int:
        """As Engine.count."""
        return len(self._postings.numbers())

    def lag(self) -> int:
        """As Engine.lag."""
        return 0

    def close(self) -> None:
        """As Engine.close."""
        self._postings.close()
        self._index.close()

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        """As Engine.terms."""
        rows = (
            (term, len(self._postings.frequencies(field, term))) for term in self._postings.vocabulary(field, prefix)
        )
        return [(term, count) for term, count in rows if count]

    def vocabulary(self, field: str, prefix: str = "") -> Iterable[str]:
        """As Engine.vocabulary."""
        return self._postings.vocabulary(field, prefix)

    def frequency(self, field: str, term: str) -> int:
        """As Engine.frequency."""
        return len(self._postings.frequencies(field, term))

    def search(self, request: SearchRequest) -> Results:
        """As Engine.search."""
        found = self._finder.found(request.query)
        kept = self._kept(found, request.filters)
        scores = self._evaluator.scores(request.query) if kept and (request.limit or request.groups) else {}
        entry = self._postings.entry
        rows = [(entry(number), scores[number]) for number in numbers_of(kept)] if scores else []
        rows.sort(key=lambda row: sort_key(request.sort, row[1], row[0].dates, row[0].order, row[0].id))
        page, folded, similar = page_of([row.id for row, _ in rows], request)
        facets = {
            field: most_frequent(self._counts(field, found, request.filters), field, request)
            for field in request.facets
        }
        bases = {field: self._base(field, found, request.filters).bit_count() for field in request.facets}
        hits = tuple(Hit(rows[place][0].id, round(rows[place][1], SCORE_DIGITS)) for place in page)
        return Results(kept.bit_count(), hits, facets, bases, folded, similar)

    @property
    def _evaluator(self) -> Evaluator:
        """What answers one tree."""
        return Evaluator(self._postings, self._bm25, self._finder.found)

    def _leaf(self, query: Query) -> Bits:
        return bits_of(self._evaluator.scores(query))

    def _kept(self, found: Bits, filters: Sequence[Filter]) -> Bits:
        for wanted in filters:
            if wanted.include:
                found &= self._any(wanted.field, wanted.include)
            found &= ~self._any(wanted.field, wanted.exclude)
        return found

    def _any(self, field: str, values: Iterable[str]) -> Bits:
        sets = self._postings.value_sets(field)
        bits = 0
        for value in values:
            bits |= sets.get(value, 0)
        return bits

    def _base(self, field: str, found: Bits, filters: Sequence[Filter], but: str = "") -> Bits:
        """What a field is counted over: without its own choice, and without leaving `but` out."""
        others = (
            Filter(f.field, (), tuple(v for v in f.exclude if v != but)) if f.field == field else f for f in filters
        )
        return self._kept(found, tuple(others))

    def _counts(self, field: str, found: Bits, filters: Sequence[Filter]) -> dict[str, int]:
        base, sets = self._base(field, found, filters), self._postings.value_sets(field)
        counts = {value: (bits & base).bit_count() for value, bits in sets.items()}
        for value in {value for f in filters if f.field == field for value in f.exclude}:
            counts[value] = (sets.get(value, 0) & self._base(field, found, filters, value)).bit_count()
        return counts
