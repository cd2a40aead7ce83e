"""A query tree answered from postings: what an engine needs that stores terms and leaves the asking to us."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from indexer.engines.base import BM25, matching_terms, near_terms
from indexer.engines.finding import Bits, numbers_of
from indexer.engines.occurrences import Window, phrase_length, phrase_starts, windows
from indexer.query import (
    Among,
    And,
    Best,
    Boost,
    Constant,
    DateRange,
    Every,
    Fuzzy,
    Maybe,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Slot,
    Term,
    Wildcard,
)  # fmt: skip

Scores = dict[int, float]
"""Number of a passage -> its score."""


class Postings(Protocol):
    """What stands where. Passages go by number; deleted ones are left out everywhere."""

    def numbers(self) -> Sequence[int]:
        """All passages."""

    def numbers_of(self, ids: Iterable[str]) -> Sequence[int]:
        """The passages that have these ids, as far as there are any."""

    def frequencies(self, field: str, term: str) -> Mapping[int, int]:
        """Passage -> how often it has the term."""

    def positions(self, field: str, term: str) -> Mapping[int, Sequence[int]]:
        """Passage -> the positions of the term, sorted."""

    def vocabulary(self, field: str, prefix: str) -> Sequence[str]:
        """The field's terms that begin with `prefix`."""

    def of_length(self, field: str, length: int) -> Sequence[str]:
        """The field's terms of so many characters."""

    def dates(self, number: int) -> Sequence[tuple[int, int]]:
        """The date spans of a passage."""

    def length(self, field: str, number: int) -> int:
        """The rounded length of a field of a passage."""

    def average(self, field: str) -> float:
        """The average length of a field."""

    def is_scored(self, field: str) -> bool:
        """Whether the field's terms count by BM25; a keyword scores 0."""


MOST_EXPANSIONS = 4096
"""The most terms that a prefix, wildcard or fuzzy word stands for; further ones are left out."""


@dataclass(frozen=True)
class Evaluator:
    """Answers one query tree over some postings; a part that stands in it twice is answered once. `found` says which
    passages a part finds where its scores are of no account."""

    postings: Postings
    bm25: BM25
    found: Callable[[Query], Bits]
    _answered: dict[Query, Scores] = field(default_factory=dict)

    def scores(self, query: Query) -> Scores:
        """Every passage that the query finds, with its score."""
        if query not in self._answered:
            self._answered[query] = self._scores(query)
        return self._answered[query]

    def _scores(self, query: Query) -> Scores:
        match query:
            case Term():
                return self._term(query)
            case And(parts):
                return self._and(parts) if self.found(query) else {}
            case Or(parts):
                return _added([self.scores(part) for part in parts])
            case Best(parts):
                return _best([self.scores(part) for part in parts])
            case Boost(part, weight) if weight:
                return {number: score * weight for number, score in self.scores(part).items()}
            case Boost() | Not() | Every() | Among():
                return dict.fromkeys(numbers_of(self.found(query)), 0.0)
            case Constant(part):
                return dict.fromkeys(numbers_of(self.found(part)), 1.0)
            case Maybe(required, optional):
                return self._maybe(required, optional)
            case Phrase():
                return self._phrase(query)
            case Near():
                return self._near(query)
            case _:
                return dict.fromkeys(self._constant(query), 1.0)

    def _term(self, term: Term) -> Scores:
        frequencies = self.postings.frequencies(term.field, term.text)
        if not self.postings.is_scored(term.field):
            return dict.fromkeys(frequencies, 0.0)
        idf = self._idf(term.field, term.text)
        return dict.fromkeys(frequencies, idf) if term.once else self._scored(term.field, frequencies, idf)

    def _scored(self, field: str, frequencies: Mapping[int, int], idf: float) -> Scores:
        if not frequencies:
            return {}
        score, length, average = self.bm25.score, self.postings.length, self.postings.average(field)
        return {number: score(idf, tf, length(field, number), average) for number, tf in frequencies.items()}

    def _idf(self, field: str, text: str) -> float:
        return self.bm25.idf(len(self.postings.numbers()), len(self.postings.frequencies(field, text)))

    def _and(self, parts: Sequence[Query]) -> Scores:
        """The parts that can only take away come last, so that they see few passages."""
        found: Scores | None = None
        for part in parts:
            scores = self.scores(part)
            found = scores if found is None else {n: found[n] + scores[n] for n in found if n in scores}
            if not found:
                return {}
        return found or {}

    def _maybe(self, required: Query, optional: Query) -> Scores:
        found = self.scores(required)
        if not found:
            return found
        more = self.scores(optional)
        return {number: score + more.get(number, 0.0) for number, score in found.items()}

    def _phrase(self, phrase: Phrase) -> Scores:
        counts = {number: len(starts) for number, starts in self._starts(phrase).items()}
        return self._scored(phrase.field, counts, self._phrase_idf([phrase]))

    def _phrase_idf(self, phrases: Sequence[Phrase]) -> float:
        return sum(self._idf(p.field, slot.text) for p in phrases for slot in p.slots if not slot.prefix)

    def _starts(self, phrase: Phrase) -> dict[int, list[int]]:
        """Passage -> where the phrase begins in it."""
        tables: dict[Slot, Mapping[int, Sequence[int]]] = {}
        candidates: set[int] = set()
        for slot in phrase.slots:
            tables[slot] = there = self._slot_positions(phrase.field, slot)
            candidates = candidates.intersection(there) if len(tables) > 1 else set(there)
            if not candidates:
                return {}
        starts = {n: phrase_starts(phrase, lambda slot, n=n: tables[slot][n]) for n in candidates}  # type: ignore[misc]
        return {number: found for number, found in starts.items() if found}

    def _slot_positions(self, field: str, slot: Slot) -> Mapping[int, Sequence[int]]:
        if not slot.prefix:
            return self.postings.positions(field, slot.text)
        merged: dict[int, set[int]] = {}
        for term in self.postings.vocabulary(field, slot.text)[:MOST_EXPANSIONS]:
            for number, places in self.postings.positions(field, term).items():
                merged.setdefault(number, set()).update(places)
        return {number: sorted(places) for number, places in merged.items()}

    def _near(self, near: Near) -> Scores:
        tables = [self._starts(part) for part in near.parts]
        counts: dict[int, int] = {}
        for number in set.intersection(*(set(table) for table in tables)) if tables else ():
            lists = [_places(part, table[number]) for part, table in zip(near.parts, tables, strict=True)]
            if found := windows(lists, near.distance, near.ordered):
                counts[number] = len(found)
        return self._scored(near.parts[0].field, counts, self._phrase_idf(near.parts)) if counts else {}

    def _constant(self, query: Query) -> set[int]:
        match query:
            case Prefix(field, text):
                return self._having(field, self.postings.vocabulary(field, text))
            case Wildcard(field, pattern):
                return self._having(field, matching_terms(partial(self.postings.vocabulary, field), pattern))
            case Fuzzy(field, text, edits):
                return self._having(field, near_terms(partial(self.postings.of_length, field), text, edits))
            case DateRange(first, last):
                dated = self.postings.dates
                return {n for n in self.postings.numbers() if any(_touches(span, first, last) for span in dated(n))}
            case _:
                raise TypeError(f"not a query: {query!r}")

    def _having(self, field: str, terms: Sequence[str]) -> set[int]:
        return {number for term in terms[:MOST_EXPANSIONS] for number in self.postings.frequencies(field, term)}


def _added(found: Sequence[Scores]) -> Scores:
    total: Scores = dict(found[0]) if found else {}
    for scores in found[1:]:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _best(found: Sequence[Scores]) -> Scores:
    best: Scores = {}
    for scores in found:
        best |= {number: max(score, best.get(number, score)) for number, score in scores.items()}
    return best


def _places(part: Phrase, starts: Sequence[int]) -> list[Window]:
    length = phrase_length(part)
    return [(start, start + length) for start in starts]


def _touches(span: tuple[int, int], first: int | None, last: int | None) -> bool:
    return (last is None or span[0] <= last) and (first is None or span[1] >= first)
