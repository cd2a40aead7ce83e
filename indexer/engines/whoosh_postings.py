"""The postings of a Whoosh reader as `evaluate` asks for them, decoded on first use.

Whoosh lets no two threads read at once: all matchers of a segment move one place in one file (seek, then read), mapped
into memory or not. So a lock is held from the first byte of a list to its last, and only finished lists leave it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from whoosh.reading import TermNotFound

from indexer.engines.base import rounded_length
from indexer.engines.finding import Bits, bits_of
from indexer.schema import COMBINED, TEXT_FIELDS

Read = TypeVar("Read")


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
    """The postings of one Whoosh reader, decoded on first use; several threads may ask."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._reading = Lock()
        column = reader.column_reader("entry") if reader.doc_count_all() else []
        self._entries = {n: Entry(column[n]) for n in range(reader.doc_count_all()) if not reader.is_deleted(n)}
        self._numbers = tuple(self._entries)
        self._by_id = {entry.id: number for number, entry in self._entries.items()}
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
        self.vocabulary = lru_cache(maxsize=64)(self._vocabulary)
        self.of_length = lru_cache(maxsize=64)(self._of_length)
        self.value_sets = lru_cache(maxsize=None)(self._value_sets)

    def close(self) -> None:
        """Let go of the reader."""
        with self._reading:
            self._reader.close()

    def numbers(self) -> Sequence[int]:
        """The number of every passage, in order."""
        return self._numbers

    def numbers_of(self, ids: Iterable[str]) -> Sequence[int]:
        """The numbers of passages by id; ids that are not here are passed over."""
        return [number for passage_id in ids if (number := self._by_id.get(passage_id)) is not None]

    def entry(self, number: int) -> Entry:
        """What is remembered of a passage."""
        return self._entries[number]

    def dates(self, number: int) -> Sequence[tuple[int, int]]:
        """The (first, last) days of a passage, as ordinals."""
        return self._entries[number].dates

    def length(self, field: str, number: int) -> int:
        """How many terms a field of a passage has, rounded as BM25 takes it."""
        return self._lengths[field][number]

    def average(self, field: str) -> float:
        """How many terms a field has on average."""
        return self._averages[field]

    def is_scored(self, field: str) -> bool:
        """Whether a field has lengths, as texts have and keywords have not."""
        return field in self._lengths

    def _vocabulary(self, field: str, prefix: str) -> Sequence[str]:
        """The terms of a field that begin so, in order."""
        with self._reading:
            return tuple(term.decode() for term in self._reader.expand_prefix(field, prefix))

    def _of_length(self, field: str, length: int) -> Sequence[str]:
        return tuple(term for term in self.vocabulary(field, "") if len(term) == length)

    def _read(self, field: str, term: str, what: Callable[[Any], Read]) -> dict[int, Read]:
        """What Whoosh's matcher of a term tells at each passage that is not deleted."""
        found: dict[int, Read] = {}
        with self._reading:
            try:
                matcher = self._reader.postings(field, term)
            except TermNotFound:  # cheaper than to look the term up twice
                return found
            while matcher.is_active():
                if (number := matcher.id()) in self._entries:
                    found[number] = what(matcher)
                matcher.next()
        return found

    def _frequencies(self, field: str, term: str) -> Mapping[int, int]:
        if field in COMBINED:
            return _summed([self.frequencies(part, term) for part in COMBINED[field]])
        if not self.is_scored(field):
            return self._read(field, term, lambda matcher: 1)
        return self._read(field, term, lambda matcher: int(matcher.weight()))

    def _positions(self, field: str, term: str) -> Mapping[int, Sequence[int]]:
        if not self.is_scored(field):
            return {}
        return self._read(field, term, lambda matcher: matcher.value_as("positions"))

    def _value_sets(self, field: str) -> Mapping[str, Bits]:
        """Value -> the passages that have it."""
        return {value: bits_of(self.frequencies(field, value)) for value in self.vocabulary(field, "")}


def _summed(parts: Sequence[Mapping[int, int]]) -> Mapping[int, int]:
    total: dict[int, int] = dict(parts[0])
    for part in parts[1:]:
        for number, frequency in part.items():
            total[number] = total.get(number, 0) + frequency
    return total
