"""The embedded default engine: Whoosh keeps the terms on disk, `evaluate` asks the questions.

Whoosh's own query parser, analyzers and scoring are not used: terms come finished, and the score is the one of
`base.BM25`. What Whoosh gives is its index: segments, merging, deletion, and a commit that is all or nothing.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from whoosh import columns, fields, formats, index

from indexer.document import IndexEntry, Terms
from indexer.engines.base import BM25, ranked, rounded_length, sort_key
from indexer.engines.evaluate import Evaluator
from indexer.query import Filter, Hit, Results, SearchRequest
from indexer.schema import COMBINED, FIELDS, KEYWORD_FIELDS, TEXT_FIELDS

WRITER_MEMORY_MB = 256


class FinishedTerms(fields.FieldType):  # type: ignore[misc]
    """A field that takes (term, position) pairs as they are."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=False)

    def index(self, value: Terms, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        for term, position in value:
            places[term].append(position)
        for term in sorted(places):
            found = places[term]
            yield term.encode(), len(found), float(len(found)), self.format.encode(found)


class FinishedValues(fields.FieldType):  # type: ignore[misc]
    """A field of whole values, which are in an entry or not."""

    def __init__(self, unique: bool = False) -> None:
        super().__init__(formats.Existence(), None, scorable=False, unique=unique)

    def index(self, value: Sequence[str], **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
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


class WhooshWriter:
    """One Whoosh writer, opened for one commit.

    Whoosh cannot take back what it was given since the last commit; an id that comes a second time waits in
    `_late` and is settled by a second commit right after the first.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._index = index.open_dir(str(path)) if index.exists_in(str(path)) else index.create_in(str(path), _schema())
        self._fresh = self._index.doc_count_all() == 0
        self._writer = self._index.writer(limitmb=WRITER_MEMORY_MB)
        self._put: set[str] = set()
        self._late: dict[str, IndexEntry | None] = {}
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._open:
            self._writer.cancel()
        self._index.close()

    def put(self, entry: IndexEntry) -> None:
        if entry.id in self._put:
            self._late[entry.id] = entry
            return
        if not self._fresh:
            self._writer.delete_by_term("id", entry.id)
        self._put.add(entry.id)
        self._add(entry)

    def _add(self, entry: IndexEntry) -> None:
        values: dict[str, object] = {name: entry.texts.get(name, ()) for name in TEXT_FIELDS}
        values |= {name: entry.keywords.get(name, ()) for name in KEYWORD_FIELDS}
        lengths = [len(entry.texts.get(name, ())) for name in TEXT_FIELDS]
        record = json.dumps([entry.id, entry.dates, entry.order, lengths]).encode()
        self._writer.add_document(id=entry.id, entry=record, **values)

    def delete(self, passage_id: str) -> None:
        if passage_id in self._put:
            self._late[passage_id] = None
        else:
            self._writer.delete_by_term("id", passage_id)

    def commit(self) -> None:
        self._writer.commit()
        if self._late:
            self._writer = self._index.writer(limitmb=WRITER_MEMORY_MB)
            for passage_id, entry in self._late.items():
                self._writer.delete_by_term("id", passage_id)
                if entry is not None:
                    self._add(entry)
            self._writer.commit()
        self._open = False


class WhooshEngine:
    """Answers from one opened reader, whose postings are kept once decoded."""

    def __init__(self, path: Path, bm25: BM25) -> None:
        self._index = index.open_dir(str(path))
        self._postings = WhooshPostings(self._index.reader())
        self._bm25 = bm25

    def count(self) -> int:
        return len(self._postings.numbers())

    def close(self) -> None:
        self._postings.close()
        self._index.close()

    def terms(self, field: str, prefix: str = "") -> Iterable[tuple[str, int]]:
        rows = (
            (term, len(self._postings.frequencies(field, term))) for term in self._postings.vocabulary(field, prefix)
        )
        return [(term, count) for term, count in rows if count]

    def frequency(self, field: str, term: str) -> int:
        return len(self._postings.frequencies(field, term))

    def search(self, request: SearchRequest) -> Results:
        scores = Evaluator(self._postings, self._bm25).scores(request.query)
        found = _bits(scores)
        kept = self._kept(found, request.filters)
        entry = self._postings.entry
        rows = [(entry(number), scores[number]) for number in _numbers(kept)]
        rows.sort(key=lambda row: sort_key(request.sort, row[1], row[0].dates, row[0].order, row[0].id))
        page = rows[request.offset : request.offset + request.limit]
        facets = {field: ranked(self._counts(field, found, request.filters)) for field in request.facets}
        return Results(len(rows), tuple(Hit(row.id, round(score, 6)) for row, score in page), facets)

    def _kept(self, found: int, filters: Sequence[Filter]) -> int:
        for wanted in filters:
            if wanted.include:
                found &= self._any(wanted.field, wanted.include)
            found &= ~self._any(wanted.field, wanted.exclude)
        return found

    def _any(self, field: str, values: Iterable[str]) -> int:
        sets = self._postings.value_sets(field)
        bits = 0
        for value in values:
            bits |= sets.get(value, 0)
        return bits

    def _counts(self, field: str, found: int, filters: Sequence[Filter]) -> dict[str, int]:
        """Each value's passages, without the field's own choice; what it excludes stays out."""
        others = [Filter(f.field, (), f.exclude) if f.field == field else f for f in filters]
        kept = self._kept(found, others)
        return {value: (bits & kept).bit_count() for value, bits in self._postings.value_sets(field).items()}


class Entry:
    """What the engine remembers of a passage besides its terms."""

    __slots__ = ("dates", "id", "lengths", "order")

    def __init__(self, record: bytes) -> None:
        passage_id, dates, order, lengths = json.loads(record)
        self.id: str = passage_id
        self.dates: list[tuple[int, int]] = [(first, last) for first, last in dates]
        self.order: tuple[str, int] = (order[0], order[1])
        self.lengths: list[int] = lengths


class WhooshPostings:
    """The postings of one Whoosh reader, decoded on first use."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        column = reader.column_reader("entry") if reader.doc_count_all() else []
        self._entries = {n: Entry(column[n]) for n in range(reader.doc_count_all()) if not reader.is_deleted(n)}
        self._numbers = tuple(self._entries)
        self._lengths = {
            name: {n: rounded_length(entry.lengths[i]) for n, entry in self._entries.items()}
            for i, name in enumerate(TEXT_FIELDS)
        }
        for name, parts in COMBINED.items():
            places = [TEXT_FIELDS.index(part) for part in parts]
            self._lengths[name] = {
                n: rounded_length(sum(entry.lengths[i] for i in places)) for n, entry in self._entries.items()
            }
        total = len(self._entries) or 1
        self._averages = {
            name: sum(entry.lengths[i] for entry in self._entries.values()) / total
            for i, name in enumerate(TEXT_FIELDS)
        }
        for name, parts in COMBINED.items():
            self._averages[name] = sum(self._averages[part] for part in parts)
        self.frequencies = lru_cache(maxsize=20_000)(self._frequencies)
        self.positions = lru_cache(maxsize=5_000)(self._positions)
        self.value_sets = lru_cache(maxsize=None)(self._value_sets)

    def close(self) -> None:
        self._reader.close()

    def numbers(self) -> Sequence[int]:
        return self._numbers

    def entry(self, number: int) -> Entry:
        return self._entries[number]

    def dates(self, number: int) -> Sequence[tuple[int, int]]:
        return self._entries[number].dates

    def length(self, field: str, number: int) -> int:
        return self._lengths[field][number]

    def average(self, field: str) -> float:
        return self._averages[field]

    def is_scored(self, field: str) -> bool:
        return field in self._lengths

    def vocabulary(self, field: str, prefix: str) -> Sequence[str]:
        return [term.decode() for term in self._reader.expand_prefix(field, prefix)]

    def _walk(self, field: str, term: str) -> Iterator[Any]:
        """The matcher of a term, at each passage that is not deleted."""
        if (field, term.encode()) in self._reader:
            matcher = self._reader.postings(field, term)
            while matcher.is_active():
                if matcher.id() in self._entries:
                    yield matcher
                matcher.next()

    def _frequencies(self, field: str, term: str) -> Mapping[int, int]:
        if field in COMBINED:
            return _summed([self.frequencies(part, term) for part in COMBINED[field]])
        if not self.is_scored(field):
            return {matcher.id(): 1 for matcher in self._walk(field, term)}
        return {matcher.id(): int(matcher.weight()) for matcher in self._walk(field, term)}

    def _positions(self, field: str, term: str) -> Mapping[int, Sequence[int]]:
        if not self.is_scored(field):
            return {}
        return {matcher.id(): matcher.value_as("positions") for matcher in self._walk(field, term)}

    def _value_sets(self, field: str) -> Mapping[str, int]:
        """Value -> the passages that have it, as the bits of a whole number."""
        return {value: _bits(self.frequencies(field, value)) for value in self.vocabulary(field, "")}


def _summed(parts: Sequence[Mapping[int, int]]) -> Mapping[int, int]:
    total: dict[int, int] = dict(parts[0])
    for part in parts[1:]:
        for number, frequency in part.items():
            total[number] = total.get(number, 0) + frequency
    return total


def _bits(numbers: Iterable[int]) -> int:
    """A set of small numbers as the bits of one: intersections and counts of these are the fastest Python has."""
    chosen = list(numbers)
    if not chosen:
        return 0
    bits = bytearray(max(chosen) // 8 + 1)
    for number in chosen:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _numbers(bits: int) -> Iterator[int]:
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
